"""Documents read in a process of their own, one after another, so that the pages stay quick and a hostile file harms none.

A job tells how far it is; the article's own ledger comes first, so that people can begin to read while its sources are
still searched. A job can be stopped; what it had given stays.
"""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Queue
from secrets import token_hex
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Final, Literal

from sayso.model import Document, Ledger, Problem, SaysoError, is_of_the_system, of_the_system

if TYPE_CHECKING:
    from sayso.reading import Reading

State = Literal["waiting", "reading", "done", "failed", "stopped"]
#: A finished job is told of until this many newer ones have finished.
_REMEMBERED: Final = 50
#: How long the end of the workbench waits for the last job to be cleared away, in seconds.
_PATIENCE: Final = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read: `article` (a path or URL, shown as `name`), against what, and for whom. `folder` holds its files.

    With `kept` it is that text, as it was read before, that is looked at anew. `key` is the document's, where it is known;
    `fresh` says that a new document gets it, `there` that a person had it read anew, so that those at work keep their
    passages until there are new ones.
    """

    article: str
    name: str
    who: str
    against: tuple[str, ...] = ()
    key: str | None = None
    fresh: bool = False
    there: bool = False
    folder: str | None = None
    vectors: bool = True
    allow_private: bool = False
    kept: Document | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A reading: how it stands. `key` is the document's, once there is one; `problem` says why it failed."""

    id: str
    wanted: Wanted
    state: State = "waiting"
    doing: str = ""
    done: int = 0
    total: int = 0
    key: str | None = None
    problem: Problem | None = None


Files = Mapping[str, tuple[str, bytes]]
KeepFirst = Callable[[Wanted, Ledger], str]
Keep = Callable[[Wanted, Ledger, tuple[Document, ...], Files], str]


@dataclass
class Jobs:
    """The readings of one workbench, done in turn by a thread that starts a process for each.

    `keep_first` is called with what is known before the source documents are searched, `keep` with the whole; both give
    the document's key.
    """

    keep_first: KeepFirst
    keep: Keep
    _jobs: dict[str, Job] = field(default_factory=dict)
    _folders: dict[str, str] = field(default_factory=dict)
    _queue: Queue[str | None] = field(default_factory=Queue)
    _lock: Lock = field(default_factory=Lock)
    _running: Any = None
    _worker: Thread | None = None

    def add(self, wanted: Wanted) -> Job:
        """Have a document read; gives the job, which waits for its turn."""
        job = Job(id=token_hex(8), wanted=wanted)
        with self._lock:
            self._jobs[job.id] = job
            if wanted.folder:
                self._folders[job.id] = wanted.folder
            if self._worker is None:
                self._worker = Thread(target=self._work, name="sayso-jobs", daemon=True)
                self._worker.start()
        self._queue.put(job.id)
        return job

    def all(self) -> tuple[Job, ...]:
        """The jobs, the oldest first."""
        with self._lock:
            return tuple(self._jobs.values())

    def get(self, ident: str) -> Job | None:
        """A job, or None where there is none, or it was forgotten."""
        with self._lock:
            return self._jobs.get(ident)

    def stop(self, ident: str) -> None:
        """Stop a job that waits or runs; one that is over stays as it is."""
        job = self.get(ident)
        if job is None or job.state not in {"waiting", "reading"}:
            return
        self._set(ident, state="stopped")
        with self._lock:
            running = self._running
        if running is not None and running[0] == ident:
            running[1].kill()

    def drop(self, key: str) -> None:
        """Stop and forget every job of a document that was forgotten, with the name that it had."""
        for job in self.all():
            if key in {job.key, job.wanted.key}:
                self.stop(job.id)
                with self._lock:
                    self._jobs.pop(job.id, None)
                if job.state == "waiting":  # nobody else comes for it
                    self._clear(job.id)

    def close(self) -> None:
        """Stop all of them, for the end of the workbench."""
        for job in self.all():
            self.stop(job.id)
        self._queue.put(None)
        if self._worker is not None:
            self._worker.join(_PATIENCE)
        for ident in tuple(self._folders):
            self._clear(ident)

    def _clear(self, ident: str) -> None:
        """Remove what was uploaded for a job."""
        with self._lock:
            folder = self._folders.pop(ident, None)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _set(self, ident: str, **changes: Any) -> None:
        with self._lock:
            job = self._jobs.get(ident)
            if job is None:  # its document was forgotten
                return
            if job.state == "stopped" and changes.get("state") not in {None, "stopped"}:
                return
            self._jobs[ident] = replace(job, **changes)

    def _work(self) -> None:
        while (ident := self._queue.get()) is not None:
            job = self.get(ident)
            if job is not None and job.state == "waiting":
                try:
                    self._read(job)
                except Exception as error:  # noqa: BLE001  whatever it is, the next readings must not wait for ever
                    self._set(job.id, state="failed", problem=_died(error))
            self._clear(ident)
            self._forget()

    def _read(self, job: Job) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=read, args=(job.wanted, theirs), daemon=True)
        self._set(job.id, state="reading", doing="starting")
        with ours:
            with theirs:
                process.start()
            try:
                self._follow(job, process, ours)
            finally:
                process.kill()
                process.join()
                with self._lock:
                    self._running = None

    def _follow(self, job: Job, process: Any, ours: Connection) -> None:
        """Take the messages of a process that has been started; raises what comes of one that died within a message."""
        with self._lock:
            self._running = (job.id, process)
            now = self._jobs.get(job.id)
            stopped = now is None or now.state == "stopped"
        if stopped:  # between its turn and its start, when there was nothing to kill
            process.kill()
        while self._take(job, *ours.recv()):
            pass

    def _take(self, job: Job, what: str, value: Any) -> bool:
        """Take one message of the process; gives whether more may come."""
        if what == "progress":
            self._set(job.id, doing=value[0], done=value[1], total=value[2])
        elif what == "problem":
            self._set(job.id, state="failed", problem=value)
        elif what == "done":
            self._set(job.id, state="done", doing="")
        else:
            now = self.get(job.id)
            if now is None:  # its document was forgotten: what comes now is not to be kept
                return False
            fresh = job.wanted.fresh and now.key is None  # once kept it is there, unless it was forgotten since
            wanted = replace(job.wanted, key=now.key or job.wanted.key, fresh=fresh)
            try:
                self._set(job.id, key=(self.keep_first if what == "first" else self.keep)(wanted, *value))
            except SaysoError as error:
                self._set(job.id, state="failed", problem=error.problem)
                return False
        return what in {"progress", "first", "ledger"}

    def _forget(self) -> None:
        over = [job.id for job in self.all() if job.state not in {"waiting", "reading"}]
        with self._lock:
            for ident in over[:-_REMEMBERED]:
                self._jobs.pop(ident, None)


def folder_for() -> Path:
    """A new folder for what was uploaded; the job removes it when it is over."""
    return Path(tempfile.mkdtemp(prefix="sayso-"))


def read(wanted: Wanted, out: Connection) -> None:
    """What the process does: read the article, then its sources, then trace; everything it finds goes to `out`."""
    try:
        _read(wanted, out)
        out.send(("done", None))
    except SaysoError as error:
        out.send(("problem", error.problem))
    except OSError as error:
        if not is_of_the_system(error):
            raise
        out.send(("problem", of_the_system(error, where=False)))
    except KeyboardInterrupt:
        out.send(("problem", Problem(code="internal", message="it was stopped", hint="have it read again")))


def _read(wanted: Wanted, out: Connection) -> None:
    from sayso.pipeline import check, open_sources

    from .originals import originals

    def tell(what: str, done: int, total: int) -> None:
        out.send(("progress", (what, done, total)))

    tell("reading the article", 0, 0)
    reading = _reading(wanted)
    if not wanted.against:
        tell("finding claims", 0, 0)
        out.send(("ledger", (check(reading), (), {})))
        return
    if not wanted.there:
        tell("finding claims", 0, 0)
        out.send(("first", (check(reading),)))
    paths = [Path(source) for source in wanted.against]
    index, added = open_sources(paths, tell, vectors=wanted.vectors)
    with index:
        tell("searching the source documents", 0, 0)
        ledger = check(reading, index, added.problems)
        out.send(("ledger", (ledger, *originals(ledger, index, paths))))


def _reading(wanted: Wanted) -> Reading:
    from sayso.net import Limits
    from sayso.reading import Reading, read_any, split_sentences

    if wanted.kept is not None:
        doc = wanted.kept
        return Reading(doc, split_sentences(doc.text, doc.blocks, doc.language))
    reading = read_any(wanted.article, limits=Limits(allow_private=wanted.allow_private))
    if wanted.folder and not wanted.article.startswith(("http://", "https://")):
        return replace(reading, document=_renamed(reading.document, wanted.name))
    return reading


def _renamed(doc: Document, name: str) -> Document:
    """An uploaded document under the name that it was given, in place of where it lies for the moment."""
    from msgspec.structs import replace as changed

    from sayso.model import document_id

    return changed(doc, uri=name, id=document_id(name, doc.published, doc.text))


def _died(error: Exception) -> Problem:
    if isinstance(error, OSError) and error.errno:  # no process can be begun
        return of_the_system(error, where=False)
    why = "" if isinstance(error, EOFError) else f": {str(error) or type(error).__name__}"
    return Problem(
        code="internal",
        message=f"reading it took the reader down{why}",
        hint="try its text alone; if it may be shared, please report the file",
    )
