"""Claims of a joined corpus followed: as it is found of all ledgers at once, the same bytes whatever the workers and the kills, new shards at the cost of their own."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import msgspec
import numpy as np
import pytest

from sayso.across import find_reuse, find_threads, histories, origins
from sayso.bench.made_ledgers import write_ledgers
from sayso.bench.made_threads import MadeThreads
from sayso.cli import main
from sayso.engine import Settings
from sayso.follow import read_corpus
from sayso.join import ThreadsDone, join_reuse, join_threads, read_threads, thread_group, thread_meet, thread_tell
from sayso.join.labels import least_labels
from sayso.language.meaning import meaning_reader
from sayso.model import Analysis, Thread, UsageError

ROWS = (
    {"text": "Cargo.\n\nThe harbour office said on Monday that 29,700 containers stand on the quays of Northfield.", "url": "http://a.example/1",
     "outlet": "Northfield Courier", "date": "2026-03-02"},
    {"text": "Quays are full.\n\nThe Northfield Courier reports that 30,000 containers stand on the quays of Northfield.",
     "url": "http://b.example/1", "outlet": "The Dales Post", "date": "2026-03-04"},
    {"text": "Bakers close.\n\nSome 1,200 bakeries closed in Elmstead last year, the bakers' guild said.", "url": "http://c.example/1",
     "outlet": "Third Paper", "date": "2026-03-03"},
)  # fmt: skip


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus that was read by all rules, then joined; its first article is there twice."""
    path = tmp_path_factory.mktemp("threads")
    (path / "a.jsonl").write_text("\n".join(map(json.dumps, (*reversed(ROWS), ROWS[0]))))
    read_corpus([str(path / "a.jsonl")], path / "ledgers", depth="rules")
    join_reuse(path / "ledgers", path / "joined")
    return path


MADE = MadeThreads()


def _join(
    path: Path, documents: Iterable[Analysis], out: str = "joined", *, workers: int = 1, each: int = 20
) -> ThreadsDone:
    write_ledgers(path / "ledgers", documents, each=each)
    join_reuse(path / "ledgers", path / out)
    return join_threads(path / out, settings=Settings(workers))


def _documents(count: int) -> list[Analysis]:
    return [MADE.document(number) for number in range(count)]


def _at_once(documents: list[Analysis], *, vectors: bool = False) -> bytes:
    """What is found of all ledgers in one process, as lines."""
    reuse, found = find_reuse(documents), []
    for one in find_threads(documents, encoder=meaning_reader() if vectors else None):
        rested = origins(one.appearances, documents, reuse)
        lines = histories(one.appearances, rested.rests)
        found.append(msgspec.structs.replace(one, histories=lines, origins=rested))
    found.sort(key=lambda one: (-len(one.appearances), one.id))
    return b"".join(msgspec.json.encode(one) + b"\n" for one in found)


def _found(folder: Path) -> bytes:
    return (folder / "threads.jsonl").read_bytes()


@pytest.fixture(name="small")
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks so small that there are several of each step: made in this process, so that the workers need not know."""
    monkeypatch.setattr(thread_meet, "_KEYS", 5_000)
    monkeypatch.setattr(thread_meet, "_MET", 400)
    monkeypatch.setattr(thread_group, "_FILES", 2)
    monkeypatch.setattr(thread_group, "_LINKS", 60)
    monkeypatch.setattr(thread_tell, "_EACH", 5)


def test_a_claim_is_followed_with_its_figure_and_its_origins(folder: Path) -> None:
    assert join_threads(folder / "joined").followed.threads == 1
    (thread,) = read_threads(folder / "joined")
    assert [one.outlet for one in thread.appearances] == ["Northfield Courier", "The Dales Post"]
    (history,) = thread.histories
    assert [point.figure.low for point in history.points] == [29_700, 30_000]
    assert [step.kinds for step in history.steps] == [("rounded",)]
    assert thread.origins is not None
    assert thread.origins.count == 1
    assert "harbour office" in thread.origins.because


def test_what_a_run_left_that_was_killed_while_it_wrote_is_taken_away(tmp_path: Path) -> None:
    """Found by killing it at every call: the files stayed for good."""
    _join(tmp_path, _documents(3))
    joined = tmp_path / "joined"
    (joined / "threads.json").unlink()
    left = [joined / f".part-{name}-0123456789abcdef" for name in ("threads.jsonl", "threads.json")]
    for path in left:
        path.write_bytes(b"half")
    join_threads(joined)
    assert not any(path.exists() for path in left)


@pytest.mark.usefixtures("small")
def test_threads_are_those_of_all_ledgers_at_once_in_any_order_of_shards_by_any_number_of_workers(
    tmp_path: Path,
) -> None:
    """Line by line, with reprints, links to other articles and two languages among them."""
    documents = _documents(110)
    wanted = _at_once(documents)
    threads = [msgspec.json.decode(line, type=Thread) for line in wanted.splitlines()]
    assert len(threads) > 30
    rested = [rests for one in threads if one.origins for rests in one.origins.rests]
    assert {how for rests in rested for how in rests.how} == {"says", "links", "takes", "copies"}
    assert any(len({at.language for at in one.appearances}) > 1 for one in threads)
    (tmp_path / "b").mkdir()
    assert _join(tmp_path, documents).tasks > 40
    assert _found(tmp_path / "joined") == wanted
    _join(tmp_path / "b", documents[::-1], workers=2, each=33)
    assert _found(tmp_path / "b" / "joined") == wanted


def test_a_document_that_is_there_twice_counts_once_and_one_that_lacks_the_claim_is_named(tmp_path: Path) -> None:
    """The original of a reprint is found by its id, though no thread has it."""
    documents = _documents(40)
    number = next(at for at, one in enumerate(documents[:32]) if one.document.text == documents[32].document.text)
    documents[number] = msgspec.structs.replace(documents[number], claims=())
    assert b"which does not have the claim" in _at_once(documents)
    _join(tmp_path, [*documents, documents[7], documents[2], documents[7]])
    assert _found(tmp_path / "joined") == _at_once(documents)


@pytest.mark.skipif(meaning_reader() is None, reason="the weights of the encoder are not here")
def test_claims_meet_by_what_they_mean_too(tmp_path: Path) -> None:
    documents = _documents(12)
    write_ledgers(tmp_path / "ledgers", documents, each=10)
    join_reuse(tmp_path / "ledgers", tmp_path / "joined")
    done = join_threads(tmp_path / "joined", vectors=True)
    assert done.followed.encoder
    assert _found(tmp_path / "joined") == _at_once(documents, vectors=True)
    assert not join_threads(tmp_path / "joined").followed.encoder  # other keys, another result


@pytest.mark.usefixtures("small")
def test_a_new_shard_costs_its_own_and_the_result_is_as_if_found_at_once(tmp_path: Path) -> None:
    """Claims are read once, those of earlier documents are not held side by side again, nor are threads that stay as they are."""
    documents = _documents(110)
    _join(tmp_path, documents[:100])
    work = tmp_path / "joined" / "work"
    before = {path: path.stat().st_mtime_ns for path in work.glob("claims/kept-*")}
    assert len(before) == 5
    _join(tmp_path, documents)
    assert all(path.stat().st_mtime_ns == made_at for path, made_at in before.items())
    for step, most in (("claims-hold", 0.45), ("claims-group", 0.45), ("threads", 0.45)):
        counts = [msgspec.json.decode(path.read_bytes())["counts"] for path in work.glob(f"{step}/*.done.json")]
        of = {"claims-hold": "pairs", "claims-group": "components", "threads": "threads"}[step]
        new, all_ = (sum(one[name] for one in counts) for name in ("new", of))
        assert 0 < new < most * all_, step
    assert _found(tmp_path / "joined") == _at_once(documents)
    _join(tmp_path, documents[:60])  # what is no part of the corpus any more is forgotten
    assert _found(tmp_path / "joined") == _at_once(documents[:60])


def test_what_was_found_is_known_again(tmp_path: Path) -> None:
    documents = _documents(40)
    done = _join(tmp_path, documents)
    again = join_threads(tmp_path / "joined")
    assert (again.followed, again.tasks) == (done.followed, 0)
    assert len(list(read_threads(tmp_path / "joined"))) == done.followed.threads
    (tmp_path / "joined" / "threads.jsonl").write_bytes(b"{}\n")
    again = join_threads(tmp_path / "joined")
    assert again.kept == again.tasks > 6
    assert _found(tmp_path / "joined") == _at_once(documents)


def test_a_file_of_a_step_that_is_cut_is_made_anew(tmp_path: Path) -> None:
    _join(tmp_path, _documents(30))
    found, work = _found(tmp_path / "joined"), tmp_path / "joined" / "work"
    held = {}
    steps = ("claims/keys-*", "claims-meet/met-*", "claims-hold/links-*", "claims-group/groups-*", "threads/told-*")
    for what in (*steps, "threads/outlines.words"):
        victim = max(work.glob(what), key=lambda path: path.stat().st_size)
        held[victim] = victim.read_bytes()
        victim.write_bytes(held[victim][:-3])
    (tmp_path / "joined" / "threads.json").unlink()
    join_threads(tmp_path / "joined")
    assert all(victim.read_bytes() == data for victim, data in held.items())
    assert _found(tmp_path / "joined") == found


_COMMAND = """
import sys
from pathlib import Path
from sayso.engine import Settings
from sayso.join import join_threads, thread_group, thread_meet, thread_tell
thread_meet._KEYS, thread_meet._MET, thread_group._FILES, thread_group._LINKS, thread_tell._EACH = 5_000, 800, 2, 60, 20
join_threads(Path(sys.argv[1]), settings=Settings(2))
"""


def _start(folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen([sys.executable, "-c", _COMMAND, str(folder)], env=environment, stderr=subprocess.PIPE)


def test_killed_at_random_moments_it_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    """From nothing, then after new documents came."""
    documents, killed, chance = _documents(80), 0, random.Random(5)  # noqa: S311  moments, no secrets
    lasts = 0.0
    for count in (60, 80):
        write_ledgers(tmp_path / "ledgers", documents[:count], each=20)
        join_reuse(tmp_path / "ledgers", tmp_path / "joined")
        if not lasts:
            shutil.copytree(tmp_path / "joined", tmp_path / "whole")
            begun = time.monotonic()
            assert _start(tmp_path / "whole").wait() == 0
            lasts = time.monotonic() - begun
        for _ in range(2):
            running = _start(tmp_path / "joined")
            time.sleep(chance.uniform(0.4, 0.9) * lasts)
            killed += running.poll() is None
            running.kill()
            running.communicate()
        assert _start(tmp_path / "joined").wait() == 0
        assert _found(tmp_path / "joined") == _at_once(documents[:count])
    assert killed > 1


def test_memory_stays_flat(tmp_path: Path) -> None:
    few, many = tmp_path / "few", tmp_path / "many"
    few.mkdir()
    many.mkdir()
    one = _join(few, _documents(40), each=40)
    other = _join(many, (MADE.document(number) for number in range(400)), each=40)
    assert other.memory < one.memory + 60e6


def test_labels_are_the_least_of_what_hangs_together() -> None:
    """Chains, stars and what is alone, in any order of links and however they are parted."""
    chance = np.random.default_rng(3)
    for count in (1, 10, 300):
        ends = np.concatenate(
            [np.stack([np.arange(count - 1), np.arange(1, count)]), chance.integers(0, count, (2, count // 2))], axis=1
        )
        ends = ends[:, chance.permutation(ends.shape[1])[: 2 * count // 3]].astype(np.uint32)
        parts = [(some[0], some[1]) for some in np.array_split(ends, 3, axis=1)]
        labels = least_labels(count, partial(list, parts))
        near: dict[int, set[int]] = {at: {at} for at in range(count)}
        for one, other in ends.T.tolist():
            both = near[one] | near[other]
            near |= dict.fromkeys(both, both)
        assert labels.tolist() == [min(near[at]) for at in range(count)]


def test_the_command_shows_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["follow", "threads", str(folder / "joined"), "--no-vectors"]) == 0
    told = capsys.readouterr()
    assert "2 appearances in 2 documents" in told.out
    assert "2026-03-04  The Dales Post: 30,000 containers (rounded" in told.out.replace(
        "30,000 (", "30,000 containers ("
    )
    assert "1 threads, 1 shown" in told.err
    assert main(["follow", "threads", str(folder / "joined"), "--no-vectors", "--json", "--most", "0", "-q"]) == 0
    assert capsys.readouterr().out == ""


def test_what_cannot_be_followed_is_told(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(UsageError, match="holds no threads"):
        list(read_threads(tmp_path / "none"))
    with pytest.raises(UsageError, match="holds no finished join"):
        join_threads(folder / "ledgers")
    read_corpus([str(folder / "a.jsonl")], tmp_path / "ledgers", depth="figures")
    join_reuse(tmp_path / "ledgers", tmp_path / "joined")
    with pytest.raises(UsageError, match="has no claims"):
        join_threads(tmp_path / "joined")
    (tmp_path / "b.jsonl").write_text(json.dumps(ROWS[1]))
    read_corpus([str(folder / "a.jsonl"), str(tmp_path / "b.jsonl")], tmp_path / "ledgers", depth="figures")
    assert main(["follow", "threads", str(tmp_path / "joined"), "--no-vectors"]) == 2
    assert "was read anew since it was joined" in capsys.readouterr().err
