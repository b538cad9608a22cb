"""The History screen: the audit trail in words, by person; reading anew keeps what people did; deleting asks first."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace as changed
from pathlib import Path
from typing import Any

import pytest
from lxml import html as parser
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.render.make_ledger import small_ledger
from tests.workbench.conftest import NOW, ORIGIN, SETTINGS
from tests.workbench.hostile import EVIL, assert_harmless

from sayso.model import Event, House, Note, Sign, Undo, text_id
from sayso.store.desk import Desk
from sayso.workbench import make_app
from sayso.workbench.told import told, undone


def _do(client: TestClient, key: str, **fields: str) -> None:
    answer = client.post(f"/d/{key}/acts", data={"seen": "99", "back": ""} | fields)
    assert answer.status_code == 303, answer.text


def _rows(client: TestClient, path: str) -> list[list[str]]:
    page: Any = parser.fromstring(client.get(path).text)
    return [[cell.text_content().strip() for cell in row] for row in page.xpath("//table[@class='events']/tbody/tr")]


@pytest.fixture
def busy(scale: Desk, client: TestClient, key: str) -> TestClient:
    """A document with one act of every kind."""
    assert scale.documents()
    text = small_ledger().document.text
    start = text.index("will cost")
    for fields in (
        {"do": "judge", "ids": "c1", "value": "differs"},
        {"do": "judge", "ids": "c1,c2", "value": "matches"},
        {"do": "judge", "ids": "f1", "kind": "figure", "value": "wrong"},
        {"do": "note", "text": "on all"},
        {"do": "note", "claim": "c1", "text": "on one"},
        {"do": "respan", "claim": "c1", "start": str(start), "end": str(start + 20)},
        {"do": "add", "start": "0", "end": "9"},
        {"do": "merge", "ids": "c7,c9"},
        {"do": "split", "claim": "c2", "at": str(text.index("from more than"))},
        {"do": "accept", "claim": "c11", "trace": "t6"},
        {"do": "verdict", "claim": "c11", "rating": "false", "reasons": "seen", "name": "Ann Lee"},
        {"do": "reply", "by": "The port", "text": "no"},
        {"do": "withhold", "name": "Ines Marrow"},
        {"do": "undo"},
        {"do": "redo"},
        {"do": "sign", "name": "Ann Lee"},
        {"do": "sign", "name": "Ann Lee", "correction": "a bound"},
    ):
        _do(client, key, **fields)
    return client


def test_every_act_is_told_in_words(busy: TestClient, desk: Desk, key: str) -> None:
    rows = _rows(busy, f"/d/{key}/history")
    assert len(rows) == len(desk.events(key))
    words = [row[3] for row in rows][::-1]
    for number, part in enumerate(
        (
            "had it read by Sayso 0.1.0",
            ": differs",
            "judged 2 claims: matches: “",
            "judged the figure “€13–18 million”: wrong",
            "noted on the whole: “on all”",
            "noted on “",
            "set the edges of “",
            "added the claim “The ferry”",
            "merged “",
            "before “from more than",
            "accepted “",
            "the verdict False, as Ann Lee: “seen”",
            "kept the reply of The port to the whole: “no”",
            "withheld the name “Ines Marrow”",
            "took back no. 15: withheld the name “Ines Marrow”",
            "did again no. 15: withheld the name “Ines Marrow”",
            "signed as Ann Lee, version 1",
            "signed as Ann Lee, version 2; corrected: “a bound”",
        )
    ):
        assert part in words[number]
    assert [row[0] for row in rows if row[4] == "taken back"] == ["16"]


def test_the_list_is_narrowed_to_a_person(busy: TestClient, desk: Desk, key: str) -> None:
    desk.append(key, [Note(target=None, text="mine")], who="Ben & Co", when=NOW, seen=1)
    rows = _rows(busy, f"/d/{key}/history?who=Ben+%26+Co")
    assert [row[2] for row in rows] == ["Ben & Co"]
    assert _rows(busy, f"/d/{key}/history?who=nobody") == []


def test_many_acts_come_in_pages(client: TestClient, desk: Desk, key: str) -> None:
    desk.append(key, [Note(target=None, text=str(number)) for number in range(250)], who="Ben", when=NOW, seen=1)
    first, second = _rows(client, f"/d/{key}/history"), _rows(client, f"/d/{key}/history?page=2")
    assert (len(first), len(second)) == (200, 51)
    assert client.get(f"/d/{key}/history?page=²&who=").status_code == 200


def _event(seq: int, act: Any) -> Event:
    return Event(seq=seq, document="d", who="Ann", when=NOW, seen=0, act=act)


def test_what_was_undone_and_done_again() -> None:
    events = [
        _event(1, Note(target=None, text="a")),
        _event(2, Undo(event=1)),
        _event(3, Undo(event=2)),
        _event(4, Undo(event=99)),
        _event(5, Undo(event=3)),
    ]
    assert undone(events[:2]) == {1}
    assert undone(events[:3]) == {2}
    assert undone(events) == {1, 3, 99}
    assert [row.words for row in told(events, House())][1] == "took back no. 99"


def test_what_lost_its_place_is_shown_with_its_words(client: TestClient, desk: Desk, key: str) -> None:
    _do(client, key, do="note", claim="c1", text="keep this")
    assert "Acts that found no place" in client.get(f"/d/{key}/history").text
    ledger = small_ledger()
    text = ledger.document.text
    words = "x" * len(text)
    other = replace(ledger, document=replace(ledger.document, text=words, text_id=text_id(words), links=(), blocks=()))
    empty = {
        "figures": (),
        "claims": (),
        "attributions": (),
        "flags": (),
        "traces": (),
        "sentences": (),
        "problems": (),
    }
    desk.put(replace(other, **empty), who="Ann", when=NOW, key=key)
    page = client.get(f"/d/{key}/history").text
    unplaced = page[page.index('id="unplaced"') : page.index('id="reread"')]
    assert "will cost" in unplaced


# Reading anew


@pytest.fixture
def sourced(desk: Desk, tmp_path: Path) -> Iterator[TestClient]:
    """A workbench with source documents of its own."""
    source = tmp_path / "source.txt"
    source.write_text("The tunnel cost 45 million euros in 2023, the ministry's accounts show.", encoding="utf-8")
    settings = changed(SETTINGS, against=(str(source),), vectors=False)
    with TestClient(make_app(desk, settings), base_url=ORIGIN, follow_redirects=False) as client:
        client.get("/?token=let-me-in")
        client.headers["Origin"] = ORIGIN
        yield client


def _over(client: TestClient, place: str) -> Any:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        page = client.get(place)
        if page.status_code == 303 or "failed" in page.text:
            return page
        time.sleep(0.1)
    raise AssertionError(page.text)


def test_the_kept_text_is_read_anew_and_judgements_stay(sourced: TestClient, desk: Desk) -> None:
    place = sourced.post("/read", data={"text": "The mayor said the tunnel cost 40 million euros in 2023."}).headers[
        "location"
    ]
    key = _over(sourced, place).headers["location"].removeprefix("/d/")
    claim = sourced.get(f"/d/{key}/state").json()["claims"][0]["id"]
    _do(sourced, key, do="judge", ids=claim, value="differs")
    before = desk.ledger(desk.document(key).ledger) if desk.document(key) else None  # type: ignore[union-attr]
    files = {"sources": ("new.txt", b"The tunnel cost 40 million euros in 2023, the mayor said on Monday.")}
    answer = sourced.post(f"/d/{key}/reread", files=files)
    assert _over(sourced, answer.headers["location"]).headers["location"] == f"/d/{key}"
    kept = desk.document(key)
    assert kept is not None
    assert before is not None
    after = desk.ledger(kept.ledger)
    assert after.document == before.document
    assert [source.uri.rpartition("/")[2] for source in after.source_documents] == ["new.txt"]
    assert len(desk.readings(key)) == 3
    assert sourced.get(f"/d/{key}/state").json()["claims"][0]["judged"] == "differs"
    assert "had it read anew" in sourced.get(f"/d/{key}/history").text


def test_a_newer_version_of_the_article_is_a_reading_of_the_same_document(sourced: TestClient, desk: Desk) -> None:
    place = sourced.post("/read", data={"text": "The mayor said the tunnel cost 40 million euros in 2023."}).headers[
        "location"
    ]
    key = _over(sourced, place).headers["location"].removeprefix("/d/")
    answer = sourced.post(f"/d/{key}/reread", data={"text": "The mayor said the tunnel cost 45 million euros in 2023."})
    _over(sourced, answer.headers["location"])
    assert "45 million" in sourced.get(f"/d/{key}").text
    assert len([kept for kept in desk.documents() if kept.key == key]) == 1


def test_passages_are_not_lost_for_want_of_sources(client: TestClient, desk: Desk, key: str) -> None:
    answer = client.post(f"/d/{key}/reread", data={})
    assert answer.status_code == 400
    assert "hint: add them" in answer.text
    assert client.post("/d/nowhere/reread", data={}).status_code == 404
    assert desk.head == 1


# Deleting


def test_deleting_asks_first(client: TestClient, desk: Desk, key: str) -> None:
    page = client.get(f"/d/{key}/forget").text
    assert "Delete this document?" in page
    assert "The ferry that everyone pays for" in page
    assert client.post(f"/d/{key}/forget", data={}).status_code == 400
    assert desk.document(key)
    assert client.post(f"/d/{key}/forget", data={"sure": "yes"}).headers["location"] == "/"
    assert desk.document(key) is None
    assert f"/d/{key}" not in client.get("/").text
    assert client.get(f"/d/{key}").status_code == 404
    assert client.post(f"/d/{key}/forget", data={"sure": "yes"}).status_code == 404
    assert desk.verify() == []


def test_a_reader_neither_rereads_nor_deletes(reader: TestClient, desk: Desk, key: str) -> None:
    page = reader.get(f"/d/{key}/history").text
    assert "Have it read anew" not in page
    assert "Delete this document" not in page
    assert reader.post(f"/d/{key}/reread", data={}).status_code == 403
    assert reader.get(f"/d/{key}/forget").status_code == 403
    assert reader.post(f"/d/{key}/forget", data={"sure": "yes"}).status_code == 403
    assert desk.document(key)


def test_hostile_acts_are_text(client: TestClient, desk: Desk, evil: tuple[str, str]) -> None:
    evil_who = EVIL.replace("\0", "")
    acts = [Note(target=None, text=EVIL), Sign(name=EVIL, ledger="", correction=EVIL)]
    desk.append(evil[0], acts, who=evil_who, when=evil_who, seen=1)
    assert_harmless(client, f"/d/{evil[0]}/history")
    assert_harmless(client, f"/d/{evil[0]}/forget")


def test_there_is_no_history_of_no_document(client: TestClient) -> None:
    assert client.get("/d/nowhere/history").status_code == 404
    assert client.get("/d/nowhere/forget").status_code == 404
