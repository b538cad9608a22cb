"""At second hand: whom a source document itself has something from, and the passage of that further source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from sayso.evidence.named import is_source_of
from sayso.model import Attribution

from .drifts import counterpart
from .findings import Held
from .shelf import DOCUMENTS, Shelf

#: How often a chain goes on: article, newspaper, study, the data behind it.
HOPS: Final = 3

#: The passages of a document that are nearest to the claim, held against it.
HeldIn = Callable[[str], Sequence[Held]]
#: A passage with all entries of its document, of which what it was held against needs but the figures.
Whole = Callable[[Held], Held]


def further(one: Held) -> Attribution | None:
    """Whom the source document lays the passage to, if that leaves a document behind and is not the source document itself.

    The innermost that has a name, else the innermost: "the newspaper, citing a study". None too where the passage does not say what the claim says.
    """
    if not (one.is_found or one.agreed):
        return None
    said = [each for each in counterpart(one.matter, one.pairs).said if each.source and not each.suggested]
    doc = one.matter.source.document
    others = [
        each
        for each in said
        if each.source_kind in DOCUMENTS and not is_source_of(" ".join(part.text for part in each.source), doc)
    ]
    named = [each for each in others if each.named]
    told = named or others
    return told[-1] if told else None


def with_chain(shown: Sequence[Held], held: Sequence[Held], shelf: Shelf, held_in: HeldIn, whole: Whole) -> list[Held]:
    """The passages that are shown, each with whom it is laid to, and behind the first one that of its further source, and so on.

    `shown` are `whole`; of those that are held in a further source the one that is taken is made so. A further source is shown where its passage says what the claim says; one that is shown already stays where it is.
    """
    told = [_told(one) for one in shown]
    chain: list[Held] = []
    at = told[0] if told else None
    seen = {one.candidate.uri for one in told[:1]}
    while at is not None and len(chain) < HOPS:
        found = next(_onward(at, [*told, *held], shelf, held_in, seen), None)
        at = found and _told(whole(found))
        if at is not None:
            seen.add(at.candidate.uri)
            chain.append(at)
    places = {_place(one) for one in chain}
    return _marked([*told[:1], *chain, *(one for one in told[1:] if _place(one) not in places)], shelf)


def _marked(shown: Sequence[Held], shelf: Shelf) -> list[Held]:
    """Each passage with the one that is laid to its document, though that one stands further down."""
    from_whom = [
        (uri, one) for one in shown if one.further is not None for uri in shelf.behind(one.matter.source, one.further)
    ]
    return [
        one
        if one.behind
        else replace(one, behind=next((_place(other) for uri, other in from_whom if uri == one.candidate.uri), None))
        for one in shown
    ]


def _onward(at: Held, held: Sequence[Held], shelf: Shelf, held_in: HeldIn, seen: set[str]) -> Iterator[Held]:
    if at.further is None:
        return
    for uri in shelf.behind(at.matter.source, at.further):
        if uri in seen:
            continue
        here = [one for one in held if one.candidate.uri == uri] or held_in(uri)
        says = next((one for one in here if one.is_found or one.agreed), None)
        if says is not None:
            yield replace(says, behind=_place(at))


def _told(one: Held) -> Held:
    """A passage with whom its document lays it to."""
    return replace(one, further=further(one))


def _place(one: Held) -> tuple[str, int]:
    return one.candidate.uri, one.candidate.passage.start
