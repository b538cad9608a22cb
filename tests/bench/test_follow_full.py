"""The bench of reading short articles in full: three sizes, each against the one before."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bench import follow_full, follow_read, measure_follow_full
from sayso.bench.scale_texts import MadeTexts
from sayso.model import UsageError


def test_each_size_is_held_against_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By figures alone here: encoders take long to load."""
    monkeypatch.setattr(follow_read, "cores", lambda: 1)
    monkeypatch.setattr(follow_full, "cores", lambda: 1)
    read = follow_read.read_made
    seen: list[tuple[int, str]] = []

    def quick(folder: Path, count: int, depth: str, texts: MadeTexts) -> follow_read.Spent:
        seen.append((count, depth))
        return read(folder, count, "figures", texts)

    monkeypatch.setattr(follow_full, "read_made", quick)
    values = {one.name: one.value for one in measure_follow_full(tmp_path, size=400).measures}
    assert seen == [(4, "full"), (8, "full"), (44, "full"), (404, "full")]
    assert values["growth.400"] == pytest.approx(values["cost.400"] / values["cost.40"])
    assert {"cost.4", "growth.40", "memory.400", "clock.400"} <= set(values)
    assert "growth.4" not in values
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_measured_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        measure_follow_full(tmp_path / "none")
    with pytest.raises(UsageError, match="tell nothing"):
        measure_follow_full(tmp_path, size=5)
