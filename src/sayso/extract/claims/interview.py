"""Turns of an interview: what stands in an answer is not the author's, though nothing says who says it."""

from __future__ import annotations

from typing import Final

from sayso.model import Block, Document

from .grammar import Grammar

#: Paragraphs of questions that make an interview, and how long one is at most.
_FEWEST: Final = 3
_LONGEST: Final = 400
#: How much of the other turns may be questions too: answers hardly ever are.
_MOST: Final = 0.25
#: The longest label of a turn with its mark: "Respuesta.".
_LABEL: Final = 14


def answers(doc: Document, g: Grammar) -> list[Block]:
    """The paragraphs that answer: those behind "A:", "R." or the like, else those that stand in turn with questions."""
    turns = [block for block in doc.blocks if block.kind in {"paragraph", "item", "quote"}]
    labelled = [block for block in turns if label(doc.text[block.start : block.end], g) in g.lists.lists["answers"]]
    if len(labelled) >= _FEWEST - 1:
        return labelled
    asked = [at for at, block in enumerate(turns) if _asks(doc.text[block.start : block.end])]
    if len(asked) < _FEWEST:
        return []
    first = asked[0]
    known = frozenset(asked)
    asking, answering = range(first, len(turns), 2), range(first + 1, len(turns), 2)
    told = sum(at in known for at in answering)
    if len(asking) > 2 * (len(asked) - told) or told > _MOST * len(answering):
        return []
    return [turns[at] for at in answering]


def label(text: str, g: Grammar) -> str:
    """The word before a turn's colon or stop where it says who asks or answers; else nothing."""
    head = text[:_LABEL].replace("\u00a0", " ").lower()
    ends = [at for mark in ".:" if (at := head.find(mark)) > 0]
    word = head[: min(ends)].strip() if ends else ""
    return word if word in g.labels else ""


def _asks(text: str) -> bool:
    return len(text) <= _LONGEST and text.rstrip(' »”"\u00a0').endswith("?")
