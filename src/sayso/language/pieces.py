"""Paragraphs as an encoder takes them: word pieces, the shape of each word, and where quotations lie.

The vocabulary is that of uncased BERT, so capitals are told to the encoder apart, as the word's shape; so is whether a word stands within
quotation marks, which reach further than an encoder sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .fold import fold
from .quotes import quotations
from .sides import sides

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


def paragraph(tokenizer: Any, text: str, start: int, language: str, *, evened: bool = False) -> Paragraph:
    """The stretch of a document's text that begins at `start`, as words and pieces. Cost: linear in its length.

    With `evened`, names of nations, creeds and parties are one word each, and have the pieces of their row's first name (see `sides`).
    """
    folded = fold(text)
    encoding = tokenizer.encode(_HALVES.sub("\ufffd", folded.text), add_special_tokens=False)
    owners = np.array([-1 if number is None else number for number in encoding.word_ids], dtype=np.int64)
    offsets = encoding.offsets
    lasts = np.flatnonzero(np.append(owners[1:] != owners[:-1], True)) if len(owners) else owners
    firsts = np.append(0, lasts[:-1] + 1) if len(owners) else owners
    # Python's own numbers: lists are slow to be asked by numpy's.
    spans = [(offsets[a][0], offsets[b][1]) for a, b in zip(firsts.tolist(), lasts.tolist(), strict=True)]
    row = _Row(spans, [folded.text[a:b] for a, b in spans], np.array(encoding.ids, dtype=np.int64), lasts - firsts + 1)
    if evened:
        row = _evened(row, tokenizer, language)
    kept = row.spans if folded.text == text else [folded.place(*span) for span in row.spans]
    places = tuple([(start + a, start + b) for a, b in kept])
    return Paragraph(
        places=places,
        pieces=row.pieces,
        owner=np.repeat(np.arange(len(places)), row.sizes),
        shapes=np.array([shape(word) for word in row.words], dtype=np.int64),
        quoted=_quoted(places, quotations(folded, start)),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """Words with their spans and how many of the pieces each has."""

    spans: list[tuple[int, int]]
    words: list[str]
    pieces: NDArray[np.int64]
    sizes: NDArray[np.int64]


def _evened(row: _Row, tokenizer: Any, language: str) -> _Row:
    """The row with each name of a nation, creed or party as one word, which is read as another."""
    found = tuple(sides(row.words, language))
    if not found:
        return row
    ends = np.append(0, np.cumsum(row.sizes))
    spans, words = list[tuple[int, int]](), list[str]()
    pieces, sizes = list[Any](), list[Any]()
    at = 0
    for side in found:
        read_as = _pieces_of(tokenizer, side.read_as)
        spans += [*row.spans[at : side.first], (row.spans[side.first][0], row.spans[side.last][1])]
        words += [*row.words[at : side.first], side.read_as]
        pieces += [row.pieces[ends[at] : ends[side.first]], read_as]
        sizes += [row.sizes[at : side.first], [len(read_as)]]
        at = side.last + 1
    spans, words = spans + row.spans[at:], words + row.words[at:]
    return _Row(
        spans, words, np.concatenate([*pieces, row.pieces[ends[at] :]]), np.concatenate([*sizes, row.sizes[at:]])
    )


@lru_cache(maxsize=2048)
def _pieces_of(tokenizer: Any, name: str) -> NDArray[np.int64]:
    """The pieces of a name that others are read as: the same few come again and again."""
    return np.array(tokenizer.encode(name, add_special_tokens=False).ids, dtype=np.int64)


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


def windows(
    paragraphs: Iterable[Paragraph], begin: int, between: int, *, first: int = WINDOW, together: int = WINDOW
) -> Iterator[Window]:
    """Consecutive paragraphs packed into windows; one that is longer than a window is cut between words.

    `begin` and `between` are the pieces that begin a window and end each part; `first` is how long the first window may be, `together` how long one
    of several paragraphs. Paragraphs are taken when their window is filled, and let go of behind it.
    """
    parts: list[tuple[int, int, int]] = []
    held: dict[int, Paragraph] = {}
    used, limit = 1, first
    for number, item in enumerate(paragraphs):
        held[number] = item
        at, total = 0, len(item.places)
        while at < total:
            end = _fitting(item, at, (limit if used == 1 else min(limit, together)) - used - 1)
            whole = end == total
            if (end <= at or not (whole or at or used == 1)) and used > 1:
                yield _window(held, parts, begin, between)
                parts, used, limit, held = [], 1, WINDOW, {number: item}
                continue
            end = max(end, at + 1)
            parts.append((number, at, end))
            used += _pieces(item, at, end) + 1
            at = end
    if parts:
        yield _window(held, parts, begin, between)


def _fitting(item: Paragraph, at: int, room: int) -> int:
    """The word up to which the paragraph fits into `room` pieces from word `at` on."""
    limit = item.firsts[at] + room
    if len(item.pieces) <= limit:
        return len(item.places)
    return int(np.searchsorted(item.firsts, limit, side="right")) - 1


def _pieces(item: Paragraph, at: int, end: int) -> int:
    last = item.firsts[end] if end < len(item.places) else len(item.pieces)
    return int(last - item.firsts[at])


def _window(
    paragraphs: Mapping[int, Paragraph], parts: Sequence[tuple[int, int, int]], begin: int, between: int
) -> Window:
    rows: tuple[list[NDArray[np.int64]], ...] = ([np.array([begin])], *([np.zeros(1, np.int64)] for _ in range(2)))
    placed, used = [], 1
    for number, at, end in parts:
        item = paragraphs[number]
        last = int(item.firsts[end]) if end < len(item.places) else len(item.pieces)
        cut = slice(int(item.firsts[at]), last)
        owner = item.owner[cut][:WINDOW]
        told = (item.pieces[cut][:WINDOW], item.shapes[owner], item.quoted[owner])
        for row, numbers, between_parts in zip(rows, told, (between, 0, 0), strict=True):
            row += [numbers, np.array([between_parts])]
        placed.append(Part(number, at, end, used))
        used += min(last - cut.start, WINDOW) + 1
    whole, shapes, quoted = (np.concatenate(row) for row in rows)
    return Window(whole, shapes, quoted, tuple(placed))
