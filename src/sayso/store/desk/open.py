"""Opens a desk by what a person calls it: the path of a SQLite file, or the address of a PostgreSQL database."""

from __future__ import annotations

from pathlib import Path

from .desk import Desk
from .sqlite import Sqlite


def open_desk(where: str | Path | None) -> Desk:
    """The desk in the SQLite file at a path, made where there is none; in memory where `where` is None.

    Raises UsageError as the engines do.
    """
    return Desk(Sqlite(None if where is None else Path(where)))
