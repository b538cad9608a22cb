"""What is read ahead: in order, one at a time beside the caller, and ended where the caller breaks off."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sayso.language import detect
from sayso.reading import ahead, guard
from sayso.reading.ahead import load_ahead, read_ahead


def test_the_next_one_is_begun_before_the_one_before_is_asked_for() -> None:
    begun = [threading.Event() for _ in range(3)]

    def read(number: int) -> Callable[[], int]:
        def do() -> int:
            begun[number].set()
            return number

        return do

    found = []
    with closing(read_ahead(read(number) for number in range(3))) as readings:
        for number, reading in enumerate(readings):
            assert all(one.wait(10) for one in begun[: number + 2])
            assert not any(one.is_set() for one in begun[number + 2 :])
            found.append(reading())
    assert found == [0, 1, 2]


def test_what_goes_wrong_is_told_when_it_is_its_turn() -> None:
    def fail() -> int:
        message = "torn"
        raise OSError(message)

    with closing(read_ahead([lambda: 1, fail, lambda: 3])) as readings:
        first, second, third = readings
    assert (first(), third()) == (1, 3)
    with pytest.raises(OSError, match="torn"):
        second()
    assert list(read_ahead([])) == []


def test_what_is_being_read_is_ended_where_the_caller_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child process hangs; closing must not wait for it, and nothing is begun behind it."""
    hanging, ended, later = threading.Event(), threading.Event(), threading.Event()
    monkeypatch.setattr(guard, "stop_child", ended.set)

    def hang() -> None:
        hanging.set()
        assert ended.wait(30)

    readings = read_ahead([hang, later.set, later.set])
    next(readings)
    assert hanging.wait(10)
    readings.close()
    assert ended.is_set()
    assert not later.is_set()


def test_what_is_only_about_to_start_is_ended_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that is not there yet cannot be ended: it is tried until nothing is being read."""
    tries: list[float] = []
    monkeypatch.setattr(ahead, "_LOOK", 0.01)
    monkeypatch.setattr(guard, "stop_child", lambda: tries.append(time.monotonic()))

    def start() -> None:
        while len(tries) < 3:
            time.sleep(0.001)

    readings = read_ahead([start, start])
    next(readings)
    readings.close()
    assert len(tries) >= 3


def test_languages_are_loaded_once_however_many_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[int] = []

    def load() -> Callable[[str], tuple[str, float]]:
        loads.append(1)
        time.sleep(0.05)
        return lambda _text: ("en", 1.0)

    monkeypatch.setattr(detect, "_loaded", __import__("functools").cache(load))
    threads = [threading.Thread(target=detect.load_languages) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loads == [1]


@pytest.mark.parametrize(("name", "started"), [("a.html", True), ("b.txt", False), ("folder", True), ("none", False)])
def test_the_reader_of_pages_is_started_where_there_are_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, *, started: bool
) -> None:
    (tmp_path / "folder").mkdir()
    for one in ("a.html", "b.txt", "folder/c.htm"):
        (tmp_path / one).write_text("<p>a", encoding="utf-8")
    asked = threading.Event()
    monkeypatch.setattr(ahead, "_read_a_page", asked.set)
    load_ahead([str(tmp_path / name)])
    assert asked.wait(2 if started else 0.2) is started


def test_a_page_can_be_read_first() -> None:
    guard.stop_child()
    ahead._read_a_page()
    assert guard._CHILD._process is not None


def test_a_process_that_ends_at_once_is_not_held_up() -> None:
    """What is loaded ahead is of no use any more then: neither a word of it is shown nor is it waited for."""
    code = "from sayso.reading import load_ahead; load_ahead(['a.html'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
