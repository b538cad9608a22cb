"""Reviews and rows of the desk, kept warm between requests. Everything in here can be made again from the desk."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import RLock
from typing import Final

import msgspec

from sayso.model import Act, Entry, Event, Forget, House, Ledger, SaysoError
from sayso.render.body import Body, Names, body_html
from sayso.render.signing import house_of
from sayso.render.view import View, view_of
from sayso.review import Review, review_of
from sayso.store.desk import Desk, Fits, Kept

#: How many documents are kept ready; a large one takes some tens of megabytes.
_WARM: Final = 12


class Row(Entry, frozen=True, kw_only=True):
    """A document as the desk lists it. `unnamed` is the share of claims on unnamed sources, `to_review` those unjudged."""

    key: str
    title: str
    outlet: str
    language: str
    published: str
    added: str
    claims: int
    figures: int
    unnamed: float
    differs: int
    to_review: int
    conflicts: int
    signed: int
    changed: bool


@dataclass(frozen=True)
class Opened:
    """A document, ready: its review, its look-ups and its marked text."""

    key: str
    kept: Kept
    review: Review
    view: View
    text: Body


class Shelf:
    """The desk, with what was worked out from it. Safe to use from several threads."""

    def __init__(self, desk: Desk) -> None:
        """Begin with nothing warm."""
        self.desk = desk
        self._lock = RLock()
        self._warm: OrderedDict[str, Opened] = OrderedDict()
        self._rows: dict[str, Row] = {}
        self._listed: tuple[int, list[Row]] = (0, [])

    def open(self, key: str) -> Opened | None:
        """A document as it stands now, or None where there is none."""
        kept = self.desk.document(key)
        if kept is None:
            return None
        with self._lock:
            held = self._warm.get(key)
        if held is None or held.kept.head != kept.head or held.kept.ledger != kept.ledger:
            held = self._opened(kept, held)
        with self._lock:
            self._warm[key] = held
            self._warm.move_to_end(key)
            while len(self._warm) > _WARM:
                self._warm.popitem(last=False)
        return held

    def _opened(self, kept: Kept, before: Opened | None) -> Opened:
        """A document made ready; its text is laid out anew only where its claims have changed."""
        same = before is not None and before.kept.ledger == kept.ledger
        ledger = before.review.machine if same and before else self.desk.ledger(kept.ledger)
        review = review_of(ledger, self._events(kept.key, before))
        if same and before and _laid_out_alike(before.review.ledger, review.ledger):
            return Opened(kept.key, kept, review, View(review.ledger), before.text)
        view = view_of(review.ledger)
        return Opened(kept.key, kept, review, view, body_html(view, Names(offsets=True)))

    def _events(self, key: str, before: Opened | None) -> tuple[Event, ...]:
        known = before.review.events if before else ()
        return (*known, *self.desk.events(key, after=known[-1].seq if known else 0))

    def act(
        self,
        key: str,
        acts: Sequence[Act],
        *,
        who: str,
        seen: int,
        batch: str | None = None,
        fits: Fits | None = None,
    ) -> tuple[Event, ...]:
        """Keep acts on a document as `Desk.append` does, and make its row anew."""
        events = self.desk.append(key, acts, who=who, when=now(), seen=seen, batch=batch, fits=fits)
        if key:
            self.list_anew(key)
        return events

    def list_anew(self, key: str) -> None:
        """Make a document's row anew, if that can be done now; else the next look at the list does it.

        What was kept stays kept: a desk that is busy here must not tell anybody that it was not.
        """
        with suppress(SaysoError):
            self.row(key)

    def row(self, key: str) -> Row | None:
        """A document's row, made anew and remembered."""
        opened = self.open(key)
        if opened is None:
            return None
        row = row_of(opened.key, opened.kept, opened.review)
        self.desk.remember(key, msgspec.json.encode(row), opened.kept.head)
        return row

    def rows(self) -> list[Row]:
        """The rows of all documents, in the order of their keys. Only what was done since the last look is read."""
        with self._lock:
            head, rows = self._listed
            news = self.desk.head
            if news == head:
                return rows
            for event in self.desk.events("", after=head) if head else ():
                if isinstance(event.act, Forget):
                    self._rows.pop(event.act.key, None)
                    self._warm.pop(event.act.key, None)
            for kept in self.desk.documents(after_head=head):
                row = self._remembered(kept) or self.row(kept.key)
                if row is not None:
                    self._rows[kept.key] = row
            self._listed = (news, [self._rows[key] for key in sorted(self._rows)])
            return self._listed[1]

    @staticmethod
    def _remembered(kept: Kept) -> Row | None:
        if kept.summary is None or kept.summary_head != kept.head:
            return None
        try:
            return msgspec.json.decode(kept.summary, type=Row)
        except msgspec.MsgspecError:  # of another version
            return None

    def house(self, until: int | None = None) -> House:
        """The organisation's settings, as last set; with `until`, as they were after that event."""
        return house_of(self.desk.events(""), until)


def now() -> str:
    """The time, in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def row_of(key: str, kept: Kept, review: Review) -> Row:
    """A document's row of the desk."""
    ledger = review.ledger
    doc = ledger.document
    said = {each.id: each for each in ledger.attributions}
    unnamed = sum(
        any(not said[ident].named for ident in claim.attribution[-1:] if ident in said) for claim in ledger.claims
    )
    return Row(
        key=key,
        title=doc.title or doc.uri,
        outlet=doc.outlet or "",
        language=doc.language,
        published=doc.published or "",
        added=kept.added,
        claims=len(ledger.claims),
        figures=len(ledger.figures),
        unnamed=unnamed / len(ledger.claims) if ledger.claims else 0.0,
        differs=sum(trace.rank == 1 and trace.finding == "differs" for trace in ledger.traces),
        to_review=review.to_review,
        conflicts=review.conflicts,
        signed=len(review.signatures),
        changed=review.changed_since_signed,
    )


def _laid_out_alike(one: Ledger, other: Ledger) -> bool:
    """Whether two ledgers of one document mark the same places, with the same findings beside them."""
    if one is other:
        return True
    firsts = [[(each.claim, each.finding) for each in held.traces if each.rank == 1] for held in (one, other)]
    return one.claims == other.claims and firsts[0] == firsts[1]
