"""The readers of claims: laws that hold for any text, names that change nothing, weights that are missing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.costs import assert_linear, cpu_seconds

from sayso.extract.claims.cues import cues
from sayso.extract.claims.sorts import sort_of
from sayso.language import claimed, weights
from sayso.language.claimed import Answer, ClaimsReader, claims_problem, claims_reader
from sayso.language.encoder import Unread
from sayso.language.fold import fold
from sayso.language.tokens import tokens
from sayso.pipeline import analyse
from sayso.reading import read_text

LANGUAGES = ("en", "de", "es", "fr", "it")
PIECES = st.sampled_from(
    ["The weir", "must", "“", "”", ".", "?", "12 %", "Russia", "\u202e", "\ud800", "[SEP]", "x" * 300]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map(" ".join))
OPINION = {
    "en": "This plan is a disgrace and an insult to everybody who pays for it.",
    "de": "Dieser Plan ist eine Schande und eine Beleidigung für alle, die ihn bezahlen.",
    "es": "Este plan es una vergüenza y un insulto para quienes lo pagan.",
    "fr": "Ce plan est une honte et une insulte à tous ceux qui le paient.",
    "it": "Questo piano è una vergogna e un insulto per chi lo paga.",
}
NAMED = {
    "en": ("The {} government said that {} would leave the treaty.", ("Russian", "Russia"), ("Saudi", "Saudi Arabia")),
    "de": (
        "Die {} Regierung sagte, {} werde den Vertrag verlassen.",
        ("russische", "Russland"),
        ("türkische", "Polen"),
    ),
    "es": ("El gobierno {} dijo que {} dejará el tratado.", ("ruso", "Rusia"), ("turco", "Polonia")),
}


def _reader(language: str) -> ClaimsReader:
    assert claims_problem(language) is None
    found = claims_reader(language)
    assert found is not None
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_opinion_is_told(language: str) -> None:
    """A plain judgement is taken for an opinion and for subjective, and is not what is worth checking."""
    text = OPINION[language]
    answers = _reader(language).read([Unread(10, text, (10,))]).ask(10, 10 + len(text))
    assert answers is not None
    assert answers["sort"].shares[2] == max(answers["sort"].shares)
    assert answers["subjective"].shares[0] > 0.5 > answers["worth"].shares[0]


@settings(max_examples=30)
@given(texts=st.lists(TEXTS, max_size=3), start=st.integers(0, 3000), size=st.integers(0, 200))
def test_any_text(texts: list[str], start: int, size: int) -> None:
    """Law: no text raises, shares lie between 0 and 1, those of several answers add up to one, and the same text gives the same."""
    reader = _reader("en")
    every = [Unread(1000 * number, text, (1000 * number,)) for number, text in enumerate(texts)]
    found = reader.read(every)
    answers = found.ask(start, start + size)
    assert answers == reader.read(every).ask(start, start + size)
    for name, answer in (answers or {}).items():
        assert all(0 <= share <= 1 for share in answer.shares)
        assert name not in {"sort", "certainty"} or sum(answer.shares) == pytest.approx(1, abs=1e-3)
        words = found.words("worth", start, start + size)
        assert len(words) <= 3
        assert list(words) == sorted(words)


def test_where_nothing_was_read_nothing_is_said() -> None:
    """A place without words has no answers."""
    found = _reader("en").read([Unread(0, "The weir is old.", (0,))])
    assert found.ask(100, 200) is None
    assert found.words("worth", 100, 200) == ()


@pytest.mark.parametrize("language", NAMED)
def test_names_change_nothing(language: str) -> None:
    """Another nation's name, of one word or two, gives the very same numbers."""
    frame, *names = NAMED[language]
    one, other = (_reader(language).read([Unread(0, frame.format(*name), (0,))]) for name in names)
    assert one.ask(0, 300) == other.ask(0, 300)


@pytest.mark.parametrize("language", ["en", "de"])
def test_cost_is_linear(language: str) -> None:
    """Four times the text costs about four times as much."""
    reader = _reader(language)

    def seconds(size: int) -> float:
        return cpu_seconds(lambda: reader.read([Unread(0, "The Russian weir is old. " * size, (0,))]))

    assert_linear(seconds, 400, 1600, least=0.05)


@pytest.mark.parametrize("name", ["claims-en", "claims-many"])
def test_the_card_names_the_weights(name: str) -> None:
    """The card beside the weights gives the hashes of the files that lie there."""
    folder = files("sayso.language").joinpath("models", name)
    card = folder.joinpath("CARD.md").read_text(encoding="utf-8")
    for known in json.loads(folder.joinpath("facts.json").read_bytes())["sha256"].values():
        assert known in card


@pytest.fixture
def spoilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the weights that a test may spoil."""
    copy = tmp_path / "claims-many"
    shutil.copytree(str(files("sayso.language").joinpath("models", "claims-many")), copy)
    monkeypatch.setattr(weights, "_folder", lambda _name: copy)
    for cached in (weights.weights_problem, weights.encoder, claimed.claims_reader):
        cached.cache_clear()
    yield copy
    for cached in (weights.weights_problem, weights.encoder, claimed.claims_reader):
        cached.cache_clear()


def test_without_weights_word_lists_tell(spoilt: Path) -> None:
    """Missing weights are a problem with the mend, and claims are still found and sorted."""
    (spoilt / "layers.onnx").unlink()
    told = claims_problem("de")
    assert told is not None
    assert told.code == "weights"
    assert "missing" in told.message
    assert claims_reader("de") is None
    analysis = analyse(read_text("Die Brücke sollte noch in diesem Jahr gesperrt werden."))
    assert [claim.sort for claim in analysis.claims] == ["normative"]
    assert [problem.code for problem in analysis.problems] == ["weights"]


def test_languages_without_weights_have_no_problem() -> None:
    """Where there are no weights, nothing is missing."""
    assert claims_reader("pl") is None
    assert claims_problem("pl") is None


def test_lists_of_another_language_do_not_speak() -> None:
    """Where an encoder answers, only the lists of the text's own language move it; where none does, any list is better than none."""
    lists = cues("en")
    row = tokens(fold("i treni should passano"), 0, "it")
    answers = {"sort": Answer((0.6, 0.05, 0.05, 0.2, 0.05, 0.05))}
    assert sort_of(row, (), lists, answers, counted=False, asks=False) == "normative"
    assert sort_of(row, (), lists, answers, counted=False, asks=False, listed=False) == "fact"
    assert sort_of(row, (), lists, counted=False, asks=False, listed=False) == "normative"
