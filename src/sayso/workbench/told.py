"""What people did, in words, for the audit trail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.model import (
    Accept,
    AddClaim,
    AnyAct,
    Event,
    House,
    Judge,
    JudgeAll,
    Merge,
    Note,
    Rate,
    Reply,
    Reread,
    Respan,
    Sign,
    Split,
    Target,
    Undo,
    Withhold,
)
from sayso.render.people import JUDGEMENTS
from sayso.render.safe import quoted

_SHORT: Final = 80
_LONG: Final = 400
#: So many claims of one act are named.
_NAMED: Final = 3


@dataclass(frozen=True)
class Told:
    """An event in words; `undone` where it no longer holds."""

    event: Event
    words: str
    undone: bool


def told(events: Sequence[Event], house: House) -> list[Told]:
    """Every event of a document in words, the last first."""
    teller = _Teller({event.seq: event for event in events}, {rating.id: rating.name for rating in house.scale})
    gone = undone(events)
    return [Told(event, teller.words(event), event.seq in gone) for event in reversed(events)]


def undone(events: Sequence[Event]) -> frozenset[int]:
    """The numbers of the events that an undo that holds took back, undos among them."""
    gone: set[int] = set()
    for event in sorted(events, key=lambda event: -event.seq):
        if isinstance(event.act, Undo) and event.seq not in gone:
            gone.add(event.act.event)
    return frozenset(gone)


@dataclass(frozen=True)
class _Teller:
    """What words need: the other events, for undos; the names of ratings."""

    events: Mapping[int, Event]
    ratings: Mapping[str, str]

    def words(self, event: Event) -> str:
        """An event in words, to follow a name: "judged “...”: differs"."""
        act = event.act
        if isinstance(act, Undo):
            return self._undo(act)
        if isinstance(act, Sign):
            corrected = f"; corrected: {quoted(act.correction, _LONG)}" if act.correction else ""
            return f"signed as {act.name}, version {self._version(event)}{corrected}"
        if isinstance(act, Reread):
            first = not any(isinstance(one.act, Reread) and one.seq < event.seq for one in self.events.values())
            return f"had it read{'' if first else ' anew'} by Sayso {act.version}"
        return self._shaped(act) or self._decided(act) or self._said(act)

    def _undo(self, act: Undo) -> str:
        meant = self.events.get(act.event)
        if meant is None:
            return f"took back no. {act.event}"
        if isinstance(meant.act, Undo):
            again = self.events.get(meant.act.event)
            return f"did again no. {meant.act.event}: {self.words(again)}" if again else f"did again no. {act.event}"
        return f"took back no. {act.event}: {self.words(meant)}"

    def _version(self, event: Event) -> int:
        return sum(isinstance(one.act, Sign) and one.seq <= event.seq for one in self.events.values())

    def _shaped(self, act: AnyAct) -> str:
        if isinstance(act, Respan):
            return f"set the edges of {_target(act.target)} anew: {quoted(act.anchor.text, _SHORT)}"
        if isinstance(act, AddClaim):
            return f"added the claim {quoted(act.anchor.text, _SHORT)} ({act.sort})"
        if isinstance(act, Merge):
            return f"merged {_targets(act.targets)}"
        if isinstance(act, Split):
            rest = act.target.anchor.text[max(0, act.at - act.target.anchor.start) :]
            return f"split {_target(act.target)} before {quoted(rest.strip(), _SHORT)}"
        return ""

    def _decided(self, act: AnyAct) -> str:
        if isinstance(act, Judge):
            if act.value is None:
                return f"took back the judgement of {_target(act.target)}"
            return f"judged {_target(act.target)}: {JUDGEMENTS[act.value]}"
        if isinstance(act, JudgeAll):
            value = "nothing" if act.value is None else JUDGEMENTS[act.value]
            return f"judged {len(act.targets)} claims: {value}: {_targets(act.targets)}"
        if isinstance(act, Accept):
            if act.passage is None:
                return f"took back the passage of {_target(act.target)}"
            return f"accepted {quoted(act.passage.text, _SHORT)} as what {_target(act.target)} rests on"
        if isinstance(act, Rate):
            if act.rating is None:
                return f"took back the verdict on {_target(act.target)}"
            rating = self.ratings.get(act.rating, act.rating)
            return f"gave {_target(act.target)} the verdict {rating}, as {act.name}: {quoted(act.reasons, _LONG)}"
        return ""

    def _said(self, act: AnyAct) -> str:
        if isinstance(act, Note):
            return f"noted on {_about(act.target)}: {quoted(act.text, _LONG)}"
        if isinstance(act, Reply):
            return f"kept the reply of {act.by} to {_about(act.target)}: {quoted(act.text, _LONG)}"
        if isinstance(act, Withhold):
            name = quoted(act.name, _SHORT)
            return f"withheld the name {name} from exports" if act.on else f"lets exports show the name {name} again"
        return "set the house’s rules"


def _about(target: Target | None) -> str:
    return "the whole" if target is None else _target(target)


def _target(target: Target) -> str:
    kind = "" if target.kind == "claim" else {"attribution": "the say-so "}.get(target.kind, f"the {target.kind} ")
    return f"{kind}{quoted(target.anchor.text, _SHORT)}"


def _targets(targets: Sequence[Target]) -> str:
    named = "; ".join(_target(target) for target in targets[:_NAMED])
    more = len(targets) - _NAMED
    return f"{named}; and {more} more" if more > 0 else named
