"""The set of earlier checks is what it says, and the bench counts what it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.scripts import ROOT

from sayso.bench import measure_checked
from sayso.bench.checked import SPLITS, Asked, _scores
from sayso.bench.reuse import read_rows
from sayso.checked import read_checks
from sayso.model import UsageError

DATA = ROOT / "data" / "checked-news"
KINDS = {"place", "year", "denied", "opposite", "other_thing", "topic"}


@pytest.mark.parametrize("half", SPLITS)
def test_the_published_set_is_whole(half: str) -> None:
    """Every check that a claim names is there, in five languages; half are decoys at least; no text stands twice."""
    read = read_checks([DATA / f"{half}.checks.json"])
    assert read.problems == ()
    assert len(read.entries) == 32
    assert {one.language for one in read.entries} == {"en", "de", "es", "fr", "it"}
    assert all(one.verdict and one.by and one.when for one in read.entries)
    urls = {one.url for one in read.entries}
    rows = read_rows(DATA / f"{half}.claims.jsonl", "checked-news")
    assert {row["check"] or row["near"] for row in rows} <= urls
    assert all(row["fits"] in {"same", "other_figure"} if row["check"] else row["decoy"] in KINDS for row in rows)
    assert len({row["text"] for row in rows} | {one.text for one in read.entries}) == len(rows) + 32
    assert sum(row["check"] is None for row in rows) * 2 >= len(rows)
    assert {row["language"] for row in rows} == {"en", "de", "es", "fr", "it"}


def test_scores_count_checks_claims_and_decoys() -> None:
    """One right of two given, one of two claims found, one of one decoys wrongly given; a figure that was told wrongly."""
    rows: list[dict[str, Any]] = [
        {"id": "1", "check": "a", "fits": "same"},
        {"id": "2", "check": "b", "fits": "same"},
        {"id": "3", "check": None},
    ]
    asked = [Asked("dev", row, ()) for row in rows]
    found = {one.name: one.value for one in _scores(asked, [{"a": "other_figure"}, {}, {"c": "same"}], "x")}
    assert found["dev.P"] == found["dev.R"] == found["dev.F1"] == 0.5
    assert (found["dev.decoys"], found["dev.fits"], found["test.P"]) == (1, 0, 0)


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        measure_checked(tmp_path)
