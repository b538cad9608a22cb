"""How a SQLite file of ours becomes one of the newest version: the steps that were taken are counted in the file itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence


class NoStoreError(Exception):
    """The file is a database, but none of ours; `newer` says that a later version of Sayso made it."""

    def __init__(self, message: str, *, newer: bool = False) -> None:
        """Keep what is wrong with the file."""
        super().__init__(message)
        self.newer = newer


def take_steps(
    db: sqlite3.Connection,
    application: int,
    steps: Sequence[Sequence[str]],
    begin: Callable[[sqlite3.Connection], object],
) -> None:
    """Bring the database to the newest version, in one transaction; an empty one is made, and `begin` writes its first rows.

    `application` marks the file as ours (`PRAGMA application_id`); the version is the number of steps taken
    (`PRAGMA user_version`). Raises NoStoreError where it is another application's, or newer than this version knows.
    """
    if _taken(db, application, len(steps)) == len(steps):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        taken = _taken(db, application, len(steps))  # another process may have been quicker
        for step in steps[taken:]:
            for statement in step:
                db.execute(statement)
        if taken == 0:
            begin(db)
        db.execute(f"PRAGMA application_id = {application}")
        db.execute(f"PRAGMA user_version = {len(steps)}")
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def _taken(db: sqlite3.Connection, application: int, most: int) -> int:
    """How many of the steps the database has taken; raises NoStoreError where it is no file of ours."""
    marked = db.execute("PRAGMA application_id").fetchone()[0]
    taken = int(db.execute("PRAGMA user_version").fetchone()[0])
    tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not (marked or taken or tables):
        return 0
    if marked != application or taken < 1:
        raise NoStoreError("it is a database of another kind")
    if taken > most:
        raise NoStoreError(f"its format is {taken}, this version knows {most}", newer=True)
    return taken
