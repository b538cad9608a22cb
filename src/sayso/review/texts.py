"""Two texts beside each other: what changed, and where each place of the one stands in the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from .change import TextChange

Place = tuple[int, int]


class Stretch(NamedTuple):
    """`old[start:end]` stands at `new[to:to_end]`: the same words, or those that took their place."""

    start: int
    end: int
    to: int
    to_end: int
    same: bool


@dataclass(frozen=True)
class Texts:
    """Two texts side by side. Made by `align_texts`; `changes` and `spaces` together make the new text of the old one."""

    changes: tuple[TextChange, ...] = ()
    spaces: tuple[TextChange, ...] = ()
    stretches: tuple[Stretch, ...] = ()

    def forth(self, start: int, end: int) -> Place | None:
        """Where a stretch of the old text stands in the new one, or None where all of it is gone.

        Words that took the place of others stand for them as a whole.
        """
        return _carried(self._forth, start, end)

    def back(self, start: int, end: int) -> Place | None:
        """Where a stretch of the new text stood in the old one."""
        return _carried(self._back, start, end)

    @property
    def turned(self) -> Texts:
        """The same with old and new exchanged."""
        return Texts(
            tuple(sorted(map(_turned, self.changes), key=order)),
            tuple(sorted(map(_turned, self.spaces), key=order)),
            tuple(_back(each) for each in self.stretches),
        )

    @cached_property
    def _forth(self) -> tuple[list[int], list[Stretch]]:
        return _by_start(self.stretches)

    @cached_property
    def _back(self) -> tuple[list[int], list[Stretch]]:
        return _by_start(_back(each) for each in self.stretches)


def apply_changes(text: str, changes: Iterable[TextChange]) -> str:
    """The new text, made of the old one and all changes of it: `(*changes.text, *changes.spaces)`."""
    held = list(changes)
    kept, at = [], 0
    for start, end in sorted((each.old.start, each.old.end) for each in held if each.old):
        kept.append(text[at:start])
        at = end
    rest, made, used, size = "".join((*kept, text[at:])), [], 0, 0
    for span in sorted((each.new for each in held if each.new), key=lambda span: span.start):
        made += [rest[used : used + span.start - size], span.text]
        used, size = used + span.start - size, span.end
    return "".join((*made, rest[used:]))


def order(change: TextChange) -> tuple[int, int, int]:
    """Changes in the order of the new text; what is gone stands where it stood in the old one."""
    new, old = change.new, change.old
    return (new.start if new else old.start if old else 0, new is not None, old.start if old else -1)


def _turned(change: TextChange) -> TextChange:
    how = {"added": "dropped", "dropped": "added"}.get(change.how, change.how)
    edits = tuple(replace(each, old=each.new, new=each.old) for each in change.edits)
    return replace(change, how=how, old=change.new, new=change.old, edits=edits)


def _back(each: Stretch) -> Stretch:
    return Stretch(each.to, each.to_end, each.start, each.end, each.same)


def _by_start(stretches: Iterable[Stretch]) -> tuple[list[int], list[Stretch]]:
    ordered = sorted(stretches)
    return [each.start for each in ordered], ordered


def _carried(index: tuple[list[int], list[Stretch]], start: int, end: int) -> Place | None:
    starts, stretches = index
    low = high = -1
    for at in range(max(0, bisect_right(starts, start) - 1), len(stretches)):
        each = stretches[at]
        if each.start >= end:
            break
        if each.end <= start:
            continue
        begins = each.to + max(0, start - each.start) if each.same else each.to
        ends = each.to_end - max(0, each.end - end) if each.same else each.to_end
        low, high = begins if low < 0 else min(low, begins), max(high, ends)
    return None if low < 0 else (low, high)
