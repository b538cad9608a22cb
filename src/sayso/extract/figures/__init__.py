"""Figures: every quantity of a text with what is needed to compare it, and numbers that only name or date, typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from sayso.language import fold
from sayso.language.numbers import Grammar, Line, grammar
from sayso.model import QUANTITIES, Document, Figure, Made, Sentence, Span

from .again import restated
from .change import with_change
from .counted import with_counted
from .elided import is_bare, with_currency, with_later_noun, with_noun, with_points
from .entries import Earlier, Place, base_of, entry, scope_of
from .hundredths import with_own_currency
from .parallel import with_unit
from .places import Name, place_of, places
from .rates import with_goal, with_parallel, with_rate
from .reading import Reading
from .respective import in_pair, respective
from .rows import read_row
from .scan import scan
from .scope import NOTHING, Scene, beside, period_of, scene, without_period

__all__ = ["STAGE", "find_figures"]

STAGE: Final = Made(stage="figures", version="3")

#: What may stand over a table and give its unit; longer texts are no captions.
_OVER: Final = frozenset({"caption", "heading", "title"})
_LONGEST: Final = 500
#: Between a level and the change that brought it there stand so many words at most: ", up".
_NEXT: Final = 2
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
        at.line.begins.update(one.first for one in readings)
        at.line.taken.update((place, one.end) for one in _closed(readings) for place in range(one.first, one.end))
        if readings and caption is not None:
            _read_row(at, g, readings, earlier, caption)
        elif readings:
            _read_line(at, g, readings, earlier)
    return with_own_currency([one.figure for one in earlier], sentences)


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


class Around(Struct, frozen=True):
    """What the figures of a line hold for: its clauses and periods, and the places that it names."""

    scene: Scene
    places: Sequence[Name]


def _around(line: Line, readings: Sequence[Reading], g: Grammar) -> Around:
    if not any(one.kind in QUANTITIES for one in readings):
        return Around(NOTHING, ())
    found = places(line, g)
    return Around(scene(line, readings, g, named=bool(found)), found)


def _read_line(at: Place, g: Grammar, readings: Sequence[Reading], earlier: list[Earlier]) -> None:
    around = _around(at.line, readings, g)
    previous: list[Reading] = []
    pairs = respective(at.line, readings, g) if len(readings) > 1 else {}
    for number, reading in enumerate(readings):
        if previous and reading.first < previous[-1].end:  # "3 per 1,000 inhabitants"
            continue
        full = _own(at, reading, g, earlier, previous)
        if full.role == "from" and number + 1 < len(readings):
            full = with_goal(full, _own(at, readings[number + 1], g, earlier, []))
        elif is_bare(full) and number + 1 < len(readings) and readings[number + 1].first - full.end <= _NEXT:
            full = with_later_noun(at.line, full, _own(at, readings[number + 1], g, earlier, []), g)
        full = with_parallel(at.line, full, previous, g)
        full = without_period(full, around.scene)
        period, place = _scope(at, full, around, g, previous)
        if (pair := pairs.get(reading.first)) is not None:
            full = in_pair(full, pair, next((one for one in previous if one.first == pair.lead), None))
            place = at.span(pair.item) if pair.place else place
        _add(full, at, (period, place), earlier)
        previous.append(full)


def _own(at: Place, reading: Reading, g: Grammar, earlier: Sequence[Earlier], previous: Sequence[Reading]) -> Reading:
    """A reading with all that it says of itself, or that the one before it says again."""
    full = restated(at.line, _full(at, reading, g, earlier), previous[-1] if previous else None, g)
    return with_rate(at.line, full, g, [one for one in previous[-3:] if one.per])


def _read_row(at: Place, g: Grammar, readings: Sequence[Reading], earlier: list[Earlier], caption: str) -> None:
    around = _around(at.line, readings, g)
    start = len(earlier)
    for found in read_row(at.line, readings, g, caption):
        if len(earlier) > start and found.reading.first < earlier[-1].reading.end:  # as in a line
            continue
        if found.bare:
            _add(found.reading, at, (at.span(found.period), at.span(found.place)), earlier)
            continue
        full = _full(at, found.reading, g, earlier)
        period, place = _scope(at, full, around, g, ())
        if full.kind in QUANTITIES:
            period, place = period or at.span(found.period), place or at.span(found.place)
        _add(full, at, (period, place), earlier)


def _add(full: Reading, at: Place, scope: tuple[Span | None, Span | None], earlier: list[Earlier]) -> None:
    base = base_of(full, at, earlier)
    whole = scope_of(base, at, earlier) if full.pronoun else (None, None)
    scope = scope[0] or whole[0], scope[1] or whole[1]
    figure = entry(f"f{len(earlier) + 1}", full, at, made=STAGE, base=base, scope=scope)
    earlier.append(Earlier(figure, full, at.sentence, at.block))


def _full(at: Place, reading: Reading, g: Grammar, earlier: Sequence[Earlier]) -> Reading:
    if reading.kind not in QUANTITIES:
        return reading
    full = with_counted(at.line, with_change(at.line, reading, g), g)
    summed = with_currency(full, at, g, earlier)
    if summed is not full:
        return with_counted(at.line, summed, g)
    full = with_unit(with_points(full, at, g, earlier), at, g, earlier)
    return with_noun(full, at, g, earlier)


def _scope(
    at: Place, reading: Reading, around: Around, g: Grammar, previous: Sequence[Reading]
) -> tuple[Span | None, Span | None]:
    """When and where a figure holds; a change that only adds to the figure before it holds where that one does."""
    if reading.kind not in QUANTITIES:
        return None, None
    period = period_of(at.line, reading, around.scene, g)
    place = place_of(at.line, reading, around.places, around.scene, g)
    for before in beside(reading, previous, around.scene):
        period = period or period_of(at.line, before, around.scene, g)
        place = place or place_of(at.line, before, around.places, around.scene, g)
    return at.span(period), at.span(place)
