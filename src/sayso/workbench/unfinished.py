"""What is still open in a review, so that who signs knows it. Nothing of it forbids signing: that is for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.render.review_page import ReviewPage
from sayso.render.view import ClaimView
from sayso.render.words import count


@dataclass(frozen=True)
class Unfinished:
    """Something that is open: in words, and the claims that it is about, where it is about claims."""

    words: str
    claims: tuple[ClaimView, ...] = ()
    place: str = ""


def unfinished(people: ReviewPage) -> list[Unfinished]:
    """All that is open: claims first, then figures, the policy, lost acts, missing documents, problems of the reading."""
    return [*_claims(people), *_policy(people), *_rest(people)]


def _claims(people: ReviewPage) -> Iterator[Unfinished]:
    states = people.review.claims
    held = [(each, states[each.claim.id]) for each in people.view.claims]
    unseen = tuple(each for each, state in held if state.judgement.value is None and not state.judgement.conflict)
    apart = tuple(each for each, state in held if state.conflict)
    unanswered = tuple(each for each, state in held if state.rated and not state.replies and not people.review.replies)
    if unseen:
        yield Unfinished(f"{count(len(unseen), 'claim')} that nobody has judged", unseen)
    if apart:
        yield Unfinished(f"{count(len(apart), 'claim')} in conflict", apart)
    if unanswered:
        words = f"{count(len(unanswered), 'verdict')} without a reply of who is named"
        yield Unfinished(words, unanswered, "#replies")


def _policy(people: ReviewPage) -> Iterator[Unfinished]:
    if people.breaches:
        verb = "breaks" if len(people.breaches) == 1 else "break"
        words = f"{count(len(people.breaches), 'claim')} that {verb} the policy for unnamed sources"
        yield Unfinished(words, people.breaches, "sayso")
    if people.too_many:
        yield Unfinished(people.too_many.rstrip("."), (), "sayso")


def _rest(people: ReviewPage) -> Iterator[Unfinished]:
    review = people.review
    apart = sum(kind == "figure" and held.conflict for (kind, _), held in review.entries.items())
    if apart:
        yield Unfinished(f"{count(apart, 'figure')} judged in conflict", (), "figures?judged=conflict")
    if review.unplaced:
        words = f"{count(len(review.unplaced), 'act')} on words that are no longer in the text"
        yield Unfinished(words, (), "history#unplaced")
    if review.ledger.wanted:
        words = f"{count(len(review.ledger.wanted), 'source document')} still wanted"
        yield Unfinished(words, (), "sayso#h-sources")
    if review.ledger.problems:
        yield Unfinished(f"{count(len(review.ledger.problems), 'problem')} while it was read", (), "history#problems")
