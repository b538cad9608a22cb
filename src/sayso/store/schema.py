"""The tables of a store, how an older one becomes a newer one, and what a file must be to count as a store."""

from __future__ import annotations

import sqlite3
from hashlib import blake2b
from secrets import token_hex
from typing import Final

from .steps import take_steps

#: "Sayo" in ASCII: marks a SQLite file as ours (`PRAGMA application_id`).
APPLICATION: Final = 0x5361796F

#: What brings a store from one version to the next; the version is the number of steps taken (`PRAGMA user_version`).
#: Never change a step that was released: add one.
MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        """
        CREATE TABLE record (
            uri TEXT PRIMARY KEY NOT NULL,
            source_hash TEXT NOT NULL,
            version TEXT NOT NULL,
            size INTEGER,
            added TEXT,
            generation INTEGER NOT NULL,
            hash BLOB NOT NULL,
            body BLOB NOT NULL
        ) STRICT
        """,
        "CREATE INDEX record_generation ON record (generation)",
        "CREATE TABLE removed (uri TEXT PRIMARY KEY NOT NULL, generation INTEGER NOT NULL) STRICT",
        "CREATE INDEX removed_generation ON removed (generation)",
        """
        CREATE TABLE state (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            id TEXT NOT NULL,
            generation INTEGER NOT NULL,
            records INTEGER NOT NULL,
            hash BLOB NOT NULL
        ) STRICT
        """,
    ),
)


def state_hash(name: str, generation: int, records: int) -> bytes:
    """The hash of the store's name and counters, so that a flipped bit in one is seen."""
    return blake2b(f"{name} {generation} {records}".encode(), digest_size=16, person=b"sayso.state/1").digest()


def migrate(db: sqlite3.Connection, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Bring the database to the newest version; an empty one is made into a store.

    Raises NoStoreError where it is another application's, or newer than this version knows.
    """
    take_steps(db, APPLICATION, migrations, _begin)


def _begin(db: sqlite3.Connection) -> None:
    name = token_hex(8)  # by chance, so that what was made of another store is never taken for this one's
    db.execute("INSERT INTO state VALUES (1, ?, 0, 0, ?)", (name, state_hash(name, 0, 0)))
