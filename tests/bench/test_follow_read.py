"""The bench of reading a corpus: it reads what it measures."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from sayso.bench import follow_read, measure_follow_read
from sayso.model import UsageError


def test_costs_are_measured_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of figures alone: the other depths are read in the same way, and take long to load."""
    monkeypatch.setattr(follow_read, "cores", lambda: 1)
    found = list(islice(follow_read._measured(tmp_path, 40, lambda *_: None), 7))
    values = {one.name: one.value for one in found}
    assert set(values) == {"figures", "figures.tenth", "growth", "wall", "memory.tenth", "memory", "disk"}
    assert values["memory"] > 20
    assert 0 < values["disk"] < 1
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_measured_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        measure_follow_read(tmp_path / "none")
    with pytest.raises(UsageError, match="tell nothing"):
        measure_follow_read(tmp_path, size=5)
