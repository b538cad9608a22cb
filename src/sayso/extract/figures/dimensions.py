"""The sides of a thing, which share one unit: "12 by 15 metres", "12 mal 15 Meter", "12 mètres sur 15"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line

from .reading import Reading

_YEARS: Final = range(1900, 2101)
#: The one side is at most so many times as long as the other.
_TIMES: Final = 20
#: What a side is measured in.
LENGTHS: Final = frozenset({"metre", "kilometre", "centimetre", "millimetre", "foot", "inch", "yard", "mile"})


def with_sides(line: Line, readings: Sequence[Reading], g: Grammar) -> list[Reading]:
    """The readings, with the unit of one side laid on a bare number beside it. Cost: linear in their number."""
    found = list(readings)
    for at in range(len(found) - 2, -1, -1):
        first, last = found[at], found[at + 1]
        if last.unit in LENGTHS and (side := _before_mark(line, first, last, g)) is not None:
            found[at] = side
    for at in range(1, len(found)):
        first, last = found[at - 1], found[at]
        ends = _is_bare(last) and not line.word(last.end) and _marked(line, first.end, last.first, g)
        if first.unit in LENGTHS and ends and _near(first, last):  # but "26 cm by 2100"
            found[at] = _side(last, first)
    return found


def _before_mark(line: Line, first: Reading, last: Reading, g: Grammar) -> Reading | None:
    """The number before the mark as a side; German "12 mal" has read the mark as "times"."""
    if _is_bare(first) and _marked(line, first.end, last.first, g):
        return _side(first, last)
    times = first.kind == "count" and first.unit == "time" and first.low == first.high and first.end == last.first
    if times and first.end - 1 > first.core and _marked(line, first.end - 1, last.first, g):
        return _side(replace(first, end=first.end - 1), last)
    return None


def _near(one: Reading, other: Reading) -> bool:
    """Whether two sides are of a size, and the second is no year."""
    low, high = one.low, other.low
    if not low or not high or high in _YEARS:
        return False
    return 1 / _TIMES < float(low) / float(high) < _TIMES


def _marked(line: Line, end: int, start: int, g: Grammar) -> bool:
    mark = g.phrases("dimensions.by").at(line.keys, end)
    return mark is not None and mark[1] == start


def _is_bare(one: Reading) -> bool:
    plain = one.kind == "count" and one.low == one.high and one.low is not None
    return plain and not (one.unit or one.vague or one.one or one.scaled)


def _side(one: Reading, other: Reading) -> Reading:
    because = "one of the sides of a thing"
    return replace(one, kind=other.kind, unit=other.unit, counted=None, because=because, plain=False)
