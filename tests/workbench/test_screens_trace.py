"""Trace and source documents: a claim beside its passages, each at its place; looking accepts nothing."""

from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from PIL import Image
from reportlab.pdfgen import canvas
from starlette.testclient import TestClient
from tests.render.make_ledger import small_ledger
from tests.workbench.hostile import assert_harmless

from sayso.model import Accept, Document, Ledger, Passage, as_source, document_id, text_id
from sayso.reading import read_bytes
from sayso.store.desk import Desk

NOW = "2026-11-28T12:00:00Z"
_SAID = "The survey found that 54 percent of commuters might want a ferry by night."


def _pdf() -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out, invariant=1)
    page.drawString(72, 700, "Nothing is said on this page.")
    page.showPage()
    page.drawString(72, 700, _SAID)
    page.save()
    return out.getvalue()


def _traced() -> tuple[Ledger, Document, bytes]:
    """The small ledger with one claim traced to a page of a PDF that there is."""
    data = _pdf()
    source = read_bytes(data, "survey.pdf", "survey.pdf").document
    ledger = small_ledger()
    start = source.text.index(_SAID)
    passage = Passage(start=start, end=start + len(_SAID), text=_SAID, page=2, language="en")
    first = next(trace for trace in ledger.traces if trace.claim == "c1")
    found = replace(first, document=source.id, passage=passage, figures=(), drifts=())
    traces = tuple(found if trace.id == first.id else trace for trace in ledger.traces)
    documents = (*ledger.source_documents, as_source(source))
    return replace(ledger, traces=traces, source_documents=documents), source, data


@pytest.fixture
def traced(desk: Desk) -> str:
    """The key of a document whose first claim is traced to the second page of a PDF."""
    ledger, source, data = _traced()
    text = ledger.document.text
    doc = replace(ledger.document, uri="other.txt", id=document_id("other.txt", None, text), text_id=text_id(text))
    files = {source.id: ("application/pdf", data)}
    kept = desk.put(replace(ledger, document=doc), who="Ann", when=NOW, sources=(source,), files=files)
    return kept.key


def test_the_claim_stands_beside_its_passages_in_their_order(client: TestClient, key: str) -> None:
    page = client.get(f"/d/{key}/trace/c2").text
    assert "at least 30,000 passengers" in page
    assert page.index('data-trace="t2"') < page.index('data-trace="t3"')
    assert "mehr als 25.000" in page
    assert 'lang="de"' in page
    assert "at least 30,000 goes beyond more than 25,000" in page
    assert "Der Hafenbote" in page


def test_drifts_and_suggested_findings_are_told(client: TestClient, key: str) -> None:
    page = client.get(f"/d/{key}/trace/c11").text
    assert "hedge dropped" in page
    assert "base changed" in page
    assert "other scope" in page


def test_a_claim_that_was_found_nowhere_says_in_how_many_documents(client: TestClient, key: str) -> None:
    page = client.get(f"/d/{key}/trace/c13").text
    assert "In 4 source documents searched" in page
    assert 'value="accept"' not in page


def test_previous_and_next_walk_in_the_order_of_the_text(client: TestClient, key: str) -> None:
    assert 'rel="prev"' not in client.get(f"/d/{key}/trace/c1").text
    page = client.get(f"/d/{key}/trace/c2").text
    assert f'rel="prev" data-walk="p" href="/d/{key}/trace/c1"' in page
    assert f'rel="next" data-walk="n" href="/d/{key}/trace/c3"' in page


def test_looking_accepts_nothing_and_a_form_does(client: TestClient, desk: Desk, key: str) -> None:
    head = desk.head
    for claim in ("c1", "c2", "c11"):
        client.get(f"/d/{key}/trace/{claim}")
    assert desk.head == head
    fields = {"do": "accept", "claim": "c2", "trace": "t3", "seen": "1", "back": f"/d/{key}/trace/c2#p-t3"}
    answer = client.post(f"/d/{key}/acts", data=fields)
    assert answer.headers["location"] == f"/d/{key}/trace/c2#p-t3"
    page = client.get(f"/d/{key}/trace/c2").text
    assert page.index('data-trace="t3"') < page.index('data-trace="t2"')
    assert 'accepted by <bdi dir="auto">Ann</bdi>' in page
    client.post(f"/d/{key}/acts", data=fields | {"trace": "", "seen": "2"})
    assert "accepted by" not in client.get(f"/d/{key}/trace/c2").text
    assert [type(event.act) for event in desk.events(key)[1:]] == [Accept, Accept]


def test_two_who_accepted_apart_are_shown(client: TestClient, desk: Desk, key: str) -> None:
    fields = {"do": "accept", "claim": "c2", "trace": "t3", "seen": "1", "back": ""}
    client.post(f"/d/{key}/acts", data=fields)
    act = desk.events(key)[-1].act
    assert isinstance(act, Accept)
    desk.append(key, [replace(act, passage=None)], who="Ben", when=NOW, seen=1)
    assert "took none" in client.get(f"/d/{key}/trace/c2").text


def test_a_passage_that_another_reading_had_found_is_kept_in_sight(client: TestClient, desk: Desk, key: str) -> None:
    fields = {"do": "accept", "claim": "c1", "trace": "t1", "seen": "1", "back": ""}
    client.post(f"/d/{key}/acts", data=fields)
    ledger = small_ledger()
    desk.put(replace(ledger, version="0.2.0", traces=ledger.traces[1:]), who="Ann", when=NOW, key=key)
    page = client.get(f"/d/{key}/trace/c1").text
    assert "Accepted in another reading" in page
    assert "entre 13 y 18 millones" in page


def test_the_source_documents_text_is_shown_whole_with_the_passage_at_its_place(
    client: TestClient, traced: str
) -> None:
    ledger, source, _ = _traced()
    passage = next(trace.passage for trace in ledger.traces if trace.claim == "c1")
    assert passage
    place = f"/d/{traced}/source/{source.id}"
    page = client.get(f"{place}?at={passage.start}-{passage.end}").text
    assert f'<mark id="at">{_SAID}</mark>' in page
    assert "Nothing is said on this page." in page
    assert f"/d/{traced}/trace/c1#p-t1" in page
    assert "<mark" not in client.get(place).text


@pytest.mark.parametrize("at", ["5-2", "x", "-", "1-", "9999999999999-3", "²-³", "0-99999999", "3-3"])
def test_an_odd_place_harms_nothing(client: TestClient, traced: str, at: str) -> None:
    _, source, _ = _traced()
    assert client.get(f"/d/{traced}/source/{source.id}", params={"at": at}).status_code == 200


def test_what_the_desk_does_not_keep_says_so_and_shows_its_passages(client: TestClient, key: str) -> None:
    page = client.get(f"/d/{key}/source/d:hafenbote.html").text
    assert "does not keep its text" in page
    assert "mehr als 25.000" in page


def test_a_page_of_a_pdf_is_drawn_with_the_passage_outlined(client: TestClient, key: str, traced: str) -> None:
    page = client.get(f"/d/{traced}/trace/c1").text
    assert f'src="/d/{traced}/page/t1.png"' in page
    assert "Page 2 as it is printed" in page
    answer = client.get(f"/d/{traced}/page/t1.png")
    assert answer.headers["content-type"] == "image/png"
    with Image.open(io.BytesIO(answer.content)) as picture:
        raw = picture.convert("RGB").tobytes()
    colours = {raw[at : at + 3] for at in range(0, len(raw), 3)}
    assert bytes((138, 106, 0)) in colours
    assert client.get(f"/d/{key}/page/t6.png").status_code == 404


@pytest.mark.parametrize("path", ["trace/c99", "source/d:none", "page/t99.png", "page/t8.png", "trace/", "source/"])
def test_what_is_not_there_is_not_found(client: TestClient, key: str, path: str) -> None:
    assert client.get(f"/d/{key}/{path}").status_code == 404
    assert client.get(f"/d/nowhere/{path}").status_code == 404


def test_a_source_document_of_another_document_is_not_shown(client: TestClient, key: str, traced: str) -> None:
    _, source, _ = _traced()
    assert client.get(f"/d/{traced}/source/{source.id}").status_code == 200
    assert client.get(f"/d/{key}/source/{source.id}").status_code == 404


def test_a_reader_sees_and_may_do_nothing(reader: TestClient, desk: Desk, key: str) -> None:
    assert reader.get(f"/d/{key}/trace/c2").status_code == 200
    fields = {"do": "accept", "claim": "c2", "trace": "t3", "seen": "1", "back": ""}
    assert reader.post(f"/d/{key}/acts", data=fields).status_code == 403
    assert desk.head == 1


def test_hostile_texts_are_text(client: TestClient, evil: tuple[str, str]) -> None:
    key, source = evil
    assert_harmless(client, f"/d/{key}/trace/c1")
    assert_harmless(client, f"/d/{key}/source/{source}?at=3-1000")
    assert_harmless(client, f"/d/{key}/source/{source}")


def test_an_exported_report_shows_the_passage_as_printed_unless_a_name_is_withheld(
    client: TestClient, traced: str
) -> None:
    with_picture = client.get(f"/d/{traced}/export/html").text
    assert with_picture.count('src="data:image/png;base64,') == 1
    order = {"do": "withhold", "name": "commuters"}
    assert client.post(f"/d/{traced}/acts", json={"seen": 99, "orders": [order]}).status_code == 200
    without = client.get(f"/d/{traced}/export/html").text
    assert "data:image/png" not in without
    assert "commuters" not in without
