"""Word lists, kept as TOML beside this module, one file a language or a theme, each naming its source and licence."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Final

import tomli

#: The languages whose figures and say-so are read, as BCP 47 primary subtags.
SERVED: Final = ("en", "de", "es", "fr")


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The word list `data/NAME.toml` as nested dictionaries; raises FileNotFoundError where there is none."""
    path = files("sayso.language").joinpath("data", f"{name}.toml")
    return tomli.loads(path.read_text(encoding="utf-8"))


def served(language: str) -> str:
    """The word lists to use for a language: its own where it is served, else English."""
    primary = language.split("-", maxsplit=1)[0].lower()
    return primary if primary in SERVED else "en"
