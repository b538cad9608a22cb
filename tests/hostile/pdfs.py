"""PDF written by hand: loops, bombs, fonts without maps, scripts, attachments, broken tables of places, passwords."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Final

from pypdf import PdfReader, PdfWriter

from .made import FIGURE, OUTSIDE, SECRET, Made, a_zip, either, nothing, read, refused

MIB: Final = 1 << 20
_HEAVY: Final = ("timeout", "too-large", "damaged", "no-text-layer", "empty")
_FONT: Final = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_SHOW: Final = f"BT /F 12 Tf 50 700 Td ({FIGURE}) Tj ET"


def stream(data: bytes | str, more: str = "", length: int | str | None = None) -> bytes:
    """An object that is a stream."""
    raw = data if isinstance(data, bytes) else data.encode("latin-1")
    told = len(raw) if length is None else length
    return f"<</Length {told}{more}>>stream\n".encode("latin-1") + raw + b"\nendstream"


def flat(data: bytes | str, more: str = "") -> bytes:
    """A packed stream."""
    return stream(
        zlib.compress(data if isinstance(data, bytes) else data.encode("latin-1"), 9), f"/Filter/FlateDecode{more}"
    )


def a_pdf(
    content: bytes | str = _SHOW,
    *,
    page: str = "",
    font: str = _FONT,
    catalog: str = "",
    resources: str = "",
    pages: str = "/Kids[3 0 R]/Count 1",
    more: tuple[bytes | str, ...] = (),
) -> bytes:
    """A PDF of one page; further objects begin with number 6."""
    objects = (
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        f"<</Type/Pages{pages}>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>{resources}>>{page}>>",
        content if isinstance(content, bytes) and content.startswith(b"<<") else stream(content),
        font,
        *more,
    )
    return written(objects)


def written(objects: tuple[bytes | str, ...], trailer: str = "/Root 1 0 R") -> bytes:
    """Objects as a file, with a table of their places."""
    body = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        raw = one if isinstance(one, bytes) else one.encode("latin-1")
        body += b"%d 0 obj\n%b\nendobj\n" % (number, raw)
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010} 00000 n \n" for at in places)
    end = f"trailer\n<</Size {len(objects) + 1}{trailer}>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + (table + end).encode("latin-1")


def changed(old: bytes, new: bytes, data: Callable[[], bytes] = a_pdf) -> bytes:
    """A PDF in which one stretch is another."""
    made = data()
    assert old in made
    return made.replace(old, new)


def locked(user: str, owner: str | None = None, algorithm: str = "AES-256") -> bytes:
    """A PDF with passwords."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf())))
    writer.encrypt(user, owner, algorithm=algorithm)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def many_pages(count: int, content: str = _SHOW) -> bytes:
    """A PDF of so many pages that share their content."""
    kids = " ".join(f"{at} 0 R" for at in range(6, 6 + count))
    one = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    return a_pdf(content, pages=f"/Kids[{kids}]/Count {count}", more=(one,) * count)


def lines(count: int) -> str:
    """So many lines of text on a page."""
    return "BT /F 8 Tf 50 790 Td " + "(It was so that day.) Tj 0 -0.01 Td " * count + f"({FIGURE}) Tj ET"


def a_map(ranges: str) -> bytes:
    """A map from codes to characters."""
    return stream(
        f"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange {ranges} endcmap end"
    )


_LOOPS: Final = (
    either("tree-of-itself.pdf", lambda: a_pdf(pages="/Kids[2 0 R 3 0 R]/Count 2"), *_HEAVY),
    either("tree-to-its-parent.pdf", lambda: a_pdf(pages="/Kids[6 0 R]/Count 1", more=("<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 1>>",)), *_HEAVY),
    either("kids-10000-alike.pdf", lambda: a_pdf(pages=f"/Kids[{'3 0 R ' * 10_000}]/Count 10000"), *_HEAVY),
    either("count-lies.pdf", lambda: a_pdf(pages="/Kids[3 0 R]/Count 2147483647"), *_HEAVY),
    either("count-negative.pdf", lambda: a_pdf(pages="/Kids[3 0 R]/Count -5"), *_HEAVY),
    either("count-2900.pdf", lambda: a_pdf(pages="/Kids[3 0 R]/Count 2900"), *_HEAVY),
    either("form-of-itself.pdf", lambda: a_pdf(f"{_SHOW} /X Do", resources="/XObject<</X 6 0 R>>", more=(stream("/X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"),)), *_HEAVY),
    either("forms-of-each-other.pdf", lambda: a_pdf(f"{_SHOW} /X Do", resources="/XObject<</X 6 0 R>>", more=tuple(stream("/X Do /X Do", f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {other} 0 R>>>>") for other in (7, 6))), *_HEAVY, dear=True),
    either("forms-that-double.pdf", lambda: a_pdf(f"{_SHOW} /X Do", resources="/XObject<</X 6 0 R>>", more=(*(stream("/X Do " * 10, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {at + 7} 0 R>>>>") for at in range(9)), stream("", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]"))), *_HEAVY, dear=True),
    either("glyph-of-itself.pdf", lambda: a_pdf(font="<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</R 6 0 R>>/Encoding<</Differences[82/R]>>/FirstChar 82/LastChar 82/Widths[9]/Resources<</Font<</F 5 0 R>>>>>>", more=(stream("BT /F 1 Tf (R) Tj ET"),)), *_HEAVY, says=""),
    either("length-of-itself.pdf", lambda: a_pdf(stream(_SHOW, length="4 0 R")), *_HEAVY),
    either("outlines-loop.pdf", lambda: a_pdf(catalog="/Outlines 6 0 R", more=("<</First 7 0 R/Last 7 0 R>>", "<</Title(a)/Next 7 0 R/Prev 7 0 R/First 7 0 R>>")), *_HEAVY),
    either("names-loop.pdf", lambda: a_pdf(catalog="/Names<</Dests 6 0 R>>/PageLabels 6 0 R", more=("<</Kids[6 0 R]>>",)), *_HEAVY),
    either("parents-loop.pdf", lambda: a_pdf(page="/Parent 3 0 R"), *_HEAVY),
    either("tables-in-a-circle.pdf", lambda: changed(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev 9>>"), *_HEAVY),
    either("content-is-a-page.pdf", lambda: changed(b"/Contents 4 0 R", b"/Contents 3 0 R"), *_HEAVY),
)  # fmt: skip
_BOMBS: Final = (
    either("stream-300-mb.pdf", lambda: a_pdf(stream(nothing(300, b" "), "/Filter/FlateDecode")), *_HEAVY, says="", dear=True),
    either("stream-1-gb.pdf", lambda: a_pdf(stream(nothing(1024, b" "), "/Filter/FlateDecode")), *_HEAVY, says="", dear=True),
    either("streams-in-streams.pdf", lambda: a_pdf(stream(zlib.compress(nothing(512)), "/Filter[/FlateDecode/FlateDecode]")), *_HEAVY, says="", dear=True),
    either("filters-10000.pdf", lambda: a_pdf(stream(b"x", f"/Filter[{'/ASCIIHexDecode ' * 10_000}]")), *_HEAVY, says=""),
    either("run-length.pdf", lambda: a_pdf(stream(b"\x81 " * 2 * MIB, "/Filter/RunLengthDecode")), *_HEAVY, says="", dear=True),
    either("columns-absurd.pdf", lambda: a_pdf(flat(_SHOW, "/DecodeParms<</Predictor 12/Columns 2147483647>>")), *_HEAVY, says=""),
    either("colours-absurd.pdf", lambda: a_pdf(flat(_SHOW, "/DecodeParms<</Predictor 15/Colors 99999/BitsPerComponent 99999/Columns 9999>>")), *_HEAVY, says=""),
    either("picture-bomb.pdf", lambda: a_pdf(f"{_SHOW} /X Do", resources="/XObject<</X 6 0 R>>", more=(stream(nothing(100), "/Type/XObject/Subtype/Image/Width 100000/Height 100000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode"),)), *_HEAVY, dear=True),
    either("picture-jbig2.pdf", lambda: a_pdf(f"{_SHOW} /X Do", resources="/XObject<</X 6 0 R>>", more=(stream(b"\0" * 500, "/Type/XObject/Subtype/Image/Width 9/Height 9/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/JBIG2Decode"),)), *_HEAVY),
    either("map-of-ranges.pdf", lambda: a_pdf(font=f"{_FONT[:-2]}/ToUnicode 6 0 R>>", more=(a_map("100 beginbfrange " + "<0000> <FFFF> <0041> " * 20_000 + "endbfrange"),)), *_HEAVY, says=""),
    either("map-of-long-words.pdf", lambda: a_pdf(font=f"{_FONT[:-2]}/ToUnicode 6 0 R>>", more=(a_map(f"1 beginbfchar <52> <{'0041' * 50_000}> endbfchar"),)), *_HEAVY, says=""),
    either("dictionaries-deep.pdf", lambda: a_pdf(page=f"/A {'<</A ' * 50_000}{'>>' * 50_000}"), *_HEAVY, says=""),
    either("arrays-deep.pdf", lambda: a_pdf(page=f"/A {'[' * 100_000}{']' * 100_000}"), *_HEAVY, says=""),
    either("arrays-deep-in-content.pdf", lambda: a_pdf(f"{_SHOW} {'[' * 200_000}"), *_HEAVY, says=""),
    either("states-200000.pdf", lambda: a_pdf("q " * 200_000 + _SHOW), *_HEAVY, says=""),
    either("lines-100000.pdf", lambda: a_pdf(lines(100_000)), *_HEAVY, says="", dear=True),
    either("lines-5000.pdf", lambda: a_pdf(lines(5_000)), *_HEAVY, says=""),
    either("line-1-mb.pdf", lambda: a_pdf(f"BT /F 1 Tf ({'quay ' * 200_000}) Tj ET {_SHOW}"), *_HEAVY, says="", dear=True),
    either("pages-3001.pdf", lambda: many_pages(3_001), "too-large", "timeout", says=""),
    either("pages-2500-bare.pdf", lambda: many_pages(2_500, "q Q"), *_HEAVY, dear=True),
    either("pages-2500-full.pdf", lambda: many_pages(2_500, _SHOW + lines(40)), *_HEAVY, dear=True),
    either("information-2-mb.pdf", lambda: written((*_parts(), f"<</Title({'t' * 2 * MIB})/Author({'a' * MIB})/CreationDate(D:99999999999999)>>"), "/Root 1 0 R/Info 6 0 R"), *_HEAVY),
)  # fmt: skip


def _parts() -> tuple[bytes | str, ...]:
    return (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        stream(_SHOW),
        _FONT,
    )


_FONTS: Final = (
    either("font-without-map.pdf", lambda: a_pdf(font="<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>", more=("<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",)), *_HEAVY, says=""),
    either("font-of-unknown-names.pdf", lambda: a_pdf(font="<</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</Differences[0 " + "".join(f"/g{at}" for at in range(256)) + "]>>>>"), *_HEAVY, says=""),
    either("font-to-itself.pdf", lambda: a_pdf(font="<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[5 0 R]>>"), *_HEAVY, says=""),
    either("font-absent.pdf", lambda: changed(b"/F 5 0 R", b"/F 99 0 R"), *_HEAVY, says=""),
    either("font-file-broken.pdf", lambda: a_pdf(font="<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor<</Type/FontDescriptor/FontName/X/FontFile2 6 0 R>>>>", more=(flat(b"\0\1\0\0" + b"\xff" * 5000),)), *_HEAVY, says=""),
    either("size-absurd.pdf", lambda: a_pdf(f"BT /F 1e38 Tf 50 700 Td ({FIGURE}) Tj ET"), *_HEAVY, says=""),
    either("matrix-absurd.pdf", lambda: a_pdf(f"BT /F 9 Tf 1e38 1e38 1e38 1e38 1e38 1e38 Tm ({FIGURE}) Tj ET"), *_HEAVY, says=""),
    either("map-of-controls.pdf", lambda: a_pdf(font=f"{_FONT[:-2]}/ToUnicode 6 0 R>>", more=(a_map("1 beginbfrange <00> <FF> <0000> endbfrange 2 beginbfchar <52> <D800> <65> <DC00> endbfchar"),)), *_HEAVY, says=""),
)  # fmt: skip
_ACTIVE: Final = (
    read("script.pdf", lambda: a_pdf(catalog="/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:9/'\\))>>/AA<</WC<</S/JavaScript/JS(while\\(1\\){})>>>>"), lacks="launchURL"),
    read("launch.pdf", lambda: a_pdf(catalog="/OpenAction<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>"), lacks="cmd.exe"),
    read("submit.pdf", lambda: a_pdf(catalog="/OpenAction<</S/SubmitForm/F(http://127.0.0.1:9/)>>/AcroForm<</Fields[]/XFA[(a) 6 0 R]>>", more=(stream("<xdp/>"),))),
    read("attachment.pdf", lambda: a_pdf(catalog="/Names<</EmbeddedFiles<</Names[(a.exe)<</F(a.exe)/EF<</F 6 0 R>>>>]>>>>", more=(stream(f"MZ {SECRET}"),)), lacks=SECRET),
    read("stream-in-another-file.pdf", lambda: a_pdf(page="/Thumb 6 0 R", more=(stream("", f"/F({OUTSIDE})"),)), lacks="root:"),
    either("content-in-another-file.pdf", lambda: a_pdf(stream("", f"/F({OUTSIDE})")), *_HEAVY, says="", lacks="root:"),
    read("note.pdf", lambda: a_pdf(page="/Annots[<</Type/Annot/Subtype/Text/Contents(a note)/Rect[0 0 9 9]>>]")),
    read("text-unseen.pdf", lambda: a_pdf(f"{_SHOW} BT 3 Tr /F 12 Tf 50 600 Td (And unseen words.) Tj ET")),
)  # fmt: skip
_BROKEN: Final = (
    either("places-wrong.pdf", lambda: changed(b"00000 n", b"00000 f"), *_HEAVY),
    either("places-shifted.pdf", lambda: changed(b"xref\n0 6", b"xref\n3 6"), *_HEAVY),
    either("table-missing.pdf", lambda: a_pdf().partition(b"xref\n")[0], *_HEAVY),
    either("start-huge.pdf", lambda: a_pdf().partition(b"startxref")[0] + b"startxref\n99999999999999999999\n%%EOF", *_HEAVY),
    either("start-negative.pdf", lambda: a_pdf().partition(b"startxref")[0] + b"startxref\n-1\n%%EOF", *_HEAVY),
    either("table-of-a-billion.pdf", lambda: changed(b"xref\n0 6", b"xref\n0 999999999"), *_HEAVY),
    either("length-lies.pdf", lambda: a_pdf(stream(_SHOW, length=5)), *_HEAVY, says=""),
    either("length-huge.pdf", lambda: a_pdf(stream(_SHOW, length=99999999999)), *_HEAVY, says=""),
    refused("root-missing.pdf", lambda: changed(b"/Root 1 0 R", b"/Rout 1 0 R"), *_HEAVY),
    either("truncated.pdf", lambda: a_pdf()[:400], *_HEAVY),
    either("without-end.pdf", lambda: a_pdf()[:-30], *_HEAVY),
    refused("head-alone.pdf", b"%PDF-1.7\n", "damaged"),
    either("head-late.pdf", lambda: b"\n" * 900 + a_pdf(), *_HEAVY, says=""),
    either("twice.pdf", lambda: a_pdf() + a_pdf(), *_HEAVY, says=""),
    either("box-absurd.pdf", lambda: changed(b"[0 0 600 800]", b"[nan inf -1e99 1e99]"), *_HEAVY),
    either("stream-broken.pdf", lambda: a_pdf(stream(zlib.compress(_SHOW.encode())[:-9] + b"\0" * 9, "/Filter/FlateDecode")), *_HEAVY, says=""),
    either("objects-in-a-broken-stream.pdf", lambda: a_pdf(more=(stream(b"1 0 2 99999999", "/Type/ObjStm/N 99999999/First 9"),)), *_HEAVY),
)  # fmt: skip
_LOCKED: Final = (
    refused("password-aes-256.pdf", lambda: locked("secret"), "encrypted"),
    refused("password-aes-128.pdf", lambda: locked("secret", algorithm="AES-128"), "encrypted"),
    refused("password-rc4.pdf", lambda: locked("secret", algorithm="RC4-128"), "encrypted"),
    read("password-of-the-owner.pdf", lambda: locked("", "owner")),
    either("password-broken.pdf", lambda: changed(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Nosuch/V 99>>"), "encrypted", *_HEAVY),
)  # fmt: skip
_MIXED: Final = (
    either("pdf-and-archive.pdf", lambda: a_pdf() + a_zip({"word/document.xml": b"<a/>"}), *_HEAVY),
    either("pdf-and-page.html", lambda: b"<html><body><!--" + a_pdf() + b"--></body></html>", *_HEAVY),
    refused("picture-of-a-page.pdf", lambda: a_pdf("0 0 100 100 re f"), "no-text-layer"),
)  # fmt: skip
PDFS: Final[tuple[Made, ...]] = (*_LOOPS, *_BOMBS, *_FONTS, *_ACTIVE, *_BROKEN, *_LOCKED, *_MIXED)
