"""Small whole packages of Word, Excel and EPUB, with the parts that a file of this corpus spoils."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from typing import Final

from .made import FIGURE, a_zip

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_X: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"


def _types(*overrides: tuple[str, str]) -> bytes:
    parts = "".join(f'<Override PartName="{name}" ContentType="{_OFFICE}.{kind}+xml"/>' for name, kind in overrides)
    return (
        f'<Types xmlns="{_P}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    ).encode()


def relations(*links: tuple[str, str, str]) -> bytes:
    """A part's relations: kind, target, mode."""
    made = "".join(
        f'<Relationship Id="r{at}" Type="{_R}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for at, (kind, target, mode) in enumerate(links)
    )
    return f'<Relationships xmlns="{_P}/relationships">{made}</Relationships>'.encode()


def paragraph(text: str = FIGURE) -> str:
    """A paragraph of Word."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def document_parts(
    body: str, *, doctype: str = "", encoding: str = "utf-8", links: tuple[tuple[str, str, str], ...] = ()
) -> dict[str, bytes]:
    """The parts of a Word document whose first paragraph says a figure."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<w:document xmlns:w="{_W}" xmlns:r="{_R}">'
        f"<w:body>{paragraph()}{body}</w:body></w:document>"
    )
    return {
        "[Content_Types].xml": _types(("/word/document.xml", "wordprocessingml.document.main")),
        "_rels/.rels": relations(("officeDocument", "word/document.xml", "Internal")),
        "word/document.xml": text.encode(),
        "word/_rels/document.xml.rels": relations(*links),
    }


def a_document(
    body: str,
    *,
    doctype: str = "",
    encoding: str = "utf-8",
    links: tuple[tuple[str, str, str], ...] = (),
    more: Mapping[str, bytes] | None = None,
    how: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A Word document with such a body after its first paragraph, and more entries in its archive."""
    return a_zip({**document_parts(body, doctype=doctype, encoding=encoding, links=links), **(more or {})}, how)


def workbook_parts(rows: str, *, doctype: str = "", sheets: int = 1, head: str = "") -> dict[str, bytes]:
    """The parts of a workbook whose first row says a figure, the same in each of its sheets."""
    first = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{FIGURE}</t></is></c></row>'
    sheet = (
        f'<?xml version="1.0"?>{doctype}<worksheet xmlns="{_X}">{head}<sheetData>{first}{rows}</sheetData></worksheet>'
    )
    named = "".join(f'<sheet name="S{at}" sheetId="{at + 1}" r:id="r{at}"/>' for at in range(sheets))
    names = [f"worksheets/sheet{at}.xml" for at in range(sheets)]
    return {
        "[Content_Types].xml": _types(
            ("/xl/workbook.xml", "spreadsheetml.sheet.main"),
            *((f"/xl/{name}", "spreadsheetml.worksheet") for name in names),
        ),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml", "Internal")),
        "xl/workbook.xml": f'<workbook xmlns="{_X}" xmlns:r="{_R}"><sheets>{named}</sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": relations(*(("worksheet", name, "Internal") for name in names)),
        **{f"xl/{name}": sheet.encode() for name in names},
    }


def a_workbook(
    rows: str,
    *,
    doctype: str = "",
    sheets: int = 1,
    head: str = "",
    more: Mapping[str, bytes] | None = None,
    how: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A workbook with such rows after its first."""
    return a_zip({**workbook_parts(rows, doctype=doctype, sheets=sheets, head=head), **(more or {})}, how)


def a_book(
    page: bytes = f"<html><body><p>{FIGURE}</p></body></html>".encode(),
    *,
    package: str = "",
    title: str = "A book",
    container: str = "c.opf",
    items: str = "",
    spine: str = '<itemref idref="a"/>',
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """A book of one page."""
    opf = (
        f'{package}<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>{title}</dc:title></metadata>'
        f'<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>{items}</manifest><spine>{spine}</spine></package>'
    )
    return a_zip(
        {
            "META-INF/container.xml": f'<container><rootfiles><rootfile full-path="{container}"/></rootfiles></container>'.encode(),
            "c.opf": opf.encode(),
            "a.xhtml": page,
            **(more or {}),
        }
    )
