"""Word lists, kept as TOML beside this module, one file a language or a theme, each naming its source and licence."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import tomli

#: The languages whose figures and say-so are read, as BCP 47 primary subtags.
SERVED: Final = ("en", "de", "es", "fr")

#: Where the word lists and tables lie; a plain path, since importlib.resources takes a tenth of the time to start.
DATA: Final = Path(__file__).parent / "data"


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The word list `data/NAME.toml` as nested dictionaries; raises FileNotFoundError where there is none."""
    return tomli.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def served(language: str) -> str:
    """The word lists to use for a language: its own where it is served, else English."""
    primary = language.split("-", maxsplit=1)[0].lower()
    return primary if primary in SERVED else "en"
