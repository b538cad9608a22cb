"""Claims and figures as tables for a spreadsheet, with what people decided in columns of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sayso.model import Event, Figure, House
from sayso.review import Review

from .people import NOTHING, Decided, Decision, Verdict, decided, decision, said
from .signing import state_words
from .tables import CLAIM_COLUMNS, FIGURE_COLUMNS, Cell, claim_row, figure_row, joined, write_table
from .view import View, view_of

_JUDGED: Final = ("judgement", "judged_by", "judged_at", "judgement_conflict")
#: What follows the columns of `render_csv`. They keep their names; new ones are added at the end.
REVIEW_COLUMNS: Final = (
    "state", "machine_finding", *_JUDGED, "verdict", "verdict_value", "verdict_reasons", "verdict_name", "verdict_by",
    "verdict_at", "verdict_conflict", "accepted_document", "accepted_passage", "accepted_by", "accepted_at", "notes",
    "replies", "edited", "accepted_conflict",
)  # fmt: skip
FIGURE_REVIEW_COLUMNS: Final = ("state", *_JUDGED)


def claims_csv(review: Review, house: House) -> str:
    """The claims as `render_csv` has them, then the machine's finding, judgement, verdict, passage and who decided.

    Raises ValueError for an entry that is not exactly what the text shows at its place.
    """
    view, state, held = view_of(review.ledger), state_words(review), decided(review, house)
    rows = (
        claim_row(view, each) | {"state": state} | _claim(view, held.get(each.claim.id, NOTHING))
        for each in view.claims
    )
    return write_table(CLAIM_COLUMNS + REVIEW_COLUMNS, rows)


def figures_csv(review: Review, _house: House) -> str:
    """The figures as `render_csv` has them, then the judgement and who made it; raises as `claims_csv` does."""
    view, state = view_of(review.ledger), state_words(review)
    rows = (
        figure_row(view, figure) | {"state": state} | _judged(_of_figure(review, figure))
        for figure in view.ledger.figures
    )
    return write_table(FIGURE_COLUMNS + FIGURE_REVIEW_COLUMNS, rows)


def _of_figure(review: Review, figure: Figure) -> Decision[Any] | None:
    standing = review.entries.get(("figure", figure.id))
    return decision(standing) if standing else None


def _claim(view: View, held: Decided) -> dict[str, Cell]:
    return {
        "machine_finding": held.found,
        **_judged(held.judgement),
        **_rated(held.verdict),
        **_accepted(view, held),
        "notes": _told(held.notes),
        "replies": _told(held.replies),
        "edited": held.edited,
    }


def _judged(held: Decision[Any] | None) -> dict[str, Cell]:
    if held is None:
        return dict.fromkeys(_JUDGED)
    return dict(zip(_JUDGED, (held.value, held.who, held.when, held.conflict), strict=True))


def _rated(verdict: Verdict | None) -> dict[str, Cell]:
    names = [name for name in REVIEW_COLUMNS if name.startswith("verdict")]
    if verdict is None:
        return dict.fromkeys(names)
    rating, event = verdict.rating, verdict.event
    cells = (rating.name, rating.value, verdict.reasons, verdict.name, event.who, event.when, verdict.conflict)
    return dict(zip(names, cells, strict=True))


def _accepted(view: View, held: Decided) -> dict[str, Cell]:
    accepted = held.accepted
    passage = accepted.value if accepted else None
    return {
        "accepted_document": view.document_name(passage.document) if passage else None,
        "accepted_passage": passage.text if passage else None,
        "accepted_by": accepted.who if accepted else None,
        "accepted_at": accepted.when if accepted else None,
        "accepted_conflict": accepted.conflict if accepted else None,
    }


def _told(events: Iterable[Event]) -> str:
    return joined(f"{who}, {when}: {words}" for who, when, words in said(events))
