"""Whether what two claims have in common is more than chance, in a corpus of that size: as a corpus grows, more and more claims share a figure and a word.

Of each thing that claims are found by (a figure, a name, a telling word) it is counted how many claims have it. If things were strewn by chance, so many
claims would have all of those that two claims share: claims * (share of the first) * (share of the second) ... Where that is one claim or more, the two met
by chance, as far as these things tell. So what is asked of a pair grows with the logarithm of the corpus. All words of a claim together are a thing, too:
what is said again word for word is not chance, however common its words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .fingerprints import Flags, Hashes, Places

Counts = NDArray[np.uint32]
#: Rarities are whole numbers, so that they are the same on every machine: parts of a bit.
Bits = NDArray[np.int16]

#: Claims that are thought to be there beside those that are, and have none of their things: what all claims of a small corpus have is its topic, not chance.
OTHERS: Final = 10_000
_PARTS: Final = 16
#: Buckets of hashes in which things are counted, for each claim and at most and at least, as powers of two: two things of one bucket are a little less rare.
_EACH, _FEWEST, _MOST = 4, 10, 24
#: Pairs that are held against each other at once.
_MANY: Final = 1 << 14


@dataclass(frozen=True, slots=True, eq=False)
class Things:
    """What each claim is found by, a row of hashes each, 0 for nothing; and of each thing the place in the row of the first one that is of the same word."""

    hashes: Hashes
    first: NDArray[np.uint8]


def counted(tables: Iterable[Hashes], claims: int) -> Counts:
    """How many claims have each thing, by the bucket of its hash. `tables` are the hashes of some claims each, of so many in all."""
    bits = min(_MOST, max(_FEWEST, claims.bit_length() + _EACH))
    whole = np.zeros(1 << bits, np.uint32)
    for hashes in tables:
        np.add.at(whole, _buckets(hashes[hashes > 0], len(whole)), 1)
    return whole


def _buckets(hashes: Hashes, count: int) -> Hashes:
    found: Hashes = hashes >> np.uint64(65 - count.bit_length())
    return found


class Chance:
    """Some claims of a corpus, and how rare in it is what they are found by."""

    def __init__(self, things: Things, counts: Counts, claims: int) -> None:
        """`counts` are those of the whole corpus, which has so many `claims`."""
        self._hashes, self._first = things.hashes, things.first
        rare = np.log2(claims + OTHERS) - np.log2(np.maximum(counts[_buckets(self._hashes, len(counts))], 1))
        self._bits: Bits = np.where(self._hashes > 0, np.rint(_PARTS * rare), 0).astype(np.int16)
        self._least = round(_PARTS * math.log2(max(1, claims)))

    def only(self, a: Places, b: Places) -> Flags:
        """Which pairs of these claims, by their numbers, share no more than chance lets one claim have. Cost: about a microsecond a pair."""
        found = np.zeros(len(a), np.bool_)
        for at in range(0, len(a), _MANY):
            stretch = slice(at, at + _MANY)
            found[stretch] = self._shared(a[stretch], b[stretch]) <= self._least
        return found

    def _shared(self, a: Places, b: Places) -> Places:
        """How rare the things are that claims share, all together; what is of one word counts once."""
        mine, theirs = self._hashes[a], self._hashes[b]
        same = np.zeros(mine.shape, np.bool_)
        for column in theirs.T:
            same |= mine == column[:, None]
        same &= mine > 0
        first = self._first[a].astype(np.int64)
        again = np.take_along_axis(same, first, axis=1) & (first != np.arange(first.shape[1]))
        found: Places = (self._bits[a] * (same & ~again)).sum(axis=1, dtype=np.int64)
        return found
