"""What is left of a writer that failed, and what is seen of files that are damaged: whole, or told, or made again."""

from __future__ import annotations

import errno
import random
import threading
from pathlib import Path

import pytest
from tests.checked.test_matching_checks import made
from tests.join.test_kept import keep
from tests.render.make_ledger import small_ledger
from tests.render.make_threads import quays

from sayso.checked import Collection, ReadChecks, collection
from sayso.checked.collection import is_kept
from sayso.cli import main
from sayso.engine import local
from sayso.engine.files import Finished, Folder, hash_of_file, put
from sayso.engine.process import Crew
from sayso.join import read_threads
from sayso.join.kept import ACCOUNT, THREADS, Followed
from sayso.model import Problem, UnreadableError, UsageError
from sayso.model.seal import sealed_text
from sayso.store.desk import backup, open_desk, restore
from sayso.workbench import jobs


def _failing(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Have the file of that number fail for want of room."""
    calls = iter(range(100))

    def failing(path: Path, *pieces: bytes) -> int:
        if next(calls) == at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return put(path, *pieces)

    for name in ("put", "put_lasting"):
        monkeypatch.setattr(collection, name, failing)


@pytest.mark.parametrize("at", range(7))
def test_a_collection_stays_whole_when_a_newer_one_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """The earlier one is there until all of the newer one is; a second try leaves nothing of the first."""
    folder, whole = tmp_path / "kept", made()
    whole.keep(folder)
    before = [held.check for held in Collection.open(folder).held]
    few = Collection.of(ReadChecks(tuple(before[:2]), 1, ()))
    with monkeypatch.context() as patched:
        _failing(patched, at)
        with pytest.raises(OSError, match="No space"):
            few.keep(folder)
        assert [held.check for held in Collection.open(folder).held] == before
    few.keep(folder)
    assert [held.check for held in Collection.open(folder).held] == before[:2]
    assert len(list(folder.iterdir())) == 7


def test_leavings_of_a_collection_that_was_never_whole_are_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / ".part-checks-0123456789ab.jsonl-0123456789abcdef").write_bytes(b"half")
    assert is_kept(tmp_path)
    made().keep(tmp_path)
    assert not list(tmp_path.glob(".part-*"))


def test_a_file_that_cannot_be_written_leaves_no_half_of_it(tmp_path: Path) -> None:
    def pieces() -> object:
        yield b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put(tmp_path / "x", *pieces())  # type: ignore[misc]
    assert list(tmp_path.iterdir()) == []


def test_a_shard_counts_as_done_only_while_its_files_are_as_they_were_left(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "s")
    (tmp_path / "rows-k").write_bytes(b"rows")
    folder.part("k", "1").write_bytes(b"lines")
    given = Finished(
        key="k", name="n", work="w", version="v", file=folder.file("k").name, size=0, hash="", items=1, counts={}
    )
    known = folder.finish(folder.part("k", "1"), given, ("rows",))
    assert folder.finished("k") == known
    assert folder.is_whole(known)
    (tmp_path / "rows-k").write_bytes(b"rowt")
    assert not folder.is_whole(known)


def test_a_marker_with_a_flipped_bit_is_none(tmp_path: Path) -> None:
    folder, chance = Folder(tmp_path, "s"), random.Random(4)  # noqa: S311  places, no secrets
    folder.part("k", "1").write_bytes(b"lines")
    counts = {"documents": 12}
    given = Finished(
        key="k", name="n", work="w", version="v", file=folder.file("k").name, size=0, hash="", items=1, counts=counts
    )
    known = folder.finish(folder.part("k", "1"), given)
    whole = folder.marker("k").read_bytes()
    for _ in range(200):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        folder.marker("k").write_bytes(damaged)
        assert folder.finished("k") in (None, known)


def test_threads_that_are_not_as_they_were_written_are_told(tmp_path: Path) -> None:
    path = keep(tmp_path, quays()) / THREADS
    told = Followed(
        version="1",
        joined="b2:0",
        encoder="",
        claims=1,
        threads=1,
        appearances=1,
        size=path.stat().st_size,
        hash=hash_of_file(path),
    )
    (tmp_path / ACCOUNT).write_bytes(sealed_text(told))
    assert len(list(read_threads(tmp_path))) == 1
    path.write_bytes(path.read_bytes().replace(b"quays", b"quads"))
    with pytest.raises(UnreadableError, match="not as it was written"):
        list(read_threads(tmp_path))


@pytest.mark.parametrize("linked", [True, False])
def test_a_desk_that_is_restored_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, linked: bool
) -> None:
    """An empty file in its place would be opened as an empty desk, and refuse a second try."""

    def failing(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with open_desk(tmp_path / "desk.sayso") as desk:
        desk.put(small_ledger(), who="Ann", when="2026-11-28T12:00:00Z")
        assert backup(desk, tmp_path / "copy.sayso") == []
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", failing)
        patched.setattr("os.link", failing)
        with pytest.raises(UsageError, match="Input/output error"):
            restore(tmp_path / "copy.sayso", str(tmp_path / "new.sayso"))
    assert not (tmp_path / "new.sayso").exists()
    assert not list(tmp_path.glob(".*"))
    if not linked:
        monkeypatch.setattr("os.link", failing)
    restore(tmp_path / "copy.sayso", str(tmp_path / "new.sayso"))
    with open_desk(tmp_path / "new.sayso") as desk:
        assert len(desk.documents()) == 1
    with pytest.raises(UsageError, match="already"):
        restore(tmp_path / "copy.sayso", str(tmp_path / "new.sayso"))


def test_a_thread_that_cannot_be_started_is_what_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", failing)
    with pytest.raises(RuntimeError, match="can't start"):
        local._Running(crew=Crew(), account=None).go(2)  # type: ignore[arg-type]


def test_a_reading_of_the_workbench_that_finds_a_full_disk_is_told_with_the_mend(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/var/private/a.txt")

    class Out(list[tuple[str, Problem]]):
        send = list.append

    told = Out()
    monkeypatch.setattr(jobs, "_read", full)
    jobs.read(jobs.Wanted("a.txt", "a.txt", "Ann"), told)  # type: ignore[arg-type]
    ((what, problem),) = told
    assert what == "problem"
    assert "No space left" in problem.message
    assert "private" not in problem.message
    assert "see that the disk has room" in problem.hint


def test_a_fault_of_ours_in_a_reading_is_none_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends with it, so that it stands in the log; a path is told in neither case."""

    def faulty(*_: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", "/var/private/a.txt")

    monkeypatch.setattr(jobs, "_read", faulty)
    with pytest.raises(FileNotFoundError):
        jobs.read(jobs.Wanted("a.txt", "a.txt", "Ann"), None)  # type: ignore[arg-type]
    told = jobs._died(OSError(errno.EMFILE, "Too many open files", "/var/private/a.txt"))
    assert told.message == "the system says: Too many open files"


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (MemoryError(), 3, "not enough memory"),
        (RuntimeError("can't start new thread"), 3, "not enough memory"),
        (OSError(errno.EMFILE, "Too many open files", "/x"), 3, "/x: Too many open files [unreadable]"),
        (KeyboardInterrupt(), 130, "stopped"),
    ],
)
def test_what_the_system_refuses_is_told_with_the_mend(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, told: str
) -> None:
    def raising(_options: object) -> int:
        raise error

    monkeypatch.setattr("sayso.cli.schema.run", raising)
    assert main(["schema"]) == code
    err = capsys.readouterr().err
    assert told in err
    assert "Traceback" not in err
