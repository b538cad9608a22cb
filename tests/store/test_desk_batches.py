"""Acts that are sent twice under one name are kept once, also by a desk that was made before there were such names."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sayso.model import Event, Note, UsageError
from sayso.store.desk import Desk, Fits, backup, open_desk, restore, schema, sqlite

from .test_desk import NOW, ledger


def _note(desk: Desk, key: str, text: str, who: str = "ann", batch: str | None = None) -> tuple[Event, ...]:
    return desk.append(key, [Note(target=None, text=text)], who=who, when=NOW, seen=desk.head, batch=batch)


def test_a_batch_is_kept_once_and_its_events_are_given_again(place: str) -> None:
    with open_desk(place) as desk:
        key = desk.put(ledger(), who="ann", when=NOW).key
        events = _note(desk, key, "a", batch="batch-0001")
    with open_desk(place) as desk:
        assert _note(desk, key, "a", batch="batch-0001") == events
        assert desk.batch(key, "ann", "batch-0001") == events
        assert desk.head == 2
        assert desk.verify() == []


def test_a_batch_is_one_persons_on_one_document(desk: Desk) -> None:
    keys = [desk.put(ledger(uri=f"{name}.txt"), who="ann", when=NOW).key for name in "ab"]
    _note(desk, keys[0], "a", batch="batch-0001")
    _note(desk, keys[1], "a", batch="batch-0001")
    _note(desk, keys[0], "a", who="ben", batch="batch-0001")
    _note(desk, keys[0], "a")
    _note(desk, keys[0], "a")
    assert desk.head == 7
    assert desk.batch(keys[0], "cleo", "batch-0001") == ()


def test_what_no_longer_fits_is_refused_within_the_transaction(desk: Desk) -> None:
    key = desk.put(ledger(), who="ann", when=NOW).key
    _note(desk, key, "a")
    told: list[tuple[Event, ...]] = []

    def judge(events: tuple[Event, ...]) -> None:
        told.append(events)
        if events:
            raise UsageError("changed-since", "no", "look again")

    for after, kept in ((1, False), (2, True)):
        try:
            desk.append(key, [Note(target=None, text="b")], who="ben", when=NOW, seen=1, fits=Fits(after, judge))
            assert kept
        except UsageError:
            assert not kept
    assert [[event.seq for event in events] for events in told] == [[2], []]
    assert desk.head == 3


def test_a_batch_that_was_given_another_name_is_told(place: str, tmp_path: Path) -> None:
    with open_desk(place) as desk:
        key = desk.put(ledger(), who="ann", when=NOW).key
        _note(desk, key, "a", batch="batch-0001")
        assert backup(desk, tmp_path / "copy.sayso") == []
        with desk.engine.write() as change:
            change.run("UPDATE event SET batch = ? WHERE seq = 2", ("batch-0002",))
        assert len(desk.verify()) == 1
    restore(tmp_path / "copy.sayso", str(tmp_path / "again.sayso"))
    with open_desk(tmp_path / "again.sayso") as again:
        assert len(_note(again, key, "a", batch="batch-0001")) == 1
        assert again.head == 2


def test_a_forgotten_document_leaves_no_batch(desk: Desk) -> None:
    key = desk.put(ledger(), who="ann", when=NOW).key
    _note(desk, key, "a", batch="batch-0001")
    desk.forget(key, who="ann", when=NOW)
    assert desk.engine.read("SELECT seq FROM event WHERE batch IS NOT NULL") == []
    assert desk.verify() == []


def test_a_desk_of_before_is_taken_on_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "desk.sayso"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for step in sqlite._STEPS[:3]:
            for statement in step:
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {sqlite.APPLICATION}")
        db.execute("PRAGMA user_version = 3")
        db.execute("INSERT INTO desk VALUES (1, 'x', 0)")
    assert len(schema.MIGRATIONS) == 4
    with open_desk(path) as desk:
        key = desk.put(ledger(), who="ann", when=NOW).key
        _note(desk, key, "a", batch="batch-0001")
        assert desk.verify() == []


@pytest.mark.parametrize("batch", ["batch\0 01", "batch \ud800"])
def test_a_name_that_no_database_keeps_is_refused(desk: Desk, batch: str) -> None:
    key = desk.put(ledger(), who="ann", when=NOW).key
    with pytest.raises(UsageError):
        _note(desk, key, "a", batch=batch)
    assert desk.head == 1
