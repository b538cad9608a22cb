"""A claim beside a passage, as the reader of pairs takes them: how each figure of the one relates to each of the other."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.language import lexicon
from sayso.language.pairs import RELATIONS, Pair
from sayso.model import Figure

from .compare import align_figures
from .interval import Interval
from .measure import are_comparable, in_unit_of, values_beside

_NUMBER: Final = {name: number for number, name in enumerate(RELATIONS)}
_WORD: Final = re.compile(r"[^\W_]+")
_YEARS: Final = range(1000, 2200)
_DAYS: Final = range(1, 32)
_MONTHS_KNOWN: Final = frozenset({"en", "de", "es", "fr", "it", "pt"})


@dataclass(frozen=True, slots=True)
class Side:
    """A text in its language, with its figures; `start` is where it begins in the document that their places count from."""

    text: str
    language: str
    figures: Sequence[Figure]
    start: int = 0


def paired(claim: Side, passage: Side) -> Pair:
    """A claim and a passage with what rules say of their figures. Cost: the claim's figures times the passage's."""
    rows = tuple(
        tuple(_NUMBER[relation(mine, theirs, (claim.language, passage.language))] for theirs in passage.figures)
        for mine in claim.figures
    )
    return Pair(
        claim.text, passage.text, (claim.language, passage.language), _places(claim), _places(passage), rows
    )  # fmt: skip


def _places(side: Side) -> tuple[tuple[int, int], ...]:
    return tuple((figure.start - side.start, figure.end - side.start) for figure in side.figures)


def relation(claimed: Figure, given: Figure, languages: tuple[str, str]) -> str:
    """How a claimed figure relates to a given one, in the words of `RELATIONS`."""
    if claimed.kind == "date" == given.kind:
        return _of_dates(claimed, given, languages)
    found = align_figures(claimed, given)
    if found.relation == "incomparable":
        vague = claimed.vague or given.vague
        return "other_unit" if found.unit_changed else "vague" if vague else "incomparable"
    if found.relation == "contained":
        if found.bound_changed:
            return "bound_left" if claimed.low == claimed.high else "bound_added"
        return "far" if found.far else "holds"
    if found.relation != "apart":
        return found.relation
    if not are_comparable(claimed, given):
        return "incomparable"
    return "above" if _middle(values_beside(claimed, given)) > _middle(in_unit_of(claimed, given)) else "below"


def _middle(interval: Interval) -> float:
    """A value of an interval by which it stands above or below one that it does not meet."""
    if interval.is_open:
        return interval.low if math.isinf(interval.high) else interval.high
    return (interval.low + interval.high) / 2


def _of_dates(claimed: Figure, given: Figure, languages: tuple[str, str]) -> str:
    mine, theirs = (_date(one, language) for one, language in zip((claimed, given), languages, strict=True))
    shared = [(a, b) for a, b in zip(mine, theirs, strict=True) if a is not None and b is not None]
    for a, b in shared:
        if a != b:
            return "above" if a > b else "below"
    if not shared:
        return "incomparable"
    return "equal" if [a is None for a in mine] == [b is None for b in theirs] else "overlaps"


def _date(figure: Figure, language: str) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of a date, as far as they are written."""
    year = month = day = None
    for word in _WORD.findall(figure.text.casefold()):
        number = int(word) if word.isascii() and word.isdigit() else None
        if number is None:
            month = month or _months(language).get(word)
            if month is None and (found := re.match(r"(\d{1,2})(?:st|nd|rd|th|er)$", word)):
                day = int(found[1])
        elif number in _YEARS:
            year = year or number
        elif number in _DAYS:
            day = day or number
    return year, month, day if month else None


@cache
def _months(language: str) -> Mapping[str, int]:
    if language not in _MONTHS_KNOWN:
        return {}
    found: Mapping[str, int] = lexicon(f"numbers.{language}")["dates"]["months"]
    return found
