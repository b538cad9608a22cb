"""A mark before it has its number: what the rules give."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import FlagCategory


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the document, its category, and the reason in words."""

    start: int
    end: int
    category: FlagCategory
    because: str
