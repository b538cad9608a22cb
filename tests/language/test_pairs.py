"""The reader of pairs: plain cases, laws that hold for any text, weights that are missing."""

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

from sayso.align.paired import Side, paired
from sayso.bench.written import figures_of
from sayso.language import pairs, weights
from sayso.language.pairs import Pair, PairsReader, pairs_problem, pairs_reader

PIECES = st.sampled_from(["The weir", "must", "“", ".", "12 %", "\u202e", "\ud800", "[SEP]", "</s>", "x" * 300])
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map(" ".join))
CASES = [
    ("More than 300 people came to the fair.", "en", "The fair drew 412 visitors.", "en", "supports"),
    ("Fewer than 300 people came to the fair.", "en", "The fair drew 412 visitors.", "en", "refutes"),
    ("More than 300 people came to the fair.", "en", "Zur Messe kamen 412 Menschen.", "de", "supports"),
    ("Fewer than 300 people came to the fair.", "en", "Zur Messe kamen 412 Menschen.", "de", "refutes"),
    ("More than 300 people came to the fair.", "en", "À la foire sont venues 412 personnes.", "fr", "supports"),
    ("Fewer than 300 people came to the fair.", "en", "A la feria acudieron 412 personas.", "es", "refutes"),
]


def _reader() -> PairsReader:
    assert pairs_problem() is None
    found = pairs_reader()
    assert found is not None
    return found


def _pair(claim: str, mine: str, passage: str, theirs: str) -> Pair:
    return paired(Side(claim, mine, figures_of(claim, mine)), Side(passage, theirs, figures_of(passage, theirs)))


@pytest.mark.parametrize(("claim", "mine", "passage", "theirs", "label"), CASES)
def test_a_bound_holds_or_does_not(claim: str, mine: str, passage: str, theirs: str, label: str) -> None:
    """A value within the claim's bound supports it, one beyond refutes it, across languages too."""
    (found,) = _reader().read([_pair(claim, mine, passage, theirs)])
    assert getattr(found, label) == max(found.supports, found.refutes, found.unsaid)


@settings(max_examples=30)
@given(claim=TEXTS, passage=TEXTS, other=TEXTS)
def test_any_text(claim: str, passage: str, other: str) -> None:
    """Law: no text raises, shares are of one, and a pair gives the same whatever it is run with."""
    reader = _reader()
    pair = _pair(claim, "en", passage, "de")
    (found,) = reader.read([pair])
    assert found.supports + found.refutes + found.unsaid == pytest.approx(1)
    assert min(found.supports, found.refutes, found.unsaid) >= 0
    assert reader.read([_pair(other, "fr", claim, "en"), pair])[1] == found


def test_languages_are_told() -> None:
    """Pairs in languages whose words the weights know are served, no others."""
    reader = _reader()
    assert reader.serves(Pair("One.", "Uno.", ("en-GB", "es")))
    assert not reader.serves(Pair("One.", "Один.", ("en", "ru")))


def test_cost_is_linear() -> None:
    """Four times the pairs cost about four times as much, and a passage's length is bounded."""
    reader = _reader()
    pair = _pair("More than 300 people came.", "en", "The fair drew 412 visitors. " * 4, "en")

    def seconds(count: int) -> float:
        return cpu_seconds(lambda: reader.read([pair] * count))

    assert_linear(seconds, 10, 40, least=0.05)


def test_the_card_names_the_weights() -> None:
    """The card beside the weights gives the hashes of the files that lie there."""
    folder = files("sayso.language").joinpath("models", "pairs")
    card = folder.joinpath("CARD.md").read_text(encoding="utf-8")
    for known in json.loads(folder.joinpath("facts.json").read_bytes())["sha256"].values():
        assert known in card


@pytest.fixture
def spoilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the weights that a test may spoil."""
    source = files("sayso.language").joinpath("models")
    for name in ("pairs", "claims-many"):
        shutil.copytree(Path(str(source.joinpath(name))), tmp_path / name)
    monkeypatch.setattr(weights, "_folder", lambda name: tmp_path / name)
    _forget()
    yield tmp_path
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for kept in (pairs.pairs_reader, weights.weights_problem, weights.encoder):
        kept.cache_clear()


@pytest.mark.parametrize(("folder", "file"), [("pairs", "layers.onnx"), ("claims-many", "words.onnx")])
@pytest.mark.parametrize("gone", [True, False])
@pytest.mark.usefixtures("spoilt")
def test_without_weights(spoilt: Path, folder: str, file: str, *, gone: bool) -> None:
    """Where a file is missing or damaged there is no reader, and the problem says which file."""
    path = spoilt / folder / file
    if gone:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"\0\0")
    problem = pairs_problem()
    assert problem is not None
    assert file in problem.message
    assert pairs_reader() is None
