"""The language of a text by parts of it: what they agree on holds, else all of it is asked."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from sayso.language import detect
from sayso.language.detect import MODEL, detect_language
from sayso.reading.tongue import _SEEN

ENGLISH = "The council said on Monday that the bridge will stay closed until the summer. "
GERMAN = "Der Stadtrat teilte am Montag mit, dass die Brücke bis zum Sommer gesperrt bleibt. "
SWEDISH = "Kommunen meddelade på måndagen att bron förblir avstängd till sommaren. "


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the classifier is asked."""
    told, classify = list[str](), detect._classify()

    def noted(text: str) -> tuple[str, float]:
        told.append(text)
        return classify(text)

    monkeypatch.setattr(detect, "_classify", lambda: noted)
    return told


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (GERMAN, "de"), (SWEDISH, "sv")])
def test_a_long_text_of_one_language_is_known_by_three_parts(text: str, language: str, asked: list[str]) -> None:
    """Nine hundred characters are looked at, however long it is."""
    assert detect_language(text * 60) == language
    assert [len(part) for part in asked] == [300, 300, 300]
    assert len(set(asked)) == 3


def test_a_short_text_is_looked_at_whole(asked: list[str]) -> None:
    """Three parts would be all of it."""
    assert detect_language(GERMAN * 8) == "de"
    assert asked == [GERMAN * 8]


@pytest.mark.parametrize("order", [(0, 1, 1), (1, 0, 1), (1, 1, 0)])
def test_parts_that_disagree_are_no_answer(order: tuple[int, ...], asked: list[str]) -> None:
    """A quotation in another language at the beginning, in the middle or at the end: all is asked, and more of it has its way."""
    few, many = ENGLISH * 8, GERMAN * 16
    assert detect_language("".join((few, many)[part] for part in order)) == "de"
    assert max(map(len, asked)) > 3000


def test_only_the_beginning_is_looked_at(asked: list[str]) -> None:
    """Six thousand characters, and nothing behind them."""
    assert detect_language(ENGLISH * 80 + GERMAN * 800) == "en"
    assert "Stadtrat" not in "".join(asked)


def test_signs_and_digits_are_of_no_language(asked: list[str]) -> None:
    """Nothing is asked, since anything would be answered."""
    assert detect_language("12,5 % - 30.000! " * 100) == "und"
    assert not asked


def test_the_model_is_the_one_of_its_card() -> None:
    """Its hash and its languages, which are those that a declared language is held against."""
    card = (MODEL.parent / "CARD.md").read_text(encoding="utf-8")
    assert sha256(MODEL.read_bytes()).hexdigest() in card
    assert set(LanguageIdentifier.from_modelpath(MODEL).labels) == _SEEN == set(re.findall(r"`([a-z]{2})`", card))


def test_each_language_has_the_score_that_the_whole_model_gives_it() -> None:
    """The package's own model, asked of the same languages."""
    whole, cut = LanguageIdentifier.from_model_file(MODEL_FILE), LanguageIdentifier.from_modelpath(MODEL)
    whole.set_languages(sorted(_SEEN))
    for text in (ENGLISH, GERMAN, SWEDISH, "საქართველოს მთავრობამ განაცხადა", "Мост будет закрыт до лета", "1 2 3", ""):
        assert dict(cut.rank(text)) == pytest.approx(dict(whole.rank(text)), rel=1e-5)
