"""The drift of what an amount is per: a month's told as a year's, so much a household as so much a head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from sayso.model import Drift, Span
from sayso.trace.laid import laid
from sayso.trace.matter import Matter
from sayso.trace.pair import Pair

from .sets import Members, find_members, listed_language, read_sets

_SETS: Final = ("times", "each")


def per_drifts(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Drift]:
    """Where figures agree, the claim's sentence names one thing that something is per, the passage another one, and the passage's paragraph has no word of the claim's."""
    if not any(pair.agrees and not pair.is_dates for pair in pairs):
        return
    asked, passage = matter.asked, matter.candidate.passage
    start, end = laid(matter.source).paragraph(passage.start)
    mine, given = _found(asked.claim.text, asked.language), _found(passage.text, passage.language)
    here = _found(asked.sentence, asked.language)
    there = _found(matter.source.document.text[start:end], passage.language)
    for name in _SETS:
        one, other = mine.get(name, {}), given.get(name, {})
        if one and other and not (one.keys() & there[name].keys() or here[name].keys() & other.keys()):
            yield _drift(matter, next(iter(one.values())), next(iter(other.values())))


def _drift(matter: Matter, mine: tuple[int, int], given: tuple[int, int]) -> Drift:
    claim, passage = matter.asked.claim, matter.candidate.passage
    one = Span(start=claim.start + mine[0], end=claim.start + mine[1], text=claim.text[slice(*mine)])
    other = Span(start=passage.start + given[0], end=passage.start + given[1], text=passage.text[slice(*given)])
    because = f"the number is the same, but the source document has it “{other.text}”, the article “{one.text}”"
    return Drift(kind="unit_changed", claim_span=one, source_span=other, because=because)


@lru_cache(maxsize=1024)
def _found(text: str, language: str) -> Members:
    return find_members(read_sets("per", listed_language(language)), text)
