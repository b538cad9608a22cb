"""What a figure goes back to: the ways from a later point of a line to earlier ones, and how near each of them is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.align import distance
from sayso.evidence.named import telling_words
from sayso.model import ChangeKind

from .leads import Leads
from .points import Point
from .steps import Change, tell_change

#: So many earlier points are asked whether a later one goes back to them, besides those that it names.
_LAST: Final = 12
#: How near a later figure is to an earlier one, by what became of it; what has none of these is near by its size.
_NEAR: Final = {
    "same": 6.0, "bound_dropped": 5.0, "bound_added": 5.0, "scope_changed": 4.0, "rounded": 4.5, "made_exact": 4.5,
    "unit_changed": 4.0, "digit_slip": 3.0, "grown": 1.0, "shrunk": 1.0,
}  # fmt: skip
_MORE: Final = 0.5
#: What it counts beside that a text rests on the earlier one, is alike in words, or lays it to the same speaker.
_NAMED, _WORDING, _SPEAKER = 6.5, 1.5, 1.0
#: What becomes of a value that is told anew: from the exact one, where that is known, and not from what that was rounded to.
_ANEW: Final[frozenset[ChangeKind]] = frozenset(("made_exact", "grown", "shrunk"))


@dataclass(frozen=True, slots=True)
class Way:
    """A way back to an earlier point: how near that is, why it is taken, and why it is none where another is, or nothing."""

    near: float
    before: int
    change: Change
    why: str
    none: str = ""


class Ways:
    """The ways back within one line, whose points are gone through in their order."""

    def __init__(self, line: Sequence[Point], leads: Leads) -> None:
        """`leads` says which texts each text may have its figure from."""
        self._line, self._leads = line, leads
        self._by_document: dict[str, list[int]] = defaultdict(list)
        self._by_value: dict[float, list[int]] = defaultdict(list)
        self._exact: dict[int, int] = {}  # of a point that was rounded the exact one that it stands for

    def back(self, at: int) -> tuple[Way, ...]:
        """The ways back from a point, the nearest first; none from the first point. Each point is to be asked once, in their order."""
        found = sorted((self._way(one, at) for one in self._asked(at)), key=lambda way: (-way.near, -way.before))
        if found:
            self._note(at, found[0])
        after = self._line[at]
        self._by_document[after.appearance.document].append(at)
        self._by_value[after.value].append(at)
        return tuple(found)

    def _asked(self, at: int) -> Iterator[int]:
        """The earlier points that are asked: a bounded number, and those of texts that are named."""
        after = self._line[at]
        near = {*range(max(0, at - _LAST), at), *self._by_value[after.value][-_LAST:], *([0] if at else [])}
        for one in self._leads.on(after.appearance.document):
            near.update(self._by_document[one][-_LAST:])
        yield from sorted(near | {self._exact[one] for one in near & self._exact.keys()})

    def _note(self, at: int, way: Way) -> None:
        """Of a point that was rounded, or has a rounded value on, note the exact one."""
        if "rounded" in way.change.kinds:
            self._exact[at] = self._exact.get(way.before, way.before)
        elif way.change.agrees and way.before in self._exact and _ANEW.isdisjoint(way.change.kinds):
            self._exact[at] = self._exact[way.before]

    def _way(self, at: int, to: int) -> Way:
        before, after = self._line[at], self._line[to]
        change = tell_change(before, after)
        documents = after.appearance.document, before.appearance.document
        named, none = self._leads.rests_on(*documents), self._none(at, change)
        near = (0.0 if none else _by_kinds(change, before, after)) + _NAMED * named
        near += _WORDING * _alike(before.said, after.said)
        near += _SPEAKER * (_speak_alike(before, after) or self._leads.have_one_source(*documents))
        why = "it rests on that text" if named else "the nearest that stood before it"
        return Way(near, at, change, why, none)

    def _none(self, at: int, change: Change) -> str:
        """Why an earlier point is none to go back to where another is, or nothing."""
        apart = not change.agrees and not {"unit_changed", "scope_changed"}.isdisjoint(change.kinds)
        if apart or not change.kinds:
            return f"is not compared: {change.words}"
        if at in self._exact and not _ANEW.isdisjoint(change.kinds):
            return f"is “{self._line[self._exact[at]].figure.text}”, rounded"
        return ""


def _by_kinds(change: Change, before: Point, after: Point) -> float:
    least = min(_NEAR[kind] for kind in change.kinds) - _MORE * (len(change.kinds) - 1)
    if least > 1 or before.figure.vague or after.figure.vague:
        return least
    return least + 1.0 - min(1.0, distance(after.figure, before.figure))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _speak_alike(before: Point, after: Point) -> bool:
    """Whether one of those to whom the one is laid is called like one of the other, or shorter."""
    mine, theirs = ([telling_words(name) for name in point.appearance.speakers] for point in (before, after))
    return any(one and other and (one <= other or other <= one) for one in mine for other in theirs)
