"""The engine on a real cluster: the same bytes as on one machine, also when a worker is lost; what is wrong is told with the mend."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.bench.local_cluster import LocalCluster
from sayso.engine import Crew, Progress, Settings, Shard, Summary, Whole, run
from sayso.model import UsageError

Run = Callable[..., Summary]


def _shards(count: int, **told: object) -> list[Shard]:
    payloads = [{"begin": at * 8, "end": at * 8 + 8, **told} for at in range(count)]
    return [Shard(f"shard {at}", json.dumps(one).encode(), 8) for at, one in enumerate(payloads)]


def _run(out: Path, shards: list[Shard], settings: Settings, **given: object) -> Summary:
    return run(shards, "made_work:numbers", "1", out, settings=settings, **given)  # type: ignore[arg-type]


@pytest.fixture(name="spread", scope="module")
def _spread(cluster: LocalCluster) -> Iterator[Run]:
    """A run on the cluster, all by one connection."""
    with Crew() as crew:

        def spread(out: Path, shards: list[Shard], seconds: float = 60, **given: object) -> Summary:
            return _run(out, shards, Settings(spark=cluster.address, seconds=seconds), crew=crew, **given)

        yield spread
    assert _gone(cluster)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


def test_a_worker_that_is_lost_costs_nothing(tmp_path: Path, cluster: LocalCluster, spread: Run) -> None:
    """Its executor is killed with it in the midst of a task; what it did is done by the other one."""
    shards, lost = _shards(12, pause=0.05, poison={"3": "skip", "13": "raise", "21": "killed"}), list[int]()

    def look(now: Progress) -> None:
        if now.done and not lost:
            lost.append(now.done)
            cluster.kill(0)

    try:
        found = spread(tmp_path / "spark", shards, report=look)
    finally:
        cluster.start(0)
    assert lost
    assert lost[0] < 60
    here = _run(tmp_path / "here", shards, Settings(2))
    assert found.skipped == here.skipped
    assert _bytes(tmp_path / "spark") == _bytes(tmp_path / "here")


def test_what_never_ends_is_left_out_in_the_same_way(tmp_path: Path, spread: Run) -> None:
    shards = _shards(3, poison={"5": "forever", "18": "exit"})
    found = spread(tmp_path / "spark", shards, seconds=2)
    assert [(problem.code, problem.uri) for problem in found.skipped] == [("timeout", "5"), ("damaged", "18")]
    _run(tmp_path / "here", shards, Settings(1, seconds=2))
    assert _bytes(tmp_path / "spark") == _bytes(tmp_path / "here")


def test_what_may_be_done_now_is_done_again(tmp_path: Path, spread: Run) -> None:
    """What was finished stays; a shard with a fault of ours is tried again, and not taken for one that another try made."""
    shards = _shards(3, poison={"13": "raise"})
    spread(tmp_path, shards)
    times = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.done.json")}
    assert spread(tmp_path, shards).kept == 2
    changed = [path for path in tmp_path.glob("*.done.json") if path.stat().st_mtime_ns != times[path.name]]
    assert len(changed) == 1


def test_workers_that_do_not_see_what_lies_here_are_told(tmp_path: Path, spread: Run) -> None:
    """Nothing is done then. A folder of this process alone stands for one of this machine alone."""
    mine = f"/proc/self/task/{threading.get_native_id()}"
    with pytest.raises(UsageError, match="does not see /proc/self/task") as raised:
        spread(tmp_path, _shards(3), whole=Whole(places=(mine,), how="numbers"))
    assert raised.value.problem.code == "cluster"
    assert "same path" in raised.value.problem.hint
    assert not list(tmp_path.glob("lines-*.gz"))


def test_a_disk_that_is_full_is_told_as_here(tmp_path: Path, spread: Run) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        spread(tmp_path, _shards(2, poison={"3": "full"}))
    assert not list(tmp_path.glob(".part-*"))


def test_a_stop_leaves_what_is_whole(tmp_path: Path, cluster: LocalCluster, spread: Run) -> None:
    """As by Ctrl-C; the tasks at work are ended with their processes, and the same again finishes it."""

    def stop(now: Progress) -> None:
        if now.done:
            assert _makers(cluster)
            raise KeyboardInterrupt

    shards = _shards(8, pause=0.1)
    with pytest.raises(KeyboardInterrupt):
        spread(tmp_path, shards, report=stop)
    assert not (tmp_path / "lines.json").exists()
    marked = len(list(tmp_path.glob("*.done.json")))
    assert 0 < marked < 8
    assert _gone(cluster)
    again = spread(tmp_path, shards)
    assert marked <= again.kept < 8
    assert again.counts == {"items": 64}


def _makers(cluster: LocalCluster) -> list[str]:
    """The processes that make shards for the workers of the cluster."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            line, told = (path / "cmdline").read_bytes(), (path / "environ").read_bytes()
        except OSError:
            continue
        if b"sayso.engine.worker" in line and f"SPARK_CONF_DIR={cluster.folder}/".encode() in told:
            found.append(path.name)
    return found


def _gone(cluster: LocalCluster) -> bool:
    """Whether they all have ended, soon."""
    until = time.monotonic() + 30
    while _makers(cluster) and time.monotonic() < until:
        time.sleep(0.1)
    return not _makers(cluster)
