"""What a passage costs does not grow with the number of passages, and an index that is large is opened as quickly as a small one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.costs import cpu_seconds

from sayso.bench.scale import slope
from sayso.bench.scale_texts import SENTENCES, MadeTexts
from sayso.evidence import Index, Query, intact
from sayso.evidence import index as index_module
from sayso.evidence.folder import STORE, WORDS
from sayso.evidence.intact import damaged_files
from sayso.model import Analysis, UnreadableError, UsageError
from sayso.store import Store

#: Passages; on a machine that is there for checking alone, as many as the promise is made for.
_SIZES = (50_000, 100_000, 200_000) if os.environ.get("CI") else (4_000, 8_000, 16_000)
_ROUNDS = 5
_SLOPE = 1.05


def test_a_passage_costs_the_same_however_many_there_are(tmp_path: Path) -> None:
    """The slope of CPU time by passages, both as logarithms, is at most 1.05; 1 is flat. Other work is measured away."""
    texts = MadeTexts()
    least = [float("inf")] * len(_SIZES)
    found = 0.0
    for number in range(_ROUNDS):
        least = [min(pair) for pair in zip(least, _steps(tmp_path / str(number), texts), strict=True)]
        found = slope([(size, sum(least[: at + 1])) for at, size in enumerate(_SIZES)])
        if found <= _SLOPE:
            return
    pytest.fail(f"the slope is {found:.2f}: {least}")


def _steps(path: Path, texts: MadeTexts) -> Iterator[float]:
    """The CPU time from each size to the next, of one index that grows."""
    done = 0
    with Index.create(path) as index:
        for size in _SIZES:
            documents = size // (SENTENCES + 1)
            spent = 0.0
            for begin in range(done, documents, 200):
                some = [(texts.document(one), "h") for one in range(begin, min(begin + 200, documents))]
                spent += cpu_seconds(partial(index.add_many, some, "1"))
            yield spent + cpu_seconds(index.commit)
            done = documents


def made(path: Path, count: int = 6) -> None:
    texts = MadeTexts()
    with Index.create(path) as index:
        index.add_many(((texts.document(number), "h") for number in range(count)), "1")


def test_files_that_were_whole_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a second time reads none of them, opening after a change those that changed, verifying all."""
    made(tmp_path / "i")
    read: list[str] = []
    whole = intact._whole

    def counted(path: Path) -> bool:
        read.append(path.name)
        return whole(path)

    monkeypatch.setattr(intact, "_whole", counted)
    with Index.open(tmp_path / "i"):
        every = set(read)
    assert len(every) >= 6
    read.clear()
    with Index.open(tmp_path / "i") as index:
        assert read == []
        assert index.verify() == []
        assert set(read) == every
        index.add(MadeTexts().document(90), "h", "1")
    read.clear()
    with Index.open(tmp_path / "i") as index:
        assert read
        assert not set(read) & (every - {name for name in every if name.endswith(".del")})
        assert index.notes == ()


def test_damage_that_the_system_does_not_know_of_is_found_by_verifying(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bit that rots on the disk changes neither size nor time."""
    made(tmp_path / "i")
    words = tmp_path / "i" / WORDS
    monkeypatch.setattr(intact, "_stamp", lambda path: [path.stat().st_size])
    assert damaged_files(words) == []
    file = next(words.glob("*.idx"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 4
    file.write_bytes(content)
    assert damaged_files(words) == []
    assert damaged_files(words, anew=True) == [file.name]
    with Index.open(tmp_path / "i") as index:
        assert [problem.code for problem in index.verify()] == ["changed-index"]
        index.rebuild()
        assert index.verify() == []


@pytest.mark.parametrize("noted", ["", "{", "[]", "null", '{"x": 1}', '{"x": [1, 2, 3, 4]}'])
def test_what_was_noted_of_whole_files_may_be_lost(tmp_path: Path, noted: str) -> None:
    made(tmp_path / "i")
    with Index.open(tmp_path / "i"):
        pass
    note = tmp_path / "i" / WORDS / "checked.json"
    assert json.loads(note.read_text())
    note.write_text(noted)
    with Index.open(tmp_path / "i") as index:
        assert index.notes == ()
        assert index.verify() == []
    assert len(json.loads(note.read_text())) >= 6


def test_many_documents_at_once_are_as_if_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "_TOGETHER", 4)
    texts = MadeTexts()
    documents = [texts.document(number) for number in range(10)]
    asked = [texts.claim(number).query for number in range(10)]
    with Index.create(tmp_path / "i") as many, Index.create(None) as single:
        assert many.add_many(((one, "h") for one in documents), "1") == 10
        for one in documents:
            single.add(one, "h", "1")
        assert [many.record(uri) for uri in many.uris()] == [single.record(uri) for uri in single.uris()]
        assert [many.search(one) for one in asked] == [single.search(one) for one in asked]
        assert many.verify() == []


def test_a_break_among_many_keeps_whole_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of documents written four at a time, those before the broken four are there, of these none."""
    monkeypatch.setattr(index_module, "_TOGETHER", 4)
    texts = MadeTexts()

    def broken() -> Iterator[tuple[Analysis, str]]:
        for number in range(6):
            yield texts.document(number), "h"
        raise KeyboardInterrupt

    with Index.create(tmp_path / "i") as index:
        with pytest.raises(KeyboardInterrupt):
            index.add_many(broken(), "1")
        assert len(index.uris()) == 4
        bad = Analysis(document=replace(texts.document(9).document, uri="\ud800"))
        with pytest.raises(UnreadableError):
            index.add_many([(texts.document(7), "h"), (bad, "h")], "1")
        assert len(index.uris()) == 4
        assert index.verify() == []
        index.add(texts.document(7), "h", "1")
        assert len(index.uris()) == 5


def test_changes_together_are_seen_together(tmp_path: Path) -> None:
    """Another reader sees none of a block's changes until it ends; one that fails leaves nothing."""
    texts = MadeTexts()
    with Store.open(tmp_path / "s") as one, Store.open(tmp_path / "s") as other:
        with one.together():
            one.put(texts.document(1), source_hash="h", version="1")
            one.put(texts.document(2), source_hash="h", version="1")
            assert (one.generation, other.generation) == (2, 0)
        assert (other.generation, other.records) == (2, 2)

        def failing() -> None:
            with one.together():
                one.remove(texts.document(1).document.uri)
                raise UsageError("usage", "broken off", "none")

        with pytest.raises(UsageError):
            failing()
        assert (one.generation, one.records, len(one.uris())) == (2, 2, 2)
        assert one.verify() == []


def test_a_made_claim_finds_its_sentence(tmp_path: Path) -> None:
    """The bench's own texts are such that a search has something to find."""
    made(tmp_path / "i", 20)
    texts = MadeTexts()
    with Index.open(tmp_path / "i") as index:
        for number in range(20):
            claim = texts.claim(number)
            best = index.search(claim.query)[0]
            assert best.uri == claim.uri
            assert "figures" in best.because
        assert index.search(Query("zzz", "en")) == []
    assert (tmp_path / "i" / STORE).stat().st_size > 100_000
