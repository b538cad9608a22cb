"""What has been reached on kinds of sources, and whether they are named, is not lost again."""

from __future__ import annotations

from pathlib import Path

import pytest

from .held import floors, missed
from .measure_sources import DATA, data_hash, measures, read

FLOORS = floors("sources.toml")


def test_the_data_is_what_the_floors_were_set_on() -> None:
    assert data_hash() == FLOORS["data"]


def test_what_was_reached_is_kept() -> None:
    assert not missed(measures(), FLOORS, whole=True)


@pytest.mark.parametrize("path", sorted(DATA.glob("*/*.txt")), ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_marks_are_well_formed(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        text, sources = read(line)
        assert sources
        assert not set(text) & set("{}")
        assert {one.kind for one in sources} <= {"person", "group", "organisation", "media", "document", "unknown"}
