"""Which documents may share a passage: keys that meet, without keys that everybody has costing the square of everybody.

Two steps, each of which can be spread over machines: by key (`meet_by_key`: rows of one key together, any share of all keys at a
time), then by pair (`pair_up`: what met for one pair of documents together). A key of more than `cap` documents is hot: agency copy
that fifty papers print, or a footer. Its documents are not paired each with each but each with the first few, so that the cost stays
linear and a copy is still held against where it began.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from .fingerprints import AROUND, BITS, Flags, Hashes, Keys, Places

#: Documents that may share a key before it is hot, and with how many of them the others are then paired.
CAP: Final = 32
HUBS: Final = 2
#: The same of a key that stands at the end of three documents in four that have it.
END_CAP: Final = 8
_AT_END: Final = 0.75
#: Telling words that are alike around a key which is the only one of its pair; one right beside it counts twice. If more than a few documents have the
#: key, one more is asked; if many have, two more again.
ALIKE, FEW, MANY = 2, 4, 16
#: Words by which two keys of one passage may be further apart in one text than in the other.
_DRIFT: Final = 24


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """Rows: two documents (`a` before `b`), the words at which they share a key, how many words around are alike, whether the key is hot."""

    a: Places
    b: Places
    at_a: Places
    at_b: Places
    alike: Places
    hot: Flags

    def __len__(self) -> int:
        return len(self.a)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Rows: two documents, how many keys they share, how many of these are not hot, how many lie along one line, and the words most alike around one."""

    a: Places
    b: Places
    shared: Places
    cool: Places
    in_line: Places
    alike: Places

    def __len__(self) -> int:
        return len(self.a)


def meet_by_key(rows: Keys, *, cap: int = CAP, hubs: int = HUBS) -> Meetings:
    """All meetings of documents by the keys given, of which each has all its rows here. In any order of rows the same meetings.

    Cost: rows times their logarithm, and at most `cap` documents met a row.
    """
    order = np.lexsort((rows.at, rows.documents, rows.keys))
    keys, documents, at, around = rows.keys[order], rows.documents[order], rows.at[order], rows.around[order]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.zeros(0, np.int64)
    sizes = np.diff(np.append(first, len(keys)))
    new = _new(keys, documents)
    counts = np.add.reduceat(new, first, dtype=np.int64) if len(first) else sizes
    too_many = _too_many(counts, sizes, first, rows.at_end[order], cap)
    cool = np.where(too_many, 0, sizes)
    found = [_cliques(first[cool == size], int(size)) for size in np.unique(cool) if size > 1]
    count = sum(len(left) for left, _ in found)
    hot_rows = np.flatnonzero(np.repeat(too_many, sizes) & new)  # one a document: its hubs are documents, too
    found += [(hot_rows[one], hot_rows[other]) for one, other in _stars(counts[too_many], hubs)]
    left = np.concatenate([one for one, _ in found] or [np.zeros(0, np.int64)])
    right = np.concatenate([one for _, one in found] or [np.zeros(0, np.int64)])
    hot = np.arange(len(left)) >= count
    apart = documents[left] != documents[right]
    left, right, hot = left[apart], right[apart], hot[apart]
    often = np.repeat(counts, sizes)[left]
    alike = _alike(around[left], around[right]) - (often > FEW) - 2 * (often > MANY)
    return Meetings(documents[left], documents[right], at[left], at[right], alike, hot)


def _alike(one: Hashes, other: Hashes) -> Places:
    """How many of the words around two keys are alike, on the same side; one more where that is so right beside the key."""
    found = np.zeros(len(one), np.int64)
    for side in (0, AROUND):
        words = [
            [(each >> np.uint64(10 * (side + step))) & np.uint64(BITS) for step in range(AROUND)]
            for each in (one, other)
        ]
        for word in words[0]:
            same = np.zeros(len(one), np.bool_)
            for theirs in words[1]:
                same |= word == theirs
            found += same & (word > 0)
        found += (words[0][0] == words[1][0]) & (words[0][0] > 0)
    return found


def _new(keys: Hashes, documents: Places) -> Flags:
    """Which rows, in order, are the first that their document has of a key: it may have more than one."""
    return np.concatenate(([True], (keys[1:] != keys[:-1]) | (documents[1:] != documents[:-1])))[: len(keys)]


def _too_many(counts: Places, sizes: Places, first: Places, at_end: Flags, cap: int) -> Flags:
    """Which keys are hot: those of more documents than the cap, and of fewer where they mostly stand at their ends."""
    if not len(sizes):
        return np.zeros(0, np.bool_)
    ends = np.add.reduceat(at_end, first, dtype=np.int64)
    return (counts > cap) | ((counts > min(cap, END_CAP)) & (ends >= _AT_END * sizes))


def _cliques(first: Places, size: int) -> tuple[Places, Places]:
    """Each with each, for the groups of one size that begin at `first`."""
    one, other = np.triu_indices(size, 1)
    return (first[:, None] + one).ravel(), (first[:, None] + other).ravel()


def _stars(sizes: Places, hubs: int) -> list[tuple[Places, Places]]:
    """The first `hubs` of each group with all that follow, for groups of some sizes that stand one after the other."""
    found, first = [], np.cumsum(sizes) - sizes
    for hub in range(hubs):
        counts = sizes - hub - 1
        starts = np.repeat(first + hub, counts)
        steps = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        found.append((starts, starts + 1 + steps))
    return found


def pair_up(met: Meetings) -> Pairs:
    """One row a pair of documents, by `a`, then `b`."""
    line = (met.at_a - met.at_b) // _DRIFT
    order = np.lexsort((line, met.b, met.a))
    a, b, hot, line = met.a[order], met.b[order], met.hot[order], line[order]
    new_pair = np.concatenate(([True], (a[1:] != a[:-1]) | (b[1:] != b[:-1]))) if len(a) else np.zeros(0, np.bool_)
    first = np.flatnonzero(new_pair)
    ends = np.append(first[1:], len(a))
    cool = np.add.reduceat(~hot, first, dtype=np.int64) if len(first) else np.zeros(0, np.int64)
    alike = np.where(hot, 0, met.alike[order])
    alike = np.maximum.reduceat(alike, first) if len(first) else np.zeros(0, np.int64)
    return Pairs(a[first], b[first], ends - first, cool, _longest_line(line, new_pair, first), alike)


def _longest_line(line: Places, new_pair: Flags, first: Places) -> Places:
    """For each pair how many of its meetings lie along one line, that is, within one band or two that touch."""
    if not len(line):
        return np.zeros(0, np.int64)
    new_band = new_pair | np.concatenate(([True], line[1:] != line[:-1]))
    starts = np.flatnonzero(new_band)
    counts = np.diff(np.append(starts, len(line)))
    touches = ~new_pair[starts] & np.concatenate(([False], line[starts][1:] == line[starts][:-1] + 1))
    both = counts + np.where(touches, np.concatenate(([0], counts[:-1])), 0)
    return np.maximum.reduceat(both, np.searchsorted(starts, first))


def worth_reading(pairs: Pairs, counts: Places, *, least: int = 2, share: float = 0.3) -> Flags:
    """Which pairs are held side by side: `least` keys along one line, or one with like words around; or hot keys that are a `share` of a document's.

    `counts` are the keys of each document. A pair that shares hot keys alone shares what many have: where that is much of either, it
    is copy; else a footer, which `boilerplate` tells.
    """
    smaller = np.minimum(counts[pairs.a], counts[pairs.b])
    cool = (pairs.cool > 0) & ((pairs.in_line >= np.minimum(least, smaller)) | (pairs.alike >= ALIKE))
    return cool | (pairs.shared >= np.maximum(1, share * smaller))
