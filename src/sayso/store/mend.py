"""What SQLite and the system raise, as errors that say the mend."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sayso.model import UsageError

from .steps import NoStoreError

ANEW: Final = "build the index again from the source documents with `sayso index build`, or restore a backup"
#: The same for a desk, which nothing can build again.
DESK: Final = "restore a backup with `sayso store restore`"
_UPGRADE: Final = "install the version of Sayso that wrote it, or a later one"


def called(path: Path | None) -> str:
    """What a message calls the store at `path`."""
    return "the store" if path is None else str(path)


@contextmanager
def mended(path: Path | None, anew: str = ANEW) -> Iterator[None]:
    """Turn sqlite3.Error, OSError and NoStoreError into UsageError while something is done with the store at `path`.

    `anew` is the mend of one that is damaged.
    """
    try:
        yield
    except NoStoreError as error:
        if error.newer:
            raise UsageError("changed-index", f"{called(path)} was made by a newer Sayso: {error}", _UPGRADE) from error
        raise UsageError(
            "not-an-index", f"{called(path)} is no store of Sayso: {error}", "name another folder"
        ) from error
    except FileNotFoundError as error:
        raise UsageError("missing", f"there is no folder for {called(path)}", "make the folder first") from error
    except OSError as error:
        raise _unopened(path, error.strerror or str(error)) from error
    except sqlite3.Error as error:
        raise _translated(path, error, anew) from error
    except UnicodeDecodeError as error:  # what SQLite says of a damaged schema, with the damage in it
        raise UsageError("changed-index", f"{called(path)} is damaged: its schema cannot be read", anew) from error


def _translated(path: Path | None, error: sqlite3.Error, anew: str) -> UsageError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UsageError(
            "busy", f"{called(path)} is in use by another process", "wait until that is done, then try again"
        )
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return _unopened(path, str(error))
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return UsageError(
            "unreadable", f"{called(path)} cannot be written: {error}", "free space on the disk, then try again"
        )
    if code == sqlite3.SQLITE_NOTADB:
        return UsageError(
            "not-an-index", f"{called(path)} is no store of Sayso: {error}", "name another folder, or " + anew
        )
    return UsageError("changed-index", f"{called(path)} is damaged: {error}", anew)


def _unopened(path: Path | None, why: str) -> UsageError:
    hint = "make the folder and its files writable for you, or copy it to where you may write"
    return UsageError("unreadable", f"{called(path)} cannot be opened for writing: {why}", hint)
