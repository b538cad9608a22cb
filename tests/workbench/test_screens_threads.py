"""The Threads screens: a followed corpus looked through, a thread at its own address, led back to what is on the desk; harmless."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as with_values
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from lxml import html as parser
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.across.appearing import appears
from tests.render.make_ledger import small_ledger
from tests.render.make_threads import EVIL, evil, many, quays, thread_of
from tests.workbench.conftest import ORIGIN, SETTINGS
from tests.workbench.hostile import assert_harmless

from sayso.cli import main
from sayso.model import Appearance, Span, Thread
from sayso.store.desk import Desk
from sayso.workbench import make_app

PATH = f"/threads/{quote(quays().id)}"


def keep(folder: Path, *threads: Thread) -> None:
    """Threads as `sayso follow threads` keeps them."""
    (folder / "threads.jsonl").write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in threads))


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "joined"
    folder.mkdir()
    keep(folder, replace(many(8), id="t:1"), quays(), evil())
    return folder


@pytest.fixture(name="visitor")
def _visitor(desk: Desk, folder: Path) -> Iterator[TestClient]:
    """A client without the cookie, of a workbench with a followed corpus."""
    settings = with_values(SETTINGS, followed=str(folder))
    with TestClient(make_app(desk, settings), base_url=ORIGIN, follow_redirects=False) as client:
        yield client


@pytest.fixture(name="reader")
def _reader(visitor: TestClient) -> TestClient:
    """The same client, come in."""
    visitor.get("/?token=let-me-in")
    return visitor


def read(client: TestClient, path: str) -> Any:
    """A page as a browser reads it."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return parser.fromstring(answer.text)


def test_the_list_is_reached_from_every_screen_and_leads_to_each_thread(reader: TestClient, desk: Desk) -> None:
    for path in ("/", f"/d/{desk.documents()[0].key}", "/help"):
        assert read(reader, path).xpath("//nav[@aria-label='Screens']/a[@href='/threads']")
    page = read(reader, "/threads")
    assert page.xpath("//nav[@aria-label='Screens']/a[@aria-current]/@href") == ["/threads"]
    assert page.xpath("//table//th/a/@href")[:2] == ["/threads/t%3A1", "/threads/t%3Amade"]
    thread = read(reader, PATH)
    (style,) = (each for each in thread.xpath("//link[@rel='stylesheet']/@href") if each.endswith("threads.css"))
    assert ".graph" in reader.get(style).text
    assert "containers stand on the quays" in thread.xpath("string(//h1)")
    assert [each.get("class") for each in thread.xpath("//svg[@role='img']")] == ["graph", "plot"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("?claim=containers", 2),
        ("?claim=containers&figure=3,000", 1),
        ("?figure=30%20000", 3),
        ("?since=2026-08-01", 1),
        ("?claim=nothing", 0),
        ("?page=99", 3),
        ("?page=x", 3),
    ],
)
def test_it_is_narrowed_in_the_address(reader: TestClient, query: str, found: int) -> None:
    page = read(reader, f"/threads{query}")
    assert len(page.xpath("//table[contains(@class, 'thread-list')]//tbody/tr")) == found
    assert f"{found} of 3 threads" in page.text_content()


@pytest.mark.parametrize(
    ("query", "told"),
    [("figure=many", "no number"), ("since=May", "no day"), ("claim=%3F%21", "no word"), ("figure=inf", "no number")],
)
def test_what_cannot_be_looked_for_is_told_beside_the_form(reader: TestClient, query: str, told: str) -> None:
    page = read(reader, f"/threads?{query}")
    assert told in page.xpath("string(//p[contains(@class, 'problem')])")
    assert page.xpath("//form//input/@value")


def test_pages_keep_what_is_asked(reader: TestClient, folder: Path) -> None:
    keep(folder, *(replace(quays(), id=f"t:{at}") for at in range(120)))
    page = read(reader, "/threads?claim=containers&page=2")
    assert page.xpath("//nav[@class='pages']/a/@href") == [
        "/threads?claim=containers",
        "/threads?claim=containers&page=2",
        "/threads?claim=containers&page=3",
    ]
    assert len(page.xpath("//table//tbody/tr")) == 50


def test_threads_that_were_found_anew_are_shown_and_those_that_are_gone_are_told(
    reader: TestClient, folder: Path
) -> None:
    read(reader, PATH)
    keep(folder, many(3))
    assert "1 of 1 thread" in read(reader, "/threads").text_content()
    keep(folder, replace(quays(), id="t:other"))
    answer = reader.get(PATH, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "found anew" in answer.text
    (folder / "threads.jsonl").unlink()
    assert reader.get("/threads").status_code == 404
    (folder / "threads.jsonl").write_text("{}\n")
    assert "no thread" in reader.get("/threads").text


def test_a_document_on_the_desk_is_one_click_away(reader: TestClient, desk: Desk, folder: Path) -> None:
    (kept,) = desk.documents()
    ledger = small_ledger()
    claim, doc = ledger.claims[0], ledger.document
    there = Appearance(
        id="a:there", document=doc.id, claim=claim.id, span=Span(start=claim.start, end=claim.end, text=claim.text),
        uri=doc.uri, language=doc.language, outlet="On The Desk",
    )  # fmt: skip
    web = replace(ledger, document=replace(doc, id="d:web", uri="https://web.example/a"))
    other = desk.put(web, who="Ann", when="2026-11-28T12:00:00Z")
    elsewhere = replace(
        there, id="a:web", document="d:read-another-day", uri="https://web.example/a", outlet="Read Before"
    )
    file = replace(there, id="a:file", document="d:another-file-of-that-name", outlet="Another File")
    keep(folder, thread_of([there, elsewhere, file, appears("x", claim.text)]))
    page = read(reader, PATH)
    links = {link.text_content(): link.get("href") for link in page.xpath("//table[.//th='The claim']//th/a")}
    assert links == {"On The Desk": f"/d/{kept.key}?c={claim.id}#panel", "Read Before": f"/d/{other.key}"}


def test_a_hostile_thread_is_text(reader: TestClient) -> None:
    assert_harmless(reader, "/threads", drawn=True)
    assert_harmless(reader, f"/threads/{quote(evil().id, safe='')}", drawn=True)
    assert_harmless(reader, f"/threads?claim={quote(EVIL)}", drawn=True, shows=False)


def test_strangers_see_nothing_and_a_workbench_without_a_corpus_has_no_such_screen(
    visitor: TestClient, client: TestClient
) -> None:
    for path in ("/threads", PATH):
        assert visitor.get(path).status_code == 403
        assert visitor.get(path, headers={"Host": "evil.example"}).status_code == 421
        assert client.get(path).status_code == 404
    assert "/threads" not in client.get("/").text


def test_a_folder_without_threads_is_told_before_anything_is_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", "--no-browser", "--desk", str(tmp_path / "d.sayso"), "--followed", str(tmp_path)]) == 2
    assert "sayso follow threads" in capsys.readouterr().err
    assert not (tmp_path / "d.sayso").exists()
