"""How a file in a foreign format is parted, found out in a process of its own: one that is made to crash its reader crashes nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

import msgspec

from sayso.model import UnreadableError, UsageError
from sayso.model.span import Entry
from sayso.reading.guard import work_apart

_WORK: Final = "sayso.reading.corpora.parting:part"


class _Asked(Entry, frozen=True, kw_only=True):
    """What is asked: the rows of each group of a table, or the places in an archive that part it."""

    form: Literal["table", "webarchive"]
    path: str
    each: int


def groups_of(path: Path) -> list[int]:
    """How many rows each group of a Parquet file has; raises UnreadableError, and UsageError where pyarrow is not installed."""
    return _apart(_Asked(form="table", path=str(path.absolute()), each=0), path)


def offsets_of(path: Path, each: int) -> list[int]:
    """Where to part a web archive; raises UnreadableError, and UsageError where FastWARC is not installed."""
    return _apart(_Asked(form="webarchive", path=str(path.absolute()), each=each), path)


def part(payload: bytes) -> bytes:
    """The work of the other process: `_Asked` and a list of numbers as MessagePack."""
    asked = msgspec.msgpack.decode(payload, type=_Asked)
    if asked.form == "table":
        from .tables import groups_of as groups

        return msgspec.msgpack.encode(groups(Path(asked.path)))
    from .webarchive import find_offsets

    return msgspec.msgpack.encode(list(find_offsets(Path(asked.path), asked.each)))


def _apart(asked: _Asked, path: Path) -> list[int]:
    try:
        return msgspec.msgpack.decode(
            work_apart(_WORK, msgspec.msgpack.encode(asked), path.stat().st_size), type=list[int]
        )
    except UnreadableError as error:
        problem = error.problem
        if problem.code == "usage":
            raise UsageError(problem.code, problem.message, problem.hint, problem.uri) from error
        raise
