"""What joining a corpus costs by its size: CPU a document where there are ten times as many, memory, disk, and what a new day costs.

The documents are those of the bench of reuse (`MadeReuse`), written as ledgers without figures or claims, so that joining alone is measured. The
CPU time is that of all processes; what they take to start is measured by joining a document a process, and taken off.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from sayso.cores import cores
from sayso.engine import Settings
from sayso.join import JoinDone, join_reuse
from sayso.model import Analysis, Document, document_id, text_id
from sayso.pipeline import Progress, no_progress

from .made_ledgers import EACH, write_ledgers
from .result import Measure, Outcome
from .reuse_cost import MadeReuse
from .room import check_same, notes, room
from .scale_texts import LANGUAGES, most_memory
from .spent import cpu_time, size_of

SIZE: Final = 10_000
#: The share of the documents to which as many as a twentieth of them come anew.
_HALF, _NEW = 2, 20
_FEWEST: Final = 200
_OUTLETS, _DAYS, _MONTHS = 200, 28, 12


class _Spent(NamedTuple):
    """What a join took: CPU seconds, the wall's seconds, and what became of it."""

    cpu: float
    wall: float
    done: JoinDone


def measure_follow_join(
    data: Path, progress: Progress = no_progress, _peers: Path | None = None, *, size: int = SIZE
) -> Outcome:
    """Measure with a tenth of `size` documents, with all, and with half of them to which a twentieth more come, in a folder within `data`, deleted in the end.

    Raises UsageError where there is no such folder, or where `size` is less than 200.
    """
    with room(data, "join", size, fewest=_FEWEST) as folder:
        return Outcome(tuple(_measured(folder, size, progress)), notes=notes("texts"))


def _measured(folder: Path, size: int, progress: Progress) -> Iterator[Measure]:
    made = MadeDocuments()
    progress("one a process, for the start", 0, 4)
    start = _join(folder / "start", made, cores(), each=1)
    costs = []
    for step, (name, count) in enumerate(((".tenth", size // 10), ("", size)), 1):
        progress(f"{count} documents", step, 4)
        spent = _join(folder / f"join{name}", made, count)
        costs.append((spent.cpu - start.cpu) / count)
        yield Measure(f"cost{name}", costs[-1] * 1e3, count, "CPU milliseconds a document")
        yield Measure(f"wall{name}", count / spent.wall, count, "documents per second by the clock, with the start")
        yield Measure(f"memory{name}", spent.done.memory / 1e6, count, "most memory of a process")
        yield Measure(f"memory.main{name}", most_memory(), count, "the same of the main process, with the bench so far")
        yield Measure(
            f"disk{name}",
            size_of(folder / f"join{name}") / 1e6,
            count,
            "all files of the join, those of its steps among them",
        )
        passages = spent.done.joined.counts["passages"]
        yield Measure(f"passages{name}", passages / count, count, "shared passages a document")
    yield Measure("growth", costs[1] / costs[0], size, "what a document costs, to what it costs in a tenth: 1 is flat")
    shutil.rmtree(folder / "join")
    yield from _later(folder, made, size // _HALF, progress)


def _later(folder: Path, made: MadeDocuments, count: int, progress: Progress) -> Iterator[Measure]:
    """What it costs when more come, beside joining all anew."""
    more = count + count // _NEW
    progress("documents that come later", 3, 4)
    _join(folder / "later", made, count)
    second, anew = _join(folder / "later", made, more), _join(folder / "anew", made, more)
    check_same(folder / "later", folder / "anew", "reuse-*.gz")
    meaning = f"CPU of a join to which {more - count} come, to that of joining all anew, both with the start"
    yield Measure("later", second.cpu / anew.cpu, more, meaning)
    yield Measure("later.cpu", second.cpu, more, "CPU seconds of the first of these")


class MadeDocuments:
    """Documents by their number, with outlets and days."""

    def __init__(self) -> None:
        """Make the same ones every time."""
        self._texts = MadeReuse()

    def document(self, number: int) -> Analysis:
        """One of them."""
        text, uri = self._texts.text(number), f"{number:07}.txt"
        day = f"2026-{1 + number // _DAYS % _MONTHS:02}-{1 + number % _DAYS:02}"
        doc = Document(
            id=document_id(uri, day, text), text_id=text_id(text), uri=uri, text=text, published=day,
            outlet=f"Outlet {number % _OUTLETS}", language=LANGUAGES[number % len(LANGUAGES)],
        )  # fmt: skip
        return Analysis(document=doc)


def _join(folder: Path, made: MadeDocuments, count: int, *, each: int = EACH) -> _Spent:
    ledgers = folder.with_name("ledgers")
    write_ledgers(ledgers, map(made.document, range(count)), each=each)
    cpu, wall = cpu_time(), time.monotonic()
    done = join_reuse(ledgers, folder, settings=Settings(cores()))
    assert done.joined.documents == count  # noqa: S101  else the measure is none
    return _Spent(cpu_time() - cpu, time.monotonic() - wall, done)
