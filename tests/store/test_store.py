"""The store keeps what was put, tells what is not whole, and says the mend."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from sayso.model import (
    Analysis,
    Document,
    Figure,
    Made,
    SaysoError,
    Sentence,
    UsageError,
    as_source,
    document_id,
    text_id,
)
from sayso.store import Store
from sayso.store import schema as schema_module
from sayso.store import store as store_module

_MADE = Made(stage="test", version="1")


def kept(uri: str, text: str = "The register counts 30,000 boats.") -> Analysis:
    """An analysis with a sentence and, where the text holds "30,000", a figure."""
    doc = Document(id=document_id(uri, None, text), text_id=text_id(text), uri=uri, text=text, language="en")
    at = text.find("30,000")
    figure = Figure(
        id="f1", start=at, end=at + 6, text="30,000", kind="count", low=30000, high=30000, because="digits", made=_MADE
    )
    return Analysis(document=doc, sentences=(Sentence(start=0, end=len(text)),), figures=(figure,) if at >= 0 else ())


URIS = st.sampled_from(["a.txt", "b/ü.txt", "https://example.org/?q=1", "\x00", "", "z" * 5000])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


class StoreModel(RuleBasedStateMachine):
    """The store behaves as a dictionary that counts its changes."""

    def __init__(self) -> None:
        """Begin with an empty store and an empty dictionary."""
        super().__init__()
        self.store = Store.open(None)
        self.model: dict[str, tuple[Analysis, str, str]] = {}
        self.changed: dict[str, tuple[int, bool]] = {}
        self.generation = 0

    def teardown(self) -> None:
        """Close the store."""
        self.store.close()

    @rule(uri=URIS, text=TEXTS, source_hash=st.sampled_from(["h1", "h2"]), version=st.sampled_from(["1", "2"]))
    def put(self, uri: str, text: str, source_hash: str, version: str) -> None:
        """Putting gives the record, and replaces an earlier one."""
        analysis = kept(uri, text)
        record = self.store.put(analysis, source_hash=source_hash, version=version, size=len(text), added="2024-05-01")
        self.generation += 1
        assert record == self.store.record(uri)
        assert (record.generation, record.size, record.added) == (self.generation, len(text), "2024-05-01")
        self.model[uri] = (analysis, source_hash, version)
        self.changed[uri] = (self.generation, False)

    @rule(uri=URIS)
    def remove(self, uri: str) -> None:
        """Removing says whether there was anything."""
        there = self.model.pop(uri, None) is not None
        assert self.store.remove(uri) is there
        if there:
            self.generation += 1
            self.changed[uri] = (self.generation, True)

    @rule(uri=URIS)
    def get(self, uri: str) -> None:
        """Getting gives what was last put."""
        known = self.model.get(uri)
        assert self.store.get(uri) == (known[0] if known else None)
        doc = known[0].document if known else None
        expected = as_source(doc, source_hash=known[1], size=len(doc.text)) if known and doc else None
        assert self.store.source(uri) == expected

    @rule(uri=URIS, source_hash=st.sampled_from(["h1", "h2"]), version=st.sampled_from(["1", "2"]))
    def known(self, uri: str, source_hash: str, version: str) -> None:
        """Known is what was read from the same bytes by the same version."""
        held = self.model.get(uri)
        assert self.store.known(uri, source_hash, version) is (held is not None and held[1:] == (source_hash, version))

    @rule(data=st.data())
    def changes(self, data: st.DataObject) -> None:
        """Changes are the last of each uri since a generation, oldest first."""
        since = data.draw(st.integers(0, self.generation))
        expected = sorted((at, uri, gone) for uri, (at, gone) in self.changed.items() if at > since)
        assert [(one.generation, one.uri, one.removed) for one in self.store.changes(since)] == expected

    @invariant()
    def holds(self) -> None:
        """Counters and order hold after every step."""
        assert self.store.generation == self.generation
        assert self.store.records == len(self.model)
        assert self.store.uris() == tuple(sorted(self.model))
        assert [one.document.uri for one in self.store.analyses()] == sorted(self.model)
        assert self.store.verify() == []


TestStoreModel = StoreModel.TestCase
TestStoreModel.settings = settings(max_examples=40, stateful_step_count=25)


def _filled(path: Path) -> dict[str, Analysis]:
    """A store with records of a page and of several; gives what was put."""
    analyses = [kept("a.txt"), kept("b.txt", "Many words, 30,000 of them. " * 400), kept("c.txt", "Nothing counted.")]
    with Store.open(path) as store:
        for analysis in analyses:
            store.put(analysis, source_hash="h", version="1", size=7)
        store.put(kept("d.txt"), source_hash="h", version="1")
        store.remove("d.txt")
    return {analysis.document.uri: analysis for analysis in analyses}


def _reads(path: Path) -> tuple[list[str], dict[str, Analysis | None]]:
    """What a store says is wrong, and what it gives; a store that cannot be opened gives nothing."""
    try:
        with Store.open(path) as store:
            problems = [problem.code for problem in store.verify()]
            given: dict[str, Analysis | None] = {}
            for uri in ("a.txt", "b.txt", "c.txt"):
                try:
                    given[uri] = store.get(uri)
                except UsageError as error:
                    problems.append(error.problem.code)
            return problems, given
    except UsageError as error:
        return [error.problem.code], {}


def test_a_flipped_bit_anywhere_is_told_or_harmless(tmp_path: Path) -> None:
    """No byte of the file can change what is read without a problem: the law of the store."""
    path = tmp_path / "s.sqlite"
    truth = _filled(path)
    whole = path.read_bytes()
    told = 0
    for offset in range(0, len(whole), 61):
        damaged = bytearray(whole)
        damaged[offset] ^= 1 << (offset % 8)
        path.write_bytes(damaged)
        problems, given = _reads(path)
        told += bool(problems)
        for uri, analysis in given.items():
            assert analysis == truth[uri] or problems, (offset, uri)
        assert set(problems) <= {"changed-index", "not-an-index"}, (offset, problems)
    assert told > 150, "most of the rest is free space within pages"


@pytest.mark.parametrize("uri", ["a.txt", "b.txt", "c.txt"])
def test_a_flip_in_each_record_is_found_by_verify_and_by_get(tmp_path: Path, uri: str) -> None:
    """Every part of a record stands under its hash, the body at its beginning, middle and end too."""
    path = tmp_path / "s.sqlite"
    _filled(path)
    db = sqlite3.connect(path)
    body = db.execute("SELECT body FROM record WHERE uri = ?", (uri,)).fetchone()[0]
    for column, value in (
        *(("body", _flipped(body, at)) for at in (0, len(body) // 2, len(body) - 1)),
        ("source_hash", "H"),
        ("version", "2"),
        ("size", 8),
        ("added", "2020"),
        ("generation", 99),
        ("hash", b"\0" * 32),
    ):
        before = db.execute(f"SELECT {column} FROM record WHERE uri = ?", (uri,)).fetchone()[0]  # noqa: S608
        db.execute(f"UPDATE record SET {column} = ? WHERE uri = ?", (value, uri))  # noqa: S608
        db.commit()
        with Store.open(path) as store:
            assert [(one.code, one.uri) for one in store.verify()] == [("changed-index", uri)], column
            with pytest.raises(UsageError, match="its hash does not hold") as caught:
                store.get(uri)
            assert "add the document's file again" in caught.value.problem.hint
            assert not store.known(uri, "h", "1"), "a damaged record must be read anew"
            assert store.get("a.txt" if uri != "a.txt" else "b.txt") is not None, "the others are not harmed"
        db.execute(f"UPDATE record SET {column} = ? WHERE uri = ?", (before, uri))  # noqa: S608
        db.commit()
    db.close()


def _flipped(body: bytes, at: int) -> bytes:
    changed = bytearray(body)
    changed[at] ^= 4
    return bytes(changed)


def test_a_lost_record_is_told(tmp_path: Path) -> None:
    """A row that is gone without the store's doing is missed."""
    path = tmp_path / "s.sqlite"
    _filled(path)
    _sql(path, "DELETE FROM record WHERE uri = 'a.txt'")
    with Store.open(path) as store:
        assert [problem.message for problem in store.verify()] == [
            "the store is damaged: it holds 2 documents in place of 3"
        ]


def test_putting_a_damaged_document_again_mends_it(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    truth = _filled(path)
    _sql(path, "UPDATE record SET body = x'00' WHERE uri = 'b.txt'")
    with Store.open(path) as store:
        store.put(truth["b.txt"], source_hash="h", version="1")
        assert store.verify() == []
        assert store.get("b.txt") == truth["b.txt"]


def _sql(path: Path, statement: str) -> None:
    db = sqlite3.connect(path)
    db.execute(statement)
    db.commit()
    db.close()


def _no_store(path: Path) -> None:
    path.write_bytes(b"This is a letter, no database. " * 40)


def _other_database(path: Path) -> None:
    _sql(path, "CREATE TABLE bookmarks (url TEXT)")


def _newer(path: Path) -> None:
    _filled(path)
    _sql(path, "PRAGMA user_version = 99")


def _counters_changed(path: Path) -> None:
    _filled(path)
    _sql(path, "UPDATE state SET generation = generation + 1")


def _cut_short(path: Path) -> None:
    _filled(path)
    path.write_bytes(path.read_bytes()[:5000])


def _a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "code", "hint"),
    [
        (_no_store, "not-an-index", "name another folder"),
        (_other_database, "not-an-index", "name another folder"),
        (_newer, "changed-index", "install the version"),
        (_counters_changed, "changed-index", "index build"),
        (_cut_short, "changed-index", "index build"),
        (_a_folder, "unreadable", "writable"),
    ],
)
def test_what_is_no_whole_store_is_refused_with_the_mend(
    tmp_path: Path, make: Callable[[Path], None], code: str, hint: str
) -> None:
    path = tmp_path / "s.sqlite"
    make(path)
    with pytest.raises(UsageError) as caught:
        Store.open(path)
    assert caught.value.problem.code == code
    assert str(path) in caught.value.problem.message
    assert hint in caught.value.problem.hint


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder") as caught:
        Store.open(tmp_path / "none" / "s.sqlite")
    assert caught.value.problem.code == "missing"


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    """A process that dies right after making the file leaves this behind."""
    path = tmp_path / "s.sqlite"
    path.touch()
    with Store.open(path) as store:
        assert (store.records, store.generation) == (0, 0)


def test_the_file_is_its_owners_alone_and_survives_closing(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    truth = _filled(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with Store.open(path) as store:
        assert [one.document.uri for one in store.analyses()] == sorted(truth)
        assert store.generation == 5
        store.close()


def test_every_change_is_on_disk_when_the_call_returns(tmp_path: Path) -> None:
    """WAL with full synchronisation: another process sees the change, and a crash does not lose it."""
    with Store.open(tmp_path / "s.sqlite") as store:
        assert store._db.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert store._db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        with Store.open(tmp_path / "s.sqlite") as other:
            store.put(kept("a.txt"), source_hash="h", version="1")
            assert other.get("a.txt") == kept("a.txt")
            assert other.name == store.name


def test_a_failed_change_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interruption within the transaction takes all of it back."""
    with Store.open(tmp_path / "s.sqlite") as store:
        store.put(kept("a.txt"), source_hash="h", version="1")

        def interrupted(*_: int) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(store, "_set_state", interrupted)
            with pytest.raises(KeyboardInterrupt):
                store.put(kept("b.txt"), source_hash="h", version="1")
            with pytest.raises(KeyboardInterrupt):
                store.remove("a.txt")
        assert (store.uris(), store.generation, store.verify()) == (("a.txt",), 1, [])


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "PATIENCE", 0.2)
    with Store.open(tmp_path / "s.sqlite") as first, Store.open(tmp_path / "s.sqlite") as second:
        first._db.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        with pytest.raises(UsageError, match="in use by another process") as caught:
            second.put(kept("a.txt"), source_hash="h", version="1")
        assert time.monotonic() - begun >= 0.15
        assert "try again" in caught.value.problem.hint
        first._db.execute("ROLLBACK")
        second.put(kept("a.txt"), source_hash="h", version="1")
        assert first.uris() == ("a.txt",)


def test_a_read_only_folder_is_a_clear_error(tmp_path: Path) -> None:
    folder = tmp_path / "shut"
    folder.mkdir()
    _filled(folder / "s.sqlite")
    (folder / "s.sqlite").chmod(0o444)
    folder.chmod(0o555)
    assert _as_nobody(tmp_path, lambda: _code(folder / "s.sqlite")) == "unreadable"
    assert _as_nobody(tmp_path, lambda: _code(folder / "new.sqlite")) == "unreadable"


def _code(path: Path) -> str:
    try:
        Store.open(path)
    except SaysoError as error:
        return error.problem.code
    return "opened"


def _as_nobody(reachable: Path, ask: Callable[[], str]) -> str:
    """What `ask` gives in a process without the rights of root, whom no mode keeps out."""
    for folder in (reachable, *reachable.parents):
        if os.geteuid() == 0 and not folder.stat().st_mode & 0o001:  # pytest's own folders are shut to others
            folder.chmod(folder.stat().st_mode | 0o001)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        answer = "failed"
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            answer = ask()
        finally:
            os.write(write, answer.encode())
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer_file:
        answer = answer_file.read()
    os.waitpid(child, 0)
    return answer


@pytest.mark.parametrize("uri", ["caf\udce9.txt"])
def test_a_name_without_a_utf8_form_is_refused_with_the_mend(uri: str) -> None:
    with Store.open(None) as store:
        with pytest.raises(SaysoError, match="cannot be kept") as caught:
            store.put(Analysis(document=_renamed(uri)), source_hash="h", version="1")
        assert caught.value.problem.code == "damaged"
        assert store.get(uri) is None
        assert not store.known(uri, "h", "1")
        assert store.remove(uri) is False


def _renamed(uri: str) -> Document:
    return Document(id="d:1", text_id="b2:1", uri=uri, text="A text.")


def test_an_older_store_is_brought_up_to_date(tmp_path: Path) -> None:
    """Steps that were taken are not taken again; those that were not are, and what was stored stays."""
    path = tmp_path / "s.sqlite"
    truth = _filled(path)
    db = sqlite3.connect(path, isolation_level=None)
    longer = (*schema_module.MIGRATIONS, ("ALTER TABLE record ADD COLUMN note TEXT",))
    schema_module.migrate(db, longer)
    assert db.execute("PRAGMA user_version").fetchone()[0] == 2
    assert db.execute("SELECT count(*), count(note) FROM record").fetchone() == (len(truth), 0)
    schema_module.migrate(db, longer)
    broken = (*longer, ("CREATE TABLE extra (x)", "CREATE TABLE extra (x)"))
    with pytest.raises(sqlite3.OperationalError):
        schema_module.migrate(db, broken)
    assert db.execute("PRAGMA user_version").fetchone()[0] == 2
    assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'extra'").fetchone()[0] == 0
    db.close()


def test_a_record_that_an_unlike_version_wrote_names_its_version(tmp_path: Path) -> None:
    """Whole by its hash, yet no Analysis: not damage, but a change of the model."""
    path = tmp_path / "s.sqlite"
    with Store.open(path) as store:
        record = store.put(kept("a.txt"), source_hash="h", version="0.0.7")
        body = b'{"document":{"uri":7}}'
        store._db.execute("UPDATE record SET body = ?, hash = ?", (body, record.digest(body)))
        assert ["written by version 0.0.7" in problem.message for problem in store.verify()] == [True]
        with pytest.raises(UsageError, match="cannot be read"):
            store.get("a.txt")
