"""A folder in which a bench of a corpus works, and what such a bench tells of itself."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.cores import cores
from sayso.model import UsageError


@contextmanager
def room(data: Path, name: str, size: int, *, fewest: int, what: str = "the files of a join") -> Iterator[Path]:
    """A folder within `data`, deleted in the end, for a bench of `size` documents; `what` is to have room in it.

    Raises UsageError where there is no such folder, or where `size` is less than `fewest`.
    """
    if not data.is_dir():
        raise UsageError("missing", f"there is no folder {data}", f"--data is a folder with room for {what}")
    if size < fewest:
        raise UsageError("usage", f"{size} documents tell nothing", f"ask for at least --size {fewest}")
    folder = Path(tempfile.mkdtemp(prefix=f"sayso-{name}-", dir=data))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def notes(made: str) -> tuple[str, str]:
    """What was made for a bench, in which unit it tells sizes, and how many processes it had."""
    return f"the {made} are made, the same every time; memory and disk in millions of bytes", f"{cores()} processes"


def check_same(one: Path, other: Path, names: str) -> None:
    """Hold the files of two folders that have such names against each other: a measure is none where they differ, or where there are none."""
    files = [path.relative_to(one) for path in one.rglob(names) if path.is_file() and path.name != ".lock"]
    assert files  # noqa: S101  else the measure is none
    for path in files:
        assert (one / path).read_bytes() == (other / path).read_bytes(), path  # noqa: S101  the same
