"""A process of its own that adds events to a desk and prints the number of each when the desk has taken it.

Its arguments: the desk, the document's key, who it is, how many events, and, where given, how many bytes a file may have.
"""

from __future__ import annotations

import sys

from sayso.model import Note, UsageError
from sayso.store.desk import open_desk


def _limit(size: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def main(where: str, key: str, who: str, most: int, size: int = 0) -> None:
    """Add, one after the other, until done or refused."""
    if size:
        _limit(size)
    with open_desk(where) as desk:
        for number in range(most):
            act = Note(target=None, text=f"{who} {number}")
            try:
                (event,) = desk.append(key, [act], who=who, when="2026-11-28T12:00:00Z", seen=0)
            except UsageError as error:
                sys.stdout.write(f"{error.problem.code}: {error.problem.hint}\n")
                return
            sys.stdout.write(f"{event.seq}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], *map(int, sys.argv[4:]))
