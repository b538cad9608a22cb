"""Encoders give the same bits by quick kernels and by slow ones, and quick ones are used only where they are exact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sayso.language import kernels
from sayso.language.weights import content, session


@pytest.fixture(autouse=True)
def _tried_anew() -> Iterator[None]:
    kernels.quick_is_exact.cache_clear()
    yield
    kernels.quick_is_exact.cache_clear()


@pytest.mark.parametrize("length", [1, 37, 320])
def test_every_bit_is_the_same(length: int) -> None:
    """Where the quick kernels are exact, what an encoder says is what it says by the slow ones."""
    if not kernels.quick_is_exact():
        pytest.skip("this processor's quick kernels are not exact, so they are never used")
    pieces, shapes = np.arange(length)[None] * 7 % 9000 + 1000, np.arange(length)[None] % 6
    fed = {"pieces": pieces, "shapes": shapes, "quoted": np.zeros((1, length), np.int64)}
    (state,) = session("said-en", "words.onnx").run(["state"], fed)
    graph, given = content("said-en", "layers.onnx"), {"state": state, "mask": np.ones((1, length), np.int64)}
    quick, slow = (kernels._session(graph, exact=exact).run(["tags", "links"], given) for exact in (False, True))
    assert all(np.array_equal(one, other) for one, other in zip(quick, slow, strict=True))


def test_every_bit_of_a_vector_is_the_same() -> None:
    """The encoder of meaning rounds each row by itself; so it, too, is the same by both."""
    if not kernels.quick_is_exact():
        pytest.skip("this processor's quick kernels are not exact, so they are never used")
    graph, fed = content("meaning", "encoder.onnx"), {"pieces": np.arange(90)[None] * 7, "language": np.array([1])}
    quick, slow = (kernels._session(graph, exact=exact).run(None, fed)[0] for exact in (False, True))
    assert np.array_equal(quick, slow)


@pytest.mark.parametrize(("greatest", "then"), [(255 * 127 * 64, "0"), (32767 * 32, "1")])
def test_sums_that_overflow_are_seen(monkeypatch: pytest.MonkeyPatch, greatest: int, then: str) -> None:
    """A kernel that holds pairs in 16 bits tells 32,767 for each, and is not used from then on."""
    asked: list[str] = []

    def made(_graph: bytes, *, exact: bool, **_rest: Sequence[str]) -> Any:
        asked.append(str(int(exact)))
        told = SimpleNamespace(get_inputs=lambda: [SimpleNamespace(shape=["count", 64])])
        told.run = lambda _, fed: [np.full((len(fed["rows"]), 32), greatest, np.int32)]
        return told

    monkeypatch.setattr(kernels, "_session", made)
    kernels.loaded(b"")
    assert asked == ["0", then]


@pytest.mark.parametrize(("name", "left_out"), [("said-en", 0), ("said-many", 1), ("claims-many", 1)])
def test_a_sum_and_its_norm_are_joint_where_the_weights_say_so(
    monkeypatch: pytest.MonkeyPatch, name: str, left_out: int
) -> None:
    """Only the English tagger's figures were measured with the joint operator."""
    asked: list[Sequence[str]] = []
    made = kernels._session

    def seen(graph: bytes, *, exact: bool, without: Sequence[str] = ()) -> Any:
        asked.append(without)
        return made(graph, exact=exact, without=without)

    monkeypatch.setattr(kernels, "_session", seen)
    session.__wrapped__(name, "layers.onnx")
    assert list(asked[-1]) == left_out * ["SkipLayerNormFusion"]


def test_apart_and_joint_tell_the_same_but_for_rounding() -> None:
    """Of the first layers' numbers, and so of what a claim is."""
    graph = content("claims-many", "layers.onnx")
    fed = {
        "state": np.random.default_rng(4).normal(size=(1, 40, 384)).astype(np.float32),
        "mask": np.ones((1, 40), np.int64),
    }
    apart, joint = (kernels.loaded(graph, joint=one).run(["claims"], fed)[0] for one in (False, True))
    assert np.abs(apart - joint).max() < 0.05 * np.abs(joint).max()


@pytest.mark.parametrize("kept", [None, b"another"])
def test_without_the_product_the_slow_ones_are_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kept: bytes | None
) -> None:
    """A file that is missing or another one tells nothing of the processor."""
    (tmp_path / "models").mkdir()
    if kept:
        (tmp_path / "models" / "overflow.onnx").write_bytes(kept)
    monkeypatch.setattr(kernels, "files", lambda _package: tmp_path)
    assert not kernels.quick_is_exact()


@pytest.mark.parametrize("deep", [1, 64, 256])
def test_products_of_vectors_are_exact(deep: int) -> None:
    """Also of the greatest numbers."""
    chance = np.random.default_rng(deep)
    rows, column = chance.integers(0, 256, (70, deep), np.uint8), chance.integers(-127, 128, (deep, 1), np.int8)
    rows[0], column[: deep // 2] = 255, 127
    (found,) = kernels.products().run(None, {"rows": rows, "column": column})
    assert np.array_equal(found, (rows.astype(int) - 128) @ column.astype(int))


def test_threads_are_those_of_the_cores_that_may_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container of one core there is one, whatever the machine has; of many cores four are used."""
    monkeypatch.setattr("os.cpu_count", lambda: 64)
    for allowed, then in (({3}, 1), ({0, 5}, 2), (set(range(32)), 4)):
        monkeypatch.setattr("os.sched_getaffinity", lambda _process, allowed=allowed: allowed, raising=False)
        assert kernels.threads() == then
