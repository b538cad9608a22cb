"""The tagger of say-so: its weights, and laws that hold for any text."""

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

from sayso.language import weights
from sayso.language.encoder import Unread, parted
from sayso.language.said import SaidReader, has_reader, said_problem, said_reader

PIECES = st.sampled_from(
    [
        "Ann Lee",
        "said",
        "that",
        "the dam holds",
        "“",
        "”",
        ".",
        ",",
        "according to",
        "שלום",
        "\u202e",
        "\ud800",
        "[SEP]",
        "x" * 300,
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map(" ".join))


@pytest.fixture(scope="module")
def reader() -> SaidReader:
    """The English tagger, which must be there."""
    assert said_problem("en") is None
    found = said_reader("en")
    assert found is not None
    return found


def test_it_tells_who_says_what(reader: SaidReader) -> None:
    """A plain sentence has its source, cue and content, at their places in the document."""
    text = "The dam will hold until spring, the engineer Ida Holm said on Monday."
    ((found,),) = reader.read([Unread(100, text, (100,))])
    said_by = [[text[a - 100 : b - 100] for a, b in part] for part in (found.source, found.cue, found.content)]
    assert said_by == [["the engineer Ida Holm"], ["said"], ["The dam will hold until spring"]]
    assert 0.5 < found.score <= 1


@settings(max_examples=40)
@given(texts=st.lists(TEXTS, max_size=4))
def test_any_text(reader: SaidReader, texts: list[str]) -> None:
    """Law: no text raises, each stretch gets its row, places lie within it, and the same text gives the same."""
    every = [Unread(1000 * number, text, (1000 * number,)) for number, text in enumerate(texts)]
    found = reader.read(every)
    assert found == reader.read(every)
    assert len(found) == len(texts)
    for unread, row in zip(every, found, strict=True):
        start, text = unread.start, unread.text
        for one in row:
            assert one.content
            assert all(start <= a < b <= start + len(text) for a, b in (*one.source, *one.cue, *one.content))


def test_a_text_is_read_alike_whatever_follows(reader: SaidReader) -> None:
    """Law: windows are run one by one, so that a long text behind another changes nothing in windows that are full."""
    filler = " ".join(["The weir is old."] * 200)
    row = [Unread(start, filler, (start,)) for start in (0, 5000)]
    assert reader.read(row)[0] == reader.read([*row, Unread(10000, "“No,” said Ann Lee.", (10000,))])[0]


@pytest.mark.parametrize("piece", ["“We go on,” Ann Lee said. ", "she said he said ", "“", "a" * 900 + " "])
def test_cost_is_linear(reader: SaidReader, piece: str) -> None:
    """Four times the text, in one paragraph, costs about four times as much."""
    assert_linear(lambda size: _seconds(reader, piece * (size // len(piece))), 5_000, 20_000, least=0.05)


@pytest.mark.parametrize("piece", ["The dam held. ", "x", "the dam held and "])
def test_a_paragraph_that_nobody_writes_is_read_in_parts(piece: str) -> None:
    """Its parts are the text, in order, each with its sentences; one that is shorter is whole."""
    text = piece * (50_000 // len(piece))
    starts = tuple(100 + at for at in range(0, len(text), len(piece))) if "." in piece else (100,)
    parts = parted(Unread(100, text, starts))
    assert "".join(part.text for part in parts) == text
    assert [part.start for part in parts] == [
        100 + sum(len(one.text) for one in parts[:at]) for at in range(len(parts))
    ]
    assert len(parts) > 2
    assert all(len(part.text) <= 20_000 for part in parts)
    if "." in piece:
        assert all(part.sentences[0] <= part.start and set(part.sentences) <= set(starts) for part in parts)
        assert all(part.text.startswith("The dam") for part in parts)
    whole = Unread(100, text[:20_000], starts)
    assert parted(whole) == [whole]


def _seconds(reader: SaidReader, text: str) -> float:
    return cpu_seconds(lambda: reader.read([Unread(0, text, (0,))]))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the weights that a test may spoil."""
    copy = tmp_path / "said-en"
    shutil.copytree(str(files("sayso.language").joinpath("models", "said-en")), copy)
    monkeypatch.setattr(weights, "_folder", lambda _language: copy)
    _forget()
    yield copy
    _forget()


def _forget() -> None:
    weights.weights_problem.cache_clear()
    weights.encoder.cache_clear()
    said_reader.cache_clear()


@pytest.mark.parametrize("name", ["facts.json", "words.onnx", "layers.onnx", "tokenizer.json"])
def test_missing_weights_are_told(folder: Path, name: str) -> None:
    """Without a file there is no reader, and a problem with the mend."""
    (folder / name).unlink()
    told = said_problem("en")
    assert told is not None
    assert told.code == "weights"
    assert "missing" in told.message
    assert "install" in told.hint
    assert said_reader("en") is None


@pytest.mark.parametrize("name", ["words.onnx", "layers.onnx", "tokenizer.json"])
def test_damaged_weights_are_told(folder: Path, name: str) -> None:
    """One bit is enough."""
    path = folder / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    told = said_problem("en")
    assert told is not None
    assert "damaged" in told.message
    assert said_reader("en") is None


def test_damaged_facts_are_told(folder: Path) -> None:
    """Facts that are no JSON are told too, and do not raise."""
    (folder / "facts.json").write_text("{")
    assert said_problem("en") is not None


@pytest.mark.parametrize("name", ["said-en", "said-many"])
def test_the_card_names_the_weights(name: str) -> None:
    """The card beside the weights gives the hashes of the files that lie there."""
    folder = files("sayso.language").joinpath("models", name)
    card = folder.joinpath("CARD.md").read_text(encoding="utf-8")
    for known in json.loads(folder.joinpath("facts.json").read_bytes())["sha256"].values():
        assert known in card


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "es",
            "El dique aguantará hasta la primavera, explicó ayer la ingeniera Ida Olmo.",
            ["la ingeniera Ida Olmo", "explicó", "El dique aguantará hasta la primavera"],
        ),
        (
            "fr",
            "La digue tiendra jusqu’au printemps, a expliqué lundi l’ingénieure Ida Hamel.",
            ["l’ingénieure Ida Hamel", "a expliqué", "La digue tiendra jusqu’au printemps"],
        ),
    ],
)
def test_spanish_and_french_have_one(language: str, text: str, expected: list[str]) -> None:
    """Its states of words are those of the reader of claims, so a plain sentence is read right only if they are the ones that it was taught on."""
    found = said_reader(language)
    assert found is not None
    ((one,),) = found.read([Unread(0, text, (0,))])
    assert [text[a:b] for part in (one.source, one.cue, one.content) for a, b in part] == expected


def test_what_is_shared_must_be_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Spanish tagger is not used where the states of words that it shares are missing, and that is told."""
    real = weights._folder
    (tmp_path / "facts.json").write_bytes(real("claims-many").joinpath("facts.json").read_bytes())
    monkeypatch.setattr(weights, "_folder", lambda name: tmp_path if name == "claims-many" else real(name))
    _forget()
    told = said_problem("es")
    assert told is not None
    assert "missing" in told.message
    assert said_reader("es") is None
    monkeypatch.undo()
    _forget()


def test_other_languages_have_no_tagger() -> None:
    """Where there is no tagger, nothing is missing."""
    assert not has_reader("de")
    assert said_reader("de") is None
    assert said_problem("de") is None
