"""A claim's other figures in the sentences beside the passage that it rests on: what one sentence tells in the article may be two in the source document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from sayso.model import Analysis, Passage

from .derived import is_derived
from .figures import Pair, Placed, align_placed, is_plausible
from .findings import Held, place_inside, weigh


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
    given = place_inside(one.matter.asked, beside, one.matter.source)
    pairs = align_placed(left, given, named=named, beside=True)
    return tuple(pair for pair in pairs if not pair.is_dates)


def _beside(one: Held) -> Iterator[Passage]:
    """The sentence behind a passage and the one before it, in its paragraph."""
    passage, source = one.candidate.passage, one.matter.source
    doc, sentences = source.document, source.sentences
    block = next((each for each in doc.blocks if each.start <= passage.start < each.end), None)
    low, high = (block.start, block.end) if block else (0, len(doc.text))
    behind = bisect_left(sentences, passage.end, key=lambda sentence: sentence.start)
    before = bisect_right(sentences, passage.start, key=lambda sentence: sentence.end) - 1
    for at in (behind, before):
        if 0 <= at < len(sentences) and low <= sentences[at].start and sentences[at].end <= high:
            yield _passage(source, sentences[at].start, sentences[at].end, passage)


def _joined(passage: Passage, beside: Passage, source: Analysis) -> Passage:
    return _passage(source, min(passage.start, beside.start), max(passage.end, beside.end), passage)


def _passage(source: Analysis, start: int, end: int, like: Passage) -> Passage:
    return Passage(start=start, end=end, text=source.document.text[start:end], language=like.language, page=like.page)
