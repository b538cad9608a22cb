"""Figures: every quantity of a text with what is needed to compare it, and numbers that only name or date, typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.language import fold
from sayso.language.numbers import Grammar, Line, grammar
from sayso.model import QUANTITIES, Document, Figure, Made, Sentence, Span

from .change import with_change
from .counted import with_counted
from .elided import with_currency, with_noun
from .entries import Earlier, Place, base_of, entry
from .measured import restated
from .reading import Reading
from .rows import read_row
from .scan import scan
from .scope import period_of, periods, place_of

__all__ = ["STAGE", "find_figures"]

STAGE: Final = Made(stage="figures", version="3")

#: What may stand over a table and give its unit; longer texts are no captions.
_OVER: Final = frozenset({"caption", "heading", "title"})
_LONGEST: Final = 500
_CLOSED: Final = QUANTITIES | {"date", "time", "score"}


def find_figures(doc: Document, sentences: Sequence[Sentence]) -> tuple[Figure, ...]:
    """All figures of a document, in order and without overlap, with ids "f1", "f2" and so on.

    Reads by the grammar of `doc.language`; a language without word lists gets signs and digits alone. Never raises
    on any text. Cost: linear in the length of the text.
    """
    g = grammar(doc.language)
    earlier: list[Earlier] = []
    for number, (sentence, block, caption) in enumerate(_with_blocks(doc, sentences)):
        folded = fold(doc.text[sentence.start : sentence.end])
        at = Place(doc, folded, Line.of(folded.text), sentence.start, number, block)
        readings = scan(at.line, g, doc.language)
        at.line.taken.update((place, one.end) for one in _closed(readings) for place in range(one.first, one.end))
        if readings and caption is not None:
            _read_row(at, g, readings, earlier, caption)
        elif readings:
            _read_line(at, g, readings, earlier)
    return tuple(one.figure for one in earlier)


def _closed(readings: Sequence[Reading]) -> Iterator[Reading]:
    """The readings that no noun phrase goes over; a name or an ordinal may stand in one ("the category 4 hurricane")."""
    return (one for one in readings if one.kind in _CLOSED)


def _with_blocks(doc: Document, sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, int, str | None]]:
    """Each sentence with the number of its block, and where that is a table's row, the text of the caption over it."""
    captions = list(_captions(doc))
    at = 0
    for sentence in sentences:
        while at < len(doc.blocks) and doc.blocks[at].end <= sentence.start:
            at += 1
        inside = at < len(doc.blocks) and doc.blocks[at].start <= sentence.start
        yield sentence, at if inside else -1, captions[at] if inside else None


def _captions(doc: Document) -> Iterator[str | None]:
    """Of each block, None where it is no row; else the caption or heading right before its table, "" for none."""
    caption = ""
    for block in doc.blocks:
        if block.kind == "row":
            yield caption
            continue
        caption = doc.text[block.start : min(block.end, block.start + _LONGEST)] if block.kind in _OVER else ""
        yield None


def _read_line(at: Place, g: Grammar, readings: Sequence[Reading], earlier: list[Earlier]) -> None:
    named = periods(at.line, readings, g)
    previous: Reading | None = None
    for reading in readings:
        full = restated(at.line, _full(at, reading, g, earlier), previous, g)
        previous = full
        _add(full, at, _scope(at, full, named, g), earlier)


def _read_row(at: Place, g: Grammar, readings: Sequence[Reading], earlier: list[Earlier], caption: str) -> None:
    named = periods(at.line, readings, g)
    for found in read_row(at.line, readings, g, caption):
        if found.bare:
            _add(found.reading, at, (at.span(found.period), at.span(found.place)), earlier)
            continue
        full = _full(at, found.reading, g, earlier)
        period, place = _scope(at, full, named, g)
        if full.kind in QUANTITIES:
            period, place = period or at.span(found.period), place or at.span(found.place)
        _add(full, at, (period, place), earlier)


def _add(full: Reading, at: Place, scope: tuple[Span | None, Span | None], earlier: list[Earlier]) -> None:
    base = base_of(full, at, earlier)
    figure = entry(f"f{len(earlier) + 1}", full, at, made=STAGE, base=base, scope=scope)
    earlier.append(Earlier(figure, full, at.sentence, at.block))


def _full(at: Place, reading: Reading, g: Grammar, earlier: Sequence[Earlier]) -> Reading:
    if reading.kind not in QUANTITIES:
        return reading
    full = with_counted(at.line, with_change(at.line, reading, g), g)
    summed = with_currency(full, at, g, earlier)
    return with_noun(full, at, g, earlier) if summed is full else with_counted(at.line, summed, g)


def _scope(
    at: Place, reading: Reading, named: Sequence[tuple[int, int]], g: Grammar
) -> tuple[Span | None, Span | None]:
    if reading.kind not in QUANTITIES:
        return None, None
    return at.span(period_of(at.line, reading, named, g)), at.span(place_of(at.line, reading, g))
