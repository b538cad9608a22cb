"""The encoder of meaning: translations lie near one another, the same text gives the same, weights that are missing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.costs import assert_linear, cpu_seconds

from sayso.language import meaning, weights
from sayso.language.meaning import MeaningReader, meaning_problem, meaning_reader

#: The same three sentences in six languages, written for this test.
SENTENCES = {
    "en": (
        "The ferry to the island was cancelled.",
        "Her brother sells bread at the market.",
        "Prices rose by a fifth.",
    ),
    "de": (
        "Die Fähre zur Insel fiel aus.",
        "Ihr Bruder verkauft Brot auf dem Markt.",
        "Die Preise stiegen um ein Fünftel.",
    ),
    "es": (
        "El ferri a la isla fue cancelado.",
        "Su hermano vende pan en el mercado.",
        "Los precios subieron una quinta parte.",
    ),
    "fr": (
        "Le ferry pour l'île a été annulé.",
        "Son frère vend du pain au marché.",
        "Les prix ont augmenté d'un cinquième.",
    ),
    "it": (
        "Il traghetto per l'isola è stato cancellato.",
        "Suo fratello vende pane al mercato.",
        "I prezzi sono saliti di un quinto.",
    ),
    "pt": ("O ferry para a ilha foi cancelado.", "O irmão dela vende pão no mercado.", "Os preços subiram um quinto."),
}
PIECES = st.sampled_from(
    ["The weir", "“", ".", "12 %", "Łódź", "北京", "\u202e", "\ud800", "</s>", "<mask>", "x" * 300]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map(" ".join))


def _reader() -> MeaningReader:
    assert meaning_problem() is None
    found = meaning_reader()
    assert found is not None
    return found


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_lies_nearest_to_its_translations(language: str) -> None:
    """Of three sentences in another language, its own translation is the nearest; and by far."""
    reader = _reader()
    asked = reader.vectors(SENTENCES["en"], "en").astype(np.int32)
    alike = asked @ reader.vectors(SENTENCES[language], language).astype(np.int32).T / reader.scale**2
    assert alike.argmax(1).tolist() == [0, 1, 2]
    assert alike.diagonal().min() > 0.5
    assert (alike - np.eye(3) * 2).max() < 0.3


@settings(max_examples=30)
@given(texts=st.lists(TEXTS, max_size=4), language=st.sampled_from(["en", "de-AT", "und", "pl"]))
def test_any_text(texts: list[str], language: str) -> None:
    """Law: no text raises; each gets a row of the length that is told; and the same row, whatever stands beside it."""
    reader = _reader()
    found = reader.vectors(texts, language)
    assert found.shape == (len(texts), reader.width)
    assert found.dtype == np.int8
    lengths = np.linalg.norm(found.astype(float), axis=1)
    assert np.all(abs(lengths / reader.scale - 1) < 0.05)
    for text, row in zip(texts, found, strict=True):
        assert (reader.vectors([text], language)[0] == row).all()


def test_what_is_far_behind_is_not_read() -> None:
    """A text is read up to its 512th piece: a book of one sentence costs no more than a page of it."""
    reader = _reader()
    page = "The weir is old and the river is wide. " * 60
    assert (reader.vectors([page * 20], "en") == reader.vectors([page], "en")).all()
    assert (
        cpu_seconds(lambda: reader.vectors([page * 400], "en"))
        < 4 * cpu_seconds(lambda: reader.vectors([page], "en")) + 0.05
    )


def test_cost_is_linear() -> None:
    """Four times as many texts cost about four times as much."""
    reader = _reader()
    assert_linear(
        lambda size: cpu_seconds(lambda: reader.vectors(["The Russian weir is old."] * size, "en")), 40, 160, least=0.05
    )


def test_the_card_names_the_weights() -> None:
    """The card beside the weights gives the hashes of the files that lie there."""
    folder = files("sayso.language").joinpath("models", "meaning")
    card = folder.joinpath("CARD.md").read_text(encoding="utf-8")
    for known in json.loads(folder.joinpath("facts.json").read_bytes())["sha256"].values():
        assert known in card


@pytest.fixture
def spoilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the weights that a test may spoil."""
    copy = tmp_path / "meaning"
    shutil.copytree(str(files("sayso.language").joinpath("models", "meaning")), copy)
    monkeypatch.setattr(weights, "_folder", lambda _name: copy)
    for cached in (weights.weights_problem, meaning.meaning_reader):
        cached.cache_clear()
    yield copy
    for cached in (weights.weights_problem, meaning.meaning_reader):
        cached.cache_clear()


@pytest.mark.parametrize("file", ["encoder.onnx", "tokenizer.json", "facts.json"])
def test_missing_weights_are_a_problem_with_the_mend(spoilt: Path, file: str) -> None:
    (spoilt / file).unlink()
    told = meaning_problem()
    assert told is not None
    assert told.code == "weights"
    assert "missing" in told.message
    assert "install sayso again" in told.hint
    assert meaning_reader() is None


def test_damaged_weights_are_not_run(spoilt: Path) -> None:
    content = bytearray((spoilt / "encoder.onnx").read_bytes())
    content[len(content) // 2] ^= 1
    (spoilt / "encoder.onnx").write_bytes(content)
    told = meaning_problem()
    assert told is not None
    assert "damaged" in told.message
    assert meaning_reader() is None
