"""Sums: "a total of 45 schools: 20 in Kent, 15 in Essex and 5 in Surrey"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.model import Figure

from .scene import Conflict, Scene, joined
from .values import alike, exact

_FEWEST: Final = 2
_LONGEST: Final = 5
_LARGE: Final = 1000.0
_ROUND: Final = 100.0


def check_sums(scene: Scene) -> Iterator[Conflict]:
    """Find lists of counts, plainly complete, that do not come to the total before the colon."""
    colons = [token for token in scene.row if token.text == ":"]
    counts = [figure for figure in scene.quantities if figure.kind in {"count", "money"}]
    if len(colons) != 1 or len(counts) < 1 + _FEWEST or len(counts) != len(scene.figures):
        return
    whole, parts = counts[0], counts[1:]
    if not whole.end <= colons[0].start <= parts[0].start or not _is_total(scene, whole, colons[0].start):
        return
    total, values = exact(whole), [exact(part) for part in parts]
    if total is None or any(value is None for value in values) or not _is_complete(scene, whole, parts, colons[0].end):
        return
    summed = sum(value for value in values if value is not None)
    if summed == total or _is_rounded([whole, *parts]):
        return
    listed = " + ".join(f"{value:,.10g}" for value in values)
    because = f"“{whole.text}” is given as the total, and {listed} is {summed:,.10g}"
    yield Conflict((whole.start, whole.end), joined(parts[0], parts[-1]), because)


def _is_total(scene: Scene, whole: Figure, colon: int) -> bool:
    """Whether the words before the colon call the count a total."""
    row = scene.tokens(scene.row[0].start, colon)
    return scene.words.phrases["totals"].first(row) is not None and whole.role == "level"


def _is_complete(scene: Scene, whole: Figure, parts: Sequence[Figure], start: int) -> bool:
    """Whether the list is one of places, each with its count, up to the end of the sentence."""
    if scene.words.phrases["among"].first(scene.row) is not None or scene.tokens(start, parts[0].start):
        return False
    ends = [*(part.start for part in parts[1:]), scene.row[-1].end]
    for part, end in zip(parts, ends, strict=True):
        row = [token for token in scene.tokens(part.end, end) if token.kind != "mark"]
        named = [
            token
            for token in row
            if token.low not in scene.grammar.words("ranges.and") | {"and", "und", "y", "et", "e"}
        ]
        if not alike(part, whole) or part.base is not None or not 1 < len(named) <= _LONGEST:
            return False
        if named[0].low not in scene.words.sets["places"]:
            return False
    marks = [token.text for token in scene.tokens(start, scene.row[-1].end) if token.kind == "mark"]
    return not set(marks) - {",", ".", "-"}


def _is_rounded(figures: Sequence[Figure]) -> bool:
    """Whether a value may be rounded: a scale word, or a large number that ends in noughts."""
    values = [value for value in map(exact, figures) if value]
    return any(not value.is_integer() or (value >= _LARGE and value % _ROUND == 0) for value in values)
