"""The reader of each format. Each imports its library when it is called."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from sayso.model import SaysoError, UnreadableError
from sayso.model.span import Entry

from .kinds import Kind
from .limits import MIB, most_memory

if TYPE_CHECKING:
    from collections.abc import Callable

    from .draft import Draft


T = TypeVar("T")


class Source(Entry, frozen=True, kw_only=True):
    """Bytes with all that is known of them: what they are called, where they came from, what they are served as, what they are headed."""

    data: bytes
    name: str
    uri: str
    content_type: str | None = None
    title: str | None = None


_READERS: Final[dict[Kind, str]] = {
    "text": "formats:read_text_source", "subtitles": "subtitles:read_subtitles", "table": "sheets:read_csv", "xlsx": "sheets:read_xlsx",
    "markdown": "markdown:read_markdown", "html": "html:read_html", "piece": "html:read_piece", "pdf": "pdf:read_pdf",
    "docx": "docx:read_docx", "epub": "epub:read_epub", "eml": "mail:read_mail",
}  # fmt: skip
#: How libraries in C say that they got no memory.
_OF_MEMORY: Final = re.compile(r"(?:memory allocation|out of memory|cannot allocate|failed to allocate)", re.IGNORECASE)
#: Formats that are read in this process: simple, and in time linear in their length.
PLAIN: Final[frozenset[Kind]] = frozenset(("text", "subtitles", "table"))


def read_source(kind: Kind, source: Source) -> Draft:
    """Read `source` as `kind`.

    Raises UnreadableError; what a library raises of its own for a broken file becomes "damaged".
    """
    return guarded(kind, lambda: _reader(kind)(source))


def guarded(kind: str, read: Callable[[], T]) -> T:
    """What `read` gives; what a library raises of its own for a broken file becomes UnreadableError "damaged" or "too-large"."""
    try:
        return read()
    except SaysoError:
        raise
    except MemoryError as error:
        raise beyond_memory() from error
    except Exception as error:  # a damaged file may make a library raise anything
        if _OF_MEMORY.search(str(error)):
            raise beyond_memory() from error
        what = f"{type(error).__name__}: {error}"[:200]
        message = f"the file is broken, or not in the format that it seems to be ({kind}): {what}"
        raise UnreadableError(
            "damaged", message, "open it in its program and save it anew, or give its text"
        ) from error


def beyond_memory() -> UnreadableError:
    """What is raised where a reader came to the end of its memory."""
    message = f"it was not read: reading it takes more than {most_memory() // MIB} MiB of memory"
    return UnreadableError(
        "too-large", message, f"split the file, or allow more memory: SAYSO_READING_MEMORY={4 * most_memory() // MIB}"
    )


def _reader(kind: Kind) -> Callable[[Source], Draft]:
    # Imported when it is needed: a text is read without the libraries of the other formats.
    module, _, function = _READERS[kind].partition(":")
    found: Callable[[Source], Draft] = getattr(import_module(f".{module}", __package__), function)
    return found


def read_text_source(source: Source) -> Draft:
    """Read bytes as plain text."""
    from .decode import charset_of_header, decode
    from .plain import read_plain

    text, problems = decode(source.data, charset_of_header(source.content_type))
    return msgspec.structs.replace(read_plain(text), problems=problems)
