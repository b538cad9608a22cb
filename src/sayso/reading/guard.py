"""Foreign formats are read in a child process: what hangs is ended, what crashes takes nothing with it.

One child is kept and reads one file after another, so that libraries are imported once. Messages on its standard
input and output are MessagePack with their length in front. It has no part in Ctrl-C: the parent ends it. Its time is counted by the
system as time of the processor, for a machine that is busy with other things reads no less; on the clock it may be three times that.
"""

from __future__ import annotations

import atexit
import math
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import IO, Any, Final, NoReturn

import msgspec

from sayso.model import Problem, UnreadableError
from sayso.model.span import Entry

from .draft import Draft
from .formats import Source, guarded, read_source
from .kinds import Kind
from .limits import MIB, PATIENCE, most_memory, most_seconds
from .pictures import PassagePlace, draw_places

_LENGTH: Final = struct.Struct("<Q")
#: No message is longer: a child that says so has lost its way.
_LONGEST: Final = 1 << 32
#: What the system ends a process with that has used up its time.
_OUT_OF_TIME: Final = -getattr(signal, "SIGXCPU", 0) or None
#: Seconds after which one that waits looks whether it was told to end.
_LOOK: Final = 0.2
#: Bytes of a collection that may take the time of a file.
_EACH: Final = 16 * MIB
_MAIN: Final = "from sayso.reading.child import main; main()"


class Job(Entry, frozen=True, kw_only=True):
    """What the child is asked: read this, as that; or draw these places of it, where there are any; or do this work with these bytes.

    `seconds` of the processor are what it may take. `work` is a function that is named "module:function" and takes and gives bytes.
    """

    kind: Kind = "text"
    source: Source | None = None
    places: tuple[PassagePlace, ...] = ()
    work: str = ""
    payload: bytes = b""
    seconds: float = 0.0


class Outcome(Entry, frozen=True, kw_only=True):
    """What the child answers: a draft, or pictures, or what a work gave, or why there is none."""

    draft: Draft | None = None
    pictures: tuple[bytes | None, ...] | None = None
    payload: bytes | None = None
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
    length: int = _LENGTH.unpack(head)[0]
    if length > _LONGEST:
        return None
    payload = stream.read(length)
    return payload if len(payload) == length else None


class _Child:
    """The child process, started when it is first needed and again after it was ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._memory = 0
        self._parent = os.getpid()

    def do(self, job: Job) -> Outcome:
        with self._lock:
            try:
                process = self._ready(most_memory())
            except OSError:
                # Where no process may be started, reading without a guard is better than none.
                return perform(job)
            return _unpack(*self._ask(process, job), job.seconds)

    def _ask(self, process: subprocess.Popen[bytes], job: Job) -> tuple[bytes | None, bool]:
        """The answer, None where there is none; and whether the time was over."""
        exchange = _Exchange(process, job)
        exchange.start()
        try:
            late = not exchange.over(job.seconds * PATIENCE)
        finally:
            # Also after Ctrl-C: a child that has not answered in full is of no use any more.
            if exchange.answer is None:
                process.kill()
                exchange.over()
                self.stop()
        return exchange.answer, late or process.returncode == _OUT_OF_TIME

    def _ready(self, memory: int) -> subprocess.Popen[bytes]:
        if self._process and self._parent == os.getpid() and self._process.poll() is None and self._memory == memory:
            return self._process
        self.stop()
        self._parent, self._memory = os.getpid(), memory
        self._process = _start(memory)
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


def _start(memory: int) -> subprocess.Popen[bytes]:
    # The child finds modules where the parent does, but never in the current folder (-P).
    paths = os.pathsep.join(path for path in sys.path if path)
    return subprocess.Popen(  # noqa: S603 - our own Python, our own words
        [sys.executable, "-P", "-c", _MAIN, str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths},
    )


class _Exchange(threading.Thread):
    """Sends a job and takes its answer, beside the thread that waits.

    A thread that reads a pipe itself does not see a Ctrl-C that comes just before it begins to read, and under Windows none at all.
    """

    def __init__(self, process: subprocess.Popen[bytes], job: Job) -> None:
        super().__init__(daemon=True)
        self.answer: bytes | None = None
        self._process, self._job = process, job
        self._over = threading.Event()

    def run(self) -> None:
        try:
            if self._process.stdin and self._process.stdout:
                send(self._process.stdin, self._job)
                self.answer = receive(self._process.stdout)
        except OSError:
            # The child is no more: there is no answer.
            return
        finally:
            self._over.set()

    def over(self, seconds: float = math.inf) -> bool:
        """Wait until it is over, or for `seconds`; False where it is not."""
        end = time.monotonic() + seconds
        while not self._over.wait(min(_LOOK, max(0.0, end - time.monotonic()))):
            if time.monotonic() >= end:
                return False
        return True


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError:
        # What was left unsent cannot be sent any more.
        return


def _unpack(answer: bytes | None, late: bool, seconds: float) -> Outcome:  # noqa: FBT001 - a private helper
    if late and answer is None:
        more = f"or allow more time: SAYSO_READING_SECONDS={4 * most_seconds():g}"
        message = f"it was not read: reading took longer than {seconds:g} seconds"
        raise UnreadableError("timeout", message, f"split or simplify the file, or give its text, {more}")
    try:
        return msgspec.msgpack.decode(answer or b"", type=Outcome)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        more = (
            f"it may need more memory than {most_memory() // MIB} MiB: SAYSO_READING_MEMORY={4 * most_memory() // MIB}"
        )
        hint = f"save it anew in its program, or give its text; {more}"
        raise UnreadableError("damaged", "it was not read: the file made its reader crash", hint) from error


def perform(job: Job) -> Outcome:
    """Do a job in this process; raises UnreadableError."""
    if job.work:
        return Outcome(payload=guarded("collection", lambda: _work(job.work)(job.payload)))
    source = job.source or Source(data=b"", name="", uri="")
    if job.places:
        return Outcome(pictures=draw_places(source.data, job.places))
    return Outcome(draft=read_source(job.kind, source))


def _work(name: str) -> Callable[[bytes], bytes]:
    module, _, function = name.partition(":")
    found: Any = getattr(import_module(module), function)
    work: Callable[[bytes], bytes] = found
    return work


def _raise(outcome: Outcome) -> NoReturn:
    problem = outcome.problem or Problem(code="damaged", message="nothing was read")
    raise UnreadableError(problem.code, problem.message, problem.hint)


_CHILD: Final = _Child()
atexit.register(_CHILD.stop)


def read_apart(kind: Kind, source: Source, seconds: float | None = None) -> Draft:
    """Read `source` as `kind` in the child process, within `seconds`; from where there is no Python to start, in this one.

    Raises UnreadableError, "timeout" and "damaged" (for a crash) among others. Safe to call from several threads.
    """
    outcome = _do(Job(kind=kind, source=source, seconds=seconds or most_seconds()))
    return outcome.draft if outcome.draft is not None else _raise(outcome)


def draw_apart(
    source: Source, places: Sequence[PassagePlace], seconds: float | None = None
) -> tuple[bytes | None, ...]:
    """Draw places of a PDF in the child process: a PNG for each, None where it is not found.

    Raises UnreadableError as `read_apart` does.
    """
    outcome = _do(Job(kind="pdf", source=source, places=tuple(places), seconds=seconds or most_seconds()))
    return outcome.pictures if outcome.pictures is not None else _raise(outcome)


def work_apart(work: str, payload: bytes, size: int = 0) -> bytes:
    """What a function ("module:function", bytes to bytes) gives in the child process.

    Its time is that of reading for each `_EACH` bytes begun of `size`. Raises UnreadableError, as `read_apart` does.
    """
    outcome = _do(Job(work=work, payload=payload, seconds=most_seconds() * (1 + size // _EACH)))
    return outcome.payload if outcome.payload is not None else _raise(outcome)


def _do(job: Job) -> Outcome:
    return _CHILD.do(job) if sys.executable else perform(job)


def stop_child() -> None:
    """End the child process; the next file starts another."""
    _CHILD.stop()
