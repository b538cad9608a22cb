"""A claim's other figures in the sentences beside the passage that it rests on: what one sentence tells in the article may be two in the source document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from sayso.model import Analysis, Passage

from .dated import with_times
from .derived import is_derived
from .figures import align_placed, is_plausible
from .findings import Held, scope_of, weigh
from .inside import place_inside
from .pair import Pair
from .placed import Placed


def widen(held: Sequence[Held], said: Container[str]) -> list[Held]:
    """Each passage that agrees with the claim in a figure, with the sentences beside it that have others of the claim's figures.

    `said` are the documents (uris) to which the article lays the claim. A passage is as it was where it holds all of the claim's figures, agrees in none, or where no
    sentence beside it, in its paragraph, has anything of the kind; and so that another value is told of only where the claimed one stands in no
    passage that is near.
    """
    there = {pair.claimed.figure.id for one in held for pair in one.pairs if is_plausible(pair)}
    wide = [_widened(one, there, named=one.candidate.uri in said) for one in held]
    return [
        one for at, one in enumerate(wide) if not any(_holds(other, one, first=n < at) for n, other in enumerate(wide))
    ]


def _holds(other: Held, one: Held, *, first: bool) -> bool:
    """Whether a passage is a part of another, or the same as one that comes before it."""
    theirs, mine = other.candidate.passage, one.candidate.passage
    if other is one or other.candidate.uri != one.candidate.uri:
        return False
    same = (theirs.start, theirs.end) == (mine.start, mine.end)
    return first if same else theirs.start <= mine.start and mine.end <= theirs.end


def _widened(one: Held, there: Container[str], *, named: bool) -> Held:
    wide = one
    if not _left(one):
        return one
    for beside in _beside(one):
        left = _left(wide)
        pairs = tuple(
            pair
            for pair in (_pairs(wide, left, beside, named=named) if left else ())
            if (pair.agrees and pair.same) or not (pair.claimed.figure.id in there or _is_reckoned(wide, pair))
        )
        if pairs:
            candidate = replace(one.candidate, passage=_joined(wide.candidate.passage, beside, one.matter.source))
            wide = replace(weigh(replace(one.matter, candidate=candidate), (*wide.pairs, *pairs)), first=one)
    return wide


def _is_reckoned(one: Held, pair: Pair) -> bool:
    """Whether a claimed value follows from the passage's and the sentence's beside it: "800 fewer than the 6,000 of the year before"."""
    return is_derived(pair.claimed.figure, [pair.given.figure, *(other.given.figure for other in one.pairs)])


def _left(one: Held) -> tuple[Placed, ...]:
    """The claim's quantities of which the passage tells nothing, where it surely tells another."""
    told = {pair.claimed.figure.id for pair in one.pairs}
    solid = any(pair.agrees and pair.same and not pair.is_dates for pair in one.pairs)
    return (
        tuple(
            placed for placed in one.matter.asked.placed if placed.figure.is_quantity and placed.figure.id not in told
        )
        if solid and one.is_found
        else ()
    )


def _pairs(one: Held, left: tuple[Placed, ...], beside: Passage, *, named: bool) -> tuple[Pair, ...]:
    asked = one.matter.asked
    given = place_inside(asked, beside, one.matter.source)
    pairs = align_placed(left, given, scope_of(asked, beside), named=named, beside=True)
    return with_times((pair for pair in pairs if not pair.is_dates), asked.article, one.matter.source)


def _beside(one: Held) -> Iterator[Passage]:
    """The sentence behind a passage and the one before it, in its paragraph and on its page, where nothing stands between."""
    passage, source = one.candidate.passage, one.matter.source
    doc, sentences = source.document, source.sentences
    low, high = _bounds(source, passage)
    behind = bisect_left(sentences, passage.end, key=lambda sentence: sentence.start)
    before = bisect_right(sentences, passage.start, key=lambda sentence: sentence.end) - 1
    for at in (behind, before):
        inside = 0 <= at < len(sentences) and low <= sentences[at].start and sentences[at].end <= high
        if (
            inside
            and not doc.text[passage.end : sentences[at].start].strip()
            and not doc.text[sentences[at].end : passage.start].strip()
        ):
            yield _passage(source, sentences[at].start, sentences[at].end, passage)


def _bounds(source: Analysis, passage: Passage) -> tuple[int, int]:
    """The paragraph of a passage, as far as it stands on the passage's page."""
    doc, low, high = source.document, 0, len(source.document.text)
    for parts in (doc.blocks, doc.pages):
        at = bisect_right(parts, passage.start, key=lambda part: part.start) - 1
        if at >= 0 and passage.start < parts[at].end:
            low, high = max(low, parts[at].start), min(high, parts[at].end)
    return low, high


def _joined(passage: Passage, beside: Passage, source: Analysis) -> Passage:
    return _passage(source, min(passage.start, beside.start), max(passage.end, beside.end), passage)


def _passage(source: Analysis, start: int, end: int, like: Passage) -> Passage:
    return Passage(start=start, end=end, text=source.document.text[start:end], language=like.language, page=like.page)
