"""Sources that are named by their shape: a name in quotation marks, a capital where none is due, a full name behind an office."""

from __future__ import annotations

import pytest

from sayso.extract.attributions import find_attributions
from sayso.extract.attributions.parts import name_beside
from sayso.extract.attributions.sources import nature
from sayso.extract.attributions.words import words
from sayso.language.fold import fold
from sayso.language.tokens import tokens
from sayso.model import Block, Document, text_id
from sayso.reading import split_sentences

NAMED = [
    ("de", "Die Deutsche Umwelthilfe", "organisation"),
    ("de", "Die AfD im Stadtrat", "organisation"),
    ("de", "die Linke", "organisation"),
    ("de", "Samira, 17 Jahre alt", "person"),
    ("es", "La marquesa de Alcor, Leonor de Ulloa", "person"),
    ("es", "Su líder, Eloy «Patachula» Rincón", "person"),
    ("es", "El intérprete de signos Joel Cabrera", "person"),
    ("es", "Maruja, de 82 años", "person"),
    ("es", "Adif", "organisation"),
    ("es", "la casa Ansorena & Hijos", "organisation"),
    ("fr", "sa sœur jumelle, Olympe", "person"),
    ("fr", "Monique, 74 ans", "person"),
    ("fr", "La Cnil", "organisation"),
    ("en", "Hollis & Crane", "organisation"),
    ("en", "Emma, 14", "person"),
    ("en", "Jakarta", "organisation"),
    ("de", "Der Norddeutsche Rundfunk", "media"),
]
UNNAMED = [
    ("de", "Der Verein", "organisation"),
    ("de", "Der kleine Verein", "organisation"),
    ("es", "El director del Banco Central", "person"),
    ("es", "El jefe de la Policía Nacional", "person"),
    ("fr", "sa sœur jumelle", "person"),
    ("fr", "le directeur de la Sûreté nationale", "person"),
    ("en", "Analysts at Harrow & Voss", "group"),
    ("es", "El director del hospital Ramón Cajal", "person"),
    ("es", "El padre de la niña Laura Gómez", "person"),
    ("fr", "Le directeur de l’hôpital Robert Debré", "person"),
    ("fr", "Le proviseur du lycée Victor Hugo", "person"),
]
#: What only looks so, and what it must not be taken for.
NOT_SO = [
    ("de", "Der Deutsche Zverev", "organisation"),
    ("de", "Die Grüne Habeck", "organisation"),
    ("de", "Der Junge Max", "organisation"),
    ("de", "Mehrere Deutsche Banken", "media"),
    ("es", "La morena", "organisation"),
    ("fr", "Le modem", "organisation"),
    ("en", "Marks & Spencer CEO Stuart Machin", "organisation"),
    ("en", "Harry & Emma", "organisation"),
    ("en", "Police, 17", "person"),
    ("en", "Monday, 14", "person"),
    ("en", "London, 24", "person"),
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


@pytest.mark.parametrize(("language", "text", "kind"), NOT_SO)
def test_what_only_looks_so_is_not_taken_for_it(language: str, text: str, kind: str) -> None:
    found = nature(tuple(tokens(fold(text), 0, language)), words(language))
    assert (found.kind, found.named) != (kind, True), found.because


@pytest.mark.parametrize("age", ["²", "①", "٣", "9" * 5000])
def test_what_is_no_number_beside_a_name_breaks_nothing(age: str) -> None:
    """A mark of a footnote is a digit for Python, and no number."""
    nature(tuple(tokens(fold(f"Emma, {age}"), 0, "en")), words("en"))


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("es", "La portavoz, Ana Ruiz del Ministerio de Salud", "Ana Ruiz"),
        ("fr", "La présidente, Marie Dupont du Parti socialiste", "Marie Dupont"),
        ("de", "Der Sprecher, Jan Voss von der Polizei", "Jan Voss"),
        ("es", "La duquesa, Leonor de Ulloa", "Leonor de Ulloa"),
        ("es", "Su líder, Eloy «Patachula» Rincón", "Eloy « Patachula » Rincón"),
        ("es", "El fiscal, Juan «El Rápido»", ""),
    ],
)
def test_where_a_name_beside_an_office_ends(language: str, text: str, name: str) -> None:
    row = tuple(tokens(fold(text), 0, language))
    assert " ".join(token.text for token in name_beside(row, words(language))) == name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Bürgermeister Jan Voss sagte, die Straße sei sicher. Der Rentner sagte, er sei wütend."),
        ("es", "El alcalde Juan Gómez dijo que la calle es segura. El jubilado dijo que no."),
        ("fr", "Le maire Jean Petit a dit que la rue est sûre. Le retraité a dit que non."),
        ("en", "Mayor John Doe said the road was safe. The pensioner from Hull said it was not."),
    ],
)
def test_somebody_else_is_not_who_spoke_before(language: str, text: str) -> None:
    blocks = (Block(start=0, end=len(text), kind="paragraph"),)
    doc = Document(id="d", text_id=text_id(text), uri="d", text=text, language=language, blocks=blocks)
    found, _ = find_attributions(doc, split_sentences(text, blocks, language))
    assert len({one.speaker for one in found}) == 2
