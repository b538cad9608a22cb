"""Tables: a row is read with its headings, as "Country: Germany; Year: 2015; Arrivals: 890,000"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sayso.model import UnreadableError

from .limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .draft import Anchor, Builder

_NUMERIC: Final = re.compile(r"(?=\D*\d)[\s\d.,'’+\-\u2212\u2013%‰$€£¥()/:*~<>≈≥≤±]*\Z")
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:[/\-\u2013](?:19|20)?\d\d)?\*?\Z")
#: Rows at the top that are looked at for headings.
_TOP: Final = 12


class Cell(NamedTuple):
    """A cell: its text on one line, whether it is marked as a heading, the links in it, the rows and columns it covers."""

    text: str
    head: bool = False
    anchors: tuple[Anchor, ...] = ()
    rows: int = 1
    columns: int = 1


_EMPTY: Final = Cell("")


def add_table(builder: Builder, rows: Sequence[Sequence[Cell]]) -> None:
    """Add a table's rows to a text, each with the headings of its columns.

    A row with one filled cell above the headings is a caption; headings are the rows marked as such, else the first
    full row where it holds words (or years) over rows with numbers. Raises UnreadableError "too-large".
    """
    grid = _grid(rows)
    captions, first = _captions(grid)
    last = first + _count_headings(grid[first:])
    headings = _headings(grid[first:last])
    for row in captions:
        builder.add("caption", *_plain(row))
    if last == len(grid):
        last = first
    for row in grid[last:]:
        builder.add("row", *_compose(row, headings if last > first else []))


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The rows with cells that span several rows or columns set into each of them; empty rows left out."""
    if len(rows) > MAX_ROWS:
        raise UnreadableError("too-large", f"a table has more than {MAX_ROWS:,} rows", "split it, and give the parts")
    grid: list[list[Cell]] = []
    hanging: dict[int, tuple[Cell, int]] = {}
    held = 0
    for row in rows:
        line: list[Cell] = []
        for cell in row:
            _hang(line, hanging)
            for number in range(min(cell.columns, MAX_COLUMNS - len(line))):
                shown = cell if number == 0 or cell.head else Cell("", cell.head)
                if cell.rows > 1:
                    hanging[len(line)] = (shown._replace(anchors=()), cell.rows - 1)
                line.append(shown)
        _hang(line, hanging)
        if any(cell.text for cell in line):
            grid.append(line)
            held += len(line)
            check_cells(held)
    return grid


def weight_of(texts: Sequence[str]) -> int:
    """How many cells a row counts for: empty ones, of which large tables have many, for little."""
    return sum(map(bool, texts)) + len(texts) // 10


def check_cells(count: int) -> None:
    """Raise UnreadableError "too-large" where a table has more cells than are read."""
    if count > MAX_CELLS:
        raise UnreadableError("too-large", f"a table has more than {MAX_CELLS:,} cells", "split it, and give the parts")


def _hang(line: list[Cell], hanging: dict[int, tuple[Cell, int]]) -> None:
    """Set the cells that hang down from rows above into this one, as far as they are next."""
    while len(line) in hanging:
        cell, left = hanging.pop(len(line))
        if left > 1:
            hanging[len(line)] = (cell, left - 1)
        line.append(cell)


def _captions(grid: list[list[Cell]]) -> tuple[list[list[Cell]], int]:
    """Rows at the top with one text alone, over a table that is wider."""
    if max((len(_filled(row)) for row in grid[:_TOP]), default=0) < 2:  # noqa: PLR2004 - one column has no headings
        return [], 0
    count = 0
    while count < min(len(grid), _TOP) and len({cell.text for cell in _filled(grid[count])}) == 1:
        count += 1
    return grid[:count], count


def _filled(row: list[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.text]


def _count_headings(grid: list[list[Cell]]) -> int:
    count = 0
    while count < min(len(grid), _TOP) and all(cell.head for cell in _filled(grid[count])):
        count += 1
    if count or len(grid) < 2 or len(_filled(grid[0])) < 2:  # noqa: PLR2004 - headings stand over something, and in a row
        return count
    words = not any(_is_number(cell.text) for cell in grid[0])
    years = all(_YEAR.match(cell.text) for cell in _filled(grid[0]) if _is_number(cell.text))
    below = any(_is_number(cell.text) for row in grid[1:_TOP] for cell in row)
    distinct = len({cell.text for cell in _filled(grid[0])}) == len(_filled(grid[0]))
    long = any(len(cell.text) > 120 for cell in grid[0])  # noqa: PLR2004 - prose is no heading
    return int(not long and (words or (years and not grid[0][0].text.isdigit())) and (below or distinct))


def _is_number(text: str) -> bool:
    return bool(_NUMERIC.match(text))


def _headings(rows: list[list[Cell]]) -> list[str]:
    """One heading a column, of several rows the different ones after each other."""
    width = max((len(row) for row in rows), default=0)
    columns = [[row[at].text for row in rows if at < len(row) and row[at].text] for at in range(width)]
    return [" ".join(dict.fromkeys(column)).rstrip(":") for column in columns]


def _compose(row: list[Cell], headings: list[str]) -> tuple[str, list[Anchor]]:
    text = ""
    anchors: list[Anchor] = []
    for at, cell in enumerate(row):
        if not cell.text:
            continue
        heading = headings[at] if at < len(headings) else ""
        text += ("; " if text else "") + (f"{heading}: " if heading and heading != cell.text else "")
        anchors += [(len(text) + start, len(text) + end, href) for start, end, href in cell.anchors]
        text += cell.text
    return text, anchors


def _plain(row: list[Cell]) -> tuple[str, list[Anchor]]:
    return _compose(_filled(row)[:1], [])
