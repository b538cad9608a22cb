"""What reading takes at most. A text that goes beyond is refused with "too-large", "archive-unsafe" or "timeout"."""

from __future__ import annotations

import os
from typing import Final

from sayso.model import UsageError

MIB: Final = 1024 * 1024

#: Bytes of one input, from a file, standard input or an attachment. (A page of the web is limited by `net.Limits`.)
MAX_BYTES: Final = 50 * MIB

#: Code points of one text. A book of 1,000 pages has about 2.5 million.
MAX_CHARS: Final = 12_000_000

#: Pages of a PDF.
MAX_PAGES: Final = 3_000

#: Rows of one table or sheet, and columns of a row.
MAX_ROWS: Final = 100_000
MAX_COLUMNS: Final = 1_000

#: Entries of a zip (DOCX, XLSX, EPUB), all their bytes unpacked, and how much an entry over 1 MiB may grow.
MAX_ENTRIES: Final = 10_000
MAX_UNPACKED: Final = 300 * MIB
MAX_RATIO: Final = 250

#: Cells of one table or sheet. A cell takes some hundred bytes while it is read.
MAX_CELLS: Final = 2_000_000

#: Seconds of the processor that a reader of a foreign format may take, and the address space that it may take up in a process of its own.
#: A person may allow more: `most_seconds` and `most_memory`.
MAX_SECONDS: Final = 10.0
MAX_MEMORY: Final = 950 * MIB  # below 1 GB

#: Seconds on the clock for one of the processor: a machine that others use, too, is slow. A reader that waits is ended then.
PATIENCE: Final = 3.0

#: Bytes from which on also what is simple (text, subtitles, CSV) is read in the process of its own.
MAX_HERE: Final = MIB

#: Files of one folder, with all folders in it.
MAX_FILES: Final = 100_000

_SECONDS: Final = "SAYSO_READING_SECONDS"
_MEMORY: Final = "SAYSO_READING_MEMORY"


def most_seconds() -> float:
    """Seconds that a reader may take: MAX_SECONDS, or what the variable SAYSO_READING_SECONDS says. Raises UsageError."""
    return float(_allowed(_SECONDS, int(MAX_SECONDS), 86_400))


def most_memory() -> int:
    """Bytes that a reader may take up: MAX_MEMORY, or the MiB that the variable SAYSO_READING_MEMORY says. Raises UsageError."""
    return _allowed(_MEMORY, MAX_MEMORY // MIB, 1 << 20) * MIB


def allow(seconds: int | None, memory: int | None) -> None:
    """Let readers take so many seconds and MiB from now on, here and in all processes that are started from here; None changes nothing.

    Raises UsageError for what cannot be.
    """
    for name, value in ((_SECONDS, seconds), (_MEMORY, memory)):
        if value is not None:
            os.environ[name] = str(value)
    most_seconds()
    most_memory()


def _allowed(name: str, usual: int, most: int) -> int:
    text = os.environ.get(name, "").strip() or str(usual)
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= most):
        raise UsageError("usage", f"{name} takes no {text[:40]!r}", f"it takes a whole number from 1 to {most:,}")
    return int(text)
