"""Sources that are named by their shape: a name in quotation marks, a capital where none is due, a full name behind an office."""

from __future__ import annotations

import pytest

from sayso.extract.attributions import find_attributions
from sayso.extract.attributions.sources import nature
from sayso.extract.attributions.words import words
from sayso.language.fold import fold
from sayso.language.tokens import tokens
from sayso.model import Block, Document, text_id
from sayso.reading import split_sentences

NAMED = [
    ("de", "Die Deutsche Umwelthilfe", "organisation"),
    ("de", "Das Rote Kreuz", "organisation"),
    ("de", "Die AfD im Stadtrat", "organisation"),
    ("de", "die Linke", "organisation"),
    ("de", "Samira, 17 Jahre alt", "person"),
    ("de", "Lissabon", "organisation"),
    ("es", "La marquesa de Alcor, Leonor de Ulloa", "person"),
    ("es", "Su líder, Eloy «Patachula» Rincón", "person"),
    ("es", "El intérprete de signos Joel Cabrera", "person"),
    ("es", "Maruja, de 82 años", "person"),
    ("es", "Adif", "organisation"),
    ("es", "la casa Ansorena & Hijos", "organisation"),
    ("fr", "La lanceuse d’alerte Ève Marchetti", "person"),
    ("fr", "sa sœur jumelle, Olympe", "person"),
    ("fr", "Monique, 74 ans", "person"),
    ("fr", "La Cnil", "organisation"),
    ("en", "Hollis & Crane", "organisation"),
    ("en", "Tabitha, 14", "person"),
    ("en", "Jakarta", "organisation"),
]
UNNAMED = [
    ("de", "Der Verein", "organisation"),
    ("de", "Der kleine Verein", "organisation"),
    ("es", "El director del Banco Central", "person"),
    ("es", "El jefe de la Policía Nacional", "person"),
    ("fr", "sa sœur jumelle", "person"),
    ("fr", "le directeur de la Sûreté nationale", "person"),
    ("en", "Analysts at Harrow & Voss", "group"),
]


@pytest.mark.parametrize(("language", "text", "kind"), NAMED)
def test_named_by_its_shape(language: str, text: str, kind: str) -> None:
    found = nature(tuple(tokens(fold(text), 0, language)), words(language))
    assert (found.kind, found.named) == (kind, True), found.because


@pytest.mark.parametrize(("language", "text", "kind"), UNNAMED)
def test_the_same_shape_without_a_name(language: str, text: str, kind: str) -> None:
    found = nature(tuple(tokens(fold(text), 0, language)), words(language))
    assert (found.kind, found.named) == (kind, False), found.because


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "Der Förderverein „Unser Freibad“ teilte mit, das Becken sei leer.",
            "Förderverein „Unser Freibad“",
            "organisation",
        ),
        ("Das „Handelsjournal“ schreibt, die Preise stiegen.", "Handelsjournal", "media"),
    ],
)
def test_a_name_in_quotation_marks(text: str, name: str, kind: str) -> None:
    blocks = (Block(start=0, end=len(text), kind="paragraph"),)
    doc = Document(id="d", text_id=text_id(text), uri="d", text=text, language="de", blocks=blocks)
    _, (speaker,) = find_attributions(doc, split_sentences(text, blocks, "de"))
    assert (speaker.name, speaker.kind, speaker.named) == (name, kind, True)


@pytest.mark.parametrize(
    ("text", "kind"), [("das Fachblatt Fracht & Hafen", "media"), ("die Zeitschrift Recht & Steuern", "media")]
)
def test_a_journal_of_two_words_is_no_firm(text: str, kind: str) -> None:
    assert nature(tuple(tokens(fold(text), 0, "de")), words("de")).kind == kind
