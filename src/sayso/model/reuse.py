"""Passages that two documents share, and who has them from whom as far as that can be told."""

from __future__ import annotations

from .problem import Problem
from .span import Entry, Made, Span


class WordChange(Entry, frozen=True, kw_only=True):
    """Words of a shared passage that differ: what each document has there. Either may be empty, at the place where the words are lacking."""

    a: Span
    b: Span


class SharedPassage(Entry, frozen=True, kw_only=True):
    """A passage that documents `a` and `b` share, with its place in both.

    `words` are the words that are the same, `identity` their share of all words of the passage, `changes` what differs. `original` is the
    document that has the passage first as far as can be told: one of the two, a third one, or None where it is unknown; `because` says
    why. `taker` is the one of the two that has it from the other. `quoted`: the taking text has it within quotation marks; `credited`: where
    it says whom it is from. Where the taker is unknown, either text counts. `boilerplate` says why a passage is no news, and is
    None where it may be.
    """

    id: str
    a: str
    b: str
    a_span: Span
    b_span: Span
    words: int
    identity: float
    changes: tuple[WordChange, ...] = ()
    original: str | None = None
    taker: str | None = None
    because: str
    quoted: bool = False
    credited: Span | None = None
    boilerplate: str | None = None
    made: Made


class CopyGroup(Entry, frozen=True, kw_only=True):
    """Documents that are much the same text: each was held against the `representative`, the longest one, and shares half of the shorter text with it."""

    id: str
    representative: str
    members: tuple[str, ...]
    original: str | None = None
    because: str
    made: Made


class FoundReuse(Entry, frozen=True, kw_only=True):
    """All that documents share: passages in the order of their documents, and groups of copies."""

    passages: tuple[SharedPassage, ...] = ()
    groups: tuple[CopyGroup, ...] = ()
    problems: tuple[Problem, ...] = ()
