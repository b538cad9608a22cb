"""The bench of a cluster: what cannot be measured is refused. What it runs is tested in tests/spark."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bench import measure_follow_cluster
from sayso.model import UsageError


def test_what_cannot_be_measured_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        measure_follow_cluster(tmp_path / "none")
    with pytest.raises(UsageError, match="tell nothing"):
        measure_follow_cluster(tmp_path, size=5)
