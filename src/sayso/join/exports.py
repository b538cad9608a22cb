"""A join in forms that others read: tables (CSV, Parquet) and who takes from whom as a graph (GraphML, JSON). All are written as they are read, line by line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO, Any, Final, Literal
from xml.sax.saxutils import escape, quoteattr

import msgspec

from sayso.model import CopyGroup, SharedPassage, UsageError
from sayso.model.span import Entry
from sayso.render.tables import safe_cell

from .prints import Listed
from .reuse import read_listed, read_reuse

Table = Literal["passages", "groups", "documents"]
Row = dict[str, "str | int | float | bool | None"]
#: Rows of a batch of Parquet.
_BATCH: Final = 2_000
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# -- rows


def rows_of(folder: Path, table: Table) -> Iterator[Row]:
    """The rows of a table: passages, documents of groups, or documents.

    Raises UsageError where the join is not finished, UnreadableError where a file is damaged.
    """
    if table == "documents":
        seen: set[str] = set()
        for one in read_listed(folder):
            if one.id not in seen:
                seen.add(one.id)
                yield _document_row(one)
        return
    for entry in read_reuse(folder):
        if isinstance(entry, SharedPassage) and table == "passages":
            yield _passage_row(entry)
        elif isinstance(entry, CopyGroup) and table == "groups":
            yield from _group_rows(entry)


def _document_row(one: Listed) -> Row:
    return {
        "id": one.id, "uri": one.uri, "title": one.title, "outlet": one.outlet, "published": one.published,
        "language": one.language,
    }  # fmt: skip


def _passage_row(one: SharedPassage) -> Row:
    return {
        "id": one.id, "a": one.a, "b": one.b, "a_start": one.a_span.start, "a_end": one.a_span.end, "a_text": one.a_span.text,
        "b_start": one.b_span.start, "b_end": one.b_span.end, "b_text": one.b_span.text, "words": one.words,
        "identity": one.identity, "changes": len(one.changes), "original": one.original, "taker": one.taker,
        "because": one.because, "quoted": one.quoted, "credited": one.credited.text if one.credited else None,
        "boilerplate": one.boilerplate,
    }  # fmt: skip


def _group_rows(one: CopyGroup) -> Iterator[Row]:
    for member in one.members:
        yield {
            "id": one.id, "document": member, "representative": one.representative, "original": one.original,
            "because": one.because,
        }  # fmt: skip


_COLUMNS: Final[dict[Table, dict[str, type]]] = {
    "passages": {
        "id": str, "a": str, "b": str, "a_start": int, "a_end": int, "a_text": str, "b_start": int, "b_end": int,
        "b_text": str, "words": int, "identity": float, "changes": int, "original": str, "taker": str, "because": str,
        "quoted": bool, "credited": str, "boilerplate": str,
    },
    "groups": {"id": str, "document": str, "representative": str, "original": str, "because": str},
    "documents": {"id": str, "uri": str, "title": str, "outlet": str, "published": str, "language": str},
}  # fmt: skip


def write_csv(folder: Path, file: IO[bytes], table: Table) -> None:
    """A table as CSV (RFC 4180, UTF-8), in which no cell is a formula."""
    text = io.TextIOWrapper(file, "utf-8", "backslashreplace", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    columns = list(_COLUMNS[table])
    writer.writerow(columns)
    writer.writerows([safe_cell(row[column]) for column in columns] for row in rows_of(folder, table))
    text.detach()


def write_parquet(folder: Path, file: IO[bytes], table: Table) -> None:
    """A table as Parquet; raises UsageError where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        hint = "pip install 'sayso[follow]'"
        raise UsageError("usage", "Parquet is written with pyarrow, which is not installed", hint) from error
    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in _COLUMNS[table].items()])
    with pq.ParquetWriter(file, schema) as writer:
        for batch in _batches(rows_of(folder, table)):
            writer.write_batch(pa.RecordBatch.from_pylist(batch, schema=schema))


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


# -- graphs


class Edge(Entry, frozen=True, kw_only=True):
    """That a document takes passages from another, or where `known` is false, that the two share some.

    `source` takes from `target`. `quoted` and `credited` are true where all of the passages are.
    """

    source: str
    target: str
    known: bool
    passages: int
    words: int
    quoted: bool
    credited: bool


def edges_of(folder: Path) -> Iterator[Edge]:
    """Who takes from whom, boilerplate aside: an edge for each two documents and direction, in the order of the documents."""
    passages = (one for one in read_reuse(folder) if isinstance(one, SharedPassage) and one.boilerplate is None)
    for _, pair in groupby(passages, key=lambda one: (one.a, one.b)):
        for taker, some in groupby(sorted(pair, key=lambda one: one.taker or ""), key=lambda one: one.taker):
            yield _edge(taker, list(some))


def _edge(taker: str | None, some: list[SharedPassage]) -> Edge:
    a, b = some[0].a, some[0].b
    return Edge(
        source=a if taker == a else b,
        target=b if taker == a else a,
        known=taker is not None,
        passages=len(some),
        words=sum(one.words for one in some),
        quoted=all(one.quoted for one in some),
        credited=all(one.credited is not None for one in some),
    )


def _nodes(folder: Path) -> Iterator[Listed]:
    """The documents that an edge has, each once."""
    wanted = {name for edge in edges_of(folder) for name in (edge.source, edge.target)}
    for one in read_listed(folder):
        if one.id in wanted:
            wanted.remove(one.id)
            yield one


def write_json(folder: Path, file: IO[bytes], _table: Table) -> None:
    """The graph as JSON with `nodes` and `edges`, as common libraries read it (node-link)."""
    file.write(b'{"directed":true,"multigraph":true,"graph":{},"nodes":[')
    _listed(file, (_document_row(one) for one in _nodes(folder)))
    file.write(b'],"edges":[')
    _listed(file, edges_of(folder))
    file.write(b"]}\n")


def _listed(file: IO[bytes], entries: Iterator[Any]) -> None:
    for at, entry in enumerate(entries):
        file.write((b",\n" if at else b"\n") + msgspec.json.encode(entry))


_NODE: Final = ("uri", "title", "outlet", "published", "language")
_EDGE: Final = {"known": "boolean", "passages": "int", "words": "int", "quoted": "boolean", "credited": "boolean"}
_OPEN: Final = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write_graphml(folder: Path, file: IO[bytes], _table: Table) -> None:
    """The graph as GraphML: documents are nodes, an edge leads from who takes to whom it is taken from, undirected where that is unknown."""
    file.write(_OPEN.encode())
    for name in _NODE:
        file.write(f'<key id="{name}" for="node" attr.name="{name}" attr.type="string"/>\n'.encode())
    for name, kind in _EDGE.items():
        file.write(f'<key id="{name}" for="edge" attr.name="{name}" attr.type="{kind}"/>\n'.encode())
    file.write(b'<graph id="reuse" edgedefault="directed">\n')
    for one in _nodes(folder):
        file.write(f"<node id={_attribute(one.id)}>{_data(one, _NODE)}</node>\n".encode())
    for edge in edges_of(folder):
        ends = f"source={_attribute(edge.source)} target={_attribute(edge.target)}"
        open_ = "" if edge.known else ' directed="false"'
        file.write(f"<edge {ends}{open_}>{_data(edge, tuple(_EDGE))}</edge>\n".encode())
    file.write(b"</graph>\n</graphml>\n")


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", text))


def _data(entry: Entry, names: tuple[str, ...]) -> str:
    values = ((name, getattr(entry, name)) for name in names)
    return "".join(f'<data key="{name}">{_shown(value)}</data>' for name, value in values if value is not None)


def _shown(value: str | float) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(_NO_XML.sub("\ufffd", str(value)))


@dataclass(frozen=True)
class Form:
    """A form of export: what writes it, and whether it is of one table."""

    write: Callable[[Path, IO[bytes], Table], None]
    tabular: bool


#: The forms by name.
FORMS: Final = {
    "csv": Form(write_csv, tabular=True),
    "parquet": Form(write_parquet, tabular=True),
    "graphml": Form(write_graphml, tabular=False),
    "json": Form(write_json, tabular=False),
}
