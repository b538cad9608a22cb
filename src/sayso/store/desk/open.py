"""Opens a desk by what a person calls it: the path of a SQLite file, or the address of a PostgreSQL database."""

from __future__ import annotations

from pathlib import Path

from sayso.model import UsageError

from .address import is_address, read_address
from .desk import Desk
from .sqlite import Sqlite


def open_desk(where: str | Path | None, *, make: bool = True) -> Desk:
    """The desk in the SQLite file at a path or at a `postgresql://` address; in memory where `where` is None.

    One that is not there is made, or, where `make` is False, refused as "missing" (a file; the tables of an address are
    always made). Raises UsageError as the engines do; no message holds the address's password.
    """
    if isinstance(where, str) and is_address(where):
        from .postgres import Postgres

        return Desk(Postgres(read_address(where)))
    path = None if where is None else Path(where)
    if path is not None and not make and not path.exists():
        raise UsageError(
            "missing",
            f"there is no desk {path}",
            "name one that is there; `sayso review` makes your own, `sayso review --desk DESK` another",
        )
    return Desk(Sqlite(path))
