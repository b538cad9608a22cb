"""How what a sentence tells stands: whether it has come about, is still to come, or is denied; the words are those of `data/standing.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final, Literal

from .concepts import BRIDGED
from .fold import fold
from .lexicon import lexicon

Mark = Literal["to_come", "in_view", "open", "denied", "doubted", "done"]
_KEPT: Final = 4096
#: Behind these a sentence, or what somebody says, begins.
_BEGINS: Final = frozenset(".!?:\"“”„«»'‘")


@lru_cache(maxsize=_KEPT)
def stands(text: str, language: str, mark: Mark) -> tuple[int, int] | None:
    """Where the first words stand by which a text marks what it tells so; None where there are none, or in a language that has no list."""
    primary = language.partition("-")[0]
    if primary not in BRIDGED:
        return None
    patterns, folded = _patterns(primary), fold(text)
    spared = [match.span() for match in patterns.spared.finditer(folded.text)]
    pattern: re.Pattern[str] = getattr(patterns, mark)
    for match in pattern.finditer(folded.text):
        low, high = match.span()
        name = (
            _is_inside(folded.text, low) and primary != "de" and match.group()[0].isupper() and " " not in match.group()
        )  # "Teherán"
        if not name and not any(start < high and low < end for start, end in spared):
            return folded.place(low, high)
    return None


def _is_inside(text: str, at: int) -> bool:
    """Whether words stand inside a sentence, and do not begin it or what somebody says."""
    before = text[:at].rstrip()
    return bool(before) and before[-1] not in _BEGINS


@dataclass(frozen=True, slots=True)
class _Patterns:
    to_come: re.Pattern[str]
    in_view: re.Pattern[str]
    open: re.Pattern[str]
    denied: re.Pattern[str]
    doubted: re.Pattern[str]
    done: re.Pattern[str]
    spared: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    table: dict[str, Any] = lexicon("standing")[language]
    future = rf"|(?!(?:{_any(table['future_not'])})(?!\w))\w+(?:{_any(table['future'])})" if table["future"] else ""
    return _Patterns(
        to_come=_whole(_any(table["to_come"]) + future),
        in_view=_whole(_any(table["in_view"])),
        open=_whole(_any(table["open"])),
        denied=_whole(_any(table["denied"])),
        doubted=_whole(_any(table["doubted"])),
        done=_whole(_any(table["done"])),
        spared=_whole(_any(table["denied_not"])),
    )


def _any(words: list[str]) -> str:
    """Any of some words, the longest first; a star stands for the rest of a word, either apostrophe for both."""
    return (
        "|".join(
            re.escape(word).replace(r"\*", r"\w*").replace("’", "['’]") for word in sorted(words, key=len, reverse=True)
        )
        or r"(?!)"
    )


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
