"""What cannot be read: a clear code, a mend, the place, and an end in good time."""

from __future__ import annotations

import io
import os
import threading
import time
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen import canvas

from sayso.model import SaysoError, UnreadableError, UsageError
from sayso.reading import limits, read_any, read_bytes, read_path, read_text
from sayso.reading.formats import Source
from sayso.reading.guard import read_apart, stop_child


def refusal(data: bytes, name: str) -> UnreadableError:
    """The error with which bytes are refused."""
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, name, f"in/{name}")
    assert caught.value.problem.hint, "each refusal says the mend"
    assert caught.value.problem.uri == f"in/{name}", "each refusal says where"
    return caught.value


def a_pdf(*texts: str) -> bytes:
    """A PDF with a page for each text; an empty text gives a page with a drawing alone."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, invariant=1)
    for text in texts:
        page.rect(100, 100, 200, 200, fill=1)
        if text:
            page.drawString(100, 700, text)
        page.showPage()
    page.save()
    return buffer.getvalue()


def a_zip(entries: dict[str, bytes]) -> bytes:
    """An archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "name", ["a.txt", "a.pdf", "a.html", "a.docx", "a.md", "a.csv", "a.epub", "a.eml", "a.srt", "a"]
)
@pytest.mark.parametrize("data", [b"", b" \n\t\r\n"])
def test_empty(name: str, data: bytes) -> None:
    assert refusal(data, name).problem.code == "empty"


@pytest.mark.parametrize("data", [b"---\n", b"\xef\xbb\xbf", "\u200b \u00ad\n".encode()])
def test_nothing_but_signs_is_empty(data: bytes) -> None:
    assert refusal(data, "a.txt").problem.code == "empty"


def test_page_without_text_is_empty() -> None:
    assert refusal(b"<html><body><script>var a = 1</script></body></html>", "a.html").problem.code == "empty"


def test_scanned_pdf() -> None:
    error = refusal(a_pdf("", ""), "scan.pdf")
    assert error.problem.code == "no-text-layer"
    assert "ocrmypdf" in error.problem.hint


def test_encrypted_pdf() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf("Nobody may read this."))))
    writer.encrypt("secret", algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    assert refusal(buffer.getvalue(), "a.pdf").problem.code == "encrypted"


def test_pdf_with_an_owner_password_alone_is_read() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf("Anybody may read that 54 percent agreed."))))
    writer.encrypt("", "owner", algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    assert "54 percent" in read_bytes(buffer.getvalue(), "a.pdf", "a.pdf").document.text


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"hello", "a.pdf", "damaged"),
        (b"%PDF-1.7 and nothing more", "a.pdf", "damaged"),
        (b"hello", "a.docx", "damaged"),
        (b"PK\x03\x04 broken", "a.docx", "damaged"),
        (a_zip({"word/document.xml": b"<broken"}), "a.docx", "damaged"),
        (a_zip({"xl/workbook.xml": b"<broken"}), "a.xlsx", "damaged"),
        (a_zip({"META-INF/container.xml": b"<container/>"}), "a.epub", "damaged"),
        (a_zip({"notes.txt": b"hello"}), "a.zip", "unknown-format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", "unknown-format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (b"{\\rtf1 hello}", "a.rtf", "unknown-format"),
        (b"\x89PNG\r\n\x1a\n....", "a.txt", "binary"),
        (b"no cue here", "a.srt", "damaged"),
    ],
)
def test_broken_and_unknown(data: bytes, name: str, code: str) -> None:
    assert refusal(data, name).problem.code == code


def test_archive_that_unpacks_to_too_much_is_not_opened() -> None:
    bomb = a_zip({"word/document.xml": b"<w/>", "word/media/a.bin": b"\0" * (8 * limits.MIB)})
    assert len(bomb) < limits.MIB
    assert refusal(bomb, "a.docx").problem.code == "archive-unsafe"


def test_archive_with_too_many_entries_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.reading.zipped.MAX_ENTRIES", 2)
    many = a_zip({"word/document.xml": b"<w/>", "b": b"1", "c": b"2"})
    assert refusal(many, "a.docx").problem.code == "archive-unsafe"


def test_book_whose_pages_lie_outside_it_is_not_followed() -> None:
    container = b'<container><rootfiles><rootfile full-path="../../etc/passwd"/></rootfiles></container>'
    assert refusal(a_zip({"META-INF/container.xml": container}), "a.epub").problem.code == "damaged"


def test_entities_are_not_opened(tmp_path: Path) -> None:
    """An outside entity in a book's package brings nothing in."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    package = (
        f'<!DOCTYPE p [<!ENTITY x SYSTEM "{secret.as_uri()}">]><package xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>T &x;</dc:title><manifest><item id="a" href="a.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>Told &x; here.</p></body></html>'
    container = b'<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>'
    book = a_zip({"META-INF/container.xml": container, "c.opf": package.encode(), "a.xhtml": page.encode()})
    doc = read_bytes(book, "a.epub", "a.epub").document
    assert "secret" not in doc.text + (doc.title or "")


def test_too_many_bytes_and_characters(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sayso.reading.sources.MAX_BYTES", 100)
    assert refusal(b"a" * 101, "a.txt").problem.code == "too-large"
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 101)
    with pytest.raises(UnreadableError) as caught:
        read_path(path)
    assert caught.value.problem.code == "too-large"
    monkeypatch.setattr("sayso.reading.draft.MAX_CHARS", 50)
    with pytest.raises(UnreadableError) as caught:
        read_text("word " * 11)
    assert caught.value.problem.code == "too-large"


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.reading.sheets.MAX_ROWS", 3)
    monkeypatch.setattr("sayso.reading.tables.MAX_ROWS", 3)
    assert refusal(b"a,b\n" * 5, "a.csv").problem.code == "too-large"


def test_page_that_hangs_its_reader_is_ended() -> None:
    """A page with 200,000 attributes on one element ends in time, and the next page is read as if nothing was."""
    page = b"<html><body><p " + b" ".join(b'a%d="1"' % number for number in range(200_000)) + b">text</p></body></html>"
    start = time.monotonic()
    with pytest.raises(UnreadableError) as caught:
        read_apart("html", Source(data=page, name="a.html", uri="a.html"), seconds=1.5)
    assert caught.value.problem.code == "timeout"
    assert time.monotonic() - start < 5
    after = read_bytes(b"<html><body><p>It rose by 54 percent.</p></body></html>", "b.html", "b.html")
    assert "54 percent" in after.document.text


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>" + b"<div>" * 100_000 + b"text" + b"</div>" * 100_000,
        b"<html><body>" + b"<table><tr><td>" * 3_000 + b"text",
        b"<html><body>" + b"<ul><li>" * 20_000 + b"text",
    ],
)
def test_deeply_nested_pages_end(data: bytes) -> None:
    """Whatever comes of it, it is a reading or a refusal, and comes in time."""
    try:
        reading = read_bytes(data, "a.html", "a.html")
    except UnreadableError as error:
        assert error.problem.code in {"empty", "damaged", "timeout"}  # noqa: PT017 - either may come
    else:
        assert "text" in reading.document.text


def test_crash_of_the_reader_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that dies takes nothing with it."""
    stop_child()
    monkeypatch.setattr("sayso.reading.guard._MAIN", "import os; os._exit(11)")
    with pytest.raises(UnreadableError) as caught:
        read_apart("html", Source(data=b"<p>x", name="a", uri="a"))
    assert caught.value.problem.code == "damaged"
    monkeypatch.undo()
    assert read_apart("html", Source(data=b"<html><body><p>x 5</p>", name="a", uri="a")).text


def test_where_no_process_may_be_started_it_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_child()
    monkeypatch.setattr("sayso.reading.guard.sys.executable", "/nowhere/python")
    assert read_apart("html", Source(data=b"<html><body><p>x 5</p>", name="a", uri="a")).text == "x 5"


def test_child_is_safe_to_use_from_several_threads() -> None:
    texts: dict[int, str] = {}

    def read(number: int) -> None:
        page = f"<html><body><p>Number {number} came to 54 percent.</p></body></html>".encode()
        texts[number] = read_bytes(page, "a.html", "a.html").document.text

    threads = [threading.Thread(target=read, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(f"Number {number} " in texts[number] for number in range(6))


def test_missing_and_folder(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.txt", "missing"), (tmp_path, "usage")):
        with pytest.raises(UsageError) as caught:
            read_any(str(path))
        assert caught.value.problem.code == code
        assert caught.value.problem.hint


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("hello", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(UnreadableError) as caught:
        read_path(path)
    assert caught.value.problem.code == "unreadable"


def test_name_with_nul() -> None:
    with pytest.raises(SaysoError):
        read_any("a\0b")


def test_unknown_scheme() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_any("ftp://example.org/a.txt")
    assert caught.value.problem.code == "url-unsupported"


def test_standard_input() -> None:
    reading = read_any("-", stdin=io.BytesIO("Es kamen 54 Prozent mehr Gäste nach Köln.".encode()))
    assert (reading.document.uri, reading.document.language) == ("-", "de")
