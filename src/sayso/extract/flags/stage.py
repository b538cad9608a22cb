"""The stage: from the sentences of a document to flags."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from sayso.language.fold import fold
from sayso.language.lexicon import served
from sayso.language.tokens import tokens
from sayso.model import Document, Flag, Made, Sentence

from .distancing import distancing_quotes
from .lists import lists
from .marks import Mark
from .wording import word_marks

MADE: Final = Made(stage="flags", version="2")


def find_flags(doc: Document, sentences: Sequence[Sentence]) -> tuple[Flag, ...]:
    """Mark the wording of a document's sentences.

    Returns the flags in order of the text; they may overlap. Titles, headings, captions and table rows are passed over.
    Cost: linear in the text's length.
    """
    of_language = lists(served(doc.language))
    held = _silent_places(doc)
    marks: list[Mark] = []
    for sentence in sentences:
        if not held(sentence.start):
            folded = fold(doc.text[sentence.start : sentence.end])
            marks.extend(word_marks(tokens(folded, sentence.start, of_language.language), of_language))
    marks.extend(distancing_quotes(doc, of_language))
    ordered = sorted(set(marks), key=lambda mark: (mark.start, -mark.end, mark.category))
    return tuple(_flag(doc, number, mark) for number, mark in enumerate(ordered, 1))


def _flag(doc: Document, number: int, mark: Mark) -> Flag:
    return Flag(
        id=f"m{number}",
        start=mark.start,
        end=mark.end,
        text=doc.text[mark.start : mark.end],
        category=mark.category,
        because=mark.because,
        made=MADE,
    )


class _silent_places:  # noqa: N801  a look-up that reads like a function
    """Whether an offset lies in a block that asserts nothing."""

    def __init__(self, doc: Document) -> None:
        silent = [block for block in doc.blocks if not block.asserts]
        self._starts = [block.start for block in silent]
        self._ends = [block.end for block in silent]

    def __call__(self, at: int) -> bool:
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self._ends[index]
