"""Which entry of one ledger is which of another: by place through the texts' alignment, then by words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .likeness import alike, one_to_one
from .texts import Place, Texts

T = TypeVar("T")
#: From this share of what both cover on, two entries are at the same place; in words, two claims are the same.
_SAME_PLACE, _SAME_WORDS = 0.5, 0.6


@dataclass(frozen=True)
class Pairs(Generic[T]):
    """Entries in both, entries in the old one alone, entries in the new one alone; each in the order of its text."""

    both: tuple[tuple[T, T], ...]
    dropped: tuple[T, ...]
    added: tuple[T, ...]


def by_place(
    old: Sequence[T],
    new: Sequence[T],
    texts: Texts,
    *,
    place: Callable[[T], Place],
    like: Callable[[T], Hashable],
    words: Callable[[T], str] | None = None,
) -> Pairs[T]:
    """Pair entries that stand at the same place; of several there, those of which `like` gives the same first.

    With `words`, what is left is paired by words. Exchanging the two sides exchanges the result.
    """
    spots = [place(each) for each in old], [place(each) for each in new]
    same = [like(each) for each in old], [like(each) for each in new]
    keyed = [((-score, float(same[0][i] != same[1][j])), i, j) for score, i, j in _placed(*spots, texts)]
    pairs = one_to_one(keyed)
    if words is not None:
        pairs += _by_words(old, new, pairs, words)
    return _result(old, new, pairs)


def by_key(old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable]) -> Pairs[T]:
    """Pair entries of the same key, in their order."""
    waiting: dict[Hashable, list[int]] = {}
    for j, each in enumerate(new):
        waiting.setdefault(key(each), []).append(j)
    pairs = [(i, waiting[key(each)].pop(0)) for i, each in enumerate(old) if waiting.get(key(each))]
    return _result(old, new, pairs)


def shared(one: Place, other: Place) -> float:
    """How much two stretches share of what both cover together, 0 to 1."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    whole = max(one[1], other[1]) - min(one[0], other[0])
    return max(0, both) / whole if whole else 0.0


def _placed(old: Sequence[Place], new: Sequence[Place], texts: Texts) -> Iterator[tuple[float, int, int]]:
    """Pairs that stand where the text's alignment leads, with how well they fit, seen from both sides."""
    back = [texts.back(*each) for each in new]
    ordered = sorted(range(len(new)), key=lambda j: new[j])
    starts = [new[j][0] for j in ordered]
    longest = max((end - start for start, end in new), default=0)
    for i, spot in enumerate(old):
        there = texts.forth(*spot)
        if there is None:
            continue
        for at in range(bisect_left(starts, there[0] - longest), bisect_left(starts, there[1])):
            j = ordered[at]
            came = back[j]
            score = (shared(there, new[j]) + (shared(came, spot) if came else 0.0)) / 2
            if score > _SAME_PLACE:  # more than one side alone can give, so that both directions find the same
                yield score, i, j


def _by_words(
    old: Sequence[T], new: Sequence[T], pairs: list[tuple[int, int]], words: Callable[[T], str]
) -> list[tuple[int, int]]:
    held = {i for i, _ in pairs}, {j for _, j in pairs}
    left = [i for i in range(len(old)) if i not in held[0]]
    right = [j for j in range(len(new)) if j not in held[1]]
    found = alike([words(old[i]) for i in left], [words(new[j]) for j in right], _SAME_WORDS)
    return [(left[i], right[j]) for i, j in one_to_one([((-score,), i, j) for score, i, j in found])]


def _result(old: Sequence[T], new: Sequence[T], pairs: list[tuple[int, int]]) -> Pairs[T]:
    held = {i for i, _ in pairs}, {j for _, j in pairs}
    return Pairs(
        both=tuple((old[i], new[j]) for i, j in sorted(pairs, key=lambda pair: (pair[1], pair[0]))),
        dropped=tuple(each for i, each in enumerate(old) if i not in held[0]),
        added=tuple(each for j, each in enumerate(new) if j not in held[1]),
    )
