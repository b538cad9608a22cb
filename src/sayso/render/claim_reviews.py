"""Verdicts as ClaimReview (schema.org): one a claim that a person has rated and put a name to, and none otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sayso.model import Document, House, Problem, Rating, SourceDocument, was_before
from sayso.review import Review

from .iris import as_json, bare, entry_iri, web_address
from .people import Decided, Verdict, decided
from .safe import line
from .signing import day, is_draft, state_words
from .view import ClaimView, Node, View, view_of
from .words import KINDS

Json = dict[str, Any]
_CONTEXT: Final = "https://schema.org"
#: What readers of ClaimReview show of a claim: "under 75 characters".
_SHORT: Final = 74
_TYPES: Final = {
    KINDS["person"]: "Person",
    KINDS["organisation"]: "Organization",
    KINDS["media"]: "NewsMediaOrganization",
}


def render_claim_reviews(review: Review, house: House) -> str:
    """A list of ClaimReviews as JSON-LD, in the order of the claims; empty where no claim has a verdict with a name.

    While nobody has signed what is there, each is marked as a draft. Raises ValueError for an entry that is not
    exactly what the text shows at its place.
    """
    view = view_of(review.ledger)
    return as_json([_review(review, view, house, each, held) for each, held in _rated(review, view, house)])


def no_claim_review(review: Review, house: House) -> Problem | None:
    """Why there is no ClaimReview, or None where there is one."""
    if next(_rated(review, view_of(review.ledger), house), None):
        return None
    return Problem(
        code="no-verdict",
        message="no claim has a verdict with a name, so there is no ClaimReview",
        hint="give a verdict on a claim, with the name of who stands for it",
    )


def _rated(review: Review, view: View, house: House) -> Iterator[tuple[ClaimView, Decided]]:
    held = decided(review, house)
    for each in view.claims:
        found = held.get(each.claim.id)
        verdict = found.verdict if found else None
        if found and verdict and verdict.name.strip() and not verdict.conflict:
            yield each, found


def _review(review: Review, view: View, house: House, each: ClaimView, held: Decided) -> Json:
    verdict = held.verdict
    assert verdict is not None  # noqa: S101  `_rated` gives no other
    person = {"@type": "Person", "name": line(verdict.name)}
    body: Json = {
        "@context": _CONTEXT,
        "@type": "ClaimReview",
        "identifier": entry_iri(view.ledger.document, "claim", each.claim.id),
        **bare({"url": web_address(house.url)}),
        "datePublished": day(verdict.event.when),
        "author": _organisation(house) or person,
        "creator": person,
        "claimReviewed": line(each.claim.text, _SHORT),
        "itemReviewed": _claim(view, each, held),
        "reviewRating": _rating(verdict, house),
        **bare({"reviewBody": verdict.reasons.strip()}),
    }
    return body | _draft(review)


def _draft(review: Review) -> Json:
    """What says that nobody has signed it yet: a status and a comment."""
    if not is_draft(review):
        return {"creativeWorkStatus": "Published"}
    return {"creativeWorkStatus": "Draft", "comment": {"@type": "Comment", "text": state_words(review)}}


def _organisation(house: House) -> Json | None:
    if not house.name.strip():
        return None
    return {"@type": "Organization", "name": line(house.name)} | bare({"url": web_address(house.url)})


def _rating(verdict: Verdict, house: House) -> Json:
    """The rating by its name; by its place on the scale too, where the scale has places."""
    rating: Rating = verdict.rating
    values = [each.value for each in house.scale if each.value is not None]
    placed: Json = {}
    if rating.value is not None and values:
        placed = {"ratingValue": rating.value, "bestRating": max(values), "worstRating": min(1, *values)}
    meant = bare({"ratingExplanation": line(rating.meaning)})
    return {"@type": "Rating", "alternateName": line(rating.name)} | placed | meant


def _claim(view: View, each: ClaimView, held: Decided) -> Json:
    doc = view.ledger.document
    first = _first(view, held)
    return {"@type": "Claim", "text": line(each.claim.text)} | bare(
        {
            "author": _speaker(view, each),
            "datePublished": doc.published,
            "appearance": _work(doc),
            "firstAppearance": _work(first) if first else None,
        }
    )


def _speaker(view: View, each: ClaimView) -> Json | None:
    """The innermost speaker that has a name; of what the text says itself, its author or outlet.

    Nobody where the innermost is only carried over from a sentence before: a guess is not asserted as whose claim it is.
    """
    chain: tuple[Node, ...] = each.chain or view.outer()
    named = next((node for node in reversed(chain) if node.known != "unnamed"), None)
    if named is None or named.suggested:
        return None
    return {"@type": _TYPES.get(named.kind, "Thing"), "name": named.who}


def _first(view: View, held: Decided) -> SourceDocument | None:
    """The source document where a person found the claim before the article, if there is one."""
    accepted, judged = held.accepted, held.judgement
    if not accepted or not accepted.value or accepted.conflict or not judged or judged.value != "matches":
        return None
    source = view.sources.get(accepted.value.document)
    return source if source and was_before(source.published, view.ledger.document.published) else None


def _work(doc: Document | SourceDocument) -> Json:
    address = web_address(doc.uri)
    publisher = {"@type": "Organization", "name": line(doc.outlet)} if doc.outlet else None
    return {"@type": "CreativeWork", "name": line(doc.title or doc.uri)} | bare(
        {"url": address, "datePublished": doc.published, "publisher": publisher}
    )
