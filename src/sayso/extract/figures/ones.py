"""When "one" counts: pronouns and articles are no figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line

from .names import counts_after
from .reading import Reading

_SURE = frozenset({"money", "percent", "percentage_point", "proportion", "multiple", "age"})
#: What an article measures: "ein Kilo", "un litre"; but "ein Fuß", "un grado", "un metro" are mostly things.
_MEASURED = frozenset(
    {
        "kilometre",
        "kilogram",
        "gram",
        "litre",
        "hectare",
        "tonne",
        "centimetre",
        "millimetre",
        "square metre",
        "square kilometre",
        "cubic metre",
        "milligram",
    }
)
_REACH = 12


def one_or_none(line: Line, found: Reading, g: Grammar) -> Reading | None:
    """A lone "one", "ein" or "un" as a figure, with a unit, money or a bound; a pronoun or an article is None.

    One that only contrast could make a figure keeps its mark `one`.
    """
    if found.first == 0 and found.end == len(line):  # nothing else is said: a cell, an answer
        return replace(found, one=False)
    article = line.key(found.core) in g.numbers.articles
    bound = found.core > found.first
    if found.kind in _SURE or (found.kind == "measure" and (not article or found.unit in _MEASURED)):
        return replace(found, one=False)
    if article and found.kind == "count":
        counts = bound and line.key(found.first) in g.words("idioms.article_counts_after")
        return replace(found, one=False) if counts else None
    if article:
        lasts = found.kind == "duration" and g.phrases("idioms.one_lasts_before").at(line.keys, found.end)
        return replace(found, one=False) if bound or lasts else None
    if found.kind != "count" or _rated(line, found.end, g):
        return replace(found, one=False)
    return _pronoun_or_count(line, found, g, bound=bound)


def _rated(line: Line, place: int, g: Grammar) -> bool:
    """As in "one doctor for every 6,000 residents", "one for every 1,100"."""
    marks = (g.phrases("per.many").at(line.keys, at) for at in (place, place + 1, place + 2))
    return any(mark is not None and line.digits(mark[1]) for mark in marks)


def _pronoun_or_count(line: Line, found: Reading, g: Grammar, *, bound: bool) -> Reading | None:
    before, after = line.key(found.first - 1), line.key(found.end)
    if before in g.words("idioms.one_never_after") or after in g.words("idioms.one_never_before"):
        return None
    if not line.word(found.end) or not g.words("idioms.one_ever_after"):
        return None
    if bound or before in g.words("idioms.one_ever_after"):
        return replace(found, one=False)
    return found


def noun_too(line: Line, found: Reading, g: Grammar) -> bool:
    """Whether a number word that is another word too stands as a number: "venti" are winds, unless they count."""
    too = g.by_word("words_too").get(line.key(found.core))
    if found.end != found.core + 1 or not too:
        return True
    before, after = line.key(found.core - 1), line.key(found.end)
    return (
        found.core > found.first
        or counts_after(line, found.end, g)
        or after in g.words("shares.one_between")
        or before in too
    )


def in_contrast(line: Line, readings: Sequence[Reading]) -> list[Reading]:
    """The readings without a lone "one" that stands by itself; beside another count it is kept: "one dead, two hurt"."""
    others = [one for one in readings if one.kind == "count" and not one.one and not one.vague and not one.scaled]
    firsts, ends = [other.first for other in others], [other.end for other in others]
    kept = []
    for found in readings:
        near = others[bisect_left(ends, found.first - _REACH) : bisect_right(firsts, found.end + _REACH)]
        if not found.one:
            kept.append(found)
        elif any(_beside(line, found, other) for other in near):
            kept.append(replace(found, one=False, because="one thing, counted beside others"))
    return kept


def _beside(line: Line, found: Reading, other: Reading) -> bool:
    start, end = sorted((found.end, other.first)) if found.end <= other.first else (other.end, found.first)
    if not 0 < end - start <= _REACH:
        return False
    return any(line.key(at) in {"and", "or", ",", "but"} for at in range(start, end))
