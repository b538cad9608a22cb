"""What cannot be done is told with its mend: a page for a browser, JSON for a script, else text."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from tests.workbench.hostile import EVIL

_HTML = {"Accept": "text/html,application/xhtml+xml"}


def test_a_browser_gets_a_page_that_leads_back(client: TestClient, key: str) -> None:
    fields = {"do": "sign", "name": " ", "seen": "1", "back": ""}
    answer = client.post(f"/d/{key}/acts", data=fields, headers=_HTML)
    assert answer.status_code == 400
    assert "a signature needs a name" in answer.text
    assert "hint: <bdi" in answer.text
    assert f'href="/d/{key}"' in answer.text


def test_a_script_gets_json_and_others_text(client: TestClient, key: str) -> None:
    fields = {"do": "sign", "name": " ", "seen": "1", "back": ""}
    answer = client.post(f"/d/{key}/acts", data=fields, headers={"Accept": "application/json"})
    assert answer.json()["problem"]["hint"] == "fill it in"
    assert client.post(f"/d/{key}/acts", data=fields).headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("path", ["/nowhere", "/d/nowhere", "/d/nowhere/report", "/jobs/none", "/help/none"])
def test_what_is_not_there_has_a_page(client: TestClient, path: str) -> None:
    answer = client.get(path, headers=_HTML)
    assert answer.status_code == 404
    assert "<h1>" in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_a_stranger_gets_no_page(stranger: TestClient) -> None:
    assert "<h1>" not in stranger.get("/nowhere", headers=_HTML).text
    assert stranger.get("/static/x/none.js", headers=_HTML).headers["content-type"].startswith("text/plain")


def test_a_hostile_word_is_text_in_it(client: TestClient, key: str) -> None:
    fields = {"do": "judge", "ids": EVIL, "value": "differs", "seen": "1"}
    page = client.post(f"/d/{key}/acts", data=fields, headers=_HTML).text
    assert "<img" not in page
    assert "&lt;img" in page
