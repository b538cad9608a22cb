"""What stands behind a number and its unit: a bound ("30 or more"), and what it is per ("a day", "pro Kopf")."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from sayso.language.lexicon import lexicon
from sayso.language.numbers import Grammar, Line, Unit

from .amount import read_suffix
from .reading import Reading, begins_bound, bounded

#: Units of time from the shortest on.
_TIMES: Final = ("second", "minute", "hour", "night", "day", "week", "month", "year")


def _longer(found: Reading, unit: Unit) -> bool:
    """Whether a duration would be per something that is no longer time: "40 hours a week" is a rate, "a year a day" is none."""
    if found.kind != "duration":
        return False
    return (
        unit.kind != "duration" or _TIMES.index(unit.name) <= _TIMES.index(found.unit or "")
        if (unit.name in _TIMES and found.unit in _TIMES)
        else True
    )


def with_bound_after(line: Line, found: Reading, g: Grammar, *, open_already: bool) -> Reading:
    """A bound after the number: "30 or more", "18+", "50-odd"."""
    bound = g.after.at(line.keys, found.end)
    if bound is None or open_already or begins_bound(line, bound[1], g):
        return found  # "28 and more than 70" are two numbers
    code, end = bound
    if line.key(found.end) in {"+", "-"} and not line.glued(found.end):
        return found
    counts = line.digits(end) or g.numbers.words.at(line.keys, end) or line.key(end) in g.numbers.ones
    if line.key(end - 1) in {"+", "plus"} and counts:
        return found
    made = replace(bounded(found, code), end=end, plain=False)
    if made.kind == "count" and (suffix := read_suffix(line, end, g)) and line.key(end) != "-":
        return replace(made, end=suffix.end, kind=suffix.kind, unit=suffix.unit, currency=suffix.currency)
    return made


def with_rate(line: Line, found: Reading, g: Grammar) -> Reading:
    """What a rate is per: "a day", "per hour", "pro Kopf"."""
    if found.kind in {"proportion", "multiple", "age"}:
        return found
    whole, mark = (g.phrases(f"per.{name}").at(line.keys, found.end) for name in ("whole", "words"))
    if whole and mark and mark[1] == whole[1] and g.units.names.at(line.keys, whole[1]):  # "each day"
        whole = None
    if whole and line.key(whole[1]) in g.words("per.never_before"):  # "al día siguiente"
        return found
    if whole and not line.digits(whole[1]):  # "58 im Jahr 2002" is no rate
        return replace(found, per=whole[0], end=whole[1])
    if found.end > 0 and (ahead := g.phrases("per.ahead").before(line.keys, found.first)) is not None:
        return replace(found, per=ahead[0])
    if found.kind == "money" and mark is None:
        return _the_measure(line, found, g)
    if mark is None or (found.kind == "count" and found.unit is None):
        return found
    if g.phrases("period.phrases").at(line.keys, found.end):  # "$22 million a year ago"
        return found
    at = mark[1]
    unit = g.units.names.at(line.keys, at)
    if unit is not None and not line.key(at).startswith("-"):
        told = line.key(unit[1]) in g.words("per.never_before") or line.digits(unit[1])
        return found if told or _longer(found, unit[0]) else replace(found, per=unit[0].name, end=unit[1])
    thing = g.phrases("per.things").at(line.keys, at)
    lasting = found.kind == "duration" and thing is not None and thing[0] != "night"
    return found if thing is None or lasting else replace(found, per=thing[0], end=thing[1])


def _the_measure(line: Line, found: Reading, g: Grammar) -> Reading:
    """As in "3.500 euros el metro cuadrado", "3 euros le kilo": a measure with an article, and nothing more of a phrase."""
    if line.key(found.end) not in g.words("per.articles"):
        return found
    at = found.end + 1 + (line.key(found.end + 1) == "’")
    thing = g.phrases("per.things").at(line.keys, at)
    unit = g.units.names.at(line.keys, at)
    name, end = (thing[0], thing[1]) if thing else (unit[0].name, unit[1]) if unit else ("", at)
    if name not in lexicon("units") or lexicon("units")[name]["kind"] != "measure":
        return found
    goes_on = line.key(end) in g.words("counted.joints") or line.digits(end)
    return found if goes_on else replace(found, per=name, end=end)
