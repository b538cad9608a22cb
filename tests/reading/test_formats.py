"""Each format, from files that are made here: text, blocks, links, and what is known of the document."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from email.message import EmailMessage
from typing import Any

import docx
import openpyxl
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from sayso.reading import Reading, read_bytes


def kinds(reading: Reading) -> list[tuple[str, str]]:
    """The kinds of the blocks with what stands in them."""
    doc = reading.document
    return [(block.kind, doc.text[block.start : block.end]) for block in doc.blocks]


def links(reading: Reading) -> list[tuple[str, str]]:
    """The links' anchors and targets."""
    doc = reading.document
    return [(doc.text[link.start : link.end], link.href) for link in doc.links]


MARKDOWN = """---
title: "Arrivals: the year"
authors: [Jane Doe, "John Roe"]
date: 2016-12-05
lang: en
publication: Quay Review
url: https://quay.example/numbers
---

# Arrivals in numbers

The [ministry](https://example.org/m) **said** that 890,000
*people* came, \\*all\\* by sea; see https://example.org/x. <!-- no -->

- First of [5](https://example.org/5)
- Second
  - nested

> A quotation holds. Two sentences.

| Country | 2014 | 2015 |
|---------|-----:|-----:|
| Germany |  100 | [890,000](https://example.org/t) |

Costs
-----

<div>Some <b>bold</b> text</div>
"""


def test_markdown() -> None:
    """Markup is gone, prose is readable, links have their places."""
    reading = read_bytes(MARKDOWN.encode(), "a.md", "a.md")
    assert reading.document.address == "https://quay.example/numbers"
    assert kinds(reading) == [
        ("title", "Arrivals in numbers"),
        ("paragraph", "The ministry said that 890,000 people came, *all* by sea; see https://example.org/x."),
        ("item", "First of 5"),
        ("item", "Second"),
        ("item", "nested"),
        ("quote", "A quotation holds. Two sentences."),
        ("row", "Country: Germany; 2014: 100; 2015: 890,000"),
        ("heading", "Costs"),
        ("paragraph", "Some bold text"),
    ]
    assert links(reading) == [
        ("ministry", "https://example.org/m"),
        ("https://example.org/x", "https://example.org/x"),
        ("5", "https://example.org/5"),
        ("890,000", "https://example.org/t"),
    ]
    doc = reading.document
    assert (doc.title, doc.byline, doc.outlet) == ("Arrivals: the year", "Jane Doe, John Roe", "Quay Review")
    assert (doc.published, doc.language, doc.media_type) == ("2016-12-05", "en", "text/markdown")


def test_links_that_run_programs_are_dropped() -> None:
    reading = read_bytes(
        b"[a](javascript:alert(1)) [b](data:text/html,x) [c](mailto:c@example.org) here", "a.md", "a.md"
    )
    assert links(reading) == [("c", "mailto:c@example.org")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_tables_in_text(delimiter: str) -> None:
    """Whatever parts the values, a row is read with its headings."""
    lines = ["Country|Year|Arrivals", "Germany|2015|890.000", "", "France|2015|70.000"]
    data = "\n".join(line.replace("|", delimiter) for line in lines).encode()
    assert kinds(read_bytes(data, "a.csv", "a.csv")) == [
        ("row", "Country: Germany; Year: 2015; Arrivals: 890.000"),
        ("row", "Country: France; Year: 2015; Arrivals: 70.000"),
    ]


def test_table_with_quoted_values_caption_and_years() -> None:
    data = b'Arrivals per country\r\n,2014,2015\r\nGermany,"1,000","890,000"\r\n"France, south",3,\r\n'
    assert kinds(read_bytes(data, "a.csv", "a.csv")) == [
        ("caption", "Arrivals per country"),
        ("row", "Germany; 2014: 1,000; 2015: 890,000"),
        ("row", "France, south; 2014: 3"),
    ]


def test_table_without_headings() -> None:
    assert kinds(read_bytes(b"Germany,2015,890000\nFrance,2015,70000\n", "a.csv", "a.csv")) == [
        ("row", "Germany; 2015; 890000"),
        ("row", "France; 2015; 70000"),
    ]


def a_workbook() -> bytes:
    """Two sheets and a hidden one."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Arrivals"
    sheet.append(["Country", "Share", "When", "Cost", "Exact", "Text"])
    sheet.append(["Germany", 0.545, dt.date(2015, 1, 2), 1300000, 12.5, "a\nb"])
    for cell, pattern in (("B2", "0.0%"), ("D2", '#,##0\\ "€"'), ("E2", "[$$-409]#,##0.00")):
        sheet[cell].number_format = pattern
    second: Any = book.create_sheet("Empty")
    hidden: Any = book.create_sheet("Hidden")
    hidden.append(["no", "one"])
    hidden.sheet_state = "hidden"
    assert second is not None
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_workbook() -> None:
    """Values are read as a person sees them; a sheet's name is a heading; hidden and empty sheets are left out."""
    assert kinds(read_bytes(a_workbook(), "a.xlsx", "a.xlsx")) == [
        ("heading", "Arrivals"),
        ("row", "Country: Germany; Share: 54.5%; When: 2015-01-02; Cost: 1,300,000 €; Exact: $12.50; Text: a b"),
    ]


def a_word_file() -> bytes:
    """A document with a title, a link, an insertion and a deletion under review, a list, a table and a note."""
    document: Any = docx.Document()
    document.core_properties.author = "Jane Doe"
    document.core_properties.created = dt.datetime(2016, 12, 5)  # noqa: DTZ001 - the format knows no zones
    document.add_heading("Arrivals in numbers", 0)
    paragraph = document.add_paragraph("The ")
    target = document.part.relate_to("https://example.org/m", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    _wrap(paragraph, "w:hyperlink", "ministry").set(qn("r:id"), target)
    paragraph.add_run(" said 890,000")
    _wrap(paragraph, "w:ins", " people")
    _wrap(paragraph, "w:del", " cats", text="w:delText")
    paragraph.add_run(" came.")
    document.add_paragraph("First item", style="List Bullet")
    document.add_heading("By country", 1)
    table = document.add_table(3, 3)
    rows = [["Country", "2014", "2015"], ["Germany", "100", "890,000"], ["France", "", "70,000"]]
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    document.add_paragraph("It was a year like none before.", style="Quote")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _wrap(paragraph: Any, tag: str, content: str, *, text: str = "w:t") -> Any:
    """Add an element with a run of text in it to a paragraph."""
    wrapper, run, holder = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text)
    holder.text = content
    holder.set(qn("xml:space"), "preserve")
    run.append(holder)
    wrapper.append(run)
    paragraph._p.append(wrapper)
    return wrapper


def test_word_file() -> None:
    """What was inserted under review is read, what was struck out is not."""
    reading = read_bytes(a_word_file(), "a.docx", "a.docx")
    assert kinds(reading) == [
        ("title", "Arrivals in numbers"),
        ("paragraph", "The ministry said 890,000 people came."),
        ("item", "First item"),
        ("heading", "By country"),
        ("row", "Country: Germany; 2014: 100; 2015: 890,000"),
        ("row", "Country: France; 2015: 70,000"),
        ("quote", "It was a year like none before."),
    ]
    assert links(reading) == [("ministry", "https://example.org/m")]
    doc = reading.document
    assert (doc.title, doc.byline, doc.published) == ("Arrivals in numbers", "Jane Doe", "2016-12-05")


def test_word_files_notes_and_boxes() -> None:
    """Footnotes stand at the end; a text box is read once although the file holds it twice."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    body = (
        f"<w:document {w} {mc}><w:body><w:p><w:r><w:t>Said so.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="
        f'"wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p><w:sdt><w:sdtContent>'
        "<w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt><w:sectPr/></w:body></w:document>"
    )
    notes = (
        f'<w:footnotes {w}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>no</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>See the report.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    base = zipfile.ZipFile(io.BytesIO(a_word_file()))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in base.namelist():
            data = base.read(name)
            if name == "word/document.xml":
                data = body.encode()
            elif name == "word/_rels/document.xml.rels":
                relation = (
                    b'<Relationship Id="rId99" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
                    b'officeDocument/2006/relationships/footnotes"/></Relationships>'
                )
                data = data.replace(b"</Relationships>", relation)
            archive.writestr(name, data)
        archive.writestr("word/footnotes.xml", notes)
    found = [text for _, text in kinds(read_bytes(buffer.getvalue(), "a.docx", "a.docx"))]
    assert found == ["Said so.", "In a box.", "In a control.", "See the report."]


def a_book(pages: dict[str, str], *, spine: list[str]) -> bytes:
    """An EPUB."""
    items = "".join(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in spine)
    refs = "".join(f'<itemref idref="{name}"/>' for name in spine)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>'
        "Ein Jahr</dc:title><dc:creator>Anna Weber</dc:creator><dc:creator>Karl Vogt</dc:creator><dc:language>de-DE"
        f"</dc:language><dc:date>2015-02-03T00:00:00Z</dc:date></metadata><manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/c.opf"/></rootfiles></container>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("OEBPS/c.opf", package)
        for name, body in pages.items():
            page = f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
            archive.writestr(f"OEBPS/{name}.xhtml", page)
    return buffer.getvalue()


def test_book() -> None:
    """The spine's order counts; a page that is not there is told."""
    pages = {
        "b": "<h1>Erstes</h1><p>Es kamen 54&#160;Prozent.</p>",
        "a": "<h1>Zweites</h1><table><tr><th>Land</th><th>Zahl</th></tr><tr><td>Polen</td><td>5</td></tr></table>",
    }
    reading = read_bytes(a_book(pages, spine=["b", "a", "gone"]), "a.epub", "a.epub")
    assert kinds(reading) == [
        ("heading", "Erstes"),
        ("paragraph", "Es kamen 54\u00a0Prozent."),
        ("heading", "Zweites"),
        ("row", "Land: Polen; Zahl: 5"),
    ]
    doc = reading.document
    assert (doc.title, doc.byline, doc.published) == ("Ein Jahr", "Anna Weber, Karl Vogt", "2015-02-03")
    assert doc.language == "de"
    assert [problem.code for problem in reading.problems] == ["pages-unread"]


def test_mail() -> None:
    """The subject opens the text, the sender is the byline, attachments are named and not read."""
    message = EmailMessage()
    message["Subject"] = "Zahlen für 2015"
    message["From"] = "Jane Döe <jane@example.org>"
    message["Date"] = "Mon, 05 Dec 2016 23:30:00 +0100"
    message["Message-ID"] = "<1@example.org>"
    message.set_content("Dear all,\n\nthe share is 54 percent. https://example.org/a\n", charset="iso-8859-1")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="tables.pdf")
    reading = read_bytes(message.as_bytes(), "message", "message")
    assert kinds(reading) == [
        ("title", "Zahlen für 2015"),
        ("paragraph", "Dear all,"),
        ("paragraph", "the share is 54 percent. https://example.org/a"),
    ]
    assert links(reading) == [("https://example.org/a", "https://example.org/a")]
    doc = reading.document
    assert (doc.title, doc.byline, doc.published) == ("Zahlen für 2015", "Jane Döe", "2016-12-05")
    assert [(problem.code, "tables.pdf" in problem.message) for problem in reading.problems] == [("skipped", True)]


def test_mail_whose_plain_part_says_nothing() -> None:
    message = EmailMessage()
    message["Subject"] = "News"
    message["From"] = "desk@example.org"
    message.set_content("See the HTML part.")
    page = "<html><body><p>The <a href='https://example.org/r'>report</a> says that 54 percent of all came by sea.</p></body></html>"
    message.add_alternative(page, subtype="html")
    reading = read_bytes(message.as_bytes(), "a.eml", "a.eml")
    assert kinds(reading)[1] == ("paragraph", "The report says that 54 percent of all came by sea.")
    assert links(reading) == [("report", "https://example.org/r")]


@pytest.mark.parametrize(
    "data",
    [
        b"From: a@b\nMessage-ID: <x>\nContent-Type: text/plain; charset=nonsense\n\nF\xfcnf Leute kamen, sagte er.",
        b"From: =?utf-8?b?broken\nMessage-ID: <x>\nDate: never\nContent-Transfer-Encoding: base64\n\nRsO8bmYgTGV1dGUga2FtZW4=",
        b"Message-ID: <x>\nMIME-Version: 1.0\nFrom: \xff\xfe\n\nF\xc3\xbcnf Leute kamen.",
    ],
)
def test_broken_mail_is_read(data: bytes) -> None:
    assert "Fünf Leute kamen" in read_bytes(data, "a.eml", "a.eml").document.text


SRT = """1
00:00:01,000 --> 00:00:03,000
The minister said that

2
00:00:03,100 --> 00:00:05,000
<i>890,000 people</i> came. It was

3
00:00:05,100 --> 00:00:07,000
a lot.
4
00:00:07,200 --> 00:00:08,000
- Really?
- Yes.

5
00:00:30,000 --> 00:00:31,000
{\\an8}Much later
"""


def test_subtitles() -> None:
    """A sentence that runs over cues is one; a speaker, a full stop or a pause ends a block."""
    reading = read_bytes(SRT.encode(), "a.srt", "a.srt")
    assert kinds(reading) == [
        ("cue", "The minister said that\n890,000 people came. It was\na lot."),
        ("cue", "- Really?\n- Yes."),
        ("cue", "Much later"),
    ]
    text = reading.document.text
    assert [text[found.start : found.end] for found in reading.sentences][:2] == [
        "The minister said that\n890,000 people came.",
        "It was\na lot.",
    ]


def test_web_subtitles() -> None:
    """Voices become names, tags and settings go, captions that roll are not repeated."""
    data = (
        "WEBVTT - talk\n\nNOTE not spoken\n\nSTYLE\n::cue { color: red }\n\nfirst\n00:01.000 --> 00:03.000 align:start\n"
        "<v Jane Doe>We saw <c.red>54</c>&nbsp;percent\n\n00:03.000 --> 00:05.000\n54 percent of them\n\n"
        "00:05.000 --> 00:07.000\n54 percent of them\nleave.\n\n00:07.000 --> 00:08.000\n<v John>No.\n"
    )
    reading = read_bytes(data.encode(), "talk", "talk", "text/vtt")
    assert kinds(reading) == [
        ("cue", "Jane Doe: We saw 54\u00a0percent\n54 percent of them\nleave."),
        ("cue", "John: No."),
    ]


@pytest.mark.parametrize(
    ("data", "name", "content_type", "media_type"),
    [
        (b"<!DOCTYPE html><html><body><p>It rose by 54 percent.</p></body></html>", "a.txt", None, "text/html"),
        (b"\xef\xbb\xbf <html><body><p>It rose by 54 percent.</p></body></html>", "-", None, "text/html"),
        (b"It rose by 54 percent.", "page", "text/html", "text/html"),
        (b"# It rose by 54 percent", "page", "text/markdown; charset=utf-8", "text/markdown"),
        (b"# It rose by 54 percent", "a.bin", "text/plain", "text/plain"),
        (b"00:00:01,000 --> 00:00:02,000\nIt rose by 54 percent.", "-", None, "application/x-subrip"),
    ],
)
def test_content_counts_before_names(data: bytes, name: str, content_type: str | None, media_type: str) -> None:
    reading = read_bytes(data, name, name, content_type)
    assert reading.document.media_type == media_type
    assert "It rose by 54 percent" in reading.document.text
