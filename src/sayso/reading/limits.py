"""What reading takes at most. A text that goes beyond is refused with "too-large", "archive-unsafe" or "timeout"."""

from __future__ import annotations

from typing import Final

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

#: Seconds that a reader of a foreign format may take, and the address space that it may take up.
MAX_SECONDS: Final = 20.0
MAX_MEMORY: Final = 4 * 1024 * MIB

#: Files of one folder, with all folders in it.
MAX_FILES: Final = 100_000
