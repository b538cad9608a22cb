"""What a source is: its kind, and whether it is named."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import SourceKind


@dataclass(frozen=True, slots=True)
class Nature:
    """A source's kind, whether it is named, why, and its head noun in lower case; of a news outlet its name too.

    `whose` is the speaker, by its key, to whom it belongs or for whom it speaks, where its own words tell no name: "his department", "a spokesman".
    """

    kind: SourceKind
    named: bool
    because: str
    head: str = ""
    name: str = ""
    whose: str = ""
