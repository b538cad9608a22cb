"""Vectors beside the words: what they find, and that they stay whole through kills, damage and other processes."""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.evidence import Candidate, Index, Query
from sayso.evidence import products as products_module
from sayso.evidence import vectorkeep as vectorkeep_module
from sayso.evidence import vectors as vectors_module
from sayso.evidence.folder import VECTORS
from sayso.evidence.vectorlist import LIST
from sayso.evidence.vectors import New, VectorIndex
from sayso.model import Analysis, Document, Sentence


def _beside(name: str) -> ModuleType:
    """A module that lies beside this one: tests are no package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


Words = _beside("meanings").Words
_ASKED = (
    Query("gulls at pier number 3", "en"),
    Query("der Kapitän von Boot 5 sah Möwen", "de"),
    Query("nothing of the kind", "en"),
)


def document(number: int, sentences: int = 6, word: str = "gulls") -> Analysis:
    """A document that a child process can make the same."""
    parts = [f"The captain of boat {number} saw {at} {word} at pier {(number * at) % 7}." for at in range(sentences)]
    text = " ".join(parts)
    starts = [sum(len(part) + 1 for part in parts[:at]) for at in range(sentences)]
    spans = [Sentence(start=start, end=start + len(part)) for start, part in zip(starts, parts, strict=True)]
    doc = Document(id=f"d:{number}", text_id="b2:0", uri=f"{number:04}.txt", text=text, language="en")
    return Analysis(document=doc, sentences=tuple(spans))


@contextmanager
def opened(path: Path) -> Iterator[Index]:
    with Index.open(path, encoder=Words) as index:
        yield index


def made(path: Path | None, count: int = 12) -> list[list[Candidate]]:
    """An index with vectors; gives what is found in it."""
    with Index.create(path, encoder=Words) as index:
        for number in range(count):
            index.add(document(number), "h", "1")
        assert index.make_vectors() == count
        return found(index)


def found(index: Index) -> list[list[Candidate]]:
    return [index.search(asked, 8) for asked in _ASKED]


def test_words_of_another_language_are_found_by_meaning() -> None:
    """Without vectors nothing is shared; with them the right boat comes first, and it is said why."""
    asked = Query("Kapitän Boot Möwen", "de")
    with Index.create(None, encoder=Words) as index:
        index.add(document(1), "h", "1")
        index.add(document(2, word="stones"), "h", "1")
        assert index.search(asked) == []
        assert not index.has_vectors
        assert index.meaning == {}
        assert index.without_vectors() == ("0001.txt", "0002.txt")
        index.make_vectors()
        assert index.meaning == {"vectors": 12, "encoder": "words/1"}
        assert index.has_vectors
        assert index.without_vectors() == ()
        first = index.search(asked)[0]
        assert first.uri == "0001.txt"
        assert first.because == ("meaning",)


def test_on_disk_and_in_memory_find_the_same(tmp_path: Path) -> None:
    """The result depends on the documents alone: not on their order, on what was removed, or on where the index is."""
    expected = made(None)
    assert all(expected[:2])
    assert made(tmp_path / "i") == expected
    with opened(tmp_path / "i") as index:
        assert found(index) == expected
        index.remove("0003.txt")
        index.add(document(3, word="stones"), "h", "1")
        index.make_vectors()
        assert found(index) != expected
        index.add(document(3), "h", "1")
        index.make_vectors()
        assert found(index) == expected
        assert index.verify() == []
    with Index.create(None, encoder=Words) as index:
        for number in (*reversed(range(12)), 50):
            index.add(document(number), "h", "1")
        index.make_vectors()
        index.remove("0050.txt")
        assert found(index) == expected


def test_only_what_has_none_is_encoded(tmp_path: Path) -> None:
    """A second making does nothing; a document added later costs itself alone; what changed is forgotten before it is made again."""
    encoder = Words()
    with Index.create(tmp_path / "i", encoder=lambda: encoder) as index:
        index.add(document(1), "h", "1")
        index.add(document(2), "h", "1")
        assert index.make_vectors() == 2
        assert encoder.made == 12
        assert index.make_vectors() == 0
        index.add(document(3), "h", "1")
        index.add(document(2, word="stones"), "h", "1")
        assert index.without_vectors() == ("0002.txt", "0003.txt")
        assert index.make_vectors() == 2
        assert encoder.made == 24


def test_rows_stand_in_their_order_whichever_part_is_done_first() -> None:
    """Parts of a document are read by several threads."""
    plain = Words()

    def late(texts: Sequence[str], language: str) -> Any:
        time.sleep(0.03 if " saw 0 " in texts[0] else 0)
        return plain.vectors(texts, language)

    named = {name: getattr(plain, name) for name in ("name", "width", "scale")}
    encoder: Any = SimpleNamespace(**named, vectors=late)
    whole = document(3, sentences=11)
    with Index.create(None, encoder=lambda: encoder) as index:
        index.add(whole, "h", "1")
        index.make_vectors()
        vectors = index._vectorkeep.vectors
        assert vectors is not None
        for passage in (one.passage for one in index.passages_in(whole.document.uri)):
            (own,) = plain.vectors([passage.text], "en")
            (product,) = vectors.products(own, [(whole.document.uri, passage.start)])
            assert product == int(own.astype(int) @ own.astype(int))


def test_progress_is_told_and_a_break_keeps_what_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C leaves what was made until then, and the next making goes on from there."""
    monkeypatch.setattr(vectorkeep_module, "_PACE", 1e9)
    told: list[tuple[str, int, int]] = []

    def progress(what: str, done: int, total: int) -> None:
        told.append((what, done, total))
        if done == 3:
            raise KeyboardInterrupt

    with Index.create(tmp_path / "i", encoder=Words) as index:
        for number in range(8):
            index.add(document(number), "h", "1")
        with pytest.raises(KeyboardInterrupt):
            index.make_vectors(progress)
        assert told == [("making vectors", done, 8) for done in (1, 2, 3)]
        assert len(index.without_vectors()) == 5
    with opened(tmp_path / "i") as index:
        assert index.make_vectors() == 5
        assert found(index) == made(None, 8)
        assert index.verify() == []


_CHILD = textwrap.dedent(
    """
    import importlib.util, sys
    from pathlib import Path
    from sayso.evidence import Index, is_index, vectorkeep, vectors

    spec = importlib.util.spec_from_file_location("test_vectors", sys.argv[2])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    vectorkeep._PACE = 0.0
    vectors._LEAVINGS = 20
    path = Path(sys.argv[1])
    index = Index.open(path, encoder=module.Words)
    print("begun", flush=True)
    for turn in range(40):
        for number in range(8):
            index.add(module.document(number, word=f"gulls{turn}"), "h", "1")
        index.make_vectors()
    print("ended", flush=True)
    """
)


def test_a_kill_at_any_moment_leaves_whole_vectors(tmp_path: Path) -> None:
    """Ten times a process is killed while it makes, changes and tidies vectors; each time they open, are whole, and go on."""
    chance = random.Random(5)  # noqa: S311 - moments, no secrets
    path = tmp_path / "i"
    made(path, 8)
    killed = 0
    for _ in range(10):
        command = [sys.executable, "-c", _CHILD, str(path), __file__]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "begun"
        time.sleep(chance.random() * 0.8)
        child.send_signal(signal.SIGKILL)
        killed += "ended" not in child.stdout.read()
        child.wait()
        child.stdout.close()
        with opened(path) as index:
            assert not any("vectors" in note.message for note in index.notes)
            assert index.verify() == []
            index.make_vectors()
            assert index.without_vectors() == ()
            texts = [index.analysis(uri) for uri in index.uris()]
            found_now = found(index)
        with Index.create(None, encoder=Words) as fresh:
            for analysis in texts:
                fresh.add(analysis, "h", "1")
            fresh.make_vectors()
            assert found(fresh) == found_now
    assert killed >= 5


def test_a_flipped_bit_is_found_or_harmless(tmp_path: Path) -> None:
    """No byte of the vectors' files can change what is found, once what is damaged is made again."""
    expected = made(tmp_path / "i")
    chance = random.Random(7)  # noqa: S311 - places, no secrets
    mended = 0
    files = sorted(file.name for file in (tmp_path / "i" / VECTORS).iterdir())
    assert files == [LIST, "rows.0"]
    for name in files:
        for turn in range(24):
            copy = tmp_path / f"copy-{name}-{turn}"
            shutil.copytree(tmp_path / "i", copy)
            content = bytearray((copy / VECTORS / name).read_bytes())
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            (copy / VECTORS / name).write_bytes(content)
            with opened(copy) as index:
                mended += index.make_vectors() > 0
                assert found(index) == expected, name
                assert index.verify() == []
    assert mended >= 24


def test_missing_or_cut_vectors_are_made_again(tmp_path: Path) -> None:
    """Whatever is gone of the vectors, passages are found by words until they are made again."""
    expected = made(tmp_path / "i")
    folder = tmp_path / "i" / VECTORS
    for harm, told in (
        (lambda: shutil.rmtree(folder), 0),
        ((folder / LIST).unlink, 0),
        (lambda: (folder / LIST).write_bytes(b""), 1),
        ((folder / "rows.0").unlink, 1),
        (lambda: os.truncate(folder / "rows.0", 100), 1),
    ):
        harm()
        with opened(tmp_path / "i") as index:
            assert index.search(_ASKED[0])
            assert len(index.verify()) == told
            assert index.make_vectors() == 12
            assert index.notes == ()
            assert found(index) == expected


def test_a_list_that_could_not_be_begun_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a list would be told as a damaged one; nor does a look make one where there is none."""

    def failing(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patched:
        patched.setattr(vectors_module, "tell", failing)
        with pytest.raises(sqlite3.OperationalError):
            VectorIndex.new(tmp_path / "v", "1", 4, 0)
    assert not (tmp_path / "v" / LIST).exists()
    begun = VectorIndex.new(tmp_path / "v", "1", 4, 0)
    assert begun.latest
    (tmp_path / "v" / LIST).unlink()
    assert not begun.latest
    assert not (tmp_path / "v" / LIST).exists()


def test_damage_is_told_while_the_index_is_open(tmp_path: Path) -> None:
    """`verify` reads the files again and names the document; its vectors are then made again."""
    expected = made(tmp_path / "i")
    with opened(tmp_path / "i") as index:
        file = tmp_path / "i" / VECTORS / "rows.0"
        content = bytearray(file.read_bytes())
        content[6 * 64 * 2] ^= 4  # a row of the third document
        file.write_bytes(content)
        assert [(one.code, one.uri) for one in index.verify()] == [("changed-index", "0002.txt")]
        index.rebuild()
        assert index.without_vectors() == ("0002.txt",)
        index.make_vectors()
        assert index.verify() == []
        assert found(index) == expected


def test_vectors_of_another_encoder_or_store_are_not_used(tmp_path: Path) -> None:
    made(tmp_path / "i")

    class Others(Words):  # type: ignore[misc, valid-type]
        """The same under another name."""

        name = "words/2"

    with Index.open(tmp_path / "i", encoder=Others) as index:
        assert not index.has_vectors
        assert "another encoder" in index.notes[0].message
        assert "sayso index vectors" in index.notes[0].hint
        assert index.make_vectors() == 12
        assert index.notes == ()
    made(tmp_path / "other", 3)
    shutil.rmtree(tmp_path / "other" / VECTORS)
    shutil.copytree(tmp_path / "i" / VECTORS, tmp_path / "other" / VECTORS)
    with Index.open(tmp_path / "other", encoder=Others) as index:
        assert not index.has_vectors


def test_an_older_store_from_a_backup_forgets_the_vectors(tmp_path: Path) -> None:
    made(tmp_path / "i", 5)
    shutil.copy(tmp_path / "i" / "sayso.sqlite", tmp_path / "backup")
    with opened(tmp_path / "i") as index:
        index.add(document(2, word="stones"), "h", "1")
        index.make_vectors()
    shutil.copy(tmp_path / "backup", tmp_path / "i" / "sayso.sqlite")
    with opened(tmp_path / "i") as index:
        assert len(index.without_vectors()) == 5
        index.make_vectors()
        assert found(index) == made(None, 5)


def test_without_an_encoder_vectors_lie_still(tmp_path: Path) -> None:
    """Who has no encoder finds by words; what changes meanwhile is noticed by who has one."""
    expected = made(tmp_path / "i")
    with Index.open(tmp_path / "i") as index:
        assert (index.make_vectors(), index.has_vectors, index.notes) == (0, False, ())
        assert all("meaning" not in one.because for one in index.search(_ASKED[0]))
        index.remove("0003.txt")
    with opened(tmp_path / "i") as index:
        assert all(one.uri != "0003.txt" for one in found(index)[0])
        index.add(document(3), "h", "1")
        assert index.make_vectors() == 1
        assert found(index) == expected


def test_two_processes_make_vectors_in_turn(tmp_path: Path) -> None:
    """What one process wrote is seen by the other before it writes behind it."""
    made(tmp_path / "i", 3)
    with opened(tmp_path / "i") as one, opened(tmp_path / "i") as other:
        one.add(document(3), "h", "1")
        one.commit()
        other.add(document(4), "h", "1")
        assert other.make_vectors() == 2
        one.add(document(5), "h", "1")
        assert one.make_vectors() == 1
        other.add(document(6), "h", "1")
        assert other.make_vectors() == 1
        assert one.without_vectors() == ()
        assert found(one) == found(other) == made(None, 7)
        assert one.verify() == other.verify() == []


def test_leavings_are_tidied_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of documents that are gone do not fill the disk: the file is written anew once they are the most of it."""
    monkeypatch.setattr(vectors_module, "_LEAVINGS", 30)
    made(tmp_path / "i")
    with opened(tmp_path / "i") as index:
        for turn in range(6):
            for number in range(12):
                index.add(document(number, word=f"gulls{turn}"), "h", "1")
            index.make_vectors()
        for number in range(12):
            index.add(document(number), "h", "1")
        index.make_vectors()
        assert found(index) == made(None)
        assert index.verify() == []
        files = [file for file in (tmp_path / "i" / VECTORS).iterdir() if file.name != LIST]
        assert len(files) == 1
        assert files[0].name != "rows.0"
        assert files[0].stat().st_size <= 2 * 12 * 6 * 64 + 30 * 64


@settings(max_examples=40)
@given(st.data())
def test_the_nearest_are_those_of_the_largest_products(data: st.DataObject) -> None:
    """Law: what is given is what sorting all products gives, whatever was put and forgotten before."""
    chance = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    vectors = VectorIndex.new(None, "l", 16, 0)
    kept: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.int8]]] = {}
    for turn in range(data.draw(st.integers(1, 5))):
        for number in range(data.draw(st.integers(0, 4))):
            uri, count = f"{chance.integers(6)}", int(chance.integers(0, 5))
            rows = chance.integers(-2, 3, (count, 16)).astype(np.int8)
            places = np.array([(10 * at, 10 * at + 9) for at in range(count)], np.int32).reshape(-1, 2)
            vectors.change(turn * 10 + number, [uri], [New(uri, "en", places, rows)])
            kept[uri] = rows
        gone = [uri for uri in kept if chance.random() < 0.3]
        vectors.change(turn * 10 + 9, gone)
        kept = {uri: rows for uri, rows in kept.items() if uri not in gone}
    asked = chance.integers(-2, 3, 16).astype(np.int8)
    limit = data.draw(st.integers(0, 12))
    every = [
        (-int(row.astype(int) @ asked.astype(int)), uri, 10 * at)
        for uri, rows in kept.items()
        for at, row in enumerate(rows)
    ]
    near = vectors.nearest(asked, limit)
    assert [(-one.product, one.uri, one.start) for one in near] == sorted(every)[:limit]
    assert vectors.products(asked, [(one.uri, one.start) for one in near]) == [one.product for one in near]
    assert vectors.products(asked, [("none", 0), (next(iter(kept), "none"), 3)]) == [None, None]
    table = vectors.all_products(np.stack([asked, -asked]), [(one.uri, one.start) for one in near])
    assert table.tolist() == [[one.product, -one.product] for one in near]


def test_files_are_the_owners_alone(tmp_path: Path) -> None:
    made(tmp_path / "i")
    assert (tmp_path / "i" / VECTORS).stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "i" / VECTORS).iterdir()} == {0o600}


def test_a_document_that_changed_while_it_was_encoded_is_left_for_the_next_time(tmp_path: Path) -> None:
    """Vectors are written for what the store holds, never for what it held."""

    class Slow(Words):  # type: ignore[misc, valid-type]
        """While it encodes, another process changes the document."""

        def vectors(self, texts: list[str], language: str) -> np.ndarray[tuple[int, ...], np.dtype[np.int8]]:
            with Index.open(tmp_path / "i") as other:
                other.add(document(0, word="stones"), "h", "1")
            rows: np.ndarray[tuple[int, ...], np.dtype[np.int8]] = super().vectors(texts, language)
            return rows

    with Index.create(tmp_path / "i") as index:
        index.add(document(0), "h", "1")
    with Index.open(tmp_path / "i", encoder=Slow) as index:
        index.make_vectors()
        assert index.without_vectors() == ("0000.txt",)
    with opened(tmp_path / "i") as index:
        index.make_vectors()
        assert index.verify() == []


def test_a_list_of_another_program_is_no_list(tmp_path: Path) -> None:
    """A database without our tables, or with other values in them, is damaged, and nothing else."""
    made(tmp_path / "i", 2)
    db = sqlite3.connect(tmp_path / "i" / VECTORS / LIST)
    db.execute("UPDATE held SET first = 'x', places = 7")
    db.commit()
    db.close()
    with opened(tmp_path / "i") as index:
        assert index.without_vectors() == ("0000.txt", "0001.txt")
    db = sqlite3.connect(tmp_path / "i" / VECTORS / LIST)
    db.execute("DROP TABLE state")
    db.commit()
    db.close()
    with opened(tmp_path / "i") as index:
        assert "damaged" in index.notes[0].message
        assert index.make_vectors() == 2


@pytest.mark.parametrize("count", [0, 1, 2047, 2049, 5000])
def test_without_the_quick_product_all_is_the_same(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Rows are multiplied as floats then, else by several threads where they are many."""
    monkeypatch.setattr(products_module, "_MANY", 3000)
    chance = np.random.default_rng(count)
    rows, query = chance.integers(-127, 128, (count, 64), np.int8), chance.integers(-127, 128, 64, np.int8)
    kept = products_module.unsigned(rows)
    quick = products_module.multiplied(kept, query)
    monkeypatch.setattr("sayso.language.kernels.products", lambda _threads: None)
    assert np.array_equal(products_module.multiplied(kept, query), quick)
    assert np.array_equal(quick, rows.astype(int) @ query.astype(int))
