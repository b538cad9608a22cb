"""What a page asks for, as JSON or as a form, and the acts that it means for the ledger as it stands.

A page names entries by id; the act that is kept names their place and words too, so that it is found again in a later
reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

import msgspec

from sayso.model import (
    Accept,
    Act,
    AddClaim,
    EntryKind,
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
    Undo,
    UsageError,
    Withhold,
)
from sayso.review import redoable, undoable

from .at import RELOAD, At
from .limits import DAY, NAME, said

_FINDINGS: Final = ("matches", "differs", "other_scope", "not_found", "not_a_claim")
_RIGHTS: Final = ("right", "wrong")


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
        targets = tuple(at.entry(self.kind, ident) for ident in dict.fromkeys(self.ids))
        if self.kind == "claim" and len(targets) > 1:
            return (JudgeAll(targets=targets, value=self.value),)
        return tuple(Judge(target=target, value=self.value) for target in targets)


class NoteOrder(Order, frozen=True, kw_only=True, tag="note"):
    """A note on a claim, or on the document."""

    text: str
    claim: str | None = None

    def acts(self, at: At) -> tuple[Act, ...]:
        """The note."""
        return (Note(target=at.maybe(self.claim), text=said(self.text, "a note")),)


class RespanOrder(Order, frozen=True, kw_only=True, tag="respan"):
    """New edges of a claim."""

    claim: str
    start: int
    end: int

    def acts(self, at: At) -> tuple[Act, ...]:
        """The new edges."""
        return (Respan(target=at.claim(self.claim), anchor=at.stretch(self.start, self.end)),)


class AddOrder(Order, frozen=True, kw_only=True, tag="add"):
    """A new claim."""

    start: int
    end: int
    sort: Sort = "fact"

    def acts(self, at: At) -> tuple[Act, ...]:
        """The claim."""
        return (AddClaim(anchor=at.stretch(self.start, self.end), sort=self.sort),)


class MergeOrder(Order, frozen=True, kw_only=True, tag="merge"):
    """One claim of several."""

    ids: tuple[str, ...]

    def acts(self, at: At) -> tuple[Act, ...]:
        """The merging; the claims are named in the order of the text."""
        if len(set(self.ids)) < 2:  # noqa: PLR2004  one claim cannot be merged
            raise UsageError("usage", "one claim cannot be merged", "choose two or more with x")
        targets = [at.claim(ident) for ident in dict.fromkeys(self.ids)]
        return (Merge(targets=tuple(sorted(targets, key=lambda target: target.anchor.start))),)


class SplitOrder(Order, frozen=True, kw_only=True, tag="split"):
    """Two claims of one, at an offset."""

    claim: str
    at: int

    def acts(self, at: At) -> tuple[Act, ...]:
        """The split."""
        target = at.claim(self.claim)
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
        return (Accept(target=at.claim(self.claim), passage=self._passage(at) if self.trace else None),)

    def _passage(self, at: At) -> PassageRef:
        for trace in at.review.ledger.traces:
            if trace.id == self.trace and trace.claim == self.claim and trace.passage and trace.document:
                passage = trace.passage
                return PassageRef(document=trace.document, start=passage.start, end=passage.end, text=passage.text)
        raise UsageError("missing", "that passage is not among those of the claim", RELOAD)


class RateOrder(Order, frozen=True, kw_only=True, tag="verdict"):
    """A verdict; without a rating it is taken back."""

    claim: str
    rating: str | None = None
    reasons: str = ""
    name: str = ""

    def acts(self, at: At) -> tuple[Act, ...]:
        """The verdict."""
        target = at.claim(self.claim)
        if self.rating is None:
            return (Rate(target=target, rating=None),)
        if not (self.name.strip() and self.reasons.strip()):
            raise UsageError("usage", "a verdict needs a name and its reasons", "fill in both")
        if self.rating not in at.ratings:
            message = f"{self.rating!r} is not on the house's scale"
            raise UsageError("usage", message, "choose one that is; editors set the scale on the page House")
        reasons, name = said(self.reasons, "the verdict's reasons"), said(self.name.strip(), "the name", NAME)
        return (Rate(target=target, rating=self.rating, reasons=reasons, name=name),)


class ReplyOrder(Order, frozen=True, kw_only=True, tag="reply"):
    """The reply of who is named."""

    by: str
    text: str
    received: str = ""
    claim: str | None = None

    def acts(self, at: At) -> tuple[Act, ...]:
        """The reply."""
        by, text = said(self.by, "who replied", NAME), said(self.text, "the reply")
        received = said(self.received, "the day of the reply", DAY) if self.received else ""
        return (Reply(target=at.maybe(self.claim), by=by, text=text, received=received),)


class WithholdOrder(Order, frozen=True, kw_only=True, tag="withhold"):
    """A name to hide in exports, or to show again."""

    name: str
    on: bool = True

    def acts(self, at: At) -> tuple[Act, ...]:  # noqa: ARG002  every order is asked alike
        """The withholding."""
        return (Withhold(name=said(self.name.strip(), "the name", NAME), on=self.on),)


class SignOrder(Order, frozen=True, kw_only=True, tag="sign"):
    """Sign what stands."""

    name: str
    correction: str = ""

    def acts(self, at: At) -> tuple[Act, ...]:
        """The signature; only for what the signer has had before the eyes."""
        if not self.name.strip():
            raise UsageError("usage", "a signature needs a name", "fill it in")
        at.check_all_seen()
        name = said(self.name.strip(), "the name that signs", NAME)
        if at.review.signatures and not self.correction.strip():
            raise UsageError("usage", "what was signed before is corrected", "say what was corrected")
        correction = said(self.correction, "what was corrected") if self.correction else ""
        return (Sign(name=name, ledger=at.ledger, correction=correction),)


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
    """Several orders, carried out all or none; `seen` is the last event that the page shows.

    `id` is what a page calls them: the same ones sent twice, as their answer was not heard, are carried out once.
    """

    seen: int
    orders: tuple[AnyOrder, ...]
    id: Annotated[str, msgspec.Meta(min_length=8, max_length=40)] | None = None


def read_orders(body: bytes) -> Orders:
    """Orders from JSON; raises UsageError for anything else."""
    try:
        return msgspec.json.decode(body, type=Orders)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError("usage", f"that cannot be understood: {error}", RELOAD) from error


def read_form(fields: Mapping[str, str]) -> Orders:
    """One order from a form: its fields by name, `ids` parted by commas, empty ones left out; raises UsageError."""
    order: dict[str, object] = {
        name: value.replace("\r\n", "\n")  # as a form sends its lines; the script sends them as they were typed
        for name, value in fields.items()
        if value and name not in {"seen", "back"}
    }
    if "ids" in order:
        order["ids"] = str(order["ids"]).split(",")
    try:
        seen = int(fields.get("seen", ""))
        one = msgspec.convert(order, type=AnyOrder, strict=False)
    except (msgspec.MsgspecError, ValueError) as error:
        raise UsageError("usage", f"that cannot be understood: {error}", RELOAD) from error
    return Orders(seen=seen, orders=(one,))


def acts_of(orders: Orders, at: At) -> tuple[Act, ...]:
    """The acts that orders mean; raises UsageError for one that cannot be carried out."""
    return tuple(act for order in orders.orders for act in order.acts(at))


def _turned(event: int | None, what: str) -> Undo:
    if event is None:
        raise UsageError("usage", f"there is nothing to {what}", "only your own acts are taken back")
    return Undo(event=event)
