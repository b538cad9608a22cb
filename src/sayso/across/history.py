"""The history of a thread's figures: where each stood first, and what became of it from text to text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Final

from sayso.align import distance
from sayso.evidence.named import telling_words
from sayso.model import Appearance, FigureHistory, FigurePoint, FigureStep, Rests

from .callings import Callings
from .lines import Lines
from .points import Point, in_order, points_of
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


def histories(appearances: Sequence[Appearance], rests: Iterable[Rests] = ()) -> tuple[FigureHistory, ...]:
    """The figures of one thread that stand in two of its appearances or more, each as a line by date with typed steps.

    `rests` tell what is known of who rests on whom (see `origins`); what the appearances' speakers say is read here. The outcome does not
    depend on the order of the appearances. Cost: linear in their number.
    """
    named = _Named(appearances, rests)
    lines = Lines()
    for appearance in in_order(appearances, named.depth):
        lines.add(points_of(appearance))
    return tuple(_history(line, named) for line in lines.lines() if len(line) > 1)


class _Named:
    """Which documents each document of a thread rests on, as far as it says so or is known otherwise."""

    def __init__(self, appearances: Sequence[Appearance], rests: Iterable[Rests]) -> None:
        known: dict[str, set[str]] = defaultdict(set)
        for each in rests:
            known[each.document].add(each.on)
        callings = Callings(appearances)
        called = cache(lambda name: frozenset(callings.of(name)))
        for one in appearances:
            known[one.document].update(*(called(name) for name in one.speakers))
        documents = {one.document for one in appearances}
        self.on = {document: frozenset((on - {document}) & documents) for document, on in known.items()}
        self.depth: Mapping[str, int] = {one: int(bool(self.on[one])) for one in documents}


def _history(line: Sequence[Point], named: _Named) -> FigureHistory:
    first = line[0]
    counted = first.figure.counted or first.figure.base or first.figure.subject
    return FigureHistory(
        id=_name(*(f"{one.appearance.id} {one.figure.id}" for one in line)),
        counted=counted.text if counted else first.figure.unit or first.figure.kind.replace("_", " "),
        points=tuple(map(_point, line)),
        steps=tuple(_steps(line, named)),
    )


def _point(one: Point) -> FigurePoint:
    appearance = one.appearance
    return FigurePoint(
        appearance=appearance.id, published=appearance.published, figure=one.figure, sources=appearance.speakers
    )


def _name(*parts: str) -> str:
    return "h:" + blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


# -- what a point goes back to


@dataclass(frozen=True, slots=True)
class _Way:
    """A way back from a point to an earlier one: how near that is, and why it is taken."""

    near: float
    before: int
    change: Change
    why: str


def _steps(line: Sequence[Point], named: _Named) -> Iterator[FigureStep]:
    """For each point but the first the step from the one that it goes back to."""
    by_document: dict[str, list[int]] = defaultdict(list)
    by_value: dict[float, list[int]] = defaultdict(list)
    for at, after in enumerate(line):
        on = named.on.get(after.appearance.document, frozenset())
        if at:
            asked = {0, *range(max(0, at - _LAST), at), *by_value[after.value][-_LAST:]}
            asked.update(before for one in sorted(on) for before in by_document[one][-_LAST:])
            yield _nearest(line, at, asked, on)
        by_document[after.appearance.document].append(at)
        by_value[after.value].append(at)


def _nearest(line: Sequence[Point], at: int, asked: Iterable[int], on: frozenset[str]) -> FigureStep:
    ways = [_way(line, before, at, on) for before in sorted(asked)]
    best = max(ways, key=lambda way: (way.near, way.before))
    return FigureStep(
        before=best.before, after=at, kinds=best.change.kinds, because=f"{best.change.because} ({best.why})"
    )


def _way(line: Sequence[Point], at: int, to: int, on: frozenset[str]) -> _Way:
    before, after = line[at], line[to]
    change = tell_change(before, after)
    named = before.appearance.document in on
    near = _by_kinds(change, before, after) + _WORDING * _alike(before.said, after.said) + _NAMED * named
    near += _SPEAKER * _speak_alike(before, after)
    why = "it rests on that text" if named else "the nearest that stood before it"
    return _Way(near, at, change, why)


def _by_kinds(change: Change, before: Point, after: Point) -> float:
    apart = not change.agrees and not {"unit_changed", "scope_changed"}.isdisjoint(change.kinds)
    if apart or not change.kinds:
        return 0.0  # what is not compared is no way back where there is another
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
