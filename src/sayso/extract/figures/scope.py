"""The period and the place that a figure holds for, where the words of its sentence are plain."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Final

from sayso.language.numbers import Grammar, Line, Phrases

from .reading import Reading

_NEAR: Final = 14
_FEW: Final = 4
#: How many periods before and after a figure are looked at, so that the cost stays linear.
_BESIDE: Final = 3
_EDGES: Final = frozenset({";", "(", ")"})


def periods(line: Line, readings: Sequence[Reading], g: Grammar) -> list[tuple[int, int]]:
    """The stretches of a line that name a period: dates with a year, and phrases such as "last year"."""
    found = [(r.first, r.end) for r in readings if r.kind == "date"]
    dated = frozenset(at for first, end in found for at in range(first, end))
    table, at = g.phrases("period.phrases"), 0
    while at < len(line):
        phrase = table.at(line.keys, at)
        if phrase and phrase[1] - 1 not in dated:  # of "im Juli 2011" the date is the period
            found.append((at, phrase[1]))
        at = phrase[1] if phrase else at + 1
    return sorted(found)


def period_of(
    line: Line, reading: Reading, all_periods: Sequence[tuple[int, int]], g: Grammar
) -> tuple[int, int] | None:
    """The nearest period of the same stretch between semicolons and brackets; the one before wins a tie.

    One that is tied to the figure wins over all: "to 96,000 tonnes in 2023".
    """
    best, least = None, len(line) + 1
    here = bisect_left(all_periods, (reading.first, 0))
    for start, end in all_periods[max(0, here - _BESIDE) : here + _BESIDE]:
        gap = reading.first - end if end <= reading.first else start - reading.end
        tied = start == reading.end + 1 and line.key(reading.end) in g.words("dates.before_year")
        if gap < 0 or (gap >= least and not tied) or _parted(line, min(end, reading.end), max(start, reading.first)):
            continue
        best, least = (start, end), gap
        if tied:
            return best
    return best


def _parted(line: Line, start: int, end: int) -> bool:
    return any(line.key(at) in _EDGES for at in range(start, min(end, start + 200)))


@cache
def _territories(language: str) -> Phrases[str]:
    """The names of countries, regions and continents by CLDR."""
    from babel import Locale, UnknownLocaleError

    try:
        names = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return Phrases()
    return Phrases((name, name) for code, name in sorted(names.items()) if len(code) > 1 and "(" not in name)


def place_of(line: Line, reading: Reading, g: Grammar) -> tuple[int, int] | None:
    """The place named after "in" or its like near the figure: after it, else at the head of the sentence."""
    words = g.words("place.before")
    for at in range(max(0, reading.first - _FEW), reading.first):  # "a Palermo 18 gradi"
        if line.key(at) in words and _name(line, at + 1, g) == reading.first:
            return at + 1, reading.first
    for at in (*range(reading.end, min(len(line), reading.end + _NEAR)), 0):
        if at and (line.key(at) in _EDGES or line.key(at) == ","):
            break
        if line.key(at) in words and (end := _name(line, at + 1, g)):
            return at + 1, end
    return None


def _name(line: Line, place: int, g: Grammar) -> int | None:
    territory = _territories(g.language).at(line.keys, place) or g.phrases("place.names").at(line.keys, place)
    if territory and line.capital(place):
        return territory[1]
    if g.flags["capital_nouns"] or not line.capital(place) or g.number_of("dates.months").at(line.keys, place):
        return None
    if line.key(place) in g.words("counted.stop") or line.key(place) in g.words("place.never"):
        return None
    end = place + 1
    while line.capital(end) and end < place + 4 and line.gap(end) == " ":
        end += 1
    return end
