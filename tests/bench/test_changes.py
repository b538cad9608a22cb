"""Claims are counted by what is told of them, beside what they are labelled with."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bench import measure_changes
from sayso.bench.changes import EVERY
from sayso.model import UsageError

STORY = """@ en | trams
S More than 400 riders took the tram on Monday, the depot said on Tuesday.
en F More than 400 riders took the tram on Monday, according to the depot.
en bound_dropped {400 riders} took the tram on Monday, the depot said. <= More than
en unit_changed More than 400 {buses} took the tram on Monday, the depot said. <= riders
"""


def test_each_label_has_its_shares(tmp_path: Path) -> None:
    """A bound that was left out is told by its kind; a faithful claim is not alarmed; both halves are told apart."""
    for folder in ("health", "town"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "01.txt").write_text(STORY * EVERY, encoding="utf-8")
    found = measure_changes(tmp_path)
    shares = {one.name: (one.value, one.n) for one in found.measures}
    for half in ("dev", "test"):
        assert shares[f"{half}.faithful.told"] == (0.0, 1)
        assert shares[f"{half}.faithful.plain"] == (1.0, 1)
        assert shares[f"{half}.bound_dropped.right"] == (1.0, 1)
        assert shares[f"{half}.unit_changed.right"] == (0.0, 1)
        assert shares[f"{half}.drifted.told"][1] == 2
    assert {miss.name for miss in found.misses} <= {"dev.unit_changed"}


def test_a_folder_without_stories_is_told_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no stories") as told:
        measure_changes(tmp_path)
    assert "data/changes-news" in str(told.value.problem.hint)
