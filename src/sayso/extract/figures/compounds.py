"""Words that hold a number and what it measures: "fünfjährig", "dreitägig", "34-Jährige", "trentenne"."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line, read_numeral

from .amount import read_suffix
from .reading import Reading, Value

#: What an ending says beside the units: the word is no figure of its own kind, or it is read elsewhere.
_ELSEWHERE: Final = frozenset({"ordinal", "any_ordinal", "part"})
_MOST_PARTS: Final = 6
#: The letters of "achtel" and of "sechstel".
_SHORTEST_PART: Final = 6
_LONGEST_PART: Final = 8


def read_compound(line: Line, place: int, g: Grammar) -> Reading | None:
    """The figure in one word at `place` by its ending, or in a number and such an ending; else None.

    Two of them may share the ending: "14- bis 17-Jährige", "zwei- oder dreimal".
    """
    if g.numbers.compounds is None:
        return None
    return _one(line, place, g) or _shared_ending(line, place, g) or _of_fraction(line, place, g)


def _one(line: Line, place: int, g: Grammar) -> Reading | None:
    found = _glued(line, place, g) if line.word(place) else None
    found = found or _hyphened(line, place, g)
    if found is None:
        return None
    value, part, end = found
    return _reading(line, (place, end), part, value, g)


def _glued(line: Line, place: int, g: Grammar) -> tuple[Value, str, int] | None:
    split = g.numbers.compounds.split(line.key(place)) if g.numbers.compounds else None
    part = None if split is None else ending_of(split[1], g)
    return None if split is None or part is None or part in _ELSEWHERE else (split[0].value, part, place + 1)


def _hyphened(line: Line, place: int, g: Grammar) -> tuple[Value, str, int] | None:
    """As in "34-Jährige", "2,5-fach", "Zehn-jährig", "8stündig": a number and the ending after it."""
    if not line.digits(place) and not line.glued(place + 1):
        return None
    number = read_numeral(line, place, g.numbers)
    if number is None or number.scaled:
        return None
    at = number.end + (line.key(number.end) == "-" and line.glued(number.end))
    part = ending_of(line.key(at), g) if line.word(at) and line.glued(at) else None
    return None if part is None or part in _ELSEWHERE else (number.value, part, at + 1)


def ending_of(rest: str, g: Grammar) -> str | None:
    """What the ending of a compound says, with or without the ending of an adjective: "jährig", "jährigen"."""
    if (known := g.suffixes.get(rest)) is not None or not rest:
        return known
    stems = (rest.removesuffix(ending) for ending in sorted(g.words("counted.agreement")) if rest.endswith(ending))
    return next((g.suffixes[stem] for stem in stems if g.suffixes.get(stem, "ordinal") not in _ELSEWHERE), None)


def _shared_ending(line: Line, place: int, g: Grammar) -> Reading | None:
    number = read_numeral(line, place, g.numbers, joins=False)
    if number is None or number.one or number.scaled:
        return None
    hanging = line.key(number.end) == "-" and line.glued(number.end) and not line.glued(number.end + 1)
    at = number.end + hanging
    mark = g.phrases("ranges.infix").at(line.keys, at)
    joint = mark[1] if mark and line.word(at) else at + 1
    last = _one(line, joint, g) if mark or (hanging and line.key(at) in g.words("counted.list_joins")) else None
    if last is None or last.low is None:
        return None
    first = replace(last, first=place, end=number.end, low=number.value, high=number.value)
    if mark is None or not number.value < last.low:
        return first if hanging else None
    return replace(last, first=place, low=number.value, because=f"a range of two numbers, {last.because}")


def _of_fraction(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "Viertelstunde", "Dreivierteljahr", "Viertelmillion", "Zweidrittelmehrheit"."""
    key = line.key(place)
    split = g.numbers.compounds.split(key) if g.numbers.compounds and line.word(place) else None
    if split is None:
        return None
    for few, rest in ((1, key), (int(split[0].value), split[1])):
        for size in range(_LONGEST_PART, _SHORTEST_PART - 1, -1):
            many = g.number_of("denominators").at([rest[:size]], 0) if len(rest) > size else None
            if many is not None and few < many[0]:
                return _whole(line, place, Fraction(few, many[0]), rest[size:], g)
    return None


def _whole(line: Line, place: int, value: Fraction, whole: str, g: Grammar) -> Reading | None:
    made = Reading(place, place + 1, "proportion", "a fraction within a word", low=value, high=value, core=place)
    if whole in g.words("shares.glued_to"):
        return made
    if unit := g.units.names.at([whole], 0):
        return replace(made, kind=unit[0].kind, unit=unit[0].name)
    scale = g.numbers.words.at([whole], 0)
    if scale is None or not scale[0].multiplies:
        return None
    many = value * int(scale[0].value)
    made = replace(made, kind="count", low=many, high=many, scaled=True)
    money = read_suffix(line, place + 1, g, scaled=True)
    return (
        made
        if money is None
        else replace(made, end=money.end, kind=money.kind, currency=money.currency, unit=money.unit)
    )


def _reading(line: Line, at: tuple[int, int], part: str, value: Value, g: Grammar) -> Reading | None:
    place, end = at
    made = Reading(place, end, "duration", "an adjective of time", low=value, high=value, unit=part)
    if part == "age":
        return _age(line, made, g)
    if part == "percent":
        return replace(made, kind="percent", unit=None, because="an adjective of percent")
    if part in {"count", "occasion"}:
        unit = "time" if part == "occasion" else None
        made = replace(made, kind="count", unit=unit, because="an adjective of how many", direct=False)
        return None if value == 1 else made
    return _multiple(line, made, part, g) if part in {"fold", "times"} else made


def _multiple(line: Line, made: Reading, part: str, g: Grammar) -> Reading | None:
    if made.low == 1:
        return None
    occasions = replace(made, kind="count", unit="time", because="a number of occasions", direct=False)
    if part == "fold" and (noun := _noun_after(line, made.end)) is not None:
        if line.key(noun).endswith(g.endings("multiples.bearers")):
            return occasions
        if line.key(noun) in g.words("multiples.parents"):
            return replace(occasions, unit=None)
    if part == "fold" or line.key(made.end) in g.words("multiples.compared"):
        return replace(made, kind="multiple", unit=None, because="so many times as much")
    return occasions


def _noun_after(line: Line, place: int) -> int | None:
    """The place of the last part of a noun: "dreifacher Olympiasieger", "zweifache Bronze-Medaillen-Gewinnerin"."""
    at = place
    while line.key(at + 1) == "-" and line.glued(at + 1) and line.glued(at + 2) and at < place + _MOST_PARTS:
        at += 2
    return at if line.capital(at) else None


def _age(line: Line, made: Reading, g: Grammar) -> Reading:
    """Persons have an age; a contract, a war or a jubilee of so many years lasts."""
    things = g.endings("ages.not_of")
    if things and line.capital(made.end) and line.key(made.end).endswith(things):
        return replace(made, unit="year")
    return replace(made, kind="age", unit="year", because="an adjective of age")
