"""A cue that was found in a unit, with its source, before its content is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .nouns import Range

#: Where what is said may stand: on either side of the cue, only behind it, only before it, or all around.
Mode = Literal["around", "after", "before", "whole"]


@dataclass(frozen=True, slots=True)
class Hit:
    """Ranges are of the unit's items. `source` is None where nobody is named; `shared` when it stands at an earlier cue.

    `listener` is the range of who was told, `particle` the rest of a split verb;
    `anaphor` is set where "das" stands for what is said, the sentence before,
    `dropped` where the subject is left out and whoever spoke last is meant, `suggested` where the cue is not certain. `rule` says in words how it was found.
    """

    cue: Range
    source: Range | None
    mode: Mode
    frame: str
    rule: str
    shared: bool = False
    listener: Range | None = None
    content: tuple[Range, ...] | None = None
    anaphor: bool = False
    dropped: bool = False
    suggested: bool = False
    particle: Range | None = None

    @property
    def start(self) -> int:
        """The first item of its cue or, where it stands at the cue, its source."""
        if self.source is None or self.shared:
            return self.cue[0]
        return min(self.cue[0], self.source[0])

    @property
    def end(self) -> int:
        """The item after its cue, its source and who was told."""
        ends = [self.cue[1]]
        if self.source is not None and not self.shared:
            ends.append(self.source[1])
        if self.particle is not None:
            ends.append(self.particle[1])
        if self.listener is not None:
            ends.append(self.listener[1])
        return max(ends)
