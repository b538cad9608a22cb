"""The review as W3C Web Annotations: an annotation a claim on the article, and one a passage on its source document.

Offsets count code points from 0, the end exclusive, as the Web Annotation model asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sayso.model import Event, House, Reread, Trace
from sayso.review import Review, anchor_of

from .iris import as_json, bare, document_iri, entry_iri
from .people import NOTHING, Decided, decided, judgement_words, verdict_line
from .safe import language_tag
from .signing import state_words
from .view import ClaimView, View, view_of
from .words import DRIFTS, outcome_words, shown_of

_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
Json = dict[str, Any]


def render_annotations(review: Review, house: House) -> str:
    """An AnnotationCollection with one page, as JSON-LD; its label says who signed it.

    Raises ValueError for an entry that is not exactly what the text shows at its place.
    """
    view, held = view_of(review.ledger), decided(review, house)
    items = [
        each for claim in view.claims for each in _of_claim(review, view, claim, held.get(claim.claim.id, NOTHING))
    ]
    doc = view.ledger.document
    collection = entry_iri(doc, "annotations", "")
    page = {
        "id": entry_iri(doc, "annotations", "page 1"),
        "type": "AnnotationPage",
        "partOf": collection,
        "startIndex": 0,
        "items": items,
    }
    return as_json(
        {
            "@context": _CONTEXT,
            "id": collection,
            "type": "AnnotationCollection",
            "label": state_words(review),
            "creator": _software(view),
            "total": len(items),
            "first": page,
        }
    )


def _of_claim(review: Review, view: View, each: ClaimView, held: Decided) -> Iterator[Json]:
    doc = view.ledger.document
    bodies = [_finding_body(view, each), *_people_bodies(held)]
    yield {
        "id": entry_iri(doc, "claim", each.claim.id),
        "type": "Annotation",
        "motivation": list(dict.fromkeys(body["purpose"] for body in bodies)),
        **_made(review, view, held),
        "body": bodies,
        "target": _claim_target(view, each),
    }
    for trace in each.traces:
        if trace.passage and trace.document:
            yield _of_passage(review, view, each, trace)


def _claim_target(view: View, each: ClaimView) -> Json:
    doc = view.ledger.document
    anchor = anchor_of(doc.text, each.claim.start, each.claim.end) if each.claim.end > each.claim.start else None
    words = (anchor.text, anchor.prefix, anchor.suffix) if anchor else ("", "", "")
    source = {"type": "Text", "id": document_iri(doc), "language": language_tag(doc.language)}
    return _target(bare(source), (each.claim.start, each.claim.end), *words)


def _of_passage(review: Review, view: View, each: ClaimView, trace: Trace) -> Json:
    """A passage, linked to the claim that it is held against, with what the machine found of the two."""
    passage, document = trace.passage, view.sources.get(trace.document or "")
    assert passage is not None  # noqa: S101  asked before
    iri = document_iri(document) if document else entry_iri(view.ledger.document, "document", trace.document or "")
    told = f"{outcome_words(shown_of(trace), abstained=trace.abstained)}: {trace.because}"
    drifts = [f"{DRIFTS[drift.kind]}: {drift.because}" for drift in trace.drifts]
    link = {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": entry_iri(view.ledger.document, "claim", each.claim.id),
    }
    source = {"type": "Text", "id": iri, "language": language_tag(passage.language)}
    return {
        "id": entry_iri(view.ledger.document, "passage", trace.id),
        "type": "Annotation",
        "motivation": ["linking", "describing"],
        **_made(review, view, NOTHING),
        "body": [link, *(_text(words, "describing", _software(view)) for words in (told, *drifts))],
        "target": _target(bare(source), (passage.start, passage.end), passage.text),
    }


def _target(source: Json, place: tuple[int, int], exact: str, prefix: str = "", suffix: str = "") -> Json:
    quote = bare({"prefix": prefix, "suffix": suffix})
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {"type": "TextQuoteSelector", "exact": exact, **quote},
            {"type": "TextPositionSelector", "start": place[0], "end": place[1]},
        ],
    }


def _finding_body(view: View, each: ClaimView) -> Json:
    reason = f": {each.traces[0].because}" if each.traces else ""
    words = f"{each.claim.sort}; {outcome_words(each.shown, abstained=each.abstained)}{reason}"
    return _text(words, "classifying", _software(view))


def _people_bodies(held: Decided) -> Iterator[Json]:
    judged, verdict = held.judgement, held.verdict
    if judged:
        voices = [(judged.value, judged.event), *judged.others]
        yield from (_by(event, judgement_words(value), "classifying") for value, event in voices)
    if verdict:
        for one in (verdict, *verdict.others):
            yield _text(verdict_line(one), "assessing", _person(one.name or one.event.who), one.event.when)
    yield from _said(held.notes, "commenting")
    yield from _said(held.replies, "replying")


def _said(events: Iterable[Event], purpose: str) -> Iterator[Json]:
    for event in events:
        act: Any = event.act
        yield _text(act.text, purpose, _person(getattr(act, "by", "") or event.who), event.when)


def _by(event: Event, words: str, purpose: str) -> Json:
    return _text(words, purpose, _person(event.who), event.when)


def _text(words: str, purpose: str, creator: Json, created: str = "") -> Json:
    body = {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": purpose, "creator": creator}
    return body | bare({"created": created})


def _made(review: Review, view: View, held: Decided) -> Json:
    """Who made an annotation and when: the machine at its last reading, or the person who added the claim."""
    if held.hands and held.found is None:
        first = held.hands[0]
        return {"creator": _person(first.who), "created": first.when}
    readings = [event.when for event in review.events if isinstance(event.act, Reread)]
    return {"creator": _software(view)} | bare({"created": readings[-1] if readings else ""})


def _software(view: View) -> Json:
    return {"type": "Software", "name": f"Sayso {view.ledger.version}".strip()}


def _person(name: str) -> Json:
    return {"type": "Person", "name": name}
