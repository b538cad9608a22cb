"""The tables of a desk, in words that SQLite and PostgreSQL both take; the version is the number of steps taken.

Never change a step that was released: add one. `BYTES` stands for the type of bytes, `WHOLE` for a 64-bit integer.
"""

from __future__ import annotations

from typing import Final

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        "CREATE TABLE desk (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, head WHOLE NOT NULL)",
        """
        CREATE TABLE document (
            key TEXT PRIMARY KEY,
            uri TEXT NOT NULL,
            added TEXT NOT NULL,
            ledger TEXT NOT NULL,
            head WHOLE NOT NULL,
            summary BYTES,
            summary_head WHOLE NOT NULL
        )
        """,
        "CREATE INDEX document_uri ON document (uri)",
        """
        CREATE TABLE event (
            seq WHOLE PRIMARY KEY,
            document TEXT NOT NULL,
            who TEXT NOT NULL,
            at TEXT NOT NULL,
            seen WHOLE NOT NULL,
            act BYTES,
            hash BYTES NOT NULL
        )
        """,
        "CREATE INDEX event_document ON event (document, seq)",
        """
        CREATE TABLE ledger (
            id TEXT PRIMARY KEY,
            document TEXT NOT NULL,
            version TEXT NOT NULL,
            added TEXT NOT NULL,
            body BYTES NOT NULL
        )
        """,
        "CREATE INDEX ledger_document ON ledger (document)",
        """
        CREATE TABLE source (
            id TEXT PRIMARY KEY,
            hash TEXT NOT NULL,
            file TEXT,
            body BYTES NOT NULL
        )
        """,
        "CREATE TABLE cites (document TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (document, source))",
        "CREATE TABLE file (hash TEXT PRIMARY KEY, media_type TEXT NOT NULL, body BYTES NOT NULL)",
    ),
    (
        """
        CREATE TABLE account (
            name TEXT NOT NULL,
            folded TEXT PRIMARY KEY,
            role TEXT NOT NULL,
            password TEXT NOT NULL,
            disabled WHOLE NOT NULL,
            added TEXT NOT NULL,
            sum BYTES NOT NULL
        )
        """,
        "CREATE TABLE session (token TEXT PRIMARY KEY, account TEXT NOT NULL, until TEXT NOT NULL, sum BYTES NOT NULL)",
        "CREATE INDEX session_account ON session (account)",
        "CREATE TABLE attempt (who TEXT PRIMARY KEY, wrong WHOLE NOT NULL, until TEXT NOT NULL)",
    ),
    (
        """
        CREATE TABLE forgotten (
            document TEXT NOT NULL,
            upto WHOLE NOT NULL,
            seal BYTES NOT NULL,
            PRIMARY KEY (document, upto)
        )
        """,
        "CREATE TABLE seal (kind TEXT NOT NULL, id TEXT NOT NULL, sum BYTES NOT NULL, PRIMARY KEY (kind, id))",
        "CREATE INDEX document_head ON document (head)",
    ),
    (
        "ALTER TABLE event ADD COLUMN batch TEXT",
        "CREATE INDEX event_batch ON event (batch) WHERE batch IS NOT NULL",
    ),
)


def typed(statement: str, types: dict[str, str]) -> str:
    """A statement of the schema with the types of one database."""
    for word, name in types.items():
        statement = statement.replace(f" {word}", f" {name}")
    return statement
