"""One shard made twice at once, as a cluster may have it where a worker is taken for lost: whole, the same bytes, nothing left over."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sayso.engine.files import Finished, Folder, put, sweep
from sayso.engine.making import Made, Order, make
from sayso.engine.process import Process
from sayso.engine.settings import MIB

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HERE))


def _order(folder: Path, **told: object) -> Order:
    payload = json.dumps({"begin": 0, "end": 12, **told}).encode()
    return Order(
        key="k", name="shard", payload=payload, where="", folder=str(folder), stem="lines",
        work="made_work:numbers", version="1", memory=512 * MIB, seconds=30.0,
    )  # fmt: skip


def _bytes(folder: Path) -> dict[str, bytes]:
    """What is there once what processes that died had begun is taken away, as a run does in the end."""
    sweep(folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _made(order: Order) -> Made:
    """Made by a process that lasts as long as this call."""
    process = Process(order.memory, order.seconds)
    try:
        return make(order, process, lambda _: None)
    finally:
        process.stop()


@pytest.mark.parametrize("poison", [{}, {"3": "skip", "7": "killed"}])
def test_made_by_three_at_once_it_is_as_by_one(tmp_path: Path, poison: dict[str, str]) -> None:
    orders = {name: _order(tmp_path / name, pause=0.01, poison=poison) for name in ("one", "three")}
    _made(orders["one"])
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(_made, [orders["three"]] * 3))
    assert made[0].shard == made[1].shard == made[2].shard
    assert _bytes(tmp_path / "three") == _bytes(tmp_path / "one")


def test_one_that_comes_too_late_spoils_nothing(tmp_path: Path) -> None:
    """The run of a worker that was taken for lost is over, and what it had begun is swept: it fails, the result stays."""
    folder, began, goes_on = Folder(tmp_path, "lines"), threading.Event(), threading.Event()

    def tick(_done: bool) -> None:  # noqa: FBT001  a callback
        began.set()
        goes_on.wait(60)

    process = Process(512 * MIB, 30.0)
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(make, _order(tmp_path), process, tick)
        assert began.wait(60)
        done = _made(_order(tmp_path)).shard
        whole = _bytes_of(folder, done)
        assert len(list(tmp_path.glob(".part-*"))) == 1
        sweep(tmp_path)
        goes_on.set()
        with pytest.raises(FileNotFoundError):
            late.result(60)
    process.stop()
    assert _bytes_of(folder, done) == whole
    assert folder.finished("k") == done


def _bytes_of(folder: Folder, shard: Finished) -> tuple[bytes, bytes]:
    return folder.file(shard.key).read_bytes(), folder.marker(shard.key).read_bytes()


def test_a_file_that_several_write_at_once_is_that_of_one_of_them(tmp_path: Path) -> None:
    """Files beside the lines, which the next step reads."""
    path, wrong = tmp_path / "file", list[bytes]()
    known = [bytes([letter]) * 100_000 for letter in b"abc"]

    def write(data: bytes) -> None:
        for _ in range(40):
            put(path, data[:50_000], data[50_000:])
            found = path.read_bytes()
            if found not in known:
                wrong.append(found[:10])

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, known))
    assert not wrong
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
