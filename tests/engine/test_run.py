"""The engine: the same output whatever the number of workers and whatever dies on the way; what kills is told and left out."""

from __future__ import annotations

import errno
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

import pytest

from sayso.engine import Progress, Settings, Shard, Summary, read_lines, read_shards, run
from sayso.engine.run import MIB
from sayso.model import UnreadableError, UsageError

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes find the work of the tests where this one does."""
    monkeypatch.syspath_prepend(str(HERE))


def _shards(count: int, each: int = 8, **told: object) -> list[Shard]:
    payloads = [{"begin": at * each, "end": (at + 1) * each, **told} for at in range(count)]
    return [Shard(f"shard {at}", json.dumps(one).encode(), each) for at, one in enumerate(payloads)]


def _run(out: Path, shards: list[Shard], work: str = "made_work:numbers", **given: object) -> Summary:
    settings = Settings(**{"workers": 2, "memory": 512 * MIB, **given})  # type: ignore[arg-type]
    return run(shards, work, "1", out, settings=settings)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


def _numbers(folder: Path) -> list[int]:
    listed = read_shards(folder, "lines").shards
    return [int(line.split()[0]) for one in listed for line in read_lines(folder, one)]


def test_all_items_are_done_once_and_in_order(tmp_path: Path) -> None:
    done = _run(tmp_path / "out", _shards(5))
    assert _numbers(tmp_path / "out") == list(range(40))
    assert done.counts == {"items": 40}
    assert not done.skipped


def test_the_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    shards = _shards(6, poison={"3": "skip", "11": "raise", "20": "killed"})
    for workers in (1, 2, 3):
        _run(tmp_path / str(workers), shards, workers=workers)
    assert _bytes(tmp_path / "1") == _bytes(tmp_path / "2") == _bytes(tmp_path / "3")


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        ("raise", "internal"),
        ("unreadable", "damaged"),
        ("exit", "damaged"),
        ("killed", "damaged"),
        ("fault", "damaged"),
        ("memory", "too-large"),
    ],
)
def test_one_poisonous_item_in_each_shard_is_told_and_the_rest_is_done(tmp_path: Path, deed: str, code: str) -> None:
    done = _run(tmp_path / "out", _shards(3))
    poisoned = _run(tmp_path / "out", _shards(3, poison={"0": deed, "12": deed, "23": deed}))
    assert done.counts["items"] == 24
    assert _numbers(tmp_path / "out") == [number for number in range(24) if number not in (0, 12, 23)]
    assert {problem.code for problem in poisoned.skipped} == {code}
    if deed != "unreadable":  # where the work itself tells, it names what it means
        assert [problem.uri for problem in poisoned.skipped] == ["0", "12", "23"]


def test_an_item_that_takes_too_long_is_ended_and_told(tmp_path: Path) -> None:
    done = _run(tmp_path / "out", _shards(1, poison={"5": "forever"}), seconds=1.5)
    assert _numbers(tmp_path / "out") == [0, 1, 2, 3, 4, 6, 7]
    assert [(problem.code, problem.uri) for problem in done.skipped] == [("timeout", "5")]


def test_a_shard_that_cannot_even_be_passed_over_is_done_up_to_there(tmp_path: Path) -> None:
    done = _run(tmp_path / "out", _shards(2, between={"3": "fault", "8": "fault"}))
    assert _numbers(tmp_path / "out") == [0, 1, 2]
    assert [problem.uri for problem in done.skipped] == ["shard 0: all from item 4 on", "shard 1"]


def test_a_work_that_raises_between_items_keeps_what_was_done(tmp_path: Path) -> None:
    done = _run(tmp_path / "out", _shards(1, between={"3": "raise"}))
    assert _numbers(tmp_path / "out") == [0, 1, 2]
    assert [problem.code for problem in done.skipped] == ["internal"]


def test_what_piles_up_over_many_items_is_no_items_fault(tmp_path: Path) -> None:
    """A process that comes to the end of its memory is replaced, and no item is lost where each fits by itself."""
    whole = _run(tmp_path / "large", _shards(1, 12), "made_work:piling", memory=2048 * MIB)
    parted = _run(tmp_path / "small", _shards(1, 12), "made_work:piling", memory=560 * MIB)
    assert not whole.skipped
    assert not parted.skipped
    assert _bytes(tmp_path / "large") == _bytes(tmp_path / "small")


def test_shards_that_are_done_are_not_done_again(tmp_path: Path) -> None:
    first = _run(tmp_path, _shards(3))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("lines-*")}
    second = _run(tmp_path, _shards(4))
    assert (first.kept, second.kept) == (0, 3)
    assert all(path.stat().st_mtime_ns == time_ for path, time_ in before.items())


def test_a_shards_file_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    _run(tmp_path, _shards(2))
    whole = _bytes(tmp_path)
    victim = next(tmp_path.glob("lines-*.jsonl.gz"))
    victim.write_bytes(victim.read_bytes()[:-5])
    assert _run(tmp_path, _shards(2)).kept == 1
    assert _bytes(tmp_path) == whole


def test_what_was_skipped_for_want_of_time_is_done_when_there_is_more(tmp_path: Path) -> None:
    """With the same limits the shard counts as done; the hint to allow more time is true."""
    shards = _shards(2, poison={"5": "slow"})
    first = _run(tmp_path, shards, seconds=1)
    again = _run(tmp_path, shards, seconds=1, memory=600 * MIB)
    more = _run(tmp_path, shards, seconds=20)
    assert [[problem.code for problem in one.skipped] for one in (first, again, more)] == [["timeout"], ["timeout"], []]
    assert (again.kept, more.kept) == (2, 1)
    assert _numbers(tmp_path) == list(range(16))


def test_what_was_skipped_for_want_of_memory_is_done_when_there_is_more(tmp_path: Path) -> None:
    shards = _shards(2, poison={"5": "large"})
    first = _run(tmp_path, shards)
    again = _run(tmp_path, shards, seconds=90)
    more = _run(tmp_path, shards, memory=2048 * MIB)
    assert [[problem.code for problem in one.skipped] for one in (first, again, more)] == [
        ["too-large"],
        ["too-large"],
        [],
    ]
    assert (again.kept, more.kept) == (2, 1)


@pytest.mark.parametrize(("deed", "kept"), [("raise", 1), ("shut", 1), ("unreadable", 2), ("skip", 2)])
def test_a_fault_that_may_have_gone_is_tried_again(tmp_path: Path, deed: str, kept: int) -> None:
    """Rights may have been given, a fault of ours mended; what is damaged or empty stays so."""
    shards = _shards(2, poison={"5": deed})
    _run(tmp_path, shards)
    assert _run(tmp_path, shards).kept == kept


def test_what_is_no_part_of_the_run_any_more_is_taken_away(tmp_path: Path) -> None:
    _run(tmp_path, _shards(4))
    (tmp_path / "mine.txt").write_text("kept")
    _run(tmp_path, _shards(2))
    assert len(list(tmp_path.glob("lines-*.gz"))) == 2
    assert (tmp_path / "mine.txt").exists()


def test_damage_in_a_finished_file_is_told_when_it_is_read(tmp_path: Path) -> None:
    _run(tmp_path, _shards(1))
    victim = next(tmp_path.glob("lines-*.jsonl.gz"))
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 0xFF
    victim.write_bytes(bytes(data))
    with pytest.raises(UnreadableError, match="not as it was written"):
        _numbers(tmp_path)


def test_a_file_that_was_put_in_anothers_place_is_told_when_it_is_read(tmp_path: Path) -> None:
    """Whole as it is, it is not what was written: its hash is another, and none of its lines is given."""
    _run(tmp_path, _shards(1))
    (shard,) = read_shards(tmp_path, "lines").shards
    with gzip.open(tmp_path / shard.file, "wb") as file:
        file.write(b"1\n2\n")
    with pytest.raises(UnreadableError, match="not as it was written"):
        next(read_lines(tmp_path, shard))


def test_a_disk_that_is_full_is_no_items_fault(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        _run(tmp_path, _shards(2, poison={"3": "full"}))
    assert not list(tmp_path.glob(".part-*"))
    assert _run(tmp_path, _shards(2)).counts == {"items": 16}


def test_progress_counts_items_that_are_done(tmp_path: Path) -> None:
    told: list[Progress] = []
    run(_shards(3, pause=0.02), "made_work:numbers", "1", tmp_path, report=told.append)
    assert [one.items for one in told] == sorted(one.items for one in told)
    assert told[-1].items <= 24
    assert (told[-1].done, told[-1].total) == (24, 24)


def test_no_shards_are_a_finished_run(tmp_path: Path) -> None:
    assert not _run(tmp_path, []).shards
    assert not read_shards(tmp_path, "lines").shards


def test_an_unfinished_run_is_no_list_of_shards(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no finished"):
        read_shards(tmp_path, "lines")


_COMMAND = """
import json, sys
from pathlib import Path
from sayso.engine import Settings, Shard, run
shards = [Shard(str(at), json.dumps({"begin": at * 8, "end": at * 8 + 8, "pause": float(sys.argv[2]),
          "poison": {"3": "skip", "13": "raise"}}).encode(), 8) for at in range(12)]
run(shards, "made_work:numbers", "1", Path(sys.argv[1]), settings=Settings(workers=2))
"""


def _start(out: Path, pause: float = 0.002) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join((str(HERE), *filter(None, sys.path)))
    environment = {**os.environ, "PYTHONPATH": paths}
    return subprocess.Popen(
        [sys.executable, "-c", _COMMAND, str(out), str(pause)], env=environment, stderr=subprocess.PIPE
    )


def test_killed_at_twenty_moments_it_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    whole, chance = tmp_path / "whole", random.Random(20)  # noqa: S311  moments, no secrets
    begun = time.monotonic()
    assert _start(whole).wait() == 0
    lasts = time.monotonic() - begun
    killed = 0
    for number in range(20):
        out = tmp_path / str(number % 10)  # two kills in a folder, so that what was begun again is killed, too
        running = _start(out)
        time.sleep(chance.uniform(0.1, 0.9) * lasts)
        killed += running.poll() is None
        running.kill()
        running.communicate()
    assert killed > 5
    for number in range(10):
        assert _start(tmp_path / str(number)).wait() == 0
        assert _bytes(tmp_path / str(number)) == _bytes(whole)


def test_a_stop_by_ctrl_c_leaves_whole_shards_alone(tmp_path: Path) -> None:
    running = _start(tmp_path)
    until = time.monotonic() + 20
    while not list(tmp_path.glob("*.done.json")) and time.monotonic() < until:
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    running.communicate()
    assert running.returncode not in (0, None)
    files = {path.name.partition(".")[0] for path in tmp_path.glob("lines-*.jsonl.gz")}
    marked = {path.name.partition(".")[0] for path in tmp_path.glob("lines-*.done.json")}
    assert marked
    assert marked <= files
    assert not list(tmp_path.glob(".part-*"))


def test_two_runs_do_not_write_one_folder(tmp_path: Path) -> None:
    running = _start(tmp_path, pause=0.5)
    until = time.monotonic() + 60
    while not list(tmp_path.glob(".part-*")) and time.monotonic() < until:  # then it has the lock, and for long
        time.sleep(0.005)
    try:
        with pytest.raises(UsageError, match="another process"):
            _run(tmp_path, _shards(1))
    finally:
        running.kill()
        running.communicate()


def test_where_there_is_no_room_for_threads_none_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python waits for ever for a thread that ends before it begins, as one does that has no room."""

    def full(_: int, size: int) -> NoReturn:
        assert size > 2 * MIB
        raise OSError(errno.ENOMEM, "no memory")

    monkeypatch.setattr("sayso.engine.local.mmap.mmap", full)
    monkeypatch.setattr("threading.Thread.start", lambda _: pytest.fail("a thread was started"))
    with pytest.raises(MemoryError):
        _run(tmp_path / "out", _shards(2))
