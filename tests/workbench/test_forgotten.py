"""A document that is forgotten while it is being read stays forgotten, and so does its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.render.make_ledger import plain_ledger

from sayso.store.desk import Desk
from sayso.workbench.jobs import Job, Jobs

from .conftest import NOW

NAME = "Zebrafinkenkonzert.txt"


@dataclass
class Reader:
    """Stands for the process that reads: one ledger, then, when it is let go on, another."""

    began: Event = field(default_factory=Event)
    go_on: Event = field(default_factory=Event)
    over: Event = field(default_factory=Event)
    failed: str = ""

    def read(self, jobs: Jobs, job: Job) -> None:
        """What `Jobs` does with the messages of a process."""
        ledger = plain_ledger("The finches sang, the keeper said.")
        ledger = replace(ledger, document=replace(ledger.document, uri=NAME))
        jobs._set(job.id, state="reading")
        jobs._take(job, "ledger", (ledger, (), {}))
        self.began.set()
        assert self.go_on.wait(20)
        jobs._take(job, "ledger", (replace(ledger, version="2"), (), {}))
        now = jobs.get(job.id)
        self.failed = now.problem.code if now and now.problem else ""
        self.over.set()


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    found = Reader()

    def read(jobs: Jobs, job: Job) -> None:
        found.read(jobs, job)

    monkeypatch.setattr(Jobs, "_read", read)
    yield found
    found.go_on.set()


def _begin(client: TestClient, desk: Desk, reader: Reader) -> str:
    assert client.post("/read", data={"text": "The finches sang, the keeper said."}).status_code == 303
    assert reader.began.wait(20)
    (key,) = [kept.key for kept in desk.documents() if kept.uri == NAME]
    return key


def test_the_second_ledger_of_a_first_reading_goes_to_the_same_document(
    client: TestClient, desk: Desk, reader: Reader
) -> None:
    key = _begin(client, desk, reader)
    reader.go_on.set()
    assert reader.over.wait(20)
    assert [one.version for one in desk.readings(key)][1:] == ["2"]


def test_what_a_reading_finds_after_its_document_was_deleted_is_not_kept(
    client: TestClient, desk: Desk, reader: Reader
) -> None:
    key = _begin(client, desk, reader)
    assert client.post(f"/d/{key}/forget", data={"sure": "yes"}).status_code == 303
    reader.go_on.set()
    assert reader.over.wait(20)
    assert NAME not in {kept.uri for kept in desk.documents()}
    assert desk.document(key) is None
    assert desk.verify() == []


def test_its_jobs_are_gone_with_their_names_and_the_next_one_is_read(
    client: TestClient, desk: Desk, reader: Reader
) -> None:
    key = _begin(client, desk, reader)
    waiting = client.post(f"/d/{key}/reread", data={"text": "The finches sang again."}).headers["location"]
    other = client.post("/read", data={"text": "Another."}).headers["location"]
    assert client.post(f"/d/{key}/forget", data={"sure": "yes"}).status_code == 303
    assert client.get(waiting).status_code == 404
    assert client.get(other).status_code == 200
    jobs = client.get("/").text
    assert jobs.count("data-job=") == 1


def test_one_that_another_program_deleted_ends_the_reading(client: TestClient, desk: Desk, reader: Reader) -> None:
    key = _begin(client, desk, reader)
    desk.forget(key, who="Ben", when=NOW)
    reader.go_on.set()
    assert reader.over.wait(20)
    assert reader.failed == "missing"
    assert desk.document(key) is None
