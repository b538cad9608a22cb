"""Orders carried out: all or none, once, by who may, and on what the page showed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.exceptions import HTTPException

from sayso.model import Act, Event, Undo, UsageError
from sayso.review import Review
from sayso.store.desk import Fits

from .at import At
from .orders import Orders, RateOrder, SignOrder, acts_of
from .people import Person
from .shelf import Opened, Shelf

#: So often orders are looked at anew, where others write to the document at the same time.
_TRIES: Final = 20
_NOT_ALLOWED: Final = "Your role does not allow that."


class _MeanwhileError(UsageError):
    """Something came between looking at the document and writing to it."""


def carry_out(shelf: Shelf, key: str, person: Person, orders: Orders) -> tuple[Event, ...]:
    """The events that orders made, or had made before under the same id.

    Raises UsageError for what cannot be carried out, HTTPException for what the role does not allow and for a document
    that is not there.
    """
    if not person.reviews:
        raise HTTPException(403, _NOT_ALLOWED)
    known = shelf.desk.batch(key, person.name, orders.id) if orders.id else ()
    if known:
        return known
    for _ in range(_TRIES):
        try:
            return _tried(shelf, _there(shelf, key), person, orders)
        except _MeanwhileError:
            continue
    raise UsageError("busy", "too many people write to this document at once", "try again")


def _tried(shelf: Shelf, held: Opened, person: Person, orders: Orders) -> tuple[Event, ...]:
    head = held.review.head
    at = At(held.review, person.name, held.kept.ledger, min(orders.seen, head), _ratings(shelf, orders))
    acts = acts_of(orders, at)
    if not all(person.may(each) and person.may(_concerned(held.review, each)) for each in acts):
        raise HTTPException(403, _NOT_ALLOWED)
    whole = any(isinstance(order, SignOrder) for order in orders.orders)

    def judge(events: Sequence[Event]) -> None:
        if at.matters(events, whole=whole):
            raise _MeanwhileError("busy", "the document was written to meanwhile", "try again")

    return shelf.act(held.key, acts, who=person.name, seen=at.seen, batch=orders.id, fits=Fits(head, judge))


def _there(shelf: Shelf, key: str) -> Opened:
    held = shelf.open(key)
    if held is None:
        raise HTTPException(404, "There is no such document here.")
    return held


def _ratings(shelf: Shelf, orders: Orders) -> frozenset[str]:
    """The house's ratings, where an order needs them."""
    if not any(isinstance(order, RateOrder) for order in orders.orders):
        return frozenset()
    return frozenset(rating.id for rating in shelf.house().scale)


def _concerned(review: Review, act: Act) -> Act:
    """The act itself, or what an undo takes back or does again."""
    acts = {event.seq: event.act for event in review.events} if isinstance(act, Undo) else {}
    while isinstance(act, Undo) and act.event in acts:
        act = acts[act.event]
    return act
