"""What a check finds: a place, why it is marked, and the place that it conflicts with."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import FlagCategory


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place of a document that is to be marked; `other` is the place that it conflicts with, if there is one."""

    at: tuple[int, int]
    other: tuple[int, int] | None
    because: str
    category: FlagCategory = "inconsistent"
