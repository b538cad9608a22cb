"""What is read takes the place of nothing that it would lose: files are known by their bytes, passages and newer versions stay."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.render.make_ledger import small_ledger

from sayso.model import Document, Ledger, Problem, UsageError, document_id, text_id
from sayso.store.desk import Desk, key_of_content
from sayso.workbench.jobs import Jobs, Wanted
from sayso.workbench.keeping import keep, keep_first, opened_file
from sayso.workbench.uploads import _save

from .dying import dies_in_a_message
from .test_workbench import _over

A = "The mayor said the tunnel cost 40 million euros in 2023."
B = "The minister said the bridge cost 12 million euros in 2021."


def _ledger(text: str, uri: str, version: str = "1") -> Ledger:
    document = Document(id=document_id(uri, None, text), text_id=text_id(text), uri=uri, text=text)
    return Ledger(version=version, document=document)


def _read(client: TestClient, **form: Any) -> str:
    """Have something read; gives the address of its document."""
    page = _over(client, client.post("/read", **form).headers["location"])
    place: str = page.headers.get("location", "")
    assert place.startswith("/d/"), page.text
    return place


def test_two_files_of_one_name_are_two_documents_and_the_same_bytes_are_one(client: TestClient, desk: Desk) -> None:
    one = _read(client, files={"article": ("article.txt", A.encode())})
    other = _read(client, files={"article": ("article.txt", B.encode())})
    assert one != other
    assert "tunnel" in client.get(one).text
    assert "bridge" in client.get(other).text
    head = desk.head
    assert _read(client, files={"article": ("renamed.txt", A.encode())}) == one
    assert desk.head <= head + 1
    assert len(desk.documents()) == 3
    assert desk.verify() == []


def test_two_pasted_texts_that_begin_alike_are_two_documents(client: TestClient, desk: Desk) -> None:
    start = "The council of the port met on Monday to hear of the ferry and of the tunnel. "
    assert _read(client, data={"text": start + A}) != _read(client, data={"text": start + B})
    assert len(desk.documents()) == 3


def test_a_newer_version_on_the_history_page_stays_the_same_document(client: TestClient, desk: Desk) -> None:
    place = _read(client, files={"article": ("article.txt", A.encode())})
    answer = client.post(f"{place}/reread", files={"article": ("article.txt", B.encode())})
    assert _over(client, answer.headers["location"]).headers["location"] == place
    assert "bridge" in client.get(place).text
    page = _over(client, client.post("/read", files={"article": ("a.txt", A.encode())}).headers["location"])
    assert "a newer version of the article has been read since" in page.text
    assert "bridge" in client.get(place).text
    assert len(desk.documents()) == 2


def test_a_ledger_of_a_file_is_no_reading_of_an_upload_of_that_name(desk: Desk) -> None:
    key = key_of_content(b"\1" * 16)
    desk.put(_ledger(A, "article.txt"), who="Ann", when="2026-11-28T12:00:00Z", key=key, fresh=True)
    assert desk.known(_ledger(A, "article.txt").document) is None
    kept = desk.put(_ledger(A, "article.txt"), who="Ann", when="2026-11-28T12:00:00Z")
    assert kept.key != key
    assert desk.known(_ledger(A, "article.txt").document) == kept
    assert desk.of("article.txt") == (kept,)


@pytest.fixture
def passages(desk: Desk) -> Ledger:
    """A ledger with source documents, on the desk under a web address."""
    ledger = small_ledger()
    ledger = replace(ledger, document=replace(ledger.document, uri="https://paper.example/ferry"))
    assert ledger.source_documents
    desk.put(ledger, who="Ann", when="2026-11-28T12:00:00Z")
    return ledger


def test_a_known_address_without_source_documents_is_refused_before_it_is_read(
    client: TestClient, desk: Desk, passages: Ledger
) -> None:
    head = desk.head
    answer = client.post("/read", data={"url": passages.document.uri}, headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert "no source documents" in answer.json()["problem"]["message"]
    assert "passages that were found would be lost" in answer.json()["problem"]["hint"]
    assert desk.head == head


def test_what_turns_out_to_be_known_after_it_was_read_loses_no_passages(desk: Desk, passages: Ledger) -> None:
    bare = replace(passages, version="2", source_documents=(), traces=())
    there = desk.known(passages.document)
    assert there is not None
    with pytest.raises(UsageError, match="no source documents"):
        keep(desk, bare, who="Ben", against=False)
    assert keep_first(desk, bare, who="Ben") == there
    fresh = keep(desk, replace(passages, version="2"), who="Ben", against=True)
    assert (fresh.key, fresh.head) == (there.key, there.head + 1)


def test_an_older_ledger_file_takes_no_newer_ones_place(desk: Desk) -> None:
    old, new = _ledger(A, "a.txt"), _ledger(A + " It did.", "a.txt", "2")
    key, newest = opened_file(desk, old, "Ann")
    assert newest
    assert opened_file(desk, new, "Ann") == (key, True)
    assert opened_file(desk, old, "Ann") == (key, False)
    with pytest.raises(UsageError, match="was made by Sayso 1, the desk's reading by 2"):
        opened_file(desk, _ledger(A + " ", "a.txt"), "Ann")
    kept = desk.document(key)
    assert kept is not None
    assert desk.ledger(kept.ledger) == new


def test_a_ledger_file_without_passages_takes_no_others_place(desk: Desk) -> None:
    ledger = small_ledger()
    key, _ = opened_file(desk, ledger, "Ann")
    with pytest.raises(UsageError, match="no source documents"):
        opened_file(desk, replace(ledger, source_documents=(), traces=()), "Ann")
    assert opened_file(desk, ledger, "Ann") == (key, True)


def _done(jobs: Jobs, ident: str) -> Any:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        job = jobs.get(ident)
        if job is not None and job.state not in {"waiting", "reading"}:
            return job
        time.sleep(0.05)
    raise AssertionError("it never ends")


def test_after_a_reader_that_died_within_a_message_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    article = tmp_path / "a.txt"
    article.write_text(A, encoding="utf-8")
    jobs = Jobs(lambda *_: "k", lambda *_: "k")
    with monkeypatch.context() as patched:
        patched.setattr("sayso.workbench.jobs.read", dies_in_a_message)
        first = _done(jobs, jobs.add(Wanted(str(article), "a", "Ann")).id)
    assert first.state == "failed"
    assert isinstance(first.problem, Problem)
    assert "took the reader down" in first.problem.message
    second = _done(jobs, jobs.add(Wanted(str(article), "a", "Ann")).id)
    assert (second.state, second.key) == ("done", "k")
    jobs.close()


def test_what_goes_wrong_while_keeping_or_starting_is_told_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    article = tmp_path / "a.txt"
    article.write_text(A, encoding="utf-8")
    wrong = [RuntimeError("the disk is on fire"), UsageError("busy", "it is busy", "wait")]

    def kept(*_: object) -> str:
        if wrong:
            raise wrong.pop(0)
        return "k"

    jobs = Jobs(kept, kept)
    wanted = Wanted(str(article), "a", "Ann")
    with monkeypatch.context() as patched:
        patched.setattr("sayso.workbench.jobs.read", lambda *_: None)  # which no process can be given
        unstarted = _done(jobs, jobs.add(wanted).id)
    assert (unstarted.state, unstarted.problem.code) == ("failed", "internal")
    broken = _done(jobs, jobs.add(wanted).id)
    assert "the disk is on fire" in broken.problem.message
    assert _done(jobs, jobs.add(wanted).id).problem.code == "busy"
    assert _done(jobs, jobs.add(wanted).id).state == "done"
    jobs.close()


def test_nothing_uploaded_is_left_when_the_workbench_ends(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """However many readings still wait: those over are forgotten but for the last fifty."""
    monkeypatch.setattr(Jobs, "_read", lambda *_: time.sleep(0.1))
    jobs = Jobs(lambda *_: "k", lambda *_: "k")
    for number in range(60):
        folder = tmp_path / str(number)
        folder.mkdir()
        jobs.add(Wanted("a.txt", "a", "Ann", folder=str(folder)))
    jobs.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["語" * 120 + ".txt", "ä" * 300 + ".txt", "𝄞" * 100, "x" * 255, "\ud800.txt"])
def test_any_file_name_can_be_kept(tmp_path: Path, name: str) -> None:
    content = tmp_path / "content"
    content.write_bytes(b"x")
    for _ in range(2):
        with content.open("rb") as file:
            path = Path(_save(file, name, tmp_path / "article"))
        assert path.read_bytes() == b"x"
        assert path.suffix == Path(name).suffix


def test_the_desk_and_a_reading_say_from_where_on_they_listen(client: TestClient, desk: Desk) -> None:
    assert f'data-head="{desk.head}"' in client.get("/").text
    place = client.post("/read", data={"text": A}).headers["location"]
    page = client.get(place)
    if page.status_code == 200:  # it may be over already
        assert 'data-head="' in page.text
    _over(client, place)
    assert f'data-head="{desk.head}"' in client.get("/").text


def test_the_page_before_the_first_is_the_first(client: TestClient, key: str) -> None:
    for page in ("0", "00", "-1"):
        assert f"/d/{key}" in client.get(f"/?page={page}").text
