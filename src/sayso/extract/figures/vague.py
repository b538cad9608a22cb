"""Vague quantities: "hundreds", "tens of thousands", "several hundred", "einige Tausend"."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line

from .amount import read_suffix
from .reading import Reading

_SPREAD: Final = 10
_MOST_STEPS: Final = 3


def read_vague(line: Line, place: int, g: Grammar) -> Reading | None:
    """The vague quantity at `place`: from the named scale up to ten of it, the upper end not included."""
    few = g.phrases("vague_words.few").at(line.keys, place)
    at = few[1] if few else place
    found = _product(line, at, g, few=few is not None)
    if found is None:
        return None
    value, end, word = found
    if few is None and word in g.words("vague_words.needs_of") and line.key(end) not in g.words("vague_words.joined"):
        return None
    made = Reading(
        place,
        end,
        "count",
        "a vague word for how many",
        low=value,
        high=value * _SPREAD,
        high_inclusive=False,
        vague=True,
        scaled=True,
    )
    suffix = read_suffix(line, end, g, scaled=True, words=True)
    if suffix is None or suffix.kind == "age":
        return made
    return replace(made, end=suffix.end, kind=suffix.kind, unit=suffix.unit, currency=suffix.currency)


def _product(line: Line, place: int, g: Grammar, *, few: bool) -> tuple[int, int, str] | None:
    """The product of vague words and scales: "hundreds of thousands" is 100,000."""
    first = _word(line, place, g, scales=few)
    if first is None:
        return None
    value, at = first
    word = line.key(at - 1)
    for _ in range(_MOST_STEPS):
        joint = g.phrases("vague_words.joined").at(line.keys, at)
        step = _word(line, joint[1] if joint else at, g, scales=joint is None or few)
        if step is None:
            break
        value, at, word = value * step[0], step[1], line.key(step[1] - 1)
    return value, at, word


def _word(line: Line, place: int, g: Grammar, *, scales: bool) -> tuple[int, int] | None:
    if found := g.number_of("vague").at(line.keys, place):
        return found
    if not scales:
        return None
    scale = g.numbers.words.at(line.keys, place)
    return (int(scale[0].value), scale[1]) if scale and scale[0].multiplies else None


def begins_more(line: Line, place: int, end: int, g: Grammar) -> bool:
    """Whether what looks like a bound begins something longer: "CA$" is no "ca.", "unos cuantos cientos" no "unos"."""
    longer = (g.money.prefix.at(line.keys, place), g.phrases("vague_words.few").at(line.keys, place))
    return any(found is not None and found[1] > end for found in longer)
