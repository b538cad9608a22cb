"""Parquet: a document a row, by groups of rows, and of each only the columns that say something of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from sayso.model import UnreadableError, UsageError
from sayso.reading.limits import MAX_UNPACKED, MIB

from .appearance import Appearance, Member
from .rows import KNOWN, of_row, plain_name

_BATCH: Final = 64


def groups_of(path: Path) -> tuple[int, ...]:
    """How many rows each of a file's groups has; raises UnreadableError "damaged"."""
    with _opened(path) as file:
        about = file.metadata
        return tuple(about.row_group(at).num_rows for at in range(about.num_row_groups))


def row_members(path: Path, uri: str, groups: range) -> Iterator[Member]:
    """The documents of some groups of rows; a group that cannot be read is a member that raises."""
    with _opened(path) as file:
        about = file.metadata
        columns = [name for name in file.schema_arrow.names if plain_name(name) in KNOWN]
        number = sum(about.row_group(at).num_rows for at in range(groups.start))
        for group in groups:
            size = about.row_group(group).total_byte_size
            if size > MAX_UNPACKED * 8:
                yield _broken(
                    uri, number, f"its rows take more than {MAX_UNPACKED * 8 // MIB} MiB at once", "too-large"
                )
            else:
                yield from _of_group(file, group, columns, (uri, number))
            number += about.row_group(group).num_rows


def _of_group(file: Any, group: int, columns: list[str], place: tuple[str, int]) -> Iterator[Member]:
    import pyarrow as pa

    uri, number = place
    try:
        for batch in file.iter_batches(_BATCH, [group], columns=columns, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield Member(f"{uri}:{number}", partial(of_row, row, f"{uri}:{number}"))
    except (pa.ArrowException, OSError, ValueError) as error:
        yield _broken(uri, number, f"the rows from here on are broken: {error}"[:300], "damaged")


def _broken(uri: str, number: int, message: str, code: str) -> Member:
    place = f"{uri}:{number + 1}"
    return Member(place, partial(_raise, UnreadableError(code, message, "write the file anew", place)))


def _raise(error: UnreadableError) -> Appearance:
    raise error


def _opened(path: Path) -> Any:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        hint = "pip install 'sayso[follow]'"
        raise UsageError("usage", "Parquet is read with pyarrow, which is not installed", hint, str(path)) from error
    try:
        return pq.ParquetFile(path, memory_map=False, pre_buffer=False)
    except (pa.ArrowException, OSError, ValueError) as error:
        message = f"it is no whole Parquet file: {error}"[:300]
        raise UnreadableError("damaged", message, "write the file anew", str(path)) from error
