"""A worker process as its parent sees it: asked, listened to, ended."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Final, Self

from sayso.model import UsageError

from .work import Ended, Task, message_of, packed

if TYPE_CHECKING:
    from .spark import Cluster

_MAIN: Final = "from sayso.engine.worker import main; main()"
_PATIENCE: Final = 5.0


class DiedError(Exception):
    """A process ended in the midst of a task, or was ended for taking too long (`late`), at an item; None is before the first."""

    def __init__(self, at: int | None, *, late: bool, status: int | None) -> None:
        """Keep where and how."""
        super().__init__(f"at item {at}")
        self.at, self.late, self.status = at, late, status


class Process:
    """One process, started when it is first needed and again after it ended."""

    def __init__(self, memory: int, seconds: float, starter: ThreadPoolExecutor | None = None) -> None:
        """`memory` in bytes is what it may take up, `seconds` how long an item may take.

        On Linux a process ends with the thread that started it: `starter` has the one that it is to live as long as.
        """
        self._memory, self._seconds, self._starter = memory, seconds, starter
        self._running: subprocess.Popen[bytes] | None = None
        self._heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def do(self, task: Task, told: Callable[[bool], None]) -> Ended:
        """Have a task done, `told` at every step whether an item was done by it; raises DiedError."""
        at: int | None = None
        self._ask(task)
        while True:
            try:
                line = self._heard.get(timeout=self._seconds)
            except queue.Empty:
                raise self._died(at, late=True) from None
            if not line:
                raise self._died(at, late=False)
            message = message_of(line)
            if isinstance(message, Ended):
                return message
            at = message.at
            told(at is not None and at > task.first)

    def _ask(self, task: Task) -> None:
        running = self._running or (self._starter.submit(self._start).result() if self._starter else self._start())
        with suppress(OSError):  # one that is gone is noticed by its silence
            assert running.stdin is not None  # noqa: S101  it was asked for
            running.stdin.write(packed(task))
            running.stdin.flush()

    def _start(self) -> subprocess.Popen[bytes]:
        # The process finds modules where the parent does, but never in the current folder (-P).
        paths = os.pathsep.join(path for path in sys.path if path)
        self._running = running = subprocess.Popen(  # noqa: S603 - our own Python, our own words
            [sys.executable, "-P", "-c", _MAIN, str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
            start_new_session=True,
        )
        self._heard = queue.SimpleQueue()
        assert running.stdout is not None  # noqa: S101  it was asked for
        threading.Thread(target=_listen, args=(running.stdout, self._heard), daemon=True).start()
        return running

    def _died(self, at: int | None, *, late: bool) -> DiedError:
        running = self._running
        if running and not late:
            with suppress(subprocess.TimeoutExpired):  # its pipe closes before its status is known
                running.wait(_PATIENCE)
        self.stop()
        return DiedError(at, late=late, status=running.returncode if running else None)

    def stop(self) -> None:
        """End the process and those that it started."""
        running, self._running = self._running, None
        if running is None:
            return
        if hasattr(os, "killpg"):
            with suppress(OSError):
                os.killpg(running.pid, signal.SIGKILL)
        running.kill()
        running.wait()
        if running.stdin:
            with suppress(OSError):
                running.stdin.close()


class Crew:
    """Processes, or a cluster, that several runs use one after the other, so that each is started once. All end with it."""

    def __init__(self) -> None:
        """Begin without any."""
        self._idle: list[Process] = []
        self._cluster: Cluster | None = None
        self._starter = ThreadPoolExecutor(1, "crew")

    def take(self, memory: int, seconds: float) -> Process:
        """A process that is at nobody's hand; all runs are to ask for the same memory and time."""
        return self._idle.pop() if self._idle else Process(memory, seconds, self._starter)

    def give(self, process: Process) -> None:
        """Give one back that has nothing to do."""
        self._idle.append(process)

    def cluster(self, master: str) -> Cluster:
        """The cluster, reached when it is first needed; all runs are to name the same. Raises UsageError where it cannot be reached."""
        if self._cluster is None:
            try:
                from .spark import Cluster
            except ModuleNotFoundError as error:
                message = "work is spread over a cluster by Spark, which is not installed"
                raise UsageError("usage", message, "pip install 'sayso[spark]'") from error
            self._cluster = Cluster(master)
        return self._cluster

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        while self._idle:
            self._idle.pop().stop()
        self._starter.shutdown()
        if self._cluster is not None:
            self._cluster.close()


def _listen(stream: IO[bytes], heard: queue.SimpleQueue[bytes]) -> None:
    """Pass lines on; an empty one says that there are no more, as does one that was cut off."""
    with stream:
        for line in stream:
            heard.put(line if line.endswith(b"\n") else b"")
    heard.put(b"")
