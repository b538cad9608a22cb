"""The bench of joining a corpus: it joins what it measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bench import follow_join, measure_follow_join
from sayso.model import UsageError


def test_costs_are_measured_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow_join, "cores", lambda: 1)
    values = {one.name: one.value for one in measure_follow_join(tmp_path, size=300).measures}
    assert {"cost", "cost.tenth", "growth", "memory", "disk", "later"} <= set(values)
    assert values["cost"] > 0
    assert 20 < values["memory"] < 500
    assert values["passages"] > 0.02
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_measured_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        measure_follow_join(tmp_path / "none")
    with pytest.raises(UsageError, match="tell nothing"):
        measure_follow_join(tmp_path, size=5)
