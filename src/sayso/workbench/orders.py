"""What a page asks for, as JSON or as a form, and the acts that it means for the ledger as it stands.

A page names entries by id; the act that is kept names their place and words too, so that it is found again in a later
reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from sayso.model import (
    Accept,
    Act,
    AddClaim,
    Anchor,
    Attribution,
    EntryKind,
    Figure,
    Flag,
    Judge,
    JudgeAll,
    Judgement,
    Merge,
    Note,
    PassageRef,
    Rate,
    Reply,
    Respan,
    Sign,
    Sort,
    Split,
    Target,
    Undo,
    UsageError,
    Withhold,
)
from sayso.review import Review, anchor_of, redoable, target_of, undoable

_MOST_TEXT: Final = 20_000
_MOST_NAME: Final = 200
_FINDINGS: Final = ("matches", "differs", "other_scope", "not_found", "not_a_claim")
_RIGHTS: Final = ("right", "wrong")
_RELOAD: Final = "reload the page"


@dataclass(frozen=True, slots=True)
class At:
    """Where orders are carried out: the review that the page showed, who gives them, and the ledger's id."""

    review: Review
    who: str
    ledger: str

    @property
    def text(self) -> str:
        """The document's text."""
        return self.review.ledger.document.text


class Order(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", forbid_unknown_fields=True):
    """The base of what a page can ask for. Each has `acts(at)`: the acts it means; UsageError where it cannot be carried out."""


class JudgeOrder(Order, frozen=True, kw_only=True, tag="judge"):
    """Judge entries: claims with a finding, figures, attributions and flags with "right" or "wrong"."""

    ids: tuple[str, ...]
    value: Judgement | None = None
    kind: EntryKind = "claim"

    def acts(self, at: At) -> tuple[Act, ...]:
        """One judgement: of several claims it is one act, so that one undo takes it back."""
        fitting = _FINDINGS if self.kind == "claim" else _RIGHTS
        if self.value is not None and self.value not in fitting:
            raise UsageError("usage", f"no {self.kind} is judged {self.value!r}", f"it is one of {', '.join(fitting)}")
        targets = tuple(_entry(at, self.kind, ident) for ident in dict.fromkeys(self.ids))
        if self.kind == "claim" and len(targets) > 1:
            return (JudgeAll(targets=targets, value=self.value),)
        return tuple(Judge(target=target, value=self.value) for target in targets)


class NoteOrder(Order, frozen=True, kw_only=True, tag="note"):
    """A note on a claim, or on the document."""

    text: str
    claim: str | None = None

    def acts(self, at: At) -> tuple[Act, ...]:
        """The note."""
        return (Note(target=_maybe(at, self.claim), text=_said(self.text, "a note")),)


class RespanOrder(Order, frozen=True, kw_only=True, tag="respan"):
    """New edges of a claim."""

    claim: str
    start: int
    end: int

    def acts(self, at: At) -> tuple[Act, ...]:
        """The new edges."""
        return (Respan(target=_claim(at, self.claim), anchor=_stretch(at, self.start, self.end)),)


class AddOrder(Order, frozen=True, kw_only=True, tag="add"):
    """A new claim."""

    start: int
    end: int
    sort: Sort = "fact"

    def acts(self, at: At) -> tuple[Act, ...]:
        """The claim."""
        return (AddClaim(anchor=_stretch(at, self.start, self.end), sort=self.sort),)


class MergeOrder(Order, frozen=True, kw_only=True, tag="merge"):
    """One claim of several."""

    ids: tuple[str, ...]

    def acts(self, at: At) -> tuple[Act, ...]:
        """The merging; the claims are named in the order of the text."""
        if len(set(self.ids)) < 2:  # noqa: PLR2004  one claim cannot be merged
            raise UsageError("usage", "one claim cannot be merged", "choose two or more with x")
        targets = [_claim(at, ident) for ident in dict.fromkeys(self.ids)]
        return (Merge(targets=tuple(sorted(targets, key=lambda target: target.anchor.start))),)


class SplitOrder(Order, frozen=True, kw_only=True, tag="split"):
    """Two claims of one, at an offset."""

    claim: str
    at: int

    def acts(self, at: At) -> tuple[Act, ...]:
        """The split."""
        target = _claim(at, self.claim)
        start, end = target.anchor.start, target.anchor.end
        if not start < self.at < end or not at.text[start : self.at].strip() or not at.text[self.at : end].strip():
            raise UsageError("usage", "a claim is split between two of its words", "choose a place within it")
        return (Split(target=target, at=self.at),)


class AcceptOrder(Order, frozen=True, kw_only=True, tag="accept"):
    """The passage that a claim rests on, by the trace's id; None takes it back."""

    claim: str
    trace: str | None = None

    def acts(self, at: At) -> tuple[Act, ...]:
        """The acceptance."""
        return (Accept(target=_claim(at, self.claim), passage=self._passage(at) if self.trace else None),)

    def _passage(self, at: At) -> PassageRef:
        for trace in at.review.ledger.traces:
            if trace.id == self.trace and trace.claim == self.claim and trace.passage and trace.document:
                passage = trace.passage
                return PassageRef(document=trace.document, start=passage.start, end=passage.end, text=passage.text)
        raise UsageError("missing", "that passage is not among those of the claim", _RELOAD)


class RateOrder(Order, frozen=True, kw_only=True, tag="verdict"):
    """A verdict; without a rating it is taken back."""

    claim: str
    rating: str | None = None
    reasons: str = ""
    name: str = ""

    def acts(self, at: At) -> tuple[Act, ...]:
        """The verdict."""
        if self.rating is not None and not (self.name.strip() and self.reasons.strip()):
            raise UsageError("usage", "a verdict needs a name and its reasons", "fill in both")
        reasons, name = self.reasons[:_MOST_TEXT], self.name.strip()[:_MOST_NAME]
        return (Rate(target=_claim(at, self.claim), rating=self.rating, reasons=reasons, name=name),)


class ReplyOrder(Order, frozen=True, kw_only=True, tag="reply"):
    """The reply of who is named."""

    by: str
    text: str
    received: str = ""
    claim: str | None = None

    def acts(self, at: At) -> tuple[Act, ...]:
        """The reply."""
        by, text = _said(self.by, "who replied")[:_MOST_NAME], _said(self.text, "the reply")
        return (Reply(target=_maybe(at, self.claim), by=by, text=text, received=self.received[:40]),)


class WithholdOrder(Order, frozen=True, kw_only=True, tag="withhold"):
    """A name to hide in exports, or to show again."""

    name: str
    on: bool = True

    def acts(self, at: At) -> tuple[Act, ...]:  # noqa: ARG002  every order is asked alike
        """The withholding."""
        return (Withhold(name=_said(self.name, "the name").strip()[:_MOST_NAME], on=self.on),)


class SignOrder(Order, frozen=True, kw_only=True, tag="sign"):
    """Sign what stands."""

    name: str
    correction: str = ""

    def acts(self, at: At) -> tuple[Act, ...]:
        """The signature."""
        if not self.name.strip():
            raise UsageError("usage", "a signature needs a name", "fill it in")
        if at.review.signatures and not self.correction.strip():
            raise UsageError("usage", "what was signed before is corrected", "say what was corrected")
        return (Sign(name=self.name.strip()[:_MOST_NAME], ledger=at.ledger, correction=self.correction[:_MOST_TEXT]),)


class UndoOrder(Order, frozen=True, kw_only=True, tag="undo"):
    """Take back one's own last act."""

    def acts(self, at: At) -> tuple[Act, ...]:
        """The undo."""
        return (_turned(undoable(at.review.events, at.who), "undo"),)


class RedoOrder(Order, frozen=True, kw_only=True, tag="redo"):
    """Do again what one took back."""

    def acts(self, at: At) -> tuple[Act, ...]:
        """The undo of the undo."""
        return (_turned(redoable(at.review.events, at.who), "redo"),)


AnyOrder = (
    JudgeOrder
    | NoteOrder
    | RespanOrder
    | AddOrder
    | MergeOrder
    | SplitOrder
    | AcceptOrder
    | RateOrder
    | ReplyOrder
    | WithholdOrder
    | SignOrder
    | UndoOrder
    | RedoOrder
)


class Orders(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Several orders, carried out all or none; `seen` is the last event that the page shows."""

    seen: int
    orders: tuple[AnyOrder, ...]


def read_orders(body: bytes) -> Orders:
    """Orders from JSON; raises UsageError for anything else."""
    try:
        return msgspec.json.decode(body, type=Orders)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError("usage", f"that cannot be understood: {error}", _RELOAD) from error


def read_form(fields: Mapping[str, str]) -> Orders:
    """One order from a form: its fields by name, `ids` parted by commas, empty ones left out; raises UsageError."""
    order: dict[str, object] = {name: value for name, value in fields.items() if value and name not in {"seen", "back"}}
    if "ids" in order:
        order["ids"] = str(order["ids"]).split(",")
    try:
        seen = int(fields.get("seen", ""))
        one = msgspec.convert(order, type=AnyOrder, strict=False)
    except (msgspec.MsgspecError, ValueError) as error:
        raise UsageError("usage", f"that cannot be understood: {error}", _RELOAD) from error
    return Orders(seen=seen, orders=(one,))


def acts_of(orders: Orders, at: At) -> tuple[Act, ...]:
    """The acts that orders mean; raises UsageError for one that cannot be carried out."""
    return tuple(act for order in orders.orders for act in order.acts(at))


def _turned(event: int | None, what: str) -> Undo:
    if event is None:
        raise UsageError("usage", f"there is nothing to {what}", "only your own acts are taken back")
    return Undo(event=event)


def _entry(at: At, kind: EntryKind, ident: str) -> Target:
    if kind == "claim":
        return _claim(at, ident)
    ledger = at.review.ledger
    entries: dict[str, tuple[Figure | Flag | Attribution, ...]] = {
        "figure": ledger.figures,
        "attribution": ledger.attributions,
        "flag": ledger.flags,
    }
    for entry in entries[kind]:
        if entry.id == ident:
            return target_of(at.text, kind, entry)
    raise UsageError("missing", f"there is no {kind} {ident!r} any more", _RELOAD)


def _claim(at: At, ident: str) -> Target:
    state = at.review.claims.get(ident)
    if state is None:
        raise UsageError("missing", f"there is no claim {ident!r} any more", _RELOAD)
    return target_of(at.text, "claim", state.claim)


def _maybe(at: At, ident: str | None) -> Target | None:
    return None if ident is None else _claim(at, ident)


def _stretch(at: At, start: int, end: int) -> Anchor:
    if not 0 <= start < end <= len(at.text) or not at.text[start:end].strip():
        raise UsageError("usage", "that is no stretch of the text", "select some words of it")
    return anchor_of(at.text, start, end)


def _said(text: str, what: str) -> str:
    if not text.strip():
        raise UsageError("usage", f"{what} is empty", "write something")
    return text[:_MOST_TEXT]
