"""What people do with a ledger: acts, kept as events that are only ever added.

Nothing a person did is changed or taken away: an undo is an act of its own. What a ledger looks like after all acts is
worked out anew from them by `sayso.review`, so that the events are the audit trail and the truth at once.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from .claim import Sort
from .span import Entry

#: What a person says of a claim's finding, or of any other entry ("right", "wrong").
Judgement = Literal["matches", "differs", "other_scope", "not_found", "not_a_claim", "right", "wrong"]
EntryKind = Literal["claim", "figure", "attribution", "flag"]
#: How the house takes unnamed sources: as they come, for facts alone (not for opinion), or not at all.
UnnamedPolicy = Literal["allow", "facts_only", "never"]


class Anchor(Entry, frozen=True, kw_only=True):
    """A stretch of a text that is found again in a later version of it: its place, its words, and those around it.

    After the Web Annotation model's TextPositionSelector and TextQuoteSelector; `prefix` and `suffix` are at most 32
    code points. `times` is how often the words stood in the text that it was made of, `nth` which of them is meant,
    counted from 1; 0 where that was not kept.
    """

    start: int
    end: int
    text: str
    prefix: str = ""
    suffix: str = ""
    nth: int = 0
    times: int = 0


class Target(Entry, frozen=True, kw_only=True):
    """The entry that an act is about: its kind, its id in the ledger that the person saw, and its place in the text."""

    kind: EntryKind
    id: str
    anchor: Anchor


class PassageRef(Entry, frozen=True, kw_only=True):
    """A passage of a source document, by the document's id and its place there."""

    document: str
    start: int
    end: int
    text: str


class Rating(Entry, frozen=True, kw_only=True):
    """One step of the organisation's own scale: its id, its name, and its place from worst (1) to best, or None."""

    id: str
    name: str
    value: int | None = None
    meaning: str = ""


class House(Entry, frozen=True, kw_only=True):
    """The organisation: its name and address, its scale of verdicts, and its policy for unnamed sources.

    `most_unnamed` is the share of claims, 0 to 1, that may rest on unnamed sources, or None.
    """

    name: str = ""
    url: str = ""
    scale: tuple[Rating, ...] = ()
    unnamed: UnnamedPolicy = "allow"
    most_unnamed: float | None = None


class Act(Entry, frozen=True, kw_only=True, tag_field="act"):
    """The base of what a person can do."""


class Judge(Act, frozen=True, kw_only=True, tag="judge"):
    """Confirm or correct a finding or an entry; None takes the judgement back."""

    target: Target
    value: Judgement | None


class JudgeAll(Act, frozen=True, kw_only=True, tag="judge_all"):
    """Judge several claims alike, in one act that one undo takes back."""

    targets: tuple[Target, ...]
    value: Judgement | None


class Note(Act, frozen=True, kw_only=True, tag="note"):
    """A remark on an entry, or on the document where `target` is None."""

    target: Target | None
    text: str


class Respan(Act, frozen=True, kw_only=True, tag="respan"):
    """Set the edges of a claim anew."""

    target: Target
    anchor: Anchor


class AddClaim(Act, frozen=True, kw_only=True, tag="add"):
    """A claim that the machine did not see."""

    anchor: Anchor
    sort: Sort


class Merge(Act, frozen=True, kw_only=True, tag="merge"):
    """Make one claim of several: the first keeps its id and spans all of them."""

    targets: tuple[Target, ...]


class Split(Act, frozen=True, kw_only=True, tag="split"):
    """Part a claim in two at an offset of the document's text, strictly within it."""

    target: Target
    at: int


class Accept(Act, frozen=True, kw_only=True, tag="accept"):
    """Take a passage as the one that the claim rests on; None takes that back."""

    target: Target
    passage: PassageRef | None


class Rate(Act, frozen=True, kw_only=True, tag="verdict"):
    """A verdict on a claim's truth on the organisation's own scale, with reasons and the name that stands for it.

    `rating` is a Rating's id; None takes the verdict back.
    """

    target: Target
    rating: str | None
    reasons: str = ""
    name: str = ""


class Reply(Act, frozen=True, kw_only=True, tag="reply"):
    """The answer of who is named, to a claim or to the whole (`target` None): whose, in what words, of what date."""

    target: Target | None
    by: str
    text: str
    received: str = ""


class Withhold(Act, frozen=True, kw_only=True, tag="withhold"):
    """Hide a name in everything that is exported, or (`on` False) show it again."""

    name: str
    on: bool = True


class Sign(Act, frozen=True, kw_only=True, tag="sign"):
    """Stand for the ledger with everything decided so far. `correction` says what changed since the last signing."""

    name: str
    ledger: str
    correction: str = ""


class Undo(Act, frozen=True, kw_only=True, tag="undo"):
    """Take an act back, by its event's number; undoing an undo does the act again."""

    event: int


class Reread(Act, frozen=True, kw_only=True, tag="reread"):
    """The document was read, or read anew: the ledger that people work on from here, and the version that made it."""

    ledger: str
    version: str


class SetHouse(Act, frozen=True, kw_only=True, tag="house"):
    """Set the organisation's name, scale and policy; an act on the desk, not on a document."""

    house: House


class Forget(Act, frozen=True, kw_only=True, tag="forget"):
    """Delete a document for good, with its ledgers and what `events` acts on it said; an act on the desk.

    Who did what and when stays, without the words.
    """

    key: str
    events: int


AnyAct = (
    Judge
    | JudgeAll
    | Note
    | Respan
    | AddClaim
    | Merge
    | Split
    | Accept
    | Rate
    | Reply
    | Withhold
    | Sign
    | Undo
    | Reread
    | SetHouse
    | Forget
)


class Event(Entry, frozen=True, kw_only=True):
    """An act with its number, its document, who did it and when.

    `seq` counts all events of a store from 1 without a gap, in the order in which they were kept. `seen` is the number
    of the last event of this document that its author had before the eyes: who did not see another's act cannot have
    meant to overrule it. `when` is a time in UTC, `2026-11-28T14:00:00Z`. `document` is "" for an act on the desk.
    """

    seq: int
    document: str
    who: str
    when: str
    seen: int
    act: AnyAct


def encode_act(act: Act) -> bytes:
    """An act as JSON, the same bytes for the same act."""
    return msgspec.json.encode(act)


def decode_act(body: bytes) -> AnyAct:
    """An act from its JSON; raises msgspec.DecodeError for anything else."""
    try:
        act: AnyAct = msgspec.json.decode(body, type=AnyAct)
    except UnicodeDecodeError as error:  # which msgspec lets through as it is
        raise msgspec.DecodeError(str(error)) from error
    return act
