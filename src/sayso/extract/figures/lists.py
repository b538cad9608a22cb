"""Lists of numbers that share what only one of them says: "33, 34 und 39 Jahre", "20, 30 und 50 Millionen Euro"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line, read_numeral

from .ages import age_of_person
from .nouns import is_content
from .reading import Reading

#: So many times as large as the one number may be the other that lends it its scale.
_ALIKE: Final = 100
_UNSCALED: Final = 1000
_LEND: Final = frozenset({"money", "percent", "percentage_point", "measure", "duration", "age"})
_TIMES: Final = frozenset({"year", "month", "week", "day"})
#: Why the first of a list is an age, where the others are ages, too.
_AGES: Final = ("a number after a word for age", "a number of years said of a person")


def shared(line: Line, readings: Sequence[Reading], g: Grammar) -> list[Reading]:
    """The readings, with unit, currency and scale laid on the bare numbers of a list from its last one, or its first."""
    found = list(readings)
    in_list, scale = False, 1
    for at in range(len(found) - 2, -1, -1):
        first, last = found[at], found[at + 1]
        joined = _joined(line, first.end, last.first, g, comma=in_list)
        scale = scale if in_list else _scale(line, last, g) if joined else 1
        lent = _lent(line, first, last, scale) if joined else None
        in_list = lent is not None
        found[at] = lent or first
    return _aged(line, found, g)


def _joined(line: Line, end: int, start: int, g: Grammar, *, comma: bool) -> bool:
    """Whether nothing but a joining word, or within a list a comma, stands between two numbers."""
    if comma and start == end + 1 and line.key(end) == "," and not line.glued(start):
        return True
    joint = g.phrases("lists.joins").at(line.keys, end)
    return joint is not None and joint[1] == start


def _bare(line: Line, one: Reading) -> bool:
    same = one.low == one.high and one.low is not None
    return (
        one.kind == "count"
        and not (one.unit or one.vague or one.one or one.scaled)
        and same
        and line.key(one.end) != "-"
    )


def _scale(line: Line, one: Reading, g: Grammar) -> int:
    number = read_numeral(line, one.core, g.numbers) if one.core >= 0 else None
    return number.scale if number else 1


def _lent(line: Line, first: Reading, last: Reading, scale: int) -> Reading | None:
    if not _bare(line, first) or last.vague or last.role != "level":
        return None
    if last.kind not in _LEND and not (last.kind == "count" and scale > 1 and not last.unit):
        return None
    value, goal = first.low, last.low if last.low is not None else last.high
    if scale > 1:
        if value is None or goal is None or value >= _UNSCALED or not goal / _ALIKE <= value * scale <= goal * _ALIKE:
            return None
        value = value * scale
    because = f"one of a list, {last.because}"
    made = replace(first, kind=last.kind, because=because, low=value, high=value, scaled=scale > 1, plain=False)
    return replace(made, unit=last.unit, currency=last.currency)


def _aged(line: Line, found: list[Reading], g: Grammar) -> list[Reading]:
    """As in "Aged 33, 34 and 39", "dos jóvenes de 15 y 16 años": all of the list are ages."""
    for at in range(1, len(found)):
        if found[at - 1].kind == "duration" and _joined(line, found[at - 1].end, found[at].first, g, comma=True):
            found[at - 1] = age_of_person(line, found[at - 1], g)
        first, last = found[at - 1], found[at]
        if (
            first.kind != "age"
            or not first.because.endswith(_AGES)
            or not _joined(line, first.end, last.first, g, comma=True)
        ):
            continue
        lasting = last.kind == "duration" and last.unit in _TIMES
        counts = is_content(line, last.end, g) or line.key(last.end) in g.words("counted.of")  # "due di 18 anni"
        bare = _bare(line, last) and not counts
        if lasting or bare:
            unit, because = last.unit or first.unit, first.because.removeprefix("one of a list, ")
            found[at] = replace(last, kind="age", unit=unit, because=f"one of a list, {because}", plain=False)
    return found
