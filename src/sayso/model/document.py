"""A text as it was read, with all that is known of where it came from."""

from __future__ import annotations

from typing import Final, Literal

from .span import Entry, Span

BlockKind = Literal["title", "heading", "paragraph", "item", "row", "caption", "cue", "quote"]


class Link(Entry, frozen=True, kw_only=True):
    """A hyperlink of the text: its anchor's place, and where it leads."""

    start: int
    end: int
    href: str


class Block(Entry, frozen=True, kw_only=True):
    """A paragraph, heading, list item, table row or subtitle cue. No entry crosses the edge of one."""

    start: int
    end: int
    kind: BlockKind

    @property
    def asserts(self) -> bool:
        """Whether it may report and claim: a title, a heading and a caption name, they do not; a row is figures."""
        return self.kind not in {"title", "heading", "caption", "row"}


class Page(Entry, frozen=True, kw_only=True):
    """A page of a paginated document: its number as counted from 1, and its stretch of the text."""

    number: int
    start: int
    end: int


class Sentence(Entry, frozen=True, kw_only=True):
    """A sentence's place in the text, without the white space around it."""

    start: int
    end: int


class Document(Entry, frozen=True, kw_only=True):
    """One appearance of one text.

    `id` names the appearance (uri, date and text), `text_id` the text alone. `text` never changes after reading;
    all offsets are in its code points. `address` is where a saved page says that it was published. `blocks` are in order and do not overlap. What is not known is None.
    """

    id: str
    text_id: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str = "und"
    uri: str
    address: str | None = None
    media_type: str = "text/plain"
    text: str
    links: tuple[Link, ...] = ()
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The span of this document's text from `start` to `end`."""
        return Span(start=start, end=end, text=self.text[start:end])

    def stretches(self) -> tuple[Block, ...]:
        """The blocks; where there are none, the lines that are not empty, as paragraphs."""
        if self.blocks:
            return self.blocks
        found, start = [], 0
        for line in self.text.splitlines(keepends=True):
            bare = line.strip()
            if bare:
                at = start + line.index(bare)
                found.append(Block(start=at, end=at + len(bare), kind="paragraph"))
            start += len(line)
        return tuple(found)

    def page_at(self, offset: int) -> int | None:
        """The number of the page that holds `offset`, or None where the document has no pages."""
        return next((page.number for page in self.pages if page.start <= offset < page.end), None)


class SourceDocument(Entry, frozen=True, kw_only=True):
    """What a ledger says of a document that claims were traced to.

    `source_hash` is `b2:` and the BLAKE2b-128 of the bytes that it was read from, `size` their number, where they are known.
    """

    id: str
    text_id: str
    uri: str
    address: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str = "und"
    source_hash: str | None = None
    size: int | None = None


#: What stands between the uri of a document and the number of a part of it.
_PART: Final = "#part"
_MOST_PARTS: Final = 9_999


def part_uri(uri: str, number: int) -> str:
    """The uri of a part of a document that is kept in parts, counted from 1; the first has the document's own."""
    return uri if number == 1 else f"{uri}{_PART}{number}"


def part_of(uri: str) -> tuple[str, int]:
    """The uri of the whole document, and which part of it a uri names."""
    whole, mark, number = uri.rpartition(_PART)
    named = mark and number.isascii() and number.isdecimal() and len(number) <= len(str(_MOST_PARTS))
    return (whole, int(number)) if named else (uri, 1)


def text_id(text: str) -> str:
    """The name of a text: `b2:` and its BLAKE2b-128 in hexadecimal (RFC 7693), over UTF-8."""
    return "b2:" + _hashed(text, 16)


def document_id(uri: str, published: str | None, text: str) -> str:
    """The name of an appearance: `d:` and a hash of where, when and what."""
    parts = "\x1f".join((uri, published or "", text_id(text)))
    return "d:" + _hashed(parts, 12)


def _hashed(text: str, size: int) -> str:
    """BLAKE2b of a text in hexadecimal, `size` bytes long."""
    from hashlib import blake2b  # loads OpenSSL, a tenth of what it takes to import the model

    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def as_source(doc: Document, *, source_hash: str | None = None, size: int | None = None) -> SourceDocument:
    """The short record of a document for a ledger's list of source documents, with what is known of its bytes."""
    names = [name for name in SourceDocument.__struct_fields__ if name in Document.__struct_fields__]
    return SourceDocument(**{name: getattr(doc, name) for name in names}, source_hash=source_hash, size=size)
