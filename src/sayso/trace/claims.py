"""Every claim to its passages: search, hold against each, rank, and say what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from sayso.evidence import Candidate, Index, Query
from sayso.model import Analysis, Claim, Made, Searched, Trace

from .findings import Held, hold, settle
from .matter import Asked, ask
from .nearest import READ, by_reading

MADE: Final = Made(stage="trace", version="1")
#: How many passages are searched for a claim, how many of them it is held against, up to how many of each other language
#: besides, and how many are shown.
SEARCHED: Final = 48
CANDIDATES: Final = 12
FOREIGN: Final = 6
SHOWN: Final = 3


def find_traces(article: Analysis, index: Index | None) -> tuple[tuple[Trace, ...], Searched]:
    """Trace each claim of the article in the index.

    Returns the traces in the order of the claims, each claim's best first, and what was searched. A claim without a
    passage has one trace that says so. Without an index there is nothing to say: no traces.
    """
    if index is None:
        return (), Searched()
    traces: list[Trace] = []
    documents = len(index.documents())
    for claim in article.claims:
        if claim.sort == "question":
            continue
        asked = ask(article, claim)
        held = by_reading(asked, _hold_all(asked, index))
        traces += _traces(claim, held, index, documents, first=len(traces) + 1)
    settings: dict[str, str | int | float] = {
        "searched": SEARCHED,
        "candidates": CANDIDATES,
        "foreign": FOREIGN,
        "read": READ,
        "shown": SHOWN,
        **index.meaning,
    }
    return tuple(traces), Searched(documents=documents, passages=index.passages(), settings=settings)


def _hold_all(asked: Asked, index: Index) -> list[Held]:
    held = settle([hold(asked, candidate, index.analysis(candidate.uri)) for candidate in _candidates(asked, index)])
    held.sort(
        key=lambda one: (
            one.finding != "differs",  # what differs comes first: it is what a person must see
            -round(one.strength, 6),
            -one.candidate.score,
            one.candidate.uri,
            one.candidate.passage.start,
        )
    )
    return held


def _candidates(asked: Asked, index: Index) -> list[Candidate]:
    """The best passages, and more of each other language up to some: words of the article's own always stand out in a search."""
    outlets = tuple(_outlets(asked))
    query = Query(text=asked.claim.text, language=asked.language, figures=asked.figures, outlets=outlets)
    found = index.search(query, limit=SEARCHED)
    chosen = found[:CANDIDATES]
    foreign = Counter(one.passage.language for one in chosen)
    for candidate in found[CANDIDATES:]:
        language = candidate.passage.language
        if language != asked.language and foreign[language] < FOREIGN:
            foreign[language] += 1
            chosen.append(candidate)
    return chosen


def _outlets(asked: Asked) -> Iterator[str]:
    speakers = {speaker.id: speaker for speaker in asked.article.speakers}
    for said in asked.said:
        speaker = speakers.get(said.speaker or "")
        if speaker and speaker.named and speaker.kind in {"media", "document", "organisation"}:
            yield speaker.name


def _traces(claim: Claim, held: list[Held], index: Index, documents: int, first: int) -> list[Trace]:
    sure = [one for one in held if one.is_found][:SHOWN]
    shown = sure or [one for one in held[:1] if one.is_near]
    if not shown:
        return [_nowhere(claim, documents, first)]
    return [
        _trace(claim, one, index, documents=documents, rank=rank, number=first + rank - 1)
        for rank, one in enumerate(shown, 1)
    ]


def _nowhere(claim: Claim, documents: int, number: int) -> Trace:
    because = f"nothing near enough in {documents} source document{'s' if documents != 1 else ''}"
    return Trace(id=f"t{number}", claim=claim.id, rank=1, finding="not_found", because=because, made=MADE)


def _trace(claim: Claim, one: Held, index: Index, *, documents: int, rank: int, number: int) -> Trace:
    """A passage as the ledger has it. What changed is told of the best one alone: of others it would be told twice, or of what the claim does not rest on."""
    because = one.because
    if one.finding == "not_found":
        because += f"; searched in {documents} source document{'s' if documents != 1 else ''}"
    return Trace(
        id=f"t{number}",
        claim=claim.id,
        rank=rank,
        document=index.analysis(one.candidate.uri).document.id,
        passage=one.candidate.passage,
        score=round(one.candidate.score, 4),
        finding=one.finding,
        abstained=one.abstained,
        because=because,
        reuse=one.matter.wording.reuse,
        quoted=one.matter.quoted,
        figures=one.figures,
        drifts=one.drifts if rank == 1 or one.finding == "differs" else (),
        made=MADE,
    )
