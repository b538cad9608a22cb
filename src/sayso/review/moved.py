"""A document read anew: which of people's acts stayed, moved, stand at changed words or nowhere, and what to look at again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from msgspec.structs import replace

from sayso.model import (
    Accept,
    AddClaim,
    Anchor,
    Claim,
    Entry,
    EntryKind,
    Event,
    Figure,
    Judge,
    Ledger,
    Rate,
    Span,
    Target,
    Trace,
)

from .anchors import placed
from .change import Part
from .claim_changes import Book, claim_parts
from .edits import Claims
from .entries import entry_at
from .entry_changes import pair_figures
from .figure_changes import figure_parts
from .history import live
from .review import targets_of
from .sentences import align_texts
from .telling import flat, quote

State = Literal["stayed", "moved", "changed", "unplaced"]
_About = tuple[EntryKind, Anchor, Target | None]
#: What of a claim a judgement was about: where that differs, it is to be looked at again.
_JUDGED: Final = frozenset(("words", "denied", "figure", "finding", "passage"))


class Moved(Entry, frozen=True, kw_only=True):
    """One act on one entry, before and after the document was read anew.

    `event` is its number, `act` what it was ("judge", "note" ...). `old` is where it stood, by its own anchor where the old
    ledger does not hold it; `new` where it stands now, None where it is unplaced. `look_again` gives what differs of what a
    person decided on: empty where the decision still stands before the same.
    """

    event: int
    who: str
    act: str
    kind: EntryKind
    state: State
    old: Span
    new: Span | None = None
    old_id: str | None = None
    new_id: str | None = None
    look_again: tuple[Part, ...] = ()
    told: str


def moved(old: Ledger, new: Ledger, events: Sequence[Event]) -> tuple[Moved, ...]:
    """What became of each act that holds and is about an entry, in the order of the events; a merging gives one for each claim.

    `old` is the ledger that people saw, `new` the one that was read anew. Pure. Acts on the document as a whole are left out.
    """
    held = live(events)
    before, after = _Spots.of(old, held), _Spots.of(new, held)
    texts = align_texts(old, new)
    figures = {mine.id: theirs.id for mine, theirs in pair_figures(old, new, texts).both}
    sides = _Sides((before.book, after.book), figures)
    return tuple(
        _moved(event, about, (before.at.get((event.seq, at)), after.at.get((event.seq, at))), sides)
        for event in held
        for at, about in enumerate(_about(event))
    )


@dataclass(frozen=True)
class _Sides:
    """Both ledgers' look-ups, and which figure became which."""

    books: tuple[Book, Book]
    figures: dict[str, str]


@dataclass
class _Spots:
    """Where acts stand in one ledger: the entry of each, by the event's number and the place among its targets."""

    ledger: Ledger
    at: dict[tuple[int, int], Any] = field(default_factory=dict)
    traces: dict[str, tuple[Trace, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, ledger: Ledger, events: Sequence[Event]) -> _Spots:
        """Walk through the events as the review does, and note what each is about when it comes."""
        spots, claims = cls(ledger), Claims.of(ledger)
        for event in events:
            for number, (kind, anchor, target) in enumerate(_about(event)):
                found = spots.find(claims, kind, anchor, target)
                if found is not None:
                    spots.at[event.seq, number] = found
            claims.apply(event)
        return spots

    def find(self, claims: Claims, kind: EntryKind, anchor: Anchor, target: Target | None) -> object | None:
        """The entry that is meant; the place itself for a claim that a person adds."""
        place = placed(anchor, self.ledger.document.text)
        if target is None:
            return self.ledger.document.span(*place) if place else None
        if kind == "claim":
            claim = claims.find(target)
            if claim is not None:
                self.traces[claim.id] = claims.traces[claim.id]
            return claim
        ident = entry_at(self.ledger, kind, target.id, place) if place else None
        if ident is None or place is None:
            return None
        if kind == "figure":
            return next(each for each in self.ledger.figures if each.id == ident)
        return _Other(ident, self.ledger.document.span(*place))

    @property
    def book(self) -> Book:
        """The ledger's look-ups, with the traces of claims that people made of others."""
        known = {claim.id for claim in self.ledger.claims}
        more = [trace for ident, held in self.traces.items() if ident not in known for trace in held]
        return Book(replace(self.ledger, traces=(*self.ledger.traces, *more)))


@dataclass(frozen=True)
class _Other:
    """An attribution or a flag: its id and where it stands."""

    id: str
    span: Span


def _about(event: Event) -> Iterator[_About]:
    """What an act is about: its targets, or the place of a claim that is added."""
    act = event.act
    if isinstance(act, AddClaim):
        yield "claim", act.anchor, None
    for target in targets_of(act):
        yield target.kind, target.anchor, target


def _moved(event: Event, about: _About, found: tuple[Any, Any], sides: _Sides) -> Moved:
    (kind, anchor, _), (mine, theirs) = about, found
    old = _span(mine) or Span(start=anchor.start, end=anchor.end, text=anchor.text)
    new = _span(theirs)
    again = tuple(_look_again(event, mine, theirs, sides)) if mine is not None and theirs is not None else ()
    state = _state(old, new)
    return Moved(
        event=event.seq,
        who=event.who,
        act=type(event.act).__struct_config__.tag,  # type: ignore[arg-type]
        kind=kind,
        state=state,
        old=old,
        new=new,
        old_id=getattr(mine, "id", None),
        new_id=getattr(theirs, "id", None),
        look_again=again,
        told=_told(state, old, new, again),
    )


def _span(entry: Any) -> Span | None:
    if entry is None or isinstance(entry, Span):
        return entry
    if isinstance(entry, _Other):
        return entry.span
    return Span(start=entry.start, end=entry.end, text=entry.text)


def _state(old: Span, new: Span | None) -> State:
    if new is None:
        return "unplaced"
    if flat(old.text) != flat(new.text):
        return "changed"
    return "stayed" if (old.start, old.end) == (new.start, new.end) else "moved"


def _look_again(event: Event, old: object, new: object, sides: _Sides) -> Iterator[Part]:
    """What differs of what a person decided on. A note, a reply or new edges decide nothing on what was found."""
    act = event.act
    decides = (
        (isinstance(act, Judge) and act.value is not None)
        or (isinstance(act, Accept) and act.passage is not None)
        or (isinstance(act, Rate) and act.rating is not None)
    )
    if decides and isinstance(old, Claim) and isinstance(new, Claim):
        yield from (each for each in claim_parts(old, new, sides.books, sides.figures) if each.what in _JUDGED)
    elif decides and isinstance(old, Figure) and isinstance(new, Figure):
        yield from figure_parts(old, new)


def _told(state: State, old: Span, new: Span | None, again: Sequence[Part]) -> str:
    if new is None:
        return f"{quote(old.text)} has no sure place now"
    words = {
        "stayed": f"{quote(new.text)} stands where it stood",
        "moved": f"{quote(new.text)} moved from {old.start} to {new.start}",
        "changed": f"{quote(old.text)} is {quote(new.text)} now",
    }[state]
    return f"{words}; look again: {'; '.join(each.told for each in again)}" if again else words
