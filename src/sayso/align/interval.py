"""A figure's value as an interval: what it holds and meets, and how a reader writes a number."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

_EPSILON: Final = 1e-9
_SCALES: Final = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, either of which may be infinite."""

    low: float
    high: float
    low_inclusive: bool = True
    high_inclusive: bool = True

    @property
    def is_point(self) -> bool:
        """Whether it is one value."""
        return self.low == self.high

    @property
    def is_open(self) -> bool:
        """Whether one end is left open ("at least 30")."""
        return math.isinf(self.low) != math.isinf(self.high)

    @property
    def bound(self) -> float:
        """The first end that is finite, without its sign; 0 where there is none."""
        return next((abs(end) for end in (self.low, self.high) if not math.isinf(end)), 0.0)

    def same_ends(self, other: Interval) -> bool:
        """Whether both ends are the same values, whether or not they are included."""
        return same(self.low, other.low) and same(self.high, other.high)

    def holds(self, other: Interval) -> bool:
        """Whether every value of `other` lies within."""
        low = self.low < other.low or (same(self.low, other.low) and (self.low_inclusive or not other.low_inclusive))
        high = self.high > other.high or (
            same(self.high, other.high) and (self.high_inclusive or not other.high_inclusive)
        )
        return low and high

    def meets(self, other: Interval) -> bool:
        """Whether there is a value in both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return (low < high and not same(low, high)) or (same(low, high) and self._has(low) and other._has(low))

    def opens_at(self, value: float) -> bool:
        """Whether `value` is the one bound of an interval that is open on the other side."""
        return self.is_open and (same(value, self.low) or same(value, self.high))

    def _has(self, end: float) -> bool:
        at_low = same(end, self.low) and not self.low_inclusive
        at_high = same(end, self.high) and not self.high_inclusive
        return not (at_low or at_high)


def same(a: float, b: float) -> bool:
    """Whether two values are one, but for what binary fractions lose."""
    return a == b or math.isclose(a, b, rel_tol=_EPSILON)


def number_words(value: float) -> str:
    """A number as a reader writes it: 30,000 or 4.5 or 88 million."""
    for scale, name in _SCALES:
        if abs(value) >= scale and same(value, round(value / scale, 3) * scale):
            return f"{value / scale:,.10g} {name}"
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.4g}"
