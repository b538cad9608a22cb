"""Figures: every quantity of a text with what is needed to compare it, and numbers that only name or date, typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.language import fold
from sayso.language.numbers import Grammar, Line, grammar
from sayso.model import QUANTITIES, Document, Figure, Made, Sentence, Span

from .change import with_change
from .counted import with_counted
from .entries import Earlier, Place, base_of, entry
from .reading import Reading
from .scan import scan
from .scope import period_of, periods, place_of

__all__ = ["STAGE", "find_figures"]

STAGE: Final = Made(stage="figures", version="1")


def find_figures(doc: Document, sentences: Sequence[Sentence]) -> tuple[Figure, ...]:
    """All figures of a document, in order and without overlap, with ids "f1", "f2" and so on.

    Reads by the grammar of `doc.language`; a language without word lists gets signs and digits alone. Never raises
    on any text. Cost: linear in the length of the text.
    """
    g = grammar(doc.language)
    earlier: list[Earlier] = []
    for number, (sentence, row) in enumerate(_with_rows(doc, sentences)):
        folded = fold(doc.text[sentence.start : sentence.end])
        at = Place(doc, folded, Line.of(folded.text), sentence.start, number)
        _read_line(at, g, earlier, row=row)
    return tuple(one.figure for one in earlier)


def _with_rows(doc: Document, sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, bool]]:
    """Each sentence, and whether it lies in the row of a table."""
    rows = [block for block in doc.blocks if block.kind == "row"]
    at = 0
    for sentence in sentences:
        while at < len(rows) and rows[at].end <= sentence.start:
            at += 1
        yield sentence, at < len(rows) and rows[at].start <= sentence.start


def _read_line(at: Place, g: Grammar, earlier: list[Earlier], *, row: bool) -> None:
    readings = scan(at.line, g, at.doc.language)
    if not readings:
        return
    named = periods(at.line, readings, g)
    for reading in readings:
        full = _full(at.line, reading, g, row=row)
        scope = _scope(at, full, named, g)
        base = base_of(full, at, earlier)
        figure = entry(f"f{len(earlier) + 1}", full, at, made=STAGE, base=base, scope=scope)
        earlier.append(Earlier(figure, full, at.sentence))


def _full(line: Line, reading: Reading, g: Grammar, *, row: bool) -> Reading:
    if reading.kind not in QUANTITIES:
        return reading
    return with_counted(line, with_change(line, reading, g), g, row=row)


def _scope(at: Place, reading: Reading, named: list[tuple[int, int]], g: Grammar) -> tuple[Span | None, Span | None]:
    if reading.kind not in QUANTITIES:
        return None, None
    return at.span(period_of(at.line, reading, named)), at.span(place_of(at.line, reading, g))
