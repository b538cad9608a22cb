"""The drift of a word that is often put for another: turnover told as profit, the injured as the dead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from sayso.language import lexicon
from sayso.language.listing import Listing, read_lines
from sayso.model import Drift, Passage, Span
from sayso.trace.matter import Asked, Matter
from sayso.trace.pair import Pair

from .sets import LANGUAGES, Members, Place, find_members, listed_language

#: What joins two things that are counted together.
_OR: Final = re.compile(r"\s+(?:or|oder|o|ou)\s+(?:\w+\s+)?")


def find_confusion(asked: Asked, passage: Passage) -> tuple[Span, Span] | None:
    """The claim's word and the passage's where each has another thing of one set, and nothing of it in common; else None."""
    claim = asked.claim
    mine, given = _found(claim.text, asked.language), _found(passage.text, passage.language)
    around = _found(asked.sentence, asked.language)
    for name in sorted(mine.keys() & given.keys()):
        if not around[name].keys() & given[name].keys():
            (low, high), (start, end) = (next(iter(found[name].values())) for found in (mine, given))
            return (
                Span(start=claim.start + low, end=claim.start + high, text=claim.text[low:high]),
                Span(start=passage.start + start, end=passage.start + end, text=passage.text[start:end]),
            )
    return None


def concept_drifts(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Drift]:
    """Where figures agree and the claim has one thing of a set, the passage only another one of it, or one of two that are counted together."""
    if not any(pair.agrees for pair in pairs):
        return
    if any(pair.agrees and pair.same for pair in pairs):
        yield from _joined_drifts(matter)
    for one, other in filter(None, [find_confusion(matter.asked, matter.candidate.passage)]):
        because = (
            f"the number is the same, but the source document has “{other.text}” where the article has “{one.text}”"
        )
        yield Drift(kind="concept_changed", claim_span=one, source_span=other, because=because)


def _joined_drifts(matter: Matter) -> Iterator[Drift]:
    """One side counts two things of a set together ("died or went missing"), the other only one of them."""
    asked, passage = matter.asked, matter.candidate.passage
    mine, given = _joined(asked.claim.text, asked.language), _joined(passage.text, passage.language)
    for name, (members, place) in given.items():
        others = _found(asked.sentence, asked.language).get(name, {})
        if name not in mine and others.keys() & members and not members <= others.keys():
            yield _joined_drift(matter, place)
    for name, (members, _) in mine.items():
        here = _found(passage.text, passage.language).get(name, {})
        one = next((place for member, place in here.items() if member in members), None)
        if name not in given and one is not None:
            yield _joined_drift(matter, one)


def _joined_drift(matter: Matter, place: Place) -> Drift:
    claim, passage = matter.asked.claim, matter.candidate.passage
    source = Span(start=passage.start + place[0], end=passage.start + place[1], text=passage.text[slice(*place)])
    return Drift(
        kind="concept_changed",
        claim_span=Span(start=claim.start, end=claim.end, text=claim.text),
        source_span=source,
        because=f"the number is the same, but one side counts two things together where the other has one (“{source.text}” in the source document)",
    )


@lru_cache(maxsize=1024)
def _joined(text: str, language: str) -> Mapping[str, tuple[frozenset[str], Place]]:
    """The sets of which a text has two things with nothing but "or" between them, with these and where they stand."""
    found: dict[str, tuple[frozenset[str], Place]] = {}
    placed = [
        (place, name, member) for name, members in _found(text, language).items() for member, place in members.items()
    ]
    for (start, end), name, member in placed:
        for (low, high), other, second in placed:
            if name == other and member != second and end <= low and _OR.fullmatch(text[end:low]):
                found[name] = frozenset((member, second)), (start, high)
    return found


@lru_cache(maxsize=1024)
def _found(text: str, language: str) -> Members:
    """The sets of which a text has a word that is not denied, each with its members and where their first word stands; kept for the next passage."""
    return find_members(_listing(listed_language(language)), text)


@cache
def _listing(language: str) -> Listing:
    table: dict[str, dict[str, dict[str, list[str]]]] = lexicon("confused")
    listed = [
        (word, f"{name}.{member}")
        for name, members in table.items()
        for member, words in members.items()
        for word in words[language]
    ]
    lines = read_lines("contrasts", language, LANGUAGES)
    return Listing.of([*listed, *((word, f"{line.theme}.{line.name}") for line in lines for word in line.words)])
