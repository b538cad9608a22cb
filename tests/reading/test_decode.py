"""Bytes to text: marks, declarations, UTF-8, and a guess that is owned up to."""

from __future__ import annotations

import pytest

from sayso.model import UnreadableError
from sayso.reading import read_bytes
from sayso.reading.decode import charset_of_page, decode

GERMAN = "Fünf Männer gingen über die Brücke nach Köln, sagte der Bürgermeister. Es wäre schöner ohne Lärm."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_needs_no_guess(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding)) == (GERMAN, ())


def test_declared_encoding_is_believed() -> None:
    assert decode("Łódź".encode("cp1250"), "windows-1250") == ("Łódź", ())


def test_valid_utf8_wins_over_a_declared_eight_bit_encoding() -> None:
    assert decode(GERMAN.encode(), "iso-8859-1") == (GERMAN, ())


def test_latin1_is_read_as_windows_1252() -> None:
    """As browsers do: what is labelled Latin-1 has curly quotes in practice."""
    assert decode("“fünf”".encode("cp1252"), "ISO-8859-1")[0] == "“fünf”"


@pytest.mark.parametrize(
    "text", [GERMAN, "El niño comió piñas, ¿verdad? Sí, según él.", "Les élèves, fâchés à Noël, ont ri : « où ? »"]
)
def test_guess_is_right_and_told(text: str) -> None:
    found, problems = decode(text.encode("cp1252"))
    assert found == text
    assert [problem.code for problem in problems] == ["encoding-guessed"]


def test_other_alphabets_are_guessed() -> None:
    text = "Министр сказал, что цены выросли на пять процентов за последний год." * 3
    assert decode(text.encode("cp1251"))[0] == text


@pytest.mark.parametrize("charset", ["utf-7", "hex", "rot13", "idna", "nonsense", "unicode_escape", "\0", ""])
def test_codecs_that_are_no_encodings_are_not_used(charset: str) -> None:
    assert decode(b"plain \\u0041 text +AGE-", charset)[0] == "plain \\u0041 text +AGE-"


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x7fELF\x02\x01\x01\0\0\0", b"text \0 text", b"\x01\x02\x03 text" * 9]
)
def test_binary_is_refused_whatever_it_is_called(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "notes.txt", "notes.txt")
    assert caught.value.problem.code == "binary"
    assert caught.value.problem.uri == "notes.txt"
    assert caught.value.problem.hint


def test_line_ends_are_one_kind() -> None:
    assert decode(b"a\r\nb\rc\nd")[0] == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("page", "charset"),
    [
        (b'<html><head><meta charset="windows-1251">', "windows-1251"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-15'>", "ISO-8859-15"),
        (b'<?xml version="1.0" encoding="utf-16"?><html>', "utf-16"),
        (b"<html><p>charset=utf-8", None),
    ],
)
def test_charset_of_page(page: bytes, charset: str | None) -> None:
    assert charset_of_page(page) == charset
