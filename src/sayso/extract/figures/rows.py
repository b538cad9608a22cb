"""Rows of tables: a figure's unit, what it counts, its period and place, by the headings of its row and the caption."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice, takewhile
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line
from sayso.model import QUANTITIES

from .headings import is_unit, unit_of_caption, unit_of_heading
from .reading import Reading, Value

Stretch = tuple[int, int]

_YEARS: Final = range(1000, 2101)
_LONGEST_LABEL: Final = 20
_LONGEST_PLACE: Final = 6
_LONGEST_UNIT: Final = 6
_HUNDRED: Final = 100
#: A heading of a date or a place is short: "Year of arrival", "Fiscal year".
_SHORT: Final = 4
_PAIR: Final = 2
_OPENING: Final = frozenset({"(", "["})
_CLOSING: Final = frozenset({")", "]"})


class Cell(Struct, frozen=True):
    """A cell of a row, in tokens: the heading of its column, empty where it has none, and its value."""

    heading: Stretch
    value: Stretch


class Row(Struct, frozen=True):
    """A row with all its figures, and what it says of them: its label (the first value that is no number), period, place."""

    line: Line
    readings: Sequence[Reading]
    g: Grammar
    caption: str
    label: Stretch | None = None
    period: Stretch | None = None
    place: Stretch | None = None


class InRow(Struct, frozen=True):
    """A figure of a row. `bare` tells that it is all of its cell, so that the headings say what it is."""

    reading: Reading
    bare: bool = False
    period: Stretch | None = None
    place: Stretch | None = None


def read_row(line: Line, readings: Sequence[Reading], g: Grammar, caption: str) -> list[InRow]:
    """The figures of a row with what its headings say of them; of the numbers within headings only dates are kept.

    `caption` is the text over the table, or "". Cost: linear in the number of tokens.
    """
    cells = _cells(line)
    row = _described(Row(line, readings, g, caption), cells)
    found: list[InRow] = []
    at = 0
    for reading in readings:
        while at < len(cells) - 1 and cells[at].value[1] <= reading.first:
            at += 1
        if reading.first >= cells[at].value[0]:
            found.append(_in_cell(row, reading, cells[at]))
        elif reading.kind == "date":
            found.append(InRow(reading))
    return found


def _cells(line: Line) -> list[Cell]:
    """The cells between semicolons, each with what stands before its first colon as its heading."""
    cells: list[Cell] = []
    start, colon = 0, -1
    for at in range(len(line) + 1):
        if at == len(line) or (line.key(at) == ";" and not line.glued(at + 1)):
            value = colon + 1 if colon >= start else start
            cells.append(Cell((start, max(start, colon)), (value, at)))
            start, colon = at + 1, -1
        elif colon < start < at and line.key(at) == ":" and not line.glued(at + 1):
            colon = at
    return cells


def _described(row: Row, cells: Sequence[Cell]) -> Row:
    numbers = {reading.first for reading in row.readings}
    years = [r.first for r in row.readings if r.kind == "date" or _year_number(row.line, r)]
    wordy = [cell for cell in cells if cell.value[0] not in numbers and not _any_digits(row.line, cell.value)]
    wordy = [cell for cell in wordy if 0 < cell.value[1] - cell.value[0] <= _LONGEST_LABEL]
    return replace(
        row,
        label=next((cell.value for cell in wordy), _first_value(row.line, cells)),
        place=next((cell.value for cell in wordy if _is_place(row, cell)), None),
        period=next((c.value for c in cells if _heads_year(row, c) and _any_within(years, c.value)), None),
    )


def _first_value(line: Line, cells: Sequence[Cell]) -> Stretch | None:
    """The first cell, where it holds more than a number: "Under 10", "Quay 4"."""
    first = cells[0].value
    return first if any(line.word(at) for at in range(*first)) and first[1] - first[0] <= _LONGEST_LABEL else None


def _any_within(places: Sequence[int], stretch: Stretch) -> bool:
    at = bisect_left(places, stretch[0])
    return at < len(places) and places[at] < stretch[1]


def _any_digits(line: Line, stretch: Stretch) -> bool:
    return any(line.digits(at) for at in range(*stretch))


def _is_place(row: Row, cell: Cell) -> bool:
    """Whether the heading says that it is a place, or the CLDR knows the value as a territory."""
    if cell.value[1] - cell.value[0] > _LONGEST_PLACE:
        return False
    if _headed(row, cell, "table.place"):
        return True
    from sayso.language.words import names  # compiles patterns that no text without rows asks for

    found = names(row.line.written(*cell.value))
    return len(found) == 1 and found[0].startswith("territory:")


def _heads_year(row: Row, cell: Cell) -> bool:
    return _headed(row, cell, "table.year")


def _headed(row: Row, cell: Cell, listed: str) -> bool:
    """Whether the heading begins with a word of a list, or is one with a word before it."""
    first, end = cell.heading
    words = row.g.words(listed)
    return first < end <= first + _SHORT and (
        row.line.key(first) in words or (end - first <= _PAIR and row.line.key(end - 1) in words)
    )


def _in_cell(row: Row, reading: Reading, cell: Cell) -> InRow:
    line, g = row.line, row.g
    if not _bare(line, reading, cell):
        return InRow(reading, period=row.period, place=row.place)
    if _heads_year(row, cell):
        return InRow(_as_year(line, reading))
    unit = unit_of_heading(line.written(*cell.heading), g)
    counts = unit is not None or row.period is not None
    if counts and reading.kind == "date" and reading.end == reading.first + 1 and line.key(reading.first).isdecimal():
        reading = replace(reading, kind="count", because="a number under the heading of its column")
    if reading.kind not in QUANTITIES:
        return InRow(reading)
    over = unit_of_caption(row.caption, g) if row.caption and unit is None and cell.value != row.label else None
    made = _with_unit(reading, unit, over)
    counted = _counted(row, cell)
    made = replace(made, counted=None if counted == cell.value else counted)
    return InRow(made, bare=True, period=_heading_year(cell, row.readings) or row.period, place=row.place)


def _bare(line: Line, reading: Reading, cell: Cell) -> bool:
    """Whether nothing but the figure stands in the cell; signs such as "*" aside."""
    first, end = cell.value
    if (end - first) - (reading.end - reading.first) > _LONGEST_PLACE:
        return False
    rest = (*range(first, reading.first), *range(reading.end, end))
    return not any(line.word(at) or line.digits(at) for at in rest)


def _year_number(line: Line, reading: Reading) -> bool:
    plain = reading.kind == "count" and reading.end == reading.first + 1 and line.key(reading.first).isdecimal()
    return plain and reading.low in _YEARS


def _as_year(line: Line, reading: Reading) -> Reading:
    if not _year_number(line, reading):
        return reading
    return replace(reading, kind="date", because="a number under a heading for years")


def _heading_year(cell: Cell, readings: Sequence[Reading]) -> Stretch | None:
    """The year that the heading names: "2023", "Tonnes 2023"."""
    first, end = cell.heading
    start = bisect_left(readings, first, key=lambda reading: reading.first)
    within = takewhile(lambda reading: reading.end <= end, islice(readings, start, None))
    dates = (r for r in within if r.kind == "date" and r.low is not None)
    return next(((r.first, r.end) for r in dates), None)


def _with_unit(reading: Reading, own: Reading | None, over: Reading | None) -> Reading:
    """The reading with the unit, currency and scale of its column, else those of the caption."""
    if reading.kind != "count" or reading.unit is not None:
        return reading
    unit, whence = (own, "of its column") if own is not None else (over, "of its table's caption")
    if unit is None or (own is None and unit.kind == "percent" and _beyond(reading)):
        return reading
    return replace(
        reading,
        kind=unit.kind,
        unit=unit.unit,
        currency=unit.currency,
        per=unit.per,
        low=_times(reading.low, unit.low),
        high=_times(reading.high, unit.low),
        scaled=reading.scaled or unit.scaled,
        because=f"a number with the unit {whence}",
    )


def _beyond(reading: Reading) -> bool:
    return any(value is not None and value > _HUNDRED for value in (reading.low, reading.high))


def _times(value: Value | None, scale: Value | None) -> Value | None:
    if value is None or scale is None or scale == 1:
        return value
    return value * scale  # type: ignore[operator]  # no binary floats come from a line


def _counted(row: Row, cell: Cell) -> Stretch | None:
    """The heading without its brackets; the row's label where the heading names a year or a unit alone, or nothing."""
    line, g = row.line, row.g
    first, end = _without_brackets(line, cell.heading)
    while first < end and (line.digits(end - 1) or not line.word(end - 1) or line.key(end - 1) in g.words("table.in")):
        end -= 1
    while first < end and (not line.word(first) or line.key(first) in g.words("counted.of")):
        first += 1
    opens = g.words("table.in") | {","}
    likely = (at for at in range(max(first, end - _LONGEST_UNIT), end) if at == first or line.key(at - 1) in opens)
    cuts = (at for at in likely if is_unit(line.written(at, end), g))
    end = next(cuts, end)
    while first < end and (not line.word(end - 1) or line.key(end - 1) in g.words("table.in")):
        end -= 1
    if first == end:
        return row.label
    empty = all(line.key(at) in g.words("table.empty") for at in range(first, end))
    return row.label if empty and row.label is not None and row.place != row.label else (first, end)


def _without_brackets(line: Line, heading: Stretch) -> Stretch:
    first, end = heading
    for at in range(first, end):
        if line.key(at) in _OPENING and at > first:
            return first, at
        if line.key(at) in _CLOSING:
            first = at + 1
    return first, end
