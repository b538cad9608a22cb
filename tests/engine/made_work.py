"""Work for the tests of the engine: items that are numbers, some of which are poison."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import time
from collections.abc import Iterator

from sayso.engine import Item, Result
from sayso.model import Problem, UnreadableError


def numbers(payload: bytes) -> Iterator[Item]:
    """An item a number from `begin` to `end`; `poison` says what some of them do, `between` what passing over one does."""
    told = json.loads(payload)
    for number in range(told["begin"], told["end"]):
        _do(told.get("between", {}).get(str(number), ""))
        yield _item(number, told.get("poison", {}).get(str(number), ""), told.get("pause", 0))


def piling(payload: bytes) -> Iterator[Item]:
    """Items that each leave 40 MB behind, so that no process lasts for many."""
    told, held = json.loads(payload), []
    for number in range(told["begin"], told["end"]):
        held.append(b"\1" * 40_000_000)
        yield _item(number, "", 0)


def _item(number: int, deed: str, pause: float) -> Item:
    def do() -> Result:
        time.sleep(pause)
        _do(deed)
        if deed == "skip":
            problem = Problem(code="empty", message="nothing in it", uri=str(number))
            return Result(counts={"skipped": 1}, skipped=(problem,))
        return Result(b"%d %s\n" % (number, b"x" * 200), {"items": 1})

    return Item(str(number), do)


_RAISED = {
    "raise": ValueError("no number"),
    "unreadable": UnreadableError("damaged", "it is broken"),
    "shut": UnreadableError("unreadable", "it is shut"),
}
_HELD = {"large": 1 << 30, "memory": 8 << 30}


def _do(deed: str) -> None:
    if deed in _RAISED:
        raise _RAISED[deed]
    if deed in _HELD:
        bytearray(_HELD[deed])
    if deed == "exit":
        os._exit(3)
    if deed == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if deed == "fault":
        ctypes.string_at(0)
    if deed == "slow":
        time.sleep(4)
    if deed == "forever":
        time.sleep(1000)
    if deed == "full":
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))


def whoami(_payload: bytes, where: str) -> Iterator[Item]:
    """One item that tells of its process, and of the place that it was told."""
    yield Item("pid", lambda: Result(b"%d %s\n" % (os.getpid(), where.encode())))
