"""The history of a figure, drawn: a row a value in the order of the dates, its bounds along one axis, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil, floor, isfinite, log10
from typing import Final, Literal

from sayso.model import Appearance, ChangeKind, Figure, FigureHistory, FigurePoint, FigureStep

from .figure_words import figure_words, plain_number
from .safe import line
from .thread_names import called, day, fit
from .words import count

#: What became of a figure: its sign and its words.
KINDS: Final[dict[ChangeKind, tuple[str, str]]] = {
    "same": ("=", "the same"),
    "rounded": ("≈", "rounded"),
    "made_exact": ("◎", "made exact"),
    "bound_dropped": ("⊖", "bound dropped"),
    "bound_added": ("⊕", "bound added"),
    "scope_changed": ("⊂", "other scope"),
    "unit_changed": ("¤", "other unit"),
    "digit_slip": ("⇄", "digit slip"),
    "grown": ("↑", "grown"),
    "shrunk": ("↓", "shrunk"),
}
UNTOLD: Final = ("?", "cannot be told")
#: Where the columns of the drawing begin: the names, the axis, the figure as written, what became of it; and the whole width.
NAMES, AXIS, WRITTEN, BECAME, WIDTH = 88, 262, 606, 778, 1030
_AXIS_WIDTH: Final = 310
_HEAD, _ROW, _FOOT = 46, 26, 12
#: From so many times the least value on, the axis is logarithmic.
_FAR: Final = 50
#: Rows of one figure that stays the same: so many are drawn, and from so many further ones on they are told in one row.
_DRAWN, _FOLDED = 2, 4
_LARGE, _MILLION, _TICKS = 1e15, 1e6, 4
#: How far an open end is drawn, and to either side what is only "about" a value.
_OPEN, _ABOUT = 26, 15

State = Literal["first", "same", "changed", "untold"]


@dataclass(frozen=True)
class PlotRow:
    """One value: its place, what stands beside it, where its marker and its bounds are; `x` is None where it has no number.

    `below` and `above` are where the bar of its bounds begins and ends; an open end has an arrow. `exact` says that both bounds are the value. `more` is how many further values the row
    stands for.
    """

    y: float
    when: str
    name: str
    written: str
    became: str
    state: State
    x: float | None = None
    below: float = 0.0
    above: float = 0.0
    open_below: bool = False
    open_above: bool = False
    exact: bool = False
    about: bool = False
    more: int = 0


@dataclass(frozen=True)
class Tick:
    """A mark of the axis."""

    x: float
    words: str


@dataclass(frozen=True)
class Way:
    """The line from a value to the one that came of it."""

    x1: float
    y1: float
    x2: float
    y2: float
    same: bool


@dataclass(frozen=True)
class Plot:
    """The drawing, in pixels; `told` says what it shows to who does not see it, `notes` what a reader must know of the axis."""

    height: float
    rows: tuple[PlotRow, ...]
    ticks: tuple[Tick, ...]
    lines: tuple[Way, ...]
    told: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class FigureRow:
    """A value in the table: its appearance, its figure, what it goes back to, what became of it, why."""

    appearance: Appearance
    point: FigurePoint
    became: str
    because: str
    before: Appearance | None


def figure_rows(history: FigureHistory, at: Mapping[str, Appearance]) -> list[FigureRow]:
    """Every value of a history for the table."""
    steps = {step.after: step for step in history.steps}
    rows = []
    for number, point in enumerate(history.points):
        step = steps.get(number)
        before = at[history.points[step.before].appearance] if step else None
        because = step.because if step else ""
        rows.append(FigureRow(at[point.appearance], point, became_words(step), because, before))
    return rows


def became_words(step: FigureStep | None) -> str:
    """What became of a figure: its signs and words; empty for the first one."""
    if step is None:
        return ""
    return ", ".join(" ".join(KINDS[kind]) for kind in step.kinds) or " ".join(UNTOLD)


def plot_of(history: FigureHistory, at: Mapping[str, Appearance]) -> Plot:
    """The drawing of a history. A long run of values that stay the same is drawn as one row."""
    drawing = _Drawing(history, at)
    rows: list[PlotRow] = []
    place: dict[int, PlotRow] = {}
    for first, last in drawing.stretches():
        row = drawing.row(first, last, _HEAD + _ROW * (len(rows) + 0.5))
        rows.append(row)
        place.update(dict.fromkeys(range(first, last + 1), row))
    lines = tuple(_lines(history, place))
    height = _HEAD + _ROW * len(rows) + _FOOT
    return Plot(height, tuple(rows), drawing.axis.ticks, lines, _told(history), tuple(_notes(history, drawing.axis)))


class _Drawing:
    """One drawing under way."""

    def __init__(self, history: FigureHistory, at: Mapping[str, Appearance]) -> None:
        self._points, self._at = history.points, at
        self._steps = {step.after: step for step in history.steps}
        self.axis = _Axis([value for point in history.points for value in _numbers(point.figure)])

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The points that are drawn in one row: the first and the last."""
        at, run, many = 0, 0, len(self._points)
        while at < many:
            run = run + 1 if _stays(self._steps.get(at)) else 0
            end = at
            while run > _DRAWN and end + 1 < many and _stays(self._steps.get(end + 1)):
                end += 1
            end = end if end - at + 1 >= _FOLDED else at
            yield at, end
            at = end + 1

    def row(self, first: int, last: int, y: float) -> PlotRow:
        """The row of some points, the first of which is drawn."""
        point, step, more = self._points[first], self._steps.get(first), last - first
        about, figure = called(self._at[point.appearance]), point.figure
        became = became_words(step) if not more else f"= the same, to {day(self._points[last].published) or 'undated'}"
        row = PlotRow(
            y,
            about.when or "undated",
            fit(count(more + 1, "text") if more else about.name, 24),
            fit(figure.text, 22),
            fit(became, 36),
            _state(step),
            more=more,
        )
        return self._placed(row, figure) if figure.is_quantity else row

    def _placed(self, row: PlotRow, figure: Figure) -> PlotRow:
        """The row with the places of its value."""
        low, high = self.axis.of(figure.low), self.axis.of(figure.high)
        known = [value for value in (low, high) if value is not None]
        if not known:
            return row
        x, about = sum(known) / len(known), figure.approximate or figure.vague
        beside = _ABOUT if about and low == high else 0
        return replace(
            row,
            x=x,
            below=x - _OPEN if low is None else low - beside,
            above=x + _OPEN if high is None else high + beside,
            open_below=low is None,
            open_above=high is None,
            exact=low == high,
            about=about,
        )


def _stays(step: FigureStep | None) -> bool:
    return step is not None and step.kinds == ("same",)


def _state(step: FigureStep | None) -> State:
    if step is None:
        return "first"
    return "untold" if not step.kinds else "same" if _stays(step) else "changed"


def _lines(history: FigureHistory, place: Mapping[int, PlotRow]) -> Iterator[Way]:
    seen = set()
    for step in history.steps:
        one, other = place.get(step.before), place.get(step.after)
        if one is None or other is None or one is other or one.x is None or other.x is None:
            continue
        if (one.y, other.y) not in seen:
            seen.add((one.y, other.y))
            yield Way(one.x, one.y, other.x, other.y, _stays(step))


# -- the axis


class _Axis:
    """Where values stand: along a line that begins and ends at round numbers, logarithmic where they lie far apart."""

    def __init__(self, values: Sequence[float]) -> None:
        least, most = (min(values), max(values)) if values else (0.0, 1.0)
        self.far = least > 0 and most / least >= _FAR
        marks = _powers(least, most) if self.far else _round_numbers(least, most)
        self.low, self.high = marks[0], marks[-1]
        self.ticks = tuple(Tick(self._at(mark), tick_words(mark)) for mark in marks) if values else ()

    def of(self, value: float | None) -> float | None:
        """The place of a value, or None where it is no number that can be placed."""
        number = _number(value)
        return None if number is None else self._at(number)

    def _at(self, value: float) -> float:
        low, high = self._scaled(self.low), self._scaled(self.high)
        share = (self._scaled(value) - low) / (high - low) if high > low else 0.5
        return round(AXIS + _AXIS_WIDTH * min(1.0, max(0.0, share)), 1)

    def _scaled(self, value: float) -> float:
        return log10(value) if self.far and value > 0 else value


def _numbers(figure: Figure) -> Iterator[float]:
    if figure.is_quantity:
        yield from (number for value in (figure.low, figure.high) if (number := _number(value)) is not None)


def _number(value: float | None) -> float | None:
    """A value that can be drawn: one that is no number, or has hundreds of digits, cannot."""
    try:
        number = None if value is None else float(value)
    except OverflowError:
        return None
    return number if number is not None and isfinite(number) and abs(number) < 1e100 else None  # noqa: PLR2004  far beyond any figure


def _round_numbers(least: float, most: float) -> list[float]:
    """About _TICKS steps of 1, 2 or 5 and a power of ten, from below the least to above the most."""
    if least == most:
        least, most = (least - abs(least) / 2, most + abs(most) / 2) if least else (-1.0, 1.0)
    size = (most - least) / _TICKS
    power = 10.0 ** floor(log10(size))
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= size)
    first, last = floor(least / step), ceil(most / step)
    return [number * step for number in range(first, last + 1)]


def _powers(least: float, most: float) -> list[float]:
    """Powers of ten from below the least to above the most, not more than some."""
    first, last = floor(log10(least)), ceil(log10(most))
    by = max(1, ceil((last - first) / _TICKS))
    return [10.0**power for power in range(first, last + by, by)]


def tick_words(value: float) -> str:
    """A number of an axis: "30,000", "1.2 million", "1e+20"."""
    exact = float(f"{value:.6g}")
    if abs(exact) >= _LARGE or 0 < abs(exact) < 1e-4:  # noqa: PLR2004
        return f"{exact:.3g}".replace("-", "−")
    if abs(exact) >= _MILLION:
        return f"{plain_number(float(Decimal(str(exact)) / 10**6))} million"
    return plain_number(exact)


# -- in words


def _told(history: FigureHistory) -> str:
    days = sorted({day(point.published) for point in history.points} - {""})
    span = "" if not days else f" of {days[0]}" if len(days) == 1 else f" from {days[0]} to {days[-1]}"
    kinds = Counter(kind for step in history.steps for kind in step.kinds)
    changes = ", ".join(f"{KINDS[kind][1]} {count(kinds[kind], 'time')}" for kind in KINDS if kinds[kind])
    first = f"{count(len(history.points), 'value')}{span}, the first {line(history.points[0].figure.text)}"
    return f"{first}. {changes[:1].upper()}{changes[1:]}." if changes else f"{first}."


def _notes(history: FigureHistory, axis: _Axis) -> Iterator[str]:
    if axis.far:
        yield "The axis is logarithmic: each step is as many times the one before."
    elif axis.ticks and axis.low > 0:
        yield f"The axis begins at {tick_words(axis.low)}, not at 0."
    units = {(point.figure.kind, point.figure.unit, point.figure.currency) for point in history.points}
    if len(units) > 1:
        yield "The units differ: the axis has the numbers alone."
    if any(point.figure.low is None and point.figure.high is None for point in history.points):
        yield "Values without a number are not drawn."


def words_of(point: FigurePoint) -> str:
    """A figure's normalised form in words."""
    return figure_words(point.figure)
