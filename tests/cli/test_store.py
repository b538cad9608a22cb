"""`sayso store`: verify, backup, restore, list, forget, accounts, on the desk that the settings name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.conftest import PASSWORD, Server
from tests.store.test_desk import NOW, document, ledger

from sayso.model import Note
from sayso.store.desk import Account, open_desk

from .conftest import Run

WORDS = "three slow green boats"


def furnish(where: str | Path) -> str:
    """Put a document with a note on a desk; its key."""
    source = document("Der Tunnel leckt.", "b.txt")
    with open_desk(where) as desk:
        key = desk.put(ledger(), who="ann", when=NOW, sources=[source]).key
        desk.append(key, [Note(target=None, text="asked")], who="ann", when=NOW, seen=1)
    return key


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk with a document, where `sayso` runs."""
    furnish(tmp_path / "desk.sayso")
    return tmp_path / "desk.sayso"


def test_a_whole_desk_is_said_to_be_whole(sayso: Run, desk: Path) -> None:
    done = sayso("store", "verify", desk)
    assert (done.returncode, done.stdout) == (0, "")
    assert "whole: 1 documents, 2 events" in done.stderr


def test_each_damage_is_told_with_its_mend(sayso: Run, desk: Path) -> None:
    with open_desk(desk) as opened, opened.engine.write() as change:
        change.run("UPDATE event SET who = 'eve' WHERE seq = 2")
    done = sayso("store", "verify", desk)
    assert done.returncode == 4
    assert "event 2" in done.stderr
    assert "hint: restore a backup" in done.stderr
    assert sayso("store", "backup", desk, "b.sayso").returncode == 4
    desk.write_bytes(desk.read_bytes()[:5000])
    done = sayso("store", "verify", desk)
    assert done.returncode == 4
    assert "hint:" in done.stderr


def test_a_desk_that_is_not_there_is_not_made(sayso: Run, tmp_path: Path) -> None:
    for action in (("verify", "none"), ("list", "none"), ("forget", "none", "key"), ("backup", "none", "b.sayso")):
        done = sayso("store", *action)
        assert done.returncode == 2
        assert "there is no desk none" in done.stderr
    assert not (tmp_path / "none").exists()


def test_which_desk_is_meant(sayso: Run, tmp_path: Path) -> None:
    """What is named, else SAYSO_DESK, else sayso.toml from its folder, else the person's own."""
    data = {"XDG_DATA_HOME": str(tmp_path / "data")}
    assert f"{tmp_path}/data/sayso/desk.sayso" in sayso("store", "list", **data).stderr
    own, toml, variable, named = (
        tmp_path / name for name in ("data/sayso/desk.sayso", "t.sayso", "v.sayso", "n.sayso")
    )
    for number, path in enumerate((own, toml, variable, named)):
        with open_desk(path) as desk:
            desk.put(ledger(uri=f"{number}.txt"), who="ann", when=NOW)
    assert sayso("store", "list", **data).stdout.endswith("0.txt\n")
    (tmp_path / "sayso.toml").write_text('desk = "t.sayso"')
    assert sayso("store", "list", **data).stdout.endswith("1.txt\n")
    assert sayso("store", "list", **data, SAYSO_DESK="v.sayso").stdout.endswith("2.txt\n")
    assert sayso("store", "list", "n.sayso", **data, SAYSO_DESK="v.sayso").stdout.endswith("3.txt\n")


def test_a_backup_is_written_and_restored_and_overwrites_nothing(sayso: Run, desk: Path) -> None:
    assert sayso("store", "backup", desk, "b.sayso").returncode == 0
    listed = sayso("store", "list", desk).stdout
    done = sayso("store", "restore", "b.sayso", desk)
    assert done.returncode == 2
    assert "there is a desk" in done.stderr
    desk.unlink()
    assert sayso("store", "restore", "b.sayso", desk).returncode == 0
    assert sayso("store", "list", desk).stdout == listed
    assert sayso("store", "verify", desk).returncode == 0


def test_a_document_is_forgotten_where_it_is_said_twice(sayso: Run, desk: Path) -> None:
    key = sayso("store", "list", desk).stdout.split("\t")[0]
    done = sayso("store", "forget", desk, key)
    assert done.returncode == 2
    assert "--yes" in done.stderr
    assert sayso("store", "forget", desk, "other", "--yes").returncode == 2
    assert sayso("store", "forget", desk, key, "--yes", "--as", "Ann").returncode == 0
    assert sayso("store", "list", desk).stdout == ""
    assert sayso("store", "verify", desk).returncode == 0
    with open_desk(desk) as opened:
        assert opened.events("")[-1].who == "Ann"


def test_a_forgetting_that_others_hold_up_is_told_and_finished_later(sayso: Run, desk: Path) -> None:
    key = sayso("store", "list", desk).stdout.split("\t")[0]
    with closing(sqlite3.connect(desk, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM event").fetchall()
        done = sayso("store", "forget", desk, key, "--yes")
        assert done.returncode == 1
        assert "is forgotten: 2 acts were emptied" in done.stderr
        assert "still hold what was forgotten" in done.stderr
    done = sayso("store", "forget", desk, key, "--yes")
    assert done.returncode == 0
    assert "nothing of it is left" in done.stderr


def test_accounts_are_kept_from_the_command_line(sayso: Run, tmp_path: Path) -> None:
    on = ("store", "accounts", "--desk", "new.sayso")
    assert sayso(*on, "list").returncode == 2
    assert sayso(*on, "add", "Ann", "editor", "--password-stdin", text=f"{WORDS}\n").returncode == 0
    assert sayso(*on, "add", "Ben", "reader", "--password-stdin", text=WORDS).returncode == 0
    assert sayso(*on, "add", "ann", "reader", "--password-stdin", text=WORDS).returncode == 2
    assert sayso(*on, "add", "Eve", "reader", "--password-stdin", text="short\n").returncode == 2
    assert "--password-stdin" in sayso(*on, "password", "Ben", text=WORDS).stderr
    assert sayso(*on, "password", "Ben", "--password-stdin", text="two quick red bicycles\r\n").returncode == 0
    assert sayso(*on, "role", "ben", "reviewer").returncode == 0
    assert sayso(*on, "disable", "ben").returncode == 0
    assert sayso(*on, "disable", "ann").returncode == 2
    rows = [line.split("\t") for line in sayso(*on, "list").stdout.splitlines()]
    assert [(row[0], row[1], row[3]) for row in rows] == [("Ann", "editor", "open"), ("Ben", "reviewer", "shut")]
    assert sayso(*on, "enable", "ben").returncode == 0
    with open_desk(tmp_path / "new.sayso") as desk:
        assert isinstance(desk.accounts.check("Ben", "two quick red bicycles", NOW), Account)


def test_a_team_goes_home_with_one_file_and_comes_back(sayso: Run, postgres: Server) -> None:
    key = furnish(postgres.address(schema="team"))
    place = f"postgresql://sayso@localhost:{postgres.port}/postgres?schema="
    known = {"PGPASSWORD": PASSWORD, "SAYSO_DESK": place + "team"}
    assert sayso("store", "backup", "b.sayso", **known).returncode == 0
    assert sayso("store", "verify", "b.sayso").returncode == 0
    assert sayso("store", "restore", "b.sayso", place + "back", **known).returncode == 0
    assert sayso("store", "list", place + "back", **known).stdout.startswith(key)
    for told in (sayso("store", "verify", **known), sayso("store", "restore", "b.sayso", **known)):
        assert PASSWORD not in told.stdout + told.stderr
    wrong = sayso("store", "verify", place + "team", PGPASSWORD="geheim")
    assert wrong.returncode == 2
    assert "geheim" not in wrong.stderr


def test_what_a_document_is_called_does_not_drive_the_terminal(sayso: Run, desk: Path) -> None:
    with open_desk(desk) as opened:
        opened.put(ledger(uri="\x1b]0;title\x07\u202e.txt"), who="ann", when=NOW)
    told = sayso("store", "list", desk)
    assert "\x1b" not in told.stdout
    assert "\u202e" not in told.stdout
