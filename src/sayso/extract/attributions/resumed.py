"""In Spanish and French: whose second verb it is, where somebody tells of another: "dijo que los vecinos pedían luz y prometió que la tendrán"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .hits import Hit


def resumed(row: Sequence[Token], start: int, before: Sequence[Hit]) -> Hit:
    """The cue whose subject goes on: the last, or the one that says it, where the last alone is told as what went before: "dijo que pedían luz y prometió P"."""
    last = before[-1]
    told = last.source is not None and last.source[0] > 0 and row[last.source[0] - 1].low in {"que", "qu’"}
    if not told or not _imperfect(row[slice(*last.cue)]) or _imperfect(row[max(0, start - 1) : start + 1]):
        return last
    outer = (hit for hit in reversed(before[:-1]) if hit.source is not None and hit.frame == "say")
    return next((hit for hit in outer if hit.end < last.start and not _imperfect(row[slice(*hit.cue)])), last)


def _imperfect(words: Sequence[Token]) -> bool:
    """Whether a verb tells what was going on, or had been: "pedían", "avait demandé"."""
    return any(token.low.endswith(_IMPERFECT) and not token.capital for token in words)


_IMPERFECT: Final = ("ía", "ían", "aba", "aban", "ait", "aient")
