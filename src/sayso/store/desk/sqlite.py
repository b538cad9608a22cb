"""A desk in one SQLite file: write-ahead log, synchronous, for its owner alone."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from secrets import token_hex
from threading import RLock
from typing import Any, Final

from sayso.store.mend import DESK, mended
from sayso.store.steps import take_steps

from .engine import Row
from .schema import MIGRATIONS, typed

#: "SayD" in ASCII: marks a SQLite file as a desk (`PRAGMA application_id`).
APPLICATION: Final = 0x53617944
#: How long to wait for another process's write before giving up, in seconds. A write takes milliseconds.
PATIENCE: Final = 10.0
_SCHEMA: Final = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
_TYPES: Final = {"BYTES": "BLOB", "WHOLE": "INTEGER"}
_STEPS: Final = tuple(tuple(typed(statement, _TYPES) for statement in step) for step in MIGRATIONS)


class Sqlite:
    """An engine on one connection that threads take in turn; other processes may hold the same file."""

    def __init__(self, path: Path | None) -> None:
        """Open the file at `path`, making it where there is none; None is a desk in memory.

        Raises UsageError: "not-an-index" for a file that is no desk, "changed-index" for one that is damaged or newer,
        "unreadable" where it cannot be written, "busy" where another process holds it.
        """
        self.name = "the desk in memory" if path is None else str(path)
        self.path = path
        self._lock = RLock()
        with mended(path, DESK):
            if path is not None:
                with suppress(FileExistsError):  # for its owner alone, before SQLite would make it for all
                    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            self._db = sqlite3.connect(
                ":memory:" if path is None else path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            try:
                _prepare(self._db)
            except BaseException:
                self._db.close()
                raise

    def read(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows that a query gives."""
        with self._lock, mended(self.path, DESK):
            return self._db.execute(sql, values).fetchall()

    @contextmanager
    def moment(self) -> Iterator[_Changes]:
        """Queries of one moment."""
        with self._lock, mended(self.path, DESK):
            self._db.execute("BEGIN")
            try:
                yield _Changes(self._db)
            finally:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")

    @contextmanager
    def write(self) -> Iterator[_Changes]:
        """A transaction for changes."""
        with self._lock, mended(self.path, DESK):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield _Changes(self._db)
                self._db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise

    def check(self) -> list[str]:
        """What SQLite says is broken in the file, and what of its schema is not ours."""
        told = [str(row[0]) for row in self.read("PRAGMA integrity_check(20)") if row[0] != "ok"]
        return told + self._foreign()

    def _foreign(self) -> list[str]:
        """Tables and indexes that are not as this version makes them; triggers and views, which it never makes."""
        wanted, found = ({tuple(row) for row in rows} for rows in (_made(), self.read(_SCHEMA)))
        lacks = [f"its {kind} {name} is not as it was made" for kind, name, _ in sorted(wanted - found)]
        foreign = [
            f"it holds a {kind} {name} of somebody else" for kind, name, _ in found if kind in ("trigger", "view")
        ]
        return lacks + foreign

    def scrub(self) -> bool:
        """Empty the log; deleted rows are overwritten with zeros as they go.

        SQLite waits `PATIENCE` for others who read what was there before, and then says that it is busy.
        """
        busy, _, _ = self.read("PRAGMA wal_checkpoint(TRUNCATE)")[0]
        return not busy

    def copy_to(self, path: Path) -> None:
        """Copy the file's contents of one moment into another, by SQLite's own backup, while others write."""
        with self._lock, mended(self.path, DESK):
            _copy(self._db, path)

    def close(self) -> None:
        """Close the file."""
        with self._lock, suppress(sqlite3.Error):
            self._db.close()


class _Changes:
    """A transaction of SQLite."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows that a query gives."""
        return self._db.execute(sql, values).fetchall()

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Carry a statement out."""
        self._db.execute(sql, values)


def copy_file(path: Path, to: Path) -> None:
    """Copy a desk that is not opened otherwise, and stays as it is."""
    with mended(path, DESK), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        _copy(db, to)


def _copy(db: sqlite3.Connection, to: Path) -> None:
    """Sessions, and names that wait, are of the day: a copy does not have them."""
    with closing(sqlite3.connect(to, isolation_level=None)) as copy:
        db.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("PRAGMA secure_delete = ON")
        if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'session'").fetchall():
            copy.execute("DELETE FROM session")
            copy.execute("DELETE FROM attempt")


def is_desk(path: Path) -> bool:
    """Whether a file's first bytes say that it is a desk."""
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except OSError:
        return False
    return start.startswith(b"SQLite format 3\0") and start[68:72] == APPLICATION.to_bytes(4, "big")


@cache
def _made() -> tuple[Row, ...]:
    """The schema of a new desk."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        _migrate(db)
        return tuple(db.execute(_SCHEMA).fetchall())


def _prepare(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    db.execute("PRAGMA secure_delete = ON")  # what is forgotten is not left in free pages
    _migrate(db)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")


def _migrate(db: sqlite3.Connection) -> None:
    """Bring the database to the newest version; an empty one is made into a desk."""
    take_steps(db, APPLICATION, _STEPS, _begin)


def _begin(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO desk VALUES (1, ?, 0)", (token_hex(8),))
