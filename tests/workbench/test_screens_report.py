"""The Report screen: what is open, signing, replies, withheld names; and exports as they were signed."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.render.make_ledger import small_ledger
from tests.workbench.hostile import assert_harmless

from sayso.model import House, Judge, Rating, SetHouse, Sign
from sayso.render import EXPORTS
from sayso.store.desk import Desk

NOW = "2026-11-28T12:00:00Z"


def _do(client: TestClient, key: str, **fields: str) -> int:
    return client.post(f"/d/{key}/acts", data={"seen": "99", "back": f"/d/{key}/report"} | fields).status_code


def test_what_is_open_before_signing(client: TestClient, desk: Desk, key: str) -> None:
    page = client.get(f"/d/{key}/report").text
    claims = len(small_ledger().claims)
    assert f"{claims} claims that nobody has judged" in page
    assert "1 source document still wanted" in page
    assert "2 problems while it was read" in page
    _do(client, key, do="judge", ids="c1", value="matches", seen="1")
    act = desk.events(key)[-1].act
    assert isinstance(act, Judge)
    desk.append(key, [replace(act, value="differs")], who="Ben", when=NOW, seen=1)
    page = client.get(f"/d/{key}/report").text
    assert "1 claim in conflict" in page
    assert f"{claims - 1} claims that nobody has judged" in page


@pytest.mark.usefixtures("scale")
def test_a_verdict_without_a_reply_is_open_until_there_is_one(client: TestClient, key: str) -> None:
    _do(client, key, do="verdict", claim="c1", rating="false", reasons="seen", name="Ann")
    assert "1 verdict without a reply" in client.get(f"/d/{key}/report").text
    _do(client, key, do="reply", claim="c1", by="The port", text="We stand by it.", received="2026-11-27")
    page = client.get(f"/d/{key}/report").text
    assert "without a reply" not in page
    assert "We stand by it." in page


def test_breaches_of_the_policy_are_open(client: TestClient, desk: Desk, key: str) -> None:
    desk.append("", [SetHouse(house=House(unnamed="never"))], who="Ann", when=NOW, seen=0)
    assert "break the policy for unnamed sources" in client.get(f"/d/{key}/report").text


def test_the_first_signature_needs_a_name_the_second_a_correction(client: TestClient, key: str) -> None:
    page = client.get(f"/d/{key}/report").text
    assert "Sign version 1" in page
    assert 'name="correction"' not in page
    assert _do(client, key, do="sign", name="Ann Lee") == 303
    page = client.get(f"/d/{key}/report").text
    assert "Signed by Ann Lee" in page
    assert 'name="correction"' in page
    assert _do(client, key, do="sign", name="Ann Lee") == 400
    assert _do(client, key, do="sign", name="Ben", correction="a bound") == 303
    page = client.get(f"/d/{key}/report").text
    assert "a bound" in page
    assert f"/d/{key}/preview?version=1" in page
    assert f"/d/{key}/preview?version=2" in page


def test_names_are_withheld_and_shown_again(client: TestClient, key: str) -> None:
    _do(client, key, do="withhold", name="Ines Marrow")
    assert "Show again" in client.get(f"/d/{key}/report").text
    report = client.get(f"/d/{key}/export/html?version=draft").text
    assert "Ines Marrow" not in report
    assert "████ ██████" in report
    _do(client, key, do="withhold", name="Ines Marrow", on="false")
    assert "Show again" not in client.get(f"/d/{key}/report").text
    assert "Ines Marrow" in client.get(f"/d/{key}/export/html?version=draft").text


def test_a_withheld_name_is_in_no_file_name(client: TestClient, key: str) -> None:
    assert "ferry" in client.get(f"/d/{key}/export/json").headers["content-disposition"]
    _do(client, key, do="withhold", name="ferry")
    assert "ferry" not in client.get(f"/d/{key}/export/json").headers["content-disposition"]


@pytest.mark.parametrize("name", [name for name in EXPORTS if name != "claimreview"])
def test_every_form_is_a_file_of_its_type_to_save(client: TestClient, key: str, name: str) -> None:
    assert f"/d/{key}/export/{name}?version=draft" in client.get(f"/d/{key}/report").text
    answer = client.get(f"/d/{key}/export/{name}?version=draft")
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == EXPORTS[name].media_type
    assert answer.headers["x-content-type-options"] == "nosniff"
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="the-ferry-that-everyone-pays-for-draft')
    assert disposition.endswith(f'{EXPORTS[name].suffix}"')


def test_the_files_open(client: TestClient, key: str, tmp_path: Path) -> None:
    held = {name: client.get(f"/d/{key}/export/{name}").content for name in ("json", "packet", "sqlite")}
    assert json.loads(held["json"])
    assert zipfile.ZipFile(io.BytesIO(held["packet"])).testzip() is None
    (tmp_path / "x.db").write_bytes(held["sqlite"])
    with sqlite3.connect(tmp_path / "x.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_no_claim_review_without_a_verdict(client: TestClient, desk: Desk, key: str) -> None:
    assert "so there is no ClaimReview" in client.get(f"/d/{key}/report").text
    assert client.get(f"/d/{key}/export/claimreview").status_code == 400
    scale = (Rating(id="false", name="False", value=1),)
    desk.append("", [SetHouse(house=House(name="The Paper", scale=scale))], who="Ann", when=NOW, seen=0)
    _do(client, key, do="verdict", claim="c1", rating="false", reasons="seen", name="Ann")
    (found,) = json.loads(client.get(f"/d/{key}/export/claimreview").text)
    assert found["reviewRating"]["alternateName"] == "False"


def test_a_version_is_exported_as_it_was_signed(client: TestClient, desk: Desk, key: str) -> None:
    _do(client, key, do="note", claim="c1", text="before the signature")
    _do(client, key, do="sign", name="Ann Lee")
    _do(client, key, do="note", claim="c1", text="after the signature")
    ledger = small_ledger()
    desk.put(replace(ledger, version="9.9.9"), who="Ann", when=NOW, key=key)
    signed, draft = (client.get(f"/d/{key}/export/html?version={name}").text for name in ("1", "draft"))
    assert "before the signature" in signed
    assert "after the signature" not in signed
    assert "Sayso 0.1.0" in signed
    assert "after the signature" in draft
    assert "Sayso 9.9.9" in draft
    assert client.get(f"/d/{key}/export/html").text == signed
    assert "-v1" in client.get(f"/d/{key}/export/html").headers["content-disposition"]


def test_a_signed_version_keeps_the_scale_that_it_was_signed_by(client: TestClient, desk: Desk, key: str) -> None:
    """What the house calls its ratings later is no part of what somebody signed before."""
    for name in ("False", "Made up"):
        house = House(name="The Paper", scale=(Rating(id="false", name=name, value=1),))
        desk.append("", [SetHouse(house=house)], who="Ann", when=NOW, seen=desk.head)
        if name == "False":
            _do(client, key, do="verdict", claim="c1", rating="false", reasons="seen", name="Ann")
            _do(client, key, do="sign", name="Ann Lee")
    (signed,), (draft,) = (
        json.loads(client.get(f"/d/{key}/export/claimreview?version={name}").text) for name in ("1", "draft")
    )
    assert signed["reviewRating"]["alternateName"] == "False"
    assert draft["reviewRating"]["alternateName"] == "Made up"


def test_the_preview_is_a_stranger_to_the_workbench(client: TestClient, key: str) -> None:
    answer = client.get(f"/d/{key}/preview?version=draft")
    assert answer.headers["content-security-policy"].startswith("sandbox allow-scripts;")
    assert "allow-same-origin" not in answer.headers["content-security-policy"]
    assert "Content-Security-Policy" in answer.text
    assert "content-disposition" not in answer.headers


@pytest.mark.parametrize(
    "path", ["export/none", "export/html?version=1", "export/html?version=²", "preview?version=-1", "report?version=7"]
)
def test_what_is_not_there_is_not_found(client: TestClient, key: str, path: str) -> None:
    assert client.get(f"/d/{key}/{path}").status_code == 404
    assert client.get(f"/d/nowhere/{path}").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "sign", "name": "Ann"},
        {"do": "withhold", "name": "Ines"},
        {"do": "reply", "by": "x", "text": "y"},
        {"do": "verdict", "claim": "c1", "rating": "false", "reasons": "r", "name": "n"},
    ],
)
def test_a_reader_signs_and_withholds_nothing(reader: TestClient, desk: Desk, key: str, fields: dict[str, str]) -> None:
    page = reader.get(f"/d/{key}/report").text
    assert "An editor signs." in page
    assert 'value="withhold"' not in page
    assert _do(reader, key, **fields) == 403
    assert desk.head == 1


def test_hostile_texts_are_text_on_the_screen_and_in_no_header(
    client: TestClient, desk: Desk, evil: tuple[str, str]
) -> None:
    key = evil[0]
    sign = Sign(name="<script>alert(1)</script>", ledger="", correction="<img src=x onerror=alert(2)>")
    desk.append(key, [sign], who="<svg onload=alert(3)>", when=NOW, seen=1)
    assert_harmless(client, f"/d/{key}/report?version=draft")
    answer = client.get(f"/d/{key}/export/html?version=draft")
    assert answer.status_code == 200
    name = answer.headers["content-disposition"].removeprefix('attachment; filename="').removesuffix('"')
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
