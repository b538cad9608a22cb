"""A document's entries, found by where they stand: what a claim or a passage is asked costs the same however long its document is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import accumulate
from typing import Any, Final, Generic, TypeVar
from weakref import ref

from sayso.model import Analysis, Attribution, Block, Claim, Figure, Link, Sentence, Span, Speaker

_T = TypeVar("_T")

#: Characters on either side of a claim that are read of its sentence and of its paragraph: without full stops or breaks each may be a whole book.
_SENTENCE: Final = 4_000
_PARAGRAPH: Final = 10_000


class Row(Generic[_T]):
    """Entries in some order, each with a start and an end; found by place, given in their order."""

    def __init__(self, entries: Iterable[_T], place: Callable[[_T], tuple[int, int]]) -> None:
        """Put entries in order of their starts; `place` gives where one stands."""
        self._entries = tuple(entries)
        places = [(*place(entry), at) for at, entry in enumerate(self._entries)]
        places.sort()
        self._places = places
        self._starts = [start for start, _, _ in places]
        self._reach = list(accumulate((end for _, end, _ in places), max))

    def meeting(self, low: int, high: int) -> list[_T]:
        """The entries that have a character of `low` to `high`, or lie within without any."""
        first, last = bisect_right(self._reach, low), bisect_left(self._starts, high)
        found = sorted(at for _, end, at in self._places[first:last] if end > low)
        return [self._entries[at] for at in found]

    def starting(self, low: int, high: int) -> list[_T]:
        """The entries that start from `low` on and before `high`."""
        first, last = bisect_left(self._starts, low), bisect_left(self._starts, high)
        return [self._entries[at] for at in sorted(at for _, _, at in self._places[first:last])]

    def at(self, place: int) -> _T | None:
        """The first entry that a character belongs to."""
        return next(iter(self.meeting(place, place + 1)), None)


class Laid:
    """One document's entries by place and by name. Each row is made when it is first asked."""

    def __init__(self, analysis: Analysis) -> None:
        """Keep what rows are made of: the entries, and not the analysis, which is let go of when nobody else has it."""
        self._doc, self._sentences, self._figures = analysis.document, analysis.sentences, analysis.figures
        self._claims, self._attributions, self._speakers = analysis.claims, analysis.attributions, analysis.speakers
        self._once: dict[str, Any] = {}

    @cached_property
    def blocks(self) -> Row[Block]:
        """The blocks of the document."""
        return Row(self._doc.blocks, _place)

    @cached_property
    def sentences(self) -> Row[Sentence]:
        """The sentences."""
        return Row(self._sentences, _place)

    @cached_property
    def links(self) -> Row[Link]:
        """The links."""
        return Row(self._doc.links, _place)

    @cached_property
    def figures(self) -> Row[Figure]:
        """The figures."""
        return Row(self._figures, _place)

    @cached_property
    def claims(self) -> Row[Claim]:
        """The claims."""
        return Row(self._claims, _place)

    @cached_property
    def mentions(self) -> Row[tuple[Attribution, Span]]:
        """Who says something, and the words that say so, each with its attribution."""
        parts = ((one, part) for one in self._attributions for part in (*one.source, *one.cue))
        return Row(parts, lambda mention: _place(mention[1]))

    @cached_property
    def contents(self) -> Row[tuple[Attribution, Span]]:
        """What is said, each part with its attribution."""
        parts = ((one, part) for one in self._attributions for part in one.content)
        return Row(parts, lambda mention: _place(mention[1]))

    @cached_property
    def said(self) -> dict[str, Attribution]:
        """The attributions by id."""
        return {one.id: one for one in self._attributions}

    @cached_property
    def speakers(self) -> dict[str, Speaker]:
        """The speakers by id."""
        return {one.id: one for one in reversed(self._speakers)}

    @cached_property
    def claimed(self) -> frozenset[str]:
        """The ids of the figures that some claim has."""
        return frozenset(name for one in self._claims for name in one.figures)

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each figure in the row of all, by id."""
        return {one.id: at for at, one in enumerate(self._figures)}

    @cached_property
    def figure(self) -> dict[str, Figure]:
        """The figures by id."""
        return {one.id: one for one in self._figures}

    @cached_property
    def values(self) -> frozenset[tuple[float | None, float | None]]:
        """The bounds of all figures, each with the other."""
        return frozenset((one.low, one.high) for one in self._figures)

    @cached_property
    def ends(self) -> frozenset[float]:
        """The bounds of all figures, each by itself."""
        return frozenset(end for bounds in self.values for end in bounds if end is not None)

    def once(self, what: str, make: Callable[[], _T]) -> _T:
        """What `make` gives of this document, made when it is first asked; `what` is its name."""
        if what not in self._once:
            self._once[what] = make()
        found: _T = self._once[what]
        return found

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the sentence in which something starts, at least from `start` to `end`; of an endless sentence what is near."""
        around = self.sentences.at(start)
        low, high = (min(around.start, start), max(around.end, end)) if around else (start, end)
        return max(low, start - _SENTENCE), min(high, end + _SENTENCE)

    def paragraph(self, at: int) -> tuple[int, int]:
        """The stretch of the block of a character, or of the whole text where it stands in none; of an endless one what is near."""
        block = self.blocks.at(at)
        low, high = (block.start, block.end) if block else (0, len(self._doc.text))
        return max(low, at - _PARAGRAPH), min(high, at + _PARAGRAPH)


def _place(entry: Block | Sentence | Span | Figure | Claim | Link) -> tuple[int, int]:
    return entry.start, entry.end


_LAID: Final[dict[int, tuple[ref[Analysis], Laid]]] = {}


def laid(analysis: Analysis) -> Laid:
    """A document's entries by place; made once, and gone with the analysis."""
    key = id(analysis)
    kept = _LAID.get(key)
    if kept is not None and kept[0]() is analysis:
        return kept[1]
    found = Laid(analysis)
    _LAID[key] = (ref(analysis, lambda gone: _forget(key, gone)), found)
    return found


def _forget(key: int, gone: ref[Analysis]) -> None:
    kept = _LAID.get(key)
    if kept is not None and kept[0] is gone:
        del _LAID[key]
