"""The door: a token that lets one browser in, sessions that last while they are used, cookies of others that do no harm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.model import SaysoError, UsageError
from sayso.store.desk import Accounts, Desk
from sayso.workbench import make_app
from sayso.workbench.door import TeamDoor
from sayso.workbench.live import Listener, _allowed

from .conftest import NOW, ORIGIN, SETTINGS
from .test_team import PASSWORD, TEAM

HOURS = 3600


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The time that the door goes by, in its only place."""
    time = [NOW]
    monkeypatch.setattr("sayso.workbench.door.now", lambda: time[0])
    monkeypatch.setattr("sayso.workbench.screens.sign.now", lambda: time[0])
    return time


@pytest.fixture
def team(desk: Desk, clock: list[str]) -> Iterator[TestClient]:
    """Rev, signed in at noon."""
    assert clock
    desk.accounts.add("Rev", PASSWORD, "reviewer", now=NOW)
    with TestClient(make_app(desk, TEAM), base_url=ORIGIN, follow_redirects=False) as client:
        client.headers.update({"Origin": ORIGIN, "Accept": "text/html"})
        client.post("/sign-in", data={"name": "Rev", "password": PASSWORD, "next": "/"})
        yield client


def test_the_token_lets_one_browser_in_and_tells_the_next_how_to_get_another(stranger: TestClient) -> None:
    assert stranger.get("/?token=let-me-in").status_code == 303
    assert stranger.get("/").status_code == 200
    again = stranger.get("/?token=let-me-in")  # the same browser, by its bookmark
    assert (again.status_code, again.headers["location"]) == (303, f"{ORIGIN}/")
    stranger.cookies.clear()
    late = stranger.get("/?token=let-me-in")
    assert late.status_code == 403
    assert "does so once" in late.text
    assert "start it again" in late.text
    assert "set-cookie" not in late.headers
    assert stranger.get("/").status_code == 403


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS"])
def test_the_token_is_spent_by_looking_alone(stranger: TestClient, method: str) -> None:
    assert stranger.request(method, "/?token=let-me-in", headers={"Origin": ORIGIN}).status_code == 403
    assert stranger.get("/?token=let-me-in").status_code == 303


def test_from_a_file_a_page_of_ours_leads_on_as_the_cookie_would_not_come_along(stranger: TestClient) -> None:
    answer = stranger.get("/d/x?c=%22&token=let-me-in", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert "set-cookie" in answer.headers
    assert f'content="0;url={ORIGIN}/d/x?c=%22"' in answer.text
    assert "let-me-in" not in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_cookie_of_ones_own_workbench_lasts_as_long_as_it_runs(stranger: TestClient) -> None:
    assert f"Max-Age={400 * 24 * HOURS}" in stranger.get("/?token=let-me-in").headers["set-cookie"]


@pytest.mark.parametrize("odd", ['a{b}="x', "x=y[1]", 'json={"a":1,"b":"c d"}', "ключ=знач".encode(), "=;;=", 'q="\\'])
def test_a_strange_cookie_of_anothers_shuts_nobody_out(client: TestClient, odd: str | bytes) -> None:
    ours = "; ".join(f"{name}={value}" for name, value in client.cookies.items()).encode()
    theirs = odd if isinstance(odd, bytes) else odd.encode()
    client.cookies.clear()
    for cookie in (theirs + b"; " + ours, ours + b"; " + theirs):
        assert client.get("/", headers=[(b"cookie", cookie)]).status_code == 200


def test_a_page_that_stays_open_does_not_keep_a_session(team: TestClient, desk: Desk, clock: list[str]) -> None:
    cookie = next(iter(team.cookies.values()))
    door = TeamDoor(desk)
    clock[0] = "2026-11-28T20:00:00Z"
    came = door.person(cookie, used=False)
    assert came is not None
    assert not came.moved
    clock[0] = "2026-11-29T00:00:01Z"
    assert door.person(cookie, used=False) is None
    assert door.person(cookie) is None


def test_the_stream_is_looked_up_without_being_used(team: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[bool] = []
    real = Accounts.come

    def come(self: Accounts, token: str, now: str, *, used: bool = True) -> Any:
        told.append(used)
        return real(self, token, now, used=used)

    async def gone(_: Any) -> bool:
        return True

    monkeypatch.setattr(Accounts, "come", come)
    monkeypatch.setattr("starlette.requests.Request.is_disconnected", gone)
    assert team.get("/live").status_code == 200
    assert team.get("/").status_code == 200
    assert told == [False, True]


def test_who_is_at_work_is_given_the_cookie_again(team: TestClient, clock: list[str]) -> None:
    assert "set-cookie" not in team.get("/").headers
    for hour in ("20:00", "23:00"):
        clock[0] = f"2026-11-28T{hour}:00Z"
        given = team.get("/").headers["set-cookie"]
        assert next(iter(team.cookies.values())) in given
        assert f"Max-Age={12 * HOURS}" in given
        assert "HttpOnly" in given
    clock[0] = "2026-11-29T10:59:00Z"
    assert team.get("/").status_code == 200


def test_signing_out_late_gives_no_cookie_again(team: TestClient, clock: list[str]) -> None:
    clock[0] = "2026-11-28T20:00:00Z"
    answer = team.post("/sign-out")
    assert len(answer.headers.get_list("set-cookie")) == 1
    assert "Max-Age=0" in answer.headers["set-cookie"]


@pytest.mark.parametrize("code", ["busy", "changed-index"])
def test_a_desk_that_cannot_answer_at_the_door_is_told(
    team: TestClient, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def come(*_: object, **__: object) -> None:
        raise UsageError(code, "the desk is in use by another process", "wait until that is done")

    monkeypatch.setattr(Accounts, "come", come)
    answer = team.get("/")
    assert answer.status_code == 503
    assert answer.text == "the desk is in use by another process\nhint: wait until that is done\n"
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_who_cannot_be_asked_for_is_not_told_more() -> None:
    def allowed() -> bool:
        raise SaysoError("busy", "busy")

    assert not _allowed(Listener(lambda: False, allowed))
    assert _allowed(Listener(lambda: False, lambda: True))


def test_two_workbenches_have_two_secrets(stranger: TestClient, desk: Desk) -> None:
    stranger.get("/?token=let-me-in")
    with TestClient(make_app(desk, SETTINGS), base_url=ORIGIN, follow_redirects=False) as other:
        other.cookies.update(dict(stranger.cookies))
        assert other.get("/").status_code == 403
