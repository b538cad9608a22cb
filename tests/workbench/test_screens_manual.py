"""Help pages inside the package, and the example that a desk offers when it is empty."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html as parser
from starlette.testclient import TestClient
from tests.workbench.conftest import ORIGIN, SETTINGS

from sayso.render import EXPORTS
from sayso.store.desk import Desk, open_desk
from sayso.workbench import make_app
from sayso.workbench.example import EXAMPLE, copied
from sayso.workbench.manual import PAGES, help_pages
from sayso.workbench.people import Person


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[tuple[TestClient, Desk]]:
    """A workbench with nothing on its desk."""
    with (
        open_desk(tmp_path / "empty.sayso") as desk,
        TestClient(make_app(desk, SETTINGS), base_url=ORIGIN, follow_redirects=False) as client,
    ):
        client.get("/?token=let-me-in")
        client.headers["Origin"] = ORIGIN
        yield client, desk


def test_every_page_is_there_and_lists_the_others(client: TestClient) -> None:
    assert "<h1>First steps</h1>" in client.get("/help").text
    for shown in help_pages():
        page = client.get(f"/help/{shown.name}")
        assert page.status_code == 200
        assert f"<h1>{shown.title}</h1>" in page.text
        assert all(f'href="/help/{name}"' in page.text for name in PAGES)


def test_every_file_is_a_page_and_every_link_leads_somewhere(client: TestClient) -> None:
    folder = Path(__file__).parents[2] / "src" / "sayso" / "workbench" / "help"
    assert {path.stem for path in folder.glob("*.md")} == set(PAGES)
    for shown in help_pages():
        for link in re.findall(r'href="([^"]+)"', shown.html):
            assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("name", ["none", "../privacy", "%2e%2e%2fprivacy", "privacy.md"])
def test_no_other_page(client: TestClient, name: str) -> None:
    assert client.get(f"/help/{name}").status_code == 404


def test_help_names_every_form_of_export(client: TestClient) -> None:
    page = client.get("/help/exports").text
    assert all(name in page for name in EXPORTS)


def test_the_example_is_copied_whole(tmp_path: Path) -> None:
    article, sources = copied(tmp_path)
    assert "Plastic" in Path(article).read_text(encoding="utf-8")
    assert len(list(Path(sources).iterdir())) == 9


def test_a_desk_with_documents_offers_no_example(client: TestClient) -> None:
    assert "Open the example" not in client.get("/").text


def test_a_reader_opens_no_example(empty: tuple[TestClient, Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    client, _ = empty
    monkeypatch.setattr("sayso.workbench.door.Person", lambda name, _role: Person(name, "reader"))
    assert "Open the example" not in client.get("/").text
    assert client.post("/example").status_code == 403


def test_an_empty_desk_offers_the_example_and_its_tour_leads_through(empty: tuple[TestClient, Desk]) -> None:
    client, desk = empty
    assert "Open the example" in client.get("/").text
    place = client.post("/example").headers["location"]
    until = time.monotonic() + 240
    while (page := client.get(place)).status_code != 303 and time.monotonic() < until:
        assert "failed" not in page.text
        time.sleep(0.3)
    (kept,) = desk.documents()
    assert kept.uri == EXAMPLE
    ledger = desk.ledger(kept.ledger)
    assert sorted(source.uri.partition("/")[0] for source in ledger.source_documents) == ["sources"] * 9
    shown: Any = parser.fromstring(client.get(f"/d/{kept.key}").text)
    (tour,) = shown.find_class("tour")
    links = [link.get("href").partition("#")[0] for link in tour.iter("a")]
    assert len(links) >= 7
    assert {client.get(link).status_code for link in links} == {200}
    assert client.get(f"/d/{kept.key}/trace/c3").text.count("As printed") == 1
    answer = client.post(f"/tour?back=/d/{kept.key}/figures")
    assert answer.headers["location"] == f"/d/{kept.key}/figures"
    assert 'class="tour"' not in client.get(f"/d/{kept.key}").text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/d/", "/\\evil.example", ""])
def test_the_tour_leads_back_to_our_own_pages_alone(client: TestClient, back: str) -> None:
    assert client.post("/tour", params={"back": back}).headers["location"] == "/"
