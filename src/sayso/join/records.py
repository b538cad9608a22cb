"""Records of which any one can be taken out: bytes one behind the other, and where each begins, mapped into memory as they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np

from sayso.engine.shuffle import Rows, put, rows_of
from sayso.model import UnreadableError

from .step import Place, Step
from .texts import write_texts

_BYTE: Final = np.dtype("u1")
_PLACE: Final = np.dtype("<u8")
#: Files of one kind that are open at once, at most, and the share of what a process may have open; of all kinds together, beyond these.
_OPEN: Final = 4_096
_SHARE: Final = 16
_TOGETHER: Final = 8


@cache
def most_open() -> int:
    """How many files of one kind stay open: as many as the system's limit leaves, a dozen kinds and all else beside them."""
    try:
        import resource
    except ImportError:  # no such limit is told here
        return _SHARE
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _OPEN if soft == resource.RLIM_INFINITY else max(_SHARE, min(_OPEN, soft // _SHARE))


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


def _by_file(files: Rows) -> Iterator[tuple[int, Rows]]:
    """Each file that is named, with the places at which it is."""
    order = np.argsort(files, kind="stable")
    numbers = files[order]
    starts = np.flatnonzero(np.append(np.True_, numbers[1:] != numbers[:-1])[: len(numbers)]).tolist()
    for first, end in pairwise((*starts, len(numbers))):
        yield int(numbers[first]), order[first:end]


class Columns:
    """Fixed rows that the tasks of a step left under one name, of which those are gathered that are asked for."""

    def __init__(self, place: Place, step: Step, what: str, kind: np.dtype[Any], shape: tuple[int, ...] = ()) -> None:
        """`place` is that of a join whose step is done; a row is of a `shape` of one kind of numbers."""
        self._kind, self._shape = kind, shape
        self._opened = lru_cache(maxsize=most_open())(lambda key: opened(place.file(step.name, what, key), kind))

    def gather(self, keys: Sequence[str], files: Rows, lines: Rows) -> Rows:
        """The rows of some lines of some files, these by their number among `keys`."""
        found: Rows = np.zeros((len(lines), *self._shape), self._kind)
        for file, mine in _by_file(files):
            found[mine] = self._opened(keys[file]).reshape(-1, *self._shape)[lines[mine]]
        return found


class Records:
    """The records that the tasks of a step left under one name."""

    def __init__(self, place: Place, step: Step, what: str) -> None:
        """`place` is that of a join whose step is done."""
        self._place, self._step, self._what = place, step.name, what
        self._opened = lru_cache(maxsize=most_open())(self._open)

    def get(self, key: str, number: int) -> bytes:
        """A record of a task by its number; raises UnreadableError where the files are not whole."""
        records, places = self._opened(key)
        if not 0 <= number < len(places) - 1 or places[-1] != len(records):
            path = self._place.file(self._step, self._what, key)
            hint = "delete the folder in which it lies, and give the same command again"
            raise UnreadableError("damaged", f"{path} is not whole", hint)
        return bytes(records[places[number] : places[number + 1]].data)

    def _open(self, key: str) -> tuple[Rows, Rows]:
        return (
            opened(self._place.file(self._step, self._what, key), _BYTE),
            opened(self._place.file(self._step, f"{self._what}.places", key), _PLACE),
        )
