"""Multiples: "doubled", "three times as many", "sixfold", "verdreifacht"."""

from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line, Numeral, read_numeral
from sayso.model import Direction

from .change import change_near
from .nouns import is_content
from .reading import Reading

#: Digits of a small number; four may be a year: "since 2010 doubled".
_SMALL = 2


def read_multiple(line: Line, place: int, g: Grammar) -> Reading | None:
    """The multiple at `place`, or None. "Three times a week" is a count of occasions, and no multiple."""
    return _word(line, place, g) or _by_factor(line, place, g) or _times(line, place, g)


def _word(line: Line, place: int, g: Grammar) -> Reading | None:
    if (title := g.number_of("multiples.titles").at(line.keys, place)) and _held(line, title[1], g):
        return Reading(place, title[1], "count", "so many times a title", low=title[0], high=title[0], unit="time")
    found = g.multiples.at(line.keys, place)
    if found is None:
        return _once(line, place, g)
    (factor, way), end = found
    if _held(line, end, g) or (line.key(end - 1) in g.words("multiples.adjectives") and is_content(line, end, g)):
        return None
    if line.key(end) == "-" and line.glued(end):
        return None
    small = line.digits(place - 1) and len(line.key(place - 1)) <= _SMALL
    verb_last = g.flags["capital_nouns"]  # "auf 5 Millionen verdoppelt", but "two doubles"
    if not verb_last and (small or g.numbers.words.at(line.keys, place - 1)):
        return None
    end = _trimmed(line, place, end, g)
    direction: Direction | None = "up" if way == "up" else "down" if way == "down" else None
    made = Reading(place, end, "multiple", "a word for so many times as much", low=factor, high=factor)
    return made if direction is None else _changed(made, direction)


def _held(line: Line, place: int, g: Grammar) -> bool:
    """Whether one who holds a title follows, perhaps after an adjective: "triple champion", "double grand vainqueur"."""
    holders = g.words("multiples.holders")
    return bool(holders) and (line.key(place) in holders or (line.word(place) and line.key(place + 1) in holders))


def _by_factor(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "Multiplié par trois", "diviso per 2,5": the factor follows."""
    more = g.phrases("multiples.times_by").at(line.keys, place)
    found = more or g.phrases("multiples.divided_by").at(line.keys, place)
    number = None if found is None else read_numeral(line, found[1], g.numbers)
    if number is None or not number.value > 1:
        return _by_named_factor(line, place, g)
    return _multiplied(place, number, "up" if more else "down")


def _by_named_factor(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "Rose by a factor of three", "sank um den Faktor 2": which way, the verb before it says."""
    found = g.phrases("multiples.factor").at(line.keys, place)
    number = None if found is None else read_numeral(line, found[1], g.numbers)
    if number is None or not number.value > 1:
        return None
    way = change_near(line, place, number.end, g)
    return None if way is None or way == "either" else _multiplied(place, number, way)


def _multiplied(place: int, number: Numeral, way: Direction) -> Reading:
    factor = Fraction(number.value) if way == "up" else 1 / Fraction(number.value)
    made = Reading(place, number.end, "multiple", "so many times as much", low=factor, high=factor)
    return _changed(made, way)


def _changed(made: Reading, direction: Direction) -> Reading:
    return replace(made, role="change", direction=direction)


def _trimmed(line: Line, place: int, end: int, g: Grammar) -> int:
    """As in "Double the" without its article."""
    last = line.key(end - 1)
    return end - 1 if end - place > 1 and last in g.words("counted.determiners|multiples.trim") else end


def _once(line: Line, place: int, g: Grammar) -> Reading | None:
    found = g.number_of("multiples.once").at(line.keys, place)
    if found is None:
        return None
    value, end = found
    if _compared(line, end, g):
        return Reading(place, end, "multiple", "so many times as much", low=value, high=value)
    return Reading(place, end, "count", "a number of occasions", low=value, high=value, unit="time")


def _times(line: Line, place: int, g: Grammar) -> Reading | None:
    number = read_numeral(line, place, g.numbers)
    if number is None:
        return None
    value = number.value
    if fold := g.phrases("multiples.fold").at(line.keys, number.end):
        return Reading(place, fold[1], "multiple", "so many times as much", low=value, high=value)
    cross = g.phrases("multiples.x").at(line.keys, number.end)
    if cross and number.digits and line.glued(number.end) and not line.digits(cross[1]):
        return Reading(place, cross[1], "multiple", "so many times as much", low=value, high=value)
    times = g.phrases("multiples.times").at(line.keys, number.end) or _hyphened(line, number.end, g)
    if times is None or number.one:
        return None
    end = times[1]
    if _compared(line, end, g):
        return Reading(place, end, "multiple", "so many times as much", low=value, high=value)
    return Reading(place, end, "count", "a number of occasions", low=value, high=value, unit="time")


def _hyphened(line: Line, place: int, g: Grammar) -> tuple[str, int] | None:
    """As in "A three-time champion": a count of occasions."""
    joined = line.key(place) == "-" and line.glued(place) and line.glued(place + 1)
    return g.phrases("multiples.hyphened").at(line.keys, place + 1) if joined else None


def _compared(line: Line, place: int, g: Grammar) -> bool:
    """Whether a comparison follows: "three times as many", "twice the size", "zehnmal mehr"."""
    key = line.key(place)
    pair = g.words("multiples.as")
    if key in pair:
        return line.key(place + 1) in g.words("multiples.as_much") or bool(pair & set(line.keys[place + 1 : place + 5]))
    than = g.words("multiples.than")
    compared = g.phrases("multiples.compared").at(line.keys, place) is not None
    return compared or (line.word(place) and line.key(place + 1) in than)
