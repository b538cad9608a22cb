"""Which names, countries and years claims in outline have in common, for thousands of pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .book import Side
from .fingerprints import Flags, Places
from .outlines import NAMED, NAMES, TERRITORY, YEAR
from .same_claim import UNKNOWN


@dataclass(frozen=True, slots=True)
class _Shared:
    """Of one side of each pair: all that may be a name and is one of the other's; its names and those that the other has, countries that the other has not, its years and those that the other has."""

    shared: Places
    names: Places
    names_met: Places
    countries: Places
    years: Places
    years_met: Places


def names_met(one: Side, other: Side) -> tuple[NDArray[np.float64], Flags, Flags]:
    """The lesser share of either side's names that the other has, which pairs are of other years or countries, and which share what may be a name."""
    same = one.table("name", "key")[:, None, :] == other.table("name", "key")[None, :, :]
    mine, theirs = (
        _shared(one, (same & _may_be_met(other)[None, :, :]).any(axis=1)),
        _shared(other, (same & _may_be_met(one)[:, None, :]).any(axis=0)),
    )
    shares = np.minimum(_share(mine), _share(theirs))
    years = (mine.years > 0) & (theirs.years > 0) & (mine.years_met == 0)
    countries = (mine.countries > 0) & (theirs.countries > 0)
    return np.where(np.isinf(shares), UNKNOWN, shares), years | countries, mine.shared > 0


def _may_be_met(side: Side) -> Flags:
    found: Flags = (side.table("name", "sort") & (NAMES | YEAR)) > 0
    return found


def _share(side: _Shared) -> NDArray[np.float64]:
    """How many of its names the other has; without end where it has none."""
    share: NDArray[np.float64] = np.where(side.names > 0, side.names_met / np.maximum(1, side.names), np.inf)
    return share


def _shared(side: Side, met: Flags) -> _Shared:
    """`met` are the names that the other has; what is nothing is of no sort."""
    sorts = side.table("name", "sort")

    def count(sort: int, wanted: Flags | bool) -> Places:  # noqa: FBT001
        found: Places = (((sorts & sort) > 0) & wanted).sum(axis=0)
        return found

    return _Shared(
        count(NAMES, met),
        count(NAMED, wanted=True),
        count(NAMED, met),
        count(TERRITORY, ~met),
        count(YEAR, wanted=True),
        count(YEAR, met),
    )
