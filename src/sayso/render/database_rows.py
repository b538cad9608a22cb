"""The rows of the exported SQLite file, table by table, in the order of their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import msgspec

from sayso.model import Attribution, EntryKind, Event, Figure, House, encode_act
from sayso.review import Review

from .figure_words import figure_words
from .people import NOTHING, Decided, decided, decision, said
from .view import ClaimView, View, known

Row = tuple[Any, ...]
Rows = Callable[[Review, House, View], Iterable[Row]]


def _documents(_review: Review, _house: House, view: View) -> Iterator[Row]:
    doc = view.ledger.document
    yield (
        doc.id,
        "article",
        doc.title,
        doc.outlet,
        doc.byline,
        doc.published,
        doc.language,
        doc.uri,
        doc.text_id,
        doc.text,
    )
    for one in {source.id: source for source in view.ledger.source_documents if source.id != doc.id}.values():
        yield (one.id, "source", one.title, one.outlet, None, one.published, one.language, one.uri, one.text_id, None)


def _speakers(_review: Review, _house: House, view: View) -> Iterator[Row]:
    return ((one.id, one.name, one.kind, one.named) for one in view.ledger.speakers)


def _claims(review: Review, house: House, view: View) -> Iterator[Row]:
    held = decided(review, house)
    for each in view.claims:
        yield (*_claim(view, each), *_decided(held.get(each.claim.id, NOTHING)))


def _claim(view: View, each: ClaimView) -> Row:
    claim = each.claim
    return (
        claim.id, each.number, view.ledger.document.id, claim.start, claim.end, claim.text, claim.restated, claim.sort,
        claim.check_worthiness, claim.because, claim.negated, claim.certainty.author, claim.certainty.source,
        " > ".join(node.name for node in each.chain), each.who, each.chain[-1].known if each.chain else "own voice",
        each.outcome, each.abstained,
    )  # fmt: skip


def _decided(held: Decided) -> Row:
    judged, verdict, accepted = held.judgement, held.verdict, held.accepted
    judging = (judged.value, judged.who, judged.when) if judged else (None, None, None)
    rated: Row = (None,) * 5
    if verdict:
        rated = (verdict.rating.name, verdict.rating.value, verdict.reasons, verdict.name, verdict.event.when)
    passage = accepted.value.text if accepted and accepted.value else None
    told = (_told(held.notes), _told(held.replies), held.edited)
    return (held.found, *judging, held.conflict, *rated, passage, accepted.who if accepted else None, *told)


def _told(events: Iterable[Event]) -> list[str]:
    return [f"{who}, {when}: {words}" for who, when, words in said(events)]


def _figures(review: Review, _house: House, view: View) -> Iterator[Row]:
    doc = view.ledger.document.id
    for one in view.ledger.figures:
        match = view.match_of(one)
        spans = (span.text if span else None for span in (one.counted, one.base, one.subject, one.period, one.place))
        yield (
            one.id, doc, one.start, one.end, one.text, figure_words(one), one.kind, one.low, one.high, one.approximate,
            one.vague, one.unit, one.currency, one.per, one.role, one.direction, *spans, match[1].finding if match else None,
            *_judged(review, "figure", one),
        )  # fmt: skip


def _judged(review: Review, kind: EntryKind, entry: Figure | Attribution) -> Row:
    standing = review.entries.get((kind, entry.id))
    held = decision(standing) if standing else None
    return (held.value, held.who, held.when) if held else (None, None, None)


def _claim_figures(_review: Review, _house: House, view: View) -> Iterator[Row]:
    return ((each.claim.id, ident) for each in view.claims for ident in dict.fromkeys(one.id for one in each.figures))


def _attributions(review: Review, _house: House, view: View) -> Iterator[Row]:
    doc = view.ledger.document.id
    for one in view.ledger.attributions:
        spans = (" … ".join(span.text for span in spans) for spans in (one.source, one.cue, one.content))
        yield (
            one.id, doc, one.speaker, *spans, one.speech, view.kind(one), known(one), one.suggested, one.within, one.because,
            *_judged(review, "attribution", one),
        )  # fmt: skip


def _claim_attributions(_review: Review, _house: House, view: View) -> Iterator[Row]:
    for each in view.claims:
        held = [ident for ident in each.claim.attribution if ident in view.attributions]
        yield from ((each.claim.id, ident, place) for place, ident in enumerate(held, start=1))


def _traces(_review: Review, _house: House, view: View) -> Iterator[Row]:
    for one in view.ledger.traces:
        passage = one.passage
        where = (passage.start, passage.end, passage.text, passage.page, passage.language) if passage else (None,) * 5
        found = (one.score, one.finding, one.abstained, one.because, one.reuse, one.quoted)
        yield (one.id, one.claim, one.rank, one.document, *where, *found)


def _drifts(_review: Review, _house: House, view: View) -> Iterator[Row]:
    drifts = ((trace.id, drift) for trace in view.ledger.traces for drift in trace.drifts)
    for number, (trace, one) in enumerate(drifts, start=1):
        yield (number, trace, one.kind, one.claim_span.text, one.source_span.text, one.because)


def _events(review: Review, _house: House, _view: View) -> Iterator[Row]:
    for event in review.events:
        act: Any = event.act
        target = getattr(act, "target", None)
        body = encode_act(act)
        kind = msgspec.json.decode(body)["act"]
        yield (event.seq, event.who, event.when, event.seen, kind, target.id if target else None, body.decode())


TABLES: Final[dict[str, Rows]] = {
    "documents": _documents,
    "speakers": _speakers,
    "claims": _claims,
    "figures": _figures,
    "claim_figures": _claim_figures,
    "attributions": _attributions,
    "claim_attributions": _claim_attributions,
    "traces": _traces,
    "drifts": _drifts,
    "events": _events,
}
