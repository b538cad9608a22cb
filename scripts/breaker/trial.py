"""One trial: a command in a process of its own, forked from one that has all modules loaded, with a fault armed in it."""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .control import OFF, Control

#: Seconds that a trial may take before it counts as hung.
PATIENCE: Final = 120.0
_FAULT: Final = 97


@dataclass(frozen=True)
class Fault:
    """What is to happen at which call; `whole` says that all processes of the run die, else the one that calls.

    `after` are seconds after which all are killed wherever they are, 0 for never.
    """

    what: int = OFF
    at: int = 0
    error: int = 0
    shift: int = 0
    whole: bool = True
    log: str = ""
    after: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """How a trial ended: the code (negative: the signal), what it wrote, the calls counted, and where the fault was met."""

    code: int
    out: str
    err: str
    calls: int
    hits: int
    call: str
    path: str
    hung: bool = False


def run(page: Control, folder: Path, do: Callable[[], int], fault: Fault = Fault()) -> Outcome:
    """Have `do` done in a forked process within `folder`, with a fault armed in the files under it; gives how it ended."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        ready, go = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(go)
            _child(folder, do, out.fileno(), err.fileno(), ready)
        os.close(ready)
        _arm(page, folder, fault, pid)
        while os.getpgid(pid) != pid:  # so that it can be killed with all that it starts
            time.sleep(0.001)
        os.write(go, b"!")
        os.close(go)
        code, hung = _waited(pid, fault.after)
        page.what, page.shift = OFF, 0
        return Outcome(
            code, _read(out), _read(err), page.calls, page.hits, page.call.decode(), page.path.decode(), hung
        )


def asked(page: Control, folder: Path, do: Callable[[], Any]) -> Any:
    """What `do` gives, as JSON has it, from a process of its own in which nothing is armed; raises RuntimeError where it fails."""

    def tell() -> int:
        sys.stdout.write(json.dumps(do(), sort_keys=True))
        return 0

    done = run(page, folder, tell)
    if done.code:
        raise RuntimeError(f"{done.code}: {done.err[-2000:]}")
    return json.loads(done.out)


def _arm(page: Control, folder: Path, fault: Fault, group: int) -> None:
    page.calls, page.hits, page.call, page.path = 0, 0, b"", b""
    page.folder, page.log = str(folder).encode(), fault.log.encode()
    page.at, page.error, page.shift = fault.at, fault.error, fault.shift
    page.group = group if fault.whole else 0
    page.what = fault.what


def _child(folder: Path, do: Callable[[], int], out: int, err: int, ready: int) -> None:
    """Be the process of a trial, and end with it."""
    code = _FAULT
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.chdir(folder)
        os.read(ready, 1)
        os.close(ready)
        code = do()
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:  # noqa: BLE001  it is told as any program tells it
        traceback.print_exc()
        code = 130 if sys.exc_info()[0] is KeyboardInterrupt else 1
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)


def _waited(pid: int, after: float) -> tuple[int, bool]:
    """How a process ended, and whether it had to be ended; no process of its group is left."""
    ended, hung = os.pidfd_open(pid), False
    try:
        poll = select.poll()
        poll.register(ended, select.POLLIN)
        if not poll.poll((after or PATIENCE) * 1000):
            hung = not after
            os.killpg(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    finally:
        os.close(ended)
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(status), hung


def _read(file: Any) -> str:
    file.seek(0)
    text: str = file.read().decode("utf-8", "replace")
    return text
