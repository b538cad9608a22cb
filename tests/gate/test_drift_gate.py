"""What has been reached on drift is not lost again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.scripts import script

from sayso.bench.own_drift import ITEMS

from .held import floors, missed
from .measure_drift import MORE, SCOPE, SETS, compile_more, data_hash, measures

FLOORS = floors("drift.toml")


def test_the_data_is_what_the_floors_were_set_on() -> None:
    assert data_hash() == FLOORS["data"]


@pytest.mark.parametrize("name", SETS)
def test_what_was_reached_is_kept(name: str) -> None:
    measured = measures(name)
    least, most = (
        {one: value for one, value in FLOORS[sort].items() if one.startswith(f"{name}.")}
        for sort in ("at_least", "at_most")
    )
    shares = {
        f"{one}.{part}": value
        for one, both in measured.items()
        for part, value in zip(("precision", "recall"), both, strict=True)
    }
    assert least
    assert not missed(shares | {one: measured[one][0] for one in most}, {"at_least": least, "at_most": most})


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
