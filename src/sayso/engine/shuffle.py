"""Rows on their way from one step to the next: kept by their keys in files, and fetched a range of keys at a time.

What one task of a step gives is one file: where each of PARTS equal ranges of keys begins, then the rows in that order. A task of the
next step fetches a stretch of ranges from all files, as many as fit into memory by what is known of their sizes; the ranges are so
many that one is small. Keys are hashes, so that rows spread evenly. All files are of numpy's rows, little-endian, and are
written beside, synchronised and renamed: what has its name is whole.
"""

from __future__ import annotations

import errno
import mmap
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import RawIOBase
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sayso.model import UnreadableError

from .files import put, put_all

__all__ = [
    "PARTS",
    "Counts",
    "Hashes",
    "Rows",
    "counts_of",
    "fetch",
    "mixed",
    "put",
    "put_all",
    "put_by_key",
    "put_rows",
    "rows_of",
    "stretches",
]

Rows = NDArray[Any]
Hashes = NDArray[np.uint64]
Counts = NDArray[np.int64]

#: Ranges of keys that rows are parted into; tasks take stretches of them.
_BITS: Final = 10
PARTS: Final = 1 << _BITS
_HEAD: Final = (PARTS + 1) * 8
_MIX: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_HINT: Final = "delete the folder in which it lies, and give the same command again"
#: What a system has too few of, and what helps then: the file is whole.
_SCARCE: Final = frozenset((errno.EMFILE, errno.ENFILE, errno.ENOMEM))
_MORE: Final = (
    "the system gives no more open files or memory: raise the limit (ulimit -n), and give the same command again"
)


def mixed(*columns: NDArray[Any]) -> Hashes:
    """A hash of each row of some columns of whole numbers, as a key: the same on every machine."""
    whole = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        whole = (whole ^ column.astype(np.uint64)) * _MIX[0]
        for factor in _MIX[1:]:
            whole = (whole ^ (whole >> np.uint64(31))) * factor
    return whole ^ (whole >> np.uint64(29))


def put_rows(path: Path, rows: Rows) -> int:
    """Keep rows, or one column, to be read by `rows_of`; gives the file's size."""
    return put(path, np.ascontiguousarray(rows).tobytes())


def rows_of(path: Path, kind: np.dtype[Any]) -> Rows:
    """Rows as they were kept, of which only what is looked at is read; raises UnreadableError where the file is not whole."""
    try:
        with path.open("rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            if size % kind.itemsize:
                raise UnreadableError("damaged", f"{path} is not whole", _HINT)
            if not size:
                return np.zeros(0, kind)
            # not by numpy's memmap, which takes six times as long to be made and is slow to be parted
            return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), kind)
    except OSError as error:
        raise _unread(path, error) from error


def _unread(path: Path, error: OSError) -> UnreadableError:
    hint = _MORE if error.errno in _SCARCE else _HINT
    return UnreadableError("damaged", f"{path} cannot be read: {error.strerror}", hint)


def put_by_key(path: Path, rows: Rows, keys: Hashes) -> int:
    """Keep rows by the ranges of their keys; gives the file's size."""
    parts = (keys >> np.uint64(64 - _BITS)).astype(np.uint16)
    order = np.argsort(parts, kind="stable")
    starts = np.searchsorted(parts[order], np.arange(PARTS + 1)).astype("<i8")
    return put(path, starts.tobytes(), rows[order].tobytes())


def counts_of(paths: Sequence[Path]) -> Counts:
    """How many rows all files together have in each range of keys."""
    whole = np.zeros(PARTS, np.int64)
    for path in paths:
        whole += np.diff(_starts(path))
    return whole


def stretches(counts: Counts, most: int) -> list[tuple[int, int]]:
    """Ranges of keys in stretches `(first, end)` of at most so many rows, or of one range; none where there are no rows."""
    found: list[tuple[int, int]] = []
    first = held = 0
    for at, count in enumerate(counts.tolist()):
        if held and held + count > most:
            found.append((first, at))
            first, held = at, 0
        held += count
    return [*found, (first, len(counts))] if held else found


def fetch(paths: Sequence[Path], first: int, end: int, kind: np.dtype[Any]) -> Iterator[tuple[int, Rows]]:
    """The rows of a stretch of ranges, file by file, each with the number of its file."""
    for number, path in enumerate(paths):
        rows = _fetched(path, first, end, kind)
        if len(rows):
            yield number, rows


def _fetched(path: Path, first: int, end: int, kind: np.dtype[Any]) -> Rows:
    """The same of one file, which is opened once and read with no detour: a task goes through as many as there are shards."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  the path's own way takes longer
            starts = _starts_in(path, file.read(_HEAD))
            if os.fstat(file.fileno()).st_size != _HEAD + int(starts[-1]) * kind.itemsize:
                raise UnreadableError("damaged", f"{path} is not whole", _HINT)
            begin, stop = int(starts[first]), int(starts[end])
            rows: Rows = np.empty(stop - begin, kind)
            if len(rows):
                file.seek(_HEAD + begin * kind.itemsize)
                _fill(file, rows.view(np.uint8).data, path)
    except OSError as error:
        raise _unread(path, error) from error
    return rows


def _fill(file: RawIOBase, room: memoryview, path: Path) -> None:
    """Read until the room is full: a system gives no more than some at a time."""
    done = 0
    while done < len(room):
        got = file.readinto(room[done:])
        if not got:
            raise UnreadableError("damaged", f"{path} is not whole", _HINT)
        done += got


def _starts(path: Path) -> Counts:
    head = b""
    with suppress(OSError), path.open("rb", buffering=0) as file:
        head = file.read(_HEAD)
    return _starts_in(path, head)


def _starts_in(path: Path, head: bytes) -> Counts:
    """Where each range of keys begins, by the head of a file."""
    starts: Counts = np.frombuffer(head, "<i8") if len(head) == _HEAD else np.zeros(0, np.int64)
    if not len(starts) or starts[0] != 0 or (starts[1:] < starts[:-1]).any():
        raise UnreadableError("damaged", f"{path} is not whole", _HINT)
    return starts
