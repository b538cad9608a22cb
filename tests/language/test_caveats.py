"""The reader of caveats: plain cases in six languages, names that move nothing, laws that hold for any text, weights that are missing."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Iterator
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.costs import cpu_seconds
from tests.scripts import script

from sayso.language import caveats, meaning, weights
from sayso.language.caveats import CaveatsReader, caveats_problem, caveats_reader

#: Written for this test: a caveat and two other sentences, none of which was learned from.
CASES = {
    "en": (
        "Farms that did not send the form back are not in the figure.",
        "The minister praised the farmers on Friday.",
        "Only two farms grow hops.",
    ),
    "de": (
        "Höfe, die den Bogen nicht zurückschickten, fehlen in der Zahl.",
        "Die Ministerin lobte die Bauern am Freitag.",
        "Nur zwei Höfe bauen Hopfen an.",
    ),
    "es": (
        "Las granjas que no devolvieron el formulario no están en la cifra.",
        "La ministra elogió a los agricultores el viernes.",
        "Solo dos granjas cultivan lúpulo.",
    ),
    "fr": (
        "Les fermes qui n’ont pas renvoyé le formulaire manquent dans ce chiffre.",
        "La ministre a félicité les agriculteurs vendredi.",
        "Deux fermes seulement cultivent du houblon.",
    ),
    "it": (
        "Le aziende che non hanno rispedito il modulo mancano nel dato.",
        "La ministra ha lodato gli agricoltori venerdì.",
        "Solo due aziende coltivano luppolo.",
    ),
    "pt": (
        "As quintas que não devolveram o formulário não estão no número.",
        "A ministra elogiou os agricultores na sexta-feira.",
        "Só duas quintas cultivam lúpulo.",
    ),
}
SWAPS = [
    ("en", "The {} figures were never checked by anyone outside the ministry.", ("Russian", "Swedish", "Nigerian")),
    ("en", "Nobody counted the homes that {} owns abroad.", ("China", "Ireland", "New Zealand")),
    ("de", "Fälle aus {} sind darin nicht enthalten.", ("Polen", "Syrien", "Japan")),
    ("es", "Los datos de {} aún no se han revisado.", ("Marruecos", "Suecia", "Israel")),
    ("fr", "Les cas venus d’{} n’y figurent pas.", ("Allemagne", "Iran", "Ukraine")),
]
PIECES = st.sampled_from(["The figures", "not", "“", ".", "12 %", "\u202e", "\ud800", "</s>", "x" * 300])
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map(" ".join))


def _reader() -> CaveatsReader:
    assert caveats_problem() is None
    found = caveats_reader()
    assert found is not None
    return found


@pytest.mark.parametrize("language", CASES)
def test_a_caveat_is_heard(language: str) -> None:
    """What is missing in a figure is surely a caveat; praise and another fact are not taken for one, "only" or not."""
    reader = _reader()
    caveat, *others = (reader.odds(text, language) for text in CASES[language])
    assert caveat >= reader.sure
    assert max(others) < reader.sure


@pytest.mark.parametrize(("language", "sentence", "names"), SWAPS)
def test_names_move_nothing(language: str, sentence: str, names: tuple[str, ...]) -> None:
    """Another nation in its place gives the very same odds."""
    reader = _reader()
    assert len({reader.odds(sentence.format(name), language) for name in names}) == 1


@settings(max_examples=30)
@given(text=TEXTS, other=TEXTS, language=st.sampled_from(["en", "de-AT", "und", "pl"]))
def test_any_text(text: str, other: str, language: str) -> None:
    """Law: no text raises, odds are finite and stay the same, and likeness is the same both ways."""
    reader = _reader()
    odds = reader.odds(text, language)
    assert math.isfinite(odds)
    likeness = reader.likeness((text, language), (other, "fr"))
    assert likeness == pytest.approx(reader.likeness((other, "fr"), (text, language)))
    caveats._vector.cache_clear()
    assert reader.odds(text, language) == odds


def test_languages_are_told() -> None:
    """Six languages are served, no others."""
    reader = _reader()
    assert all(reader.serves(language) for language in (*CASES, "de-AT"))
    assert not reader.serves("ru")


def test_what_was_asked_lately_costs_nothing() -> None:
    """A sentence is encoded once, and no more than its first thousand characters are."""
    reader = _reader()
    long = "The figures are provisional. " * 30_000
    first = cpu_seconds(lambda: reader.odds(long, "en"))
    assert first < 2
    assert reader.odds(long, "en") == reader.odds(long[:1000], "en")
    assert cpu_seconds(lambda: [reader.odds(long, "en") for _ in range(100)]) < first + 0.1


def test_the_card_names_the_weights() -> None:
    """The card beside the weights gives the hash of the file that lies there."""
    folder = files("sayso.language").joinpath("models", "caveats")
    card = folder.joinpath("CARD.md").read_text(encoding="utf-8")
    for known in json.loads(folder.joinpath("facts.json").read_bytes())["sha256"].values():
        assert known in card


def test_the_weights_are_of_the_data_that_is_there() -> None:
    """What was learned from is what lies in data/caveats-training: after a change there, they are to be learned again."""
    data = script("caveats_training")
    digest = blake2b(digest_size=16)
    for language in data.LANGUAGES:
        digest.update((data.HERE / "learned" / f"{language}.txt").read_bytes())
    assert weights.facts("caveats")["data"] == digest.hexdigest()


@pytest.fixture
def spoilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the weights that a test may spoil."""
    source = files("sayso.language").joinpath("models")
    for name in ("caveats", "meaning"):
        shutil.copytree(Path(str(source.joinpath(name))), tmp_path / name)
    monkeypatch.setattr(weights, "_folder", lambda name: tmp_path / name)
    _forget()
    yield tmp_path
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for kept in (caveats.caveats_reader, caveats._vector, meaning.meaning_reader, weights.weights_problem):
        kept.cache_clear()


@pytest.mark.parametrize(("folder", "file"), [("caveats", "weights.json"), ("meaning", "encoder.onnx")])
@pytest.mark.parametrize("gone", [True, False])
def test_without_weights(spoilt: Path, folder: str, file: str, *, gone: bool) -> None:
    """Where a file is missing or damaged there is no reader, and the problem says which file."""
    path = spoilt / folder / file
    if gone:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"\0\0")
    problem = caveats_problem()
    assert problem is not None
    assert file in problem.message
    assert caveats_reader() is None
