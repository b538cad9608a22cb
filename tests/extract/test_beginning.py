"""How much of a text is analysed: all of it, or a beginning that is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.costs import assert_linear, cpu_seconds

from sayso import cli
from sayso.extract import beginning
from sayso.extract.beginning import beginning_of, parts_of
from sayso.model import Link, Page, text_id
from sayso.pipeline import analyse, check, new_index
from sayso.reading import read_bytes, read_text

TEXT = "The weir holds 12 boats.\n\nA pier holds 7 boats. A quay holds 9 boats, they say.\n\nA dam holds none."


def test_a_text_within_the_limits_stays_as_it_is() -> None:
    reading = read_text(TEXT)
    doc, sentences, told = beginning_of(reading.document, reading.sentences)
    assert doc is reading.document
    assert sentences == reading.sentences
    assert told == ()


def test_a_larger_text_ends_with_a_sentence_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is analysed is a document of its own: its name is of its text, and no entry lies behind its end."""
    monkeypatch.setattr(beginning, "MOST_CHARS", 60)
    monkeypatch.setattr(beginning, "MOST_NUMBERS", 50)
    found = analyse(read_text(TEXT, uri="a.txt"), tagger=False)
    kept = "The weir holds 12 boats.\n\nA pier holds 7 boats."
    assert found.document.text == kept
    assert found.document.text_id == text_id(kept)
    assert max(
        one.end for group in (found.document.blocks, found.sentences, found.figures, found.claims) for one in group
    ) <= len(kept)
    (problem,) = (one for one in found.problems if one.code == "text-cut")
    assert problem.message == f"only the first {len(kept)} of {len(TEXT)} characters were analysed"
    assert (problem.start, problem.end, problem.uri) == (len(kept), len(TEXT), "a.txt")


def test_an_index_tells_that_a_document_looked_at_is_known_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginning, "MOST_CHARS", 60)
    monkeypatch.setattr(beginning, "MOST_NUMBERS", 50)
    with new_index(vectors=False) as index:
        index.add(analyse(read_text(TEXT, uri="a.txt"), tagger=False), source_hash="0", version="1")
        index.commit()
        ledger = check(read_text("A pier holds 7 boats."), index)
    assert [one.code for one in ledger.problems if one.uri == "a.txt"] == ["text-cut"]


def test_a_text_of_too_many_numbers_is_cut_before_one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginning, "MOST_NUMBERS", 2)
    reading = read_text(TEXT)
    doc, sentences, _ = beginning_of(reading.document, reading.sentences)
    assert doc.text.endswith("A pier holds 7 boats.")
    assert sentences[-1].end == len(doc.text)


@pytest.mark.parametrize(
    ("text", "kept"), [("x" * 500, 200), ("boats " * 90, 197), ("Boats left. " + "boats " * 90, 197)]
)
def test_one_endless_sentence_is_cut_at_a_word(text: str, kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """... where there are words; and its beginning is still a sentence."""
    monkeypatch.setattr(beginning, "MOST_CHARS", 200)
    monkeypatch.setattr(beginning, "MOST_NUMBERS", 50)
    reading = read_text(text)
    doc, sentences, (told,) = beginning_of(reading.document, reading.sentences)
    assert len(doc.text) == sentences[-1].end == told.start == pytest.approx(kept, abs=6)
    assert doc.text[-1].strip()
    assert doc.blocks[-1].end == len(doc.text)


@pytest.mark.parametrize(
    "text", ["the boats left and " * 1000, "x" * 15_000, "the boats left" + " " * 9_000 + "x " * 5_000]
)
def test_an_endless_sentence_is_read_in_parts(text: str) -> None:
    """No part is longer than what anybody writes, no word is cut that stands in a text of words, and no letter is left out."""
    reading = read_text(text)
    _, sentences, told = beginning_of(reading.document, reading.sentences)
    assert told == ()
    assert len(sentences) > 2
    places = [(one.start, one.end) for one in sentences]
    assert places == sorted(places)
    assert all(0 < end - start <= 4_000 for start, end in places)
    doc = reading.document.text
    assert "".join("".join(doc[a:b] for a, b in places).split()) == "".join(doc.split())
    assert all(doc[a:b] == doc[a:b].strip() for a, b in places)
    if " " in text:
        assert all(not doc[b : b + 1].strip() for _, b in places)


def test_sayings_without_number_in_one_paragraph_cost_the_same_each() -> None:
    """A quotation mark that is never closed, and a say-so behind it, again and again."""

    def seconds(times: int) -> float:
        reading = read_text('"He said ' * times)
        return cpu_seconds(lambda: analyse(reading, tagger=False))

    seconds(100)
    assert_linear(seconds, 1_000, 4_000, tolerated=1.5)


def test_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(beginning, "MOST_NUMBERS", 2)
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    assert cli.main(["figures", str(path)]) == 0
    told = capsysbinary.readouterr()
    assert len(told.out.splitlines()) == 3
    assert b"[text-cut]" in told.err
    assert b"split the document" in told.err


_BOOK = (
    "# Boats\n\nThe weir holds 12 boats. A pier holds 7.\n\n# Herons\n\nA dam holds none, they say. "
    + "Herons left. " * 30
)


@pytest.mark.parametrize(
    "text", [TEXT, _BOOK, "x" * 500, "boats " * 90, " \n\n" + "12 boats\n\n" * 40 + "   \n", "7 " * 400]
)
@pytest.mark.parametrize(("chars", "numbers"), [(240, 50), (400, 3), (28, 1)])
def test_parts_hold_all_of_a_text(text: str, chars: int, numbers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is small enough to be analysed whole, is called by its number, and what stands in it stands as in the whole."""
    monkeypatch.setattr(beginning, "MOST_CHARS", chars)
    monkeypatch.setattr(beginning, "MOST_NUMBERS", numbers)
    reading = read_text(text, uri="a.md")
    parts = parts_of(reading.document, reading.sentences)
    taken = [part.taken() for part in parts]
    assert "".join("".join(doc.text.split()) for doc, _ in taken) == "".join(reading.document.text.split())
    assert [doc.uri for doc, _ in taken] == ["a.md", *(f"a.md#part{number}" for number in range(2, len(parts) + 1))]
    for part, (doc, sentences) in zip(parts, taken, strict=True):
        assert doc.text_id == text_id(doc.text)
        assert beginning_of(doc, sentences)[2] == ()
        places = [(one.start, one.end) for group in (sentences, doc.blocks) for one in group]
        assert all(0 <= start < end <= len(doc.text) for start, end in places)
        assert reading.document.text[slice(*part.place)] == doc.text


def test_a_part_ends_before_a_heading_that_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    """... else with a block, or a sentence; and links and pages are placed in it."""
    monkeypatch.setattr(beginning, "MOST_NUMBERS", 50)
    monkeypatch.setattr(beginning, "MOST_CHARS", 240)
    reading = read_bytes(_BOOK.encode(), "a.md", "a.md")
    texts = [part.taken()[0].text for part in parts_of(reading.document, reading.sentences)]
    assert texts[1].startswith("Herons")
    assert all(text.endswith(".") for text in texts)
    doc = replace(
        reading.document, links=(Link(start=59, end=65, href="b"),), pages=(Page(number=8, start=20, end=90),)
    )
    first, second, *_ = [part.taken()[0] for part in parts_of(doc, reading.sentences)]
    assert [page.number for page in (*first.pages, *second.pages)] == [8, 8]
    assert [second.text[link.start : link.end] for link in second.links] == [doc.text[59:65]]


def test_a_text_of_one_part_is_itself() -> None:
    """So that its index is the same as without parts."""
    reading = read_text(TEXT)
    ((doc, sentences),) = [part.taken() for part in parts_of(reading.document, reading.sentences)]
    assert doc is reading.document
    assert sentences == reading.sentences
