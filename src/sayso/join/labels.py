"""What hangs together among very many, by rounds of the least label: each takes the least label of those that it is linked to, until none changes.

Links are read from disk a file at a time, in every round; in memory is one number for each of those that may be linked. Labels are followed to
their own (pointer jumping), so that a chain of any length takes a number of rounds that grows with the logarithm of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
#: The two ends of links, a part at a time; asked for once a round.
Links = Callable[[], Iterable[tuple[Numbers, Numbers]]]


def least_labels(count: int, links: Links) -> Numbers:
    """For each of `count` the least number among all that it hangs together with. In any order of links the same."""
    labels: Numbers = np.arange(count, dtype=np.uint32)
    while _round(labels, links()):
        pass
    return labels


def _round(labels: Numbers, links: Iterable[tuple[Numbers, Numbers]]) -> bool:
    """One round; whether any label changed."""
    changed = False
    for one, other in links:
        first, second = labels[one], labels[other]
        apart = first != second
        if apart.any():
            low, high = np.minimum(first[apart], second[apart]), np.maximum(first[apart], second[apart])
            np.minimum.at(labels, high, low)  # what is labelled so follows when labels are followed
            changed = True
    while True:
        further = labels[labels]
        if np.array_equal(further, labels):
            return changed
        labels[:] = further
