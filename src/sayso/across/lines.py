"""The figures of a thread's appearances as lines: those that count the same thing, also across languages.

The appearances tell the same claim, so that two figures of one family that stand alone in theirs are likely one; where there are several, what they
count, their values and the words around them decide. Each appearance is held against a bounded number of points, so that the cost is linear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from sayso.align import is_telling

from .abreast import likeness_of, value_of
from .points import Point

#: From this strength on, two figures count the same thing.
_SAME: Final = 0.6
#: What counts beside the likeness of the words: the same thing counted, a value that agrees, standing alone on both sides;
#: against it: other things counted, and a change ("fell by 5") where the other one is a level.
_HEADS, _AGREES, _TELLING, _ALONE, _OTHER, _BY = 0.3, 0.25, 0.45, 0.45, 0.35, 0.2
#: So many lines of a family, and points of a line, are looked at.
_MOST_LINES: Final = 32
_FIRST, _LAST = 1, 3


class Lines:
    """Lines that grow by an appearance at a time."""

    def __init__(self) -> None:
        """No line yet."""
        self._lines: list[list[Point]] = []
        self._families: dict[str, list[int]] = defaultdict(list)
        self._values: dict[tuple[str, str], list[int]] = defaultdict(list)

    def add(self, points: Sequence[Point]) -> None:
        """Put each figure of one appearance to the line that it belongs to, the surest first; what belongs to none begins one."""
        found = [(strength, at, number) for at, point in enumerate(points) for number, strength in self._near(point)]
        taken: dict[int, int] = {}
        for _, at, number in sorted(found, key=lambda one: (-one[0], one[1], one[2])):
            if at not in taken and number not in taken.values():
                taken[at] = number
        for at, point in enumerate(points):
            self._put(point, taken.get(at))

    def lines(self) -> tuple[tuple[Point, ...], ...]:
        """All lines, in the order in which they began."""
        return tuple(map(tuple, self._lines))

    def _near(self, point: Point) -> Iterator[tuple[int, float]]:
        own = self._families[point.family][-_MOST_LINES:]
        for number in dict.fromkeys((*self._values[_key(point)][-_MOST_LINES:], *own)):
            line = self._lines[number]
            some = {id(one): one for one in (*line[:_FIRST], *line[-_LAST:])}
            strength = max(likeness(one, point) for one in some.values())
            if strength >= _SAME:
                yield number, strength

    def _put(self, point: Point, number: int | None) -> None:
        if number is None:
            number = len(self._lines)
            self._lines.append([])
            self._families[point.family].append(number)
        self._lines[number].append(point)
        numbers = self._values[_key(point)]
        if number not in numbers[-_MOST_LINES:]:
            numbers.append(number)


def likeness(before: Point, after: Point) -> float:
    """How likely two figures of two appearances of one claim count the same thing: from 0.6 on they do."""
    if before.family != after.family:
        return 0.0
    alike, told = likeness_of(before, after), value_of(before, after)
    heads = alike.heads or bool(before.head & after.head)
    parted = bool(before.head and after.head and not heads)
    value = (_TELLING if is_telling(after.figure) else _AGREES) if told.agrees else 0.0
    alone = _ALONE if before.alone and after.alone else 0.0
    by = (before.figure.role == "change") != (after.figure.role == "change")
    against = 0.0 if told.agrees else _OTHER * parted + _BY * by
    return max(alike.mean, alike.score) + _HEADS * heads + value + alone - against


def _key(point: Point) -> tuple[str, str]:
    return point.family, f"{point.value:.4g}"
