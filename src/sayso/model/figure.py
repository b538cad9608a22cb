"""A quantity, with everything that it needs to be compared."""

from __future__ import annotations

from typing import Literal

from .span import Entry, Made, Span

FigureKind = Literal[
    "count",
    "money",
    "percent",
    "percentage_point",
    "proportion",
    "multiple",
    "measure",
    "age",
    "duration",
    "date",
    "time",
    "ordinal",
    "identifier",
    "score",
]
Role = Literal["level", "from", "to", "change"]
Direction = Literal["up", "down"]

#: Kinds that state how much or how many; the others name or place something.
QUANTITIES: frozenset[FigureKind] = frozenset(
    ("count", "money", "percent", "percentage_point", "proportion", "multiple", "measure", "age", "duration")
)


class Base(Span, frozen=True, kw_only=True):
    """What a share is a share of, with the earlier figure that it rests on, if there is one."""

    figure: str | None = None


class Figure(Entry, frozen=True, kw_only=True):
    """A figure as written and as normalised.

    `low` and `high` are its bounds; None is an open end. A plain value has both the same. Percent is in percent
    (54), a proportion is a fraction (one in twenty = 0.05), money and counts are in whole units. `unit` is a
    singular English name ("kilometre"), `currency` an ISO 4217 code, `per` what a rate is per. `vague` marks words such as
    "hundreds". `subject` is whom or what the sentence says it of ("*Dell* cut 6,650 roles"). Offsets are those of the figure with its bound and unit, without what it counts.
    """

    id: str
    start: int
    end: int
    text: str
    kind: FigureKind
    low: int | float | None = None
    high: int | float | None = None
    low_inclusive: bool = True
    high_inclusive: bool = True
    approximate: bool = False
    vague: bool = False
    unit: str | None = None
    currency: str | None = None
    per: str | None = None
    role: Role = "level"
    direction: Direction | None = None
    counted: Span | None = None
    base: Base | None = None
    subject: Span | None = None
    period: Span | None = None
    place: Span | None = None
    because: str = ""
    made: Made

    @property
    def is_quantity(self) -> bool:
        """Whether the figure says how much or how many."""
        return self.kind in QUANTITIES
