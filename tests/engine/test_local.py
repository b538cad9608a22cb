"""A run that is stopped while a thread is about to start a process."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace
from typing import Any

import pytest

from sayso.engine import local


def test_a_process_that_starts_late_is_ended_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a stopped run has started goes on writing: its thread had not started it when all were ended first."""
    told: list[str] = []
    asked, ended = threading.Event(), threading.Event()

    def stop() -> None:
        told.append("ended")
        ended.set()

    process: Any = SimpleNamespace(stop=stop)

    def make(_order: Any, _process: Any, tick: Any) -> Any:
        asked.set()
        assert ended.wait(10)
        told.append("started")
        tick(done=False)

    def look() -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        time.sleep(0.01)

    crew: Any = SimpleNamespace(take=lambda _memory, _seconds: process)
    account: Any = SimpleNamespace(look=look, add=told.append, count=told.append)
    order: Any = SimpleNamespace(memory=1, seconds=1.0)
    monkeypatch.setattr(local, "make", make)
    with pytest.raises(KeyboardInterrupt):
        local.make_here([order], 1, crew, account)
    assert told == ["ended", "started", "ended"]
