"""The reason of a trace in words: what was found, why this document comes first, its date, and where it has it from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.model import Span

from .findings import Held

#: Passages whose worth differs by less are as near: the search gives as much to a document that it looks into first.
_AS_NEAR: Final = 0.1


def because(one: Held, held: Sequence[Held], documents: int, *, first: bool) -> str:
    """All that is said of a passage, parted by semicolons; `held` are the claim's passages, `documents` how many were searched."""
    return "; ".join((one.because, *_aside(one, held, documents, first=first)))


def _aside(one: Held, held: Sequence[Held], documents: int, *, first: bool) -> Iterator[str]:
    if one.finding == "not_found":
        yield f"searched in {documents} source document{'s' if documents != 1 else ''}"
    if first and (why := _preference(one, held)):
        yield f"put first since {why}"
    if first and not one.is_found and any(_gave_way(other, one) for other in held):
        yield "put before a passage that another sentence of the article is nearer to"
    if one.standing.later:
        yield f"published after the article ({one.standing.later})"
    if one.behind:
        name = next((_called(other) for other in held if other.candidate.uri == one.behind[0]), one.behind[0])
        yield f"“{name}” lays it to this document"
    if one.further:
        yield f"at second hand: the source document lays it to “{_named(one.further.source)}”"


def _preference(one: Held, held: Sequence[Held]) -> str:
    """Why a passage stands before another document's that is as near or nearer; empty where it is the nearest by itself."""
    others = [other for other in held if other.candidate.uri != one.candidate.uri and _rivals(one, other)]
    if not others:
        return ""
    if one.standing.reason:
        return one.standing.reason
    return "another document that is as near was published after the article" if others[0].standing.later else ""


def _rivals(one: Held, other: Held) -> bool:
    """Whether another passage could as well stand first: one as near, or beside one that differs one that does not."""
    if one.finding == "differs" and other.finding != "differs":
        return other.is_found
    return other.finding != "differs" and other.is_found == one.is_found and other.worth >= one.worth - _AS_NEAR


def _gave_way(other: Held, one: Held) -> bool:
    """Whether another passage is nearer to the claim by itself, and stands behind for what another sentence of the article says."""
    theirs, mine = other.candidate, one.candidate
    return theirs.moved < 0 and theirs.score > mine.score and theirs.worth < mine.worth


def relayed(one: Held) -> Span | None:
    """The further source in the words of the source document."""
    return one.further.source[0] if one.further else None


def _called(one: Held) -> str:
    doc = one.matter.source.document
    return doc.outlet or doc.title or doc.uri


def _named(spans: Sequence[Span]) -> str:
    return " ".join(part.text for part in spans)
