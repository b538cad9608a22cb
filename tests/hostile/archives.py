"""Archives that unpack to far more than they hold, that lie of what is in them, that lead out of themselves; and the packages of Office and EPUB in them."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from typing import Final

from .made import FIGURE, OUTSIDE, SECRET, Made, a_zip, either, nothing, packed, read, refused
from .office import a_book, a_document, a_workbook, document_parts, paragraph, relations

MIB: Final = 1 << 20
_HEAVY: Final = ("timeout", "too-large", "damaged", "archive-unsafe")
_ENTRY: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")


def raw_zip(entries: list[tuple[bytes, bytes, int, int, int]], flags: int = 0) -> bytes:
    """An archive written by hand: name, packed bytes, method, declared size, check sum."""
    body, directory = b"", b""
    for name, data, method, size, check in entries:
        at = len(body)
        body += _ENTRY.pack(b"PK\3\4", 20, flags, method, 0, 0, check, len(data), size, len(name), 0) + name + data
        directory += _CENTRAL.pack(
            b"PK\1\2", 20, 20, flags, method, 0, 0, check, len(data), size, len(name), 0, 0, 0, 0, 0, at
        ) + name  # fmt: skip
    count = len(entries)
    return body + directory + _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)


def deflated(data: bytes) -> bytes:
    """Packed as an entry's bytes are."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def lying(size: int, data: bytes = b"\0" * 8 * MIB) -> bytes:
    """A Word document with an entry that is declared to be of another size than it is."""
    return raw_zip([(b"word/document.xml", deflated(data), 8, size, zlib.crc32(data))])


def overlapping(times: int = 2_000) -> bytes:
    """One packed stretch that many entries of the directory point to, as in a bomb that is no nest."""
    data = b"\0" * MIB
    name, kernel = b"word/document.xml", deflated(data)
    local = _ENTRY.pack(b"PK\3\4", 20, 0, 8, 0, 0, zlib.crc32(data), len(kernel), len(data), len(name), 0)
    one = _CENTRAL.pack(
        b"PK\1\2", 20, 20, 0, 8, 0, 0, zlib.crc32(data), len(kernel), len(data), len(name), 0, 0, 0, 0, 0, 0
    ) + name  # fmt: skip
    body = local + name + kernel
    return body + one * times + _END.pack(b"PK\5\6", 0, 0, times, times, len(one) * times, len(body), 0)


def twice(name: str, *contents: bytes) -> bytes:
    """An archive in which several entries have one name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for part, data in document_parts("").items():
            if part != name:
                archive.writestr(part, data)
        for data in contents:
            archive.writestr(name, data)
    return buffer.getvalue()


def within(depth: int) -> bytes:
    """Archives within archives."""
    data = a_document("")
    for _ in range(depth):
        data = a_zip({"a.zip": data, "word/document.xml": b"<a/>"})
    return data


def large(mib: int) -> bytes:
    """A Word document whose text unpacks to so many MiB, at a rate that no single rule of bombs forbids."""
    body = "".join(
        paragraph(f"{at * 7919 % 100_003} tenants. {'The quay was quiet. ' * 60}") for at in range(mib * 740)
    )
    return a_document(body)


def encrypted() -> bytes:
    """The mark of a password on an entry."""
    data = b"\1" * 40
    return raw_zip([(b"word/document.xml", data, 8, 20, 1)], flags=1)


def sparse_rows(number: int) -> str:
    """A row of a high number, with a cell in the last column."""
    return f'<row r="{number}"><c r="XFD{number}"><v>54</v></c></row>'


def spans(width: str, rows: int) -> str:
    """A table of Word whose first cells say how many columns they cover."""
    first = f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/></w:tcPr>{paragraph("a")}</w:tc>'
    return f"<w:tbl>{f'<w:tr>{first}<w:tc>{paragraph(FIGURE)}</w:tc></w:tr>' * rows}</w:tbl>"


def tables_within(depth: int) -> str:
    """Tables of Word within each other."""
    return "<w:tbl><w:tr><w:tc>" * depth + paragraph("Within.") + "</w:tc></w:tr></w:tbl>" * depth


def controls_within(depth: int) -> str:
    """Content controls within each other."""
    return "<w:sdt><w:sdtContent>" * depth + paragraph("Within.") + "</w:sdtContent></w:sdt>" * depth


_BOMBS: Final = (
    refused("zeros.docx", lambda: a_document("", more={"word/media/a.bin": b"\0" * (8 * MIB)}), "archive-unsafe"),
    refused("zeros.xlsx", lambda: a_workbook("", more={"xl/media/a.bin": b"\0" * (8 * MIB)}), "archive-unsafe"),
    refused("zeros.epub", lambda: a_book(more={"a.bin": b"\0" * (8 * MIB)}), "archive-unsafe"),
    refused("size-understated.docx", lambda: lying(100), "damaged"),
    refused("size-overstated.docx", lambda: lying(1 << 31), "archive-unsafe"),
    refused("check-wrong.docx", lambda: raw_zip([(b"word/document.xml", b"<a/>", 0, 4, 5)]), "damaged"),
    refused("overlapping.docx", overlapping, "archive-unsafe", "damaged"),
    refused("entries-20000.docx", lambda: a_zip({**document_parts(""), **{f"a{at}": b"" for at in range(20_000)}}), "archive-unsafe", dear=True),
    either("document-40-mb.docx", lambda: large(40), *_HEAVY, dear=True),
    either("document-200-mb.docx", lambda: large(200), *_HEAVY, dear=True),
    either("run-20-mb.docx", lambda: a_document(paragraph("quay " * 4 * MIB), how=zipfile.ZIP_STORED), *_HEAVY, dear=True),
    refused("gzip-called-html.html", lambda: packed(b"<html><body><p>54 percent</p></body></html>"), "unknown-format"),
    refused("gzip-bomb.txt", lambda: packed(b"\0" * 32 * MIB), "unknown-format"),
    refused("bzip2.txt", b"BZh91AY&SY" + b"\0" * 100, "unknown-format"),
    refused("zip-called-text.txt", lambda: a_zip({"a.txt": FIGURE.encode()}), "unknown-format"),
    refused("nest.zip", lambda: a_zip({"a.zip": a_zip({"b.zip": a_zip({"c.bin": b"\0" * MIB})})}), "unknown-format", "archive-unsafe"),
    either("nest-10.docx", lambda: within(10), "damaged", says=""),
)  # fmt: skip
_LIES: Final = (
    refused("slip.docx", lambda: a_zip({"../../../tmp/sayso-slip": b"x", "word/document.xml": b"<a/>"}), "damaged"),
    read("slip-beside.docx", lambda: a_document("", more={"../../../tmp/sayso-slip": b"x", "/tmp/sayso-slip": b"x", "C:\\sayso": b"x"})),  # noqa: S108
    read("slip.xlsx", lambda: a_workbook("", more={"../../../tmp/sayso-slip": b"x"})),
    read("slip.epub", lambda: a_book(more={"../../../tmp/sayso-slip": b"x"})),
    read("name-with-nul.docx", lambda: a_document("", more={"word/a\0.xml": b"x"})),
    read("names-with-newlines.docx", lambda: a_document("", more={"word/a\nb.xml": b"x", "word/\u202excod.xml": b"x"})),
    either("same-name-twice.docx", lambda: twice("word/document.xml", document_parts("")["word/document.xml"], b"<a/>"), "damaged", says=""),
    refused("encrypted.docx", encrypted, "encrypted"),
    refused("encrypted-ole.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    refused("method-99.docx", lambda: raw_zip([(b"word/document.xml", b"x", 99, 1, 0)]), "damaged"),
    refused("lzma-broken.docx", lambda: raw_zip([(b"word/document.xml", b"\xff" * 40, 14, 400, 0)]), "damaged"),
    refused("truncated.docx", lambda: a_document("")[:-60], "damaged"),
    refused("directory-gone.docx", lambda: a_document("")[:600], "damaged"),
    refused("end-alone.docx", _END.pack(b"PK\5\6", 0, 0, 0, 0, 0, 0, 0), "damaged", "unknown-format"),
    refused("end-lies.docx", _END.pack(b"PK\5\6", 0, 0, 65535, 65535, 1 << 30, 1 << 30, 0), "damaged"),
    refused("nothing-in-it.docx", lambda: a_zip({}), "unknown-format", "damaged"),
    read("behind-it-more.docx", lambda: a_document("") + b"\0" * 1000),
    read("lzma.docx", lambda: a_zip(document_parts(""), zipfile.ZIP_LZMA)),
    read("bzip2.docx", lambda: a_zip(document_parts(""), zipfile.ZIP_BZIP2)),
    read("stored.docx", lambda: a_zip(document_parts(""), zipfile.ZIP_STORED)),
)  # fmt: skip
_WORD: Final = (
    read("links-outside.docx", lambda: a_document("", links=(("attachedTemplate", f"file://{OUTSIDE}", "External"), ("image", "http://127.0.0.1:9/x.png", "External"), ("hyperlink", "javascript:alert(1)", "External"))), lacks="root:"),
    either("alternative-outside.docx", lambda: a_document('<w:altChunk r:id="r0"/>', links=(("aFChunk", f"file://{OUTSIDE}", "External"),)), "damaged", lacks="root:"),
    either("part-outside.docx", lambda: a_document("", links=(("footnotes", "../../../../etc/passwd", "Internal"),)), "damaged", lacks="root:"),
    either("part-is-itself.docx", lambda: a_document("", links=(("footnotes", "document.xml", "Internal"), ("endnotes", "document.xml", "Internal"))), "damaged"),
    read("field-that-runs.docx", lambda: a_document('<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>'), lacks="cmd.exe"),
    read("macros.docm", lambda: a_document("", more={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})),
    read("embedded.docx", lambda: a_document("", more={"word/embeddings/a.docx": a_document(""), "word/embeddings/b.exe": b"MZ" + SECRET.encode()}), lacks=SECRET),
    either("tables-2000-deep.docx", lambda: a_document(tables_within(2_000), how=zipfile.ZIP_STORED), *_HEAVY),
    either("tables-100-deep.docx", lambda: a_document(tables_within(100)), *_HEAVY),
    either("controls-2000-deep.docx", lambda: a_document(controls_within(2_000), how=zipfile.ZIP_STORED), *_HEAVY),
    either("controls-120-deep.docx", lambda: a_document(controls_within(120)), *_HEAVY),
    either("elements-100000-deep.docx", lambda: a_document("<w:p>" * 100_000 + "</w:p>" * 100_000, how=zipfile.ZIP_STORED), *_HEAVY),
    either("paragraphs-50000.docx", lambda: a_document(paragraph("It was so.") * 50_000, how=zipfile.ZIP_STORED), *_HEAVY, dear=True),
    either("runs-100000.docx", lambda: a_document(f"<w:p>{'<w:r><w:t>a </w:t></w:r>' * 100_000}</w:p>", how=zipfile.ZIP_STORED), *_HEAVY, dear=True),
    read("span-absurd.docx", lambda: a_document(spans("2147483647", 200))),
    either("span-no-number.docx", lambda: a_document(spans("", 2).replace(' w:val=""', "")), "damaged"),
    either("span-of-digits.docx", lambda: a_document(spans("9" * 5000, 2)), "damaged"),
    refused("types-missing.docx", lambda: a_zip({"word/document.xml": b"<a/>"}), "damaged"),
    refused("relations-circle.docx", lambda: a_zip({**document_parts(""), "_rels/.rels": relations(("officeDocument", "_rels/.rels", "Internal"))}), "damaged"),
)  # fmt: skip
_SHEETS: Final = (
    either("row-1048576.xlsx", lambda: a_workbook(sparse_rows(1_048_576)), *_HEAVY),
    either("row-absurd.xlsx", lambda: a_workbook(sparse_rows(999_999_999)), *_HEAVY),
    either("column-last-2000-rows.xlsx", lambda: a_workbook("".join(sparse_rows(at) for at in range(2, 2_002)), how=zipfile.ZIP_STORED), *_HEAVY, dear=True),
    either("dimension-lies.xlsx", lambda: a_workbook("", head='<dimension ref="A1:XFD1048576"/>'), *_HEAVY),
    either("rows-150000.xlsx", lambda: a_workbook("<row><c><v>54</v></c></row>" * 150_000, how=zipfile.ZIP_STORED), *_HEAVY, dear=True),
    either("string-out-of-reach.xlsx", lambda: a_workbook('<row r="2"><c t="s"><v>999999999</v></c></row>'), "damaged"),
    either("style-out-of-reach.xlsx", lambda: a_workbook('<row r="2"><c s="999999"><v>5</v></c></row>'), "damaged"),
    either("numbers-absurd.xlsx", lambda: a_workbook('<row r="2"><c><v>1e400</v></c><c><v>nan</v></c><c><v>-1e308</v></c></row>'), "damaged"),
    either("number-of-100000-digits.xlsx", lambda: a_workbook(f"<row r='2'><c><v>{'9' * 100_000}</v></c></row>"), "damaged"),
    either("dates-absurd.xlsx", lambda: a_workbook('<row r="2"><c t="d"><v>99999-99-99</v></c></row>'), "damaged"),
    either("cell-no-address.xlsx", lambda: a_workbook('<row r="2"><c r="ZZZZZZ1"><v>5</v></c><c r="??"><v>5</v></c></row>'), "damaged"),
    read("sheets-300.xlsx", lambda: a_workbook("", sheets=300), dear=True),
    read("formula-that-runs.xlsx", lambda: a_workbook('<row r="2"><c><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>5</v></c></row>'), lacks="WEBSERVICE"),
    either("sheet-deep.xlsx", lambda: a_workbook("<row>" * 100_000, how=zipfile.ZIP_STORED), *_HEAVY),
    either("strings-bomb.xlsx", lambda: a_workbook("", more={"xl/sharedStrings.xml": b"<sst>" + b"<si><t>x</t></si>" * 200_000 + b"</sst>"}, how=zipfile.ZIP_STORED), *_HEAVY, dear=True),
    either("cell-10-mb.xlsx", lambda: a_workbook(f"<row r='2'><c t='inlineStr'><is><t>{'quay ' * 2 * MIB}</t></is></c></row>", how=zipfile.ZIP_STORED), *_HEAVY, dear=True),
)  # fmt: skip
_BOOKS: Final = (
    read("spine-20000-times.epub", lambda: a_book(spine='<itemref idref="a"/>' * 20_000)),
    read("spine-outside.epub", lambda: a_book(items='<item id="b" href="../../../../etc/passwd" media-type="text/html"/>', spine='<itemref idref="b"/><itemref idref="a"/>'), "pages-unread", lacks="root:"),
    read("spine-absent.epub", lambda: a_book(items='<item id="b" href="nowhere.html" media-type="text/html"/>', spine='<itemref idref="b"/><itemref idref="a"/>'), "pages-unread"),
    refused("spine-empty.epub", lambda: a_book(spine=""), "empty"),
    either("pages-2000.epub", lambda: a_book(items="".join(f'<item id="b{at}" href="{at}.html" media-type="text/html"/>' for at in range(2_000)), spine='<itemref idref="a"/>' + "".join(f'<itemref idref="b{at}"/>' for at in range(2_000)), more={f"{at}.html": b"<p>It was so.</p>" for at in range(2_000)}), *_HEAVY, dear=True),
    either("page-deep.epub", lambda: a_book(b"<div>" * 100_000 + FIGURE.encode()), "empty", *_HEAVY),
    either("page-attributes.epub", lambda: a_book(f"<p {' '.join(f'a{at}=1' for at in range(150_000))}>{FIGURE}".encode()), *_HEAVY, dear=True),
    either("page-binary.epub", lambda: a_book(bytes(range(256)) * 20), "binary", "damaged", says=""),
    read("page-is-script.epub", lambda: a_book(f"<html><body><script>alert(1)</script><p>{FIGURE}</p></body></html>".encode()), lacks="alert"),
)  # fmt: skip
_MIXED: Final = (
    either("pdf-and-zip.docx", lambda: b"%PDF-1.4\n" + a_document(""), "damaged", "unknown-format"),
    either("html-and-zip.html", lambda: f"<html><body><p>{FIGURE}</p><!--".encode() + a_document("") + b"-->", "binary"),
    refused("picture-and-zip.docx", lambda: b"\x89PNG\r\n\x1a\n" + a_document(""), "binary"),
    refused("picture-and-script.html", lambda: b"GIF89a/*<html><body><p>54 percent</p></body></html>*/=1", "binary"),
    refused("program.txt", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + b"\0" * 500, "binary"),
    refused("program-elf.txt", b"\x7fELF\2\1\1\0" + b"\0" * 500, "binary"),
    refused("database.txt", b"SQLite format 3\0" + b"\0" * 500, "unknown-format"),
    refused("zlib-stream.txt", lambda: nothing(20), "binary"),
)  # fmt: skip
ARCHIVES: Final[tuple[Made, ...]] = (*_BOMBS, *_LIES, *_WORD, *_SHEETS, *_BOOKS, *_MIXED)
