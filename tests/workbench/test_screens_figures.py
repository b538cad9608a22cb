"""The Figures screen: every figure with what it needs to be compared, narrowed by the address, judged right or wrong."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient
from tests.render.make_ledger import large_ledger, small_ledger
from tests.workbench.hostile import assert_harmless

from sayso.model import Figure, Judge, Made
from sayso.render.figure_words import bound_words
from sayso.store.desk import Desk

NOW = "2026-11-28T12:00:00Z"


def _shown(client: TestClient, path: str) -> set[str]:
    return set(re.findall(r'<tr id="f-(\w+)"', client.get(path).text))


def test_every_figure_is_shown_with_its_parts(client: TestClient, key: str) -> None:
    page = client.get(f"/d/{key}/figures").text
    assert _shown(client, f"/d/{key}/figures") == {figure.id for figure in small_ledger().figures}
    row = page[page.index('id="f-f2"') : page.index('id="f-f3"')]
    for words in ("at least 30,000", "≥ 30,000", "at least", "count", "passengers", "mehr als 25.000", "differs"):
        assert words in row
    assert f'href="/d/{key}?c=c2#panel"' in row


def test_filters_stand_in_the_address_and_narrow(client: TestClient, key: str) -> None:
    here = f"/d/{key}/figures"
    money = {figure.id for figure in small_ledger().figures if figure.kind == "money"}
    assert _shown(client, f"{here}?kind=money") == money
    assert _shown(client, f"{here}?finding=differs") == {"f2", "f4"}
    assert _shown(client, f"{here}?kind=money&finding=differs") == set()
    assert 'value="money" selected' in client.get(f"{here}?kind=money").text
    assert "No figure fits" in client.get(f"{here}?kind=nothing-like-it").text
    assert client.get(f"{here}?page=²&judged=x").status_code == 200


def test_a_judgement_comes_back_to_its_place_and_is_filtered(client: TestClient, desk: Desk, key: str) -> None:
    here = f"/d/{key}/figures?kind=money"
    fields = {"do": "judge", "kind": "figure", "ids": "f1", "value": "wrong", "seen": "1", "back": f"{here}#f-f1"}
    assert client.post(f"/d/{key}/acts", data=fields).headers["location"] == f"{here}#f-f1"
    assert _shown(client, f"/d/{key}/figures?judged=wrong") == {"f1"}
    assert "f1" not in _shown(client, f"/d/{key}/figures?judged=none")
    act = desk.events(key)[-1].act
    assert isinstance(act, Judge)
    desk.append(key, [Judge(target=act.target, value="right")], who="Ben", when=NOW, seen=1)
    assert _shown(client, f"/d/{key}/figures?judged=conflict") == {"f1"}
    client.post(f"/d/{key}/acts", data=fields | {"value": "", "seen": "9"})
    assert "f1" in _shown(client, f"/d/{key}/figures?judged=none")


def test_many_figures_come_in_pages(client: TestClient, desk: Desk) -> None:
    key = desk.put(large_ledger(30_000, 1_400), who="Ann", when=NOW).key
    first, second = (_shown(client, f"/d/{key}/figures?page={number}") for number in (1, 2))
    assert len(first) == len(second) == 100
    assert not first & second
    assert _shown(client, f"/d/{key}/figures?page=999999") == _shown(client, f"/d/{key}/figures?page=4")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"low": 3, "high": 3}, ""),
        ({"low": 3}, "at least"),
        ({"low": 3, "low_inclusive": False}, "more than"),
        ({"high": 3}, "up to"),
        ({"high": 3, "high_inclusive": False, "approximate": True}, "about, less than"),
        ({"low": 3, "high": 5}, "range"),
        ({"low": 100, "vague": True}, "at least, vague"),
        ({"kind": "date", "low": 3}, ""),
    ],
)
def test_bounds_in_words(fields: dict[str, object], words: str) -> None:
    made = {"id": "f", "start": 0, "end": 1, "text": "x", "kind": "count", "made": Made(stage="x", version="1")}
    assert bound_words(Figure(**(made | fields))) == words  # type: ignore[arg-type]


def test_a_reader_judges_nothing(reader: TestClient, desk: Desk, key: str) -> None:
    page = reader.get(f"/d/{key}/figures").text
    assert "disabled" in page
    fields = {"do": "judge", "kind": "figure", "ids": "f1", "value": "wrong", "seen": "1", "back": ""}
    assert reader.post(f"/d/{key}/acts", data=fields).status_code == 403
    assert desk.head == 1


def test_hostile_figures_are_text(client: TestClient, evil: tuple[str, str]) -> None:
    assert_harmless(client, f"/d/{evil[0]}/figures")


def test_there_are_no_figures_of_no_document(client: TestClient) -> None:
    assert client.get("/d/nowhere/figures").status_code == 404
