"""The readers: bytes read by each format's own reader, in this process; and parts of archives put into whole ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, cast

from sayso.model import SaysoError, UnreadableError
from sayso.reading.formats import Source, read_source
from sayso.reading.kinds import Kind, kind_of
from sayso.reading.sources import read_draft

from . import laws
from .seeds import book, mail, page, pdf, subtitles, word_file, workbook
from .texts import pieces

NAME: Final = "readers"
#: What no library raises for a broken file: where our own code raises it, it did not expect what it got.
_OWN: Final = (
    AttributeError,
    TypeError,
    IndexError,
    KeyError,
    UnboundLocalError,
    AssertionError,
    ZeroDivisionError,
    RecursionError,
)


def one(data: bytes) -> None:
    """One file: its first byte says how the rest is taken."""
    if not data:
        return
    form, body = FORMS[data[0] % len(FORMS)], data[1:]
    if form == "any":
        _any(body)
    elif form in _PARTS:
        _read(*_put_in(form, body))
    else:
        _read(cast("Kind", form), body)


def _any(body: bytes) -> None:
    """What it is by its bytes and name; what cannot be told is refused."""
    name = ("a.txt", "a.md", "a.csv", "a", "a.html", "a.eml")[len(body) % 6]
    try:
        kind = kind_of(body, name)
    except SaysoError as error:
        laws.hold("a refusal has a mend", bool(error.problem.hint), error.problem)
        return
    _read(kind, body)


def _read(kind: Kind, body: bytes) -> None:
    source = Source(data=body, name="a", uri="a")
    with laws.bounded():
        try:
            read = read_draft(read_source(kind, source), "a")
        except UnreadableError as error:
            _refused(error)
            return
    laws.reading(read)
    laws.hold("problems are told with a mend", all(one.code for one in read.problems), read.problems)
    if len(body) % 8 == 0:
        laws.again(lambda: read_draft(read_source(kind, source), "a").document, read.document)


def _refused(error: UnreadableError) -> None:
    """A refusal has a mend, and does not hide a fault of ours: what was not expected is no damage of the file."""
    laws.hold("a refusal has a mend", bool(error.problem.hint), error.problem)
    cause = error.__cause__
    if isinstance(cause, _OWN) and _is_ours(cause):
        raise cause


def _is_ours(error: BaseException) -> bool:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and "/sayso/" in trace.tb_frame.f_code.co_filename


#: Parts of archives: the kind, a whole archive, and the name of the part that the bytes take the place of.
_PARTS: Final[dict[str, tuple[Kind, Callable[[], bytes], str]]] = {
    "word": ("docx", word_file, "word/document.xml"),
    "styles": ("docx", word_file, "word/styles.xml"),
    "links": ("docx", word_file, "word/_rels/document.xml.rels"),
    "sheet": ("xlsx", workbook, "xl/worksheets/sheet1.xml"),
    "book": ("xlsx", workbook, "xl/workbook.xml"),
    "formats": ("xlsx", workbook, "xl/styles.xml"),
    "chapter": ("epub", book, "OEBPS/a.xhtml"),
    "package": ("epub", book, "OEBPS/c.opf"),
    "container": ("epub", book, "META-INF/container.xml"),
}
FORMS: Final = (
    "any", "text", "markdown", "html", "eml", "subtitles", "table", "pdf", "docx", "xlsx", "epub", *_PARTS,
)  # fmt: skip


@cache
def _entries(form: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_PARTS[form][1]())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _put_in(form: str, body: bytes) -> tuple[Kind, bytes]:
    kind, _, part = _PARTS[form]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in _entries(form).items():
            archive.writestr(name, body if name == part else data)
    return kind, out.getvalue()


def seeds() -> Iterator[bytes]:
    """A sound file of each form."""
    text = "\n\n".join(pieces("en").sentences[:6])
    files = {
        "text": text.encode(),
        "markdown": f"# Title\n\n{text}\n\n- an [item](https://a.example)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".encode(),
        "html": page(), "eml": mail(), "subtitles": subtitles(), "table": b"Country;2014;2015\nGermany;100;890,000\nFrance;;7\n",
        "pdf": pdf(), "docx": word_file(), "xlsx": workbook(), "epub": book(), "any": page(),
    }  # fmt: skip
    files |= {form: _entries(form)[_PARTS[form][2]] for form in _PARTS}
    for form, data in files.items():
        yield bytes((FORMS.index(form),)) + data
    for other in (mail(), subtitles(), b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n", text.encode("utf-16")):
        yield b"\0" + other


def words() -> Iterator[bytes]:
    """Marks of the formats."""
    yield from _WORDS.encode().split(b"|")
    yield from (
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x00",
        b"\n\n",
        b"\r\n",
        b"=?utf-8?B?",
        b"PK\x03\x04",
        b"|",
        b"%PDF-1.4",
    )


_WORDS: Final = (
    "<p>|</p>|<table>|<tr>|<td>|</td>|<th>|<script>|<article>|<h1>|<a href='|<li>|<ul>|<ol>|<div>|</div>|<!--|-->|<![CDATA[|]]>|&amp;|&#x110000;|&nbsp;|<meta |"
    "<!DOCTYPE |<!ENTITY |<?xml version='1.0'?>|<w:p>|</w:p>|<w:r>|<w:t>|</w:t>|<w:tbl>|<w:tr>|<w:tc>|<w:hyperlink |<w:ins>|<w:del>|<c r='A1' t='s'>|<v>|<row r='1'>|"
    "numFmtId='|obj|endobj|stream|endstream|xref|trailer|/Type|/Page|/Kids|/Count|/Contents|/Font|/ToUnicode|BT|ET|Tj|Tf| 0 R|startxref|"
    "Content-Type: |multipart/mixed; boundary=|text/html|Subject: |From: |Date: |base64|quoted-printable|00:00:01,000 --> 00:00:02,000|WEBVTT|NOTE|STYLE|"
    "# |- |* |1. |> |```|[a](b)|![|---|***|{.|;|,|\t|itemprop=|datePublished|lang='de'|charset=|canonical"
)
