"""The workbench lets its person in and nobody else, keeps what is done, and shows it."""

from __future__ import annotations

import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.model import Judge
from sayso.store.desk import Desk


def _act(client: TestClient, key: str, *orders: dict[str, Any], seen: int = 99) -> Any:
    return client.post(
        f"/d/{key}/acts", json={"seen": seen, "orders": list(orders)}, headers={"Accept": "application/json"}
    )


def _judged(client: TestClient, key: str) -> dict[str, str]:
    claims = client.get(f"/d/{key}/state").json()["claims"]
    return {claim["id"]: claim["judged"] for claim in claims if claim["judged"]}


def _over(client: TestClient, place: str) -> Any:
    """The page of a reading when it is over; a slow machine is given two minutes."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        page = client.get(place)
        if page.status_code == 303 or not any(f">{state}" in page.text for state in ("waiting", "reading")):
            return page
        time.sleep(0.1)
    raise AssertionError(page.text)


def test_without_the_token_nothing_is_shown(stranger: TestClient, key: str) -> None:
    for path in ("/", f"/d/{key}", f"/d/{key}/state", "/live", "/?token=wrong"):
        answer = stranger.get(path)
        assert answer.status_code == 403
        assert "Norhaven" not in answer.text


def test_the_token_gives_a_cookie_that_scripts_and_other_sites_do_not_get(stranger: TestClient) -> None:
    answer = stranger.get("/?token=let-me-in")
    assert (answer.status_code, answer.headers["location"]) == (303, "http://127.0.0.1:8000/")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=strict" in answer.headers["set-cookie"]


@pytest.mark.parametrize("host", ["evil.example:8000", "127.0.0.1:9999", "localhost.evil.example", ""])
def test_another_host_name_is_not_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:8000", ""])
def test_another_origin_changes_nothing(client: TestClient, desk: Desk, key: str, origin: str) -> None:
    head = desk.head
    answer = client.post(f"/d/{key}/acts", data={"do": "note", "text": "x", "seen": "1"}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert desk.head == head


def test_every_answer_carries_the_policy(client: TestClient, key: str) -> None:
    for path in ("/", f"/d/{key}", "/nowhere", "/static/x/workbench.css"):
        headers = client.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_the_desk_lists_the_document_and_a_filter_hides_it(client: TestClient, key: str) -> None:
    assert f"/d/{key}" in client.get("/").text
    assert f"/d/{key}" in client.get("/?q=ferry&state=open").text
    assert f"/d/{key}" not in client.get("/?q=nothing-like-it").text


def test_a_page_without_scripts_shows_text_claims_figures_and_passages(client: TestClient, key: str) -> None:
    claim = client.get(f"/d/{key}/state").json()["claims"][0]["id"]
    page = client.get(f"/d/{key}?c={claim}").text
    assert "13–18 million" in page
    assert "Norhaven" in page
    assert 'class="pair"' in page


def test_a_judgement_is_kept_and_undone_and_done_again(client: TestClient, desk: Desk, key: str) -> None:
    answer = _act(client, key, {"do": "judge", "ids": ["c1", "c2"], "value": "differs"})
    assert answer.status_code == 200
    assert _judged(client, key) == {"c1": "differs", "c2": "differs"}
    _act(client, key, {"do": "undo"})
    assert _judged(client, key) == {}
    _act(client, key, {"do": "redo"})
    assert _judged(client, key) == {"c1": "differs", "c2": "differs"}
    assert [event.who for event in desk.events(key)] == ["Ann"] * 4


def test_a_form_does_what_the_script_does(client: TestClient, key: str) -> None:
    fields = {"do": "judge", "ids": "c1", "value": "matches", "seen": "1", "back": f"/d/{key}?c=c1#panel"}
    answer = client.post(f"/d/{key}/acts", data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/d/{key}?c=c1#panel")
    assert _judged(client, key) == {"c1": "matches"}


def test_a_form_leads_back_to_its_own_document_alone(client: TestClient, key: str) -> None:
    fields = {"do": "note", "text": "x", "seen": "1", "back": "https://evil.example/"}
    assert client.post(f"/d/{key}/acts", data=fields).headers["location"] == f"/d/{key}"


@pytest.mark.parametrize(
    "order",
    [
        {"do": "judge", "ids": ["c99"], "value": "differs"},
        {"do": "judge", "ids": ["c1"], "value": "right"},
        {"do": "judge", "ids": ["c1"], "value": "true"},
        {"do": "merge", "ids": ["c1", "c1"]},
        {"do": "split", "claim": "c1", "at": 0},
        {"do": "respan", "claim": "c1", "start": 5, "end": 5},
        {"do": "respan", "claim": "c1", "start": 0, "end": 10**9},
        {"do": "accept", "claim": "c1", "trace": "t99"},
        {"do": "verdict", "claim": "c1", "rating": "false"},
        {"do": "sign", "name": " "},
        {"do": "note", "text": "  "},
        {"do": "undo"},
        {"do": "fly"},
        {"do": "judge", "ids": ["c1"], "value": "differs", "who": "somebody else"},
    ],
)
def test_what_cannot_be_done_is_refused_with_a_hint_and_changes_nothing(
    client: TestClient, desk: Desk, key: str, order: dict[str, Any]
) -> None:
    answer = _act(client, key, order)
    assert answer.status_code in {400, 404}
    assert answer.json()["problem"]["hint"]
    assert desk.head == 1


def test_an_error_in_the_second_order_leaves_the_first_undone(client: TestClient, desk: Desk, key: str) -> None:
    _act(client, key, {"do": "note", "text": "a"}, {"do": "merge", "ids": []})
    assert desk.head == 1


def test_who_did_not_see_the_other_act_is_told_of_the_conflict(client: TestClient, desk: Desk, key: str) -> None:
    _act(client, key, {"do": "judge", "ids": ["c1"], "value": "differs"}, seen=1)
    act = desk.events(key)[-1].act
    assert isinstance(act, Judge)
    desk.append(key, [Judge(target=act.target, value="matches")], who="Ben", when="", seen=1)
    state = client.get(f"/d/{key}/state").json()
    assert state["conflicts"] == 1
    assert state["claims"][0]["heads"] == [["Ann", "differs"], ["Ben", "matches"]]
    assert "in conflict" in client.get(f"/d/{key}/claims/c1").text


def test_edits_mark_the_text_anew(client: TestClient, key: str) -> None:
    before = client.get(f"/d/{key}/state").json()
    after = _act(client, key, {"do": "merge", "ids": ["c1", "c2"]}).json()["state"]
    assert len(after["claims"]) == len(before["claims"]) - 1
    assert after["layout"] != before["layout"]


@pytest.mark.usefixtures("anew")
def test_a_pasted_text_is_read_and_lands_on_the_desk(client: TestClient, desk: Desk) -> None:
    answer = client.post("/read", data={"text": "The mayor said the tunnel cost 40 million euros in 2023."})
    place = answer.headers["location"]
    page = _over(client, place)
    assert page.headers["location"].startswith("/d/"), page.text
    assert len(desk.documents()) == 2


def test_what_is_no_text_is_told_with_its_mend(client: TestClient) -> None:
    place = client.post("/read", files={"article": ("x.txt", b"\x00\x01\x02" * 50)}).headers["location"]
    page = _over(client, place)
    assert "failed" in page.text
    assert "hint:" in page.text


def test_nothing_to_read_is_told(client: TestClient) -> None:
    answer = client.post("/read", data={"text": " "})
    assert answer.status_code == 400
    assert "hint" in answer.text
