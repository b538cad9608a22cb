"""A source document cut into passages: one a sentence, one a table row, subtitle cues joined to sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, Protocol

import msgspec

from sayso.model import Analysis, Attribution, BlockKind, Document, Figure, Passage, Span

#: A sentence of fewer words says too little alone ("How many?"); it is joined to the next one of its block.
FEWEST_WORDS: Final = 4
#: A sentence of more words is cut: beside a claim nobody reads more.
MOST_WORDS: Final = 120
#: Cues are joined until a sentence ends. Automatic subtitles never end one, so they are cut here.
MOST_CUE_WORDS: Final = 60

#: A passage of more characters is cut, too, and a sentence of so many stands by itself, however few words they are: text without spaces has none.
MOST_CHARS: Final = 4_000
ENOUGH_CHARS: Final = 400

_WORD: Final = re.compile(rf"\S{{1,{MOST_CHARS}}}")
_ENDED: Final = re.compile(r"[.!?…][\"'”’»“)\]]*\s*$")
_HEADINGS: Final[frozenset[BlockKind]] = frozenset(("title", "heading"))


class Indexed(msgspec.Struct, frozen=True):
    """A passage with its number in the document, and what it is found by.

    That is the ids of the figures and attributions that lie in it, whole or in part, and its context: the document's
    title, the heading above it, and the passage before it.
    """

    number: int
    passage: Passage
    figures: tuple[str, ...]
    attributions: tuple[str, ...]
    context: tuple[str, ...]


class _Stretch(NamedTuple):
    """A passage's place, and the kind and number of the block that it begins in."""

    start: int
    end: int
    kind: BlockKind
    block: int


class _Place(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def passages_of(analysis: Analysis) -> tuple[Indexed, ...]:
    """The passages of an analysis, in the order of its text.

    Each is `document.text[start:end]` and holds a letter or digit. Cost: linear in the text and its entries.
    """
    doc = analysis.document
    stretches = [part for part in _stretches(analysis) if _says(doc.text[part.start : part.end])]
    pages = _pages(doc, stretches)
    figures = _inside(stretches, ((figure, figure.id) for figure in analysis.figures))
    attributions = _inside(stretches, (mention for each in analysis.attributions for mention in _mentions(each)))
    return tuple(
        Indexed(
            number=number,
            passage=passage_at(doc, part.start, part.end, page),
            figures=figures[number],
            attributions=attributions[number],
            context=context,
        )
        for number, (part, page, context) in enumerate(zip(stretches, pages, _contexts(doc, stretches), strict=True))
    )


def _says(text: str) -> bool:
    return any(char.isalnum() for char in text)


def passage_at(doc: Document, start: int, end: int, page: int | None) -> Passage:
    """A stretch of a document as a passage, on a page where it has any."""
    return Passage(start=start, end=end, text=doc.text[start:end], page=page, language=doc.language)


def _pages(doc: Document, stretches: Sequence[_Stretch]) -> list[int | None]:
    """The page of each stretch: `document.page_at`, without asking every page for every stretch."""
    starts = [page.start for page in doc.pages]
    held = (doc.pages[max(0, bisect_right(starts, part.start) - 1)] if starts else None for part in stretches)
    return [
        page.number if page is not None and page.start <= part.start < page.end else None
        for page, part in zip(held, stretches, strict=True)
    ]


def _inside(stretches: Sequence[_Stretch], places: Iterable[tuple[_Place, str]]) -> list[tuple[str, ...]]:
    """For each stretch the names of the places that share a code point with it, each once."""
    starts = [part.start for part in stretches]
    found: list[dict[str, None]] = [{} for _ in stretches]
    for place, name in places:
        for at in range(max(0, bisect_right(starts, place.start) - 1), bisect_left(starts, place.end)):
            if place.start < stretches[at].end:
                found[at][name] = None
    return [tuple(names) for names in found]


def _mentions(attribution: Attribution) -> Iterator[tuple[Span, str]]:
    for part in (*attribution.source, *attribution.cue, *attribution.content):
        yield part, attribution.id


def _contexts(doc: Document, stretches: Sequence[_Stretch]) -> Iterator[tuple[str, ...]]:
    """For each stretch the document's title, the heading above, and the stretch before it, as far as there are any."""
    heading, before = "", ""
    for part in stretches:
        text = doc.text[part.start : part.end]
        yield tuple(dict.fromkeys(context for context in (doc.title or "", heading, before) if context))
        if part.kind in _HEADINGS:
            heading, before = text, ""
        elif part.kind != "row":  # one row says nothing of the next
            before = text


def _stretches(analysis: Analysis) -> Iterator[_Stretch]:
    """All stretches, in order; cues that follow each other are joined first."""
    text = analysis.document.text
    cues: list[_Stretch] = []
    for group in _by_block(analysis):
        if group[0].kind == "cue":
            cues += group
            continue
        yield from _joined_cues(text, cues)
        cues = []
        yield from _whole_row(group) if group[0].kind == "row" else _evened(text, group, analysis.figures)
    yield from _joined_cues(text, cues)


def _by_block(analysis: Analysis) -> Iterator[list[_Stretch]]:
    """The sentences of each block. A block without a sentence is one itself; so is a text without blocks."""
    doc = analysis.document
    blocks = [(block.start, block.end, block.kind) for block in doc.blocks] or [(0, len(doc.text), "paragraph")]
    starts = [start for start, _, _ in blocks]
    sentences: list[list[_Stretch]] = [[] for _ in blocks]
    loose: list[list[_Stretch]] = []
    for sentence in analysis.sentences:
        at = bisect_right(starts, sentence.start) - 1
        if at >= 0 and sentence.start < blocks[at][1]:
            sentences[at].append(_Stretch(sentence.start, sentence.end, blocks[at][2], at))
        else:  # between blocks: nothing of the text is left out
            loose.append([_Stretch(sentence.start, sentence.end, "paragraph", -1)])
    whole = [found or [_trimmed(doc.text, *blocks[at], at)] for at, found in enumerate(sentences)]
    yield from sorted(loose + whole, key=lambda group: group[0].start)


def _trimmed(text: str, start: int, end: int, kind: BlockKind, block: int) -> _Stretch:
    inner = text[start:end]
    return _Stretch(start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip()), kind, block)


def _whole_row(group: Sequence[_Stretch]) -> Iterator[_Stretch]:
    yield _Stretch(group[0].start, group[-1].end, group[0].kind, group[0].block)


def _joined_cues(text: str, cues: Sequence[_Stretch]) -> Iterator[_Stretch]:
    """Cues joined until a sentence ends or enough words are together."""
    start, count = -1, 0
    for at, cue in enumerate(cues):
        start = cue.start if start < 0 else start
        count += _count(text, cue.start, cue.end)
        last = at + 1 == len(cues)
        if last or count >= MOST_CUE_WORDS or _ENDED.search(text, max(cue.start, cue.end - 8), cue.end):
            yield _Stretch(start, cue.end, "cue", cue.block)
            start, count = -1, 0


def _evened(text: str, group: Sequence[_Stretch], figures: Sequence[Figure]) -> Iterator[_Stretch]:
    """Sentences of a block, those too short joined to the next, those too long cut."""
    start = -1
    for at, part in enumerate(group):
        start = part.start if start < 0 else start
        short = part.end - start < ENOUGH_CHARS and _count(text, start, part.end) < FEWEST_WORDS
        if short and at + 1 < len(group):
            continue
        yield from _cut(text, _Stretch(start, part.end, part.kind, part.block), figures)
        start = -1


def _count(text: str, start: int, end: int) -> int:
    return len(text[start:end].split())


def _cut(text: str, part: _Stretch, figures: Sequence[Figure]) -> Iterator[_Stretch]:
    """A stretch in pieces of at most `MOST_WORDS` words and `MOST_CHARS` characters, not cut within a figure."""
    found = list(_WORD.finditer(text, part.start, part.end)) if part.end - part.start > 2 * MOST_WORDS else []
    if len(found) <= MOST_WORDS and part.end - part.start <= MOST_CHARS:
        yield part
        return
    ends = [word.end() for word in found]
    uncut = _inner_words(found, _within(figures, part))
    first = 0
    while first < len(found):
        fitting = bisect_right(ends, found[first].start() + MOST_CHARS)
        after = min(first + MOST_WORDS, max(first + 1, fitting))
        while first + 1 < after < len(found) and after in uncut:
            after -= 1
        yield _Stretch(found[first].start(), found[after - 1].end(), part.kind, part.block)
        first = after


def _within(figures: Sequence[Figure], part: _Stretch) -> Sequence[Figure]:
    """The figures of a stretch; all of them are in order and apart."""
    first = bisect_right(figures, part.start, key=lambda figure: figure.end)
    return figures[first : bisect_left(figures, part.end, key=lambda figure: figure.start)]


def _inner_words(found: Sequence[re.Match[str]], figures: Sequence[Figure]) -> frozenset[int]:
    """The numbers of the words that begin within a figure, so that no piece may begin with one."""
    starts = [word.start() for word in found]
    return frozenset(
        number
        for figure in figures
        for number in range(bisect_right(starts, figure.start), bisect_left(starts, figure.end))
    )
