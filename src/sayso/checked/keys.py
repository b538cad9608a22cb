"""Which earlier checks a claim may be about: those that share keys of words with it, and those that are nearest to it in meaning.

Keys are those of claims across documents: two things of a claim each (`sayso.across.claim_keys`). They lie sorted, so that a claim's are looked up. A key that many
have counts the less; one that very many have is not followed. Vectors are all multiplied, in blocks, for all claims of an article at once: that is exact.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sayso.across.claim_keys import Keyed, word_keys
from sayso.across.claim_rows import ClaimRow

#: Checks that share a key from which on it is not followed.
HOT: Final = 2_000
#: Checks that a claim is held against, at most: by words, and by meaning.
BY_WORDS: Final = 24
BY_MEANING: Final = 12
#: The cosine from which on a check may be meant: with less none is shown (`fits`).
NEAR: Final = 0.4
_BLOCK: Final = 8_192


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """Keys in their order, the number of the check that has each, and what it weighs."""

    keys: NDArray[np.uint64]
    owners: NDArray[np.uint32]
    weights: NDArray[np.uint8]


def sorted_keys(parts: Sequence[Keyed], firsts: Sequence[int]) -> Keys:
    """Keys of several stretches of checks, of which each begins with a number."""
    keys = np.concatenate([part.keys for part in parts] or [np.zeros(0, np.uint64)])
    owners = np.concatenate(
        [part.owners + first for part, first in zip(parts, firsts, strict=True)] or [np.zeros(0, np.int64)]
    )
    weights = np.concatenate([part.weights for part in parts] or [np.zeros(0, np.int64)])
    order = np.lexsort((owners, keys))
    return Keys(keys[order], owners[order].astype(np.uint32), weights[order].astype(np.uint8))


def by_words(keys: Keys, rows: Sequence[ClaimRow]) -> list[list[int]]:
    """For each claim the checks that share most of its keys, the most first."""
    asked = word_keys(rows)
    begins = np.searchsorted(keys.keys, asked.keys, "left")
    ends = np.searchsorted(keys.keys, asked.keys, "right")
    found: list[dict[int, float]] = [{} for _ in rows]
    for owner, weight, begin, end in zip(
        asked.owners.tolist(), asked.weights.tolist(), begins.tolist(), ends.tolist(), strict=True
    ):
        if 0 < end - begin <= HOT:
            worth = weight / (1 + math.log(end - begin))
            mine = found[owner]
            for check in keys.owners[begin:end].tolist():
                mine[check] = mine.get(check, 0.0) + worth
    return [sorted(mine, key=lambda at: (-mine[at], at))[:BY_WORDS] for mine in found]


def by_meaning(vectors: NDArray[np.int8], rows: Sequence[ClaimRow]) -> list[list[int]]:
    """For each claim the checks that are nearest in meaning, the nearest first; none for a claim without a vector."""
    numbers = [at for at, row in enumerate(rows) if row.vector is not None]
    found: list[list[int]] = [[] for _ in rows]
    if not numbers or not len(vectors):
        return found
    asked = np.stack([row.vector for row in rows if row.vector is not None]).astype(np.float32)
    best = [  # whole numbers all through, so that no order of sums tells
        _nearest(asked @ vectors[first : first + _BLOCK].astype(np.float32).T, first)
        for first in range(0, len(vectors), _BLOCK)
    ]
    products, places = (np.concatenate(part, axis=1) for part in zip(*best, strict=True))
    for number, row, some, at in zip(numbers, asked, products, places, strict=True):
        order = np.lexsort((at, -some))[:BY_MEANING]
        found[number] = [int(at[one]) for one in order if _cosine(row, vectors[at[one]], float(some[one])) >= NEAR]
    return found


def near(vectors: NDArray[np.int8], row: ClaimRow, checks: Sequence[int]) -> list[int]:
    """Those of some checks that a claim with a vector may mean; all of them where it has none."""
    if row.vector is None or not len(vectors):
        return list(checks)
    asked = row.vector.astype(np.float32)
    rows = vectors[list(checks)].astype(np.float32)
    return [
        at
        for at, one, product in zip(checks, rows, rows @ asked, strict=True)
        if _cosine(asked, one, float(product)) >= NEAR
    ]


def _cosine(one: NDArray[Any], other: NDArray[Any], product: float) -> float:
    rival = other.astype(np.float32)
    return product / max(1.0, math.sqrt(float(one @ one) * float(rival @ rival)))


def _nearest(products: NDArray[np.float32], first: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """The best of a block for each claim, in no order."""
    most = min(BY_MEANING, products.shape[1])
    places = np.argpartition(products, products.shape[1] - most, axis=1)[:, -most:]
    return np.take_along_axis(products, places, axis=1), places.astype(np.int64) + first
