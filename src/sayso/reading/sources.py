"""From what a person names - a file, a URL, standard input, a text - to a Reading."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import msgspec

from sayso.model import Document, Problem, Sentence, UnreadableError, UsageError, document_id, text_id

from .draft import Draft, check_length, one_line, scrub
from .formats import PLAIN, Source, read_source
from .kinds import kind_of
from .limits import MAX_BYTES, MAX_HERE, MIB
from .near import mend_of
from .opened import open_named
from .plain import read_plain
from .sentences import split_sentences
from .tongue import language_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.net import Limits

    from .pictures import PassagePlace

_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True)
class Reading:
    """A document, its sentences in order, and what a person should know of how it was read."""

    document: Document
    sentences: tuple[Sentence, ...]
    problems: tuple[Problem, ...] = ()


def read_any(source: str, *, stdin: BinaryIO | None = None, limits: Limits | None = None) -> Reading:
    """Read what a person names: "-" for standard input (`stdin`, or the process's own), an http(s) URL, else a path.

    Raises UsageError and UnreadableError, as `read_path` and `read_url` do.
    """
    if source == "-":
        return read_bytes(_take(stdin or sys.stdin.buffer), "-", "-")
    if _URL.match(source):
        return read_url(source, limits=limits)
    return read_path(Path(source))


def read_path(path: Path, uri: str | None = None) -> Reading:
    """Read a file; `uri` is what it is called in the ledger, its path as given where there is none.

    Raises UsageError "missing" or "usage" (a folder), UnreadableError for what cannot be opened or read.
    """
    uri = shown(path) if uri is None else uri
    return read_bytes(_read_file(path, uri), path.name, uri)


def draw_passages(path: Path, uri: str, places: Sequence[PassagePlace]) -> tuple[bytes | None, ...]:
    """Draw passages of a PDF as they are printed: a PNG for each place, None where it is not found on its page.

    Raises UsageError and UnreadableError, as `read_path` does; a file that is no PDF is "damaged".
    """
    return draw_kept(_read_file(path, uri), uri, places)


def draw_kept(data: bytes, uri: str, places: Sequence[PassagePlace]) -> tuple[bytes | None, ...]:
    """Draw passages of a PDF that is at hand as bytes; gives and raises what `draw_passages` does, save for files."""
    from .guard import draw_apart

    try:
        return draw_apart(Source(data=data, name=uri, uri=uri), places)
    except UnreadableError as error:
        raise _at(error, uri) from error


#: What stands for an article is one file; a folder is for source documents, or a corpus.
_ONE: Final = (
    "give one of its files; source documents follow --against, and many articles are read with `sayso follow read`"
)


def _read_file(path: Path, uri: str) -> bytes:
    try:
        with open_named(path) as stream:
            return _take(stream)
    except IsADirectoryError as error:
        raise UsageError("usage", "it is a folder, where a file is wanted", _ONE, uri) from error
    except FileNotFoundError as error:
        raise UsageError("missing", f"there is no file {uri}", mend_of(path), uri) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(
            "unreadable", f"it could not be opened: {reason}", "check its permissions", uri
        ) from error
    except UnreadableError as error:
        raise _at(error, uri) from error


def read_url(url: str, *, limits: Limits | None = None) -> Reading:
    """Fetch and read an http(s) URL; the document's uri is the address that the text came from, after redirects.

    Raises UsageError and UnreadableError, as `sayso.net.fetch` and `read_bytes` do.
    """
    from sayso.net import Limits, fetch

    fetched = fetch(url, limits=limits or Limits())
    name = fetched.url.split("?")[0].split("#")[0].rsplit("/", 1)[-1]
    return read_bytes(fetched.data, name, fetched.url, fetched.content_type)


def read_bytes(data: bytes, name: str, uri: str, content_type: str | None = None) -> Reading:
    """Read bytes: their format by what they hold, else by `content_type`, else by the ending of `name`.

    Raises UnreadableError: "empty", "binary", "damaged", "encrypted", "no-text-layer", "too-large", "archive-unsafe",
    "timeout" or "unknown-format".
    """
    try:
        _check_size(data)
        kind = kind_of(data, name, content_type)
        source = Source(data=data, name=name, uri=uri, content_type=content_type)
        if kind in PLAIN and len(data) <= MAX_HERE:
            return read_draft(read_source(kind, source), uri)
        from .guard import read_apart

        return read_draft(read_apart(kind, source), uri)
    except UnreadableError as error:
        raise _at(error, uri) from error


def read_text(text: str, uri: str = "", title: str | None = None) -> Reading:
    """Read a text that is in memory already; line ends become LF, and lone surrogates replacement characters.

    Raises UnreadableError "empty" or "too-large".
    """
    clean = scrub(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    try:
        check_length(len(clean))
        return read_draft(read_plain(clean, title=title), uri)
    except UnreadableError as error:
        raise _at(error, uri) from error


def read_draft(draft: Draft, uri: str) -> Reading:
    """Give a draft its names, its language and its sentences; raises UnreadableError "empty"."""
    text = scrub(draft.text)
    if not any(char.isalnum() for char in text):
        raise _empty()
    language = language_of(text, draft.language)
    doc = Document(
        id=document_id(uri, draft.published, text),
        text_id=text_id(text),
        title=one_line(draft.title),
        byline=one_line(draft.byline),
        outlet=one_line(draft.outlet),
        published=draft.published,
        language=language,
        uri=uri,
        address=draft.address,
        media_type=draft.media_type,
        text=text,
        links=draft.links,
        blocks=draft.blocks,
        pages=draft.pages,
    )
    problems = tuple(msgspec.structs.replace(problem, uri=uri) for problem in draft.problems)
    return Reading(doc, split_sentences(text, draft.blocks, language), problems)


def _take(stream: BinaryIO) -> bytes:
    """All of a stream, unless it is larger than the limit: then no more of it is read."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _too_large()
    return data


def _check_size(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise _too_large()
    if not data.strip(b" \t\r\n\f\0"):
        raise _empty()


def _empty() -> UnreadableError:
    return UnreadableError("empty", "there is no text in it", "check that the file was saved or fetched in full")


def _too_large() -> UnreadableError:
    return UnreadableError("too-large", f"it is larger than {MAX_BYTES // MIB} MiB", "split it, and give the parts")


def _at(error: UnreadableError, uri: str) -> UnreadableError:
    """The same error with the place that it is about."""
    problem = error.problem
    return UnreadableError(problem.code, problem.message, problem.hint, problem.uri or uri)


def shown(path: Path) -> str:
    """A path as it is written in a ledger: with slashes, and what is no Unicode replaced."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
