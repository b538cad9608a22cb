"""Rows between steps: every row comes to the one task of its key, whatever files it lay in; what is not whole is refused."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.engine import Crew, Settings, Shard, read_lines, read_shards, run
from sayso.engine.run import MIB
from sayso.engine.shuffle import PARTS, counts_of, fetch, mixed, put_by_key, put_rows, rows_of, stretches
from sayso.model import UnreadableError

KIND = np.dtype([("key", "<u8"), ("value", "<u4")])


def _rows(keys: list[int], begin: int = 0) -> np.ndarray[tuple[int], np.dtype[np.void]]:
    rows = np.zeros(len(keys), KIND)
    rows["key"], rows["value"] = np.array(keys, dtype=np.uint64), np.arange(begin, begin + len(keys))
    return rows


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(st.integers(0, 2**64 - 1) | st.sampled_from([7, 2**63]), max_size=20), min_size=1, max_size=4),
    st.integers(1, 30),
)
def test_every_row_is_fetched_once_by_the_task_of_its_key(tmp_path: Path, files: list[list[int]], most: int) -> None:
    paths = []
    for number, keys in enumerate(files):
        rows = _rows(keys, 1000 * number)
        paths.append(tmp_path / str(number))
        put_by_key(paths[-1], rows, rows["key"])
    parts = stretches(counts_of(paths), most)
    assert [end for _, end in parts[:-1]] == [first for first, _ in parts[1:]]
    found = []
    for first, end in parts:
        got = [(number, row) for number, rows in fetch(paths, first, end, KIND) for row in rows.tolist()]
        assert len(got) <= most or len({key >> 54 for _, (key, _) in got}) == 1
        assert all(first <= key >> 54 < end and value // 1000 == number for number, (key, value) in got)
        found += [row for _, row in got]
    assert sorted(found) == sorted(row for at, keys in enumerate(files) for row in _rows(keys, 1000 * at).tolist())


def test_no_rows_are_no_tasks() -> None:
    assert stretches(np.zeros(PARTS, np.int64), 10) == []


def test_hashes_of_neighbours_spread_over_all_ranges() -> None:
    keys = mixed(np.arange(100_000), np.zeros(100_000, np.uint32))
    counts = np.bincount((keys >> np.uint64(54)).astype(np.int64), minlength=PARTS)
    assert len(np.unique(keys)) == 100_000
    assert counts.min() > 50
    assert counts.max() < 160


@pytest.mark.parametrize("cut", [1, 12, 8000])
def test_a_file_that_is_cut_is_refused(tmp_path: Path, cut: int) -> None:
    rows = _rows([1, 2**60, 2**63])
    put_by_key(tmp_path / "a", rows, rows["key"])
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes()[:-cut])
    with pytest.raises(UnreadableError, match="not whole"):
        list(fetch([tmp_path / "a"], 0, PARTS, KIND))


def test_a_column_that_is_cut_or_gone_is_refused(tmp_path: Path) -> None:
    put_rows(tmp_path / "a", _rows([1, 2]))
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes()[:-1])
    for path in (tmp_path / "a", tmp_path / "b"):
        with pytest.raises(UnreadableError):
            rows_of(path, KIND)


def test_a_crew_serves_several_runs_and_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its processes are started once, and none is left."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    shards = [Shard(str(at), b"%d" % at, where="there") for at in range(4)]
    pids = set()
    with Crew() as crew:
        for name in ("a", "b"):
            out = tmp_path / name
            run(shards, "made_work:whoami", "1", out, settings=Settings(1, 512 * MIB), crew=crew)
            lines = [line.split() for one in read_shards(out, "lines").shards for line in read_lines(out, one)]
            assert [where for _, where in lines] == [b"there"] * 4
            pids |= {int(pid) for pid, _ in lines}
    (pid,) = pids
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_head_that_lies_is_told_before_room_is_made(tmp_path: Path) -> None:
    """A damaged file may tell of more rows than any memory holds."""
    path = tmp_path / "rows"
    put_by_key(path, np.zeros(3, np.uint64), np.zeros(3, np.uint64))
    head = np.full(PARTS + 1, 2**40, "<i8")
    head[0] = 0
    path.write_bytes(head.tobytes() + path.read_bytes()[head.nbytes :])
    with pytest.raises(UnreadableError, match="not whole"):
        list(fetch([path], 0, PARTS, np.dtype("<u8")))
