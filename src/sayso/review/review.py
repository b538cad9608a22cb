"""A ledger after everything that people did: the claims as they stand, and what was decided of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from msgspec.structs import replace

from sayso.model import (
    Accept,
    AnyAct,
    Claim,
    Event,
    Judge,
    JudgeAll,
    Judgement,
    Ledger,
    Merge,
    Note,
    PassageRef,
    Rate,
    Reply,
    Sign,
    Split,
    Target,
    Trace,
    Withhold,
)

from .anchors import placed
from .edits import Claims
from .entries import entry_at
from .history import live
from .standing import Standing
from .texts import Place

_NOTHING: Final[Standing[Any]] = Standing()


@dataclass(frozen=True)
class ClaimState:
    """What people did with one claim.

    `hands` are the events that shaped it, empty where it is the machine's own; `edges` are those that people gave it,
    of which the last holds where they are in conflict.
    """

    claim: Claim
    judgement: Standing[Judgement | None] = _NOTHING
    accepted: Standing[PassageRef | None] = _NOTHING
    verdict: Standing[Rate] = _NOTHING
    notes: tuple[Event, ...] = ()
    replies: tuple[Event, ...] = ()
    hands: tuple[Event, ...] = ()
    edges: Standing[Place] = _NOTHING

    @property
    def reviewed(self) -> bool:
        """Whether a person has judged it, and no two contradict each other."""
        return self.judgement.value is not None and not self.judgement.conflict

    @property
    def conflict(self) -> bool:
        """Whether people who did not see each other's acts decided differently."""
        return self.judgement.conflict or self.accepted.conflict or self.verdict.conflict or self.edges_conflict

    @property
    def edges_conflict(self) -> bool:
        """Whether two people who did not see each other's acts gave it different edges, and nobody has decided since."""
        return self.edges.conflict

    @property
    def of_whole(self) -> bool:
        """Whether something was decided or said of it when it was not yet split."""
        parted = [event.seq for event in self.hands if isinstance(event.act, Split)]
        standing = (*self.judgement.heads, *self.accepted.heads, *self.verdict.heads)
        done = [event.seq for event in (*self.notes, *self.replies, *(event for event, _ in standing))]
        return bool(parted and done) and min(done) < max(parted)

    @property
    def rated(self) -> Rate | None:
        """The verdict that stands, or None."""
        held = self.verdict.value
        return held if held is not None and held.rating is not None else None


@dataclass(frozen=True)
class Unplaced:
    """An event whose entry is not in this ledger: kept, and shown with the words that it was about."""

    event: Event

    @property
    def words(self) -> str:
        """The words that it was about."""
        return "; ".join(target.anchor.text for target in targets_of(self.event.act)) or getattr(
            getattr(self.event.act, "anchor", None), "text", ""
        )


@dataclass(frozen=True)
class Signature:
    """A signing: the event, and its version, counted from 1."""

    event: Event
    version: int

    @property
    def act(self) -> Sign:
        """What was signed."""
        assert isinstance(self.event.act, Sign)  # noqa: S101  made of signings alone
        return self.event.act


@dataclass(frozen=True)
class Review:
    """A ledger and what people made of it.

    `ledger` holds the claims as people left them and their traces, an accepted passage first; `machine` is the ledger
    as it was read. `entries` are judgements of figures, attributions and flags by (kind, id).
    """

    machine: Ledger
    ledger: Ledger
    claims: dict[str, ClaimState]
    entries: dict[tuple[str, str], Standing[Judgement | None]]
    events: tuple[Event, ...] = ()
    notes: tuple[Event, ...] = ()
    replies: tuple[Event, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    signatures: tuple[Signature, ...] = ()
    withheld: frozenset[str] = frozenset()

    @property
    def head(self) -> int:
        """The number of the last event, 0 where there is none."""
        return self.events[-1].seq if self.events else 0

    @property
    def signed(self) -> Signature | None:
        """The last signing, or None."""
        return self.signatures[-1] if self.signatures else None

    @cached_property
    def changed_since_signed(self) -> bool:
        """Whether anything that counts was done after the last signing."""
        last = self.signed
        if last is None:
            return False
        then = {event.seq for event in live([event for event in self.events if event.seq <= last.event.seq])}
        return {event.seq for event in live(self.events)} != then

    @property
    def to_review(self) -> int:
        """How many claims no person has judged yet, or people have judged in conflict."""
        return sum(not state.reviewed for state in self.claims.values())

    @property
    def conflicts(self) -> int:
        """How many claims are in conflict."""
        return sum(state.conflict for state in self.claims.values())


def targets_of(act: AnyAct) -> tuple[Target, ...]:
    """The entries that an act is about."""
    if isinstance(act, Merge | JudgeAll):
        return act.targets
    target = getattr(act, "target", None)
    return (target,) if isinstance(target, Target) else ()


def review_of(ledger: Ledger, events: Sequence[Event], *, until: int | None = None) -> Review:
    """The ledger after events, in their order; with `until`, as it stood after the event of that number.

    Pure: the same ledger and events give the same review. An event whose place is not found is `unplaced`, never lost.
    """
    known = tuple(event for event in events if until is None or event.seq <= until)
    held = live(known)
    fold = _Fold(Claims.of(ledger))
    for event in held:
        if not fold.take(event):
            fold.unplaced.append(Unplaced(event))
    states = {claim.id: fold.state(claim) for claim in fold.claims.ordered()}
    return Review(
        machine=ledger,
        ledger=_shaped(ledger, fold.claims, states),
        claims=states,
        entries=dict(fold.entries),
        events=known,
        notes=tuple(fold.notes[""]),
        replies=tuple(fold.replies[""]),
        unplaced=tuple(fold.unplaced),
        signatures=tuple(Signature(event, number) for number, event in enumerate(fold.signings, start=1)),
        withheld=frozenset(name for name, on in fold.names.items() if on),
    )


@dataclass
class _Fold:
    """What has been gathered so far.

    A merged claim has what was decided and said of all that it was made of; of a split one it stays with the part that keeps the id.
    """

    claims: Claims
    judgements: dict[str, Standing[Judgement | None]] = field(default_factory=lambda: defaultdict(Standing))
    accepted: dict[str, Standing[PassageRef | None]] = field(default_factory=lambda: defaultdict(Standing))
    verdicts: dict[str, Standing[Rate]] = field(default_factory=lambda: defaultdict(Standing))
    notes: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    replies: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    entries: dict[tuple[str, str], Standing[Judgement | None]] = field(default_factory=lambda: defaultdict(Standing))
    unplaced: list[Unplaced] = field(default_factory=list)
    signings: list[Event] = field(default_factory=list)
    names: dict[str, bool] = field(default_factory=dict)

    def take(self, event: Event) -> bool:
        """Take one event; gives whether its place was found."""
        act = event.act
        if isinstance(act, Withhold):
            self.names[act.name] = act.on
        elif isinstance(act, Sign):
            self.signings.append(event)
        elif isinstance(act, JudgeAll):
            judged = [self._of_claim(event, Judge(target=target, value=act.value)) for target in act.targets]
            return all(judged)
        elif isinstance(act, Judge) and act.target.kind != "claim":
            return self._judge_entry(event, act)
        elif isinstance(act, Note | Reply) and act.target is None:
            (self.notes if isinstance(act, Note) else self.replies)[""].append(event)
        elif isinstance(act, Judge | Accept | Rate | Note | Reply):
            return self._of_claim(event, act)
        elif isinstance(act, Merge):
            self._gather([claim.id for claim in self.claims.merging(act)])
            return self.claims.apply(event)
        else:
            return self.claims.apply(event)
        return True

    def _gather(self, idents: Sequence[str]) -> None:
        """Hand what was decided and said of several claims over to the first of them."""
        if not idents:
            return
        for held in (self.judgements, self.accepted, self.verdicts):
            _merge_standings(held, idents)
        for told in (self.notes, self.replies):
            events = [event for ident in idents for event in told.pop(ident, ())]
            told[idents[0]] = sorted(events, key=lambda event: event.seq)

    def _of_claim(self, event: Event, act: Judge | Accept | Rate | Note | Reply) -> bool:
        claim = self.claims.find(act.target) if act.target else None
        if claim is None:
            return False
        ident = claim.id
        if isinstance(act, Judge):
            self.judgements[ident] = self.judgements[ident].with_act(event, act.value)
        elif isinstance(act, Accept):
            self.accepted[ident] = self.accepted[ident].with_act(event, act.passage)
        elif isinstance(act, Rate):
            self.verdicts[ident] = self.verdicts[ident].with_act(event, act)
        else:
            (self.notes if isinstance(act, Note) else self.replies)[ident].append(event)
        return True

    def _judge_entry(self, event: Event, act: Judge) -> bool:
        kind, ledger = act.target.kind, self.claims.ledger
        place = placed(act.target.anchor, ledger.document.text)
        found = None if place is None else entry_at(ledger, kind, act.target.id, place)
        if found is None:
            return False
        self.entries[kind, found] = self.entries[kind, found].with_act(event, act.value)
        return True

    def state(self, claim: Claim) -> ClaimState:
        """What was decided of a claim."""
        ident = claim.id
        return ClaimState(
            claim=claim,
            judgement=self.judgements[ident],
            accepted=self.accepted[ident],
            verdict=self.verdicts[ident],
            notes=tuple(self.notes[ident]),
            replies=tuple(self.replies[ident]),
            hands=self.claims.hands.get(ident, ()),
            edges=self.claims.edges.get(ident, _NOTHING),
        )


def _merge_standings(held: dict[str, Standing[Any]], idents: Sequence[str]) -> None:
    held[idents[0]] = Standing.together([held.pop(ident) for ident in idents if ident in held])


def _shaped(ledger: Ledger, claims: Claims, states: dict[str, ClaimState]) -> Ledger:
    """The ledger with the claims as they stand, and their traces."""
    shaped = claims.ordered()
    traces: list[Trace] = []
    for claim in shaped:
        traces += _accepted_first(claims.traces[claim.id], states[claim.id].accepted.counted)
    if shaped == ledger.claims and tuple(traces) == ledger.traces:
        return ledger
    kept = {trace.id for trace in traces}
    suggestions = tuple(each for each in ledger.suggestions if each.trace in kept)
    return replace(ledger, claims=shaped, traces=tuple(traces), suggestions=suggestions)


def _accepted_first(traces: tuple[Trace, ...], accepted: PassageRef | None) -> tuple[Trace, ...]:
    """Traces with the accepted passage at rank 1; the others keep their order."""
    if accepted is None:
        return traces
    place = (accepted.document, accepted.start, accepted.end)
    ordered = sorted(traces, key=lambda trace: _place(trace) != place)
    return tuple(replace(trace, rank=rank) for rank, trace in enumerate(ordered, start=1))


def _place(trace: Trace) -> tuple[str | None, int, int] | None:
    return None if trace.passage is None else (trace.document, trace.passage.start, trace.passage.end)
