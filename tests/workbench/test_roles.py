"""Every role on every route, and with every order: what each may, and that nothing happens where it may not.

The tables are held against the routes and the orders that there are: a new one without a row here fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, get_args

import pytest
from starlette.testclient import TestClient
from tests.render.make_ledger import small_ledger

from sayso.model import House, Rating, SetHouse
from sayso.store.desk import Desk, open_desk
from sayso.store.desk.accounts import ROLES
from sayso.workbench import make_app
from sayso.workbench.described import operations
from sayso.workbench.orders import AnyOrder
from sayso.workbench.shelf import now

from .asked import nothing_is_read
from .conftest import NOW, ORIGIN, SETTINGS
from .test_team import PASSWORD, TEAM

ROLES_ALL: Final = ("stranger", *ROLES)
#: The least role that may; "stranger" is anybody.
LEAST: Final = {
    ("GET", "/"): "reader",
    ("POST", "/example"): "reviewer",
    ("POST", "/tour"): "reader",
    ("POST", "/read"): "reviewer",
    ("GET", "/jobs/{id}"): "reader",
    ("POST", "/jobs/{id}/stop"): "reviewer",
    ("GET", "/d/{key}"): "reader",
    ("GET", "/d/{key}/text"): "reader",
    ("GET", "/d/{key}/state"): "reader",
    ("GET", "/d/{key}/claims"): "reader",
    ("GET", "/d/{key}/claims/{id}"): "reader",
    ("GET", "/d/{key}/trace/{id}"): "reader",
    ("GET", "/d/{key}/page/{trace}.png"): "reader",
    ("GET", "/d/{key}/source/{source}"): "reader",
    ("GET", "/d/{key}/figures"): "reader",
    ("GET", "/d/{key}/sayso"): "reader",
    ("GET", "/d/{key}/report"): "reader",
    ("GET", "/d/{key}/preview"): "reader",
    ("GET", "/d/{key}/export/{form}"): "reader",
    ("GET", "/house"): "reader",
    ("POST", "/house"): "editor",
    ("GET", "/d/{key}/history"): "reader",
    ("GET", "/d/{key}/history/moved"): "reader",
    ("POST", "/d/{key}/reread"): "reviewer",
    ("GET", "/d/{key}/forget"): "editor",
    ("POST", "/d/{key}/forget"): "editor",
    ("GET", "/threads"): "reader",
    ("GET", "/threads/{id}"): "reader",
    ("GET", "/help"): "reader",
    ("GET", "/help/{page}"): "reader",
    ("POST", "/d/{key}/acts"): "reviewer",
    ("GET", "/d/{key}/events"): "reader",
    ("GET", "/live"): "reader",
    ("GET", "/sign-in"): "stranger",
    ("POST", "/sign-in"): "stranger",
    ("POST", "/sign-out"): "reader",
    ("GET", "/static/{mark}/{name}"): "stranger",
}
_THERE: Final = {
    "id": "c1",
    "trace": "t1",
    "source": "none",
    "form": "json",
    "page": "keys",
    "mark": "x",
    "name": "icon.svg",
}
_FORMS: Final[dict[str, dict[str, str]]] = {
    "/read": {"text": "The mayor said that the tunnel cost 40 million euros."},
    "/house": {"seen": "2", "name": "Another house"},
    "/d/{key}/acts": {"do": "note", "text": "x", "seen": "99"},
    "/d/{key}/forget": {"sure": "yes"},
    "/sign-in": {"name": "Rev", "password": "wrong"},
}
#: Orders, each as it can be carried out, and the least role that may.
ORDERS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "judge": ("reviewer", {"ids": ["c1"], "value": "differs"}),
    "note": ("reviewer", {"text": "x"}),
    "respan": ("reviewer", {"claim": "c1", "start": 0, "end": 12}),
    "add": ("reviewer", {"start": 0, "end": 12}),
    "merge": ("reviewer", {"ids": ["c1", "c2"]}),
    "split": ("reviewer", {"claim": "c1", "at": 60}),
    "accept": ("reviewer", {"claim": "c1"}),
    "verdict": ("editor", {"claim": "c1", "rating": "false", "reasons": "x", "name": "x"}),
    "reply": ("reviewer", {"by": "x", "text": "x"}),
    "withhold": ("editor", {"name": "x"}),
    "sign": ("editor", {"name": "x"}),
    "undo": ("reviewer", {}),
    "redo": ("reviewer", {}),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with accounts of every role, a document and a scale."""
    with open_desk(tmp_path_factory.mktemp("roles") / "desk.sayso") as desk:
        desk.put(small_ledger(), who="Ann", when=NOW)
        house = House(name="The Paper", scale=(Rating(id="false", name="False", value=1),))
        desk.append("", [SetHouse(house=house)], who="Ann", when=NOW, seen=0)
        for role in ROLES:
            desk.accounts.add(role.title(), PASSWORD, role, now=NOW)
        yield desk


@pytest.fixture(scope="module")
def team(desk: Desk) -> Iterator[TestClient]:
    """The workbench of a team; nobody has come in."""
    app = make_app(desk, TEAM)
    with nothing_is_read(), TestClient(app, base_url=ORIGIN, follow_redirects=False) as client:
        client.headers.update({"Origin": ORIGIN, "Accept": "text/html"})
        yield client


def _as(client: TestClient, desk: Desk, role: str) -> TestClient:
    client.cookies.clear()
    if role != "stranger":
        client.cookies.set("sayso-8000", desk.accounts.open_session(role, now()))
    return client


def _jobs(client: TestClient) -> int:
    app: Any = client.app
    return len(app.state.bench.jobs.all())


def _address(path: str, key: str) -> str:
    for name, value in {**_THERE, "key": key}.items():
        path = path.replace(f"{{{name}}}", value)
    return path


def test_every_route_has_its_row() -> None:
    assert set(LEAST) == {(method, path) for method, path, _ in operations()}


@pytest.mark.parametrize("role", ROLES_ALL)
@pytest.mark.parametrize(("method", "path"), [each for each in LEAST if each != ("POST", "/d/{key}/forget")])
def test_a_role_on_a_route(desk: Desk, team: TestClient, role: str, method: str, path: str) -> None:
    """Who may not is told so, or led to the door, and nothing happens; HEAD says as much as GET."""
    client, key = _as(team, desk, role), desk.documents()[0].key
    head, jobs = desk.head, _jobs(client)
    for asked in (method, "HEAD") if method == "GET" else (method,):
        answer = client.request(asked, _address(path, key), data=_FORMS.get(path))
        to_the_door = answer.headers.get("location", "").startswith("/sign-in") and path != "/sign-out"
        refused = answer.status_code in {401, 403} or to_the_door
        if path == "/sign-in":
            assert "location" not in answer.headers
        elif ROLES_ALL.index(role) >= ROLES_ALL.index(LEAST[method, path]):
            assert not refused, answer.text
        else:
            assert refused, answer.text
            assert (desk.head, _jobs(client)) == (head, jobs)
            assert "Norhaven" not in answer.text


@pytest.mark.parametrize("role", ["stranger", "reader", "reviewer"])
def test_only_an_editor_deletes(desk: Desk, team: TestClient, role: str) -> None:
    key = desk.documents()[0].key
    assert _as(team, desk, role).post(f"/d/{key}/forget", data={"sure": "yes"}).status_code in {401, 403}
    assert desk.documents()[0].key == key
    assert _as(team, desk, "editor").post(f"/d/{key}/forget", data={"sure": "no"}).status_code == 400
    assert desk.documents()[0].key == key


def test_every_order_has_its_row() -> None:
    assert set(ORDERS) == {order.__struct_config__.tag for order in get_args(AnyOrder)}


@pytest.mark.parametrize("role", ROLES_ALL)
@pytest.mark.parametrize("do", ORDERS)
def test_a_role_with_an_order(desk: Desk, team: TestClient, role: str, do: str) -> None:
    least, fields = ORDERS[do]
    client, key = _as(team, desk, role), desk.documents()[0].key
    head = desk.head
    answer = client.post(f"/d/{key}/acts", json={"seen": head, "orders": [{"do": do, **fields}]})
    if ROLES_ALL.index(role) >= ROLES_ALL.index(least):
        assert answer.status_code not in {401, 403}, answer.text
    else:
        assert answer.status_code == (401 if role == "stranger" else 403)
        assert desk.head == head


def test_a_stranger_at_the_workbench_of_one_person(desk: Desk) -> None:
    """Without the cookie there is nothing but style and script, whatever is asked; nobody signs in there."""
    with TestClient(make_app(desk, SETTINGS), base_url=ORIGIN, follow_redirects=False) as client:
        client.headers["Origin"] = ORIGIN
        key = desk.documents()[0].key
        for method, path in LEAST:
            answer = client.request(method, _address(path, key), data=_FORMS.get(path))
            wanted = 200 if path.startswith("/static") else 404 if path == "/sign-in" else 403
            assert answer.status_code == wanted, path


def test_a_session_that_a_stranger_set_is_not_the_next_ones(desk: Desk, team: TestClient) -> None:
    """Signing in gives another token than the browser had, and ends the one that it had (session fixation)."""
    client = _as(team, desk, "stranger")
    planted = desk.accounts.open_session("Reader", now())
    for cookie in ("made-up", planted):
        client.cookies.clear()
        client.cookies.set("sayso-8000", cookie)
        answer = client.post("/sign-in", data={"name": "Reviewer", "password": PASSWORD})
        assert answer.status_code == 303
        assert cookie not in answer.headers["set-cookie"]
        assert desk.accounts.session(cookie, now()) is None
