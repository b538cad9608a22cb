"""A document as it is held against others: its words and keys, quotations, and where its edges begin, each read once when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from sayso.language.fold import fold
from sayso.language.quotes import has_marks, may_have_marks, quotations

from .fingerprints import Prints, Words, find_prints, read_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.model import Analysis, Document, Ledger, Span

#: The last blocks of a document, in which footers stand, and the share of its words that at most are in them.
_LAST_BLOCKS: Final = 3
_EDGE: Final = 0.4


class Held:
    """What is needed of one document. Nothing in it depends on another."""

    def __init__(self, read: Analysis | Ledger) -> None:
        """Keep what was read."""
        self._given = read

    @cached_property
    def read(self) -> Analysis | Ledger:
        """What was read of it."""
        return self._given

    @cached_property
    def doc(self) -> Document:
        """The document itself."""
        return self.read.document

    @cached_property
    def words(self) -> Words:
        """The document's words."""
        return read_words(self.doc.text)

    @cached_property
    def prints(self) -> Prints:
        """Its keys."""
        return find_prints(self.words, end=self.edge)

    @cached_property
    def has_marks(self) -> bool:
        """Whether a quotation mark stands in it; where none does, nothing in it is quoted."""
        if not may_have_marks(fold(self.doc.text)):  # which was folded for its words
            return False
        return any(has_marks(fold(self.doc.text[block.start : block.end])) for block in self.doc.stretches())

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """Where it has quotations, the outer ones, in code points; one that is left open counts where a paragraph begins with it."""
        return tuple(one for block in self.doc.stretches() for one in self._quoted_in(block.start, block.end))

    def _quoted_in(self, start: int, end: int) -> list[tuple[int, int]]:
        """The same of a block."""
        outer = (one for one in quotations(fold(self.doc.text[start:end]), start) if not one.depth)
        return [(one.start, one.end) for one in outer if one.closed or one.start == start]

    @cached_property
    def edge(self) -> int:
        """The number of the word from which on the document ends: its last blocks, if they are not most of it."""
        blocks = self.doc.stretches()
        starts = np.searchsorted(self.words.starts, [block.start for block in blocks[-_LAST_BLOCKS:]])
        least = (1 - _EDGE) * len(self.words)
        return next((int(start) for start in starts if start >= least), len(self.words))

    def span(self, words: tuple[int, int]) -> Span:
        """The span of the words from one up to another; an empty one stands before the word that follows."""
        first, end = words
        if first < end:
            return self.doc.span(int(self.words.starts[first]), int(self.words.ends[end - 1]))
        at = int(self.words.starts[first]) if first < len(self.words) else len(self.doc.text)
        return self.doc.span(at, at)

    def is_quoted(self, start: int, end: int, share: float) -> bool:
        """Whether a `share` of a stretch stands within quotation marks."""
        inside = sum(max(0, min(end, close) - max(start, open_)) for open_, close in self.quoted)
        return inside >= share * (end - start)


def hold(analyses: Sequence[Analysis | Ledger]) -> list[Held]:
    """Documents in the order in which they are held against each other: the earliest first, those without a date last.

    Each id once: what has the same address, date and text is one document, and no reprint of itself.
    """
    once: dict[str, Analysis | Ledger] = {}
    for one in analyses:
        once.setdefault(one.document.id, one)
    return sorted(map(Held, once.values()), key=lambda one: (one.doc.published or "~", one.doc.id))
