"""Word lists, kept as TOML beside this module, one file a language or a theme, each naming its source and licence."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

#: The languages whose figures and say-so are read, as BCP 47 primary subtags.
SERVED: Final = ("en", "de", "es", "fr")


def data_file(name: str) -> Path:
    """Where a word list or table lies; a plain path, since importlib.resources takes a tenth of the time to start."""
    from pathlib import Path  # takes a twentieth of what figures take to import, with what it brings

    return Path(__file__).parent / "data" / name


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The word list `data/NAME.toml` as nested dictionaries; raises FileNotFoundError where there is none."""
    import tomli  # the same

    return tomli.loads(data_file(f"{name}.toml").read_text(encoding="utf-8"))


def served(language: str) -> str:
    """The word lists to use for a language: its own where it is served, else English."""
    primary = language.split("-", maxsplit=1)[0].lower()
    return primary if primary in SERVED else "en"


def listed_in(name: str, language: str) -> str:
    """Which of the languages of a list stands for a language: its own where the list has it, else English."""
    primary = language.split("-", maxsplit=1)[0].lower()
    return primary if primary in lexicon(name) else "en"
