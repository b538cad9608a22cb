"""What passages mean, as rows of whole numbers that are held against a query's one by one.

Rows lie in a file of their own that is mapped into memory, documents one behind the other; a small SQLite file tells which rows are whose. New rows are
written behind the last that it tells of and reach the disk before it does, so that a process that is killed leaves nothing half told. Each document
has a CRC-32 over its rows and what is told of it. Nothing is kept here that the store does not hold: what is damaged is made again.

The search is exact: every row is multiplied (`products`). A row of a document that is gone is passed over until the file is written anew without it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .products import MIDDLE, bar, multiplied, unsigned
from .vectorlist import LIST, TABLES, Held, State, connect, is_within, read_head, read_list, tell

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.int8]
    #: Rows as they lie in the file: without a sign, of which 128 is nothing, since so the product takes them.
    Unsigned = NDArray[np.uint8]

#: Files of rows are called so, and a number.
_ROWS: Final = "rows."
#: Rows of documents that are gone, from which on the file may be written anew; it is once they are more than the others.
_LEAVINGS: Final = 10_000


class DamagedVectorsError(Exception):
    """The vectors cannot be used as they are; the message says why."""


class OtherVectorsError(DamagedVectorsError):
    """The vectors are whole, but of another encoder or another store."""


@dataclass(frozen=True, slots=True)
class New:
    """A document's vectors before they are kept: its language, the start and end of each passage, a row for each."""

    uri: str
    language: str
    places: NDArray[np.int32]
    rows: Rows


@dataclass(frozen=True, slots=True)
class Near:
    """A passage and how near it is: the product of its row with the query's."""

    uri: str
    start: int
    end: int
    product: int


class VectorIndex:
    """The rows of passages, in a folder of their own, or in memory. What changes it holds the index's lock."""

    def __init__(self, path: Path | None, state: State, held: dict[str, Held], rows: Unsigned) -> None:
        """Wrap what was read; callers use `open` and `new`."""
        self._path = path
        self._state, self._held, self._rows = state, held, rows
        self._order: list[str] | None = None
        self._passages: int | None = None
        self._gaps: list[tuple[int, int]] = []
        #: Documents that are left out, as their rows are damaged, or what is told of them.
        self.damaged: tuple[str, ...] = ()

    @classmethod
    def open(cls, path: Path, layout: str) -> VectorIndex:
        """Open the vectors in a folder, leaving out documents whose rows are damaged.

        Raises DamagedVectorsError where they are missing, damaged as a whole, or of another layout.
        """
        if not (path / LIST).exists():
            raise DamagedVectorsError("there are no vectors")
        try:
            with closing(connect(path / LIST)) as db:
                state, told = read_list(db)
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise DamagedVectorsError(f"the list of vectors is damaged ({error})") from error
        if state.layout != layout:
            raise OtherVectorsError("the vectors were made by another encoder or for another store")
        try:
            rows = _mapped(path, state)
        except (OSError, ValueError) as error:
            raise DamagedVectorsError(f"the rows of vectors are damaged ({error})") from error
        held = {uri: one for uri, one, crc in told if is_within(one, state) and _crc(uri, one, rows) == crc}
        found = cls(path, state, held, rows)
        found.damaged = tuple(sorted({str(uri) for uri, _, _ in told} - held.keys()))
        return found

    @classmethod
    def new(cls, path: Path | None, layout: str, width: int, generation: int) -> VectorIndex:
        """Vectors of no document yet, of a store's generation; what the folder held is thrown away. Raises OSError, sqlite3.Error."""
        import numpy as np

        state = State(layout, generation, 0, 0, width)
        if path is not None:
            shutil.rmtree(path, ignore_errors=True)
            path.mkdir(mode=0o700)
            _rows_file(path, 0, b"", 0)
            part = path / f".part-{LIST}"  # half a list would count as a damaged one
            part.touch(mode=0o600)
            with closing(connect(part)) as db, db:
                db.execute("BEGIN")
                for table in TABLES:
                    db.execute(table)
                tell(db, state)
            part.replace(path / LIST)
        return cls(path, state, {}, np.empty((0, width), np.uint8))

    @property
    def generation(self) -> int:
        """The store's generation up to which what was removed or changed there was forgotten here."""
        return self._state.generation

    @property
    def latest(self) -> bool:
        """Whether the list on disk is as it was read or written last."""
        try:
            if self._path is None:
                return True
            with closing(connect(self._path / LIST)) as db:
                return read_head(db) == self._state
        except (sqlite3.Error, ValueError):
            return False

    @property
    def passages(self) -> int:
        """The number of passages that have a row."""
        if self._passages is None:
            self._passages = sum(one.count for one in self._held.values())
        return self._passages

    def __contains__(self, uri: object) -> bool:
        """Whether a document has rows."""
        return uri in self._held

    def count_of(self, uri: str) -> int:
        """How many rows a document has."""
        return self._held[uri].count if uri in self._held else 0

    def language_of(self, uri: str) -> str:
        """The language of a document, nothing where it has no rows."""
        return self._held[uri].language if uri in self._held else ""

    def change(self, generation: int, gone: Iterable[str], made: Sequence[New] = ()) -> None:
        """Forget documents, and put others with the places and the rows of their passages; all or nothing of it is kept.

        Raises OSError or sqlite3.Error where that cannot be written.
        """
        import numpy as np

        at = self._state.rows
        new: dict[str, Held] = {}
        for one in made:
            new[one.uri] = Held(one.language, at, one.places.astype(np.int32).tobytes())
            at += len(one.rows)
        held = {uri: one for uri, one in self._held.items() if uri not in set(gone)} | new
        state = State(self._state.layout, generation, self._state.file, at, self._state.width)
        added = unsigned(np.concatenate([one.rows for one in made])) if made else np.empty((0, state.width), np.uint8)
        leavings = at - sum(one.count for one in held.values())
        if leavings > _LEAVINGS and leavings > at // 2:
            self._rewrite(state, held, added)
        else:
            self._append(state, held, added, new)

    def nearest(self, query: Rows, limit: int) -> list[Near]:
        """The passages whose rows have the largest product with the query's, largest first, then by uri and place."""
        import numpy as np

        if limit < 1:
            return []
        products = self._products(query)
        rows = np.flatnonzero(products >= bar(products, limit))
        found = [self._near(int(row), int(products[row])) for row in rows]
        return sorted(found, key=lambda near: (-near.product, near.uri, near.start))[:limit]

    def products(self, query: Rows, places: Iterable[tuple[str, int]]) -> list[int | None]:
        """The product of the query's row with that of each passage, given by uri and start; None where it has no row."""
        import numpy as np

        rows = [self._row_of(uri, start) for uri, start in places]
        held = np.array([row for row in rows if row is not None], np.int64)
        products = iter(((self._rows[held].astype(np.int32) - MIDDLE) @ query.astype(np.int32)).tolist())
        return [None if row is None else next(products) for row in rows]

    def all_products(self, queries: Rows, places: Iterable[tuple[str, int]]) -> NDArray[np.float32]:
        """The products of queries' rows with those of passages, given by uri and start, which all have one: a row for each passage, whole numbers."""
        import numpy as np

        held = np.array([self._row_of(uri, start) for uri, start in places], np.int64)
        rows = self._rows[held].astype(np.float32) - MIDDLE
        return np.asarray(np.vecdot(rows[:, None], queries.astype(np.float32)), np.float32)

    def close(self) -> None:
        """Let go of the files."""
        import numpy as np

        self._held, self._order, self._passages = {}, None, None
        self._rows = np.empty((0, self._state.width), np.uint8)

    def _products(self, query: Rows) -> NDArray[np.float32]:
        """The product of every row with the query's; of rows of no document, less than any."""
        import numpy as np

        self._ordered()
        products = multiplied(self._rows, query)
        for first, end in self._gaps:
            products[first:end] = -np.inf
        return products

    def _near(self, row: int, product: int) -> Near:
        from bisect import bisect_right

        order = self._ordered()
        uri = order[bisect_right(order, row, key=lambda uri: self._held[uri].first) - 1]
        start, end = _places(self._held[uri])[row - self._held[uri].first].tolist()
        return Near(uri, start, end, product)

    def _row_of(self, uri: str, start: int) -> int | None:
        import numpy as np

        one = self._held.get(uri)
        if one is None or not one.count:
            return None
        starts = _places(one)[:, 0]
        at = int(np.searchsorted(starts, start))
        return one.first + at if at < len(starts) and starts[at] == start else None

    def _ordered(self) -> list[str]:
        """The documents in the order of their rows; those without any are left out."""
        if self._order is None:
            self._order = sorted((uri for uri, one in self._held.items() if one.count), key=self._first)
            self._gaps = list(self._between())
        return self._order

    def _between(self) -> Iterator[tuple[int, int]]:
        """The rows of no document, from which on and up to which."""
        end = 0
        for one in [self._held[uri] for uri in self._order or ()]:
            if end < one.first:
                yield end, one.first
            end = one.first + one.count
        if end < len(self._rows):
            yield end, len(self._rows)

    def _first(self, uri: str) -> int:
        return self._held[uri].first

    def _append(self, state: State, held: dict[str, Held], added: Unsigned, new: dict[str, Held]) -> None:
        import numpy as np

        if self._path is None:
            self._take(state, held, np.concatenate([self._rows, added]))
            return
        if len(added):
            _rows_file(self._path, state.file, added.tobytes(), self._state.rows * state.width)
        told, gone = _told(new, added, self._state.rows), {*self._held, *self.damaged} - held.keys()
        with closing(connect(self._path / LIST)) as db, db:
            db.execute("BEGIN IMMEDIATE")
            db.executemany("DELETE FROM held WHERE uri = ?", [(uri,) for uri in gone])
            db.executemany("INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?, ?)", told)
            tell(db, state)
        self._take(state, held, _mapped(self._path, state))

    def _rewrite(self, state: State, held: dict[str, Held], added: Unsigned) -> None:
        """Write the living rows into a new file, which the list names in the same transaction."""
        import numpy as np

        whole = np.concatenate([self._rows, added])
        order = sorted(held, key=lambda uri: held[uri].first)
        rows = np.concatenate([added[:0], *(whole[held[uri].first :][: held[uri].count] for uri in order)])
        ends = np.cumsum([0, *(held[uri].count for uri in order)]).tolist()
        moved = {
            uri: Held(held[uri].language, first, held[uri].places) for uri, first in zip(order, ends, strict=False)
        }
        state = State(state.layout, state.generation, state.file + 1, len(rows), state.width)
        if self._path is not None:
            _rows_file(self._path, state.file, rows.tobytes(), 0)
            with closing(connect(self._path / LIST)) as db, db:
                db.execute("BEGIN IMMEDIATE")
                db.execute("DELETE FROM held")
                db.executemany("INSERT INTO held VALUES (?, ?, ?, ?, ?)", _told(moved, rows, 0))
                tell(db, state)
            rows = _mapped(self._path, state)
            for path in self._path.glob(f"{_ROWS}*"):
                if path.name != f"{_ROWS}{state.file}":
                    with suppress(OSError):  # another process still reads it: it goes the next time
                        path.unlink()
        self._take(state, moved, rows)

    def _take(self, state: State, held: dict[str, Held], rows: Unsigned) -> None:
        self._state, self._held, self._rows, self._order, self._passages = state, held, rows, None, None
        self.damaged = ()


def _told(some: dict[str, Held], rows: Unsigned, begin: int) -> list[tuple[str, str, int, bytes, int]]:
    """What the list tells of some documents, whose rows are among `rows`, the first of which has the number `begin`."""
    return [(uri, one.language, one.first, one.places, _crc(uri, one, rows, begin)) for uri, one in some.items()]


def _crc(uri: str, one: Held, rows: Unsigned, begin: int = 0) -> int:
    """The CRC-32 of a document's rows and of what is told of them."""
    begun = zlib.crc32(one.places, zlib.crc32(repr((uri, one.language, one.first)).encode("utf-8", "backslashreplace")))
    return zlib.crc32(rows[one.first - begin : one.first - begin + one.count].tobytes(), begun)


def _mapped(path: Path, state: State) -> Unsigned:
    """The rows that the list tells of, mapped into memory; raises OSError or ValueError where the file is shorter."""
    import numpy as np

    shape = (state.rows, state.width)
    if not state.rows:
        return np.empty(shape, np.uint8)
    return np.memmap(path / f"{_ROWS}{state.file}", np.uint8, "r", shape=shape)


def _places(one: Held) -> NDArray[np.int32]:
    import numpy as np

    return np.frombuffer(one.places, np.int32).reshape(-1, 2)


def _rows_file(path: Path, number: int, content: bytes, at: int) -> None:
    """Write rows into a file at a place, and wait until they are on the disk."""
    handle = os.open(path / f"{_ROWS}{number}", os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.seek(at)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
