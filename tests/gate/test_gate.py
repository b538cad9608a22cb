"""The quality gate: what has been reached is not lost again. Raising a floor is part of the change that earns it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from .measure import data_hash, measures

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    return measures()


def test_the_data_is_what_the_floors_were_set_on() -> None:
    assert data_hash() == FLOORS["data"]


@pytest.mark.parametrize("name", FLOORS["at_least"])
def test_floor(measured: dict[str, float], name: str) -> None:
    assert measured[name] >= FLOORS["at_least"][name]


@pytest.mark.parametrize("name", FLOORS["at_most"])
def test_ceiling(measured: dict[str, float], name: str) -> None:
    assert measured[name] <= FLOORS["at_most"][name]
