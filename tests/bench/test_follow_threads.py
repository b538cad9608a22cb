"""The bench of following a corpus: it follows what it measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bench import follow_threads, measure_follow_threads
from sayso.model import UsageError


def test_costs_are_measured_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow_threads, "cores", lambda: 1)
    # the ten that come are a second shard: with fewer documents all of them are read anew, and "later" tells nothing
    values = {one.name: one.value for one in measure_follow_threads(tmp_path, size=1000).measures}
    assert {"cost", "cost.tenth", "cost.reuse", "growth", "memory", "disk", "later.all"} <= set(values)
    assert values["cost.threads"] > 0
    assert values["threads"] > 0.2
    assert 0 < values["later"] < 0.9
    assert values["again"] < 0.5
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_measured_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        measure_follow_threads(tmp_path / "none")
    with pytest.raises(UsageError, match="tell nothing"):
        measure_follow_threads(tmp_path, size=5)
