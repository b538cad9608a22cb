"""How much of a text is analysed: a book whole, of what is far larger its beginning, and a person is told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, TypeVar

from msgspec.structs import replace

from sayso.model import Block, Document, Page, Problem, Sentence, document_id, text_id

#: Characters of one text that are analysed. A book of 400 pages has about a million.
MOST_CHARS: Final = 1_000_000
#: Numbers in digits that are analysed, in one text; a book of figures has some ten thousand.
MOST_NUMBERS: Final = 100_000
#: Characters of one sentence that are read as one. Rules look at all of a sentence for each thing in it; nobody writes a longer one.
LONGEST_SENTENCE: Final = 4_000
_NUMBER: Final = re.compile(r"\d+(?:[.,'’-]\d+)*")
#: Where a text may be cut: not within a number that has spaces.
_SPACE: Final = re.compile(r"(?<!\d)\s|\s(?!\d)")
_WORD: Final = re.compile(r"\S")
_Part = TypeVar("_Part", Block, Page)


def beginning_of(
    doc: Document, sentences: Sequence[Sentence]
) -> tuple[Document, tuple[Sentence, ...], tuple[Problem, ...]]:
    """A document and its sentences as they are, or, where it is too large to be analysed, its beginning as a document of its own.

    The third part tells so. The beginning ends with a sentence, or where none ends, with a word or wherever the limit is. Cost: linear in the text.
    """
    sentences = _parted(doc.text, sentences)
    limit = _limit(doc.text)
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
    return _up_to(doc, cut), kept, (told,)


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


def _limit(text: str) -> int:
    """Where the analysis of a text ends: after so many characters, or so many numbers."""
    if len(text) <= MOST_NUMBERS:
        return len(text)
    last = next(islice(_NUMBER.finditer(text), MOST_NUMBERS, None), None)
    return min(MOST_CHARS, last.start() if last else len(text))


def _last_space(text: str, limit: int) -> int:
    """The end of the last word before a limit, if it is near; else the limit."""
    spaces = [found.start() for found in _SPACE.finditer(text, max(0, limit - 1000), limit)]
    return spaces[-1] if spaces else limit


def _up_to(doc: Document, cut: int) -> Document:
    text = doc.text[:cut]
    return replace(
        doc,
        id=document_id(doc.uri, doc.published, text),
        text_id=text_id(text),
        text=text,
        links=tuple(link for link in doc.links if link.end <= cut),
        blocks=tuple(_clipped(doc.blocks, cut)),
        pages=tuple(_clipped(doc.pages, cut)),
    )


def _clipped(parts: Sequence[_Part], cut: int) -> list[_Part]:
    return [replace(part, end=min(part.end, cut)) for part in parts if part.start < cut]
