"""The review as one SQLite file: tables with keys, views, full-text search on the claims. Datasette opens it as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

from sayso.model import House
from sayso.review import Review

from .database_rows import TABLES
from .database_schema import SCHEMA, TAIL
from .signing import state_words
from .view import view_of

#: SQLite holds whole numbers of 64 bits; larger ones are kept as nearly as a float can.
_LARGEST: Final = 2**63 - 1


def render_database(review: Review, house: House) -> bytes:
    """The bytes of the file, the same for the same review, house and version of SQLite.

    Raises ValueError for an entry that is not exactly what the text shows at its place, and for two entries of one id.
    """
    view = view_of(review.ledger)
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        db.execute("PRAGMA page_size = 4096")
        db.execute("BEGIN")
        for statement in SCHEMA:
            db.execute(statement)
        _insert(db, "about", _about(review, house))
        for name, rows in TABLES.items():
            _insert(db, name, rows(review, house, view))
        for statement in TAIL:
            db.execute(statement)
        db.execute("COMMIT")
        db.execute("VACUUM")
        return db.serialize()
    except sqlite3.IntegrityError as error:
        raise ValueError(f"two entries of the ledger have the same id: {error}") from error
    finally:
        db.close()


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    written = [tuple(map(_cell, row)) for row in rows]
    if written:
        marks = ", ".join("?" * len(written[0]))
        db.executemany(f"INSERT INTO {table} VALUES ({marks})", written)  # noqa: S608  our own names


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int) and abs(value) > _LARGEST:
        return float(value) if abs(value) < 10**300 else str(value)
    if isinstance(value, list | tuple):
        return " | ".join(str(part) for part in value)
    return value


def _about(review: Review, house: House) -> list[tuple[str, str]]:
    """What the file is, a row a fact; the house as JSON."""
    ledger = review.ledger
    return [
        ("state", state_words(review)),
        ("schema", ledger.schema),
        ("version", ledger.version),
        ("article", ledger.document.id),
        ("searched_documents", str(ledger.searched.documents)),
        ("searched_passages", str(ledger.searched.passages)),
        ("house", msgspec.json.encode(house).decode()),
    ]
