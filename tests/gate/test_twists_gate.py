"""What has been reached on twisted and faithful pairs is not lost again."""

from __future__ import annotations

from .held import floors, missed
from .measure_twists import data_hash, measures

FLOORS = floors("twists.toml")


def test_the_data_is_what_the_bounds_were_set_on() -> None:
    assert data_hash() == FLOORS["data"]


def test_what_was_reached_is_kept() -> None:
    assert not missed(measures(), FLOORS, whole=True)
