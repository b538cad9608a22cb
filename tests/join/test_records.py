"""Records taken out one by one, and rows of many tasks put into one file of all."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import numpy as np
import pytest

from sayso.join import records
from sayso.join.records import AllPlaces, Records, put_all_places, put_records, put_whole
from sayso.join.step import Place, Step

STEP = Step("made", "tests:made", ("kept", "kept.places"), "a test")
TASKS = {"one": [b"a", b"", b"ccc"], "none": [], "two": [b"dd"]}


def _place(tmp_path: Path) -> Place:
    place = Place(out=str(tmp_path), ledgers="")
    place.folder(STEP.name).mkdir(parents=True)
    for key, some in TASKS.items():
        put_records(place, STEP.name, "kept", key, some)
    return place


def test_records_are_found_by_places_of_all_as_by_those_of_their_task(tmp_path: Path) -> None:
    """Whatever tasks left nothing; a task that is not among those has its own places."""
    place, known = _place(tmp_path), ("one", "none")
    put_all_places(tmp_path / "places", place, STEP, "kept", known)
    places = AllPlaces.of(tmp_path / "places", known, (0, 3))
    for both in (Records(place, STEP, "kept"), Records(place, STEP, "kept", places)):
        for key, wanted in TASKS.items():
            assert [both.get(key, number) for number in range(len(wanted))] == wanted


def test_no_tasks_have_no_places(tmp_path: Path) -> None:
    put_all_places(tmp_path / "places", _place(tmp_path), STEP, "kept", ())
    assert AllPlaces.of(tmp_path / "places", (), ()).parts == {}


def test_files_are_let_go_of_with_what_holds_them(tmp_path: Path) -> None:
    """A worker looks for circles of objects seldom; each task takes records of its own, and must not keep their files from it."""
    place = _place(tmp_path)
    gc.disable()
    try:
        held = Records(place, STEP, "kept")
        held.get("one", 0)
        gone = weakref.ref(held._opened)
        del held
        assert gone() is None
    finally:
        gc.enable()


def test_rows_of_tasks_stand_one_behind_the_other(tmp_path: Path) -> None:
    """Each part's number of rows is given, also that of an empty one."""
    kind, parts = np.dtype("<u4"), [tmp_path / name for name in ("a", "b", "c")]
    for path, rows in zip(parts, ([1, 2], [], [3]), strict=True):
        path.write_bytes(np.array(rows, kind).tobytes())
    assert put_whole(tmp_path / "whole", parts, kind).tolist() == [2, 0, 1]
    assert np.fromfile(tmp_path / "whole", kind).tolist() == [1, 2, 3]


@pytest.mark.parametrize("limit", [64, 256, 1024, 20_000])
def test_all_kinds_together_stay_below_what_a_process_may_open(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    """Ten kinds are taken out of every shard through all steps."""
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (limit, limit))
    records.most_open.cache_clear()
    assert 0 < 10 * records.most_open() <= max(limit, 80)
    records.most_open.cache_clear()
