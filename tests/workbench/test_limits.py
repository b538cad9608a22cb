"""What is too long, or on nobody's scale, is refused with the limit: nothing is cut without a word."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.model import Note, Rate
from sayso.store.desk import Desk
from sayso.workbench.limits import NAME, TEXT

JSON = {"Accept": "application/json"}
LONG, NAMED = "x" * (TEXT + 1), "n" * (NAME + 1)


def _act(client: TestClient, key: str, order: dict[str, Any]) -> Any:
    return client.post(f"/d/{key}/acts", json={"seen": 99, "orders": [order]}, headers=JSON)


@pytest.mark.usefixtures("scale")
@pytest.mark.parametrize(
    ("order", "limit"),
    [
        ({"do": "note", "text": LONG}, "20,000"),
        ({"do": "reply", "by": "The port", "text": LONG}, "20,000"),
        ({"do": "reply", "by": NAMED, "text": "x"}, "200"),
        ({"do": "reply", "by": "x", "text": "x", "received": "x" * 41}, "40"),
        ({"do": "withhold", "name": NAMED}, "200"),
        ({"do": "verdict", "claim": "c1", "rating": "false", "reasons": LONG, "name": "Ann"}, "20,000"),
        ({"do": "verdict", "claim": "c1", "rating": "false", "reasons": "x", "name": NAMED}, "200"),
        ({"do": "sign", "name": NAMED}, "200"),
        ({"do": "sign", "name": "Ann", "correction": LONG}, "20,000"),
    ],
)
def test_what_is_too_long_is_refused_with_the_limit(
    client: TestClient, desk: Desk, key: str, order: dict[str, Any], limit: str
) -> None:
    head = desk.head
    answer = _act(client, key, order)
    assert answer.status_code == 413
    assert f"{limit} is the most" in answer.json()["problem"]["message"]
    assert desk.head == head


def test_what_is_just_short_enough_is_kept_whole_whatever_a_form_makes_of_its_lines(
    client: TestClient, desk: Desk, key: str
) -> None:
    text = "line\n" * (TEXT // 5)
    fields = {"do": "note", "text": text.replace("\n", "\r\n"), "seen": "1"}
    assert client.post(f"/d/{key}/acts", data=fields).status_code == 303
    act = desk.events(key)[-1].act
    assert isinstance(act, Note)
    assert act.text == text


def test_a_rating_that_is_not_on_the_scale_is_refused(client: TestClient, scale: Desk, key: str) -> None:
    head = scale.head
    order = {"do": "verdict", "claim": "c1", "rating": "mostly", "reasons": "r", "name": "Ann"}
    answer = _act(client, key, order)
    assert answer.status_code == 400
    assert "not on the house's scale" in answer.json()["problem"]["message"]
    assert scale.head == head
    assert _act(client, key, order | {"rating": "false"}).status_code == 200
    assert isinstance(scale.events(key)[-1].act, Rate)


@pytest.mark.usefixtures("scale")
def test_fields_say_how_much_they_take(client: TestClient, key: str) -> None:
    client.post(f"/d/{key}/acts", data={"do": "sign", "name": "Ann", "seen": "99"})
    fields = []
    for path in (f"/d/{key}?c=c1", f"/d/{key}/report", f"/d/{key}/trace/c11"):
        page = client.get(path).text
        fields += re.findall(r'<textarea name="(?:text|reasons|correction)"[^>]*>', page)
        fields += [field for field in re.findall(r"<input[^>]*>", page) if re.search(r'name="(?:by|name)"', field)]
    assert len(fields) >= 8
    fields = [field for field in fields if 'type="hidden"' not in field]
    assert [
        field for field in fields if f'maxlength="{TEXT}"' not in field and f'maxlength="{NAME}"' not in field
    ] == []
