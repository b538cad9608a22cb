"""A workbench with one small document on its desk, and a browser's part played by a client."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient
from tests.render.make_ledger import small_ledger
from tests.workbench.hostile import put_hostile

from sayso.model import House, Rating, SetHouse
from sayso.store.desk import Desk, open_desk
from sayso.store.desk.accounts import Accounts
from sayso.store.desk.passwords import Cost
from sayso.workbench import Settings, make_app
from sayso.workbench.people import Person

NOW = "2026-11-28T12:00:00Z"
ORIGIN = "http://127.0.0.1:8000"
SETTINGS = Settings(origin=ORIGIN, hosts=frozenset(("127.0.0.1:8000",)), person="Ann", token="let-me-in")  # noqa: S106


@pytest.fixture(scope="session")
def warmed() -> BaseContext:
    """Processes that are forked from one that has read the weights."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.workbench.warmed"])
    paths = (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", ""))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(paths))
        forkserver.ensure_running()
    return context


@pytest.fixture
def anew() -> None:
    """Readings start anew, as they do for a person."""


@pytest.fixture(autouse=True)
def _forked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readings are forked, but for a test that wants them to start `anew`, and in a browser."""
    if sys.platform == "linux" and "anew" not in request.fixturenames:
        given = SimpleNamespace(get_context=lambda _: request.getfixturevalue("warmed"))
        monkeypatch.setattr("sayso.workbench.jobs.multiprocessing", given)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Its passwords cost little to hash: what they cost is seen in tests/store/test_desk_accounts.py."""
    with open_desk(tmp_path / "desk.sayso") as desk:
        desk.accounts = Accounts(desk.engine, Cost(4, 8, 1))
        desk.put(small_ledger(), who="Ann", when=NOW)
        yield desk


@pytest.fixture
def stranger(desk: Desk) -> Iterator[TestClient]:
    """A client without the cookie."""
    with TestClient(make_app(desk, SETTINGS), base_url=ORIGIN, follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """A client that came in by the token, and sends its origin as browsers do."""
    stranger.get("/?token=let-me-in")
    stranger.headers["Origin"] = ORIGIN
    return stranger


@pytest.fixture
def key(desk: Desk) -> str:
    return desk.documents()[0].key


@pytest.fixture
def reader(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The same client, as someone who may only read."""
    monkeypatch.setattr("sayso.workbench.door.Person", lambda name, _role: Person(name, "reader"))
    return client


@pytest.fixture
def scale(desk: Desk) -> Desk:
    """The desk, of a house whose scale has the rating `false`."""
    house = House(name="The Paper", scale=(Rating(id="false", name="False", value=1),))
    desk.append("", [SetHouse(house=house)], who="Ann", when=NOW, seen=0)
    return desk


@pytest.fixture
def evil(desk: Desk) -> tuple[str, str]:
    """A hostile document's key, and the id of its source document."""
    return put_hostile(desk)
