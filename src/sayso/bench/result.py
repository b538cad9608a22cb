"""What a benchmark gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured figure: its name, its value, how many items it rests on, and what it says."""

    name: str
    value: float
    n: int
    meaning: str
