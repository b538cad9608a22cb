"""The reader of each format. Each imports its library when it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from sayso.model import SaysoError, UnreadableError
from sayso.model.span import Entry

from .kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from .draft import Draft


class Source(Entry, frozen=True, kw_only=True):
    """Bytes with all that is known of them: what they are called, where they came from, what they are served as."""

    data: bytes
    name: str
    uri: str
    content_type: str | None = None


#: Formats that are read in this process: simple, and in time linear in their length.
PLAIN: Final[frozenset[Kind]] = frozenset(("text", "subtitles", "table"))


def read_source(kind: Kind, source: Source) -> Draft:
    """Read `source` as `kind`.

    Raises UnreadableError; what a library raises of its own for a broken file becomes "damaged".
    """
    try:
        return _reader(kind)(source)
    except SaysoError:
        raise
    except MemoryError as error:
        raise UnreadableError("too-large", "reading it takes more memory than the limit", "split the file") from error
    except Exception as error:  # a damaged file may make a library raise anything
        what = f"{type(error).__name__}: {error}"[:200]
        message = f"the file is broken, or not in the format that it seems to be ({kind}): {what}"
        raise UnreadableError(
            "damaged", message, "open it in its program and save it anew, or give its text"
        ) from error


def _reader(kind: Kind) -> Callable[[Source], Draft]:
    # One import a branch: a text is read without the libraries of the other formats.
    if kind == "text":
        return read_text_source
    if kind == "subtitles":
        from .subtitles import read_subtitles as reader
    elif kind == "table":
        from .sheets import read_csv as reader
    elif kind == "xlsx":
        from .sheets import read_xlsx as reader
    elif kind == "markdown":
        from .markdown import read_markdown as reader
    elif kind == "html":
        from .html import read_html as reader
    elif kind == "pdf":
        from .pdf import read_pdf as reader
    elif kind == "docx":
        from .docx import read_docx as reader
    elif kind == "epub":
        from .epub import read_epub as reader
    else:
        from .mail import read_mail as reader
    return reader


def read_text_source(source: Source) -> Draft:
    """Read bytes as plain text."""
    from .decode import charset_of_header, decode
    from .plain import read_plain

    text, problems = decode(source.data, charset_of_header(source.content_type))
    return msgspec.structs.replace(read_plain(text), problems=problems)
