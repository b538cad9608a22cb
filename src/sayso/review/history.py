"""Which acts hold: an undo takes an act back, an undo of that undo does it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.model import Event, Forget, Reread, SetHouse, Sign, Undo

#: What cannot be taken back: what was signed is answered by a correction, a reading by another reading, and what is forgotten is gone.
_FINAL: Final = (Sign, Reread, SetHouse, Forget)


def live(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events that hold, in their order, undos left out. Later undos are looked at first, so that each is decided once."""
    undone: set[int] = set()
    held = []
    for event in sorted(events, key=lambda event: -event.seq):
        if event.seq in undone:
            continue
        if isinstance(event.act, Undo):
            undone.add(event.act.event)
        else:
            held.append(event)
    return tuple(reversed(held))


def actions_of(events: Sequence[Event], who: str) -> tuple[Event, ...]:
    """A person's acts that can be undone and hold, the oldest first."""
    return tuple(event for event in live(events) if event.who == who and not isinstance(event.act, _FINAL))


def undoable(events: Sequence[Event], who: str) -> int | None:
    """The number of the event that an undo by this person takes back: their last act that holds; None where there is none."""
    held = actions_of(events, who)
    return held[-1].seq if held else None


def redoable(events: Sequence[Event], who: str) -> int | None:
    """The number of the undo that a redo by this person takes back: their last one, unless they did something since.

    None where there is none.
    """
    acts = {event.seq: event.act for event in events}
    waiting: list[int] = []
    for event in events:
        if event.who != who or isinstance(event.act, _FINAL):
            continue
        if not isinstance(event.act, Undo):
            waiting.clear()
        elif isinstance(acts.get(event.act.event), Undo):
            waiting = [seq for seq in waiting if seq != event.act.event]
        else:
            waiting.append(event.seq)
    return waiting[-1] if waiting else None
