"""What a text asserts, and marks on its language."""

from __future__ import annotations

from typing import Literal

from .span import Entry, Made, Span

Sort = Literal["fact", "prediction", "opinion", "normative", "question", "experience"]
CertaintyLevel = Literal["certain", "probable", "possible", "unknown"]
FlagCategory = Literal["loaded", "hedge", "weasel", "distancing_quote", "generalisation", "superlative", "inconsistent"]


class Certainty(Entry, frozen=True, kw_only=True):
    """How sure the author sounds, and how sure the source is said to be (FactBank keeps the two apart)."""

    author: CertaintyLevel
    source: CertaintyLevel | None = None


class Claim(Entry, frozen=True, kw_only=True):
    """An assertion of the text.

    `attribution` lists who it is laid to, outermost first; `restated` is a plain wording for reading alone, or None
    where the exact words do. `negated` is whether its main statement is denied, not one of a side clause.
    """

    id: str
    start: int
    end: int
    text: str
    restated: str | None = None
    sort: Sort
    check_worthiness: float
    because: tuple[str, ...]
    certainty: Certainty
    negated: bool = False
    attribution: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    made: Made


class Flag(Entry, frozen=True, kw_only=True):
    """A mark on wording: neutral, with the rule that set it; `other` is the place that it conflicts with."""

    id: str
    start: int
    end: int
    text: str
    category: FlagCategory
    because: str
    other: Span | None = None
    made: Made
