"""Where claims in outline have their keys and names, so that very many pairs are looked up at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from .claim_keys import finer
from .fingerprints import Hashes, Places
from .outlines import NAMES, YEAR, Outlines

_NOT: Final = -1


class Whereabouts:
    """Where a claim has a key first."""

    def __init__(self, keys: Hashes, owners: Places, places: Places) -> None:
        """Row by row a key, the claim that has it, and its place there."""
        codes = finer(keys, owners.astype(np.uint64))
        order = np.lexsort((places, codes))
        codes, places = codes[order], places[order]
        first = np.append(np.ones(min(1, len(codes)), np.bool_), codes[1:] != codes[:-1])
        self._codes, self._places = codes[first], places[first]

    def of(self, keys: Hashes, owners: Places) -> Places:
        """Where some claims have some keys; -1 where they have not."""
        if not len(self._codes):
            return np.full(len(keys), _NOT, np.int64)
        codes = finer(keys, owners.astype(np.uint64))
        at = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        return np.where(self._codes[at] == codes, self._places[at], _NOT)


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """Claims in outline with where each has its keys, and its names and years."""

    some: Outlines
    keys: Whereabouts
    names: Whereabouts


def book_of(some: Outlines) -> Book:
    """The book of some claims. Cost: that of sorting their keys."""
    owners = np.repeat(np.arange(len(some.claims)), some.claims["keys"])
    keys = Whereabouts(some.keys["key"], owners, some.keys["word"].astype(np.int64))
    there = (some.names["sort"] & (NAMES | YEAR)) > 0
    owners = np.repeat(np.arange(len(some.claims)), some.claims["names"])[there]
    return Book(some, keys, Whereabouts(some.names["key"][there], owners, np.zeros(len(owners), np.int64)))
