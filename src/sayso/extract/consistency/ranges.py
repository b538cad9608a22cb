"""Ranges that are upside down: "between 8 and 5 people"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from sayso.model import Figure

from .scene import Conflict, Scene
from .values import exact

_KINDS: Final = frozenset(("count", "money", "percent"))
#: Four digits may be a year.
_YEAR: Final = 4
_NEAR: Final = 3


def check_ranges(scene: Scene) -> Iterator[Conflict]:
    """Find pairs of values joined as a range whose first one is the larger."""
    if scene.has("not_ranges"):
        return
    for one, other in pairwise(scene.quantities):
        high, low = exact(one), exact(other)
        if high is None or low is None or not high > low >= 0 or not _is_range(scene, one, other):
            continue
        because = f"“{one.text}” is more than “{other.text}”, yet the range begins with it"
        yield Conflict((other.start, other.end), (one.start, one.end), because)


def _is_range(scene: Scene, one: Figure, other: Figure) -> bool:
    """Whether the two stand between the words that join a range, and the second says of what."""
    ahead, inside = scene.ahead(one, 1), scene.tokens(one.end, other.start)
    pair = (ahead[0].low, inside[0].low) if ahead and len(inside) == 1 else ("", "")
    if pair not in scene.words.between or {one.kind, other.kind} - _KINDS:
        return False
    if (one.text.isdigit() and len(one.text) == _YEAR) or any(
        token.low in scene.words.sets["eras"] for token in scene.behind(other, _NEAR)
    ):
        return False
    same = one.kind == other.kind or (one.kind == "count" and one.counted is None and one.unit is None)
    return same and (other.kind != "count" or other.counted is not None)
