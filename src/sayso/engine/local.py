"""Shards made by processes of this machine: threads take them from a queue, each with a process of its own."""

from __future__ import annotations

import mmap
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Final

from .account import Account
from .making import Order, make
from .process import Crew, Process

_GLANCE: Final = 0.2
#: What a thread's stack takes where nothing else is set, and what all need beside: bytes.
_STACK: Final = 8 << 20
_ROOM: Final = 16 << 20


def make_here(orders: Sequence[Order], workers: int, crew: Crew, account: Account) -> None:
    """Have all made by so many processes of a crew, telling the account, which reports now and then; raises what one of them met.

    Whatever happens, none of those that did not end well is left.
    """
    running = _Running(crew, account)
    for order in orders:
        running.wanted.put(order)
    running.go(min(workers, len(orders)))


class _StoppedError(Exception):
    """The run was stopped; what is not whole is not wanted."""


@dataclass
class _Running:
    """The threads at work."""

    crew: Crew
    account: Account
    wanted: SimpleQueue[Order] = field(default_factory=SimpleQueue)
    failure: BaseException | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stop: threading.Event = field(default_factory=threading.Event)
    _processes: list[Process] = field(default_factory=list)

    def go(self, workers: int) -> None:
        _ask_for_room(workers)
        threads = [threading.Thread(target=self._take, daemon=True) for _ in range(workers)]
        try:
            for thread in threads:
                thread.start()
            while any(thread.is_alive() for thread in threads):
                threads[0].join(_GLANCE) if threads[0].is_alive() else time.sleep(_GLANCE)
                self.account.look()
        finally:
            self._end(threads)
        if self.failure is not None:
            raise self.failure

    def _end(self, threads: Sequence[threading.Thread]) -> None:
        """Whatever happened: no process is left, also none that a thread was about to start."""
        self._stop.set()
        self._stop_all()
        for thread in threads:
            if thread.ident is not None:  # else the system had no room for it
                thread.join()
        self._stop_all()

    def _stop_all(self) -> None:
        for process in list(self._processes):
            process.stop()

    def _take(self) -> None:
        process: Process | None = None
        try:
            while not self._stop.is_set():
                order = self.wanted.get_nowait()
                process = process or self._process(order)
                self.account.add(make(order, process, self._tick))
        except Empty:
            if process is not None:
                self._free(process)
        except BaseException as error:  # noqa: BLE001  it is raised where the run was asked for
            if not self._stop.is_set():
                self.failure = error
                self._stop.set()

    def _process(self, order: Order) -> Process:
        with self._lock:
            process = self.crew.take(order.memory, order.seconds)
            self._processes.append(process)
        return process

    def _free(self, process: Process) -> None:
        """A process has no more to do here, and may be of use to the next run."""
        with self._lock:
            self._processes.remove(process)
            self.crew.give(process)

    def _tick(self, done: bool) -> None:  # noqa: FBT001  a callback
        """A step was made, and perhaps an item done by it."""
        if self._stop.is_set():
            raise _StoppedError
        self.account.count(done)


def _ask_for_room(threads: int) -> None:
    """Raise MemoryError where the system has no room for so many threads: Python waits for ever for one that ends before it begins."""
    size = threads * (threading.stack_size() or _STACK) + _ROOM
    try:
        mmap.mmap(-1, size).close()
    except OSError as error:
        raise MemoryError from error
