"""A figure while it is being read: places are token numbers of its line."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line
from sayso.model import Direction, FigureKind, Role

Value = int | float | Decimal | Fraction

#: The codes of bounds in the word lists that leave both ends known: "about", and "on average", which says no more than that it is a mean.
ABOUT: Final = "~"
MEAN: Final = "="
#: ... and of the others: which end is known, whether it is included, and whether it is approximate.
_BOUNDS: Final = {
    ">=": ("low", True, False),
    ">": ("low", False, False),
    "~>": ("low", False, True),
    "<=": ("high", True, False),
    "<": ("high", False, False),
    "~<": ("high", False, True),
}


class Reading(Struct, frozen=True):
    """What was read from token `first` up to `end`. `core` is where the number itself begins, after its bound.

    `direct` tells that what it counts may follow without "of" ("one in ten pupils", but "a third left").
    """

    first: int
    end: int
    kind: FigureKind
    because: str
    low: Value | None = None
    high: Value | None = None
    low_inclusive: bool = True
    high_inclusive: bool = True
    approximate: bool = False
    vague: bool = False
    unit: str | None = None
    currency: str | None = None
    per: str | None = None
    role: Role = "level"
    direction: Direction | None = None
    core: int = -1
    counted: tuple[int, int] | None = None
    base: tuple[int, int] | None = None
    subject: tuple[int, int] | None = None
    another: bool = False
    pronoun: bool = False
    scaled: bool = False
    plain: bool = False
    one: bool = False
    direct: bool = True

    @property
    def share(self) -> bool:
        """Whether it is a share of something."""
        return self.kind in {"percent", "proportion"}


def bounded(reading: Reading, code: str) -> Reading:
    """The reading with a bound laid on it: "at least" opens it upwards, "nearly" makes it approximate and below; "on average" leaves it as it is."""
    if code == MEAN:
        return reading
    if code == ABOUT:
        return replace(reading, approximate=True)
    end, inclusive, approximate = _BOUNDS[code]
    if approximate and reading.low != reading.high and None not in {reading.low, reading.high}:
        return replace(reading, approximate=True)  # "nearly 5 to 8"
    approximate = approximate or reading.approximate
    if end == "low":
        return replace(reading, high=None, low_inclusive=inclusive, high_inclusive=True, approximate=approximate)
    return replace(reading, low=None, high_inclusive=inclusive, low_inclusive=True, approximate=approximate)


def begins_bound(line: Line, end: int, g: Grammar) -> bool:
    """Whether a bound after a number is the head of one before the next: "28 and more than 70", "12 et plus de 30"."""
    more = g.before.at(line.keys, end - 1)
    return line.key(end) in g.words("multiples.than") or (more is not None and more[1] > end)


def plain_number(value: Value | None) -> int | float | None:
    """A value as the model keeps it: whole numbers as int, others as float."""
    if value is None or isinstance(value, int):
        return value
    if value == int(value):
        return int(value)
    return float(value)
