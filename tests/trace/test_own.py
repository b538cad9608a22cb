"""Documents that say of themselves whose they are, held against the name that an article has for a body: the same in another language, and never another's."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso import check
from sayso.model import Document, SourceDocument
from sayso.pipeline import analyse
from sayso.reading import Reading, read_text
from sayso.trace import find_wanted
from sayso.trace.own import Namer, read_own

BODIES = Path(__file__).parents[1] / "data" / "bodies"


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (BODIES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def _reading(text: str, language: str, **rest: str) -> Reading:
    reading = read_text(text, uri="a.txt")
    document = msgspec.structs.replace(reading.document, language=language, **rest)
    return Reading(document, reading.sentences, reading.problems)


def _document(text: str, language: str, **rest: str) -> Document:
    return _reading(text, language, **rest).document


def _source(document: Document) -> SourceDocument:
    return SourceDocument(
        id="d:a", text_id="t", uri="b.txt", outlet=document.outlet, title=document.title, language=document.language
    )


def _outcomes(half: str) -> dict[str, str]:
    """Of each pair whether the body is still wanted; pairs of which it is not wanted even without sources are left out."""
    found = {}
    for row in _rows(half):
        article, document = (
            analyse(_reading(row["article"], row["language"])),
            _document(row["document"], row["document_language"]),
        )
        if find_wanted(article, ()):
            wanted = find_wanted(article, (_source(document),), None, {"b.txt": document}.__getitem__)
            found[f"{row['body']} | {row['document'].splitlines()[0]}"] = f"{row['there']}, {not wanted}"
    return found


def test_a_body_is_there_under_its_name_in_another_language() -> None:
    """None of another body counts as there; of a foreign state's own, which the article names without its country, it is not sure."""
    found = _outcomes("dev")
    assert Counter(found.values()) == {"True, True": 12, "True, False": 2, "False, False": 16}
    assert [pair for pair, outcome in found.items() if outcome == "True, False"] == [
        "Observatorio Nacional de la Pobreza | Observatoire national de la pauvreté",
        "Agence fédérale pour l’emploi | Bundesagentur für Arbeit",
    ]


def test_the_half_that_is_kept_aside_does_not_fall() -> None:
    found = Counter(_outcomes("held").values())
    assert found["False, True"] == 0
    assert found["True, True"] >= 13


@pytest.mark.parametrize("row", _rows("heads"), ids=lambda row: f"{row['body']}, {row['head']}")
def test_first_lines_that_are_another_bodys(row: dict[str, Any]) -> None:
    article = _document(f"The {row['body']} said so.", row["language"])
    document = _document(f"{row['head']}\n\nA text of its own that is long enough.", row["document_language"])
    assert Namer(article).is_of(row["body"], read_own(document)) is row["there"]


def test_whose_a_document_is_its_outlet_or_byline_tells_alone() -> None:
    """What a newspaper, or somebody, writes under a heading that is a body's name is not that body's."""
    namer = Namer(_document("The German Environment Agency said so.", "en"))
    text = "Umweltbundesamt\n\nDer Bericht nennt zwölf Seen."
    assert namer.is_of("German Environment Agency", read_own(_document(text, "de")))
    assert namer.is_of("German Environment Agency", read_own(_document(text, "de", outlet="Umweltbundesamt")))
    assert not namer.is_of("German Environment Agency", read_own(_document(text, "de", outlet="Hafenkurier")))
    assert not namer.is_of("German Environment Agency", read_own(_document(text, "de", byline="Jutta Behrends")))


def test_an_outlet_of_another_country_is_another_body() -> None:
    """An outlet in other words was enough before, wherever it is: a Portuguese ministry for a Spanish one."""
    article = analyse(_reading("The Spanish health ministry said that 87 hospitals will be rebuilt.", "en"))
    for outlet, language, wanted in (("Ministério da Saúde", "pt", True), ("Ministerio de Sanidad", "es", False)):
        document = _document("Há 87 hospitais.", language, outlet=outlet)
        assert bool(find_wanted(article, (_source(document),))) is wanted


def test_an_articles_own_country_is_meant_where_it_names_none() -> None:
    """In its own language: unless the document names another's seat."""
    for told, there in (("", True), ("Wien hat zugestimmt. ", False), ("Berlin hat zugestimmt. ", True)):
        namer = Namer(_document(f"{told}Das Finanzministerium widersprach.", "de"))
        head = "Bundesministerium der Finanzen\nBerlin, 30. Januar 2026\n\nDas Defizit ist gefallen."
        assert namer.is_of("Finanzministerium", read_own(_document(head, "de"))) is there


def test_what_a_check_still_wants(tmp_path: Path) -> None:
    """From files: both bodies are wanted without them, and none with them."""
    (tmp_path / "nota.txt").write_text(
        "Ministerio de Transportes\nNota de prensa, 3 de marzo de 2026\n\nEn 2025 se repararon 312 kilómetros de vía.",
        encoding="utf-8",
    )
    (tmp_path / "bericht.txt").write_text(
        "Die Seen im Sommer\nBericht des Instituts für Binnengewässer\n\nVierzig Prozent der Seen waren zu warm.",
        encoding="utf-8",
    )
    article = (
        "The transport ministry in Madrid said that 312 kilometres of track were repaired in 2025. "
        "The Institute for Inland Waters said that 40 per cent of the lakes were too warm."
    )
    names = ["transport ministry in Madrid", "Institute for Inland Waters"]
    assert sorted(one.name for one in check(article, vectors=False).wanted) == sorted(names)
    assert not check(article, tmp_path, vectors=False).wanted
