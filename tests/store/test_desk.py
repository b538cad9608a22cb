"""The desk keeps ledgers, source documents and events, and tells what is not whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.model import Document, Ledger, Note, Reread, UsageError, document_id, text_id
from sayso.store.desk import Desk, open_desk

NOW = "2026-11-28T12:00:00Z"


def ledger(text: str = "The tunnel leaks.", uri: str = "a.txt", version: str = "1") -> Ledger:
    """A ledger of a text, without entries."""
    return Ledger(version=version, document=document(text, uri))


def document(text: str, uri: str) -> Document:
    """A document of a text."""
    return Document(id=document_id(uri, None, text), text_id=text_id(text), uri=uri, text=text)


def test_a_ledger_is_given_back_as_it_was_put(desk: Desk) -> None:
    kept = desk.put(ledger(), who="ann", when=NOW)
    assert desk.ledger(kept.ledger) == ledger()
    assert desk.documents() == (kept,)
    assert [event.act for event in desk.events(kept.key)] == [Reread(ledger=kept.ledger, version="1")]


def test_the_same_ledger_twice_changes_nothing(desk: Desk) -> None:
    first = desk.put(ledger(), who="ann", when=NOW)
    assert desk.put(ledger(), who="ben", when=NOW) == first
    assert desk.head == 1


def test_a_newer_reading_of_the_same_uri_is_the_same_document(desk: Desk) -> None:
    first = desk.put(ledger(), who="ann", when=NOW)
    second = desk.put(ledger(version="2"), who="ann", when=NOW)
    assert (second.key, second.head, len(desk.readings(first.key))) == (first.key, 2, 2)
    assert desk.ledger(first.ledger).version == "1"


def test_events_are_numbered_in_turn_and_given_after_a_number(desk: Desk) -> None:
    key = desk.put(ledger(), who="ann", when=NOW).key
    events = desk.append(key, [Note(target=None, text="a"), Note(target=None, text="b")], who="ben", when=NOW, seen=1)
    assert [event.seq for event in events] == [2, 3]
    assert desk.events(key, after=1) == events
    assert desk.events("") == ()
    kept = desk.document(key)
    assert kept is not None
    assert kept.head == desk.head == 3


def test_acts_on_a_document_that_is_not_there_are_refused(desk: Desk) -> None:
    with pytest.raises(UsageError) as error:
        desk.append("none", [Note(target=None, text="a")], who="ben", when=NOW, seen=0)
    assert error.value.problem.code == "missing"
    assert desk.head == 0


def test_source_documents_and_their_files_are_kept(desk: Desk) -> None:
    source = document("Der Tunnel leckt.", "b.pdf")
    desk.put(ledger(), who="ann", when=NOW, sources=[source], files={source.id: ("application/pdf", b"%PDF")})
    assert desk.source(source.id) == source
    assert desk.file_of(source.id) == ("application/pdf", b"%PDF")
    assert desk.source("none") is None


def test_a_summary_older_than_the_one_there_is_passed_over(desk: Desk) -> None:
    key = desk.put(ledger(), who="ann", when=NOW).key
    desk.remember(key, b"new", 1)
    desk.remember(key, b"old", 0)
    kept = desk.document(key)
    assert kept is not None
    assert (kept.summary, kept.summary_head) == (b"new", 1)


def test_everything_is_there_after_a_reload_and_whole(place: str) -> None:
    with open_desk(place) as desk:
        key = desk.put(ledger(), who="ann", when=NOW).key
        desk.append(key, [Note(target=None, text="a")], who="ann", when=NOW, seen=1)
        events = desk.events()
    with open_desk(place) as desk:
        assert desk.events() == events
        assert desk.verify() == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE event SET who = 'eve' WHERE seq = 2",
        "UPDATE event SET at = '2026-11-28T12:00:01Z' WHERE seq = 2",
        "UPDATE event SET seen = 0 WHERE seq = 2",
        "UPDATE event SET act = NULL WHERE seq = 2",
        "DELETE FROM event WHERE seq = 2",
        "DELETE FROM event WHERE seq = 3",
        "UPDATE event SET act = (SELECT act FROM event WHERE seq = 3) WHERE seq = 2",
        "UPDATE desk SET head = 4",
        "UPDATE ledger SET body = (SELECT hash FROM event WHERE seq = 1)",
        "UPDATE ledger SET version = '2'",
        "UPDATE ledger SET added = '2025-11-28T12:00:00Z'",
        "UPDATE ledger SET document = 'other'",
        "DELETE FROM ledger",
        "UPDATE document SET uri = 'b.txt'",
        "UPDATE document SET added = '2025-11-28T12:00:00Z'",
        "UPDATE document SET ledger = 'other'",
        "UPDATE document SET head = 2",
        "DELETE FROM document",
        "UPDATE source SET body = (SELECT hash FROM event WHERE seq = 1)",
        "UPDATE source SET file = NULL",
        "DELETE FROM source",
        "UPDATE cites SET document = 'other'",
        "DELETE FROM cites",
        "UPDATE file SET body = (SELECT hash FROM event WHERE seq = 1)",
        "UPDATE file SET media_type = 'text/html'",
        "DELETE FROM file",
        "UPDATE seal SET id = 'other' WHERE kind = 'file'",
        "UPDATE seal SET kind = 'other' WHERE kind = 'file'",
    ],
)
def test_what_was_changed_behind_its_back_is_told(desk: Desk, damage: str) -> None:
    source = document("Der Tunnel leckt.", "b.pdf")
    files = {source.id: ("application/pdf", b"%PDF")}
    key = desk.put(ledger(), who="ann", when=NOW, sources=[source], files=files).key
    desk.append(key, [Note(target=None, text="a"), Note(target=None, text="b")], who="ben", when=NOW, seen=1)
    assert desk.verify() == []
    with desk.engine.write() as change:
        change.run(damage)
    problems = desk.verify()
    assert problems
    assert {problem.code for problem in problems} == {"changed-index"}
    assert all(problem.hint for problem in problems)


def test_a_summary_that_was_changed_is_none(desk: Desk) -> None:
    key = desk.put(ledger(), who="ann", when=NOW).key
    desk.remember(key, b"new", 1)
    with desk.engine.write() as change:
        change.run("UPDATE document SET summary_head = 0")
    kept = desk.document(key)
    assert kept is not None
    assert kept.summary is None
    assert desk.verify() == []


def test_documents_that_changed_are_asked_for_by_a_number(desk: Desk) -> None:
    keys = [desk.put(ledger(uri=f"{number}.txt"), who="ann", when=NOW).key for number in range(3)]
    desk.append(keys[0], [Note(target=None, text="a")], who="ann", when=NOW, seen=3)
    assert [kept.key for kept in desk.documents(after_head=2)] == sorted([keys[0], keys[2]])
    assert desk.documents(after_head=4) == ()


def test_source_documents_and_files_that_are_there_stay_as_they_are(desk: Desk) -> None:
    source = document("Der Tunnel leckt.", "b.pdf")
    desk.put(ledger(), who="ann", when=NOW, sources=[source])
    for content in (b"%PDF-1", b"%PDF-2"):
        files = {source.id: ("application/pdf", content)}
        desk.put(ledger(), who="ann", when=NOW, sources=[source], files=files)
    assert desk.file_of(source.id) == ("application/pdf", b"%PDF-1")
    assert desk.verify() == []


def test_a_trigger_and_a_missing_index_are_told(tmp_path: Path) -> None:
    with open_desk(tmp_path / "desk.sayso") as desk:
        with desk.engine.write() as change:
            change.run("CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END")
            change.run("DROP INDEX document_uri")
        told = " ".join(problem.message for problem in desk.verify())
        assert "trigger t" in told
        assert "document_uri" in told


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "desk.sayso"
    path.write_bytes(b"no database at all, but long enough to be looked at as one" * 20)
    with pytest.raises(UsageError) as error:
        open_desk(path)
    assert error.value.problem.code == "not-an-index"


@pytest.mark.parametrize("who", ["a\0b", "half \ud800"])
def test_names_that_not_every_database_can_keep_are_refused(desk: Desk, who: str) -> None:
    with pytest.raises(UsageError) as error:
        desk.put(ledger(), who=who, when=NOW)
    assert error.value.problem.code == "usage"


@pytest.mark.parametrize("text", ["a\0b", "𝄞 \u202e שלום \r\n", "x" * 1_000_000])
def test_any_text_of_a_note_comes_back_as_it_was(desk: Desk, text: str) -> None:
    key = desk.put(ledger(), who="ann", when=NOW).key
    desk.append(key, [Note(target=None, text=text)], who="añn 𝄞", when=NOW, seen=1)
    act = desk.events(key)[-1].act
    assert isinstance(act, Note)
    assert act.text == text
    assert desk.verify() == []


@pytest.mark.parametrize("seen", [-1, 2, 2**70])
def test_what_is_not_there_yet_cannot_have_been_seen(desk: Desk, seen: int) -> None:
    key = desk.put(ledger(), who="ann", when=NOW).key
    with pytest.raises(UsageError) as error:
        desk.append(key, [Note(target=None, text="a")], who="ann", when=NOW, seen=seen)
    assert error.value.problem.code == "usage"
    assert desk.head == 1


def test_documents_are_sorted_the_same_way_by_every_database(desk: Desk) -> None:
    keys = ["b", "B", "a-c", "ab", "ä", "z"]
    for number, key in enumerate(keys):
        desk.put(ledger(uri=f"{number}.txt"), who="ann", when=NOW, key=key)
    assert [kept.key for kept in desk.documents()] == sorted(keys)


def test_queries_of_one_moment_do_not_see_what_comes_meanwhile(place: str) -> None:
    with open_desk(place) as one, open_desk(place) as other:
        with one.engine.moment() as moment:
            before = moment.rows("SELECT head FROM desk")
            other.put(ledger(), who="ann", when=NOW)
            assert moment.rows("SELECT head FROM desk") == before
        assert one.head == 1
