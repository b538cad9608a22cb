"""Paragraphs as an encoder takes them: word pieces, the shape of each word, and where quotations lie.

The vocabulary is that of uncased BERT, so capitals are told to the encoder apart, as the word's shape; so is whether a word stands within
quotation marks, which reach further than an encoder sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .fold import fold
from .quotes import quotations

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Shapes of words: a mark, small letters, one capital in front, capitals throughout, capitals within, a digit in front.
SHAPES: Final = 6
#: Where a word stands: outside quotations, in one, in one within another, in one that is never closed.
QUOTES: Final = 4
#: Halves of surrogate pairs, which no tokenizer takes.
_HALVES: Final = re.compile("[\ud800-\udfff]")
#: Pieces in one window, the marks at its ends counted.
WINDOW: Final = 320


@dataclass(frozen=True)
class Paragraph:
    """A paragraph's words: their places in the document, the number of each one's first piece, shape and quotation.

    `pieces` are the vocabulary's numbers, `owner` is the word that each piece belongs to.
    """

    places: tuple[tuple[int, int], ...]
    pieces: NDArray[np.int64]
    owner: NDArray[np.int64]
    shapes: NDArray[np.int64]
    quoted: NDArray[np.int64]

    @cached_property
    def firsts(self) -> NDArray[np.int64]:
        """The first piece of each word."""
        return np.searchsorted(self.owner, np.arange(len(self.places)))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a paragraph's words that stands in one window: words `first` to `last`, its first piece at `at`."""

    paragraph: int
    first: int
    last: int
    at: int


@dataclass(frozen=True)
class Window:
    """What is encoded at once: parts of consecutive paragraphs, a mark between them; three rows of numbers of one length."""

    pieces: NDArray[np.int64]
    shapes: NDArray[np.int64]
    quoted: NDArray[np.int64]
    parts: tuple[Part, ...]


def as_text(tokenizer: Any) -> Any:
    """The tokenizer, set to take any text whole: "[SEP]" in a text is five characters, and nothing is cut or filled up."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.encode_special_tokens = True
    return tokenizer


def paragraph(tokenizer: Any, text: str, start: int) -> Paragraph:
    """The stretch of a document's text that begins at `start`, as words and pieces. Cost: linear in its length."""
    folded = fold(text)
    encoding = tokenizer.encode(_HALVES.sub("\ufffd", folded.text), add_special_tokens=False)
    owners = np.array([-1 if number is None else number for number in encoding.word_ids], dtype=np.int64)
    offsets = encoding.offsets
    lasts = np.flatnonzero(np.append(owners[1:] != owners[:-1], True)) if len(owners) else owners
    firsts = np.append(0, lasts[:-1] + 1) if len(owners) else owners
    spans = [(offsets[a][0], offsets[b][1]) for a, b in zip(firsts, lasts, strict=True)]
    places = tuple((start + a, start + b) for a, b in (folded.place(*span) for span in spans))
    shapes = np.array([shape(folded.text[a:b]) for a, b in spans], dtype=np.int64)
    return Paragraph(
        places=places,
        pieces=np.array(encoding.ids, dtype=np.int64),
        owner=np.repeat(np.arange(len(places)), lasts - firsts + 1),
        shapes=shapes,
        quoted=_quoted(places, quotations(folded, start)),
    )


def shape(word: str) -> int:
    """The number of a word's shape."""
    if word[:1].isdigit():
        return 5
    if not word[:1].isalpha():
        return 0
    if word.islower():
        return 1
    if len(word) > 1 and word.isupper():
        return 3
    return 2 if word[0].isupper() and not any(char.isupper() for char in word[1:]) else 4


def _quoted(places: Sequence[tuple[int, int]], quotes: Sequence[Any]) -> NDArray[np.int64]:
    found = np.zeros(len(places), dtype=np.int64)
    starts = np.array([place[0] for place in places], dtype=np.int64)
    for quote in quotes:
        first, last = np.searchsorted(starts, (quote.start, quote.end))
        found[first:last] = 3 if not quote.closed else 1 if quote.depth == 0 else 2
    return found


def windows(paragraphs: Sequence[Paragraph], begin: int, between: int, first: int = WINDOW) -> Iterator[Window]:
    """Consecutive paragraphs packed into windows; one that is longer than a window is cut between words.

    `begin` and `between` are the pieces that begin a window and end each part; `first` is how long the first window may be.
    """
    parts: list[tuple[int, int, int]] = []
    used, limit = 1, first
    for number, item in enumerate(paragraphs):
        at, total = 0, len(item.places)
        while at < total:
            end = _fitting(item, at, limit - used - 1)
            whole = end == total
            if (end <= at or not (whole or at or used == 1)) and used > 1:
                yield _window(paragraphs, parts, begin, between)
                parts, used, limit = [], 1, WINDOW
                continue
            end = max(end, at + 1)
            parts.append((number, at, end))
            used += _pieces(item, at, end) + 1
            at = end
    if parts:
        yield _window(paragraphs, parts, begin, between)


def _fitting(item: Paragraph, at: int, room: int) -> int:
    """The word up to which the paragraph fits into `room` pieces from word `at` on."""
    limit = item.firsts[at] + room
    if len(item.pieces) <= limit:
        return len(item.places)
    return int(np.searchsorted(item.firsts, limit, side="right")) - 1


def _pieces(item: Paragraph, at: int, end: int) -> int:
    last = item.firsts[end] if end < len(item.places) else len(item.pieces)
    return int(last - item.firsts[at])


def _window(paragraphs: Sequence[Paragraph], parts: Sequence[tuple[int, int, int]], begin: int, between: int) -> Window:
    pieces, shapes, quoted = [np.array([begin])], [np.zeros(1, np.int64)], [np.zeros(1, np.int64)]
    placed, used = [], 1
    for number, at, end in parts:
        item = paragraphs[number]
        last = int(item.firsts[end]) if end < len(item.places) else len(item.pieces)
        cut = slice(int(item.firsts[at]), last)
        pieces += [item.pieces[cut][:WINDOW], np.array([between])]
        shapes += [item.shapes[item.owner[cut]][:WINDOW], np.zeros(1, np.int64)]
        quoted += [item.quoted[item.owner[cut]][:WINDOW], np.zeros(1, np.int64)]
        placed.append(Part(number, at, end, used))
        used += min(last - cut.start, WINDOW) + 1
    return Window(np.concatenate(pieces), np.concatenate(shapes), np.concatenate(quoted), tuple(placed))
