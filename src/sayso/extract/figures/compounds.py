"""German words that hold a number and what it measures: "fünfjährig", "dreitägig", "zehnfach", "zweimal"."""

from __future__ import annotations

from sayso.language.numbers import Grammar, Line

from .reading import Reading, Value


def read_compound(line: Line, place: int, g: Grammar) -> Reading | None:
    """The figure in one written-together word at `place`, by its ending; None where the ending says nothing."""
    compounds = g.numbers.compounds
    split = compounds.split(line.key(place)) if compounds and line.word(place) else None
    part = None if split is None else g.suffixes.get(split[1])
    if split is None or part is None or part in {"ordinal", "part"}:
        return None
    return _reading(line, place, part, split[0].value, g)


def _reading(line: Line, place: int, part: str, value: Value, g: Grammar) -> Reading | None:
    end = place + 1
    if part in {"fold", "times"}:
        if value == 1:
            return None
        if part == "fold" or line.key(end) in g.words("multiples.compared"):
            return Reading(place, end, "multiple", "so many times as much", low=value, high=value)
        return Reading(place, end, "count", "a number of occasions", low=value, high=value, unit="time")
    if part == "age":
        return Reading(place, end, "age", "an adjective of age", low=value, high=value, unit="year")
    return Reading(place, end, "duration", "an adjective of time", low=value, high=value, unit=part)
