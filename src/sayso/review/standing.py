"""What stands of several acts on one thing: the last that was done in sight of the others, or all that were not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from sayso.model import Event

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing(Generic[T]):
    """The acts that no later act overruled, with what each says, oldest first.

    An act overrules another by the same person, and one that its author had seen. Two people who did not see each
    other's acts and say different things are in conflict, until someone who has seen both decides.
    """

    heads: tuple[tuple[Event, T], ...] = ()

    @property
    def conflict(self) -> bool:
        """Whether acts that stand say different things."""
        return len({repr(value) for _, value in self.heads}) > 1

    @property
    def value(self) -> T | None:
        """What is held: the one thing that all say; the latest where they are in conflict; None where nothing stands."""
        return self.heads[-1][1] if self.heads else None

    @property
    def event(self) -> Event | None:
        """The event of `value`."""
        return self.heads[-1][0] if self.heads else None

    def with_act(self, event: Event, value: T) -> Standing[T]:
        """What stands after one more act."""
        kept = tuple(head for head in self.heads if not _overrules(event, head[0]))
        return Standing((*kept, (event, value)))


def _overrules(event: Event, earlier: Event) -> bool:
    return earlier.who == event.who or earlier.seq <= event.seen
