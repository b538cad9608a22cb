"""What a cluster costs beside processes of one machine: the same corpus read and joined by both, on the same cores, to the same bytes.

The cluster is Spark's own, with a master and a worker a core on this machine, so that what is measured is what handing work out costs, not what
more machines gain. Its CPU time is that of all its processes, looked at twice a second, from when the run begins: what the master and the workers take
to start is not in it, what the driver, its executors and their Python take is.
"""

from __future__ import annotations

import os
import resource
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple, Self

from sayso.cores import cores
from sayso.engine import Settings
from sayso.follow import read_corpus
from sayso.join import join_reuse
from sayso.pipeline import Progress, no_progress

from .follow_join import MadeDocuments
from .follow_read import write_texts
from .local_cluster import LocalCluster
from .made_ledgers import write_ledgers
from .result import Measure, Outcome
from .room import check_same, room

SIZE: Final = 10_000
_FEWEST: Final = 200
#: Reading takes several times as long as joining: it is measured with a part of the documents.
_READ: Final = 10
_LOOK: Final = 0.5


class _Spent(NamedTuple):
    """What a run took: the wall's seconds and CPU seconds."""

    wall: float
    cpu: float


def measure_follow_cluster(
    data: Path, progress: Progress = no_progress, _peers: Path | None = None, *, size: int = SIZE
) -> Outcome:
    """Measure with a tenth of `size` documents read by figures and `size` joined, in a folder within `data`, deleted in the end; needs Linux, Java and pyspark.

    Raises UsageError where one of them is missing, or where `size` is less than 200.
    """
    with (
        room(data, "cluster", size, fewest=_FEWEST) as folder,
        LocalCluster(folder / "spark", cores()) as cluster,
    ):
        measures = tuple(_measured(folder, cluster, size, progress))
    both = f"{cores()} processes, {cores()} workers"
    return Outcome(measures, notes=("the texts are made, the same every time; both gave the same bytes", both))


def _measured(folder: Path, cluster: LocalCluster, size: int, progress: Progress) -> Iterator[Measure]:
    ways = {"here": Settings(cores(), seconds=600), "cluster": Settings(seconds=600, spark=cluster.address)}
    few = size // _READ
    (folder / "corpus").mkdir()
    write_texts(folder / "corpus", few)
    read, joined = dict[str, _Spent](), dict[str, _Spent]()
    for step, (name, settings) in enumerate(ways.items()):
        progress(f"{few} documents read, {name}", step, 4)
        read[name] = _spent(settings, cluster, _reading(folder / "corpus", folder / f"read-{name}", settings))
    check_same(folder / "read-here", folder / "read-cluster", "*")
    write_ledgers(folder / "ledgers", map(MadeDocuments().document, range(size)))
    for step, (name, settings) in enumerate(ways.items(), 2):
        progress(f"{size} documents joined, {name}", step, 4)
        joined[name] = _spent(settings, cluster, _joining(folder / "ledgers", folder / f"join-{name}", settings))
    check_same(folder / "join-here", folder / "join-cluster", "*")
    yield from _told("read", few, read)
    yield from _told("join", size, joined)


def _told(what: str, count: int, spent: dict[str, _Spent]) -> Iterator[Measure]:
    here, there = spent["here"], spent["cluster"]
    yield Measure(
        f"{what}.wall",
        there.wall / here.wall,
        count,
        "seconds by the clock on the cluster, to those of processes alone",
    )
    yield Measure(f"{what}.cpu", there.cpu / here.cpu, count, "CPU seconds of all processes, likewise")
    for name, one in spent.items():
        yield Measure(f"{what}.wall.{name}", one.wall, count, "seconds by the clock, with the start")
        yield Measure(f"{what}.cpu.{name}", one.cpu, count, "CPU seconds")


def _reading(corpus: Path, out: Path, settings: Settings) -> Callable[[], object]:
    return lambda: read_corpus([str(corpus)], out, depth="figures", settings=settings)


def _joining(ledgers: Path, out: Path, settings: Settings) -> Callable[[], object]:
    return lambda: join_reuse(ledgers, out, settings=settings)


def _spent(settings: Settings, cluster: LocalCluster, do: Callable[[], object]) -> _Spent:
    """What it takes: in this process, and in those that it starts or in those of the cluster."""
    if not settings.spark:
        return _timed(do, resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    with _Watch(cluster) as watch:
        mine = _timed(do, resource.RUSAGE_SELF)
    return _Spent(mine.wall, mine.cpu + watch.cpu)


def _timed(do: Callable[[], object], *kinds: int) -> _Spent:
    cpu, wall = _cpu(*kinds), time.monotonic()
    do()
    return _Spent(time.monotonic() - wall, _cpu(*kinds) - cpu)


def _cpu(*kinds: int) -> float:
    """The CPU time of this process, or of those that it waited for, with theirs."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


class _Watch:
    """Looks at the CPU time of a cluster's processes, many of which end before it is asked for."""

    def __init__(self, cluster: LocalCluster) -> None:
        self._cluster = cluster
        self._before = _times(cluster)
        self._last = dict(self._before)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._go, daemon=True)

    def _go(self) -> None:
        while not self._end.wait(_LOOK):
            self._last.update(_times(self._cluster))

    @property
    def cpu(self) -> float:
        """Seconds since it began."""
        return sum(spent - self._before.get(pid, 0.0) for pid, spent in self._last.items())

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()
        self._last.update(_times(self._cluster))


def _times(cluster: LocalCluster) -> dict[str, float]:
    """The CPU seconds of the cluster's processes that live, the driver's Java among them, but not this one."""
    ticks, found = os.sysconf("SC_CLK_TCK"), dict[str, float]()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            told, state = (path / "environ").read_bytes(), (path / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        if f"SPARK_CONF_DIR={cluster.folder}/".encode() in told:
            user, system = state.rpartition(")")[2].split()[11:13]
            found[path.name] = (int(user) + int(system)) / ticks
    return found
