"""Sources outside a thread: by a word of a body's name, by its name in another language, and whose somebody is; however many there are."""

from __future__ import annotations

import random

import pytest
from tests.costs import assert_linear, cpu_seconds

from sayso.across.named_abroad import NamesAbroad
from sayso.across.rest_words import rest_words
from sayso.across.sources import Mention, Sources
from sayso.align import cognates, read_words

_SYLLABLES = ("bra", "dor", "fen", "gul", "kam", "lis", "mor", "nev", "pol", "rud", "sal", "tor", "vik", "zan")


def _name(number: int) -> str:
    """A word of its own for each number."""
    some = random.Random(number)  # noqa: S311 - a made name is no secret
    return "".join(some.choice(_SYLLABLES) for _ in range(4)).capitalize()


def _bodies(number: int, kind: str, language: str) -> list[Mention]:
    names = (f"{_name(at)} {kind}" for at in range(number))
    return [Mention(name, name, language) for name in names]


@pytest.mark.parametrize(
    ("words", "language", "owned"),
    [
        ("its president, Anna Berg", "en", True),
        ("Its president", "en", True),
        ("Son Heung-min", "en", False),
        ("son Heung-min", "fr", False),
        ("son président, Alain Morvel", "fr", True),
        ("Su Tseng-chang", "es", False),
        ("Su presidenta, Ana Vidal", "es", True),
        ("Sein Win", "en", False),
        ("sein Sprecher Jens Harms", "de", True),
        ("su presidenta", "en", False),
        ("o seu presidente", "pt", True),
    ],
)
def test_whose_somebody_is_is_told_in_the_texts_language(words: str, language: str, owned: bool) -> None:  # noqa: FBT001
    """A name that looks like "his" or "its" in another language, or before a capital letter, is a name."""
    assert rest_words().is_owned(words, language) is owned


@pytest.mark.parametrize(
    ("words", "language", "owners"),
    [
        ("the trust’s warden Hal Brennock", "en", ["trust"]),
        ("the president of the union", "en", ["president", "union"]),
        ("der Leiter des Hafenamts", "de", ["Leiter", "Hafenamts"]),
        ("la presidenta del consejo", "es", ["consejo"]),
        ("Guillermo del Toro", "es", []),
        ("Leonardo da Vinci", "pt", []),
        ("Francisco de la cruz", "en", []),
        ("the trust", "xx", []),
    ],
)
def test_what_leads_to_whose_is_of_the_texts_language(words: str, language: str, owners: list[str]) -> None:
    """Parts of names lead to nobody."""
    assert rest_words().owners(words, language) == owners


def test_a_word_is_held_against_every_body() -> None:
    """The last of hundreds is found, and where another one has the word too, neither is."""
    many = _bodies(200, "office", "en")
    last = Mention("Zwelling Trust", "Zwelling Trust", "en")
    assert Sources((*many, last)).headed("trust", "en") == "s:zwelling trust"
    rival = Mention("Zyrian Trust", "Zyrian Trust", "en")
    assert Sources((*many, last, rival)).headed("trust", "en") is None
    assert Sources(many).headed("office", "en") is None
    assert Sources(many).headed("", "en") is None


def test_a_name_is_looked_for_among_all() -> None:
    """In a text of another language; where two stand in it, neither is meant."""
    many = _bodies(200, "office", "en")
    last = Mention("Banco de Zwellares", "Banco de Zwellares", "es")
    text = "Sono cadute due gru, ha comunicato il Banco di Zwellares."
    assert Sources((*many, last)).named_in(text, "it") == "s:banco de zwellares"
    rival = Mention("Banca Zymares", "Banca Zymares", "es")
    both = "Lo dicono il Banco di Zwellares e la Banca Zymares."
    assert Sources((*many, last)).named_in(both, "it") == "s:banco de zwellares"
    assert Sources((*many, last, rival)).named_in(both, "it") is None
    assert Sources((last,)).named_in(text, "es") is None  # not of another language


def test_the_index_finds_what_a_look_at_each_finds() -> None:
    """By the same keys and cognates."""
    texts = [
        "Il ministro dell'economia",
        "La Banca centrale di Tresmares",
        "Direção-Geral da Saúde de Morvel",
        "Tresmares e Morvel",
    ]
    names = [
        "Banco Central de Tresmares",
        "ministry of economics",
        "Direction générale de la santé",
        "Morvel Tresmares",
    ]
    read = {at: read_words(name, "es" if at % 2 == 0 else "fr") for at, name in enumerate(names)}
    index = NamesAbroad(read)
    found = 0
    for text in texts:
        given = read_words(text, "it")
        keys = frozenset(key for word in given for key in word.keys)
        each = {at for at, name in read.items() if all(word.keys & keys or cognates(word, given) for word in name)}
        assert set(index.within(given)) == each
        found += len(each)
    assert found > 1


def test_the_cost_is_linear_in_bodies_and_looks() -> None:
    """Each body is looked for once by a word and once by its name; names share their words, as those of towns and fields do."""

    def seconds(number: int) -> float:
        names = (f"{_name(at % 40)} {_name(1000 + at // 40)} trust" for at in range(number))
        some = [Mention(name, name, "en") for name in names]
        sources = Sources(some)
        texts = [f"Due gru, dice {one.name}." for one in some]

        def look() -> None:
            for one, text in zip(some, texts, strict=True):
                sources.headed(one.name.partition(" ")[0], "en")
                sources.named_in(text, "it")

        return cpu_seconds(look)

    assert_linear(seconds, 60, 480)
