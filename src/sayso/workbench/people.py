"""Who is asking, and what each role may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sayso.model import Act, Rate, SetHouse, Sign, Withhold
from sayso.store.desk.accounts import Role

#: What only an editor may do: stand for the text with a name, set the house's rules, hide names from readers.
_EDITORS: Final = (Rate, SetHouse, Sign, Withhold)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone at the workbench."""

    name: str
    role: Role

    @property
    def reviews(self) -> bool:
        """Whether they may judge, note and edit, and have documents read."""
        return self.role != "reader"

    @property
    def signs(self) -> bool:
        """Whether they may rate, sign, and set the house's rules."""
        return self.role == "editor"

    def may(self, act: Act) -> bool:
        """Whether they may do this."""
        return self.signs if isinstance(act, _EDITORS) else self.reviews
