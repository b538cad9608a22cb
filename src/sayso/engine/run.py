"""Spreads shards over processes; what kills a process is found, told and left out.

Each shard goes to one process. Where that dies at an item, the item is tried alone in a fresh one: if it kills that too, it is
left out and the shard is done without it; if not, the shard is done in two pieces that part there, each in a fresh process, so
that what had piled up is gone. The pieces' lines are joined, and are the same as if nothing had happened.
"""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

from msgspec.structs import replace

from sayso.model import Problem, UsageError

from .files import Allowed, Finished, Folder, Shards, joined
from .process import Crew, DiedError, Process
from .whole import Whole, claim
from .work import OUT_OF_MEMORY, UNWRITABLE, Ended, Shard, Task

#: Items of one shard that may kill a process before the rest of it is given up.
_MOST_LEFT: Final = 100
_GLANCE: Final = 0.2
#: Codes of what was skipped for want of time and of memory, and for what may have gone since: rights to a file, a fault of ours.
_LATE, _LARGE = "timeout", "too-large"
_PASSING: Final = frozenset(("unreadable", "internal"))
MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """How many processes, how much memory each may take up (bytes), how long an item may take, what files are called by.

    `replace` gives up what the folder holds of another whole.
    """

    workers: int = 1
    memory: int = 2048 * MIB
    seconds: float = 60.0
    stem: str = "lines"
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: items done in it, shards' weights done and to be done, and the seconds since it began."""

    items: int
    done: int
    total: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run gave: its shards in order, how many of them were there already, and the most memory a process held."""

    shards: tuple[Finished, ...]
    kept: int
    memory: int
    seconds: float

    @property
    def counts(self) -> Counter[str]:
        """All counts, added up."""
        counts: Counter[str] = Counter()
        for one in self.shards:
            counts.update(one.counts)
        return counts

    @property
    def skipped(self) -> tuple[Problem, ...]:
        """All that was left out, and why."""
        return tuple(problem for one in self.shards for problem in one.skipped)


def _nobody(_progress: Progress) -> None:
    """Tell nobody."""


def run(
    shards: Sequence[Shard],
    work: str,
    version: str,
    out: Path,
    *,
    settings: Settings | None = None,
    report: Callable[[Progress], None] = _nobody,
    crew: Crew | None = None,
    whole: Whole | None = None,
    left_out: tuple[Problem, ...] = (),
) -> Summary:
    """Do the work ("module:function") on every shard into the folder `out`; a shard that is done already is passed over.

    The processes are those of `crew`, which lasts for several runs, else of this run alone. What is written is the same whatever the number of workers, and whatever was killed on the way. Ctrl-C leaves what
    is whole. Where it is told of which `whole` the shards are parts, those of another one in the folder are not taken away.
    `left_out` is kept with the list of shards. Raises UsageError for a folder that cannot be written, that another process
    writes, or that holds shards of another whole.
    """
    given = settings or Settings()
    if given.workers < 1 or given.seconds <= 0 or given.memory < MIB:
        raise UsageError("usage", "a run needs a worker, time and memory", "give numbers above zero")
    folder, begun = Folder(out, given.stem), time.monotonic()
    running = _Run(folder, work, version, given, {one.key(work, version): one for one in shards}, crew)
    with folder.alone():
        try:
            folder.sweep()
            if whole is not None:
                claim(folder, whole, running.shards, replace=given.replace)
            running.go(report, begun)
            finished = tuple(running.finished[key] for key in running.shards)
            folder.close(Shards(work=work, version=version, shards=finished, left_out=left_out))
        except OSError as error:
            raise folder.unwritable(error.strerror or str(error)) from error
    return Summary(finished, running.kept, running.memory, time.monotonic() - begun)


@dataclass
class _Run:
    """A run that is going on: threads take shards from a queue, each with a process of its own."""

    folder: Folder
    work: str
    version: str
    settings: Settings
    shards: dict[str, Shard]
    crew: Crew | None
    finished: dict[str, Finished] = field(default_factory=dict)
    kept: int = 0
    memory: int = 0
    items: int = 0
    failure: BaseException | None = None
    _wanted: SimpleQueue[str] = field(default_factory=SimpleQueue)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stop: threading.Event = field(default_factory=threading.Event)
    _processes: list[Process] = field(default_factory=list)

    def go(self, report: Callable[[Progress], None], begun: float) -> None:
        for key in self.shards:
            known = self.folder.finished(key)
            if known is None or _is_to_be_done_again(known, self.settings):
                self._wanted.put(key)
            else:
                self.finished[key] = known
        self.kept = len(self.finished)
        weights = sum(one.weight for key, one in self.shards.items() if key not in self.finished)
        count = min(self.settings.workers, self._wanted.qsize())
        threads = [threading.Thread(target=self._take, daemon=True) for _ in range(count)]
        before = set(self.finished)
        try:
            for thread in threads:
                thread.start()
            while any(thread.is_alive() for thread in threads):
                threads[0].join(_GLANCE) if threads[0].is_alive() else time.sleep(_GLANCE)
                with self._lock:
                    done = sum(self.shards[key].weight for key in self.finished if key not in before)
                report(Progress(self.items, done, weights, time.monotonic() - begun))
        finally:
            self._end(threads)
        if self.failure is not None:
            raise self.failure

    def _end(self, threads: Sequence[threading.Thread]) -> None:
        """Whatever happened: no process is left, and nothing unfinished."""
        self._stop.set()
        for process in list(self._processes):
            process.stop()
        for thread in threads:
            thread.join()
        self.folder.sweep()

    def _take(self) -> None:
        with self._lock:
            given = self.settings.memory, self.settings.seconds
            process = self.crew.take(*given) if self.crew else Process(*given)
            self._processes.append(process)
        try:
            while not self._stop.is_set():
                key = self._wanted.get_nowait()
                made = _Maker(self, process, key, self.shards[key]).make()
                with self._lock:
                    self.finished[key] = made
        except Empty:
            if self.crew is not None:
                self._free(process)
        except BaseException as error:  # noqa: BLE001  it is raised where the run was asked for
            if not self._stop.is_set():
                self.failure = error
                self._stop.set()

    def _free(self, process: Process) -> None:
        """A process has no more to do here, and may be of use to the next run."""
        assert self.crew is not None  # noqa: S101  it was asked for
        with self._lock:
            self._processes.remove(process)
            self.crew.give(process)

    def tick(self, done: bool) -> None:  # noqa: FBT001  a callback
        """A step was made, and perhaps an item done by it."""
        if self._stop.is_set():
            raise _StoppedError
        with self._lock:
            self.items += done

    def held(self, memory: int) -> None:
        """A process held so much."""
        with self._lock:
            self.memory = max(self.memory, memory)

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()


class _StoppedError(Exception):
    """The run was stopped; what is not whole is not wanted."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """The lines of a piece of a shard, and what was told of them."""

    path: Path
    ended: Ended


@dataclass
class _Maker:
    """One shard on its way: its pieces, and the items that are left out of it."""

    run: _Run
    process: Process
    key: str
    shard: Shard
    left: dict[int, Problem] = field(default_factory=dict)
    number: int = 0
    reopened: bool = False

    def make(self) -> Finished:
        """The shard's file, whole, with its marker."""
        pieces = self._pieces(0, None)
        part = pieces[0].path
        if len(pieces) > 1:
            part = self._part()
            joined([piece.path for piece in pieces], part)
        counts: Counter[str] = Counter()
        for piece in pieces:
            counts.update(piece.ended.counts)
        skipped = tuple(one for piece in pieces for one in piece.ended.skipped)
        made = Finished(
            key=self.key, name=self.shard.name, work=self.run.work, version=self.run.version,
            file=self.run.folder.file(self.key).name, size=0, hash="", items=sum(piece.ended.items for piece in pieces),
            counts=dict(sorted(counts.items())), skipped=skipped, allowed=_allowed(skipped, self.run.settings),
        )  # fmt: skip
        made = self.run.folder.finish(part, made)
        for piece in pieces:
            piece.path.unlink(missing_ok=True)
        return made

    def _pieces(self, first: int, last: int | None) -> list[_Piece]:
        """The items from `first` up to `last`, in as many pieces as it takes."""
        while True:
            try:
                return [self._done(first, last)]
            except DiedError as died:
                at = died.at
                if died.status == UNWRITABLE:
                    raise self.run.folder.unwritable("a process could not write its lines") from died
                if at is None and not self.reopened:
                    self.reopened = True  # once it may have been chance
                elif at is None or at < first:
                    return self._given_up(first, died)
                elif at in self.left or len(self.left) == _MOST_LEFT:
                    return [*(self._pieces(first, at) if at > first else []), *self._given_up(at, died)]
                elif not self._kills(at, died, alone=last == first + 1):
                    part = at if at > first else first + 1
                    return [*self._pieces(first, part), *self._pieces(part, last)]

    def _kills(self, at: int, died: DiedError, *, alone: bool) -> bool:
        """Whether an item kills a fresh process too, and is left out from now on; one that was `alone` is not tried again."""
        try:
            if alone:
                raise died
            piece = self._done(at, at + 1)
        except DiedError as again:
            self.left[at] = _reason(again, self.run.settings)
            return True
        piece.path.unlink(missing_ok=True)
        return False

    def _given_up(self, at: int, died: DiedError) -> list[_Piece]:
        """Word of the rest of a shard that cannot even be passed over, as a piece without lines."""
        told = _reason(died, self.run.settings)
        where = f"{self.shard.name}: all from item {at + 1} on" if at else self.shard.name
        path = self._part()
        joined([], path)
        problem = replace(told, uri=where)
        return [_Piece(path, Ended(items=0, counts={}, skipped=(problem,), memory=0))]

    def _done(self, first: int, last: int | None) -> _Piece:
        if self.run.stopped:
            raise _StoppedError
        path = self._part()
        task = Task(
            work=self.run.work, payload=self.shard.payload, where=self.shard.where,
            into=str(path), first=first, last=last, left=dict(self.left),
        )  # fmt: skip
        ended = self.process.do(task, self.run.tick)
        self.run.held(ended.memory)
        return _Piece(path, ended)

    def _part(self) -> Path:
        self.number += 1
        return self.run.folder.part(self.key, self.number)


def _allowed(skipped: tuple[Problem, ...], settings: Settings) -> Allowed:
    """The limits of a run, where items were skipped for them: elsewhere they do not matter, and files are the same under any."""
    met = {_LATE, _LARGE} & {problem.code for problem in skipped}
    return Allowed(memory=settings.memory, seconds=settings.seconds) if met else Allowed()


def _is_to_be_done_again(known: Finished, settings: Settings) -> bool:
    """Whether what was skipped in a shard may be done now: a limit was raised, or the fault lay outside of the item."""
    codes = {problem.code for problem in known.skipped}
    longer = _LATE in codes and settings.seconds > known.allowed.seconds
    larger = _LARGE in codes and settings.memory > known.allowed.memory
    return longer or larger or not _PASSING.isdisjoint(codes)


def _reason(died: DiedError, settings: Settings) -> Problem:
    """Why an item was left out."""
    if died.late:
        message = f"it took longer than {settings.seconds:g} seconds"
        return Problem(code=_LATE, message=message, hint="allow more time, or give it in parts")
    if died.status == OUT_OF_MEMORY:
        message = f"it takes more memory than {settings.memory // MIB} MiB"
        return Problem(code=_LARGE, message=message, hint="allow more memory, or give it in parts")
    return Problem(code="damaged", message=f"it made its process end ({_how(died)})", hint="look at it by itself")


def _how(died: DiedError) -> str:
    if died.status is not None and died.status < 0:
        try:
            return signal.Signals(-died.status).name
        except ValueError:
            return f"signal {-died.status}"
    return f"status {died.status}"
