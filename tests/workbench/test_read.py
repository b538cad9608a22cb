"""The Read screen and the desk's example, as the server gives them: what the script builds on, and what is there without it."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient
from tests.render.make_ledger import small_ledger

from sayso.render.body import Names, body_html
from sayso.render.view import view_of
from sayso.store.desk import Desk

_BLOCK = re.compile(r'<\w+ class="b[^"]*" data-s="(\d+)"[^>]*>(.*?)</(?:p|h1|h2|li|blockquote)>\n?', re.DOTALL)


def _plain(html: str) -> str:
    without_numbers = re.sub(r'<a class="n".*?</a>', "", html)
    return re.sub(r"<[^>]+>", "", without_numbers).replace("&amp;", "&").replace("&#34;", '"').replace("&#39;", "'")


def test_each_block_tells_where_it_begins() -> None:
    ledger = small_ledger()
    body = body_html(view_of(ledger), Names(offsets=True))
    blocks = [(int(start), _plain(inner)) for start, inner in _BLOCK.findall(f"{body.headline}{body.rest}")]
    assert len(blocks) > 3
    for start, text in blocks:
        assert ledger.document.text[start : start + len(text)] == text


def test_a_report_has_no_offsets() -> None:
    body = body_html(view_of(small_ledger()))
    assert "data-s" not in f"{body.headline}{body.rest}"


def test_the_text_alone_brings_its_headline_and_is_what_the_page_shows(client: TestClient, key: str) -> None:
    text, page = client.get(f"/d/{key}/text").text, client.get(f"/d/{key}").text
    assert '<div id="headline">' in text
    marked = text[text.index("</div>") + len("</div>") :].strip()
    assert marked
    assert marked in page


def test_a_page_sent_in_pieces_is_whole(client: TestClient, key: str) -> None:
    page = client.get(f"/d/{key}")
    assert page.headers["content-type"].startswith("text/html")
    assert page.text.rstrip().endswith("</html>")
    assert page.text.count("<li id=") == len(client.get(f"/d/{key}/state").json()["claims"])


def test_what_matches_with_a_drift_is_told_apart(client: TestClient, key: str) -> None:
    """The list, its filter and the script know it by one name; drifts stand in the list by theirs."""
    page, state = client.get(f"/d/{key}").text, client.get(f"/d/{key}/state").json()
    assert [(one["n"], one["drifts"]) for one in state["claims"] if one["found"] == "drifted"] == [
        (1, "caveat left out")
    ]
    found = re.findall(r'<li id="c(\d+)"[^>]*data-found="(\w+)"', page)
    assert [number for number, outcome in found if outcome == "drifted"] == ["1"]
    assert [number for number, outcome in found if outcome == "matches"] == ["9"]
    assert '<option value="drifted">≈ matches with drift</option>' in page
    item = page[page.index('<li id="c1"') : page.index('<li id="c2"')]
    assert '<span class="drift">caveat left out</span>' in item
    assert '<span aria-hidden="true">≈</span><span class="sr"> matches with drift</span>' in item


def test_a_claim_is_cited_with_its_words_and_its_place(client: TestClient, key: str) -> None:
    claim = client.get(f"/d/{key}/state").json()["claims"][0]
    panel = client.get(f"/d/{key}/claims/{claim['id']}").text
    cited = re.search(r'data-cite="([^"]*)"', panel)
    assert cited
    assert f"characters {claim['start']}–{claim['end']})" in cited[1]
    assert "The ferry that everyone pays for" in cited[1]


def test_a_passage_is_accepted_from_the_panel_and_taken_back(client: TestClient, key: str) -> None:
    claims = client.get(f"/d/{key}/state").json()["claims"]
    ident = next(
        each["id"] for each in claims if "Accept this passage" in client.get(f"/d/{key}/claims/{each['id']}").text
    )
    panel = client.get(f"/d/{key}/claims/{ident}").text
    trace = re.search(r'name="trace" value="([^"]+)"', panel)
    assert trace
    client.post(f"/d/{key}/acts", data={"do": "accept", "claim": ident, "trace": trace[1], "seen": "9"})
    panel = client.get(f"/d/{key}/claims/{ident}").text
    assert "Take the acceptance back" in panel
    assert "passage accepted" in panel
    client.post(f"/d/{key}/acts", data={"do": "accept", "claim": ident, "seen": "9"})
    assert "Accept this passage" in client.get(f"/d/{key}/claims/{ident}").text


def test_an_empty_desk_offers_the_example_and_a_full_one_does_not(client: TestClient, desk: Desk, key: str) -> None:
    assert "/example" not in client.get("/").text
    desk.forget(key, who="Ann", when="2026-11-28T13:00:00Z")
    assert 'action="/example"' in client.get("/").text
    answer = client.post("/example")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/jobs/")
    client.post(f"{answer.headers['location']}/stop")


def test_every_script_and_style_is_our_own(client: TestClient, key: str) -> None:
    for page in (client.get("/").text, client.get(f"/d/{key}").text):
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page.split("<main", 1)[0])
        assert "<style" not in page
        assert not re.search(r"<script(?![^>]*src=)", page)


@pytest.mark.parametrize("name", ["workbench.js", "workbench.css"])
def test_what_the_pages_name_is_there(client: TestClient, name: str) -> None:
    found = re.search(rf'(/static/[0-9a-f]+/{re.escape(name)})"', client.get("/").text)
    assert found
    content = client.get(found[1]).text
    assert len(content) > 1000
    assert "eval(" not in content
