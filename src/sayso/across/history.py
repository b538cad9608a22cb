"""The history of a thread's figures: where each stood first, and what became of it from text to text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from sayso.model import Appearance, FigureHistory, FigurePoint, FigureStep, Rests

from .leads import Leads
from .lines import Lines
from .points import Point, in_order, points_of
from .ways import Way, Ways


def histories(appearances: Sequence[Appearance], rests: Iterable[Rests] = ()) -> tuple[FigureHistory, ...]:
    """The figures of one thread that stand in two of its appearances or more, each as a line by date with typed steps.

    `rests` tell what is known of who rests on whom (see `origins`); what the appearances' speakers say is read here. The outcome does not
    depend on the order of the appearances. Cost: linear in their number.
    """
    leads = Leads(appearances, rests)
    lines = Lines()
    for appearance in in_order(appearances, leads.place):
        lines.add(points_of(appearance))
    return tuple(_history(line, leads) for line in lines.lines() if len(line) > 1)


def _history(line: Sequence[Point], leads: Leads) -> FigureHistory:
    first = line[0]
    counted = first.figure.counted or first.figure.base or first.figure.subject
    return FigureHistory(
        id=_name(*(f"{one.appearance.id} {one.figure.id}" for one in line)),
        counted=counted.text if counted else first.figure.unit or first.figure.kind.replace("_", " "),
        points=tuple(map(_point, line)),
        steps=tuple(_steps(line, leads)),
    )


def _point(one: Point) -> FigurePoint:
    appearance = one.appearance
    return FigurePoint(
        appearance=appearance.id, published=appearance.published, figure=one.figure, sources=appearance.speakers
    )


def _name(*parts: str) -> str:
    return "h:" + blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _steps(line: Sequence[Point], leads: Leads) -> Iterator[FigureStep]:
    """For each point but the first the step from the one that it goes back to."""
    ways = Ways(line, leads)
    for at in range(len(line)):
        back = ways.back(at)
        if back:
            best = back[0]
            because = f"{best.change.because} ({best.why}{_passed(line, best, back)})"
            yield FigureStep(before=best.before, after=at, kinds=best.change.kinds, because=because)


def _passed(line: Sequence[Point], best: Way, back: Sequence[Way]) -> str:
    """The last figure that stood between and is passed over, with the reason; nothing where there is none."""
    later = [way for way in back if way.none and way.before > best.before]
    if not later:
        return ""
    last = max(later, key=lambda way: way.before)
    return f"; the later “{line[last.before].figure.text}” {last.none}"
