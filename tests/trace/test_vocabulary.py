"""The words of a whole document, looked up one by one: the same answers as by a look at each, at a cost that does not grow with the document."""

from __future__ import annotations

import random

import pytest
from tests.costs import assert_linear, cpu_seconds

from sayso.align import Word, cognates, read_words
from sayso.language.words import names
from sayso.trace.drifts.vocabulary import Vocabulary, vocabulary

_TEXT = (
    "Die Landesregierung von Nordmark hat im Frühjahr 1.200 Wohnungen für Studierende gefördert. In Libyen und in Rumänien "
    "arbeiteten Universitäten, Kommissionen und Organisationen an einem Programm für Qualifikation und Integration."
)
_ASKED = {
    "en": "The organisations and universities of Libya integrate students, nurses and pilots; qualification programmes in Romania",
    "fr": "Les commissions et les universités de Roumanie, des logements pour les étudiants, un programme d’intégration, une girafe",
    "de": "Wohnungen, Universität, Kommission, Giraffe, Nordmark, Studierende",
}


def _looks(word: Word, text: str, language: str, named: str) -> bool:
    """Whether a word is in a text, by a look at each of its words."""
    words = read_words(text, language)
    keys = frozenset(key for one in words for key in one.keys)
    return bool(word.keys & keys) or bool(word.keys & frozenset(names(named))) or cognates(word, words)


@pytest.mark.parametrize("language", sorted(_ASKED))
def test_a_word_is_found_as_by_a_look_at_each(language: str) -> None:
    """By a key, by a name, as a cognate; and what is not there is not found."""
    given = vocabulary(_TEXT, "de")
    found = {word.text: given.has(word) for word in read_words(_ASKED[language], language)}
    assert found == {word.text: _looks(word, _TEXT, "de", _TEXT) for word in read_words(_ASKED[language], language)}
    assert {True, False} <= set(found.values())


def test_names_may_be_those_of_more() -> None:
    """A paragraph's words and the names of the whole article."""
    word = read_words("Libyen", "de")[0]
    assert not vocabulary("Zwei Kräne fehlen.", "de").has(word)
    assert vocabulary("Zwei Kräne fehlen.", "de", "Zwei Kräne fehlen. So ist es in Libyen.").has(word)


def test_nothing_has_no_words() -> None:
    assert vocabulary("", "en") == Vocabulary(frozenset(), frozenset(), {})


def test_the_cost_is_linear_in_a_long_document() -> None:
    """Each sentence of a document asks for some words: they are read once, and each is looked up among few."""
    some = random.Random(7)  # noqa: S311 - made words are no secret
    made = ["".join(some.choice("bdfglmnprst") + some.choice("aeiou") for _ in range(4)) for _ in range(2000)]
    asked = [word for at in range(40) for word in read_words(made[at], "en")]

    def seconds(sentences: int) -> float:
        lines = [" ".join(some.choice(made) for _ in range(12)) + "." for _ in range(sentences)]
        text = " ".join(lines)
        return cpu_seconds(lambda: [vocabulary(text, "en").has(asked[at % 40]) for at in range(sentences)])

    assert_linear(seconds, 200, 1600)
