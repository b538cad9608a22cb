"""Every claim to its passages: search, hold against each, rank, and say what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Final

from sayso.evidence import Candidate, Index, Query, Together, outlet_keys
from sayso.evidence.together import TOGETHER
from sayso.model import Analysis, Claim, Made, Problem, Searched, Trace

from .chain import with_chain
from .findings import Held, hold, settle
from .laid import laid
from .matter import Asked, ask
from .nearest import READ, by_reading
from .shelf import DOCUMENTS, SAID, Shelf, Standing
from .told import because, relayed
from .widened import widen

MADE: Final = Made(stage="trace", version="2")
#: How many passages are searched for a claim, how many of them it is held against, up to how many of each other language
#: besides, and how many are shown.
SEARCHED: Final = 48
CANDIDATES: Final = 12
FOREIGN: Final = 6
SHOWN: Final = 3
#: Passages of a further source that a claim is held against.
ONWARD: Final = 4
#: Documents in which a search looks first, at most: an article that leads to more leads to none.
LED: Final = 64
#: Claims of one article that are traced; a book of 400 pages has about as many. Each takes a twentieth of a second.
MOST_CLAIMS: Final = 5_000
#: Two passages measure as surely what a claim measures where they differ by less.
_AS_SURELY: Final = 0.3


#: Told what is being done, how many are done, and of how many.
Progress = Callable[[str, int, int], None]


def no_progress(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def find_traces(
    article: Analysis, index: Index | None, progress: Progress = no_progress
) -> tuple[tuple[Trace, ...], Searched]:
    """Trace each claim of the article in the index, of more than `MOST_CLAIMS` the first.

    Returns the traces in the order of the claims, each claim's best first, and what was searched. A claim without a
    passage has one trace that says so. Without an index there is nothing to say: no traces.
    """
    if index is None:
        return (), Searched()
    traces: list[Trace] = []
    shelf = Shelf(article, index)
    claims = _traced(article)
    for number, claim in enumerate(claims):
        progress("tracing claims", number, len(claims))
        if number % TOGETHER == 0:
            together = _together(article, claims[number : number + TOGETHER])
        asked = replace(ask(article, claim), together=together, number=number % TOGETHER)
        held = by_reading(asked, _hold_all(asked, shelf))
        traces += _traces(asked, held, shelf, first=len(traces) + 1)
    settings: dict[str, str | int | float] = {
        "searched": SEARCHED,
        "candidates": CANDIDATES,
        "foreign": FOREIGN,
        "read": READ,
        "shown": SHOWN,
        **index.meaning,
    }
    return tuple(traces), Searched(documents=shelf.size, passages=index.passages(), settings=settings)


def _traced(article: Analysis) -> list[Claim]:
    """The claims that are traced: what is asked says nothing, and of very many claims the first are enough for one go."""
    return [claim for claim in article.claims if claim.sort != "question"][:MOST_CLAIMS]


def _together(article: Analysis, claims: Sequence[Claim]) -> Together:
    """Claims of an article with their sentences, as they are asked together."""
    places = [laid(article).sentence(claim.start, claim.end) for claim in claims]
    sentences = [article.document.text[start:end] for start, end in places]
    return Together([claim.text for claim in claims], sentences, article.document.language)


def untraced(article: Analysis) -> Problem | None:
    """Why some claims of an article have no trace; None where all are traced."""
    count = sum(claim.sort != "question" for claim in article.claims)
    if count <= MOST_CLAIMS:
        return None
    first = next(islice((claim for claim in article.claims if claim.sort != "question"), MOST_CLAIMS, None))
    return Problem(
        code="claims-untraced",
        message=f"only the first {MOST_CLAIMS:,} of {count:,} claims were traced",
        hint="split the article, and check its parts one by one",
        start=first.start,
        end=len(article.document.text),
        uri=article.document.uri,
    )


def _hold_all(asked: Asked, shelf: Shelf) -> list[Held]:
    candidates, standings = _candidates(asked, shelf)
    preferred = {uri for uri, one in standings.items() if one.weight and not one.later}
    said = {uri for uri in preferred if standings[uri].weight >= SAID}
    alone = [_hold(asked, candidate, shelf, named=candidate.uri in said) for candidate in candidates]
    held = settle(widen(alone, said), preferred)
    sure = _sure(held)

    def standing(uri: str) -> Standing:
        return replace(shelf.standing(uri, standings), sure=uri in sure)

    return _ranked([replace(one, standing=standing(one.candidate.uri)) for one in held])


def _sure(held: Sequence[Held]) -> frozenset[str]:
    """The documents in which a passage matches, and measures what the claim measures as surely as any."""
    least = max((one.measured for one in held), default=0.0) - _AS_SURELY
    return frozenset(one.candidate.uri for one in held if one.finding == "matches" and one.measured > max(0.0, least))


def _hold(asked: Asked, candidate: Candidate, shelf: Shelf, *, named: bool = False) -> Held:
    return hold(asked, candidate, shelf.index.begun(candidate.uri), named=named)


def _ranked(held: Sequence[Held]) -> list[Held]:
    return sorted(
        held,
        key=lambda one: (
            one.finding != "differs",  # what differs comes first: it is what a person must see
            -round(one.strength + one.standing.favour + one.candidate.moved, 6),
            -one.candidate.worth,
            one.candidate.uri,
            one.candidate.passage.start,
        ),
    )


def _candidates(asked: Asked, shelf: Shelf) -> tuple[list[Candidate], Mapping[str, Standing]]:
    """The best passages, and more of each other language up to some: words of the article's own always stand out in a search."""
    found = shelf.index.search(_query(asked, shelf, shelf.standings(asked)), limit=SEARCHED)
    chosen = found[:CANDIDATES]
    foreign = Counter(one.passage.language for one in chosen)
    for candidate in found[CANDIDATES:]:
        language = candidate.passage.language
        if language != asked.language and foreign[language] < FOREIGN:
            foreign[language] += 1
            chosen.append(candidate)
    return chosen, shelf.standings(asked, (one.uri for one in chosen))


def _query(asked: Asked, shelf: Shelf, standings: Mapping[str, Standing]) -> Query:
    outlets = tuple(dict.fromkeys(_outlets(asked)))
    led = shelf.without_outlet(standings, (key for name in outlets for key in outlet_keys(name)))
    return Query(
        text=asked.claim.text,
        language=asked.language,
        figures=asked.figures,
        outlets=outlets,
        documents=led if len(led) <= LED else (),
        together=asked.together,
        number=asked.number,
    )


def _outlets(asked: Asked) -> Iterator[str]:
    for said in asked.said:
        speaker = laid(asked.article).speakers.get(said.speaker or "")
        if speaker and speaker.named and speaker.kind in DOCUMENTS:
            yield speaker.name


def _held_in(asked: Asked, shelf: Shelf, uri: str) -> list[Held]:
    """The passages of one document that are nearest to a claim, held against it."""
    query = Query(text=asked.claim.text, language=asked.language, figures=asked.figures, documents=(uri,))
    found = [one for one in shelf.index.search(query, limit=SEARCHED) if one.uri == uri]
    return _ranked([_hold(asked, candidate, shelf) for candidate in found[:ONWARD]])


def _traces(asked: Asked, held: list[Held], shelf: Shelf, first: int) -> list[Trace]:
    sure = [one for one in held if one.is_found][:SHOWN]
    shown = sure or [one for one in held if one.is_near][:1]
    if not shown:
        return [_nowhere(asked.claim, shelf.size, first)]
    whole = partial(_read_on, index=shelf.index)
    shown = with_chain([whole(one) for one in shown], held, shelf, lambda uri: _held_in(asked, shelf, uri), whole)
    ids = {(one.candidate.uri, one.candidate.passage.start): f"t{first + at}" for at, one in enumerate(shown)}
    return [
        _trace(
            asked.claim, one, because(one, held, shelf.size, first=rank == 1), ids, rank=rank, number=first + rank - 1
        )
        for rank, one in enumerate(shown, 1)
    ]


def _read_on(one: Held, index: Index) -> Held:
    """A passage that is shown, with all entries of its document, where it says something of the claim: then it counts who says it there."""
    if not (one.is_found or one.agreed or one.drifts):
        return one
    source = index.analysis(one.candidate.uri)
    if source is one.matter.source:
        return one
    first = one.first and _read_on(one.first, index)
    return replace(one, matter=replace(one.matter, source=source), first=first)


def _nowhere(claim: Claim, documents: int, number: int) -> Trace:
    because = f"nothing near enough in {documents} source document{'s' if documents != 1 else ''}"
    return Trace(id=f"t{number}", claim=claim.id, rank=1, finding="not_found", because=because, made=MADE)


def _trace(
    claim: Claim, one: Held, reason: str, ids: Mapping[tuple[str, int], str], *, rank: int, number: int
) -> Trace:
    """A passage as the ledger has it. What changed is told of the best one alone: of others it would be told twice, or of what the claim does not rest on."""
    return Trace(
        id=f"t{number}",
        claim=claim.id,
        rank=rank,
        document=one.matter.source.document.id,
        passage=one.candidate.passage,
        score=round(one.candidate.score, 4),
        finding=one.finding,
        abstained=one.abstained,
        because=reason,
        reuse=one.matter.wording.reuse,
        quoted=one.matter.quoted,
        figures=one.figures,
        drifts=one.drifts if rank == 1 or one.finding == "differs" else (),
        relays=relayed(one),
        behind=ids[one.behind] if one.behind else None,
        made=MADE,
    )
