"""The unit that a column's heading or a table's caption gives: "(tonnes)", "in Prozent", "Value, million euros"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from sayso.language import fold
from sayso.language.numbers import Grammar, Line, grammar, read_numeral

from .quantity import read_quantity
from .reading import Reading
from .vague import read_vague

#: Longer headings and captions are prose: their beginning says no unit.
_MOST: Final = 60
_OPENING: Final = frozenset({"(", "["})
_CLOSING: Final = frozenset({")", "]"})
_PARTS: Final = frozenset({",", ";", ":", "(", "[", ")", "]"})
#: As in "('000)".
_NOUGHTS: Final = frozenset({"000", "000s"})
_APOSTROPHES: Final = "'’‘"
_SIGNS: Final = frozenset({"%", "€", "$", "£", "‰"})


def unit_of_heading(text: str, g: Grammar) -> Reading | None:
    """What one of a column is, as a reading of 1 or of the scale; None where its heading gives no unit."""
    return _unit(text, g.language, whole=True)


def unit_of_caption(text: str, g: Grammar) -> Reading | None:
    """As `unit_of_heading`, of the text over a table: only in brackets or after "in", for it is a sentence mostly."""
    return _unit(fold(text).text, g.language, whole=False)


def is_unit(text: str, g: Grammar) -> bool:
    """Whether a text is a unit, a currency or a scale and nothing else."""
    return _is_unit(text, g.language)


@lru_cache(maxsize=2048)
def _is_unit(text: str, language: str) -> bool:
    return _one(text, grammar(language)) is not None


@lru_cache(maxsize=2048)
def _unit(text: str, language: str, *, whole: bool) -> Reading | None:
    g = grammar(language)
    line = Line.of(text)
    if not 0 < len(line) <= _MOST:
        return None
    return next((unit for part in _parts(line, g, whole=whole) if (unit := _one(part, g))), None)


def _parts(line: Line, g: Grammar, *, whole: bool) -> Iterator[str]:
    """What may be a unit: what stands in brackets, what follows "in", and a heading that is nothing else."""
    start, depth = 0, 0
    for at in range(len(line) + 1):
        if at < len(line) and line.key(at) not in _PARTS:
            continue
        if start < at and (whole or depth):
            yield line.written(start, at)
        yield from _tails(line, start, at, g)
        if whole and at > start and line.key(at - 1) in _SIGNS:
            yield line.written(at - 1, at)
        depth += (line.key(at) in _OPENING) - (line.key(at) in _CLOSING)
        start = at + 1


def _tails(line: Line, start: int, end: int, g: Grammar) -> Iterator[str]:
    for at in range(start, end):
        joint = g.phrases("table.in").at(line.keys, at)
        if joint and joint[1] < end:
            yield line.written(joint[1], end)


def _one(part: str, g: Grammar) -> Reading | None:
    """Read "million euros" as "1 million euros", "$ million" as "$1 million", "1,000" as a thousand."""
    line = Line.of(_without_year(part).lstrip(_APOSTROPHES))
    if len(line) == 0:
        return None
    if line.text in _NOUGHTS:
        return Reading(0, 1, "count", "a scale", low=1000, high=1000, scaled=True)
    vague = read_vague(line, 0, g)
    if vague is not None and vague.end == len(line):
        return replace(vague, high=vague.low, vague=False, high_inclusive=True)
    number = read_numeral(line, 0, g.numbers) if line.digits(0) else None
    if number is not None:
        thousand = number.end == len(line) and number.value >= 1000 and number.value % 1000 == 0  # noqa: PLR2004
        return Reading(0, 1, "count", "a scale", low=number.value, high=number.value, scaled=True) if thousand else None
    sign = g.money.prefix.at(line.keys, 0)
    if sign is not None and (found := _whole(f"{line.written(0, sign[1])}1{_rest(line, sign[1])}", g)):
        return found
    return _whole(f"1 {line.text}", g)


def _without_year(part: str) -> str:
    """As in "Tonnes 2023": the year is the figure's period."""
    head, _, tail = part.strip().rpartition(" ")
    return head if head and len(tail) == 4 and tail.isdecimal() else part.strip()  # noqa: PLR2004


def _rest(line: Line, place: int) -> str:
    return line.text[line.tokens[place - 1].end :]


def _whole(text: str, g: Grammar) -> Reading | None:
    """The quantity that is all of a text, and more than a bare one; after percent, what it is of may follow."""
    line = Line.of(text)
    found = read_quantity(line, 0, g)
    if found is None or found.kind in {"proportion", "multiple"} or found.unit == "time":
        return None
    bare = found.kind == "count" and found.low == 1
    of = found.kind == "percent" and line.key(found.end) in g.words("counted.of")
    return found if not bare and (found.end == len(line) or of) else None
