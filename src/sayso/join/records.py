"""Records of which any one can be taken out: bytes one behind the other, and where each begins, mapped into memory as they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from sayso.engine.shuffle import Rows, put, put_all, rows_of
from sayso.model import UnreadableError

from .step import Place, Step
from .texts import write_texts

_BYTE: Final = np.dtype("u1")
_PLACE: Final = np.dtype("<u8")
#: Files of one kind that are open at once, at most, and the share of what a process may have open; of all kinds together, beyond these, which tasks that
#: follow one another share. With less than there are shards most records open their file anew.
_OPEN: Final = 4_096
_SHARE: Final = 16
_TOGETHER: Final = 8
#: Where no limit is told, or it is very low.
_FEWEST: Final = 8


@cache
def most_open() -> int:
    """How many files of one kind stay open: as many as the system's limit leaves, the other kinds and all else beside them."""
    try:
        import resource
    except ImportError:  # no such limit is told here
        return _FEWEST
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _OPEN if soft == resource.RLIM_INFINITY else max(_FEWEST, min(_OPEN, soft // _SHARE))


def opened(path: Path, kind: np.dtype[Any]) -> Rows:
    """Rows as they were kept, mapped once however many tasks of a process read them; raises UnreadableError where the file is not whole."""
    try:
        told = path.stat()
    except OSError:
        return rows_of(path, kind)  # which says what is wrong
    return _mapped()(path, kind, told.st_ino, told.st_mtime_ns, told.st_size)


@cache
def _mapped() -> Callable[..., Rows]:
    """Files by what they are, so that one that was made anew is read anew."""
    return lru_cache(maxsize=_TOGETHER * most_open())(lambda path, kind, *_: rows_of(path, kind))


def put_records(place: Place, step: str, what: str, key: str, records: Iterable[bytes]) -> dict[str, int]:
    """Keep records under a name; gives the sizes of the two files, which are `WHAT-KEY` and `WHAT.places-KEY`."""
    size, places = write_texts(place.file(step, what, key), records)
    return {what: size, f"{what}.places": put(place.file(step, f"{what}.places", key), places)}


def files_of(*names: str) -> tuple[str, ...]:
    """The files that records under some names are."""
    return tuple(file for name in names for file in (name, f"{name}.places"))


def put_whole(path: Path, parts: Sequence[Path], kind: np.dtype[Any]) -> Rows:
    """Put rows that tasks left into one file of all, for the tasks that take some out of every file; gives how many rows each part had."""
    sizes = np.zeros(len(parts), np.int64)

    def pieces() -> Iterator[bytes]:
        for number, part in enumerate(parts):
            rows = rows_of(part, kind)
            sizes[number] = len(rows)
            yield rows.tobytes()

    put_all(path, pieces())
    return sizes


def put_all_places(path: Path, place: Place, step: Step, what: str, keys: Sequence[str]) -> None:
    """Put into one file where the records of some tasks begin, so that one file is opened for a record and not two."""
    put_whole(path, [place.file(step.name, f"{what}.places", key) for key in keys], _PLACE)


@dataclass(frozen=True, slots=True)
class AllPlaces:
    """Where records begin in the files of some tasks, out of one file of all: of each task the rows that are its own."""

    rows: Rows
    parts: Mapping[str, slice]

    @classmethod
    def of(cls, path: Path, keys: Sequence[str], bases: Sequence[int]) -> AllPlaces:
        """Those that `put_all_places` put; `bases` are the numbers of the first record of each task."""
        rows = opened(path, _PLACE)
        begin = [base + number for number, base in enumerate(bases)]  # each has one place more than records
        ends = (*begin[1:], len(rows)) if begin else ()
        return cls(rows, {key: slice(*part) for key, *part in zip(keys, begin, ends, strict=True)})


class Records:
    """The records that the tasks of a step left under one name."""

    def __init__(self, place: Place, step: Step, what: str, places: AllPlaces | None = None) -> None:
        """`place` is that of a join whose step is done; `places` where the records begin, if they are in one file of all."""
        self._place, self._step, self._what = place, step.name, what
        # nothing that is kept refers to this object, so that its files are let go of with it, and not when circles of objects are looked for
        self._opened = lru_cache(maxsize=most_open())(partial(_opened_records, place, step.name, what, places))

    def get(self, key: str, number: int) -> bytes:
        """A record of a task by its number; raises UnreadableError where the files are not whole."""
        records, places = self._opened(key)
        if not 0 <= number < len(places) - 1 or places[-1] != len(records):
            path = self._place.file(self._step, self._what, key)
            hint = "delete the folder in which it lies, and give the same command again"
            raise UnreadableError("damaged", f"{path} is not whole", hint)
        return bytes(records[places[number] : places[number + 1]].data)


def _opened_records(place: Place, step: str, what: str, places: AllPlaces | None, key: str) -> tuple[Rows, Rows]:
    """The records of a task, and where each begins."""
    records = opened(place.file(step, what, key), _BYTE)
    if places is not None and key in places.parts:
        return records, places.rows[places.parts[key]]
    return records, opened(place.file(step, f"{what}.places", key), _PLACE)
