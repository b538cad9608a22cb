"""What units measure, for comparing figures in different units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from .lexicon import lexicon

#: Seconds in each unit of time, by the mean Gregorian year; months and years compare as such.
SECONDS: Final = {
    "millisecond": 0.001,
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86400.0,
    "week": 604800.0,
    "fortnight": 1209600.0,
    "month": 2629746.0,
    "quarter": 7889238.0,
    "year": 31556952.0,
    "decade": 315569520.0,
    "century": 3155695200.0,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """What a unit measures ("length"), and what the library that converts calls it; empty where it is never converted.

    A unit that is never converted measures a quantity of its own.
    """

    quantity: str
    name: str = ""

    @property
    def has_offset(self) -> bool:
        """Whether the unit's zero is arbitrary, as that of degrees Celsius is."""
        return self.quantity == "temperature"


@cache
def measured(unit: str) -> Measured:
    """What a unit measures, by its singular English name."""
    entry = lexicon("units").get(unit, {})
    return Measured(entry.get("of", unit), entry.get("pint", ""))
