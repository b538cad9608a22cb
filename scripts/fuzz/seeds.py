"""Sound files to begin with, made here: a page, a letter, a Word file, a workbook, a book, a PDF, subtitles."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import Any

_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A ferry</title><meta property="og:site_name" content="The Paper">'
    '<meta property="article:published_time" content="2024-05-06T07:08:09Z"><link rel="canonical" href="https://a.example/1"></head><body><nav>'
    "<ul><li><a href='/'>Home</a></ul></nav><article><h1>A ferry</h1><p>The mayor <a href='/m'>said</a> that 54 percent of the 890,000 passengers "
    "paid the full fare last year.</p><table><tr><th>Year<th>Passengers<tr><td>2022<td>28,400</table><blockquote>“Nobody came,” she said."
    "</blockquote><ul><li>One item of 5 euros<li>Another</ul><p>Between 13 and 18 million euros were spent, a report of the office says.</p>"
    "</article></body></html>"
)
_MAIL = (
    "From: Ann <ann@a.example>\r\nTo: b@a.example\r\nSubject: =?utf-8?B?w4QgZmVycnk=?=\r\nDate: Mon, 05 Dec 2016 10:00:00 +0000\r\n"
    "Message-ID: <1@a.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; "
    "charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe tunnel cost 40 million euros=2C she said.\r\n> Not so.\r\n--b\r\n"
    "Content-Type: text/html\r\n\r\n<p>The tunnel cost <b>40</b> million euros.</p>\r\n--b--\r\n"
)
_CUES = "1\n00:00:01,000 --> 00:00:04,000\nSpeaker: We counted 54 boats\nin the harbour.\n\n2\n00:00:05,000 --> 00:00:07,500\n<i>Nobody</i> was asked.\n"


def page() -> bytes:
    """A page of the web."""
    return _PAGE.encode()


def mail() -> bytes:
    """A letter in two forms."""
    return _MAIL.encode()


def subtitles() -> bytes:
    """Two cues."""
    return _CUES.encode()


@cache
def word_file() -> bytes:
    """A Word file with headings, a list and a table."""
    import docx

    document: Any = docx.Document()
    document.add_heading("Arrivals", 0)
    document.add_paragraph("The ministry said 890,000 people came in 2015.")
    document.add_paragraph("First item", style="List Bullet")
    table = document.add_table(2, 2)
    for at, text in enumerate(("Country", "2015", "Germany", "890,000")):
        table.cell(at // 2, at % 2).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def workbook() -> bytes:
    """A workbook of one sheet."""
    import openpyxl

    made = openpyxl.Workbook()
    sheet: Any = made.active
    sheet.append(["Country", "Share", "Cost"])
    sheet.append(["Germany", 0.545, 1300000])
    sheet["B2"].number_format, sheet["C2"].number_format = "0.0%", '#,##0\\ "€"'
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@cache
def book() -> bytes:
    """An EPUB of one chapter."""
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>A year</dc:title>'
        '<dc:language>en</dc:language><dc:date>2015-02-03</dc:date></metadata><manifest><item id="a" href="a.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/c.opf"/></rootfiles>'
        "</container>"
    )
    chapter = '<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>One</h1><p>54 percent came, he said.</p><ul><li>An item</li></ul></body></html>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("OEBPS/c.opf", package)
        archive.writestr("OEBPS/a.xhtml", chapter)
    return out.getvalue()


def pdf() -> bytes:
    """A PDF of one page, its text in the clear, so that changes to its bytes change its text."""
    lines = (
        "A ferry for everyone",
        "The mayor said that 54 percent of the passengers",
        "paid the full fare of 6 euros in 2022.",
    )
    drawn = "BT /F1 12 Tf 72 720 Td 16 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Root 1 0 R /Size 6 >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + end).encode("latin-1")
