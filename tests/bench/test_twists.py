"""Twisted and faithful pairs are counted by what is said of their figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.bench import measure_twists
from sayso.model import UsageError


def _pair(name: str, want: str, article: str, source: str) -> str:
    row = {"id": name, "kind": "act", "want": want, "article_language": "en", "language": "en", "article": article, "source": source, "figure": "12,400"}  # fmt: skip
    return json.dumps(row) + "\n"


def test_each_outcome_is_a_share_of_its_pairs(tmp_path: Path) -> None:
    pairs = [
        _pair("a", "twisted", "The firm won 12,400 customers.", "The firm lost 12,400 customers."),
        _pair("b", "twisted", "The firm won 12,400 customers.", "In May the firm won 12,400 customers."),
        _pair("c", "faithful", "The firm won 12,400 customers.", "The firm gained 12,400 customers."),
    ]
    for half in ("learn", "aside"):
        (tmp_path / f"{half}.jsonl").write_text("".join(pairs), encoding="utf-8")
    outcome = measure_twists(tmp_path)
    found = {one.name: (one.value, one.n) for one in outcome.measures}
    assert found["learn.twisted.matches"] == found["learn.act"] == (0.5, 2)
    assert found["aside.twisted.left"] == (0.5, 2)
    assert found["aside.faithful.matches"] == (1.0, 1)
    assert [miss.name for miss in outcome.misses] == ["learn.twisted.act"]


def test_a_missing_file_is_told_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read") as told:
        measure_twists(tmp_path)
    assert "data/twists" in str(told.value.problem.hint)
