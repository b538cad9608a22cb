"""Amounts in two units, in the larger: "three hours and 42 minutes", "six feet two inches", "trois ans et demi"."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line, Numeral

from .amount import Operand, Suffix, read_operand

#: How many of a lesser unit the larger one has.
_LESSER: Final = {
    "century": {"year": 100, "decade": 10},
    "decade": {"year": 10},
    "year": {"month": 12, "week": 52, "day": 365},
    "month": {"week": 4, "day": 30},
    "week": {"day": 7},
    "day": {"hour": 24, "minute": 1440},
    "hour": {"minute": 60, "second": 3600},
    "minute": {"second": 60},
    "foot": {"inch": 12},
    "stone": {"pound-mass": 14},
    "pound-mass": {"ounce": 16},
    "kilometre": {"metre": 1000},
    "metre": {"centimetre": 100},
    "kilogram": {"gram": 1000},
}
#: Three units at most: "two hours, 14 minutes and 3 seconds"; a longer row of them is a list.
_MOST: Final = 2


def with_lesser(line: Line, operand: Operand, g: Grammar) -> Operand:
    """The operand with what a lesser unit or a half after its unit adds to it."""
    if operand.suffix is None or operand.suffix.kind not in {"duration", "measure"} or operand.numeral.approximate:
        return operand
    inside = _opens_range(line, operand.start, g) or _goes_before(line, operand, g)
    if inside or operand.value != int(operand.value):
        return operand
    whole, last = operand, operand.suffix.unit or ""
    for _ in range(_MOST):
        found = _lesser(line, whole, last, g)
        if found is None or found.suffix is None:
            break
        part = Fraction(found.value) / _ratio(operand.suffix.unit or "", found.suffix.unit or "")
        whole, last = _added(whole, part, found.end), found.suffix.unit or ""
    if whole is not operand and _lesser(line, whole, last, g):
        return operand
    return whole if whole is not operand else _halved(line, operand, g)


def article_and_more(line: Line, place: int, g: Grammar) -> Operand | None:
    """As in "a year and a half", "an hour and 20 minutes": the article counts, for more follows."""
    key = line.key(place)
    if key not in g.numbers.articles or key in g.numbers.ones:
        return None
    unit = g.units.names.at(line.keys, place + 1)
    if unit is None or unit[0].kind != "duration":
        return None
    suffix = Suffix(unit[1], "duration", "a number with a unit of time", unit[0].name)
    article = Operand(place, unit[1], Numeral(place, place + 1, 1), None, suffix)
    whole = with_lesser(line, article, g)
    return None if whole is article else whole


def in_unit(value: int | Decimal | Fraction, unit: str | None, larger: str | None) -> Fraction | None:
    """A value in a larger unit; None where the one is no part of the other."""
    ratio = _LESSER.get(larger or "", {}).get(unit or "")
    return None if ratio is None else Fraction(value) / ratio


def _opens_range(line: Line, place: int, g: Grammar) -> bool:
    """As in "between three hours and 42 minutes"."""
    return g.pairs.before(line.keys, place) is not None


def _goes_before(line: Line, operand: Operand, g: Grammar) -> bool:
    """Whether the amount of a larger unit stands right before, so that this one is the rest of a list."""
    at = operand.start
    at -= line.key(at - 1) in g.words("ranges.and")
    at -= line.key(at - 1) == ","
    larger = g.units.names.before(line.keys, at)
    unit = operand.suffix.unit if operand.suffix else None
    return larger is not None and unit in _LESSER.get(larger[0].name, {})


def _ratio(unit: str, lesser: str) -> Fraction:
    direct = _LESSER.get(unit, {}).get(lesser)
    if direct is not None:
        return Fraction(direct)
    return next(
        Fraction(ratio) * _LESSER[middle][lesser]
        for middle, ratio in _LESSER[unit].items()
        if lesser in _LESSER.get(middle, {})
    )


def _lesser(line: Line, operand: Operand, unit: str, g: Grammar) -> Operand | None:
    """The amount of a lesser unit right after one, with "and" or a comma between them or nothing."""
    parts = _LESSER.get(unit)
    if parts is None:
        return None
    at = operand.end
    at += line.key(at) == "," and not line.glued(at + 1)
    at += line.key(at) in g.words("ranges.and")
    found = read_operand(line, at, g)
    if found is None or found.suffix is None or found.prefix is not None or found.numeral.approximate:
        return None
    ratio = parts.get(found.suffix.unit or "")
    return found if ratio is not None and 0 < found.value < ratio else None


def _halved(line: Line, operand: Operand, g: Grammar) -> Operand:
    """As in "trois ans et demi", "due ore e un quarto": a half or a quarter after the unit, before no other number or unit."""
    extra = g.numbers.added.at(line.keys, operand.end)
    if extra is None or operand.numeral.scaled or line.key(extra[1]) == "-":  # "et un demi-million"
        return operand
    value, end = extra
    goes_on = (
        g.units.names.at(line.keys, end)
        or g.numbers.words.at(line.keys, end)
        or g.number_of("vague").at(line.keys, end)
    )
    return operand if goes_on else _added(operand, Fraction(value), end)


def _added(operand: Operand, extra: Fraction, end: int) -> Operand:
    value = Fraction(operand.numeral.value) + extra
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    suffix = replace(operand.suffix, end=end) if operand.suffix else None
    return replace(
        operand, end=end, suffix=suffix, numeral=replace(operand.numeral, value=exact, plain=False, one=False)
    )
