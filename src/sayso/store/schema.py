"""The tables of a store, how an older one becomes a newer one, and what a file must be to count as a store."""

from __future__ import annotations

import sqlite3
from hashlib import blake2b
from secrets import token_hex
from typing import Final

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


class NoStoreError(Exception):
    """The file is a database, but none of ours; `newer` says that a later version of Sayso made it."""

    def __init__(self, message: str, *, newer: bool = False) -> None:
        """Keep what is wrong with the file."""
        super().__init__(message)
        self.newer = newer


def state_hash(name: str, generation: int, records: int) -> bytes:
    """The hash of the store's name and counters, so that a flipped bit in one is seen."""
    return blake2b(f"{name} {generation} {records}".encode(), digest_size=16, person=b"sayso.state/1").digest()


def migrate(db: sqlite3.Connection, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Bring the database to the newest version, in one transaction; an empty one is made into a store.

    Raises NoStoreError where it is another application's, or newer than this version knows.
    """
    if _version(db, migrations) == len(migrations):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        version = _version(db, migrations)  # another process may have been quicker
        for step in migrations[version:]:
            for statement in step:
                db.execute(statement)
        if version == 0:
            name = token_hex(8)  # by chance, so that what was made of another store is never taken for this one's
            db.execute("INSERT INTO state VALUES (1, ?, 0, 0, ?)", (name, state_hash(name, 0, 0)))
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {len(migrations)}")
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def _version(db: sqlite3.Connection, migrations: tuple[tuple[str, ...], ...]) -> int:
    """How many of the steps the database has taken; raises NoStoreError where it is no store of ours."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not (application or version or tables):
        return 0
    if application != APPLICATION or version < 1:
        raise NoStoreError("it is a database of another kind")
    if version > len(migrations):
        raise NoStoreError(f"its format is {version}, this version knows {len(migrations)}", newer=True)
    return version
