"""What has been reached on the set of earlier checks is not lost again."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from .measure_checked import data_hash, measures

FLOORS = tomllib.loads((Path(__file__).parent / "checked.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    return measures()


def test_the_data_is_what_the_floors_were_set_on() -> None:
    assert data_hash() == FLOORS["data"]


@pytest.mark.parametrize("name", FLOORS["at_least"])
def test_floor(measured: dict[str, float], name: str) -> None:
    assert measured[name] >= FLOORS["at_least"][name]


def test_both_halves_have_floors(measured: dict[str, float]) -> None:
    assert set(measured) == set(FLOORS["at_least"])
