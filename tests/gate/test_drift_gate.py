"""What has been reached on drift is not lost again."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from tests.scripts import script

from sayso.bench.own_drift import ITEMS

from .measure_drift import MORE, SCOPE, compile_more, data_hash, measures

FLOORS = tomllib.loads((Path(__file__).parent / "drift.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def measured() -> dict[str, tuple[float, float]]:
    return measures()


def test_the_data_is_what_the_floors_were_set_on() -> None:
    assert data_hash() == FLOORS["data"]


@pytest.mark.parametrize("name", FLOORS["at_least"])
def test_floor(measured: dict[str, tuple[float, float]], name: str) -> None:
    whole, _, part = name.rpartition(".")
    assert measured[whole][part == "recall"] >= FLOORS["at_least"][name]


@pytest.mark.parametrize("name", FLOORS["at_most"])
def test_ceiling(measured: dict[str, tuple[float, float]], name: str) -> None:
    assert measured[name][0] <= FLOORS["at_most"][name]


@pytest.mark.parametrize("annotations", [MORE, SCOPE], ids=["more", "scope"])
def test_the_readme_counts_what_is_there(tmp_path: Path, annotations: Path) -> None:
    compile_more(tmp_path, annotations)
    rows = [json.loads(line) for line in (tmp_path / ITEMS).read_text(encoding="utf-8").splitlines()]
    counts = script("drift_news").counts_of(rows)
    readme = (annotations / "README.md").read_text(encoding="utf-8")
    told = (
        f"{counts['items']} articles, {counts['claims']} claims in en, de, es and fr, "
        f"{counts['of them faithful']} of them faithful, {counts['drifts']} drifts"
    )
    assert told in readme
