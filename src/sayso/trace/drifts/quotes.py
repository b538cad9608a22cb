"""Drifts of quotations: words changed between quotation marks, a limit cut off, and words taken over without marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from sayso.language import fold, lexicon
from sayso.language.lexicon import listed_in
from sayso.language.quotes import Quotation, quotations
from sayso.model import Analysis, Document, Drift, Span
from sayso.trace.laid import laid
from sayso.trace.matter import Matter

_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
#: A quotation of fewer words is a phrase that may stand anywhere.
_FEWEST: Final = 4
#: From this share of its words in order on, a quotation is the passage's, changed; below, it is another saying.
_SAME: Final = 0.7
#: Words that a quotation may lack, or have beside, on one side of its longest run.
_LOOSE: Final = 12
#: Words around a passage in which the rest of a quotation is looked for.
_AROUND: Final = 400
_CUT: Final = re.compile(r"…|\.\.\.|\[[^\]]*\]|\([^)]*\)")
_ENDS: Final = re.compile(r"[.!?…“”«»]")
_MARKS: Final = re.compile(r"[\s,;:–—()\"“”«»-]*")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a stretch, without case, with their places in the document."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Laid:
    """A quotation laid beside the source document: its words, the stretch beside it, and the blocks in which they agree."""

    mine: _Words
    theirs: _Words
    blocks: tuple[tuple[int, int, int], ...]

    @property
    def share(self) -> float:
        """The share of the quotation's words that stand there in the same order."""
        return sum(size for _, _, size in self.blocks) / len(self.mine.words)


def quote_drifts(matter: Matter) -> Iterator[Drift]:
    """What happened to words that article and passage share. Nothing can be said of quotations in two languages."""
    asked, passage = matter.asked, matter.candidate.passage
    if asked.language.partition("-")[0] != passage.language.partition("-")[0]:
        return
    yield from _reused(matter)
    doc = asked.article.document
    for quote in _quotes(asked.article, asked.claim.start, asked.claim.end):
        mine = _words(doc.text, quote.start, quote.end)
        if len(mine.words) < _FEWEST:
            yield from _cut_short(doc, quote, mine, matter)
            continue
        laid = _lay(mine, matter)
        if laid is None:
            continue
        yield from _altered(doc, quote, laid, matter) or _truncated(doc, quote, laid, matter)


def _reused(matter: Matter) -> Iterator[Drift]:
    """Words taken over without quotation marks."""
    wording, claim, passage = matter.wording, matter.asked.claim, matter.candidate.passage
    if not wording.is_lifted or matter.quoted:
        return
    low, high = wording.first
    start, end = wording.second
    yield Drift(
        kind="unquoted_reuse",
        claim_span=matter.asked.article.document.span(claim.start + low, claim.start + high),
        source_span=Span(start=passage.start + start, end=passage.start + end, text=passage.text[start:end]),
        because="the words are the source document's, without quotation marks",
    )


def _quotes(article: Analysis, start: int, end: int) -> Iterator[Quotation]:
    """The closed quotations that a claim lies in or holds, the outer ones."""
    low, high = laid(article).paragraph(start)
    for quote in quotations(fold(article.document.text[low:high]), low):
        if quote.closed and quote.depth == 0 and quote.start < end and start < quote.end:
            yield quote


def _words(text: str, start: int, end: int) -> _Words:
    folded = fold(text[start:end])
    found = list(_WORD.finditer(folded.text))
    places = (folded.place(*match.span()) for match in found)
    return _Words(
        tuple(match.group().replace("’", "'").casefold() for match in found),
        tuple((start + low, start + high) for low, high in places),
    )


def _lay(mine: _Words, matter: Matter) -> _Laid | None:
    """Lay a quotation beside the passage and what stands around it; None where it is another saying."""
    passage, text = matter.candidate.passage, matter.source.document.text
    theirs = _words(text, max(0, passage.start - _AROUND), min(len(text), passage.end + _AROUND))
    matcher = SequenceMatcher(None, mine.words, theirs.words, autojunk=False)
    blocks = _together([(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size])
    laid = _Laid(mine, theirs, blocks)
    touches = any(
        passage.start <= theirs.places[at][0] < passage.end
        for _, begin, size in blocks
        for at in (begin, begin + size - 1)
    )
    return laid if blocks and touches and laid.share >= _SAME and _is_tight(laid) else None


def _together(blocks: Sequence[tuple[int, int, int]]) -> tuple[tuple[int, int, int], ...]:
    """The blocks that stand about where the longest says that they should: a lone "we" before it is of another sentence."""
    longest = max(blocks, key=lambda block: block[2], default=(0, 0, 0))
    shift = longest[1] - longest[0]
    return tuple(block for block in blocks if abs(block[1] - block[0] - shift) <= _LOOSE)


def _is_tight(laid: _Laid) -> bool:
    """Whether the words stand near each other in the source document, and not gathered from here and there."""
    first, last = laid.blocks[0], laid.blocks[-1]
    return last[1] + last[2] - first[1] <= 2 * len(laid.mine.words) + 4


def _altered(doc: Document, quote: Quotation, laid: _Laid, matter: Matter) -> list[Drift]:
    """Words between the marks that are not the source document's, or that it has between and the article left out unmarked."""
    inside = doc.text[quote.start : quote.end]
    first, last = laid.blocks[0], laid.blocks[-1]
    changed = first[0] > 0 or last[0] + last[2] < len(laid.mine.words)
    gaps = [
        (one, other)
        for one, other in zip(laid.blocks, laid.blocks[1:], strict=False)
        if one[0] + one[2] < other[0] or (one[1] + one[2] < other[1] and not _CUT.search(inside))
    ]
    if not changed and not gaps:
        return []
    if _CUT.search(inside) and not any(one[0] + one[2] < other[0] for one, other in gaps) and not changed:
        return []
    low, high = quote.start, quote.end
    left, right = laid.theirs.places[first[1]][0], laid.theirs.places[last[1] + last[2] - 1][1]
    source = matter.source.document.span(left, right)
    because = (
        f"between quotation marks stands “{doc.text[low + 1 : high - 1]}”, the source document has “{source.text}”"
    )
    return [Drift(kind="quote_altered", claim_span=doc.span(low, high), source_span=source, because=because)]


def _cut_short(doc: Document, quote: Quotation, mine: _Words, matter: Matter) -> Iterator[Drift]:
    """A few words that are the beginning of a quotation in the source document, which goes on to limit them."""
    passage, text = matter.candidate.passage, matter.source.document.text
    low, high = max(0, passage.start - _AROUND), min(len(text), passage.end + _AROUND)
    for other in quotations(fold(text[low:high]), low):
        theirs = _words(text, other.start, other.end)
        if other.start < passage.end and passage.start < other.end and theirs.words[: len(mine.words)] == mine.words:
            laid = _Laid(mine, theirs, ((0, 0, len(mine.words)),))
            yield from _truncated(doc, quote, laid, matter) if mine.words else ()
            return


def _truncated(doc: Document, quote: Quotation, laid: _Laid, matter: Matter) -> list[Drift]:
    """A quotation that ends where the source document's sentence goes on to limit it."""
    last = laid.blocks[-1]
    text = matter.source.document.text
    right = laid.theirs.places[last[1] + last[2] - 1][1]
    begins = _MARKS.match(text, right)
    ends = _ENDS.search(text, begins.end() if begins else right)
    rest = text[right : ends.start() if ends else min(len(text), right + _AROUND)]
    language = matter.candidate.passage.language
    match = _restrictor(listed_in("limits", language)).match(fold(rest).text)
    if match is None:
        return []
    words = _words(text, right, right + len(rest)).places
    if not words:
        return []
    source = matter.source.document.span(words[0][0], words[-1][1])
    because = f"the source document goes on: “{source.text}”"
    return [
        Drift(kind="quote_truncated", claim_span=doc.span(quote.start, quote.end), source_span=source, because=because)
    ]


@cache
def _restrictor(language: str) -> re.Pattern[str]:
    listed: Sequence[str] = lexicon("limits")[language]["restricts"]
    words = "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))
    return re.compile(rf"{_MARKS.pattern}(?:{words})(?!\w)", re.IGNORECASE)
