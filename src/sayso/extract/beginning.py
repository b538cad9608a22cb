"""How much of a text is analysed at once: a book whole, of what is far larger its beginning, and a person is told; or all of it, in parts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

from msgspec.structs import replace

from sayso.model import Block, BlockKind, Document, Link, Page, Problem, Sentence, document_id, part_uri, text_id

#: Characters of one text that are analysed at once. A book of 400 pages has about a million.
MOST_CHARS: Final = 1_000_000
#: Numbers in digits that are analysed at once, in one text; a book of figures has some ten thousand.
MOST_NUMBERS: Final = 100_000
#: Characters of one sentence that are read as one. Rules look at all of a sentence for each thing in it; nobody writes a longer one.
LONGEST_SENTENCE: Final = 4_000
_NUMBER: Final = re.compile(r"\d+(?:[.,'’-]\d+)*")
#: Where a text may be cut: not within a number that has spaces.
_SPACE: Final = re.compile(r"(?<!\d)\s|\s(?!\d)")
_WORD: Final = re.compile(r"\S")
#: A text that is too large is parted into quarters of what is analysed at once: a claim may meet passages in a dozen of them, which are kept decoded.
_SHARE: Final = 4
#: A part ends before a heading, or with a block, that begins in its last fifth.
_NEAR: Final = 5
_HEADINGS: Final[frozenset[BlockKind]] = frozenset(("title", "heading"))
_Part = TypeVar("_Part", Block, Link, Page, Sentence)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document with its sentences: the number, counted from 1, and where it begins and ends."""

    whole: Document
    sentences: Sequence[Sentence]
    number: int
    place: tuple[int, int]

    @property
    def uri(self) -> str:
        """What it is called: the first part as the document, so that it is known by its name."""
        return part_uri(self.whole.uri, self.number)

    def taken(self) -> tuple[Document, tuple[Sentence, ...]]:
        """The part as a document of its own, with its sentences."""
        if self.place == (0, len(self.whole.text)):
            return self.whole, tuple(self.sentences)
        return _stretch(self.whole, self.uri, *self.place), tuple(_clipped(self.sentences, *self.place))


def beginning_of(
    doc: Document, sentences: Sequence[Sentence]
) -> tuple[Document, tuple[Sentence, ...], tuple[Problem, ...]]:
    """A document and its sentences as they are, or, where it is too large to be analysed, its beginning as a document of its own.

    The third part tells so. The beginning ends with a sentence, or where none ends, with a word or wherever the limit is. Cost: linear in the text.
    """
    sentences = _parted(doc.text, sentences)
    limit = _limit(doc.text, 0)
    if limit >= len(doc.text):
        return doc, tuple(sentences), ()
    at = bisect_right(sentences, limit, key=lambda sentence: sentence.end)
    cut = sentences[at - 1].end if at else _last_space(doc.text, limit)
    if at < len(sentences) and sentences[at].start < limit // 2:  # one sentence is most of it
        cut = _last_space(doc.text, limit)
        kept = (*sentences[:at], Sentence(start=sentences[at].start, end=cut))
    else:
        kept = tuple(sentences[:at]) or (Sentence(start=0, end=cut),)
    told = Problem(
        code="text-cut",
        message=f"only the first {cut:,} of {len(doc.text):,} characters were analysed",
        hint="split the document, and check its parts one by one",
        start=cut,
        end=len(doc.text),
        uri=doc.uri,
    )
    return _stretch(doc, doc.uri, 0, cut), kept, (told,)


def parts_of(doc: Document, sentences: Sequence[Sentence]) -> Sequence[Part]:
    """A document in parts that are small enough to be analysed, each a document of its own: one alone where it is small enough itself.

    A part ends before a heading, or where none is near, with a block, a sentence, or a word. Each is made when it is asked for. Cost: linear in the text.
    """
    sentences = _parted(doc.text, sentences)
    return tuple(Part(doc, sentences, number, place) for number, place in enumerate(_places(doc, sentences), 1))


def _places(doc: Document, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Where the parts of a document begin and end, without the white space between them."""
    text, start = doc.text, 0
    most = MOST_CHARS if _limit(text, 0) == len(text) else MOST_CHARS // _SHARE
    while (limit := _limit(text, start, most)) < len(text):
        end = _end(doc, sentences, start, limit)
        yield start, start + len(text[start:end].rstrip())
        start = found.start() if (found := _WORD.search(text, end)) else len(text)
    if start < len(text) or not text:
        yield start, len(text)


def _end(doc: Document, sentences: Sequence[Sentence], start: int, limit: int) -> int:
    """Where a part that may go up to a limit ends."""
    late = limit - (limit - start) // _NEAR
    blocks = doc.blocks[bisect_right(doc.blocks, late, key=_begin) : bisect_right(doc.blocks, limit, key=_begin)]
    edges = [block.start for block in blocks if block.kind in _HEADINGS] or [block.start for block in blocks]
    if edges:
        return edges[-1]
    at = bisect_right(sentences, limit, key=lambda sentence: sentence.end)
    return sentences[at - 1].end if at and sentences[at - 1].end > start else _last_space(doc.text, limit, late)


def _parted(text: str, sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """The sentences, those that nobody writes in parts."""
    if all(one.end - one.start <= LONGEST_SENTENCE for one in sentences):
        return sentences
    return tuple(part for one in sentences for part in _parts(text, one))


def _parts(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence in parts that end with a word, where there are words."""
    start = sentence.start
    while sentence.end - start > LONGEST_SENTENCE:
        end = _last_space(text, start + LONGEST_SENTENCE)
        yield Sentence(start=start, end=start + len(text[start:end].rstrip()))
        start = found.start() if (found := _WORD.search(text, end, sentence.end)) else sentence.end
    if start < sentence.end:
        yield Sentence(start=start, end=sentence.end)


def _limit(text: str, start: int, chars: int | None = None) -> int:
    """Where an analysis that begins at a place of a text ends: after so many characters, or so many numbers."""
    end = min(start + (MOST_CHARS if chars is None else chars), len(text))
    if end - start <= MOST_NUMBERS:
        return end
    last = next(islice(_NUMBER.finditer(text, start, end), MOST_NUMBERS, None), None)
    return last.start() if last else end


def _last_space(text: str, limit: int, least: int = 0) -> int:
    """The end of the last word before a limit, if it is near, and not before `least`; else the limit."""
    spaces = [found.start() for found in _SPACE.finditer(text, max(least, limit - 1000), limit)]
    return spaces[-1] if spaces else limit


def _stretch(doc: Document, uri: str, start: int, end: int) -> Document:
    """A stretch of a document as a document of its own."""
    text = doc.text[start:end]
    return replace(
        doc,
        id=document_id(uri, doc.published, text),
        text_id=text_id(text),
        uri=uri,
        text=text,
        links=tuple(_clipped([link for link in doc.links if start <= link.start and link.end <= end], start, end)),
        blocks=tuple(_clipped(doc.blocks, start, end)),
        pages=tuple(_clipped(doc.pages, start, end)),
    )


def _clipped(parts: Sequence[_Part], start: int, end: int) -> Iterator[_Part]:
    """What of the parts lies in a stretch, placed in it."""
    for part in parts:
        if part.start < end and part.end > start:
            yield replace(part, start=max(part.start - start, 0), end=min(part.end, end) - start)


def _begin(block: Block) -> int:
    return block.start
