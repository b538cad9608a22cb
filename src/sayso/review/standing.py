"""What stands of several acts on one thing: the last that was done in sight of the others, or all that were not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sayso.model import Event, Rate

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
        return len({repr(_said(value)) for _, value in self.heads}) > 1

    @property
    def counted(self) -> T | None:
        """What counts: what all say, and nothing as long as they are in conflict."""
        return None if self.conflict else self.value

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

    @staticmethod
    def together(held: Iterable[Standing[T]]) -> Standing[T]:
        """What stands of several things that became one: all that stood of each, in conflict where it differs.

        What was taken back says nothing of the others, so it is left out.
        """
        heads = {event.seq: (event, value) for each in held if not each.taken_back for event, value in each.heads}
        return Standing(tuple(heads[seq] for seq in sorted(heads)))

    @property
    def taken_back(self) -> bool:
        """Whether nothing stands, or all that does took something back."""
        return all(_is_nothing(value) for _, value in self.heads)


def _said(value: object) -> object:
    """What a value says, whatever the words that it was said of."""
    return (value.rating, value.reasons, value.name) if isinstance(value, Rate) else value


def _is_nothing(value: object) -> bool:
    return value is None or (isinstance(value, Rate) and value.rating is None)


def _overrules(event: Event, earlier: Event) -> bool:
    return earlier.who == event.who or earlier.seq <= event.seen
