"""What a benchmark gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


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


def hash_note(paths: Iterable[Path]) -> str:
    """A note that names the data: the SHA-256 of all files one after the other, in the order of their paths."""
    whole = sha256()
    for path in sorted(paths):
        whole.update(path.read_bytes())
    return f"sha256 of the data: {whole.hexdigest()}"
