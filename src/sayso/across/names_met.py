"""Which names, countries and years claims in outline have in common, for thousands of pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .book import Book
from .fingerprints import Flags, Places
from .outlines import NAMED, NAMES, TERRITORY, YEAR, spread
from .same_claim import UNKNOWN


@dataclass(frozen=True, slots=True)
class _Side:
    """Of one side of each pair: all that may be a name and is one of the other's; its names and those that the other has, countries that the other has not, its years and those that the other has."""

    shared: Places
    names: Places
    names_met: Places
    countries: Places
    years: Places
    years_met: Places


def names_met(book: Book, one: Places, other: Places) -> tuple[NDArray[np.float64], Flags, Flags]:
    """The lesser share of either side's names that the other has, which pairs are of other years or countries, and which share what may be a name."""
    mine, theirs = _side(book, one, other), _side(book, other, one)
    shares = np.minimum(_share(mine), _share(theirs))
    years = (mine.years > 0) & (theirs.years > 0) & (mine.years_met == 0)
    countries = (mine.countries > 0) & (theirs.countries > 0)
    return np.where(np.isinf(shares), UNKNOWN, shares), years | countries, mine.shared > 0


def _share(side: _Side) -> NDArray[np.float64]:
    """How many of its names the other has; without end where it has none."""
    share: NDArray[np.float64] = np.where(side.names > 0, side.names_met / np.maximum(1, side.names), np.inf)
    return share


def _side(book: Book, mine: Places, theirs: Places) -> _Side:
    claims, names = book.some.claims[mine], book.some.names
    rows, owners = spread(claims["first_name"].astype(np.int64), claims["names"].astype(np.int64))
    sorts, met = names["sort"][rows], book.names.of(names["key"][rows], theirs[owners]) >= 0

    def count(sort: int, wanted: Flags) -> Places:
        return np.bincount(owners[((sorts & sort) > 0) & wanted], minlength=len(mine))

    every = np.ones(len(rows), np.bool_)
    return _Side(
        count(NAMES, met),
        count(NAMED, every),
        count(NAMED, met),
        count(TERRITORY, ~met),
        count(YEAR, every),
        count(YEAR, met),
    )
