"""What following a corpus costs by its size: CPU a document of joining it and of finding its threads, memory, and what a new day costs.

The ledgers are made (`MadeThreads`): short articles, about five to an event, with their claims and figures, so that joining alone is measured. The CPU
time is that of all processes; what they take to start is measured by one article a process, and taken off.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from sayso.cores import cores
from sayso.engine import Settings
from sayso.join import JoinDone, ThreadsDone, join_reuse, join_threads
from sayso.pipeline import Progress, no_progress

from .made_ledgers import EACH, write_ledgers
from .made_threads import MadeThreads
from .result import Measure, Outcome
from .room import check_same, notes, room
from .scale_texts import most_memory
from .spent import cpu_time, size_of

SIZE: Final = 10_000
#: The share of the documents that come first, and of which as many as a twentieth come later.
_PART, _NEW = 5, 20
_FEWEST: Final = 200


class _Spent(NamedTuple):
    """What a corpus took: CPU seconds of joining it and of its threads, the wall's seconds of both, and what became of it."""

    reuse: float
    threads: float
    wall: float
    joined: JoinDone
    done: ThreadsDone


def measure_follow_threads(
    data: Path, progress: Progress = no_progress, _peers: Path | None = None, *, size: int = SIZE
) -> Outcome:
    """Measure with a tenth of `size` documents, with all, and with a fifth of them to which a twentieth more come, in a folder within `data`, deleted in the end.

    Raises UsageError where there is no such folder, or where `size` is less than 200.
    """
    with room(data, "threads", size, fewest=_FEWEST) as folder:
        return Outcome(tuple(_measured(folder, size, progress)), notes=notes("ledgers"))


def _measured(folder: Path, size: int, progress: Progress) -> Iterator[Measure]:
    made = MadeThreads()
    progress("one a process, for the start", 0, 4)
    start = _follow(folder / "start", made, cores(), each=1)
    costs = []
    for step, (name, count) in enumerate(((".tenth", size // 10), ("", size)), 1):
        progress(f"{count} documents", step, 4)
        spent = _follow(folder / f"join{name}", made, count)
        reuse, threads = ((spent.reuse - start.reuse) / count, (spent.threads - start.threads) / count)
        costs.append(reuse + threads)
        yield Measure(f"cost{name}", costs[-1] * 1e3, count, "CPU milliseconds a document, joining and threads")
        yield Measure(f"cost.reuse{name}", reuse * 1e3, count, "of these, who took which passage from whom")
        yield Measure(f"cost.threads{name}", threads * 1e3, count, "of these, threads with histories and origins")
        yield Measure(f"wall{name}", count / spent.wall, count, "documents per second by the clock, with the start")
        memory = max(spent.joined.memory, spent.done.memory) / 1e6
        yield Measure(f"memory{name}", memory, count, "most memory of a process")
        yield Measure(f"memory.main{name}", most_memory(), count, "the same of the main process, with the bench so far")
        whole = size_of(folder / f"join{name}") / 1e6
        yield Measure(f"disk{name}", whole, count, "all files, those of the steps among them")
        followed = spent.done.followed
        yield Measure(f"claims{name}", followed.claims / count, count, "claims a document")
        yield Measure(f"threads{name}", followed.threads / count, count, "threads a document")
    yield Measure("growth", costs[1] / costs[0], size, "what a document costs, to what it costs in a tenth: 1 is flat")
    shutil.rmtree(folder / "join")
    yield from _later(folder, made, size // _PART, progress)


def _later(folder: Path, made: MadeThreads, count: int, progress: Progress) -> Iterator[Measure]:
    """What it costs when more come, beside finding all anew; and when nothing does."""
    more = count + count // _NEW
    progress("documents that come later", 3, 4)
    _follow(folder / "later", made, count)
    second, anew = _follow(folder / "later", made, more), _follow(folder / "anew", made, more)
    check_same(folder / "later", folder / "anew", "threads.jsonl")
    meaning = f"CPU of threads to which {more - count} documents come, to that of all anew, both with the start"
    yield Measure("later", second.threads / anew.threads, more, meaning)
    yield Measure(
        "later.all", (second.reuse + second.threads) / (anew.reuse + anew.threads), more, "the same with joining"
    )
    again = _follow(folder / "later", made, more)
    yield Measure("again", again.threads, more, "CPU seconds of threads where nothing has changed")


def _follow(folder: Path, made: MadeThreads, count: int, *, each: int = EACH) -> _Spent:
    ledgers = folder.with_name("ledgers")
    write_ledgers(ledgers, map(made.document, range(count)), each=each)
    begun, wall = cpu_time(), time.monotonic()
    joined = join_reuse(ledgers, folder, settings=Settings(cores()))
    between = cpu_time()
    done = join_threads(folder, settings=Settings(cores()))
    assert joined.joined.documents == count  # noqa: S101  else the measure is none
    return _Spent(between - begun, cpu_time() - between, time.monotonic() - wall, joined, done)
