"""Forgetting a document: its words are gone for good, and the chain of events still holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Timer

import pytest
from msgspec.structs import replace

from sayso.model import Forget, Note, Reread, UsageError
from sayso.store.desk import Desk, open_desk

from .test_desk import NOW, document, ledger

SECRET = "Zebrafinkenkonzert"  # noqa: S105  no password, but a word that stands nowhere else


@pytest.fixture
def key(desk: Desk) -> str:
    """A document to forget, beside another that shares a source document with it."""
    shared, own = document("Both cite this.", "both.txt"), document(f"Only one: {SECRET}.", "own.pdf")
    files = {own.id: ("application/pdf", SECRET.encode()), shared.id: ("text/plain", b"Both cite this.")}
    desk.put(ledger("Another.", "other.txt"), who="ann", when=NOW, sources=[shared], files=files)
    kept = desk.put(ledger(SECRET, f"{SECRET}.txt"), who="ann", when=NOW, sources=[shared, own], files=files)
    desk.append(kept.key, [Note(target=None, text=SECRET)], who="ben", when=NOW, seen=2)
    desk.remember(kept.key, SECRET.encode(), 3)
    return kept.key


def counts(desk: Desk) -> dict[str, int]:
    """How many rows each table holds."""
    tables = ("document", "ledger", "source", "cites", "file", "seal", "event")
    return {table: desk.engine.read(f"SELECT count(*) FROM {table}")[0][0] for table in tables}  # noqa: S608


def test_what_only_it_rests_on_goes_and_the_chain_holds(desk: Desk, key: str) -> None:
    assert counts(desk) == {"document": 2, "ledger": 2, "source": 2, "cites": 3, "file": 2, "seal": 4, "event": 3}
    assert desk.forget(key, who="ann", when=NOW) == (2, None)
    assert counts(desk) == {"document": 1, "ledger": 1, "source": 1, "cites": 1, "file": 1, "seal": 2, "event": 4}
    assert desk.document(key) is None
    assert desk.events(key) == ()
    assert desk.events("")[-1].act == Forget(key=key, events=2)
    assert desk.head == 4
    assert desk.verify() == []


def test_what_is_not_there_cannot_be_forgotten(desk: Desk, key: str) -> None:
    desk.forget(key, who="ann", when=NOW)
    for gone in (key, "none", ""):
        with pytest.raises(UsageError) as error:
            desk.forget(gone, who="ann", when=NOW)
        assert error.value.problem.code == "missing"
    with pytest.raises(UsageError):
        desk.append(key, [Note(target=None, text="a")], who="ann", when=NOW, seen=0)
    assert desk.head == 4


def test_a_forgotten_document_may_come_again_and_be_forgotten_again(desk: Desk, key: str) -> None:
    for _ in range(3):
        desk.forget(key, who="ann", when=NOW)
        assert desk.put(ledger(SECRET, f"{SECRET}.txt"), who="ann", when=NOW).key == key
        assert [event.document for event in desk.events(key)] == [key]
        assert desk.verify() == []


def test_a_reading_that_ends_after_its_document_was_forgotten_is_refused(desk: Desk, key: str) -> None:
    desk.forget(key, who="ann", when=NOW)
    before = counts(desk)
    with pytest.raises(UsageError) as error:
        desk.put(ledger(SECRET, f"{SECRET}.txt", "2"), who="ann", when=NOW, key=key)
    assert error.value.problem.code == "missing"
    assert counts(desk) == before
    assert desk.document(key) is None
    assert desk.verify() == []


def test_a_ledger_of_two_documents_stays_with_the_other(desk: Desk, key: str) -> None:
    same = ledger(SECRET, f"{SECRET}.txt")
    copy = desk.put(ledger(SECRET, "copy.txt", "0"), who="ann", when=NOW).key
    desk.put(same, who="ann", when=NOW, key=copy)
    desk.put(replace(same, version="2"), who="ann", when="2026-11-28T13:00:00Z", key=copy)
    desk.forget(key, who="ann", when=NOW)
    assert [desk.ledger(reading.id).version for reading in desk.readings(copy)] == ["0", "1", "2"]
    assert desk.verify() == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE event SET who = 'eve' WHERE act IS NULL AND who = 'ben'",
        "UPDATE event SET act = NULL WHERE seq = 1",
        "DELETE FROM forgotten",
        "UPDATE forgotten SET upto = upto + 1",
        "INSERT INTO forgotten SELECT document, 1, seal FROM forgotten",
        "DELETE FROM event WHERE act IS NULL AND who = 'ben'",
    ],
)
def test_what_was_changed_about_it_is_told(desk: Desk, key: str, damage: str) -> None:
    desk.forget(key, who="ann", when=NOW)
    with desk.engine.write() as change:
        change.run(damage)
    assert desk.verify()


def test_an_event_of_a_reading_or_a_forgetting_comes_with_the_deed_alone(desk: Desk, key: str) -> None:
    for act in (Reread(ledger="x", version="1"), Forget(key=key, events=1)):
        with pytest.raises(UsageError):
            desk.append("", [act], who="ann", when=NOW, seen=0)


def test_no_byte_of_it_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "desk.sayso"
    with open_desk(path) as desk:
        kept = desk.put(ledger(SECRET, f"{SECRET}.txt"), who="ann", when=NOW)
        for number in range(200):
            desk.append(kept.key, [Note(target=None, text=f"{SECRET} {number}" * 20)], who="ben", when=NOW, seen=1)
            desk.remember(kept.key, (SECRET * number).encode(), number + 2)
        assert any(SECRET.encode() in one.read_bytes() for one in tmp_path.iterdir())
        desk.forget(kept.key, who="ann", when=NOW)
        assert not any(SECRET.encode() in one.read_bytes() for one in tmp_path.iterdir())
    assert not any(SECRET.encode() in one.read_bytes() for one in tmp_path.iterdir())


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Another process's part: it reads what is there now, and goes on reading it."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM event").fetchall()
        yield other


def left(folder: Path) -> bool:
    """Whether a byte of it is anywhere in the desk's files."""
    return any(SECRET.encode() in one.read_bytes() for one in folder.iterdir())


def test_while_another_reads_it_is_told_that_the_words_are_still_there(tmp_path: Path) -> None:
    path = tmp_path / "desk.sayso"
    with open_desk(path) as desk:
        desk.engine.read("PRAGMA busy_timeout = 200")
        key = desk.put(ledger("Another.", f"{SECRET}.txt"), who="ann", when=NOW).key
        desk.append(key, [Note(target=None, text=SECRET)], who="ben", when=NOW, seen=1)
        with reading(path):
            done = desk.forget(key, who="ann", when=NOW)
            assert done.events == 2
            assert done.problem is not None
            assert done.problem.code == "busy"
            assert "sayso store forget" in done.problem.hint
            assert left(tmp_path)
            assert desk.scrub() is not None
        assert left(tmp_path)
        assert desk.scrub() is None
        assert not left(tmp_path)
        assert desk.verify() == []


def test_who_reads_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "desk.sayso"
    with open_desk(path) as desk:
        key = desk.put(ledger(SECRET, f"{SECRET}.txt"), who="ann", when=NOW).key
        with reading(path) as other:
            ends = Timer(0.5, other.execute, ("ROLLBACK",))
            ends.start()
            assert desk.forget(key, who="ann", when=NOW) == (1, None)
            ends.join()
        assert not left(tmp_path)
