"""A document's claims as the page's script knows them: small, and with everything that a list or a mark shows."""

from __future__ import annotations

from sayso.render.view import ClaimView
from sayso.review import ClaimState, redoable, undoable

from .answers import ClaimRow, StateRow
from .shelf import Opened


def state_of(opened: Opened, who: str) -> StateRow:
    """What the script of the Read screen begins with: the head, every claim in short, and what can be undone."""
    review = opened.review
    return StateRow(
        head=review.head,
        layout=layout(opened),
        claims=tuple(claim_state(each, review.claims[each.claim.id]) for each in opened.view.claims),
        to_review=review.to_review,
        conflicts=review.conflicts,
        signed=len(review.signatures),
        changed=review.changed_since_signed,
        undo=undoable(review.events, who) is not None,
        redo=redoable(review.events, who) is not None,
    )


def layout(opened: Opened) -> str:
    """A name for how the text is marked: another name means that the text must be fetched anew."""
    places = [(claim.id, claim.start, claim.end, claim.sort) for claim in opened.review.ledger.claims]
    return f"{opened.kept.ledger}-{hash(tuple(places)) & 0xFFFFFFFF:08x}"


def claim_state(each: ClaimView, state: ClaimState) -> ClaimRow:
    """One claim in short."""
    judged = state.judgement
    return ClaimRow(
        id=each.claim.id,
        n=each.number,
        start=each.claim.start,
        end=each.claim.end,
        sort=each.claim.sort,
        worth=round(each.claim.check_worthiness, 3),
        found=each.shown,
        drifts=each.drifts,
        unsure=each.abstained,
        known=each.chain[-1].known if each.chain else "own",
        judged=judged.value,
        by=judged.event.who if judged.event and judged.value else None,
        heads=tuple((event.who, value) for event, value in judged.heads) if judged.conflict else (),
        conflict=state.conflict,
        accepted=state.accepted.counted is not None,
        rated=state.rated.rating if state.rated else None,
        notes=len(state.notes),
        edited=bool(state.hands),
    )
