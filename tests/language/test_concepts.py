"""Concepts: words of six languages that say the same thing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language import SERVED, lexicon
from sayso.language.concepts import (
    BRIDGED,
    cognate,
    concept_names,
    concepts,
    is_common,
    plain,
    plain_words,
    word_concepts,
)


def _of(text: str, language: str) -> tuple[str, ...]:
    return concepts(plain_words(text), language)


_LINES = [
    (theme, [cell.strip() for cell in line.split("|")])
    for theme, block in lexicon("concepts").items()
    for line in block.strip().splitlines()
]


def test_each_line_names_a_concept_once_and_has_words_in_each_language() -> None:
    """The list's form: a name and six cells, none empty but where nothing is to be blocked, no name twice."""
    assert all(len(cells) == 1 + len(BRIDGED) for _, cells in _LINES)
    assert all(all(cells) for theme, cells in _LINES if theme != "none")
    names = [cells[0] for _, cells in _LINES]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z_]+", name) for name in names)


def test_marks_stand_only_where_they_are_read() -> None:
    """A "+" or "*" closes a word; a "*" may open a German entry. No entry is empty or stands twice in its cell."""
    word = re.compile(r"[\w$€£%]+[+*]?")
    for _, (name, *cells) in _LINES:
        for language, cell in zip(BRIDGED, cells, strict=True):
            entries = [entry.strip() for entry in cell.split(",") if cell]
            assert len(entries) == len(set(entries)), (name, language)
            for entry in entries:
                bare = entry.removeprefix("*") if language == "de" else entry
                assert all(word.fullmatch(part) for part in bare.split()), (name, language, entry)


def test_there_are_more_than_a_thousand_concepts() -> None:
    """The bridge is broad: news in general."""
    assert len(concept_names()) > 1000


@pytest.mark.parametrize(
    ("concept", "words"),
    [
        ("returnee", ("returnees", "Rückkehrerinnen", "retornados", "revenants")),
        ("disappoint", ("disillusioned", "desillusioniert", "desencantado", "désenchantée")),
        ("vacation", ("vacation", "Erholung", "descanso", "repos")),
        ("surroundings", ("circle of friends", "Freundeskreis", "entorno", "entourage")),
        ("custody", ("in custody", "Untersuchungshaft", "en prisión preventiva", "en garde à vue")),
        ("cigarette", ("tobacco", "Zigarettenschachtel", "cigarrillos", "cigarettes")),
        ("medicine", ("pharmaceutical drugs", "Medikamente", "fármacos", "médicaments")),
        ("smuggling", ("smuggled", "geschmuggelt", "contrabando", "contrebande")),
        ("illegal", ("illegally", "rechtswidrig", "ilícitas", "illégaux")),
        ("mosque", ("mosques", "Moscheen", "mezquita", "mosquées")),
        ("fee", ("fees", "Gebühren", "una tasa", "redevance")),
        ("harbour", ("ports", "Häfen", "puerto", "portuaire")),
        ("fish", ("fishes", "Fische", "peces", "poissons")),
        ("fertiliser", ("fertilizers", "Düngemittel", "fertilizante", "engrais")),
        ("rent", ("rents", "Mietpreise", "alquileres", "loyers")),
        ("heat", ("heatwave", "Hitzewelle", "ola de calor", "canicule")),
        ("emission", ("emissions", "Ausstoß", "emisiones", "émissions")),
        ("wage", ("salaries", "Löhne", "salarios", "salaires")),
        ("election", ("elections", "Landtagswahlen", "elecciones", "élections")),
        ("patient", ("patients", "Patientinnen", "pacientes", "patients")),
        ("prosecutor", ("prosecutors", "Staatsanwaltschaft", "fiscalía", "procureur")),
        ("waste", ("waste", "Plastikabfälle", "residuos", "déchets")),
        ("germany", ("Germans", "deutschen", "alemanes", "allemandes")),
    ],
)
def test_the_same_concept_in_four_languages(concept: str, words: tuple[str, ...]) -> None:
    """A word and its translations share their concept, in whatever form they stand."""
    for language, word in zip(SERVED, words, strict=True):
        assert concept in _of(word, language), (language, word)


@pytest.mark.parametrize(
    ("concept", "italian", "portuguese"),
    [
        ("refugee", "i profughi", "dos refugiados"),
        ("mosque", "moschee", "mesquitas"),
        ("medicine", "farmaci", "medicamentos"),
        ("smuggling", "contrabbando", "contrabando"),
        ("fish", "pesci", "peixes"),
        ("rent", "affitti", "rendas de casa"),
        ("wage", "stipendi", "salários"),
        ("election", "elezioni", "eleições"),
        ("prosecutor", "procuratore", "procuradores"),
        ("waste", "rifiuti", "resíduos"),
        ("germany", "tedeschi", "alemães"),
        ("unemployment", "disoccupati", "desempregados"),
        ("vaccine", "vaccini", "vacinas"),
        ("hospital", "ospedali", "hospitais"),
        ("teacher", "insegnanti", "professores"),
        ("farmer", "agricoltori", "agricultores"),
        ("strike", "scioperi", "greves"),
        ("complaint", "reclami", "queixas"),
        ("subscription", "abbonamenti", "assinantes"),
        ("woman", "donne", "mulheres"),
        ("soldier", "soldati", "soldados"),
        ("buy", "comprato", "compraram"),
        ("rise", "aumentate", "aumentou"),
    ],
)
def test_the_same_concept_in_italian_and_portuguese(concept: str, italian: str, portuguese: str) -> None:
    """Words that were chosen before the columns were read."""
    assert concept in _of(italian, "it")
    assert concept in _of(portuguese, "pt")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Zigarettenschmuggel", {"cigarette", "smuggling"}),
        ("Waffenhandel", {"weapon", "trafficking"}),
        ("Koranverteilung", {"muslim", "distribute"}),
        ("Fischsterben", {"fish", "fish_kill"}),
        ("Stadtrats", {"city", "committee"}),
    ],
)
def test_a_german_compound_gives_both_its_parts(word: str, expected: set[str]) -> None:
    """The first part by its beginning, the last by its end, or by an entry of its own."""
    assert expected <= set(_of(word, "de"))


@pytest.mark.parametrize(
    ("word", "language", "wrong"),
    [
        ("misshandelt", "de", "trade"),
        ("behandelt", "de", "trade"),
        ("angekündigt", "de", "dismiss"),
        ("Demokraten", "de", "committee"),
        ("schottische", "de", "furniture"),
        ("Mannschaft", "de", "custody"),
        ("Frankreich", "de", "wealth"),
        ("warned", "en", "war"),
        ("careful", "en", "car"),
        ("particular", "es", "party"),
        ("mais", "fr", "harvest"),
        ("été", "fr", "birth"),
    ],
)
def test_a_likeness_of_letters_is_no_concept(word: str, language: str, wrong: str) -> None:
    """Words that only begin or end like another keep clear of its concept."""
    assert wrong not in _of(word, language)


def test_a_phrase_takes_up_its_words() -> None:
    """The longest phrase wins, and its words are not read again alone."""
    assert "state" not in _of("the United States", "en")
    assert "state" in _of("the united front of the states", "en")
    assert set(_of("North Korea", "en")) == {"north_korea", "korea"}


def test_concepts_come_in_the_order_of_the_text_and_once() -> None:
    """Order of first mention, no repeats."""
    assert _of("migrants, then taxes, then migrants", "en")[0] == "migrant"
    assert _of("migrants migrants", "en") == ("migrant",)


def test_other_languages_are_read_as_english() -> None:
    """As with the other word lists; a region after the language does no harm."""
    assert _of("refugees", "sv") == _of("refugees", "en")
    assert _of("Flüchtlinge", "de-AT") == _of("Flüchtlinge", "de") == ("refugee",)


def test_signs_of_currency_are_words() -> None:
    """A dollar sign and the word for it are one concept."""
    assert "dollar" in _of("$5", "en")
    assert "dollar" in _of("5 dólares", "es")
    assert "percent" in _of("5 %", "fr")
    assert "percent" in _of("5 Prozent", "de")


def test_words_of_every_day_can_be_told_apart() -> None:
    """What says little of a text's matter is marked."""
    assert is_common("make")
    assert not is_common("refugee")


def test_plain_takes_off_case_accents_and_ligatures() -> None:
    """The form in which words are matched."""
    assert plain("Größe Œuvre ÑANDÚ İl") == "grosse oeuvre nandu il"
    assert plain_words("l'après-midi, 12 %") == ["l", "apres", "midi", "12", "%"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("desillusioniert", "disillusioned"),
        ("seminare", "seminarios"),
        ("salafistische", "salafi"),
        ("kokain", "cocaine"),
        ("farmaceuticos", "pharmaceuticals"),
        ("infraestructura", "infrastructure"),
        ("nitrat", "nitrates"),
    ],
)
def test_cognates_are_alike(one: str, other: str) -> None:
    """Spelling rules apart, one origin shows."""
    assert cognate(one, other) >= 0.6


@pytest.mark.parametrize(("one", "other"), [("wasser", "wahl"), ("prison", "prince"), ("de", "des"), ("arm", "armee")])
def test_chance_likeness_is_not(one: str, other: str) -> None:
    """Short words and common first letters are no evidence."""
    assert cognate(one, other) < 0.6


_WORDS = st.text(alphabet="abcdefghilmnoprstuvz", max_size=14)


@given(_WORDS, _WORDS)
def test_cognate_is_symmetric_and_between_nought_and_one(one: str, other: str) -> None:
    """A likeness, not a direction; a word is wholly like itself."""
    assert 0.0 <= cognate(one, other) <= 1.0
    assert cognate(one, other) == cognate(other, one)
    assert cognate(one, one) == 1.0


@given(st.text(max_size=80), st.sampled_from(BRIDGED))
def test_any_text_gives_known_concepts_each_once(text: str, language: str) -> None:
    """Whatever comes in, what comes out stands in the list, without the theme of what is blocked."""
    found = _of(text, language)
    assert len(found) == len(set(found))
    assert set(found) <= set(concept_names())


@given(st.lists(_WORDS, max_size=12), st.sampled_from(BRIDGED))
def test_a_lone_word_is_read_as_within_a_list(words: list[str], language: str) -> None:
    """Outside phrases each word speaks for itself: every concept found alone is found again, or a phrase took it."""
    for word in words:
        assert set(concepts([word], language)) == set(word_concepts(word, language))
