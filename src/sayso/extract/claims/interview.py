"""Turns of an interview: what stands in an answer is not the author's, though nothing says who says it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from sayso.model import Block, Document

from .grammar import Grammar

#: Paragraphs of questions that make an interview, and how long one is at most.
_FEWEST: Final = 3
_LONGEST: Final = 400
#: How often a label stands that is one, and labels that an interview has on both sides.
_AGAIN: Final = 2
#: How much of the other turns may be questions too: answers hardly ever are.
_MOST: Final = 0.25
#: What stands before a turn: "Respuesta.", "Okoro:", "J. Berg:".
_LABEL: Final = re.compile(r"(?P<word>[^\W\d_]+)[ \u00a0]?[:.](?=\s)")
_NAME: Final = re.compile(r"(?P<word>[^\W\d_][^\W\d_.’'-]*(?:[ .’'-]+[^\W\d_][^\W\d_.’'-]*){0,3})[ \u00a0]?:(?=\s)")


def answers(doc: Document, g: Grammar) -> list[Block]:
    """The paragraphs that answer, in order: those behind "A:", "R." or a name, else those that stand in turn with questions."""
    turns = [block for block in doc.blocks if block.kind in {"paragraph", "item", "quote"}]
    texts = [doc.text[block.start : block.end] for block in turns]
    found = _labelled(texts, g) or _in_turn(texts, g)
    return [turns[at] for at in found]


def _labelled(texts: Sequence[str], g: Grammar) -> list[int]:
    """The turns of those who answer, by their labels; with two labels a turn without one goes on."""
    labels = [_label(text, g) for text in texts]
    counts = Counter(label for label in labels if label)
    told = sum(counts[label] for label in g.labels) >= _AGAIN
    known = {label for label, count in counts.items() if count >= _AGAIN or (told and label in g.labels)}
    if not known:
        return []
    speaking, found = "", []
    for at, label in enumerate(labels):
        speaking = label if label in known else speaking if len(known) >= _AGAIN and not label else ""
        if speaking and not _is_asker(speaking, labels, texts, g):
            found.append(at)
    return found


def _label(text: str, g: Grammar) -> str:
    """The word before a turn's colon, or before its stop where that word says who asks or answers; else nothing."""
    plain, named = _LABEL.match(text), _NAME.match(text)
    if plain is not None and plain["word"].lower() in g.labels:
        return plain["word"].lower()
    return named["word"].lower() if named is not None and named["word"][0].isupper() else ""


def _is_asker(label: str, labels: Sequence[str], texts: Sequence[str], g: Grammar) -> bool:
    """Whether a label is that of who asks: it says so, or hardly anything but questions stands behind it."""
    if label in g.labels:
        return label in g.lists.lists["asks"]
    own = [text for text, each in zip(texts, labels, strict=True) if each == label]
    return sum(map(_asks, own)) * 2 > len(own)


def _in_turn(texts: Sequence[str], g: Grammar) -> list[int]:
    """The paragraphs that stand in turn with paragraphs of questions, or behind such where they are put to somebody."""
    asked = [at for at, text in enumerate(texts) if _asks(text)]
    addressed = any(_addresses(texts[at], g) for at in asked)
    if len(asked) < _FEWEST - addressed:
        return []
    first = asked[0]
    asking, answering = range(first, len(texts), 2), range(first + 1, len(texts), 2)
    told = sum(at in frozenset(asked) for at in answering)
    if len(asking) <= 2 * (len(asked) - told) and told <= _MOST * len(answering):
        return list(answering)
    if not addressed or len(asked) < _FEWEST:
        return []
    return [at for at in range(first, len(texts)) if at not in asked]


def _addresses(text: str, g: Grammar) -> bool:
    """Whether a question is put to somebody: "What do you ask of the council?"."""
    words = re.findall(r"[^\W\d_]+", text)
    return any(g.lists.has("you", word.lower()) and (g.language != "de" or word[0].isupper()) for word in words)


def _asks(text: str) -> bool:
    return len(text) <= _LONGEST and text.rstrip(' »”"\u00a0').endswith("?")
