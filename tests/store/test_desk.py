"""The desk keeps ledgers, source documents and events, and tells what is not whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.model import Document, Ledger, Note, Reread, UsageError, document_id, text_id
from sayso.store.desk import Desk, open_desk
from sayso.store.desk.records import FIELDS
from sayso.store.desk.same import LEAST, share

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


@pytest.mark.parametrize("key", ["none", "' OR 1=1 --"])
def test_a_reading_of_a_document_that_is_not_there_is_refused(desk: Desk, key: str) -> None:
    source = document("Der Tunnel leckt.", "b.txt")
    with pytest.raises(UsageError) as error:
        desk.put(ledger(), who="ann", when=NOW, key=key, sources=[source])
    assert error.value.problem.code == "missing"
    assert error.value.problem.hint
    assert (desk.head, desk.documents(), desk.source(source.id)) == (0, (), None)


def test_all_readings_are_told_in_order_also_one_that_came_back(desk: Desk) -> None:
    key = desk.put(ledger(version="1"), who="ann", when=NOW).key
    for version in ("2", "1", "3"):
        desk.put(ledger(version=version), who="ann", when=f"2026-11-28T13:0{version}:00Z", key=key)
    told = [(one.version, one.added[11:16]) for one in desk.readings(key)]
    assert told == [("1", "12:00"), ("2", "13:02"), ("1", "13:01"), ("3", "13:03")]
    assert desk.readings(key)[0].id == desk.readings(key)[2].id
    assert desk.verify() == []


MAYOR = (
    "The mayor said on Monday that the tunnel cost 40 million euros, twice as much as was planned in 2019. "
    "The council was told of it in a letter, and nobody was asked before the work began under the river."
)
ZOO = (
    "The zoo said on Friday that the panda ate 40 kilos of bamboo, twice as much as the keepers had bought for it. "
    "The visitors were told of it at the gate, and everybody was asked to bring some leaves for the bear."
)


def test_two_texts_of_one_name_are_two_documents_and_each_is_read_anew(desk: Desk) -> None:
    """Two folders may each hold an `article.txt`; a revised one is still the same."""
    mayor = desk.put(ledger(MAYOR, "article.txt"), who="ann", when=NOW)
    zoo = desk.put(ledger(ZOO, "article.txt"), who="ann", when=NOW)
    assert mayor.key != zoo.key
    assert desk.put(ledger(MAYOR, "article.txt", "2"), who="ann", when=NOW).key == mayor.key
    assert desk.put(ledger(ZOO, "article.txt", "2"), who="ann", when=NOW).key == zoo.key
    revised = MAYOR.replace("40 million", "45 million").replace("on Monday ", "") + " The mayor did not answer."
    assert desk.put(ledger(revised, "article.txt"), who="ann", when=NOW).key == mayor.key
    assert desk.put(ledger(ZOO, "article.txt", "3"), who="ann", when=NOW, key=mayor.key).key == mayor.key
    assert len(desk.documents()) == 2
    assert desk.verify() == []


def test_a_third_text_of_the_same_name_and_one_whose_key_is_taken_get_keys_of_their_own(desk: Desk) -> None:
    third = "Nothing of what stands here is told elsewhere: it is a recipe of bread with salt, water and flour alone."
    keys = [desk.put(ledger(text, "article.txt"), who="ann", when=NOW).key for text in (MAYOR, ZOO, third)]
    desk.put(ledger(MAYOR, "article.txt", "2"), who="ann", when=NOW, key=keys[2])
    keys.append(desk.put(ledger(third, "article.txt"), who="ann", when=NOW).key)
    assert len(set(keys)) == 4
    assert desk.verify() == []


def test_a_damaged_document_is_mended_by_reading_it_anew(desk: Desk) -> None:
    key = desk.put(ledger(MAYOR, "article.txt"), who="ann", when=NOW).key
    with desk.engine.write() as change:
        change.run("UPDATE ledger SET body = (SELECT hash FROM event WHERE seq = 1)")
    assert desk.put(ledger(MAYOR, "article.txt", "2"), who="ann", when=NOW).key == key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (MAYOR, MAYOR, True),
        (MAYOR, ZOO, False),
        (MAYOR, f"{ZOO} {ZOO} {MAYOR}", True),
        (MAYOR, MAYOR.upper(), True),
        ("", MAYOR, True),
        ("A.", "B.", False),
        (
            "市長は月曜日にトンネルの費用が四千万ユーロだったと述べた。",
            "市長は火曜日にトンネルの費用が五千万ユーロだったと述べた。",
            True,
        ),
        (
            "市長は月曜日にトンネルの費用が四千万ユーロだったと述べた。",
            "動物園のパンダは金曜に竹を食べすぎたらしい。",
            False,
        ),
    ],
)
def test_how_much_of_a_text_stands_in_another(one: str, other: str, *, same: bool) -> None:
    assert (share(one, other) >= LEAST) is same
    assert share(one, other) == share(other, one)


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
    sql = f"INSERT INTO document ({FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
    with desk.engine.write() as change:
        for key in keys:
            change.run(sql, (key, f"{key}.txt", NOW, "b2:0", 1, None, 0))
    assert [kept.key for kept in desk.documents()] == sorted(keys)


def test_queries_of_one_moment_do_not_see_what_comes_meanwhile(place: str) -> None:
    with open_desk(place) as one, open_desk(place) as other:
        with one.engine.moment() as moment:
            before = moment.rows("SELECT head FROM desk")
            other.put(ledger(), who="ann", when=NOW)
            assert moment.rows("SELECT head FROM desk") == before
        assert one.head == 1
