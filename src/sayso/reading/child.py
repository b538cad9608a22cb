"""The child process of `guard`: reads what it is handed until its input ends."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import IO

import msgspec

from sayso.model import SaysoError

from .guard import Job, Outcome, perform, receive, send
from .limits import MAX_MEMORY


def main() -> None:
    """Answer each job; libraries that print do not reach the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, output)


def serve(stream: IO[bytes], output: IO[bytes]) -> None:
    """Read jobs from `stream` and write their outcomes to `output` until the one ends or the other closes."""
    with contextlib.suppress(BrokenPipeError):
        while (message := receive(stream)) is not None:
            send(output, _answer(msgspec.msgpack.decode(message, type=Job)))


def _answer(job: Job) -> Outcome:
    try:
        return perform(job)
    except SaysoError as error:
        return Outcome(problem=error.problem)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; time is limited there too
        return
    with contextlib.suppress(OSError, ValueError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        soft = MAX_MEMORY if hard == resource.RLIM_INFINITY else min(MAX_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
