"""A stretch of text, and who made an entry."""

from __future__ import annotations

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """The base of everything in a ledger: immutable, compared by value, written as JSON in field order."""


class Span(Entry, frozen=True, kw_only=True):
    """`text[start:end]` of a document, half-open, in Unicode code points."""

    start: int
    end: int
    text: str

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end


class Made(Entry, frozen=True, kw_only=True):
    """The stage that made an entry, and its version: every entry carries one."""

    stage: str
    version: str


def span(text: str, start: int, end: int) -> Span:
    """The span of `text` from `start` to `end`; raises ValueError where that is no stretch of the text."""
    if not 0 <= start <= end <= len(text):
        message = f"no span {start}:{end} in a text of {len(text)} code points"
        raise ValueError(message)
    return Span(start=start, end=end, text=text[start:end])
