"""The hostile corpus: every file is read or refused as it must be, with the mend told, in good time; what is dear is in `scripts/hostile.py`."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.hostile.corpus import CLASSES
from tests.hostile.earlier_checks import whole
from tests.hostile.folders import FOLDERS, MadeFolder, changing, fill
from tests.hostile.made import FIGURE, SECRET, Door, Made
from tests.hostile.outcomes import outcome_of

from sayso.model import UnreadableError
from sayso.reading.guard import work_apart

#: Of those that take more than a moment, so many stand for all; the others are read by the script.
_SAMPLE = frozenset(("rolling-20000-lines.srt", "cue-of-50000-lines.srt", "forms-of-each-other.pdf"))
_COLLECTED = frozenset((".jsonl", ".jsonl.gz", ".warc", ".rss"))
_ALL = [(name, made) for name, files in CLASSES.items() for made in files]


def test_there_are_enough_of_them_and_each_has_its_own_name() -> None:
    names = [made.name for _, made in _ALL]
    assert len(names) >= 300
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "made", [pytest.param(made, id=made.name) for _, made in _ALL if not made.dear or made.name in _SAMPLE]
)
def test_each_is_answered_as_it_must_be(tmp_path: Path, made: Made) -> None:
    path = tmp_path / made.name
    path.write_bytes(made.data())
    assert outcome_of([path], made.door).faults(made) == []
    assert sorted(one.name for one in tmp_path.iterdir()) == [made.name]


@pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and such names are those of POSIX")
@pytest.mark.parametrize("made", [pytest.param(made, id=made.name) for made in FOLDERS])
@pytest.mark.parametrize("door", ["document", "corpus", "checks"])
def test_folders_lead_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: MadeFolder, door: Door
) -> None:
    if door not in made.doors:
        pytest.skip("it is no folder for this")
    monkeypatch.chdir(tmp_path)
    outcome = outcome_of([fill(tmp_path, made)], door)
    assert outcome.wrong(SECRET) == []
    assert len(outcome.texts) == made.texts
    assert outcome.codes >= set(made.told)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.jsonl", "a.jsonl.gz", "a.warc", "a.json", "a.rss"])
def test_a_file_that_changes_while_it_is_read_is_read_or_told(tmp_path: Path, name: str) -> None:
    """It may be read as the one or the other, in part, or be gone: whatever comes of it, it is no fault of ours and has a mend."""
    files = {made.name: made for _, made in _ALL}
    one = {
        "a.txt": FIGURE.encode() * 2000,
        "a.html": files["charset-lies.html"].data(),
        "a.csv": files["columns-2000.csv"].data(),
        "a.jsonl": files["returns.jsonl"].data() * 200,
        "a.jsonl.gz": files["check-wrong.jsonl.gz"].data(),
        "a.warc": files["length-twice.warc"].data() * 20,
        "a.json": files["plain.json"].data(),
        "a.rss": files["feed-html-entities.rss"].data(),
    }[name]
    door: Door = "checks" if name.endswith(".json") else "corpus" if name[1:] in _COLLECTED else "document"
    with changing(tmp_path / name, one, one[::-1]):
        for _ in range(6):
            outcome = outcome_of([tmp_path / name], door)
            assert outcome.wrong("") == []
            assert outcome.texts or outcome.problems or door == "corpus"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_a_pipe_that_nobody_writes_to_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.reading.opened.PATIENCE", 0.2)
    os.mkfifo(tmp_path / "a.txt")
    for door in ("document", "corpus", "checks"):
        outcome = outcome_of([tmp_path / "a.txt"], door)
        assert outcome.wrong("") == []
        assert outcome.come in {"unreadable", "no-sources"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_a_pipe_with_a_writer_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in `sayso check <(command)`: the command may take longer than a pipe without one is waited for."""
    monkeypatch.setattr("sayso.reading.opened.PATIENCE", 0.05)
    os.mkfifo(tmp_path / "a.txt")
    reader = os.open(tmp_path / "a.txt", os.O_RDONLY | os.O_NONBLOCK)
    writer = os.open(tmp_path / "a.txt", os.O_WRONLY)
    os.close(reader)

    def write() -> None:
        time.sleep(0.5)
        os.write(writer, FIGURE.encode())
        os.close(writer)

    thread = threading.Thread(target=write)
    thread.start()
    assert outcome_of([tmp_path / "a.txt"], "document").texts == [FIGURE]
    thread.join()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no such devices here")
def test_a_device_without_end_is_too_large() -> None:
    assert outcome_of([Path("/dev/zero")], "document").come == "too-large"
    assert outcome_of([Path("/dev/zero")], "corpus").come in {"unreadable", "no-sources"}
    assert outcome_of([Path("/dev/zero")], "checks").come == "unreadable"


def test_what_readers_may_take_can_be_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A page that hangs its parser is ended in the time that is set, and the mend names the setting."""
    made = next(made for _, made in _ALL if made.name == "attributes-200000.html")
    (tmp_path / made.name).write_bytes(made.data())
    monkeypatch.setenv("SAYSO_READING_SECONDS", "1")
    (problem,) = outcome_of([tmp_path / made.name], "document").problems
    assert (problem.code, "1 seconds" in problem.message) == ("timeout", True)
    assert "SAYSO_READING_SECONDS=4" in problem.hint
    monkeypatch.setenv("SAYSO_READING_SECONDS", "soon")
    assert outcome_of([tmp_path / made.name], "document").come == "usage"


def test_memory_of_a_reader_is_bounded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" + b"some words,1\n" * 90_000)
    monkeypatch.setenv("SAYSO_READING_MEMORY", "60")
    (problem,) = outcome_of([path], "document").problems
    assert problem.code in {"too-large", "damaged"}
    assert "SAYSO_READING_MEMORY=240" in problem.hint
    monkeypatch.setenv("SAYSO_READING_MEMORY", "1024")
    assert outcome_of([path], "document").come == "read"


def test_large_json_of_checks_is_read_in_the_other_process_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is said in it may be a hundred times as large as the file: this process must not hold it."""
    path = tmp_path / "a.json"
    path.write_text(f"[{whole()}," + "[]," * 500_000 + "[]]")
    monkeypatch.setattr("sayso.checked.one_file.parse_json", None)
    outcome = outcome_of([path], "checks")
    assert (outcome.come, outcome.wrong("")) == ("read", [])


def test_no_reader_opens_a_socket() -> None:
    """In the process that reads foreign formats, sockets are banned: what a library would do there is an error, and no request."""
    for work in ("socket:create_connection", "socket:socket"):
        with pytest.raises(UnreadableError) as caught:
            work_apart(work, b"")
        assert "opens no socket" in caught.value.problem.message or caught.value.problem.code == "damaged"
