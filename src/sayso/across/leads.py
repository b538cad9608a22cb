"""Which texts of a thread each of its texts may have a figure from, as far as it says so or is known otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from sayso.model import Appearance, Rests

from .callings import Callings
from .circles import components

_NONE: Final[frozenset[str]] = frozenset()
#: Words that several texts have, of which nobody knows who said them first, are no source that is named.
_WORDS: Final = "s:text "


class Leads:
    """Of each document of a thread those that it rests on, the sources that it lays the claim to, and its `place` among texts of one day."""

    def __init__(self, appearances: Sequence[Appearance], rests: Iterable[Rests]) -> None:
        """`rests` are what is known of who rests on whom; what the appearances' speakers say is read here. Cost: linear in both."""
        outlets = {one.document: (one.outlet or "").casefold() for one in appearances}
        known: dict[str, set[str]] = {document: set() for document in outlets}
        sources: dict[str, set[str]] = defaultdict(set)
        said: dict[str, set[str]] = defaultdict(set)
        for document, on, says in (*_said(appearances), *_rested(rests)):
            if on not in outlets:
                sources[document].update({on} if not on.startswith(_WORDS) else ())
            elif document in known and on != document:
                known[document].add(on)
                said[document].update({outlets[on]} - {""} if says else ())
        depth = _depth(known)
        self._on, self._sources, self._said, self._outlets = known, sources, said, outlets
        # of one day, whoever has it from others comes after them, and whoever names nobody after those who name a source
        self.place: Mapping[str, int] = {one: 2 * depth[one] + (not sources[one]) for one in known}

    def on(self, document: str) -> Collection[str]:
        """The documents that one is known to rest on."""
        return self._on.get(document, _NONE)

    def rests_on(self, document: str, other: str) -> bool:
        """Whether a document rests on another one: where it names an outlet, on any text of that."""
        return other in self.on(document) or self._outlets[other] in self._said[document]

    def have_one_source(self, one: str, other: str) -> bool:
        """Whether two documents lay the claim to one source outside the thread."""
        return not self._sources[one].isdisjoint(self._sources[other])


def _said(appearances: Sequence[Appearance]) -> Iterator[tuple[str, str, bool]]:
    """The documents that speakers of appearances are, by what they are called."""
    callings = Callings(appearances)
    called = cache(lambda name: tuple(callings.of(name)))
    for one in appearances:
        for name in one.speakers:
            yield from ((one.document, on, True) for on in called(name))


def _rested(rests: Iterable[Rests]) -> Iterator[tuple[str, str, bool]]:
    for one in rests:
        yield one.document, one.on, "says" in one.how


def _depth(known: Mapping[str, Collection[str]]) -> dict[str, int]:
    """How many texts one after the other each has it from at most; those of a circle count as one."""
    depth: dict[str, int] = {}
    for some in components(known):
        onward = {on for one in some for on in known[one]}.difference(some)
        depth |= dict.fromkeys(some, 1 + max((depth[on] for on in onward), default=-1))
    return depth
