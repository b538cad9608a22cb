"""What a benchmark gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured figure: its name, its value, how many items it rests on, what it says, and who reached it."""

    name: str
    value: float
    n: int
    meaning: str
    by: str = "sayso"


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that was not reached: the measure's name it counts against, what happened, and where."""

    name: str
    what: str
    text: str

    def __str__(self) -> str:
        return f"{self.name}\t{self.what}\t{self.text}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that a benchmark gives: its measures, each miss, and notes for the reader (what is missing, versions)."""

    measures: tuple[Measure, ...]
    misses: tuple[Miss, ...] = ()
    notes: tuple[str, ...] = ()
