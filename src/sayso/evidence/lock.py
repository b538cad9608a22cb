"""One writer at a time: a lock that a process holds, and that goes with it however it ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.model import UsageError


@contextmanager
def writing(path: Path | None, patience: float) -> Iterator[None]:
    """Hold the lock file at `path` for as long as the block runs; None locks nothing.

    Raises UsageError "busy" where another process holds it for longer than `patience` seconds, "unreadable" where it
    cannot be made. The lock is SQLite's on an empty database: the system frees it when the process dies, on every platform.
    """
    if path is None:
        yield
        return
    try:
        db = sqlite3.connect(path, timeout=patience, isolation_level=None)
        try:
            db.execute("BEGIN EXCLUSIVE")
        except BaseException:
            db.close()
            raise
    except sqlite3.OperationalError as error:
        raise _busy(path, error) from error
    try:
        yield
    finally:
        db.close()


def _busy(path: Path, error: sqlite3.OperationalError) -> UsageError:
    if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
        return UsageError(
            "busy",
            f"{path.parent} is being changed by another process",
            "wait until that is done, then try again",
        )
    return UsageError("unreadable", f"{path.parent} cannot be written: {error}", "make the folder writable for you")
