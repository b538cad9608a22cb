"""Which format bytes are in: by what they hold first, then by what they are called or served as."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final, Literal

from sayso.model import UnreadableError

#: A "piece" is HTML that is the article already, as feeds and collections hold it; no file is one by itself.
Kind = Literal["text", "markdown", "html", "pdf", "docx", "xlsx", "epub", "eml", "subtitles", "table", "piece"]

_EXTENSIONS: Final[dict[str, Kind]] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".xht": "html", ".pdf": "pdf", ".docx": "docx", ".docm": "docx",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".epub": "epub", ".eml": "eml", ".srt": "subtitles", ".vtt": "subtitles",
    ".csv": "table", ".tsv": "table", ".tab": "table",
}  # fmt: skip
_TYPES: Final[dict[str, Kind]] = {
    "text/markdown": "markdown", "text/html": "html", "application/xhtml+xml": "html", "message/rfc822": "eml",
    "text/vtt": "subtitles", "application/x-subrip": "subtitles", "text/csv": "table", "text/tab-separated-values": "table",
    "application/pdf": "pdf", "application/epub+zip": "epub",
}  # fmt: skip
#: Formats that begin in a way that cannot be mistaken: what is called so and does not begin so is damaged.
_MARKED: Final = frozenset(("pdf", "docx", "xlsx", "epub"))
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD: Final = 4096
_HTML: Final = re.compile(
    rb"\A(?:\s|<\?xml[^>]{0,200}\?>|<!--(?:(?!-->)[\s\S]){0,1000}-->)*<(?:!doctype\s+html|html)\b", re.IGNORECASE
)
_CUES: Final = re.compile(rb"\A\s*(?:\d+[ \t]*\r?\n)?\d{1,2}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->")
_WEBVTT: Final = re.compile(rb"\AWEBVTT(?:[ \t\r\n]|\Z)")
_MAIL: Final = re.compile(
    rb"^(Received|Return-Path|Message-ID|MIME-Version|From|Date|Subject|To):", re.IGNORECASE | re.MULTILINE
)
_MAIL_START: Final = re.compile(rb"\A(?:From \S+ [^\r\n]*\r?\n)?[A-Za-z][A-Za-z0-9-]{1,60}:[ \t\r\n]")
_UNREAD: Final = (
    (b"{\\rtf", "a Rich Text file", "save it as DOCX or plain text"),
    (b"\x1f\x8b", "compressed with gzip", "unpack it first"),
    (b"BZh", "compressed with bzip2", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"SQLite format 3", "a database", "export its texts"),
    (b"\x89PNG", "a picture", "run OCR on it first, and give the text"),
    (b"\xff\xd8\xff", "a picture", "run OCR on it first, and give the text"),
    (b"GIF8", "a picture", "run OCR on it first, and give the text"),
)

#: What a ledger begins with, and what one does with it.
_LEDGER: Final = b'"sayso.ledger/'
_OPENED: Final = (
    "open it with `sayso review LEDGER`, or write it in another form with `sayso export LEDGER --form html`"
)


def extensions() -> tuple[str, ...]:
    """The endings of the names that a folder's files are read by."""
    return tuple(_EXTENSIONS)


def is_page(name: str) -> bool:
    """Whether a file is called as a page of the web is."""
    return _EXTENSIONS.get(PurePath(name).suffix.lower()) == "html"


def kind_of(data: bytes, name: str, content_type: str | None = None) -> Kind:
    """The format of `data`; raises UnreadableError "encrypted", "damaged" or "unknown-format"."""
    _refuse_known(data)
    named = _named(name, content_type)
    found = _by_content(data[:_HEAD], data)
    if found:
        return found
    if named in _MARKED:
        raise UnreadableError(
            "damaged", f"it is called a {named.upper()} but does not begin like one", "fetch or export the file again"
        )
    return named or "text"


def _named(name: str, content_type: str | None) -> Kind | None:
    """By what it is served as, where that says more than "text", else by the ending of its name."""
    served = (content_type or "").split(";")[0].strip().lower()
    return _TYPES.get(served) or _EXTENSIONS.get(PurePath(name).suffix.lower())


def _by_content(head: bytes, data: bytes) -> Kind | None:
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if _HTML.match(bare):
        return "html"
    if _WEBVTT.match(bare) or _CUES.match(bare):
        return "subtitles"
    return "eml" if _is_mail(bare) else None


def _is_mail(head: bytes) -> bool:
    """A header block with a sender and one of the fields that only mail programs write."""
    if not _MAIL_START.match(head):
        return False
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    fields = {name.lower() for name in _MAIL.findall(block)}
    return b"from" in fields and bool(fields & {b"received", b"return-path", b"message-id", b"mime-version"})


def _zipped(data: bytes) -> Kind:
    from .zipped import names_of

    names = names_of(data)
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "META-INF/container.xml" in names:
        return "epub"
    raise UnreadableError("unknown-format", "the archive is no DOCX, XLSX or EPUB", "unpack it, and give the files")


def _refuse_known(data: bytes) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError("encrypted", "the file needs a password", "open it, and save it without one")
        raise UnreadableError("unknown-format", "an Office file of the time before 2007", "save it as DOCX or XLSX")
    if _LEDGER in data[:_HEAD] and data.lstrip()[:1] == b"{":
        raise UnreadableError("unknown-format", "it is a ledger of Sayso, no text to read", _OPENED)
    for mark, what, mend in _UNREAD:
        if data.startswith(mark):
            code = "binary" if what == "a picture" else "unknown-format"
            raise UnreadableError(code, f"the file is {what}", mend)
