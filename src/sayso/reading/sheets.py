"""Tables in files: CSV, TSV and XLSX, each row with its headings."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from sayso.model import UnreadableError

from .decode import charset_of_header, decode
from .draft import Builder, Draft, one_line
from .limits import MAX_COLUMNS, MAX_ROWS
from .tables import Cell, add_table, check_cells, weight_of
from .zipped import open_zip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .formats import Source

_DELIMITERS: Final = ",;\t|"
_SAMPLE: Final = 40
_SEP: Final = re.compile(r"sep=(.)\n", re.IGNORECASE)
_CURRENCY: Final = re.compile(r"[€$£¥]|\bEUR\b|\bUSD\b|\bGBP\b|\bCHF\b")
_QUOTED: Final = re.compile(r"\"([^\"]*)\"|\\(.)")
_EMPTY_ROWS: Final = 1000
#: Whole numbers beyond this are not exact in a spreadsheet's cells.
_EXACT: Final = 10**15


def read_csv(source: Source) -> Draft:
    """Read values parted by commas, semicolons, tabs or bars, whichever parts the first lines most evenly.

    Raises UnreadableError "too-large" and as `decode` does.
    """
    text, problems = decode(source.data, charset_of_header(source.content_type))
    declared = _SEP.match(text)
    body = text[declared.end() :] if declared else text
    delimiter = declared[1] if declared else delimiter_of(body)
    builder = Builder()
    add_table(builder, list(_split(csv.reader(io.StringIO(body), delimiter=delimiter))))
    return Draft(
        text=builder.text,
        media_type="text/tab-separated-values" if delimiter == "\t" else "text/csv",
        blocks=tuple(builder.blocks),
        problems=problems,
    )


def _split(lines: Iterator[list[str]]) -> Iterator[list[Cell]]:
    """The rows of a table, without the empty cells at the end of each; raises UnreadableError "too-large"."""
    held = 0
    for row in islice(filter(None, lines), MAX_ROWS + 1):
        cells = [" ".join(value.split()) for value in row[:MAX_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        held += weight_of(cells)
        check_cells(held)
        yield [Cell(text) for text in cells]


def delimiter_of(text: str) -> str:
    """The delimiter that gives most rows the same number of columns, more than one."""
    lines = text.split("\n", _SAMPLE)[:_SAMPLE]

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:  # a field longer than csv takes: it may be none with another delimiter
            return 0, 0
        best = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
        return (widths.count(best), best) if best > 1 else (0, 0)

    return max(_DELIMITERS, key=evenness)


def read_xlsx(source: Source) -> Draft:
    """Read a workbook: each sheet under its name, values as they were last calculated and much as they are shown.

    Raises UnreadableError "too-large", "archive-unsafe", "encrypted" or "damaged".
    """
    import openpyxl

    open_zip(source.data).close()
    book = openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, data_only=True, keep_links=False)
    builder = Builder()
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        rows = _rows(sheet)
        if any(cell.text for row in rows for cell in row):
            builder.add("heading", sheet.title)
            add_table(builder, rows)
    properties = book.properties
    return Draft(
        text=builder.text,
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        title=one_line(properties.title),
        byline=one_line(properties.creator) if properties.creator != "openpyxl" else None,
        blocks=tuple(builder.blocks),
    )


def _rows(sheet: Any) -> list[list[Cell]]:
    """A sheet's rows. Its declared size is not trusted: some programs write a wrong one, some a million empty rows."""
    sheet.reset_dimensions()
    rows: list[list[Cell]] = []
    empty = held = 0
    for row in sheet.iter_rows():
        cells = [Cell(_shown(cell)) for cell in row[:MAX_COLUMNS]]
        while cells and not cells[-1].text:
            cells.pop()
        held += weight_of([cell.text for cell in cells])
        check_cells(held)
        empty = 0 if any(cell.text for cell in cells) else empty + 1
        if empty > _EMPTY_ROWS:
            break
        if not empty:
            rows.append(cells)
        if len(rows) > MAX_ROWS:
            raise UnreadableError(
                "too-large", f"a sheet has more than {MAX_ROWS:,} rows", "split it, and give the parts"
            )
    return rows


def _shown(cell: Any) -> str:
    """A value as a reader of the sheet sees it: dates as ISO 8601, shares in percent, currencies beside their sums."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format or "")
    return " ".join(str(value).split())


def _number(value: float, pattern: str) -> str:
    section = pattern.partition(";")[0]
    if "%" in _QUOTED.sub("", section):
        return f"{_digits(round(value * 100, 10), section)}%"
    shown = _digits(value, section)
    currency = _CURRENCY.search(_unquote(section))
    if not currency:
        return shown
    before = _unquote(section).find(currency[0]) < max(_unquote(section).find("0"), 0)
    return f"{currency[0]}{'' if len(currency[0]) == 1 else ' '}{shown}" if before else f"{shown} {currency[0]}"


def _unquote(section: str) -> str:
    return _QUOTED.sub(lambda found: found[1] or found[2] or "", section)


def _digits(value: float, section: str) -> str:
    grouped = "," if "#,#" in section or "0,0" in section else ""
    places = re.search(r"0\.(0+)", section)
    if places:
        return f"{value:{grouped}.{len(places[1])}f}"
    if float(value).is_integer() and abs(value) < _EXACT:
        return f"{int(value):{grouped}d}"
    return f"{value:{grouped}}" if isinstance(value, int) else f"{round(value, 10):{grouped}.12g}"
