"""The ledger as tables for a spreadsheet: one row a claim, or one row a figure."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from io import StringIO
from typing import Final, Literal

from sayso.model import Figure, Ledger, Span

from .figure_words import figure_words
from .view import ClaimView, View, view_of
from .words import DRIFTS

Table = Literal["claims", "figures"]
Cell = str | int | float | bool | None

#: What a spreadsheet may take for a formula at the start of a cell (OWASP, "CSV Injection"), full-width forms too.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
#: Where a cell begins for a spreadsheet that parts cells by ";" or tabs, as those in German or French do, or that takes a line
#: break for the end of a row, quotation marks of CSV passed over: what follows may be a formula there.
_WITHIN: Final = re.compile(r"(?<=[;\t\r\n])(?=\"*[=+\-@\t\r＝＋－＠])")
_SEPARATOR: Final = " | "

#: The columns, in order. They keep their names; new ones are added at the end.
CLAIM_COLUMNS: Final = (
    "document", "number", "id", "start", "end", "text", "restated", "sort", "check_worthiness", "because",
    "author_certainty", "source_certainty", "sources", "known", "cues", "figures", "normalised", "flags",
    "finding", "abstained", "reason", "source_document", "source_uri", "passage", "passage_page", "passage_language",
    "reuse", "quoted", "drifts", "negated",
)  # fmt: skip
FIGURE_COLUMNS: Final = (
    "document", "id", "start", "end", "text", "normalised", "kind", "low", "high", "low_inclusive", "high_inclusive",
    "approximate", "vague", "unit", "currency", "per", "role", "direction", "counted", "base", "base_figure", "period",
    "place", "claims", "finding", "relation", "reason", "source_document", "source_text", "source_normalised", "subject",
)  # fmt: skip


def render_csv(ledger: Ledger, table: Table) -> str:
    """The claims or the figures as CSV (RFC 4180, CRLF) with stable column names; to be written as UTF-8.

    What a spreadsheet would run as a formula gets an apostrophe in front, at the start of a cell and behind what some take for
    the end of one (";", tabs, line breaks); numbers that we wrote do not. Lists within a cell are joined by " | ". Raises ValueError for a table that there is not, and for an entry that is not
    exactly what the text shows at its place.
    """
    view = view_of(ledger)
    if table == "claims":
        return write_table(CLAIM_COLUMNS, (claim_row(view, each) for each in view.claims))
    if table == "figures":
        return write_table(FIGURE_COLUMNS, (figure_row(view, figure) for figure in ledger.figures))
    raise ValueError(f"no table {table!r}: there are claims and figures")


def write_table(columns: tuple[str, ...], rows: Iterable[dict[str, Cell]]) -> str:
    """Rows as CSV (RFC 4180, CRLF), with every cell made safe for a spreadsheet."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def safe_cell(value: Cell) -> str | int | float:
    """A cell that no spreadsheet runs as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    return _WITHIN.sub("'", f"'{value}" if value.startswith(_FORMULA) else value)


def joined(parts: Iterable[str]) -> str:
    """A list within one cell."""
    return _SEPARATOR.join(parts)


def claim_row(view: View, each: ClaimView) -> dict[str, Cell]:
    """A claim as a row of CLAIM_COLUMNS."""
    claim = each.claim
    return {
        "document": view.ledger.document.uri,
        "number": each.number,
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "restated": claim.restated,
        "sort": claim.sort,
        "check_worthiness": claim.check_worthiness,
        "because": joined(claim.because),
        "author_certainty": claim.certainty.author,
        "source_certainty": claim.certainty.source,
        "sources": " > ".join(node.name for node in each.chain),
        "known": " > ".join(node.known for node in each.chain),
        "cues": " > ".join(node.cue for node in each.chain),
        "figures": joined(figure.text for figure in each.figures),
        "normalised": joined(figure_words(figure) for figure in each.figures),
        "flags": joined(f"{flag.category}: {flag.text}" for flag in each.flags),
        "negated": claim.negated,
        **_found(view, each),
    }


def _found(view: View, each: ClaimView) -> dict[str, Cell]:
    """What the best passage gives; all empty but the finding where nothing was searched."""
    names = CLAIM_COLUMNS[CLAIM_COLUMNS.index("finding") :]
    row: dict[str, Cell] = dict.fromkeys(names)
    row["finding"] = each.outcome
    if not each.traces:
        return row
    trace = each.traces[0]
    source = view.sources.get(trace.document or "")
    row |= {"abstained": trace.abstained, "reason": trace.because, "reuse": trace.reuse, "quoted": trace.quoted}
    row |= {"source_document": source.title or source.uri, "source_uri": source.uri} if source else {}
    row["drifts"] = joined(f"{DRIFTS[drift.kind]}: {drift.because}" for drift in trace.drifts)
    if trace.passage:
        passage = trace.passage
        row |= {"passage": passage.text, "passage_page": passage.page, "passage_language": passage.language}
    return row


def figure_row(view: View, figure: Figure) -> dict[str, Cell]:
    """A figure as a row of FIGURE_COLUMNS."""
    match = view.match_of(figure)
    given = match[1].source_figure if match else None
    return {
        "document": view.ledger.document.uri,
        **{name: getattr(figure, name) for name in FIGURE_COLUMNS[1:5]},
        **{name: getattr(figure, name) for name in FIGURE_COLUMNS[6:18]},
        "normalised": figure_words(figure),
        "counted": _text(figure.counted),
        "subject": _text(figure.subject),
        "base": _text(figure.base),
        "base_figure": figure.base.figure if figure.base else None,
        "period": _text(figure.period),
        "place": _text(figure.place),
        "claims": joined(str(each.number) for each in view.claims_of_figure.get(figure.id, ())),
        "finding": match[1].finding if match else None,
        "relation": match[1].relation if match else None,
        "reason": match[1].because if match else None,
        "source_document": view.document_name(match[0].document) if match else None,
        "source_text": given.text if given else None,
        "source_normalised": figure_words(given) if given else None,
    }


def _text(span: Span | None) -> str | None:
    return span.text if span else None
