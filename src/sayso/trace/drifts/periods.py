"""Drifts of time that figures alone do not show: how long something took, a year named by the day of writing, last year's number told as this year's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sayso.align import years_before
from sayso.language import fold, lexicon, served
from sayso.model import Drift, Figure, Span
from sayso.trace.laid import laid
from sayso.trace.matter import Matter
from sayso.trace.pair import ALIKE, Pair
from sayso.trace.reckoned import YEAR, period_words, years_told

from .counterpart import Counterpart

_WORD: Final = re.compile(r"[^\W\d_]+")
#: Lengths of time that differ by less are told as one another: 52 weeks, a year.
_NEARLY: Final = 0.1
#: A sentence of so few words takes what it counts from the one before: "In 2024 it was 655."
_SHORT: Final = 7
#: From this share of what the claim names on, a passage speaks of what it speaks of.
_SPEAKS_OF: Final = 0.5


def period_drifts(matter: Matter, pairs: Sequence[Pair], theirs: Counterpart) -> Iterator[Drift]:
    """Another length of time, or another year once both are reckoned from the days of writing.

    Only where each side names one such thing, and figures agree or there are none.
    """
    asked, language = matter.asked, matter.candidate.passage.language
    if asked.placed and not any(pair.agrees and pair.same and not pair.is_dates for pair in pairs):
        return
    mine, given = _lengths(asked.claim.text, asked.language), _lengths(theirs.place.text, language)
    at = theirs.place.start
    if len(mine) == len(given) == 1 and not _are_near(mine[0].months, given[0].months):
        yield _drift(matter, at + given[0].start, at + given[0].end, f"“{mine[0].text}”")
    claimed = years_told(asked.claim.text, asked.article.document)
    stated = years_told(theirs.place.text, matter.source.document)
    reckoned = claimed.reckoned or stated.reckoned
    if reckoned and claimed.all and stated.all and not claimed.all & stated.all:
        start, end = stated.place
        yield _drift(matter, at + start, at + end, " or ".join(map(str, sorted(claimed.all))))


def earlier_drifts(matter: Matter) -> Iterator[Drift]:
    """A number that a short sentence behind the passage gives for another year, told as the claim's."""
    passage, source = matter.candidate.passage, matter.source
    if (matter.candidate.alike or 0.0) < ALIKE and matter.sense < _SPEAKS_OF:
        return
    at = bisect_left(source.sentences, passage.end, key=lambda sentence: sentence.start)
    for sentence in source.sentences[at : at + 1]:
        text = source.document.text[sentence.start : sentence.end]
        place = _earlier(text, passage.language, matter.asked.claim.text, matter.asked.language)
        if place is None or len(_WORD.findall(text)) > _SHORT or not _holds(matter, sentence.start, sentence.end):
            continue
        yield _drift(matter, sentence.start + place[0], sentence.start + place[1], "another time")


def _holds(matter: Matter, start: int, end: int) -> bool:
    """Whether a figure of the claim stands there with the same value, and not in the passage, which has another of its kind."""
    passage = matter.candidate.passage
    figures = laid(matter.source).figures
    there = [one for one in figures.starting(start, end) if one.is_quantity]
    inside = [one for one in figures.starting(passage.start, passage.end) if one.is_quantity]
    return any(
        _same(mine, one) and any(_alike(mine, other) for other in inside) and not any(_same(mine, o) for o in inside)
        for mine in matter.asked.figures
        if mine.is_quantity and not _of_earlier(mine, matter.asked.language)
        for one in there
    )


def _of_earlier(figure: Figure, language: str) -> bool:
    """Whether the claim itself says that its figure is of an earlier time: "after 356,000 the year before"."""
    period = fold(figure.period.text).text if figure.period else ""
    return period_words(served(language), "before").search(period) is not None


def _same(one: Figure, other: Figure) -> bool:
    return _alike(one, other) and (one.low, one.high) == (other.low, other.high)


def _alike(one: Figure, other: Figure) -> bool:
    return (one.kind, one.unit, one.currency) == (other.kind, other.unit, other.currency)


def _earlier(text: str, language: str, claim: str, spoken: str) -> tuple[int, int] | None:
    """Where a sentence names a year that the claim, in the language `spoken`, does not lead to, or says that it is of an earlier time."""
    mine = {*YEAR.findall(claim), *years_before(claim, spoken)}
    years = list(YEAR.finditer(text))
    if years and mine and not mine & {match.group() for match in years}:
        return years[0].span()
    folded = fold(text)
    match = period_words(served(language), "before").search(folded.text)
    return folded.place(*match.span()) if match and not years else None


@dataclass(frozen=True, slots=True)
class _Length:
    """How long something took, in months, and where that stands."""

    start: int
    end: int
    text: str
    months: float


def _lengths(text: str, language: str) -> list[_Length]:
    folded, key = fold(text), served(language)
    table = _table(key)
    numbers, units = _lowered(table["numbers"]), _lowered(table["units"])
    found = []
    for match in _length(key).finditer(folded.text):
        number = match["number"].lower()
        start, end = folded.place(*match.span())
        months = float(numbers.get(number) or int(number)) * units[match["unit"].lower()]
        found.append(_Length(start, end, text[start:end], months))
    return found


@cache
def _length(language: str) -> re.Pattern[str]:
    table = _table(language)
    within, numbers, units = (_any(table[name]) for name in ("within", "numbers", "units"))
    return re.compile(
        rf"(?<!\w)(?:{within}) (?P<number>{numbers}|\d{{1,2}}) (?P<unit>{units})(?!\w)(?! (?:ago|alt|old)\b)",
        re.IGNORECASE,
    )


def _are_near(one: float, other: float) -> bool:
    return abs(one - other) <= _NEARLY * max(one, other)


def _drift(matter: Matter, start: int, end: int, mine: str) -> Drift:
    claim, source = matter.asked.claim, matter.source.document.span(start, end)
    return Drift(
        kind="period_changed",
        claim_span=Span(start=claim.start, end=claim.end, text=claim.text),
        source_span=source,
        because=f"the source document says it of “{source.text}”, the article of {mine}",
    )


def _table(language: str) -> dict[str, Any]:
    table: dict[str, Any] = lexicon("periods")[language]
    return table


def _lowered(table: dict[str, float]) -> dict[str, float]:
    return {word.lower(): value for word, value in table.items()}


def _any(words: Sequence[str] | dict[str, Any]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
