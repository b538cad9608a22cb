"""The ledger with its review as data: JSON that gives the whole review back, and JSON Lines."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final, Literal

import msgspec
from msgspec.structs import asdict, replace

from sayso.model import (
    Claim,
    Entry,
    EntryKind,
    Event,
    Finding,
    House,
    Judgement,
    Ledger,
    PassageRef,
    Rating,
    Suggestion,
    Trace,
    UnreadableError,
    check_ids,
)
from sayso.review import Review, review_of

from .exact import assert_exact
from .exports import render_jsonl
from .people import Decided, Decision, decided, decision
from .signing import is_draft

REVIEW_SCHEMA: Final = "sayso.review/1"
#: Numbers of events are less: what 64 bits hold.
_BEYOND: Final = 2**63


class Voice(Entry, frozen=True, kw_only=True):
    """Who did something, when, and the number of the event."""

    who: str
    when: str
    event: int


class Judged(Voice, frozen=True, kw_only=True):
    """A judgement that stands. In a `conflict` people decided differently without having seen each other."""

    value: Judgement | None
    conflict: bool = False


class Accepted(Voice, frozen=True, kw_only=True):
    """The passage that a person took as the one that the claim rests on."""

    passage: PassageRef | None
    conflict: bool = False


class Rated(Voice, frozen=True, kw_only=True):
    """A verdict on a claim's truth: the house's rating, the reasons, and the name that stands for it."""

    rating: Rating
    reasons: str
    name: str
    conflict: bool = False


class Said(Voice, frozen=True, kw_only=True):
    """A note, or with `by` and `received` a reply."""

    text: str
    by: str = ""
    received: str = ""


class ClaimReview(Entry, frozen=True, kw_only=True):
    """What people decided of a claim. `found` is the machine's finding before them; `hands` are the events that shaped it."""

    claim: str
    found: Finding | None = None
    judgement: Judged | None = None
    accepted: Accepted | None = None
    verdict: Rated | None = None
    notes: tuple[Said, ...] = ()
    replies: tuple[Said, ...] = ()
    hands: tuple[int, ...] = ()
    conflict: bool = False


class EntryReview(Entry, frozen=True, kw_only=True):
    """What people decided of a figure, an attribution or a flag."""

    kind: EntryKind
    entry: str
    judgement: Judged


class SignedVersion(Entry, frozen=True, kw_only=True):
    """One signing: its number, who stands for it, and what was corrected since the one before."""

    version: int
    name: str
    who: str
    when: str
    event: int
    ledger: str
    correction: str = ""


class AsRead(Entry, frozen=True, kw_only=True):
    """The claims, traces and suggestions as the machine had them, where people changed them."""

    claims: tuple[Claim, ...]
    traces: tuple[Trace, ...]
    suggestions: tuple[Suggestion, ...] = ()

    @classmethod
    def of(cls, ledger: Ledger) -> AsRead:
        """Those of a ledger."""
        return cls(claims=ledger.claims, traces=ledger.traces, suggestions=ledger.suggestions)


class ReviewRecord(Entry, frozen=True, kw_only=True):
    """All that people did with a ledger. `events` are the truth; what stands before them was worked out from them.

    `draft` says that it is not, or no longer, what was signed. `unplaced` are events whose words are not in this text.
    """

    schema: Literal["sayso.review/1"] = REVIEW_SCHEMA
    draft: bool = True
    versions: tuple[SignedVersion, ...] = ()
    house: House = House()
    claims: tuple[ClaimReview, ...] = ()
    entries: tuple[EntryReview, ...] = ()
    notes: tuple[Said, ...] = ()
    replies: tuple[Said, ...] = ()
    withheld: int = 0
    unplaced: tuple[int, ...] = ()
    machine: AsRead | None = None
    events: tuple[Event, ...] = ()


class _Reviewed(Ledger, frozen=True, kw_only=True):
    """A ledger with its review."""

    review: ReviewRecord


class _MaybeReviewed(Ledger, frozen=True, kw_only=True):
    review: ReviewRecord | None = None


def review_record(review: Review, house: House) -> ReviewRecord:
    """What people did with a ledger, as one entry."""
    machine = AsRead.of(review.machine)
    return ReviewRecord(
        draft=is_draft(review),
        versions=tuple(_version(each) for each in review.signatures),
        house=house,
        claims=tuple(_claim(ident, held) for ident, held in decided(review, house).items() if held.touched),
        entries=tuple(
            EntryReview(kind=kind, entry=ident, judgement=_judged(held))  # type: ignore[arg-type]
            for (kind, ident), standing in sorted(review.entries.items())
            if (held := decision(standing))
        ),
        notes=tuple(map(_said, review.notes)),
        replies=tuple(map(_said, review.replies)),
        withheld=len(review.withheld),
        unplaced=tuple(each.event.seq for each in review.unplaced),
        machine=None if machine == AsRead.of(review.ledger) else machine,
        events=review.events,
    )


def render_reviewed_json(review: Review, house: House) -> str:
    """The ledger as people left it, with everything that they did in `review`; `read_reviewed` gives it all back.

    Raises ValueError for an entry that is not exactly what the text shows at its place.
    """
    assert_exact(review.ledger)
    fields = {name: getattr(review.ledger, name) for name in Ledger.__struct_fields__}
    return _Reviewed(**fields, review=review_record(review, house)).to_json()


def read_reviewed(text: str | bytes) -> tuple[Ledger, tuple[Event, ...], House]:
    """The ledger as the machine had it, people's events and the house, from the JSON of an export or of `sayso check`.

    Raises UnreadableError for anything else.
    """
    read = _MaybeReviewed.from_json(text)
    ledger = Ledger(**{name: getattr(read, name) for name in Ledger.__struct_fields__ if name != "schema"})
    record = read.review or ReviewRecord()
    if record.machine:
        ledger = replace(ledger, **asdict(record.machine))
        check_ids(ledger)
    _check_order(record.events)
    return ledger, record.events, record.house


def _check_order(events: tuple[Event, ...]) -> None:
    """Raise UnreadableError where events are not in the order of their numbers, or a number is none that a desk gives."""
    numbers = (0, *(event.seq for event in events), _BEYOND)
    if any(one >= two for one, two in pairwise(numbers)):
        message = "not a whole ledger: the events of its review are not in the order of their numbers"
        raise UnreadableError("damaged", message, "take an earlier copy, or export it again")


def review_from(text: str | bytes, until: int | None = None) -> tuple[Review, House]:
    """The review and the house of an export, as they stood after event `until`."""
    ledger, events, house = read_reviewed(text)
    return review_of(ledger, events, until=until), house


def render_reviewed_jsonl(review: Review, house: House) -> str:
    """The ledger one entry a line, then the review: its head, what was decided of each claim and entry, and each event."""
    record = review_record(review, house)
    head = {name: value for name, value in asdict(record).items() if name not in {"claims", "entries", "events"}}
    rows: list[dict[str, Any]] = [{"entry": "review"} | head]
    rows += [{"entry": "claim_review"} | asdict(each) for each in record.claims]
    rows += [
        {"entry": "entry_review", "kind": each.kind, "id": each.entry, "judgement": each.judgement}
        for each in record.entries
    ]
    rows += [{"entry": "event"} | asdict(event) for event in record.events]
    return render_jsonl(review.ledger) + "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)


def review_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the object `review` of an exported ledger."""
    schema = msgspec.json.schema(ReviewRecord)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": REVIEW_SCHEMA, **schema}


def _version(signature: Any) -> SignedVersion:
    event, act = signature.event, signature.act
    return SignedVersion(
        version=signature.version,
        name=act.name,
        who=event.who,
        when=event.when,
        event=event.seq,
        ledger=act.ledger,
        correction=act.correction,
    )


def _claim(ident: str, held: Decided) -> ClaimReview:
    return ClaimReview(
        claim=ident,
        found=held.found,
        judgement=_judged(held.judgement) if held.judgement else None,
        accepted=_accepted(held),
        verdict=_rated(held),
        notes=tuple(map(_said, held.notes)),
        replies=tuple(map(_said, held.replies)),
        hands=tuple(event.seq for event in held.hands),
        conflict=held.conflict,
    )


def _accepted(held: Decided) -> Accepted | None:
    found = held.accepted
    return Accepted(passage=found.value, conflict=found.conflict, **_voice(found.event)) if found else None


def _rated(held: Decided) -> Rated | None:
    found = held.verdict
    if found is None:
        return None
    voice = _voice(found.event)
    return Rated(rating=found.rating, reasons=found.reasons, name=found.name, conflict=found.conflict, **voice)


def _judged(held: Decision[Judgement]) -> Judged:
    return Judged(value=held.value, conflict=held.conflict, **_voice(held.event))


def _said(event: Event) -> Said:
    act: Any = event.act
    more = {"by": act.by, "received": act.received} if hasattr(act, "by") else {}
    return Said(text=act.text, **_voice(event), **more)


def _voice(event: Event) -> dict[str, Any]:
    return {"who": event.who, "when": event.when, "event": event.seq}
