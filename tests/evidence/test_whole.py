"""An index stays whole: through kills, damage, two processes and versions."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from sayso.evidence import Candidate, Index, Query, intact, is_index, passages_of
from sayso.evidence import index as index_module
from sayso.evidence import upkeep as upkeep_module
from sayso.evidence.folder import STORE, WORDS
from sayso.evidence.intact import damaged_files
from sayso.evidence.wordindex import WordIndex
from sayso.model import Analysis, Document, Sentence, UsageError

_ASKED = (Query("gulls at pier number 3", "en"), Query("the captain of boat 11", "en"), Query("storm over Libya", "en"))


def document(number: int, sentences: int = 6) -> Analysis:
    """A document that a child process can make the same."""
    parts = [
        f"The captain of boat {number} saw {at} gulls at pier number {(number * at) % 7} in Libya."
        for at in range(sentences)
    ]
    text = " ".join(parts)
    starts = [sum(len(part) + 1 for part in parts[:at]) for at in range(sentences)]
    return Analysis(
        document=Document(id=f"d:{number}", text_id="b2:0", uri=f"{number:04}.txt", text=text, language="en"),
        sentences=tuple(
            Sentence(start=start, end=start + len(part)) for start, part in zip(starts, parts, strict=True)
        ),
    )


def made(path: Path, count: int = 12) -> list[list[Candidate]]:
    """An index on disk; gives what is found in it."""
    with Index.create(path) as index:
        for number in range(count):
            index.add(document(number), "h", "1")
        return found(index)


def found(index: Index) -> list[list[Candidate]]:
    return [index.search(asked, 5) for asked in _ASKED]


def in_memory(count: int) -> list[list[Candidate]]:
    with Index.create(None) as index:
        for number in range(count):
            index.add(document(number), "h", "1")
        return found(index)


#: How often a process is killed; `SAYSO_KILLS=50` tries more moments.
_KILLS = int(os.environ.get("SAYSO_KILLS", "12"))
_CHILD = textwrap.dedent(
    """
    import importlib.util, sys
    from pathlib import Path
    from sayso.evidence import Index, is_index

    spec = importlib.util.spec_from_file_location("test_whole", sys.argv[2])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    path = Path(sys.argv[1])
    index = Index.open(path) if is_index(path) else Index.create(path)
    print("begun", flush=True)
    together = int(sys.argv[4])
    for number in range(0, int(sys.argv[3]), together):
        some = range(number, number + together)
        if together > 1:
            index.add_many([(module.document(one), "h") for one in some], "1")
        else:
            index.add(module.document(number), "h", "1")
        print(*some, sep="\\n", flush=True)
        if number // together % 4 == 3:
            index.commit()
    index.close()
    print("ended", flush=True)
    """
)


def _child(path: Path, count: int, together: int = 1) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _CHILD, str(path), __file__, str(count), str(together)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_kill_at_any_moment_leaves_a_whole_index(tmp_path: Path) -> None:
    """Twelve times a process is killed while it adds, one by one or ten at a time; each time the index opens, is whole, and goes on.

    What was said to be added is there; what is there is whole; what is found is what was put.
    """
    chance = random.Random(20)  # noqa: S311 - moments, no secrets
    killed = 0
    for run in range(_KILLS):
        path = tmp_path / f"i{run}"
        child = _child(path, 4000 if run % 2 else 400, 10 if run % 2 else 1)
        assert child.stdout is not None
        lines = [child.stdout.readline().strip()]
        time.sleep(chance.random() * 0.6)
        child.send_signal(signal.SIGKILL)
        lines += child.stdout.read().split("\n")
        child.wait()
        child.stdout.close()
        killed += child.returncode == -signal.SIGKILL
        said = [int(line) for line in lines if line.isdigit()]
        with Index.open(path) as index:
            assert index.verify() == []
            there = len(index.uris())
            assert there >= len(said), "what was said to be safe is safe"
            assert [index.analysis(uri) for uri in index.uris()] == [document(number) for number in range(there)]
            assert index.passages() == there * 6
            assert found(index) == in_memory(there)
            index.add(document(9000), "h", "1")
            assert index.search(Query("captain 9000", "en"))[0].uri == "9000.txt"
            assert index.verify() == []
    assert killed >= _KILLS - 2


def test_a_kill_right_after_it_is_made_leaves_a_whole_index(tmp_path: Path) -> None:
    """Killed in the first milliseconds, there is an index or there is none that says what to do."""
    for run in range(6):
        path = tmp_path / f"i{run}"
        child = _child(path, 3)
        while not path.exists() and child.poll() is None:
            time.sleep(0.001)
        time.sleep(run * 0.002)
        child.kill()
        child.communicate()
        with index_module.Index.open(path) if is_index(path) else Index.create(path) as index:
            index.add(document(1), "h", "1")
            assert index.search(Query("captain", "en"))
            assert index.verify() == []


def test_ctrl_c_keeps_what_was_added(tmp_path: Path) -> None:
    """The with statement lets go at once; the words are made at the next opening, and the lock is free."""
    made(tmp_path / "i", 3)

    def interrupted() -> None:
        with Index.open(tmp_path / "i") as index:
            index.add(document(3), "h", "1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with Index.open(tmp_path / "i") as index:
        assert len(index.uris()) == 4
        assert (index.verify(), index.notes) == ([], ())
        assert found(index) == in_memory(4)


def test_ctrl_c_while_the_words_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interruption in the midst of the words loses nothing, in the same process too."""
    made(tmp_path / "i", 3)
    with Index.open(tmp_path / "i") as index:
        for number in range(3, 9):
            index.add(document(number), "h", "1")
        calls = iter(range(100))

        def interrupted(analysis: Analysis) -> object:
            if next(calls) == 3:
                raise KeyboardInterrupt
            return kept(analysis)

        kept = passages_of
        with monkeypatch.context() as patched:
            patched.setattr(upkeep_module, "passages_of", interrupted)
            with pytest.raises(KeyboardInterrupt):
                index.commit()
        assert found(index) == in_memory(9)
        assert index.verify() == []


def test_nothing_is_written_once_a_writer_is_done(tmp_path: Path) -> None:
    """A merge that is running is waited for: later, its end would take files away under whoever reads them."""
    words = WordIndex.new(tmp_path / "words", "1")
    for number in range(9):  # the eighth segment begins a merge
        writer = words.writer()
        for part in range(80):
            terms = " ".join(f"w{part * 31 * word % 997}" for word in range(300))
            writer.add(f"{number}.{part}", [(at, at + 1, terms) for at in range(5)])
        writer.commit(number + 1)
        writer.finish()
        left = {path.name for path in (tmp_path / "words").iterdir()}
        time.sleep(0.1 if number >= 7 else 0)
        assert {path.name for path in (tmp_path / "words").iterdir()} == left
        assert damaged_files(tmp_path / "words") == []


def test_files_that_another_process_replaces_meanwhile_are_not_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of segments is changed, and an old segment deleted, between reading the list and reading the files."""
    made(tmp_path / "i", 3)
    made(tmp_path / "other", 2)
    here = tmp_path / "i" / WORDS
    kept = intact._owned

    def replaced(listed: bytes) -> dict[str, str]:
        owned = kept(listed)
        monkeypatch.setattr(intact, "_owned", kept)
        with suppress(StopIteration):
            next(here.glob("*.pos")).write_bytes(b"")
        shutil.copytree(tmp_path / "other" / WORDS, here, dirs_exist_ok=True)
        return owned

    monkeypatch.setattr(intact, "_owned", replaced)
    assert damaged_files(here) == []
    next(here.glob(f"{next(iter(kept((here / 'meta.json').read_bytes())))}.pos")).write_bytes(b"")
    assert [name[-4:] for name in damaged_files(here)] == [".pos"]


def test_many_documents_are_taken_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A break after a batch loses what came after the batch alone: the words go on from there."""
    monkeypatch.setattr(upkeep_module, "_BATCH", 20)
    begun: list[str] = []
    kept = passages_of

    def counted(analysis: Analysis) -> object:
        begun.append(analysis.document.uri)
        if len(begun) == 15:
            raise KeyboardInterrupt
        return kept(analysis)

    monkeypatch.setattr(upkeep_module, "passages_of", counted)
    with pytest.raises(KeyboardInterrupt):
        made(tmp_path / "i", 20)
    with Index.open(tmp_path / "i") as index:
        assert found(index) == in_memory(20)
        assert index.verify() == []
    assert begun[15] == "0012.txt", "three documents of six passages are less than a batch, four are one"


def _empty(words: Path) -> None:
    shutil.rmtree(words)
    words.mkdir()


def _no_meta(words: Path) -> None:
    (words / "meta.json").unlink()


def _no_segment(words: Path) -> None:
    next(words.glob("*.idx")).unlink()


def _cut(words: Path) -> None:
    file = next(words.glob("*.store"))
    shorter = words / "shorter"
    shorter.write_bytes(file.read_bytes()[:-30])
    shorter.replace(file)  # cutting a file short that tantivy has mapped would end the process, by the system's hand


def _no_json(words: Path) -> None:
    (words / "meta.json").write_text("{")


def _strange(words: Path) -> None:
    _empty(words)
    (words / "meta.json").write_text('{"segments": []}')


@pytest.mark.parametrize("damage", [shutil.rmtree, _empty, _no_meta, _no_segment, _cut, _no_json, _strange])
def test_damaged_words_are_made_again(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    expected = made(tmp_path / "i")
    damage(tmp_path / "i" / "words")
    with Index.open(tmp_path / "i") as index:
        assert [note.code for note in index.notes] == ["changed-index"]
        assert "made again" in index.notes[0].message
        assert found(index) == expected
        assert index.verify() == []
    with Index.open(tmp_path / "i") as index:
        assert index.notes == ()


def test_a_flipped_bit_in_the_words_is_found_or_harmless(tmp_path: Path) -> None:
    """No byte of the words can change what is found."""
    expected = made(tmp_path / "i")
    chance = random.Random(7)  # noqa: S311 - places, no secrets
    mended = 0
    files = sorted(file for file in (tmp_path / "i" / "words").iterdir() if file.stat().st_size)
    assert len(files) >= 7
    for number, name in enumerate(file.name for file in files):
        for turn in range(8):
            copy = tmp_path / f"copy-{number}-{turn}"
            shutil.copytree(tmp_path / "i", copy)
            content = bytearray((copy / "words" / name).read_bytes())
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            (copy / "words" / name).write_bytes(content)
            with Index.open(copy) as index:
                assert found(index) == expected, name
                assert index.verify() == []
                mended += bool(index.notes)
    assert mended > 4 * len(files)


def test_files_that_a_killed_process_left_are_no_hindrance(tmp_path: Path) -> None:
    """A commit takes up the numbers of an unfinished one again, and stumbles over its files."""
    made(tmp_path / "i", 4)
    words = tmp_path / "i" / "words"
    segments = {file.name.split(".")[0] for file in words.glob("*.idx")}
    for segment in segments:
        for number in range(200):
            (words / f"{segment}.{number}.del").touch()
    with Index.open(tmp_path / "i") as index:
        assert list(index.notes) == []
        index.remove("0003.txt")
        assert found(index) == in_memory(3)
        assert index.verify() == []
        assert ["made again" in note.message for note in index.notes] == [True]
    with Index.open(tmp_path / "i") as index:
        assert list(index.notes) == []
        assert found(index) == in_memory(3)
        assert index.verify() == []


def test_damage_is_told_while_the_index_is_open(tmp_path: Path) -> None:
    """`verify` reads the files again; `rebuild` mends them."""
    made(tmp_path / "i")
    with Index.open(tmp_path / "i") as index:
        _cut(tmp_path / "i" / "words")
        problems = index.verify()
        assert [problem.code for problem in problems] == ["changed-index"]
        assert "index rebuild" in problems[0].hint
        index.rebuild()
        assert index.verify() == []


def test_words_that_are_not_those_of_the_record_are_told(tmp_path: Path) -> None:
    made(tmp_path / "i")
    with Index.open(tmp_path / "i") as index:
        writer = index._upkeep.words.writer()
        writer.remove("0003.txt")
        writer.commit(index._store.generation)
        writer.finish()
        assert [(problem.uri, problem.code) for problem in index.verify()] == [("0003.txt", "changed-index")]
        index.rebuild()
        assert index.verify() == []


def test_a_damaged_record_is_left_out_and_mended_by_adding_it_again(tmp_path: Path) -> None:
    made(tmp_path / "i", 12)
    _sql(tmp_path / "i", "UPDATE record SET body = x'7b7d' WHERE uri = '0011.txt'")
    with Index.open(tmp_path / "i") as index:
        assert all(one.uri != "0011.txt" for one in index.search(Query("captain of boat 11", "en")))
        assert [(note.uri, note.code) for note in index.notes] == [("0011.txt", "changed-index")]
        assert len(index.documents()) == 11
        assert [problem.uri for problem in index.verify()] == ["0011.txt"]
        index.rebuild()
        assert [problem.uri for problem in index.verify()] == ["0011.txt"]
        with pytest.raises(UsageError, match="the record of 0011"):
            index.analysis("0011.txt")
        assert not index.known("0011.txt", "h", "1")
        index.add(document(11), "h", "1")
        assert found(index) == in_memory(12)
        assert (index.verify(), index.notes) == ([], ())


def _sql(index: Path, statement: str) -> None:
    db = sqlite3.connect(index / STORE)
    db.execute(statement)
    db.commit()
    db.close()


def test_a_store_from_a_backup_gets_words_of_its_own(tmp_path: Path) -> None:
    """Older words than the store are brought on; newer ones, and another store's, are made again."""
    path, store = tmp_path / "i", tmp_path / "i" / STORE
    made(path, 5)
    shutil.copy(store, tmp_path / "backup")
    with Index.open(path) as index:
        for number in range(5, 9):
            index.add(document(number), "h", "1")
    shutil.copy(tmp_path / "backup", store)
    with Index.open(path) as index:
        assert found(index) == in_memory(5)
        assert index.verify() == []
    made(tmp_path / "other", 9)
    shutil.copy(tmp_path / "other" / STORE, store)
    with Index.open(path) as index:
        assert found(index) == in_memory(9)
        assert "another version" in index.notes[0].message


def test_other_concepts_make_other_words(tmp_path: Path) -> None:
    """Words that were made without concepts are not searched for them."""
    made(tmp_path / "i")

    def concepts(words: object, _language: str) -> list[str]:
        return ["bird"] if "gulls" in str(words) or "seabirds" in str(words) else []

    asked = Query("seabirds", "en")
    with Index.open(tmp_path / "i") as index:
        assert index.search(asked) == []
    with Index.open(tmp_path / "i", concepts=concepts) as index:
        assert index.search(asked)[0].because == ("concepts",)
        assert len(index.notes) == 1


def test_two_processes_take_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one changes the index another cannot, and says so; afterwards it sees the change."""
    monkeypatch.setattr(index_module, "PATIENCE", 0.1)
    made(tmp_path / "i", 3)
    with Index.open(tmp_path / "i") as one, Index.open(tmp_path / "i") as other:
        assert found(other) == in_memory(3)
        one.add(document(3), "h", "1")
        for change in (
            lambda: other.add(document(4), "h", "1"),
            lambda: other.remove("0000.txt"),
            lambda: found(other),
        ):
            with pytest.raises(UsageError, match="being changed by another process") as caught:
                change()
            assert "try again" in caught.value.problem.hint
        one.commit()
        assert found(other) == in_memory(4) == found(one)
        other.add(document(4), "h", "1")
        other.rebuild()
        assert found(one) == in_memory(5) == found(other)
        assert one.verify() == other.verify() == []


def test_an_older_view_is_not_kept_after_another_removes(tmp_path: Path) -> None:
    made(tmp_path / "i", 4)
    with Index.open(tmp_path / "i") as one, Index.open(tmp_path / "i") as other:
        assert other.analysis("0003.txt") == document(3)
        one.remove("0003.txt")
        one.commit()
        with pytest.raises(UsageError, match="is not in the index"):
            other.analysis("0003.txt")
        assert found(other) == in_memory(3)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted as Linux shows them")
def test_a_closed_index_leaves_no_thread(tmp_path: Path) -> None:
    """A thread of tantivy watches the files of an open index; it ends with it, though the Index is still held."""
    made(tmp_path / "i")
    index = Index.open(tmp_path / "i")
    assert _watchers() > 0
    index.close()
    for _ in range(50):
        if not _watchers():
            break
        time.sleep(0.1)
    assert _watchers() == 0


def _watchers() -> int:
    names = []
    for thread in Path("/proc/self/task").iterdir():
        with suppress(OSError):  # gone meanwhile
            names.append((thread / "comm").read_text())
    return sum(name.startswith("thread-tantivy") for name in names)


def test_closing_twice_and_files_for_the_owner_alone(tmp_path: Path) -> None:
    made(tmp_path / "i")
    index = Index.open(tmp_path / "i")
    index.close()
    index.close()
    assert (tmp_path / "i").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "i" / "words").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "i" / STORE).stat().st_mode & 0o777 == 0o600


def test_a_read_only_folder_is_a_clear_error(tmp_path: Path) -> None:
    """Whoever may not write is told so, whatever the index's state."""
    made(tmp_path / "i", 2)
    for file in (tmp_path / "i").rglob("*"):
        file.chmod(0o555 if file.is_dir() else 0o444)
    (tmp_path / "i").chmod(0o555)
    assert _as_nobody(tmp_path, lambda: Index.open(tmp_path / "i")) == "unreadable"
    assert _as_nobody(tmp_path, lambda: Index.create(tmp_path / "i" / "new")) == "unreadable"
    (tmp_path / "i").chmod(0o000)
    assert _as_nobody(tmp_path, lambda: Index.open(tmp_path / "i")) == "unreadable"
    (tmp_path / "i").chmod(0o700)


def _as_nobody(reachable: Path, do: Callable[[], object]) -> str:
    """The code of the problem that `do` raises in a process without the rights of root, whom no mode keeps out."""
    for folder in (reachable, *reachable.parents):
        if os.geteuid() == 0 and not folder.stat().st_mode & 0o001:  # pytest's own folders are shut to others
            folder.chmod(folder.stat().st_mode | 0o001)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        answer = "nothing raised"
        with suppress(BaseException):
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            try:
                do()
            except UsageError as error:
                answer = error.problem.code
            except BaseException as error:  # noqa: BLE001 - a child process must not go on with the tests
                answer = repr(error)
        os.write(write, answer.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answers:
        answer = answers.read()
    os.waitpid(child, 0)
    return answer
