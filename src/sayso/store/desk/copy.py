"""Backups: a desk as one SQLite file, whatever it lives in, and back again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp
from typing import Any, Final

from sayso.model import Problem, UsageError
from sayso.store.mend import DESK, mended

from .address import is_address
from .desk import Desk
from .engine import Transaction
from .open import open_desk
from .sqlite import Sqlite, copy_file, is_desk

#: Each table's key and its other columns, and how many rows are held at once. Sessions and tries are of the day, and stay.
_TABLES: Final[tuple[tuple[str, tuple[str, ...], tuple[str, ...], int], ...]] = (
    ("document", ("key",), ("uri", "added", "ledger", "head", "summary", "summary_head"), 1_000),
    ("event", ("seq",), ("document", "who", "at", "seen", "act", "hash", "batch"), 5_000),
    ("ledger", ("id",), ("document", "version", "added", "body"), 20),
    ("source", ("id",), ("hash", "file", "body"), 20),
    ("cites", ("document", "source"), (), 5_000),
    ("file", ("hash",), ("media_type", "body"), 4),
    ("account", ("folded",), ("name", "role", "password", "disabled", "added", "sum"), 1_000),
    ("forgotten", ("document", "upto"), ("seal",), 1_000),
    ("seal", ("kind", "id"), ("sum",), 5_000),
)


def backup(desk: Desk, path: Path) -> list[Problem]:
    """Write a desk into a file, of one moment though others write meanwhile; the file is there whole, or not at all.

    The copy is verified first: where anything is not whole the problems are given, and nothing is written. An older backup
    in its place is replaced, any other file refused. Raises UsageError where it cannot be written.
    """
    engine = desk.engine
    _check_target(path, engine)
    with mended(path, DESK), _beside(path) as part:
        if isinstance(engine, Sqlite):
            engine.copy_to(part)
        else:
            with open_desk(part) as copy, engine.moment() as moment, copy.engine.write() as change:
                _copy(moment, change)
        with open_desk(part) as copy:
            if problems := copy.verify():
                return problems
        _settle(part)
        part.replace(path)
        _sync(path.parent)
    return []


def restore(path: Path, where: str) -> None:
    """Make a desk of a backup, at a path or an address where there is none.

    Raises UsageError where there is one already, and "changed-index" where the backup is not whole.
    """
    if not path.is_file():
        raise UsageError("missing", f"there is no backup {path}", "name one that `sayso store backup` wrote")
    if not is_desk(path):
        raise UsageError("not-an-index", f"{path} is no backup of a desk", "name one that `sayso store backup` wrote")
    if is_address(where):
        _restore_rows(path, where)
    else:
        _restore_file(path, Path(where))


def _restore_file(path: Path, target: Path) -> None:
    if target.exists():
        raise _there(target)
    with mended(target, DESK), _beside(target) as part:
        _whole_copy(path, part)
        _name(part, target)
        _sync(target.parent)


def _name(part: Path, target: Path) -> None:
    """Give a file the name that nothing has: at once, so that no moment leaves an empty desk in its place, where names can be linked."""
    try:
        os.link(part, target)
    except FileExistsError as error:
        raise _there(target) from error
    except OSError:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))  # nobody else's, from here on
        try:
            part.replace(target)
        except BaseException:
            target.unlink(missing_ok=True)
            raise


def _there(target: Path) -> UsageError:
    return UsageError("usage", f"there is a desk {target} already", "name another, or move that one away first")


def _restore_rows(path: Path, where: str) -> None:
    with open_desk(where) as desk:
        if desk.head or desk.documents() or desk.accounts.list():
            raise UsageError("usage", f"there is a desk {desk.name} already", "name another with ?schema=NAME")
        with TemporaryDirectory(prefix="sayso-") as folder:
            part = Path(folder) / "part"
            _whole_copy(path, part)
            with open_desk(part) as copy, copy.engine.moment() as moment, desk.engine.write() as change:
                _copy(moment, change)


def _whole_copy(path: Path, part: Path) -> None:
    """Copy a backup, which stays as it is, and see that it is whole; raises UsageError where it is not."""
    copy_file(path, part)
    with open_desk(part) as copy:
        problems = copy.verify()
    if problems:
        message = f"{path} is not whole: {problems[0].message}"
        raise UsageError("changed-index", message, "take an older backup")
    _settle(part)


def _copy(moment: Transaction, change: Transaction) -> None:
    """Put the rows of one desk in place of those of an empty one."""
    for table, key, others, most in _TABLES:
        columns = (*key, *others)
        marks = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
        for row in _rows(moment, table, key, columns, most):
            change.run(sql, row)
    ident, head = moment.rows("SELECT id, head FROM desk")[0]
    change.run("UPDATE desk SET id = ?, head = ?", (ident, head))


def _rows(
    moment: Transaction, table: str, key: Sequence[str], columns: Sequence[str], most: int
) -> Iterator[tuple[Any, ...]]:
    """A table's rows in the order of its key, some at a time."""
    names, order = ", ".join(columns), ", ".join(key)
    sql = f"SELECT {names} FROM {table} ORDER BY {order} LIMIT ?"  # noqa: S608
    rows = moment.rows(sql, (most,))
    marks = ", ".join("?" * len(key))
    sql = f"SELECT {names} FROM {table} WHERE ({order}) > ({marks}) ORDER BY {order} LIMIT ?"  # noqa: S608
    while rows:
        yield from rows
        rows = moment.rows(sql, (*rows[-1][: len(key)], most))


def _check_target(path: Path, engine: object) -> None:
    if not path.exists():
        return
    if isinstance(engine, Sqlite) and engine.path is not None and path.samefile(engine.path):
        raise UsageError("usage", f"{path} is the desk itself", "name another file for the backup")
    if not is_desk(path):
        raise UsageError("usage", f"{path} is no backup, and would be lost", "name another file for the backup")


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A path beside another for what is not whole yet, gone at the end."""
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for end in ("", "-wal", "-shm"):
            Path(name + end).unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Make one file of a database that is closed, and have it on disk."""
    with closing(Sqlite(path)) as engine:
        engine.read("PRAGMA journal_mode = DELETE")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Have a folder's names on disk, where the system lets us."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
