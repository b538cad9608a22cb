"""Zip archives (DOCX, XLSX, EPUB), opened only where unpacking them is safe."""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from typing import Final

from sayso.model import UnreadableError

from .limits import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED, MIB

_ENCRYPTED: Final = 0x1
_BROKEN: Final = (
    zipfile.BadZipFile, EOFError, ValueError, OSError, NotImplementedError, RuntimeError, zlib.error, lzma.LZMAError,
)  # fmt: skip


def names_of(data: bytes) -> frozenset[str]:
    """The names in an archive; raises as `open_zip` does."""
    return frozenset(open_zip(data).namelist())


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Open an archive in memory.

    Python's zipfile never unpacks an entry beyond the size that is declared for it, so what is checked here holds. Raises UnreadableError "damaged", "encrypted" or "archive-unsafe".
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except _BROKEN as error:
        raise UnreadableError("damaged", f"the archive is broken: {error}", "fetch or export the file again") from error
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise _unsafe("it unpacks to more than the limit")
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadableError("encrypted", "the archive needs a password", "save it without one")
        if entry.file_size > max(MIB, MAX_RATIO * max(entry.compress_size, 1)):
            raise _unsafe(f"{entry.filename!r} unpacks to more than {MAX_RATIO} times its size")
    return archive


def read_entry(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """The bytes of an entry, or None where there is none; raises UnreadableError "damaged"."""
    try:
        return archive.read(name)
    except KeyError:
        return None
    except _BROKEN as error:
        raise UnreadableError(
            "damaged", f"{name!r} in the archive is broken: {error}", "fetch the file again"
        ) from error


def join(base: str, href: str) -> str | None:
    """The name of the entry that `href` leads to from the folder `base`, or None where it leads out of the archive."""
    path = posixpath.normpath(posixpath.join(base, href))
    return None if path.startswith(("../", "/")) or path == ".." else path


def _unsafe(message: str) -> UnreadableError:
    return UnreadableError(
        "archive-unsafe", f"the archive was not opened: {message}", "check where the file comes from"
    )
