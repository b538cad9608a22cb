"""Several people at one desk: each signs in, does what the role allows, and is out when the account is shut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.store.desk import Desk
from sayso.workbench import Settings, make_app

from .conftest import NOW, ORIGIN

TEAM = Settings(origin=ORIGIN, hosts=frozenset(("127.0.0.1:8000",)))
PASSWORD = "a long enough password"  # noqa: S105


@pytest.fixture
def team(desk: Desk) -> Iterator[TestClient]:
    """A client at the door of a workbench with three accounts."""
    for name, role in (("Rea", "reader"), ("Rev", "reviewer"), ("Edi", "editor")):
        desk.accounts.add(name, PASSWORD, role, now=NOW)  # type: ignore[arg-type]
    with TestClient(make_app(desk, TEAM), base_url=ORIGIN, follow_redirects=False) as client:
        client.headers.update({"Origin": ORIGIN, "Accept": "text/html"})
        yield client


def _sign_in(client: TestClient, name: str, password: str = PASSWORD, after: str = "/") -> Any:
    return client.post("/sign-in", data={"name": name, "password": password, "next": after})


def _act(client: TestClient, key: str, order: dict[str, Any]) -> int:
    return client.post(f"/d/{key}/acts", json={"seen": 99, "orders": [order]}).status_code


def test_nothing_is_shown_before_signing_in_and_the_way_leads_back(team: TestClient, key: str) -> None:
    answer = team.get(f"/d/{key}?c=c1")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next=%2Fd%2F{key}%3Fc%3Dc1")
    assert team.get(f"/d/{key}/state", headers={"Accept": "application/json"}).status_code == 401
    assert "Norhaven" not in team.get(answer.headers["location"]).text
    answer = _sign_in(team, "Rev", after=f"/d/{key}?c=c1")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/d/{key}?c=c1")
    assert "Norhaven" in team.get(f"/d/{key}").text


@pytest.mark.parametrize(
    "after", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1", "/\n/x"]
)
def test_signing_in_leads_nowhere_else(team: TestClient, after: str) -> None:
    assert _sign_in(team, "Rev", after=after).headers["location"] == "/"


def test_a_wrong_password_and_an_unknown_name_sound_the_same(team: TestClient) -> None:
    answers = [_sign_in(team, name, "not the password") for name in ("Rev", "Nobody")]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].text == answers[1].text


def test_after_five_wrong_passwords_the_right_one_must_wait(team: TestClient) -> None:
    for _attempt in range(5):
        _sign_in(team, "Rev", "not the password")
    answer = _sign_in(team, "Rev")
    assert answer.status_code == 429
    assert "minutes" in answer.text


@pytest.mark.parametrize(("name", "judged", "signed"), [("Rea", 403, 403), ("Rev", 200, 403), ("Edi", 200, 200)])
def test_each_role_does_what_it_may(team: TestClient, key: str, name: str, judged: int, signed: int) -> None:
    _sign_in(team, name)
    assert team.get(f"/d/{key}").status_code == 200
    assert _act(team, key, {"do": "judge", "ids": ["c1"], "value": "differs"}) == judged
    assert _act(team, key, {"do": "sign", "name": name}) == signed
    assert team.post("/read", data={"text": "x " * 50}).status_code == (403 if judged == 403 else 303)


def test_acts_carry_the_accounts_name(team: TestClient, desk: Desk, key: str) -> None:
    _sign_in(team, "rev")
    _act(team, key, {"do": "note", "text": "mine"})
    assert desk.events(key)[-1].who == "Rev"


def test_signing_out_ends_the_session_for_good(team: TestClient) -> None:
    _sign_in(team, "Rev")
    cookies = dict(team.cookies)
    assert team.post("/sign-out").headers["location"] == "/sign-in"
    team.cookies.update(cookies)
    assert team.get("/").status_code == 303


def test_a_shut_account_is_out_at_once(team: TestClient, desk: Desk) -> None:
    _sign_in(team, "Rev")
    desk.accounts.disable("Rev")
    assert team.get("/").status_code == 303


def test_another_site_cannot_sign_anybody_in_or_out(team: TestClient) -> None:
    fields = {"name": "Rev", "password": PASSWORD}
    assert team.post("/sign-in", data=fields, headers={"Origin": "http://evil.example"}).status_code == 403
    assert team.post("/sign-out", headers={"Origin": "http://evil.example"}).status_code == 403


def test_over_tls_the_cookie_is_the_hosts_own(desk: Desk) -> None:
    origin = "https://sayso.example"
    desk.accounts.add("Rev", PASSWORD, "reviewer", now=NOW)
    settings = Settings(origin=origin, hosts=frozenset(("sayso.example",)))
    with TestClient(make_app(desk, settings), base_url=origin, follow_redirects=False) as client:
        client.headers["Origin"] = origin
        cookie = _sign_in(client, "Rev").headers["set-cookie"]
    assert cookie.startswith("__Host-sayso=")
    assert "Secure" in cookie
    assert "Path=/;" in cookie


def test_a_token_opens_no_teams_workbench(team: TestClient) -> None:
    assert team.get("/?token=").status_code == 303
    assert team.get("/?token=anything").status_code == 303
