"""Backups: whole while others write, in one portable file, never over anything else."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from threading import Event as Flag
from threading import Thread

import pytest
from tests.conftest import Server

from sayso.model import Note, UsageError
from sayso.store.desk import Accounts, Desk, backup, open_desk, restore
from sayso.store.desk.passwords import Cost

from .test_desk import NOW, document, ledger


def contents(desk: Desk) -> dict[str, object]:
    """Everything that a desk can be asked for."""
    kept = desk.documents()
    sources = [row[0] for row in desk.engine.read("SELECT id FROM source ORDER BY id")]
    return {
        "head": desk.head,
        "documents": kept,
        "ledgers": [desk.ledger(reading.id) for one in kept for reading in desk.readings(one.key)],
        "readings": [desk.readings(one.key) for one in kept],
        "events": desk.events(),
        "sources": [(desk.source(one), desk.file_of(one)) for one in sources],
        "cites": desk.engine.read("SELECT document, source FROM cites ORDER BY document, source"),
        "accounts": desk.engine.read("SELECT * FROM account ORDER BY folded"),
        "forgotten": desk.engine.read("SELECT * FROM forgotten ORDER BY document, upto"),
    }


def furnished(desk: Desk) -> Desk:
    """A desk with some of everything on it."""
    for number in range(6):
        source = document(f"Source {number // 2}: {'leaks, ' * 50}", f"s{number // 2}.pdf")
        files = {source.id: ("application/pdf", f"%PDF {number // 2}".encode())}
        key = desk.put(ledger(uri=f"{number}.txt"), who="ann", when=NOW, sources=[source], files=files).key
        desk.append(key, [Note(target=None, text=f"note {number} \0 𝄞")] * 3, who="ben", when=NOW, seen=desk.head)
        desk.remember(key, b"summary", desk.head)
    desk.put(ledger(uri="5.txt", version="2"), who="ann", when="2026-11-28T13:00:00Z")
    desk.forget(desk.documents()[0].key, who="ann", when=NOW)
    accounts = Accounts(desk.engine, Cost(4, 8, 1))
    accounts.add("Ann", "three slow green boats", "editor", now=NOW)
    accounts.open_session("Ann", NOW)
    return desk


def test_a_backup_holds_all_but_sessions_and_comes_back_as_a_file(desk: Desk, tmp_path: Path) -> None:
    before = contents(furnished(desk))
    assert backup(desk, tmp_path / "backup.sayso") == []
    restore(tmp_path / "backup.sayso", str(tmp_path / "restored.sayso"))
    with open_desk(tmp_path / "restored.sayso") as restored:
        assert contents(restored) == before
        assert restored.verify() == []
        assert restored.engine.read("SELECT * FROM session") == []
    assert contents(desk) == before
    assert {path.name for path in tmp_path.iterdir()} <= {
        "desk.sayso",
        "desk.sayso-wal",
        "desk.sayso-shm",
        "backup.sayso",
        "restored.sayso",
    }


def test_a_backup_comes_back_into_postgresql(desk: Desk, postgres: Server, tmp_path: Path) -> None:
    before = contents(furnished(desk))
    backup(desk, tmp_path / "backup.sayso")
    where = postgres.address()
    restore(tmp_path / "backup.sayso", where)
    with open_desk(where) as restored:
        assert contents(restored) == before
        assert restored.verify() == []
    with pytest.raises(UsageError):
        restore(tmp_path / "backup.sayso", where)


def test_a_backup_is_one_file_for_its_owner_that_is_replaced_whole(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for _ in range(2):
        desk.put(ledger(uri=f"{desk.head}.txt"), who="ann", when=NOW)
        assert backup(desk, folder / "b.sayso") == []
        assert [path.name for path in folder.iterdir()] == ["b.sayso"]
        assert (folder / "b.sayso").stat().st_mode & 0o777 == 0o600
    shutil.copy(folder / "b.sayso", tmp_path / "copy.sayso")
    with open_desk(tmp_path / "copy.sayso") as copy:
        assert copy.head == 2


def test_nothing_else_is_overwritten(desk: Desk, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("The tunnel leaks.")
    with pytest.raises(UsageError):
        backup(desk, article)
    assert article.read_text() == "The tunnel leaks."
    backup(desk, tmp_path / "b.sayso")
    for target in (article, tmp_path / "b.sayso"):
        with pytest.raises(UsageError):
            restore(tmp_path / "b.sayso", str(target))
    with pytest.raises(UsageError):
        restore(article, str(tmp_path / "new.sayso"))
    with pytest.raises(UsageError):
        restore(tmp_path / "none", str(tmp_path / "new.sayso"))
    assert not (tmp_path / "new.sayso").exists()
    with pytest.raises(UsageError) as error:
        backup(desk, tmp_path / "none" / "b.sayso")
    assert error.value.problem.code == "missing"


def test_a_desk_is_not_its_own_backup(tmp_path: Path) -> None:
    with open_desk(tmp_path / "desk.sayso") as desk, pytest.raises(UsageError):
        backup(desk, tmp_path / "desk.sayso")


def test_what_is_not_whole_replaces_no_backup(desk: Desk, tmp_path: Path) -> None:
    furnished(desk)
    backup(desk, tmp_path / "b.sayso")
    before = (tmp_path / "b.sayso").read_bytes()
    with desk.engine.write() as change:
        change.run("UPDATE event SET who = 'eve' WHERE seq = 2")
    assert backup(desk, tmp_path / "b.sayso")
    assert (tmp_path / "b.sayso").read_bytes() == before


def test_a_backup_that_is_not_whole_is_not_restored(desk: Desk, tmp_path: Path) -> None:
    backup(furnished(desk), tmp_path / "b.sayso")
    whole = bytearray((tmp_path / "b.sayso").read_bytes())
    whole[whole.index(b"note 4")] ^= 1
    (tmp_path / "b.sayso").write_bytes(whole)
    with pytest.raises(UsageError) as error:
        restore(tmp_path / "b.sayso", str(tmp_path / "new.sayso"))
    assert error.value.problem.code == "changed-index"
    assert not (tmp_path / "new.sayso").exists()
    (tmp_path / "b.sayso").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UsageError):
        restore(tmp_path / "b.sayso", str(tmp_path / "new.sayso"))
    assert not (tmp_path / "new.sayso").exists()


def test_a_backup_is_of_one_moment_while_others_write(place: str, tmp_path: Path) -> None:
    """Each act is one of a pair: a backup holds both or none, and all that was acknowledged before it began."""
    done = Flag()
    with open_desk(place) as desk:
        key = desk.put(ledger(), who="ann", when=NOW).key

        def write() -> None:
            with open_desk(place) as other:
                while not done.is_set():
                    other.append(
                        key, [Note(target=None, text="a"), Note(target=None, text="b")], who="ben", when=NOW, seen=1
                    )

        writer = Thread(target=write)
        writer.start()
        try:
            heads = []
            for number in range(5):
                before = desk.head
                while desk.head == before and writer.is_alive():  # so that it does write meanwhile
                    time.sleep(0.002)
                assert backup(desk, tmp_path / f"{number}.sayso") == []
                with open_desk(tmp_path / f"{number}.sayso") as copy:
                    heads.append(copy.head)
                assert before <= heads[-1] <= desk.head
                assert heads[-1] % 2 == 1
        finally:
            done.set()
            writer.join()
        assert heads[-1] > heads[0]
