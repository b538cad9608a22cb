"""Bytes to text: the byte order mark first, then UTF-8, then what is declared, then a guess that is owned up to."""

from __future__ import annotations

import codecs
import re
from typing import Final

from sayso.model import Problem, UnreadableError

from .draft import check_length, scrub

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What pages call Latin-1 or ASCII is Windows-1252 in practice (WHATWG Encoding Standard).
_LABELS: Final = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
#: Codecs of Python that are no encodings of texts.
_NO_CHARSET: Final = frozenset(
    ("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7", "mbcs", "oem", "palmos")
)
_META: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*(?:[\"']\s*)?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML: Final = re.compile(rb"\A\s{0,100}<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")
_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HEAD: Final = 4096
_SHARE_OF_CONTROLS: Final = 0.01
_SAMPLE: Final = 200_000
_WESTERN: Final = frozenset("äöüßÄÖÜéèêëàâçîïôûùœæÉÈÀÇÊñáíóúÑÁÍÓÚ¿¡ºª“”„‘’‚–—…•€£§°«»›‹©®´·½¼\u00a0\u00ad")
_SHARE_OF_WESTERN: Final = 0.97


def decode(data: bytes, charset: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """The text of `data`, its line ends as LF, with a problem where its encoding was guessed.

    `charset` is what the file or server declares. Valid UTF-8 wins over a declared 8-bit encoding, for no other text
    looks like it by accident. Raises UnreadableError "empty", "binary" or "too-large".
    """
    text, problems = _decode(data, charset)
    if _CONTROL.search(text):
        _refuse_controls(text)
    text = scrub(text.replace("\r\n", "\n").replace("\r", "\n"))
    check_length(len(text))
    return text, problems


def _decode(data: bytes, charset: str | None) -> tuple[str, tuple[Problem, ...]]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), ()
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace"), ()
    names = [name for name in (_known(charset),) if name]
    order = ["utf-8", *names] if not data.isascii() else [*names, "utf-8"]
    for name in order:
        try:
            return data.decode(name), ()
        except UnicodeDecodeError:
            continue
    return _guess(data)


def _known(charset: str | None) -> str | None:
    """Python's name of a declared encoding, or None where it is none."""
    try:
        info = codecs.lookup((charset or "").strip())
    except (LookupError, ValueError):
        return None
    if info.name in _NO_CHARSET or not getattr(info, "_is_text_encoding", True):
        return None
    return _LABELS.get(info.name, info.name)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of a European text is NUL."""
    head = data[:_HEAD]
    half = len(head) // 2
    if half < 2 or len(data) % 2 or b"\0" not in head:  # noqa: PLR2004 - two letters at least
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.6 * half and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd == 0 else None


def _guess(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    if b"\0" in data:
        raise _binary()
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise _binary()
    name = "cp1252" if _is_western(data) else _LABELS.get(codecs.lookup(best.encoding).name, best.encoding)
    text = data.decode(name, "replace")
    problem = Problem(
        code="encoding-guessed",
        message=f"the text names no encoding that fits; it was read as {name}",
        hint="if letters look wrong, save the file as UTF-8",
    )
    return text, (problem,)


def _is_western(data: bytes) -> bool:
    """Whether the bytes read as Windows-1252 hold next to no signs but those that Western texts are written with.

    The guess is often a sister encoding in which these signs are the same, or nearly.
    """
    try:
        signs = [char for char in data[:_SAMPLE].decode("cp1252") if not char.isascii()]
    except UnicodeDecodeError:
        return False
    return sum(char in _WESTERN for char in signs) >= _SHARE_OF_WESTERN * len(signs)


def _refuse_controls(text: str) -> None:
    """NUL bytes, or control characters beyond a few strays, are the mark of what is no text."""
    if "\0" in text or len(_CONTROL.findall(text)) > _SHARE_OF_CONTROLS * len(text):
        raise _binary()


def _binary() -> UnreadableError:
    return UnreadableError(
        "binary", "the bytes are no text, whatever the file is called", "give a text, HTML, PDF, DOCX, EPUB or e-mail"
    )


def charset_of_header(content_type: str | None) -> str | None:
    """The encoding that a Content-Type header declares."""
    found = _HEADER.search(content_type or "")
    return found.group(1) if found else None


def charset_of_page(data: bytes) -> str | None:
    """The encoding that a page declares in its XML declaration or its meta elements, in the first 4 KiB."""
    head = data[:_HEAD]
    found = _XML.search(head) or _META.search(head)
    return found.group(1).decode("ascii") if found else None
