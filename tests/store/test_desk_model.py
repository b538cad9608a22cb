"""A desk does what a few dicts in memory do, whatever is done to it in whatever order; and it does it fast."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sayso.model import Forget, Note, Reread, UsageError
from sayso.store.desk import Desk, Kept, backup, open_desk
from sayso.store.desk.records import FIELDS, summed

from .test_desk import NOW, ledger

NAMES = st.sampled_from(["ann", "ben", "añn 𝄞", "' OR 1=1 --"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


class DeskMachine(RuleBasedStateMachine):
    """A desk beside its model: what is told of each document, and of all."""

    fresh: Callable[[], str]

    @initialize()
    def open(self) -> None:
        """Begin with an empty desk."""
        self.where = type(self).fresh()
        self.desk = open_desk(self.where)
        self.events: list[tuple[str, str, Any]] = []
        self.documents: dict[str, list[str]] = {}  # the versions that a document was read by, in order
        self.keys: dict[str, str] = {}  # the key of each name that was ever there
        self.summaries: dict[str, tuple[bytes, int]] = {}

    def teardown(self) -> None:
        """End with a whole one."""
        if hasattr(self, "desk"):
            assert self.desk.verify() == []
            self.desk.close()

    def key(self, data: st.DataObject) -> str:
        """A document that is there."""
        return data.draw(st.sampled_from(sorted(self.documents)))

    @rule(name=st.sampled_from(["a", "B", "ä", "z z"]), version=st.sampled_from("123"), who=NAMES, told=st.booleans())
    def put(self, name: str, version: str, who: str, *, told: bool) -> None:
        """Read a document, anew or as before; by its key where it is `told`, which one that is not there has no more."""
        key = self.keys.get(name) if told else None
        read = ledger(uri=f"{name}.txt", version=version)
        if key is not None and key not in self.documents:
            with pytest.raises(UsageError):
                self.desk.put(read, who=who, when=NOW, key=key)
            return
        kept = self.desk.put(read, who=who, when=NOW, key=key)
        key = self.keys.setdefault(name, kept.key)
        assert kept.key == key
        known = self.documents.setdefault(key, [])
        if known[-1:] != [version]:
            known.append(version)
            self.events.append((key, who, Reread(ledger=kept.ledger, version=version)))

    @precondition(lambda self: self.documents)
    @rule(data=st.data(), texts=st.lists(TEXTS, max_size=3), who=NAMES)
    def append(self, data: st.DataObject, texts: list[str], who: str) -> None:
        """Act on it."""
        key, seen = self.key(data), data.draw(st.integers(0, len(self.events)))
        acts = [Note(target=None, text=text) for text in texts]
        events = self.desk.append(key, acts, who=who, when=NOW, seen=seen)
        assert [(event.act, event.seen) for event in events] == [(act, seen) for act in acts]
        self.events += [(key, who, act) for act in acts]

    @precondition(lambda self: self.documents)
    @rule(data=st.data(), summary=st.binary(max_size=20))
    def remember(self, data: st.DataObject, summary: bytes) -> None:
        """Remember a summary, which counts where it is not older."""
        key, head = self.key(data), data.draw(st.integers(0, len(self.events)))
        self.desk.remember(key, summary, head)
        if head >= self.summaries.get(key, (b"", 0))[1]:
            self.summaries[key] = (summary, head)

    @precondition(lambda self: self.documents)
    @rule(data=st.data(), who=NAMES)
    def forget(self, data: st.DataObject, who: str) -> None:
        """Delete it for good."""
        key = self.key(data)
        mine = sum(event[0] == key and event[2] is not None for event in self.events)
        assert self.desk.forget(key, who=who, when=NOW) == (mine, None)
        self.events = [(one, by, None if one == key else act) for one, by, act in self.events]
        self.events.append(("", who, Forget(key=key, events=mine)))
        del self.documents[key]
        self.summaries.pop(key, None)

    @rule(name=st.sampled_from(["gone", "a", "z z"]))
    def what_is_not_there(self, name: str) -> None:
        """What is not there is refused, or nothing."""
        key = self.keys.get(name, name)
        if key not in self.documents:
            with pytest.raises(UsageError):
                self.desk.append(key, [Note(target=None, text="a")], who="ann", when=NOW, seen=0)
            assert self.desk.document(key) is None
            assert self.desk.readings(key) == ()

    @rule()
    def come_back(self) -> None:
        """Close and open."""
        self.desk.close()
        self.desk = open_desk(self.where)

    @invariant()
    def all_is_as_in_the_model(self) -> None:
        """What the desk tells is what the model knows."""
        if not hasattr(self, "desk"):
            return
        assert self.desk.head == len(self.events)
        told = [(event.seq, event.document, event.who, event.act) for event in self.desk.events()]
        wanted = enumerate(self.events, start=1)
        assert told == [(seq, *event) for seq, event in wanted if event[2] is not None]
        assert [kept.key for kept in self.desk.documents()] == sorted(self.documents)
        for kept in self.desk.documents():
            assert self.desk.ledger(kept.ledger).version == self.documents[kept.key][-1]
            assert [one.version for one in self.desk.readings(kept.key)] == self.documents[kept.key]
            assert kept.head == max(n for n, event in enumerate(self.events, start=1) if event[0] == kept.key)
            summary = self.summaries.get(kept.key)
            assert (kept.summary, kept.summary_head) == (summary or (None, 0))


def test_a_desk_is_its_model(request: pytest.FixtureRequest, place: str, tmp_path: Path) -> None:
    numbers = iter(range(10_000))
    if place.startswith("postgresql"):
        examples, fresh = 5, request.getfixturevalue("postgres").address
    else:
        examples, fresh = 40, lambda: str(tmp_path / f"{next(numbers)}.sayso")
    machine = type("Machine", (DeskMachine,), {"fresh": staticmethod(fresh)})
    asked = settings(max_examples=examples, stateful_step_count=25, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=asked)


def cpu(work: Callable[[], object]) -> float:
    """The least processor time of three runs, in seconds: others on the machine do not count."""
    times = []
    for _ in range(3):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def test_ten_thousand_documents_are_listed_within_a_fifth_of_a_second(desk: Desk, place: str) -> None:
    """And those that changed since, at once: pg8000 takes rows apart in Python, so that all of them take it longer."""
    summary = os.urandom(200).hex().encode()
    sql = f"INSERT INTO document ({FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
    with desk.engine.write() as change:
        for number in range(1, 10_001):
            key = f"{number:016x}"
            change.run(sql, (key, f"{number}.txt", NOW, "b2:0", number, summed(key, summary, number), number))
    found: list[tuple[Kept, ...]] = []
    assert cpu(lambda: found.append(desk.documents())) < (0.6 if place.startswith("postgresql") else 0.2)
    assert len(found[0]) == 10_000
    assert found[0][-1].summary == summary
    assert cpu(lambda: found.append(desk.documents(after_head=9_990))) < 0.01
    assert [kept.head for kept in found[-1]] == list(range(9_991, 10_001))


def test_an_act_is_kept_within_milliseconds(desk: Desk, tmp_path: Path) -> None:
    """Our own share of it: what the disk and the server take comes on top. It does not grow with what is there."""
    key = desk.put(ledger(), who="ann", when=NOW).key
    notes = [Note(target=None, text="a" * 200)]

    def twenty() -> None:
        for _ in range(20):
            desk.append(key, notes, who="ann", when=NOW, seen=1)

    assert cpu(twenty) / 20 < 0.01
    desk.append(key, notes * 2_000, who="ann", when=NOW, seen=1)
    assert cpu(twenty) / 20 < 0.01
    assert backup(desk, tmp_path / "b.sayso") == []
