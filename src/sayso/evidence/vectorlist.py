"""The small SQLite file that tells which rows of vectors are whose."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: What it is called.
LIST: Final = "list.sqlite"
_PATIENCE: Final = 5.0

TABLES: Final = (
    "CREATE TABLE state (layout TEXT, generation INTEGER, file INTEGER, rows INTEGER, width INTEGER, crc INTEGER)",
    "CREATE TABLE held (uri TEXT PRIMARY KEY, language TEXT, first INTEGER, places BLOB, crc INTEGER) WITHOUT ROWID",
)


@dataclass(frozen=True, slots=True)
class Held:
    """A document's language and rows: where they begin, and the place of each row's passage, start and end, as 32-bit numbers."""

    language: str
    first: int
    places: bytes

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.places) // 8


@dataclass(frozen=True, slots=True)
class State:
    """What the list says of itself: what the rows were made by, of which generation of the store, in which file, how many."""

    layout: str
    generation: int
    file: int
    rows: int
    width: int

    def crc(self) -> int:
        """The CRC-32 of all of it."""
        return zlib.crc32(repr((self.layout, self.generation, self.file, self.rows, self.width)).encode())


def connect(path: Path) -> sqlite3.Connection:
    """Open a list that is there: SQLite would make an empty one, too."""
    uri = f"{path.absolute().as_uri()}?mode=rw"
    db = sqlite3.connect(uri, timeout=_PATIENCE, isolation_level=None, uri=True)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA trusted_schema = OFF")
    return db


def tell(db: sqlite3.Connection, state: State) -> None:
    """Write what the list says of itself."""
    db.execute("DELETE FROM state")
    row = (state.layout, state.generation, state.file, state.rows, state.width, state.crc())
    db.execute("INSERT INTO state VALUES (?, ?, ?, ?, ?, ?)", row)


def read_list(db: sqlite3.Connection) -> tuple[State, list[tuple[str, Held, int]]]:
    """The list, with the CRC-32 of each document; raises ValueError where it does not hold what it should."""
    broken = [row[0] for row in db.execute("PRAGMA quick_check(1)") if row[0] != "ok"]
    if broken:  # else rows of a page that is gone would be missed by nobody
        raise ValueError(broken[0])
    found = db.execute("SELECT uri, language, first, places, crc FROM held")
    return read_head(db), [(uri, Held(*told), crc) for uri, *told, crc in found]


def read_head(db: sqlite3.Connection) -> State:
    """What the list says of itself; raises ValueError where it does not hold."""
    row = db.execute("SELECT layout, generation, file, rows, width, crc FROM state").fetchone()
    if row is None or State(*row[:5]).crc() != row[5]:
        raise ValueError("its head does not hold")
    return State(*row[:5])


def is_within(one: Held, state: State) -> bool:
    """Whether what is told of a document is of the right kinds, and within the rows that there are."""
    if not isinstance(one.first, int) or not isinstance(one.places, bytes) or len(one.places) % 8:
        return False
    return 0 <= one.first <= state.rows - one.count
