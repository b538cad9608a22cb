"""Which claims may say the same: those whose keys meet, without a key that everybody has costing the square of everybody.

A key of more than `cap` claims is hot. Its claims meet by finer keys then, each made of the key and one more thing that the claim has; where one
of those is hot, too, each of its claims meets the first of them alone. So a claim has a bounded number of meetings, whatever the number of
claims, and one that a hundred papers print still meets where it began.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .chance import Chance, Things, counted
from .claim_keys import TURNS, Keyed, finer, keys_and_things, vector_keys
from .claim_rows import ClaimRow
from .fingerprints import Hashes, Places

#: Claims that may share a key before it is hot.
CAP: Final = 16
#: What keys weigh together that two claims share, at least: a figure beside a word, or two pairs of words.
LEAST: Final = 2
#: The likeness in meaning from which on two claims are held side by side: those that met by vectors, and those by words.
NEAR: Final = 0.3
FAR: Final = 0.1
_MANY: Final = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """Rows: two claims by number (`a` before `b`), and what the keys weigh that they share; by `a`, then `b`, each pair once."""

    a: Places
    b: Places
    shared: Places

    def __len__(self) -> int:
        return len(self.a)


def meet(rows: Sequence[ClaimRow], *, cap: int = CAP) -> Meetings:
    """The pairs of claims that are worth being held side by side. In any order of rows the same pairs, if they are put in `ClaimRow.order`.

    Cost: near linear; at most some dozens of meetings a claim and key.
    """
    keyed, things = keys_and_things(rows)
    by_words = meet_by_key(keyed, cap)
    by_words = _only(by_words, by_words.shared >= LEAST)
    by_words = _only(by_words, ~_chance(things).only(by_words.a, by_words.b))
    vectors, places = _vectors(rows)
    if not len(vectors):
        return by_words
    numbers = np.flatnonzero(places >= 0)
    found = [_only(by_words, ~(alike(vectors, places[by_words.a], places[by_words.b]) < FAR))]
    for turn in range(TURNS):
        met = meet_by_key(vector_keys(vectors, turn), cap)
        near = _only(met, alike(vectors, met.a, met.b) >= NEAR)
        found.append(Meetings(numbers[near.a], numbers[near.b], near.shared))
    return _together(found)


def _chance(things: Things) -> Chance:
    count = len(things.hashes)
    return Chance(things, counted([things.hashes], count), count)


def nearness(rows: Sequence[ClaimRow], a: Places, b: Places) -> NDArray[np.float32]:
    """The cosine of what pairs of claims mean, by their numbers; not a number where one has no vector."""
    vectors, places = _vectors(rows)
    return alike(vectors, places[a], places[b]) if len(vectors) else np.full(len(a), np.nan, np.float32)


def _vectors(rows: Sequence[ClaimRow]) -> tuple[NDArray[np.int8], Places]:
    """The vectors that there are, and for each claim which is its own; -1 for none."""
    found = [row.vector for row in rows if row.vector is not None]
    there = np.array([row.vector is not None for row in rows], dtype=np.bool_)
    places = np.where(there, np.cumsum(there) - 1, -1)
    return np.stack(found) if found else np.zeros((0, 0), np.int8), places


def meet_by_key(keyed: Keyed, cap: int = CAP) -> Meetings:
    """All meetings of claims by the keys given, of which each has all its claims here."""
    return meet_rows(keyed.keys, keyed.owners, keyed.weights, lambda hot: keyed.items[keyed.owners[hot]], cap)


#: What makes the keys of some rows finer: a row of hashes each, 0 for nothing.
Items = Callable[[Places], Hashes]


def meet_rows(keys: Hashes, owners: Places, weights: Places, items: Items, cap: int = CAP) -> Meetings:
    """The same of rows: key, claim, weight. `items` are asked for the rows of hot keys alone."""
    met, hot = _groups(keys, owners, weights, cap)
    keys, owners, weights, finest = keys[hot], owners[hot], weights[hot], items(hot)
    there = finest > 0
    again = np.repeat(np.arange(len(keys)), there.sum(axis=1))
    fine = finer(keys[again], finest[there])
    parted = _sizes(fine) < _sizes(keys)[again]  # what all claims of a key have makes it no finer
    fine, again = fine[parted], again[parted]
    finely, still = _groups(fine, owners[again], weights[again], cap)
    parts = [
        met,
        finely,
        _stars(keys, owners, weights),
        _stars(fine[still], owners[again][still], weights[again][still]),
    ]
    a, b, weight = (np.concatenate([part[at] for part in parts]) for at in range(3))
    return _summed(np.minimum(a, b), np.maximum(a, b), weight)


def alike(vectors: NDArray[np.int8], a: Places, b: Places) -> NDArray[np.float32]:
    """The cosine of each pair of vectors; not a number where one of the two has none (a place below 0)."""
    found = np.full(len(a), np.nan, dtype=np.float32)
    for at in range(0, len(a), _MANY):
        one, other = a[at : at + _MANY], b[at : at + _MANY]
        both = (one >= 0) & (other >= 0)
        first, second = vectors[one[both]].astype(np.float32), vectors[other[both]].astype(np.float32)
        lengths = np.sqrt(np.vecdot(first, first) * np.vecdot(second, second))
        found[at : at + _MANY][both] = np.vecdot(first, second) / np.maximum(lengths, 1)
    return found


_Met = tuple[Places, Places, Places]


def _groups(keys: NDArray[np.uint64], owners: Places, weights: Places, cap: int) -> tuple[_Met, Places]:
    """Each with each of the claims of every key that is not hot, with the key's weight; and the rows of those that are."""
    order, first, sizes = _ordered(keys, owners)
    found = [_cliques(first[sizes == size], int(size)) for size in np.unique(sizes[sizes <= cap]) if size > 1]
    none = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
    left, right = (order[np.concatenate(part)] for part in zip(*(found or none), strict=True))
    apart = owners[left] != owners[right]
    left, right = left[apart], right[apart]
    return (owners[left], owners[right], weights[left]), order[np.repeat(sizes > cap, sizes)]


def _sizes(keys: NDArray[np.uint64]) -> Places:
    """For each row how many have its key."""
    _, places, counts = np.unique(keys, return_inverse=True, return_counts=True)
    found: Places = counts[places]
    return found


def _ordered(keys: NDArray[np.uint64], owners: Places) -> tuple[Places, Places, Places]:
    """The order of rows by key, then by claim, where each run of equal keys begins in it, and how long it is.

    One number is put in order after the other, which takes a fraction of what two at once take. Rows that are the same in both stand in any order.
    """
    order = np.argsort(keys)
    first, sizes = _runs(keys[order])
    runs = np.repeat(np.arange(len(first)), sizes)
    return order[np.argsort(_codes(runs, owners[order]))], first, sizes


def _codes(one: Places, other: Places) -> NDArray[np.uint64]:
    """A number for each two numbers, in order where the first is, then the second; both are less than 2 ** 32."""
    return one.astype(np.uint64) << np.uint64(32) | other.astype(np.uint64)


def _runs(keys: NDArray[np.uint64]) -> tuple[Places, Places]:
    """Where each run of equal keys begins, and how long it is."""
    if not len(keys):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return first, np.diff(np.append(first, len(keys)))


def _cliques(first: Places, size: int) -> tuple[Places, Places]:
    one, other = np.triu_indices(size, 1)
    return (first[:, None] + one).ravel(), (first[:, None] + other).ravel()


def _stars(keys: NDArray[np.uint64], owners: Places, weights: Places) -> _Met:
    """Each claim of a key with the first of it."""
    order, first, sizes = _ordered(keys, owners)
    hubs, rest = order[np.repeat(first, sizes)], order
    apart = owners[hubs] != owners[rest]
    return owners[hubs][apart], owners[rest][apart], weights[rest][apart]


def _summed(a: Places, b: Places, weights: Places) -> Meetings:
    """One row a pair."""
    codes = _codes(a, b)
    order = np.argsort(codes)  # of what is summed it does not matter which comes first
    first, _ = _runs(codes[order])
    once = order[first]
    summed = np.add.reduceat(weights[order], first) if len(first) else weights
    return Meetings(a[once], b[once], summed)


def _together(some: Sequence[Meetings]) -> Meetings:
    parts = [(one.a, one.b, one.shared) for one in some]
    a, b, shared = (np.concatenate([part[at] for part in parts]) for at in range(3))
    return _summed(a, b, shared)


def _only(met: Meetings, wanted: NDArray[np.bool_]) -> Meetings:
    return Meetings(met.a[wanted], met.b[wanted], met.shared[wanted])
