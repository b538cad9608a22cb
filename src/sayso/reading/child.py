"""The child process of `guard`: reads what it is handed until its input ends."""

from __future__ import annotations

import contextlib
import math
import os
import signal
import sys
import time
from typing import IO

import msgspec

from sayso.model import SaysoError

from .guard import Job, Outcome, perform, receive, send


def main() -> None:
    """Answer each job, within the memory that the first argument says; libraries that print do not reach the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.addaudithook(_ban)
    _limit("RLIMIT_AS", int(sys.argv[1]))
    _limit("RLIMIT_CORE", 0)
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, output)


def serve(stream: IO[bytes], output: IO[bytes]) -> None:
    """Read jobs from `stream` and write their outcomes to `output` until the one ends or the other closes."""
    with contextlib.suppress(BrokenPipeError):
        while (message := receive(stream)) is not None:
            job = msgspec.msgpack.decode(message, type=Job)
            if job.seconds:
                # The system counts whole seconds from the start of the process.
                _limit("RLIMIT_CPU", math.ceil(time.process_time() + job.seconds))
            send(output, _answer(job))


def _answer(job: Job) -> Outcome:
    try:
        return perform(job)
    except SaysoError as error:
        return Outcome(problem=error.problem)


def _ban(event: str, _: object) -> None:
    """No reader has anything to do in the net; urllib3 tries out a socket when it is imported."""
    if event.startswith("socket."):
        raise PermissionError("reading opens no socket")


def _limit(name: str, most: int) -> None:
    """Let this process have no more of something than `most`."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; time on the clock is limited there too
        return
    with contextlib.suppress(OSError, ValueError):
        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
