"""A file that a person names, opened so that nothing waits for ever: a pipe that nobody writes to is told."""

from __future__ import annotations

import os
import select
import stat
import time
from pathlib import Path
from typing import BinaryIO, Final

from sayso.model import UnreadableError

#: Seconds that a pipe is given for somebody to open its other end. One that has a writer is waited for as long as it takes.
PATIENCE: Final = 10.0
_STEP: Final = 0.02


def open_named(path: Path) -> BinaryIO:
    """A file, a device, or a pipe such as `<(command)` gives, to be read.

    Raises OSError, and UnreadableError "unreadable" for a pipe that nobody writes to.
    """
    if not hasattr(os, "O_NONBLOCK") or not stat.S_ISFIFO(path.stat().st_mode):
        return path.open("rb")
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        _wait(number)
        os.set_blocking(number, True)
        return os.fdopen(number, "rb")
    except BaseException:
        os.close(number)
        raise


def _wait(number: int) -> None:
    """Until somebody has opened the pipe's other end, and has written or closed it."""
    poll = select.poll()
    poll.register(number, select.POLLIN)
    end = time.monotonic() + PATIENCE
    while not poll.poll(_STEP * 1000):
        if time.monotonic() > end:
            if not _has_writer(number):
                raise UnreadableError("unreadable", "it is a pipe that nobody writes to", "save its contents as a file")
            return  # it is asked once: what came in the very moment of asking would be lost


def _has_writer(number: int) -> bool:
    """Whether a pipe in which nothing lies is open at its other end."""
    try:
        os.read(number, 1)  # nothing lies in it: it says "not yet", or, where nobody will ever write, "the end"
    except BlockingIOError:
        return True
    return False
