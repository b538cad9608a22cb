"""What people decided of a claim, in plain values and words: the same for every form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar

from sayso.model import (
    AddClaim,
    Event,
    Finding,
    House,
    Judgement,
    Merge,
    Note,
    PassageRef,
    Rate,
    Rating,
    Reply,
    Respan,
    Split,
    Trace,
)
from sayso.review import ClaimState, Review, Standing

from .safe import quoted
from .signing import day
from .words import GLYPHS, OUTCOMES, Shown, shown_of

T = TypeVar("T")

JUDGEMENTS: Final[dict[Judgement, str]] = {
    "matches": OUTCOMES["matches"],
    "differs": OUTCOMES["differs"],
    "other_scope": OUTCOMES["other_scope"],
    "not_found": OUTCOMES["not_found"],
    "not_a_claim": "not a claim",
    "right": "right",
    "wrong": "wrong",
}
_HANDS: Final[dict[type, str]] = {
    AddClaim: "added",
    Respan: "edges set anew",
    Merge: "merged",
    Split: "split",
}


@dataclass(frozen=True)
class Decision(Generic[T]):
    """What stands of people's acts on one thing: the value, who and when; in a conflict the other voices too."""

    value: T
    event: Event
    others: tuple[tuple[T, Event], ...] = ()

    @property
    def who(self) -> str:
        """Who decided."""
        return self.event.who

    @property
    def when(self) -> str:
        """When."""
        return self.event.when

    @property
    def conflict(self) -> bool:
        """Whether people who did not see each other decided differently, so that neither counts yet."""
        return bool(self.others)


@dataclass(frozen=True)
class Verdict:
    """A verdict on a claim's truth: the house's rating, the reasons, the name that stands for it, and the event.

    In a conflict `others` are the verdicts that stand beside it.
    """

    rating: Rating
    reasons: str
    name: str
    event: Event
    conflict: bool
    others: tuple[Verdict, ...] = ()


@dataclass(frozen=True)
class Decided:
    """What people decided of one claim. `best` is the passage that the machine held it against before them, None where there was none."""

    best: Trace | None
    judgement: Decision[Judgement] | None = None
    accepted: Decision[PassageRef] | None = None
    verdict: Verdict | None = None
    notes: tuple[Event, ...] = ()
    replies: tuple[Event, ...] = ()
    hands: tuple[Event, ...] = ()
    conflict: bool = False
    of_whole: bool = False

    @property
    def found(self) -> Finding | None:
        """What the machine had found before them."""
        return self.best.finding if self.best else None

    @property
    def shown(self) -> Shown:
        """The same, as it is shown."""
        return shown_of(self.best)

    @property
    def edited(self) -> str:
        """How people shaped the claim: "added by ann on 2026-11-28"; empty where the machine's own stands."""
        told = "; ".join(hand_words(event) for event in self.hands)
        return f"{told}; what was decided before is of the whole" if self.of_whole else told

    @property
    def touched(self) -> bool:
        """Whether anybody did anything with the claim."""
        held = (self.judgement, self.accepted, self.verdict, self.notes, self.replies, self.hands)
        return self.conflict or any(held)


NOTHING: Final = Decided(best=None)


def decided(review: Review, house: House) -> dict[str, Decided]:
    """What people decided of each claim, by the claim's id."""
    best: dict[str, Trace] = {}
    for trace in sorted(review.machine.traces, key=lambda trace: trace.rank):
        best.setdefault(trace.claim, trace)
    return {ident: _decided(state, best.get(ident), house) for ident, state in review.claims.items()}


def _decided(state: ClaimState, best: Trace | None, house: House) -> Decided:
    return Decided(
        best=best,
        judgement=decision(state.judgement),
        accepted=decision(state.accepted),
        verdict=_verdict(state, house),
        notes=state.notes,
        replies=state.replies,
        hands=state.hands,
        conflict=state.conflict,
        of_whole=state.of_whole,
    )


def decision(held: Standing[Any]) -> Decision[Any] | None:
    """What stands, or None where nobody decided or the last took it back."""
    if held.event is None or (held.value is None and not held.conflict):
        return None
    others = tuple((value, event) for event, value in held.heads[:-1]) if held.conflict else ()
    return Decision(held.value, held.event, others)


def _verdict(state: ClaimState, house: House) -> Verdict | None:
    held = state.verdict
    if state.rated is None:
        return None
    *others, last = [_of_rate(event, rate, house, conflict=held.conflict) for event, rate in held.heads]
    if last is None or not held.conflict:
        return last
    return replace(last, others=tuple(one for one in others if one is not None))


def _of_rate(event: Event, rate: Rate, house: House, *, conflict: bool) -> Verdict | None:
    if rate.rating is None:
        return None
    named = {rating.id: rating for rating in house.scale}
    rating = named.get(rate.rating, Rating(id=rate.rating, name=rate.rating))
    return Verdict(rating, rate.reasons, rate.name, event, conflict)


def judged_words(judgement: Decision[Judgement]) -> str:
    """A judgement in words: "≠ differs, ann, 2026-11-28"; in a conflict each voice."""
    voices = [(judgement.value, judgement.event), *judgement.others]
    told = [f"{judgement_words(value)}, {event.who}, {day(event.when)}" for value, event in voices]
    return f"in conflict: {'; '.join(told)}" if judgement.conflict else told[0]


def accepted_words(accepted: Decision[PassageRef], named: Callable[[str], str] = lambda _: "") -> str:
    """An accepted passage in words, with its document as `named` calls it; in a conflict each voice."""
    voices = [(accepted.value, accepted.event), *accepted.others]
    told = "; ".join(_accepted(value, event, named) for value, event in voices)
    return f"in conflict, none counts: {told}" if accepted.conflict else told


def _accepted(value: PassageRef | None, event: Event, named: Callable[[str], str]) -> str:
    if value is None:
        return f"none, says {event.who}, {day(event.when)}"
    document = named(value.document)
    where = f"{quoted(value.text, 300)}, {document}" if document else quoted(value.text, 300)
    return f"{where}; accepted by {event.who}, {day(event.when)}"


def verdict_words(verdict: Verdict) -> str:
    """A verdict in a line: the rating, who stands for it, when, and why; in a conflict each voice."""
    return "; ".join(verdict_line(one) for one in (verdict, *verdict.others))


def verdict_line(verdict: Verdict) -> str:
    """One voice of a verdict in a line."""
    conflict = " (in conflict, does not count)" if verdict.conflict else ""
    reasons = f": {verdict.reasons}" if verdict.reasons else ""
    return f"{verdict.rating.name}{conflict}, {verdict.name or verdict.event.who}, {day(verdict.event.when)}{reasons}"


def judgement_words(value: Judgement | None) -> str:
    """A judgement with its glyph, as a finding has one."""
    if value is None:
        return "taken back"
    glyphs: dict[str, str] = {str(outcome): glyph for outcome, glyph in GLYPHS.items()}
    return f"{glyphs.get(value, '')} {JUDGEMENTS[value]}".strip()


def hand_words(event: Event) -> str:
    """How an event shaped a claim, who did it and when."""
    return f"{_HANDS.get(type(event.act), 'edited')} by {event.who} on {day(event.when)}"


def said(events: Iterable[Event]) -> list[tuple[str, str, str]]:
    """Notes or replies as (who, day, words); of a reply it is who answered, and the day that it came."""
    rows = []
    for event in events:
        act: Any = event.act
        rows.append((getattr(act, "by", "") or event.who, getattr(act, "received", "") or day(event.when), act.text))
    return rows


def unplaced(review: Review) -> list[tuple[str, str, str]]:
    """What people did on words that are not in the text, as (who, day, words): the words, and what a note or a reply says."""
    rows = []
    for one in review.unplaced:
        told = (
            said([one.event]) if isinstance(one.event.act, Note | Reply) else [(one.event.who, day(one.event.when), "")]
        )
        rows += [
            (who, when, f"{quoted(one.words)}: {words}" if words else quoted(one.words)) for who, when, words in told
        ]
    return rows
