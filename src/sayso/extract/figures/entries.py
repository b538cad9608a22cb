"""From readings of a line to entries of a document, and the links between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from sayso.language import Folded
from sayso.language.numbers import Line
from sayso.model import Base, Document, Figure, Made, Span

from .reading import Reading, Value, plain_number

_BACK: Final = 3
#: Figures that are looked at backwards, so that the cost stays linear.
_MOST: Final = 60
_COUNTED: Final = frozenset({"count", "proportion", "percent"})


class Place(Struct, frozen=True):
    """Where a line lies in its document."""

    doc: Document
    folded: Folded
    line: Line
    offset: int
    sentence: int
    block: int

    def span(self, tokens: tuple[int, int] | None) -> Span | None:
        """The span of a stretch of tokens; None for none."""
        if tokens is None or tokens[0] >= tokens[1]:
            return None
        start, end = self.bounds(*tokens)
        return self.doc.span(start, end)

    def bounds(self, first: int, end: int) -> tuple[int, int]:
        """Offsets in the document of the tokens from `first` up to `end`."""
        start, stop = self.folded.place(self.line.tokens[first].start, self.line.tokens[end - 1].end)
        return start + self.offset, stop + self.offset


class Earlier(Struct, frozen=True):
    """An entry that was made, with its reading and its sentence's number."""

    figure: Figure
    reading: Reading
    sentence: int
    block: int


def base_of(reading: Reading, at: Place, earlier: Sequence[Earlier]) -> Base | None:
    """The base of a share: the phrase after "of", or what an earlier figure counts."""
    if reading.another:
        return _same_base(reading.low, at, earlier)
    span = at.span(reading.base)
    if span is None:
        return None
    linked = _linked(reading, at, earlier) if reading.pronoun else None
    return Base(start=span.start, end=span.end, text=span.text, figure=linked.figure.id if linked else None)


def scope_of(base: Base | None, at: Place, earlier: Sequence[Earlier]) -> tuple[Span | None, Span | None]:
    """When and where the figure holds on which a base of the same sentence rests: "darunter 300 mit Kindern"."""
    if base is None or base.figure is None:
        return None, None
    known = (e.figure for e in reversed(earlier[-_MOST:]) if e.sentence == at.sentence and e.figure.id == base.figure)
    found = next(known, None)
    return (found.period, found.place) if found else (None, None)


def _near(at: Place, earlier: Sequence[Earlier]) -> list[Earlier]:
    found: list[Earlier] = []
    for entry in reversed(earlier[-_MOST:]):
        if at.sentence - entry.sentence > _BACK:
            break
        found.append(entry)
    return found


def _linked(reading: Reading, at: Place, earlier: Sequence[Earlier]) -> Earlier | None:
    """The nearest figure before that counts something "those" could be; of an amount, one of its kind in the same sentence.

    The number within the whole of another figure is passed over: "1,200 of the 9,000 posts, 400 of them in Leeds".
    """
    near = _near(at, earlier)
    if reading.kind not in _COUNTED:
        alike = (e for e in near if e.sentence == at.sentence and e.reading.kind == reading.kind)
        return next((e for e in alike if e.figure.currency == reading.currency), None)
    parts = [(e.figure.base.start, e.figure.base.end) for e in near if e.figure.base and not e.reading.another]
    suitable = (e for e in near if e.figure.kind in _COUNTED and e.figure.role in {"level", "to"})
    known = [e for e in suitable if e.figure.base or e.figure.counted]
    outside = (e for e in known if not any(start <= e.figure.start and e.figure.end <= end for start, end in parts))
    return next(outside, None) or next(iter(known), None)


def _same_base(part: Value | None, at: Place, earlier: Sequence[Earlier]) -> Base | None:
    """As in "Another third": of the same whole as the third before it, else as the nearest share."""
    shares = [e for e in _near(at, earlier) if e.reading.share]
    alike = (e for e in shares if e.reading.kind == "proportion" and e.reading.low == part and not e.reading.another)
    entry = next(alike, None) or next((e for e in shares if e.figure.base or e.figure.counted), None)
    if entry is None:
        return None
    whole = entry.figure.base or entry.figure.counted
    if whole is None:
        return None
    return Base(start=whole.start, end=whole.end, text=whole.text, figure=entry.figure.id)


def entry(
    name: str, reading: Reading, at: Place, *, made: Made, base: Base | None, scope: tuple[Span | None, Span | None]
) -> Figure:
    """The entry of a reading. `scope` is its period and its place."""
    start, end = at.bounds(reading.first, reading.end)
    return Figure(
        id=name,
        start=start,
        end=end,
        text=at.doc.text[start:end],
        kind=reading.kind,
        low=plain_number(reading.low),
        high=plain_number(reading.high),
        low_inclusive=reading.low_inclusive,
        high_inclusive=reading.high_inclusive,
        approximate=reading.approximate,
        vague=reading.vague,
        unit=reading.unit,
        currency=reading.currency,
        per=reading.per,
        role=reading.role,
        direction=reading.direction,
        subject=at.span(reading.subject),
        counted=at.span(reading.counted),
        base=base,
        period=scope[0],
        place=scope[1],
        because=reading.because,
        made=made,
    )
