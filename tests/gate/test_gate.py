"""The quality gate: what has been reached is not lost again. Raising a floor is part of the change that earns it."""

from __future__ import annotations

from .held import floors, missed
from .measure import data_hash, measures

FLOORS = floors("floors.toml")


def test_the_data_is_what_the_floors_were_set_on() -> None:
    assert data_hash() == FLOORS["data"]


def test_what_was_reached_is_kept() -> None:
    assert not missed(measures(), FLOORS)
