"""Ordinals: "20th", "third largest", "dritte", "3.º"."""

# ruff: noqa: PLR2004  # ordinals end by tens
from __future__ import annotations

from typing import Final

from sayso.language.numbers import Grammar, Line

from .reading import Reading

#: No ordinal in English ends in "st" after these: "11st 4lb" is a weight.
_TEENS: Final = range(11, 20)


def ordinal_word(line: Line, place: int, g: Grammar) -> tuple[int, int] | None:
    """The value and end of an ordinal in words at `place`, whatever stands around it."""
    table = g.number_of("ordinals")
    if found := table.at(line.keys, place):
        rest = table.at(line.keys, found[1]) if found[0] >= 10 and found[0] % 10 == 0 else None
        return (found[0] + rest[0], rest[1]) if rest and rest[0] < 10 else found
    compounds = g.numbers.compounds
    if compounds is None or not line.word(place):
        return None
    split = compounds.split(line.key(place))
    part = None if split is None else g.suffixes.get(split[1])
    if split is None or part not in {"ordinal", "any_ordinal"} or split[0].value != int(split[0].value):
        return None
    value = int(split[0].value)
    if part == "any_ordinal":
        return value, place + 1
    weak = not split[1].startswith("s")
    fits = weak == (value % 100 < 20 and value % 100 > 0) and value not in {1, 3}
    return (value, place + 1) if fits else None


def read_ordinal(line: Line, place: int, g: Grammar) -> Reading | None:
    """An ordinal at `place` that stands as one: with its mark, after a determiner, or before a superlative."""
    if line.digits(place):
        return _marked(line, place, g)
    found = ordinal_word(line, place, g)
    if found is None:
        return None
    value, end = found
    determiner = line.key(place - 1) in g.words("ordinal_marks.determiners")
    if not determiner and line.key(end) not in g.words("ordinal_marks.before"):
        return None
    return Reading(place, end, "ordinal", "a word for a place in a row", low=value, high=value)


def _marked(line: Line, place: int, g: Grammar) -> Reading | None:
    text = line.key(place)
    if not text.isdecimal() or len(text) > 4:
        return None
    end = _suffix(line, place + 1, g) or _dotted(line, place + 1, g) or _before_noun(line, place + 1, g)
    if end is None or (line.key(place + 1) == "st" and line.glued(place + 1) and int(text) % 100 in _TEENS):
        return None
    return Reading(place, end, "ordinal", "a number with an ordinal mark", low=int(text), high=int(text))


def _suffix(line: Line, place: int, g: Grammar) -> int | None:
    if not line.glued(place):
        return None
    found = g.phrases("ordinal_marks.suffixes").at(line.keys, place)
    return found[1] if found and not (line.word(found[1]) and line.glued(found[1])) else None


def _before_noun(line: Line, place: int, g: Grammar) -> int | None:
    """As in "El 50 aniversario", "no 60 aniversário": a singular that only an ordinal can stand before."""
    determiner = line.key(place - 2) in g.words("ordinal_marks.determiners")
    return place if determiner and line.key(place) in g.words("ordinal_marks.nouns") else None


def _dotted(line: Line, place: int, g: Grammar) -> int | None:
    """German "3. Platz": a full stop in the middle of a sentence, and a capital after it."""
    if not g.words("ordinal_marks.dotted") or line.key(place) != "." or not line.glued(place):
        return None
    return place + 1 if line.word(place + 1) and not line.glued(place + 1) else None


def dotted_ordinal(line: Line, place: int, g: Grammar) -> tuple[int, int] | None:
    """The value and end of an ordinal in digits with its full stop, as in "jedes 5. Kind"."""
    text = line.key(place)
    end = _dotted(line, place + 1, g) if text.isdecimal() and len(text) <= 4 else None
    return (int(text), end) if end is not None else None


def compound_ordinal(line: Line, found: Reading, g: Grammar) -> Reading | None:
    """As in "Ninety-ninth", "vingt-cinquième": number words that end in an ordinal."""
    dash = found.end
    if line.key(dash) != "-" or not line.glued(dash) or line.digits(found.core) or not isinstance(found.low, int):
        return None
    last = g.number_of("ordinals").at(line.keys, dash + 1)
    if last is None or last[0] >= 20 or found.low % 10:
        return None
    value = found.low + last[0]
    return Reading(found.first, last[1], "ordinal", "number words that end in an ordinal", low=value, high=value)
