"""Words, terms and names are the same however they are spelt."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.language.words import names, skeleton, terms, terms_and_names, words

ANY_TEXT = st.text(max_size=200)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Größe, Straße; ÉLÉVÉ", ["grosse", "strasse", "eleve"]),
        ("Łódź and Øresund, œuvre", ["lodz", "and", "oresund", "oeuvre"]),
        ("5G, covid19", ["5", "g", "covid", "19"]),
        ("30,000 30.000 30’000 1.234.567", ["30000", "30000", "30000", "1234567"]),
        ("4.5 4,5 12.03.2016", ["4.5", "4.5", "12-03-2016"]),
        ("co\u00adope\u200brate a\u00a0b", ["cooperate", "a", "b"]),
        ("e\u0301te\u0301 ﬁght", ["ete", "fight"]),
        ("snake_case don't", ["snake", "case", "don", "t"]),
        ("—…!", []),
    ],
)
def test_words_are_plain_tokens(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(ANY_TEXT)
def test_words_of_words_are_the_same(text: str) -> None:
    """A token is never split or changed by being read again, and holds no space that an index would split at."""
    found = words(text)
    assert all(not any(char.isspace() for char in word) for word in found)
    assert words(" ".join(found)) == found or any("-" in word or "." in word or len(word) >= 40 for word in found)


@given(ANY_TEXT, st.sampled_from(["en", "de", "es", "fr", "it", "pt", "sv", "und", "de-AT", ""]))
def test_terms_hold_no_space_and_come_from_words(text: str, language: str) -> None:
    """Any text in any language gives terms: no stemmer fails, none gives nothing or a space."""
    found = terms(text, language)
    assert all(term and not any(char.isspace() for char in term) for term in found)
    assert found == terms(text.replace(" ", "\u00a0"), language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "The fighters were returning.", "a fighter returns"),
        ("de", "Die Kämpfer kehrten zurück.", "der Kämpfern zurück kehrten"),
        ("de", "mit den Behörden", "Behörde"),
        ("es", "los combatientes alemanes", "un combatiente alemán"),
        ("fr", "les autorités européennes", "l’autorité européenne"),
        ("de-CH", "in der Strasse", "die Straße"),
    ],
)
def test_forms_of_a_word_share_a_term(language: str, one: str, other: str) -> None:
    assert set(terms(one, language)) == set(terms(other, language))


def test_terms_keep_numbers_and_drop_stop_words() -> None:
    assert terms("There were 30,000 of them in 4.5 years, says the U.S.", "en") == ["30000", "4.5", "year"]


def test_a_language_without_lists_keeps_its_words() -> None:
    assert terms("Och den andra är Öppen", "sv") == ["och", "den", "andra", "ar", "oppen"]


@pytest.mark.parametrize(
    "spellings",
    [
        "Libya Libyen Libia Libye Líbia Libyens",
        "Turkey Türkei Turquía Turquie Türkiye",
        "Chad Tschad Tchad",
        "Sweden Schweden Suecia Suède Svezia Suécia",
        "Moscow Moskau Moscú Moscou Mosca",
        "Brussels Brüssel Bruselas Bruxelles",
        "Athens Athen Atenas Athènes",
        "Raqqa Rakka Raqa",
        "Putin Poutine",
        "Rome Rom Roma",
        "Istanbul Estambul",
        "Europol",
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: str) -> None:
    keys = {tuple(names(spelling)) for spelling in spellings.split()}
    assert len(keys) == 1
    assert all(len(key) == 1 for key in keys)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left the United Kingdom for Saudi Arabia.", ["territory:GB", "territory:SA"]),
        ("In den Vereinigten Staaten", ["territory:US"]),
        ("aus Saudi-Arabien und der Europäischen Union", ["territory:SA", "territory:EU"]),
        ("los Estados Unidos y Arabia Saudí", ["territory:US", "territory:SA"]),
        ("the U.S. and the UK told us", ["territory:US", "territory:GB"]),
        ("die deutschen", ["language:de"]),
        ("las autoridades alemanas", ["language:de"]),
        ("les forces françaises", ["language:fr"]),
        ("a fines de 2016", []),
        ("The others said nothing.", []),
        ("Die Welt", ["vlt"]),
    ],
)
def test_names_in_running_text(text: str, expected: list[str]) -> None:
    """The longest name of a territory wins, abbreviations need capitals, stop words at a sentence's start are no names."""
    assert names(text) == expected


def test_different_names_have_different_keys() -> None:
    """Crude keys must still tell well-known names apart."""
    known = "London Berlin Madrid Lisbon Vienna Warsaw Prague Dublin Merkel Macron Rajoy Frontex Europol Interpol Niger Nigeria"
    assert len({key for name in known.split() for key in names(name)}) == len(known.split())


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=30))
@example("ῲ")
def test_every_name_has_a_skeleton_without_spaces(name: str) -> None:
    """Whatever letters a name has, its key is some text, the same each time."""
    if words(name):
        assert skeleton(name)
        assert skeleton(name) == skeleton(name.upper() if name.upper().casefold() == name.casefold() else name)


@given(ANY_TEXT, st.sampled_from(["en", "de", "es", "fr", "sv", "und", "de-AT", ""]))
@example("İstanbul ΣΑΣ'Σ ²5G The Gambia, South 5 Africa", "en")
@example("a\u0307 ﬁn ½ ፩ Ⓐ Saudi-Arabien the Germans' EU", "de")
def test_terms_and_names_from_one_pass_are_those_from_two(text: str, language: str) -> None:
    assert terms_and_names(text, language) == (terms(text, language), names(text))


def test_words_are_linear_in_the_text() -> None:
    """No text makes the tokens' pattern go back over what it has read."""
    for nasty in ("1," * 50_000, "1.1" * 50_000, "a'" * 50_000, "\u0301" * 100_000, "A" * 100_000):
        assert isinstance(words(nasty), list)
        assert isinstance(names(nasty), list)
        assert isinstance(terms(nasty, "de"), list)
