"""One text at one place and time, as a corpus holds it, and what becomes of it when it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sayso.model import Document, SaysoError, UnreadableError, document_id
from sayso.model.span import Entry
from sayso.reading.draft import one_line, scrub
from sayso.reading.sentences import split_sentences
from sayso.reading.sources import Reading, read_bytes, read_draft, read_text

if TYPE_CHECKING:
    from typing import Final

_HINT: Final = "a text is looked for under names such as text, body, content and html"


class Appearance(Entry, frozen=True, kw_only=True):
    """What a corpus says of a document, and what it holds of it: a text, a piece of HTML, a file's bytes, or all of it as once read.

    What is not told is None, and is looked for in the document when it is read. `name` is a file's, `content_type` what the
    bytes were served as.
    """

    uri: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    text: str | None = None
    markup: str | None = None
    data: bytes | None = None
    document: Document | None = None
    name: str = ""
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A document's place in a corpus. `take` gives its appearance, or None where there is none to be read; raises UnreadableError."""

    place: str
    take: Callable[[], Appearance | None]


def read_appearance(appearance: Appearance) -> Reading:
    """Read a document; what the corpus says of it holds where the document says otherwise.

    Raises UnreadableError, as `read_bytes` and `read_text` do.
    """
    if appearance.document is not None:
        doc = appearance.document
        return Reading(doc, split_sentences(doc.text, doc.blocks, doc.language))
    whole = replace(appearance, uri=scrub(appearance.uri), name=scrub(appearance.name))
    return _told(_read(whole), whole)


def _read(appearance: Appearance) -> Reading:
    if appearance.data is not None:
        return read_bytes(appearance.data, appearance.name, appearance.uri, appearance.content_type)
    if appearance.markup is not None:
        return _read_markup(appearance.markup, appearance)
    if appearance.text is None or not appearance.text.strip():
        raise UnreadableError("empty", "there is no text in it", _HINT, appearance.uri)
    return read_text(appearance.text, appearance.uri, appearance.title)


def _read_markup(markup: str, appearance: Appearance) -> Reading:
    """A piece of HTML, read in a process of its own."""
    from sayso.reading.formats import Source
    from sayso.reading.guard import read_apart

    data = markup.encode("utf-8", "surrogatepass")
    try:
        draft = read_apart("piece", Source(data=data, name="", uri=appearance.uri, title=scrub(appearance.title or "")))
        return read_draft(draft, appearance.uri)
    except SaysoError as error:
        problem = error.problem
        hint = _HINT if problem.code == "empty" else problem.hint
        raise UnreadableError(problem.code, problem.message, hint, appearance.uri) from error


def _told(reading: Reading, appearance: Appearance) -> Reading:
    doc, published = reading.document, appearance.published or reading.document.published
    told = replace(
        doc,
        id=document_id(doc.uri, published, doc.text),
        title=one_line(appearance.title) or doc.title,
        byline=one_line(appearance.byline) or doc.byline,
        outlet=one_line(appearance.outlet) or doc.outlet,
        published=published,
    )
    return Reading(told, reading.sentences, reading.problems)
