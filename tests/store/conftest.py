"""A desk of each kind: what holds for one database holds for the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.store.desk import Desk, open_desk


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a desk can be opened: a file, and a schema of a PostgreSQL server."""
    if request.param == "sqlite":
        return str(tmp_path / "desk.sayso")
    address: str = request.getfixturevalue("postgres").address()
    return address


@pytest.fixture
def desk(place: str) -> Iterator[Desk]:
    """A desk with nothing on it."""
    with open_desk(place) as desk:
        yield desk
