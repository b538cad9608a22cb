"""Values that an article may rightly have although the passage has others: reckoned from several, or said short beside another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final

from sayso.model import Figure

#: How far a reckoned value may be rounded, as a share of it.
_ROUNDED: Final = 0.006
_SCALES: Final = (1e3, 1e6, 1e9, 1e12)
_WHOLES: Final = {"percent": 100.0, "proportion": 1.0}


def is_derived(mine: Figure, given: Sequence[Figure]) -> bool:
    """Whether a claimed value is the sum or the difference of two of the passage's in the same unit, or the rest of a share to the whole."""
    value = _exact(mine)
    others = [number for one in given if _measure(one) == _measure(mine) and (number := _exact(one)) is not None]
    if value is None or not value:
        return False
    if mine.kind in _WHOLES and any(_near(_WHOLES[mine.kind] - other, value) for other in others):
        return True
    return any(_near(one + other, value) or _near(abs(one - other), value) for one, other in combinations(others, 2))


def is_short_for(mine: Figure, theirs: Figure, claimed: Sequence[Figure]) -> bool:
    """Whether a number takes its scale from another one of the claim: "nine million euros, two of them for the young"."""
    value, other = _exact(mine), _exact(theirs)
    if mine.kind != "count" or value is None or other is None or not value:
        return False
    highest = max((number for one in claimed if one is not mine and (number := _exact(one)) is not None), default=0.0)
    return any(_near(value * scale, other) and highest >= scale for scale in _SCALES)


def _exact(figure: Figure) -> float | None:
    return float(figure.low) if figure.low is not None and figure.low == figure.high else None


def _measure(figure: Figure) -> tuple[str, str | None, str | None, str | None]:
    return figure.kind, figure.unit, figure.currency, figure.per


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _ROUNDED * abs(other)
