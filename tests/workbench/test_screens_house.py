"""The House screen: name, scale and policy, set by editors alone, each time as an event."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.workbench.hostile import EVIL, assert_harmless

from sayso.model import House, Rating, SetHouse
from sayso.store.desk import Desk
from sayso.workbench.scale import OFFERED, changes, scale_of

NOW = "2026-11-28T12:00:00Z"
_ROWS: dict[str, Any] = {
    "id": ["", "", ""],
    "rating": ["Wrong", "Right", ""],
    "place": ["2", "1", ""],
    "meaning": ["it is not so", "it is so", ""],
}
_REST = {
    "seen": "0",
    "name": "The Paper",
    "url": "https://paper.example/",
    "unnamed": "facts_only",
    "most_unnamed": "20",
}


def _house(desk: Desk) -> House:
    acts = [event.act for event in desk.events("")]
    assert isinstance(acts[-1], SetHouse)
    return acts[-1].house


def test_the_settings_are_kept_as_one_event(client: TestClient, desk: Desk) -> None:
    assert client.post("/house", data=_REST | _ROWS).headers["location"] == "/house"
    right, wrong = Rating(id="right", name="Right", value=1, meaning="it is so"), "wrong"
    held = _house(desk)
    assert held.scale[0] == right
    assert held.scale[1].id == wrong
    assert (held.name, held.unnamed, held.most_unnamed) == ("The Paper", "facts_only", 0.2)
    page = client.get("/house").text
    assert "the name is now “The Paper”" in page
    assert "the scale is now: Right, Wrong" in page
    assert 'value="https://paper.example/"' in page


def test_a_rating_is_renamed_moved_and_removed(client: TestClient, desk: Desk) -> None:
    client.post("/house", data=_REST | _ROWS)
    seen = str(desk.events("")[-1].seq)
    rows = {
        "id": ["right", "wrong", ""],
        "rating": ["Correct", "", "Right"],
        "place": ["9", "2", ""],
        "meaning": ["", "", ""],
    }
    client.post("/house", data=_REST | rows | {"seen": seen})
    assert [(rating.id, rating.name, rating.value) for rating in _house(desk).scale] == [
        ("right", "Correct", 9),
        ("right-2", "Right", None),
    ]


def test_a_scale_is_offered_and_not_set(client: TestClient, desk: Desk) -> None:
    assert "Fill in a scale" in client.get("/house").text
    page = client.get("/house?scale=offered").text
    assert all(rating.name in page for rating in OFFERED)
    assert desk.events("") == ()
    fields = {name: [str(getattr(rating, name) or "") for rating in OFFERED] for name in ("id", "meaning")}
    fields |= {"rating": [rating.name for rating in OFFERED], "place": [str(rating.value or "") for rating in OFFERED]}
    client.post("/house", data=_REST | fields)
    assert _house(desk).scale == OFFERED


def test_who_did_not_see_the_last_setting_does_not_overwrite_it(client: TestClient, desk: Desk) -> None:
    client.post("/house", data=_REST | _ROWS)
    answer = client.post("/house", data=_REST | _ROWS | {"name": "Another"})
    assert answer.status_code == 400
    assert "reload" in answer.text
    assert _house(desk).name == "The Paper"


def test_the_same_settings_are_no_event(client: TestClient, desk: Desk) -> None:
    client.post("/house", data=_REST | _ROWS)
    seq = desk.events("")[-1].seq
    rows = _ROWS | {"id": ["wrong", "right", ""]}
    client.post("/house", data=_REST | rows | {"seen": str(seq)})
    assert desk.events("")[-1].seq == seq


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "javascript:alert(1)"},
        {"unnamed": "sometimes"},
        {"most_unnamed": "101"},
        {"most_unnamed": "nan"},
        {"most_unnamed": "half"},
        {"rating": ["Right", "right", ""]},
        {"place": ["1.5", "x", ""]},
        {"id": ["", ""]},
    ],
)
def test_what_cannot_be_is_refused_with_a_hint(client: TestClient, desk: Desk, wrong: dict[str, Any]) -> None:
    answer = client.post("/house", data=_REST | _ROWS | wrong)
    assert answer.status_code == 400
    assert "hint" in answer.text
    assert desk.events("") == ()


def test_ids_are_never_shared() -> None:
    before = (Rating(id="a", name="A"),)
    scale = scale_of([("a", "A", "", ""), ("a", "B", "", ""), ("", "C", "", "")], before)
    assert len({rating.id for rating in scale}) == 3


def test_changes_in_words() -> None:
    assert changes(House(), House()) == []
    assert changes(House(), House(unnamed="never")) == ["the policy for unnamed sources is now “never”"]
    assert changes(House(most_unnamed=0.1), House()) == ["the share on unnamed sources is now not limited"]


def test_a_reader_sees_the_rules_and_sets_none(reader: TestClient, desk: Desk) -> None:
    page = reader.get("/house").text
    assert "An editor sets these." in page
    assert "<input" not in page
    assert reader.post("/house", data=_REST | _ROWS).status_code == 403
    assert desk.events("") == ()


def test_hostile_settings_are_text(client: TestClient, desk: Desk) -> None:
    scale = (Rating(id=EVIL, name=EVIL, value=1, meaning=EVIL),)
    desk.append(
        "", [SetHouse(house=House(name=EVIL, url=EVIL, scale=scale))], who=EVIL.replace("\0", ""), when=NOW, seen=0
    )
    assert_harmless(client, "/house")
