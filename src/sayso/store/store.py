"""The store: records of source documents in one SQLite file, each with its hash, changed one transaction at a time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import msgspec

from sayso.model import Analysis, Problem, SourceDocument, UsageError, part_of, part_uri

from .mend import ANEW, called, mended
from .record import Head, Record, decode, encode
from .schema import migrate, state_hash

#: How long to wait for another process's write before giving up, in seconds. A write takes milliseconds.
PATIENCE: Final = 5.0

_FIELDS: Final = "uri, source_hash, version, size, added, generation"
_AGAIN: Final = "add the document's file again, or remove the document: either mends the record"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Change:
    """A document that was put (or removed, where `removed`) at a generation."""

    uri: str
    generation: int
    removed: bool


class Store:
    """Analyses by their document's uri. Use it as a context manager, in one thread.

    Every change is one transaction on disk before the call returns, and raises `generation` by one. Every read checks
    the record's hash and raises UsageError "changed-index" where it does not hold.
    """

    def __init__(self, db: sqlite3.Connection, path: Path | None) -> None:
        """Wrap an open database of the newest version; callers use `Store.open`."""
        self._db = db
        self._begun = False
        self.path = path

    @classmethod
    def open(cls, path: Path | None) -> Store:
        """Open the store at `path`, making it where there is none; None is a store in memory, gone when closed.

        Raises UsageError: "not-an-index" for a file that is no store, "changed-index" for one that is damaged or newer
        than this version, "unreadable" where the file or its folder cannot be written, "busy" where another process
        holds it.
        """
        with mended(path):
            if path is not None:
                _private(path)
            db = sqlite3.connect(":memory:" if path is None else path, timeout=PATIENCE, isolation_level=None)
            try:
                _prepare(db)
                store = cls(db, path)
                _ = store.generation
            except BaseException:
                db.close()
                raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; closing twice does no harm."""
        with suppress(sqlite3.Error):
            self._db.close()

    @property
    def name(self) -> str:
        """What tells this store from every other: made by chance with it, and kept."""
        return self._state()[0]

    @property
    def generation(self) -> int:
        """The number of changes since the store was made; the same number means the same contents."""
        return self._state()[1]

    @property
    def records(self) -> int:
        """The number of documents."""
        return self._state()[2]

    def put(
        self, analysis: Analysis, *, source_hash: str, version: str, size: int | None = None, added: str | None = None
    ) -> Record:
        """Keep an analysis under its document's uri, in place of an earlier one; gives the record.

        `source_hash` and `size` are those of the bytes that were read, `version` the reader's, `added` a time that the
        caller names (no clock is read). Raises UnreadableError where the text has no JSON form.
        """
        body = encode(analysis)
        uri = analysis.document.uri
        with self._change() as (generation, records):
            record = Record(uri, source_hash, version, size, added, generation)
            fresh = self._db.execute("SELECT 1 FROM record WHERE uri = ?", (uri,)).fetchone() is None
            self._db.execute(
                f"INSERT OR REPLACE INTO record ({_FIELDS}, hash, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                (uri, source_hash, version, size, added, generation, record.digest(body), body),
            )
            self._db.execute("DELETE FROM removed WHERE uri = ?", (uri,))
            self._set_state(generation, records + fresh)
        return record

    def remove(self, *uris: str) -> bool:
        """Forget documents, all at once; gives whether there was any. That they were there is remembered for `changes`."""
        there = [uri for uri in uris if self._row(uri) is not None]
        if not there:
            return False
        with self._change():
            return sum(self._forget(uri) for uri in there) > 0

    def _forget(self, uri: str) -> bool:
        with self._change() as (generation, records):
            found = self._db.execute("DELETE FROM record WHERE uri = ?", (uri,)).rowcount
            self._db.execute("INSERT OR REPLACE INTO removed VALUES (?, ?)", (uri, generation))
            self._set_state(generation, records - found)
        return bool(found)

    def get(self, uri: str) -> Analysis | None:
        """The analysis of a document, or None where there is none; raises UsageError where its record is damaged."""
        return self._decoded(uri, Analysis)

    def source(self, uri: str) -> SourceDocument | None:
        """What a ledger says of a document, read without its entries; raises UsageError as `get` does."""
        found = self._checked(uri)
        if found is None:
            return None
        record, body = found
        doc = _parsed(record, body, Head).document
        return msgspec.structs.replace(doc, source_hash=record.source_hash or None, size=record.size)

    def record(self, uri: str) -> Record | None:
        """What is known of a document beside its entries, or None; raises UsageError where its record is damaged."""
        found = self._row(uri)
        if found is not None and not _whole(*found):
            raise _damaged(uri)
        return None if found is None else found[0]

    def known(self, uri: str, source_hash: str, version: str) -> bool:
        """Whether the document was read from the same bytes by the same version, and its record is whole.

        A damaged record is not known: adding its file again mends it.
        """
        found = self._row(uri)
        if found is None or not _whole(*found):
            return False
        return (found[0].source_hash, found[0].version) == (source_hash, version)

    def uris(self) -> tuple[str, ...]:
        """The uris of all documents, in order of their code points."""
        with mended(self.path):
            rows = self._db.execute("SELECT uri FROM record").fetchall()
        return tuple(sorted(row[0] for row in rows))

    def parts(self, uri: str, after: int) -> tuple[str, ...]:
        """The uris of the parts of a document that come after the first so many, in order of their code points."""
        first, end = (f"{part_uri(uri, 2)[:-1]}{sign}" for sign in "0:")  # a number is between these
        with mended(self.path):
            query = "SELECT uri FROM record WHERE uri >= ? AND uri < ? ORDER BY uri"
            found = [row[0] for row in self._db.execute(query, (first, end))] if _storable(uri) else []
        return tuple(one for one in found if part_of(one)[0] == uri and part_of(one)[1] > after)

    def analyses(self) -> Iterator[Analysis]:
        """All analyses, ordered by uri; raises UsageError at the first that is damaged."""
        for uri in self.uris():
            analysis = self.get(uri)
            if analysis is not None:
                yield analysis

    def changes(self, since: int) -> tuple[Change, ...]:
        """What was put or removed after generation `since`, the last change of each uri, oldest first."""
        with mended(self.path):
            rows = self._db.execute(
                "SELECT uri, generation, 0 FROM record WHERE generation > ?"
                " UNION ALL SELECT uri, generation, 1 FROM removed WHERE generation > ?",
                (since, since),
            ).fetchall()
        return tuple(Change(uri, at, bool(gone)) for uri, at, gone in sorted(rows, key=lambda row: row[1]))

    def verify(self) -> list[Problem]:
        """Check the file's structure, the counters and every record; gives a problem for each that is not whole."""
        try:
            with mended(self.path):
                problems = self._structure()
                rows = self._db.execute(f"SELECT {_FIELDS}, hash, body FROM record")  # noqa: S608
                found = [_problem(*_split(row)) for row in rows]
                problems += [problem for problem in found if problem]
                if len(found) != self.records:
                    problems.append(_broken(f"it holds {len(found)} documents in place of {self.records}"))
        except UsageError as error:
            return [error.problem]
        return sorted(problems, key=lambda problem: (problem.uri or "", problem.message))

    def _structure(self) -> list[Problem]:
        rows = self._db.execute("PRAGMA integrity_check(20)").fetchall()
        return [_broken(str(row[0])) for row in rows if row[0] != "ok"]

    def _decoded(self, uri: str, kind: type[_T]) -> _T | None:
        found = self._checked(uri)
        return None if found is None else _parsed(*found, kind)

    def _checked(self, uri: str) -> tuple[Record, bytes] | None:
        """A record and its body, as they were put in; raises UsageError where they are damaged."""
        found = self._row(uri)
        if found is None:
            return None
        record, hashed, body = found
        if not _whole(record, hashed, body):
            raise _damaged(uri)
        return record, body

    def _row(self, uri: str) -> tuple[Record, bytes, bytes] | None:
        if not _storable(uri):
            return None
        with mended(self.path):
            query = f"SELECT {_FIELDS}, hash, body FROM record WHERE uri = ?"  # noqa: S608
            row = self._db.execute(query, (uri,)).fetchone()
        return None if row is None else _split(row)

    def _state(self) -> tuple[str, int, int]:
        """The store's name, its generation and the number of records; raises UsageError where these are damaged."""
        with mended(self.path):
            row = self._db.execute("SELECT id, generation, records, hash FROM state").fetchone()
        if row is None or [type(part) for part in row[:3]] != [str, int, int] or state_hash(*row[:3]) != row[3]:
            raise UsageError("changed-index", f"{called(self.path)} is damaged: its counters do not hold", ANEW)
        return row[0], row[1], row[2]

    def _set_state(self, generation: int, records: int) -> None:
        hashed = state_hash(self.name, generation, records)
        self._db.execute("UPDATE state SET generation = ?, records = ?, hash = ?", (generation, records, hashed))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Changes within the block are one transaction: all of them are on disk when it ends well, none otherwise. What else fails there is raised as it is."""
        with mended(self.path):
            self._db.execute("BEGIN IMMEDIATE")
        self._begun = True
        try:
            yield
            with mended(self.path):
                self._db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise
        finally:
            self._begun = False

    @contextmanager
    def _change(self) -> Iterator[tuple[int, int]]:
        """A transaction, or a part of one: gives the new generation and the number of records so far."""
        with nullcontext() if self._begun else self.together(), mended(self.path):
            _, generation, records = self._state()
            yield generation + 1, records


def _prepare(db: sqlite3.Connection) -> None:
    """Set how the database is written, and bring it to the newest version."""
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    migrate(db)
    db.execute("PRAGMA journal_mode = WAL")  # answers with another mode where there is no shared memory: fine
    db.execute("PRAGMA synchronous = FULL")


def _private(path: Path) -> None:
    """Make the file, for its owner alone, before SQLite would make it for all."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _storable(uri: str) -> bool:
    """Whether a uri has a UTF-8 form; a file name of other bytes has none, so nothing is kept under it."""
    return not any("\ud800" <= char <= "\udfff" for char in uri)


def _split(row: Any) -> tuple[Record, bytes, bytes]:
    return Record(*row[:6]), row[6], row[7]


def _parsed(record: Record, body: bytes, kind: type[_T]) -> _T:
    try:
        return decode(body, kind)
    except msgspec.DecodeError as error:
        raise _outdated(record, error) from error


def _whole(record: Record, hashed: bytes, body: bytes) -> bool:
    return isinstance(body, bytes) and record.digest(body) == hashed  # damage can change a column's type


def _problem(record: Record, hashed: bytes, body: bytes) -> Problem | None:
    """What is wrong with a record, if anything."""
    if not _whole(record, hashed, body):
        return _damaged(record.uri).problem
    try:
        decode(body, Analysis)
    except msgspec.DecodeError as error:
        return _outdated(record, error).problem
    return None


def _outdated(record: Record, error: msgspec.DecodeError) -> UsageError:
    message = f"the record of {record.uri} was written by version {record.version} and cannot be read: {error}"
    return UsageError("changed-index", message, _AGAIN, record.uri)


def _damaged(uri: str) -> UsageError:
    return UsageError("changed-index", f"the record of {uri} is damaged: its hash does not hold", _AGAIN, uri)


def _broken(message: str) -> Problem:
    return Problem(code="changed-index", message=f"the store is damaged: {message}", hint=ANEW)
