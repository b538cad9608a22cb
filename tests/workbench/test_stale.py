"""Orders of a page that is behind: what they name is what the page showed, or they are refused and nothing is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.render.make_ledger import small_ledger

from sayso.model import Note, UsageError
from sayso.store.desk import Desk, open_desk
from sayso.workbench import make_app
from sayso.workbench.shelf import Shelf

from .conftest import NOW, ORIGIN, SETTINGS
from .test_team import PASSWORD, TEAM

JSON = {"Accept": "application/json"}


def _act(client: TestClient, key: str, *orders: dict[str, Any], seen: int, ident: str | None = None) -> Any:
    body = {"seen": seen, "orders": list(orders)} | ({"id": ident} if ident else {})
    return client.post(f"/d/{key}/acts", json=body, headers=JSON)


def _renumbered(desk: Desk) -> None:
    """Have the article read anew, so that every id names the entry behind the one that it named."""
    ledger = small_ledger()
    names = {claim.id: f"c{number}" for number, claim in enumerate(ledger.claims[1:], start=1)}
    claims = tuple(replace(claim, id=names[claim.id]) for claim in ledger.claims[1:])
    traces = tuple(replace(each, claim=names[each.claim]) for each in ledger.traces if each.claim in names)
    desk.put(replace(ledger, version="2", claims=claims, traces=traces), who="Ben", when=NOW)


@pytest.mark.parametrize(
    "order",
    [
        {"do": "judge", "ids": ["c1"], "value": "differs"},
        {"do": "judge", "ids": ["f1"], "kind": "figure", "value": "wrong"},
        {"do": "note", "claim": "c1", "text": "x"},
        {"do": "respan", "claim": "c1", "start": 0, "end": 20},
        {"do": "add", "start": 0, "end": 20},
        {"do": "merge", "ids": ["c1", "c2"]},
        {"do": "accept", "claim": "c1", "trace": "t1"},
        {"do": "sign", "name": "Ann"},
    ],
)
def test_ids_and_places_of_an_older_reading_are_refused(
    client: TestClient, desk: Desk, key: str, order: dict[str, Any]
) -> None:
    _renumbered(desk)
    answer = _act(client, key, order, seen=1)
    assert answer.status_code == 409
    assert answer.json()["problem"]["code"] == "changed-since"
    assert "read anew since" in answer.json()["problem"]["message"]
    assert "reload the page" in answer.json()["problem"]["hint"]
    assert desk.head == 2


def test_what_names_nothing_of_a_reading_is_kept_whatever_was_read_since(
    client: TestClient, desk: Desk, key: str
) -> None:
    _renumbered(desk)
    assert _act(client, key, {"do": "note", "text": "x"}, seen=1).status_code == 200
    assert _act(client, key, {"do": "undo"}, seen=1).status_code == 200


@pytest.mark.parametrize(
    "orders",
    [
        [{"do": "merge", "ids": ["c1", "c2"]}],
        [{"do": "split", "claim": "c1", "at": -1}],
    ],
)
def test_a_claim_that_was_merged_or_split_since_is_refused_and_others_are_not(
    client: TestClient, desk: Desk, key: str, orders: list[dict[str, Any]]
) -> None:
    claim = next(each for each in small_ledger().claims if each.id == "c1")
    for order in orders:
        if "at" in order:
            order["at"] = claim.start + claim.text.index(" ") + 1
    assert _act(client, key, *orders, seen=1).status_code == 200
    judged = {"do": "judge", "ids": ["c1"], "value": "differs"}
    answer = _act(client, key, judged, seen=1)
    assert answer.status_code == 409
    assert "merged or split" in answer.json()["problem"]["message"]
    assert desk.head == 2
    assert _act(client, key, judged | {"ids": ["c3"]}, seen=1).status_code == 200
    assert _act(client, key, judged, seen=2).status_code == 200
    assert _act(client, key, {"do": "undo"}, seen=2).status_code == 200  # the judgement
    assert _act(client, key, {"do": "undo"}, seen=2).status_code == 200  # of c3
    assert _act(client, key, {"do": "undo"}, seen=2).status_code == 200  # and the merge, or the split
    assert _act(client, key, judged, seen=2).status_code == 409
    assert _act(client, key, judged, seen=desk.head).status_code == 200


def test_a_reading_that_comes_between_the_look_and_the_write_is_noticed(
    client: TestClient, desk: Desk, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Desk.append
    came: list[int] = []

    def append(self: Desk, *given: Any, **named: Any) -> Any:
        if not came:
            came.append(1)
            _renumbered(desk)
        return real(self, *given, **named)

    monkeypatch.setattr(Desk, "append", append)
    answer = _act(client, key, {"do": "judge", "ids": ["c1"], "value": "differs"}, seen=1)
    assert (answer.status_code, desk.head) == (409, 2)


def test_what_does_not_matter_may_come_between(
    client: TestClient, desk: Desk, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Desk.append
    came: list[int] = []

    def append(self: Desk, *given: Any, **named: Any) -> Any:
        if not came:
            came.append(1)
            real(self, key, [Note(target=None, text="x")], who="Ben", when=NOW, seen=1)
        return real(self, *given, **named)

    monkeypatch.setattr(Desk, "append", append)
    assert _act(client, key, {"do": "judge", "ids": ["c1"], "value": "differs"}, seen=1).status_code == 200
    came.clear()
    answer = _act(client, key, {"do": "sign", "name": "Ann"}, seen=desk.head)
    assert answer.status_code == 409


def test_a_signature_covers_only_what_the_signer_has_seen(client: TestClient, desk: Desk, key: str) -> None:
    desk.append(key, [Note(target=None, text="x")], who="Ben", when=NOW, seen=1)
    answer = _act(client, key, {"do": "sign", "name": "Ann"}, seen=1)
    assert answer.status_code == 409
    problem = answer.json()["problem"]
    assert (problem["message"], problem["hint"]) == (
        "someone has changed this since you looked",
        "look again, then sign",
    )
    assert desk.head == 2
    assert _act(client, key, {"do": "note", "text": "mine"}, seen=2).status_code == 200
    assert _act(client, key, {"do": "sign", "name": "Ann"}, seen=2).status_code == 200  # her own act she knows


def test_a_batch_that_is_sent_twice_is_carried_out_once(client: TestClient, desk: Desk, key: str) -> None:
    note = {"do": "note", "text": "x"}
    first = _act(client, key, note, seen=1, ident="once-0001").json()
    again = _act(client, key, note, seen=1, ident="once-0001").json()
    assert again == first
    assert desk.head == 2
    with TestClient(make_app(desk, SETTINGS), base_url=ORIGIN, follow_redirects=False) as other:  # started anew
        other.get("/?token=let-me-in")
        other.headers["Origin"] = ORIGIN
        assert _act(other, key, note, seen=1, ident="once-0001").json()["events"] == first["events"]
        assert _act(other, key, note, seen=1, ident="once-0002").status_code == 200
    assert desk.head == 3


def test_a_batch_that_could_not_be_carried_out_anew_is_answered_all_the_same(
    client: TestClient, desk: Desk, key: str
) -> None:
    merge = {"do": "merge", "ids": ["c1", "c2"]}
    assert _act(client, key, merge, seen=1, ident="merge-01").status_code == 200
    assert _act(client, key, merge, seen=1, ident="merge-01").status_code == 200
    assert _act(client, key, merge, seen=2).status_code == 404
    assert desk.head == 2


@pytest.mark.parametrize("ident", ["", "short", "x" * 41, 12345678, ["x" * 8]])
def test_a_batchs_name_has_8_to_40_characters(client: TestClient, desk: Desk, key: str, ident: Any) -> None:
    body = {"seen": 1, "orders": [{"do": "note", "text": "x"}], "id": ident}
    assert client.post(f"/d/{key}/acts", json=body, headers=JSON).status_code == 400
    assert desk.head == 1


def test_a_list_that_cannot_be_made_anew_does_not_fail_the_act(
    client: TestClient, desk: Desk, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise UsageError("busy", "the desk is in use by another process", "wait")

    with monkeypatch.context() as patched:
        patched.setattr(Desk, "remember", busy)
        fields = {"do": "judge", "ids": "c1", "value": "matches", "seen": "1"}
        assert client.post(f"/d/{key}/acts", data=fields).status_code == 303
        assert _act(client, key, {"do": "note", "text": "x"}, seen=2).status_code == 200
    before = Shelf(desk).rows()[0].to_review
    assert before == len(small_ledger().claims) - 1
    assert desk.head == 3


@pytest.fixture
def lowered(desk: Desk) -> Iterator[TestClient]:
    """An editor at the workbench of a team, who withheld a name and is a reviewer by now."""
    desk.accounts.add("Edi", PASSWORD, "editor", now=NOW)
    desk.accounts.add("Boss", PASSWORD, "editor", now=NOW)
    with TestClient(make_app(desk, TEAM), base_url=ORIGIN, follow_redirects=False) as client:
        client.headers["Origin"] = ORIGIN
        client.post("/sign-in", data={"name": "Edi", "password": PASSWORD})
        key = desk.documents()[0].key
        assert _act(client, key, {"do": "withhold", "name": "Ines"}, seen=1).status_code == 200
        yield client


def test_who_is_no_editor_any_more_undoes_no_editors_act(lowered: TestClient, desk: Desk, key: str) -> None:
    desk.accounts.set_role("Edi", "reviewer")
    assert _act(lowered, key, {"do": "undo"}, seen=2).status_code == 403
    desk.accounts.set_role("Edi", "editor")
    assert _act(lowered, key, {"do": "undo"}, seen=2).status_code == 200
    desk.accounts.set_role("Edi", "reviewer")
    assert _act(lowered, key, {"do": "redo"}, seen=3).status_code == 403
    assert desk.head == 3


def test_a_desk_that_is_made_anew_knows_its_batches(tmp_path: Any) -> None:
    path = tmp_path / "kept.sayso"
    with open_desk(path) as desk:
        key = desk.put(small_ledger(), who="Ann", when=NOW).key
        shelf = Shelf(desk)
        shelf.act(key, [Note(target=None, text="x")], who="Ann", seen=1, batch="batch-01")
    with open_desk(path) as desk:
        Shelf(desk).act(key, [Note(target=None, text="x")], who="Ann", seen=1, batch="batch-01")
        assert desk.head == 2
