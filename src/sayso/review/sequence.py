"""What two sequences have in common, in order: by what is rare in both first, so that long texts cost little more than short ones."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

#: Up to this product of lengths, a stretch without a rare item is compared item by item.
_MOST_CELLS: Final = 40_000

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Box:
    """`a[low_a:high_a]` beside `b[low_b:high_b]`."""

    low_a: int
    high_a: int
    low_b: int
    high_b: int


def common(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Pair]:
    """Pairs of places that hold the same in both sequences, rising in both (Cohen's patience diff).

    Items that stand once in both decide first; what lies between is looked at in the same way, and what holds nothing
    rare item by item where it is small, else from its ends inwards alone. Cost: n log n, and n squared only in small
    stretches.
    """
    found: list[Pair] = []
    waiting = [_Box(0, len(a), 0, len(b))]
    while waiting:
        box, ends = _shaved(a, b, waiting.pop())
        found += ends
        if box.low_a == box.high_a or box.low_b == box.high_b:
            continue
        anchors = rising(_once_in_both(a, b, box))
        if anchors:
            found += anchors
            waiting += _between(anchors, box)
        else:
            found += _item_by_item(a, b, box)
    return sorted(found)


def _shaved(a: Sequence[Hashable], b: Sequence[Hashable], box: _Box) -> tuple[_Box, list[Pair]]:
    """The box without what both begin and end with, and the pairs of that."""
    low_a, high_a, low_b, high_b = box.low_a, box.high_a, box.low_b, box.high_b
    pairs = []
    while low_a < high_a and low_b < high_b and a[low_a] == b[low_b]:
        pairs.append((low_a, low_b))
        low_a, low_b = low_a + 1, low_b + 1
    while low_a < high_a and low_b < high_b and a[high_a - 1] == b[high_b - 1]:
        high_a, high_b = high_a - 1, high_b - 1
        pairs.append((high_a, high_b))
    return _Box(low_a, high_a, low_b, high_b), pairs


def _once_in_both(a: Sequence[Hashable], b: Sequence[Hashable], box: _Box) -> list[Pair]:
    in_a, in_b = Counter(a[box.low_a : box.high_a]), Counter(b[box.low_b : box.high_b])
    at = {b[place]: place for place in range(box.low_b, box.high_b) if in_b[b[place]] == 1}
    return [(place, at[a[place]]) for place in range(box.low_a, box.high_a) if in_a[a[place]] == 1 and a[place] in at]


def rising(pairs: list[Pair]) -> list[Pair]:
    """The longest run of pairs that rise in both, of pairs that rise in the first (patience sorting)."""
    tails: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for at, (_, place) in enumerate(pairs):
        pile = bisect_left(tails, place)
        before.append(heads[pile - 1] if pile else -1)
        tails[pile : pile + 1], heads[pile : pile + 1] = [place], [at]
    run, at = [], heads[-1] if heads else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _between(anchors: list[Pair], box: _Box) -> Iterator[_Box]:
    """The stretches before, between and behind the anchors."""
    last = (box.low_a - 1, box.low_b - 1)
    for here in (*anchors, (box.high_a, box.high_b)):
        yield _Box(last[0] + 1, here[0], last[1] + 1, here[1])
        last = here


def _item_by_item(a: Sequence[Hashable], b: Sequence[Hashable], box: _Box) -> list[Pair]:
    mine, theirs = a[box.low_a : box.high_a], b[box.low_b : box.high_b]
    if len(mine) * len(theirs) > _MOST_CELLS:
        return []
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    return [(box.low_a + each.a + k, box.low_b + each.b + k) for each in blocks for k in range(each.size)]
