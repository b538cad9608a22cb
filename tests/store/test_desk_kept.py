"""Nothing that a desk acknowledged is lost: killed processes, many at once, full disks, flipped bits."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sayso.model import Event, Note, UsageError
from sayso.store.desk import Kept, open_desk

from .test_desk import NOW, ledger
from .test_desk import document as source
from .test_desk_copy import contents, furnished

_APPENDER = Path(__file__).with_name("appender.py")
_KILLS = int(os.environ.get("SAYSO_KILLS", "50"))


def appender(where: str | Path, key: str, who: str, *numbers: int) -> subprocess.Popen[str]:
    """A process that adds events and prints their numbers."""
    command = [sys.executable, str(_APPENDER), str(where), key, who, *map(str, numbers)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def document(where: str | Path) -> str:
    """A document to work on; its key."""
    with open_desk(where) as desk:
        return desk.put(ledger(), who="ann", when=NOW).key


def test_a_process_killed_at_any_moment_loses_nothing_that_it_had_acknowledged(tmp_path: Path) -> None:
    """One process a kill, at a random moment of its writing; after each, the desk opens, is whole and has it all."""
    where, chance = tmp_path / "desk.sayso", random.Random(7)  # noqa: S311  moments, no secrets
    key = document(where)
    told: dict[int, str] = {}
    for number in range(_KILLS):
        process = appender(where, key, f"p{number}", 100_000)
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        time.sleep(chance.uniform(0, 0.06))
        process.kill()
        lines += process.stdout.readlines()
        process.wait()
        process.stdout.close()
        whole = [line for line in lines if line.endswith("\n")]
        told |= {int(line): f"p{number} {count}" for count, line in enumerate(whole)}
        with open_desk(where) as desk:
            kept = {event.seq: event.act.text for event in desk.events(key) if isinstance(event.act, Note)}
            assert told.items() <= kept.items()
            assert desk.verify() == []
    assert len(told) >= _KILLS


def check_all_there(events: tuple[Event, ...], who: list[str], each: int) -> None:
    """Every reviewer's edits are there once, in the reviewer's own order, and the numbers have no gap."""
    assert [event.seq for event in events] == list(range(1, len(who) * each + 2))
    for name in who:
        mine = [event.act.text for event in events if event.who == name and isinstance(event.act, Note)]
        assert mine == [f"{name} {number}" for number in range(each)]


def test_twenty_reviewers_make_fifty_edits_each(place: str) -> None:
    """Each in a thread with a desk of its own; against PostgreSQL that is a connection each."""
    names = [f"r{number}" for number in range(20)]
    key = document(place)

    def review(who: str) -> None:
        with open_desk(place) as desk:
            for number in range(50):
                seen = desk.head
                desk.append(key, [Note(target=None, text=f"{who} {number}")], who=who, when=NOW, seen=seen)

    with ThreadPoolExecutor(len(names)) as threads:
        list(threads.map(review, names))
    with open_desk(place) as desk:
        check_all_there(desk.events(), names, 50)
        assert desk.verify() == []


def test_four_processes_make_a_hundred_edits_each(place: str) -> None:
    names = [f"p{number}" for number in range(4)]
    key = document(place)
    processes = [appender(place, key, who, 100) for who in names]
    told = [int(line) for process in processes for line in process.communicate(timeout=120)[0].splitlines()]
    assert sorted(told) == list(range(2, 402))
    with open_desk(place) as desk:
        check_all_there(desk.events(), names, 100)
        assert desk.verify() == []


@pytest.mark.skipif(sys.platform == "win32", reason="the size of files is not limited there")
def test_a_full_disk_is_told_and_takes_nothing_away(tmp_path: Path) -> None:
    where = tmp_path / "desk.sayso"
    key = document(where)
    lines = appender(where, key, "ann", 100_000, 300_000).communicate(timeout=60)[0].splitlines()
    assert lines[-1].startswith("unreadable: free space")
    assert len(lines) > 10
    with open_desk(where) as desk:
        assert [event.seq for event in desk.events(key)][1 : len(lines)] == [int(line) for line in lines[:-1]]
        assert desk.verify() == []
        desk.append(key, [Note(target=None, text="on")], who="ann", when=NOW, seen=1)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Be somebody to whom the rights of files apply, which they do not to root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
def test_where_nothing_may_be_written_that_is_said() -> None:
    with tempfile.TemporaryDirectory(prefix="sayso-") as name:
        folder = Path(name)
        with open_desk(folder / "desk.sayso") as desk:
            desk.put(ledger(), who="ann", when=NOW)
        (folder / "desk.sayso").chmod(0o444)
        folder.chmod(0o555)
        for file in ("desk.sayso", "new.sayso"):
            with unprivileged(), pytest.raises(UsageError) as error:
                open_desk(folder / file)
            assert error.value.problem.code == "unreadable"
            assert "writable" in error.value.problem.hint
        folder.chmod(0o755)
        with open_desk(folder / "desk.sayso") as desk:
            assert desk.head == 1


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
def test_a_desk_is_for_its_owner_alone(tmp_path: Path) -> None:
    document(tmp_path / "desk.sayso")
    with open_desk(tmp_path / "desk.sayso"):
        modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {0o600}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, object]]:
    """The bytes of a desk with some of everything on it, and what it holds."""
    path = tmp_path_factory.mktemp("whole") / "desk.sayso"
    chance = random.Random(3)  # noqa: S311  words, no secrets
    with open_desk(path) as desk:
        key = furnished(desk).documents()[0].key
        for number in range(8):  # so that most of its bytes mean something
            words = " ".join(f"{chance.getrandbits(64):x}" for _ in range(300))
            key = desk.put(
                ledger(words, f"long {number}.txt"), who="ann", when=NOW, sources=[source(words[::-1], str(number))]
            ).key
            notes = [Note(target=None, text=f"{chance.getrandbits(900):x}") for _ in range(12)]
            desk.append(key, notes, who="ben", when=NOW, seen=desk.head)
        held = contents(desk)
    return path.read_bytes(), held


def bare(documents: Any) -> list[Kept]:
    """Documents without their summaries."""
    return [replace(kept, summary=None, summary_head=0) for kept in documents]


def outcome(path: Path, held: dict[str, object]) -> str:
    """What becomes of a damaged desk: it is told, or nothing is lost, or it passes unseen."""
    try:
        with open_desk(path) as desk:
            if problems := desk.verify():
                return "told" if all(problem.hint for problem in problems) else "told without a mend"
            found = contents(desk)
            found["documents"], summaries = bare(desk.documents()), [kept.summary for kept in desk.documents()]
            wanted = held | {"documents": bare(held["documents"])}  # a damaged summary is none, and is made anew
            return "harmless" if found == wanted and set(summaries) <= {b"summary", None} else "unseen"
    except UsageError as error:
        return "told" if error.problem.hint else "told without a mend"


def test_a_flipped_bit_is_told_or_does_no_harm(whole: tuple[bytes, dict[str, object]], tmp_path: Path) -> None:
    content, held = whole
    chance = random.Random(11)  # noqa: S311  places, no secrets
    outcomes = []
    for number in range(200):
        place, bit = chance.randrange(len(content)), chance.randrange(8)
        damaged = bytearray(content)
        damaged[place] ^= 1 << bit
        path = tmp_path / f"{number}.sayso"
        path.write_bytes(damaged)
        outcomes.append((outcome(path, held), place, bit))
        path.unlink()
    assert [one for one in outcomes if one[0] not in ("told", "harmless")] == []
    assert sum(one[0] == "told" for one in outcomes) > 60


@pytest.mark.parametrize("place", range(1000, 4200, 40))
def test_a_letter_of_the_schema_that_is_none_is_told(
    whole: tuple[bytes, dict[str, object]], tmp_path: Path, place: int
) -> None:
    """What SQLite then says of the schema cannot be read as text itself."""
    content, held = whole
    damaged = bytearray(content)
    damaged[place] ^= 0x80
    (tmp_path / "desk.sayso").write_bytes(damaged)
    assert outcome(tmp_path / "desk.sayso", held) in ("told", "harmless")


def test_a_value_of_another_type_is_told(tmp_path: Path) -> None:
    """A turned bit in the head of a row makes bytes of a text, a text of bytes, and something else of a number."""
    path = tmp_path / "desk.sayso"
    with open_desk(path) as desk:
        held = contents(furnished(desk))
    content, outcomes = path.read_bytes(), {}
    with closing(sqlite3.connect(path)) as db:
        named = "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
        columns = db.execute(named).fetchall()
    for table, column, kind in columns:
        path.write_bytes(content)
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("PRAGMA synchronous = OFF")
            other = "'x'" if kind == "INTEGER" else f"CAST({column} AS {'TEXT' if kind == 'BLOB' else 'BLOB'})"
            with suppress(sqlite3.IntegrityError):  # what is its own row's number can be nothing else
                db.execute(f"UPDATE {table} SET {column} = {other} WHERE rowid = (SELECT MAX(rowid) FROM {table})")  # noqa: S608
                outcomes[table, column] = looked_at(path, held)
    assert {where for where, came in outcomes.items() if came == "unseen"} == set()
    assert len(outcomes) > 40


def looked_at(path: Path, held: dict[str, object]) -> str:
    """What becomes of a damaged desk that is read without being verified first: it is told, or what was read is what was kept."""
    try:
        with open_desk(path) as desk:
            with suppress(UsageError):
                assert contents(desk) == held or desk.verify()
            return "told" if desk.verify() else "harmless" if contents(desk) == held else "unseen"
    except UsageError:
        return "told"


def test_flipped_bits_of_the_first_page_are_told_or_do_no_harm(
    whole: tuple[bytes, dict[str, object]], tmp_path: Path
) -> None:
    """The header of the file and the schema: each byte once."""
    content, held = whole
    unseen = []
    for place in range(100):
        damaged = bytearray(content)
        damaged[place] ^= 1 << (place % 8)
        path = tmp_path / f"{place}.sayso"
        path.write_bytes(damaged)
        if outcome(path, held) not in ("told", "harmless"):
            unseen.append(place)
    assert unseen == []


def test_a_desk_cut_short_is_told(whole: tuple[bytes, dict[str, object]], tmp_path: Path) -> None:
    content, held = whole
    for number in range(1, 40):
        path = tmp_path / f"{number}.sayso"
        path.write_bytes(content[: len(content) * number // 40])
        assert outcome(path, held) == "told"
