"""The ledger as data: JSON whole, and JSON Lines entry by entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from sayso.model import Entry, Ledger

from .exact import assert_exact


def render_json(ledger: Ledger) -> str:
    """The whole ledger as JSON (`sayso.ledger/1`), the same bytes for the same ledger.

    Raises ValueError for an entry that is not exactly what the text shows at its place.
    """
    assert_exact(ledger)
    return ledger.to_json()


def render_jsonl(ledger: Ledger) -> str:
    """One entry a line, each with its kind as "entry"; the first line is the document, with schema and version.

    Raises ValueError for an entry that is not exactly what the text shows at its place.
    """
    assert_exact(ledger)
    return "".join(msgspec.json.encode(row).decode() + "\n" for row in _rows(ledger))


def _rows(ledger: Ledger) -> Iterator[dict[str, Any]]:
    head = {"entry": "document", "schema": ledger.schema, "version": ledger.version}
    yield head | _fields(ledger.document)
    yield {"entry": "searched"} | _fields(ledger.searched)
    groups: tuple[tuple[str, Iterable[Entry]], ...] = (
        ("source_document", ledger.source_documents),
        ("sentence", ledger.sentences),
        ("figure", ledger.figures),
        ("attribution", ledger.attributions),
        ("speaker", ledger.speakers),
        ("claim", ledger.claims),
        ("flag", ledger.flags),
        ("trace", ledger.traces),
        ("suggestion", ledger.suggestions),
        ("wanted", ledger.wanted),
        ("checked", ledger.checked),
        ("earlier_check", ledger.earlier_checks),
        ("collection", (ledger.collection,) if ledger.collection else ()),
        ("problem", ledger.problems),
    )
    for name, entries in groups:
        yield from ({"entry": name} | _fields(entry) for entry in entries)


def _fields(entry: Entry) -> dict[str, Any]:
    return msgspec.structs.asdict(entry)
