"""Foreign formats are read in a child process: what hangs is ended, what crashes takes nothing with it.

One child is kept and reads one file after another, so that libraries are imported once. Messages on its standard
input and output are MessagePack with their length in front. It has no part in Ctrl-C: the parent ends it.
"""

from __future__ import annotations

import atexit
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import IO, Final, NoReturn

import msgspec

from sayso.model import Problem, UnreadableError
from sayso.model.span import Entry

from .draft import Draft
from .formats import Source, read_source
from .kinds import Kind
from .limits import MAX_SECONDS
from .pictures import PassagePlace, draw_places

_LENGTH: Final = struct.Struct("<Q")
_MAIN: Final = "from sayso.reading.child import main; main()"


class Job(Entry, frozen=True, kw_only=True):
    """What the child is asked: read this, as that; or draw these places of it, where there are any."""

    kind: Kind
    source: Source
    places: tuple[PassagePlace, ...] = ()


class Outcome(Entry, frozen=True, kw_only=True):
    """What the child answers: a draft, or pictures, or why there is none."""

    draft: Draft | None = None
    pictures: tuple[bytes | None, ...] | None = None
    problem: Problem | None = None


def send(stream: IO[bytes], message: Job | Outcome) -> None:
    """Write a message."""
    payload = msgspec.msgpack.encode(message)
    stream.write(_LENGTH.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read a message; None where the stream ends before it does."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    payload = stream.read(_LENGTH.unpack(head)[0])
    return payload if len(payload) == _LENGTH.unpack(head)[0] else None


class _Child:
    """The child process, started when it is first needed and again after it was ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._parent = os.getpid()

    def do(self, job: Job, seconds: float) -> Outcome:
        with self._lock:
            try:
                process = self._ready()
            except OSError:
                # Where no process may be started, reading without a guard is better than none.
                return perform(job)
            return _unpack(*self._ask(process, job, seconds), seconds)

    def _ask(self, process: subprocess.Popen[bytes], job: Job, seconds: float) -> tuple[bytes | None, bool]:
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        answer = None
        try:
            answer = _exchange(process, job)
        finally:
            timer.cancel()
            timer.join()
            # Also after Ctrl-C: a child that has not answered in full is of no use any more.
            if answer is None or late.is_set():
                self.stop()
        return answer, late.is_set()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process and self._parent == os.getpid() and self._process.poll() is None:
            return self._process
        self._parent = os.getpid()
        self._process = _start()
        return self._process

    def stop(self) -> None:
        """End the child, if this process has one."""
        process, self._process = self._process, None
        if process and self._parent == os.getpid():
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream:
                    _close(stream)


def _start() -> subprocess.Popen[bytes]:
    # The child finds modules where the parent does, but never in the current folder (-P).
    paths = os.pathsep.join(path for path in sys.path if path)
    return subprocess.Popen(  # noqa: S603 - our own Python, our own words
        [sys.executable, "-P", "-c", _MAIN],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths},
    )


def _exchange(process: subprocess.Popen[bytes], job: Job) -> bytes | None:
    try:
        if process.stdin and process.stdout:
            send(process.stdin, job)
            return receive(process.stdout)
    except OSError:
        return None
    return None


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError:
        # What was left unsent cannot be sent any more.
        return


def _unpack(answer: bytes | None, late: bool, seconds: float) -> Outcome:  # noqa: FBT001 - a private helper
    if late and answer is None:
        raise UnreadableError(
            "timeout", f"reading took longer than {seconds:g} seconds", "simplify the file, or give its text"
        )
    if answer is None:
        raise UnreadableError(
            "damaged", "the file made its reader crash", "save it anew in its program, or give its text"
        )
    return msgspec.msgpack.decode(answer, type=Outcome)


def perform(job: Job) -> Outcome:
    """Do a job in this process; raises UnreadableError."""
    if job.places:
        return Outcome(pictures=draw_places(job.source.data, job.places))
    return Outcome(draft=read_source(job.kind, job.source))


def _raise(outcome: Outcome) -> NoReturn:
    problem = outcome.problem or Problem(code="damaged", message="nothing was read")
    raise UnreadableError(problem.code, problem.message, problem.hint)


_CHILD: Final = _Child()
atexit.register(_CHILD.stop)


def read_apart(kind: Kind, source: Source, seconds: float = MAX_SECONDS) -> Draft:
    """Read `source` as `kind` in the child process, within `seconds`; from where there is no Python to start, in this one.

    Raises UnreadableError, "timeout" and "damaged" (for a crash) among others. Safe to call from several threads.
    """
    outcome = _do(Job(kind=kind, source=source), seconds)
    return outcome.draft if outcome.draft is not None else _raise(outcome)


def draw_apart(
    source: Source, places: Sequence[PassagePlace], seconds: float = MAX_SECONDS
) -> tuple[bytes | None, ...]:
    """Draw places of a PDF in the child process: a PNG for each, None where it is not found.

    Raises UnreadableError as `read_apart` does.
    """
    outcome = _do(Job(kind="pdf", source=source, places=tuple(places)), seconds)
    return outcome.pictures if outcome.pictures is not None else _raise(outcome)


def _do(job: Job, seconds: float) -> Outcome:
    return _CHILD.do(job, seconds) if sys.executable else perform(job)


def stop_child() -> None:
    """End the child process; the next file starts another."""
    _CHILD.stop()
