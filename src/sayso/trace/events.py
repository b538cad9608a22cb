"""Whether two dates are of one event: a bridge is built in one year, opened in another, and torn down in a third."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final, Literal

from sayso.align import Subject
from sayso.language.concepts import BRIDGED, plain
from sayso.language.listing import Listing, read_lines

_LIST: Final = "events"
#: "half": the list has an act of one clause alone.
Acts = Literal["same", "other", "half", "unknown"]


def same_act(one: Subject, other: Subject) -> Acts:
    """Whether the clauses of two figures tell of one act, as far as the list has their words."""
    mine, theirs = acts(one.clause, one.language), acts(other.clause, other.language)
    if mine and theirs:
        return "same" if mine & theirs else "other"
    return "half" if mine or theirs else "unknown"


@lru_cache(maxsize=4096)
def acts(text: str, language: str) -> frozenset[str]:
    """The acts that a text tells of, by their names in the list; none in a language that has no column."""
    if language not in BRIDGED:
        return frozenset()
    return frozenset(found.label for found in _listing(language).find(plain(text)))


@cache
def _listing(language: str) -> Listing:
    return Listing.of((plain(word), line.name) for line in read_lines(_LIST, language, BRIDGED) for word in line.words)
