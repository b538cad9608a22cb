"""The stage: each sentence with its figures, checked one way after another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from sayso.language import fold
from sayso.language.numbers import grammar
from sayso.language.tokens import tokens
from sayso.model import Document, Figure, Flag, Made, Sentence

from .changes import check_changes
from .parts import check_parts
from .ranges import check_ranges
from .scene import Conflict, Scene
from .shares import check_another, check_answers, check_more, check_shares
from .sums import check_sums
from .words import Words, words_of

STAGE: Final = Made(stage="consistency", version="1")

_CHECKS: Final[tuple[Callable[[Scene], Iterator[Conflict]], ...]] = (
    check_ranges,
    check_changes,
    check_parts,
    check_shares,
    check_answers,
    check_more,
    check_sums,
)
#: Longer stretches are no sentences, and sentences with more figures are tables; nothing is sure there.
_LONGEST: Final = 600
_MOST: Final = 12
_FEWEST: Final = 2


def find_inconsistencies(doc: Document, sentences: Sequence[Sentence], figures: Sequence[Figure]) -> tuple[Flag, ...]:
    """Flags of the category `inconsistent`: figures of one document that cannot both be right.

    `figures` are those of the document, in order. `other` of each flag is the place that it conflicts with. A language
    without word lists gets none. Cost: linear in the text's length.
    """
    words = words_of(doc.language)
    if words is None:
        return ()
    found = [
        conflict for scene in _scenes(doc, sentences, figures, words) for check in _CHECKS for conflict in check(scene)
    ]
    found += check_another(figures)
    ordered = sorted(set(found), key=lambda one: (one.at, one.other, one.because))
    if ordered and _answers_may_overlap(doc.text, words):
        ordered = [one for one in ordered if not one.answers]
    once = {(one.at, one.other): one for one in reversed(ordered)}  # two checks may see the same
    kept = (one for one in ordered if once[one.at, one.other] is one)
    return tuple(_flag(doc, number, one) for number, one in enumerate(kept, 1))


def _answers_may_overlap(text: str, words: Words) -> bool:
    low = text.casefold()
    return any(phrase in low for phrase in words.several)


def _scenes(doc: Document, sentences: Sequence[Sentence], figures: Sequence[Figure], words: Words) -> Iterator[Scene]:
    starts = [figure.start for figure in figures]
    blocks = _blocks(doc)
    before: tuple[int, tuple[Figure, ...]] = (-1, ())
    for sentence in sentences:
        inside = tuple(figures[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)])
        block = bisect_left(blocks, sentence.start + 1)
        earlier = before[1] if before[0] == block else ()
        before = block, tuple(figure for figure in inside if figure.is_quantity)
        if not (_FEWEST <= len(inside) <= _MOST) and not (inside and earlier):
            continue
        if sentence.end - sentence.start > _LONGEST or len(inside) > _MOST:
            continue
        row = tokens(fold(doc.text[sentence.start : sentence.end]), sentence.start, doc.language.partition("-")[0])
        yield Scene(row, inside, earlier, words, grammar(doc.language))


def _blocks(doc: Document) -> list[int]:
    return [block.start for block in doc.blocks]


def _flag(doc: Document, number: int, conflict: Conflict) -> Flag:
    start, end = conflict.at
    return Flag(
        id=f"i{number}",
        start=start,
        end=end,
        text=doc.text[start:end],
        category="inconsistent",
        because=conflict.because,
        other=doc.span(*conflict.other),
        made=STAGE,
    )
