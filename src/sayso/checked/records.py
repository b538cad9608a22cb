"""Verdicts of people in Sayso's own ledgers and desks, with who signed them.

Of a desk every hash and the chain of events are checked first: of one that is not whole nothing is taken. A ledger in a file has no hashes of its own: it is taken
where its entries are exactly what its text shows and where what was signed is the reading that it holds. What is not, or no longer, what was signed is told
as such. Names that are withheld there stay so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sayso.model import Event, House, Ledger, SaysoError, UnreadableError
from sayso.render import choose, choose_held, cut, house_of, read_reviewed
from sayso.render.exporting import presentable
from sayso.render.people import Verdict, decided
from sayso.render.signing import day, is_draft, state_words
from sayso.render.view import ClaimView, view_of
from sayso.review import Review

from .loose import Loose

Found = Loose | UnreadableError


def reviews_of_ledger(data: bytes, uri: str) -> Iterator[Found]:
    """The verdicts in a ledger's file; raises UnreadableError where it is no whole ledger or nobody gave a verdict with a name."""
    ledger, events, house = read_reviewed(data)
    try:
        found = list(_of(ledger, events, house, uri))
    except SaysoError as error:
        raise UnreadableError("damaged", error.problem.message, error.problem.hint, uri) from error
    if not found:
        raise _without(uri)
    yield from found


def _of(ledger: Ledger, events: Sequence[Event], house: House, uri: str) -> Iterator[Loose]:
    return _verdicts(cut(ledger, events, choose_held(events)), house, uri)


def reviews_of_desk(path: Path, uri: str) -> Iterator[Found]:
    """The verdicts of every document of a desk, each as last signed, else as a draft; raises UnreadableError where the desk is not whole."""
    from sayso.store.desk import open_desk

    try:
        with open_desk(path, make=False) as desk:
            for problem in desk.verify():
                raise UnreadableError("damaged", f"the desk is not whole: {problem.message}", problem.hint, uri)
            of_desk = desk.events("")
            for kept in desk.documents():
                events = desk.events(kept.key)
                chosen = choose(events)
                review = cut(desk.ledger(chosen.ledger or kept.ledger), events, chosen)
                yield from _verdicts(review, house_of(of_desk, chosen.until), f"{uri}#{kept.key}")
    except SaysoError as error:
        problem = error.problem
        raise UnreadableError(problem.code, problem.message, problem.hint, uri) from error


def _without(uri: str) -> UnreadableError:
    hint = "export it with its review (--form json) once somebody has given a verdict with a name"
    return UnreadableError("no-verdict", "no claim of the ledger has a verdict with a name", hint, uri)


def _verdicts(review: Review, house: House, uri: str) -> Iterator[Loose]:
    """The verdicts that count, in the order of the claims; raises UnreadableError where an entry is not what the text shows."""
    review, house = presentable(review, house)
    try:
        view = view_of(review.ledger)
    except ValueError as error:
        raise UnreadableError("damaged", f"the ledger does not fit its text: {error}", "export it anew", uri) from error
    held = decided(review, house)
    for each in view.claims:
        one = held.get(each.claim.id)
        verdict = one.verdict if one else None
        if one and verdict and verdict.name.strip() and not verdict.conflict:
            yield _loose(review, house, each, verdict, uri)


def _loose(review: Review, house: House, each: ClaimView, verdict: Verdict, uri: str) -> Loose:
    doc, rating = review.ledger.document, verdict.rating
    values = [one.value for one in house.scale if one.value is not None]
    named = next((node for node in reversed(each.chain) if node.known != "unnamed" and not node.suggested), None)
    return Loose(
        place=f"{uri}#claim{each.number}",
        form="review",
        text=each.claim.restated or each.claim.text,
        verdict=rating.name,
        value=rating.value,
        best=max(values, default=None) if rating.value is not None else None,
        worst=min(1, *values) if rating.value is not None and values else None,
        explanation=verdict.reasons,
        by=[verdict.name, house.name] if house.name.strip() else verdict.name,
        when=(day(verdict.event.when),),
        url=house.url or None,
        title=doc.title,
        language=doc.language,
        claimed_by=named.who if named else None,
        claimed_on=doc.published,
        appearances=(doc.address or doc.uri,),
        signed="" if is_draft(review) else state_words(review),
        status="Draft" if is_draft(review) else "",
    )
