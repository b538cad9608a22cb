"""What the scripts of our own sets have in common: they print what the command line asks for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator


def answer(help_: str | None, counts: Callable[[], Iterator[str]], faults: Callable[[], Iterator[str]]) -> None:
    """Print the lines of "counts" or "faults", the last word of the command line, and end; with faults the exit code is 1, with another word it is the help."""
    asked = {"counts": counts, "faults": faults}.get(sys.argv[-1])
    if asked is None:
        sys.exit(help_)
    told = list(asked())
    sys.stdout.write("".join(f"{line}\n" for line in told))
    sys.exit(int(asked is faults and bool(told)))
