"""What a quantity is for NewsQuant."""

from __future__ import annotations

from dataclasses import dataclass

#: A single value, or both ends of a range.
Value = float | tuple[float, float]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in NewsQuant's terms: "-" is no unit, and ("-",) no concepts; a change of None is not told."""

    value: Value
    unit: str
    change: str | None = None
    concepts: tuple[str, ...] = ()
