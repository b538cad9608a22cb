"""Ledgers joined: as `find_reuse` has it, the same bytes whatever the workers and the kills, new shards at the cost of their own."""

from __future__ import annotations

import gzip
import os
import random
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest
from tests.across.made import made, made_text

from sayso.across import find_reuse
from sayso.bench.made_ledgers import write_ledgers
from sayso.bench.reuse import as_analysis, read_rows
from sayso.cli import main
from sayso.engine import Settings
from sayso.engine.run import MIB
from sayso.follow import read_corpus
from sayso.join import JoinDone, join_reuse, load_reuse, read_joined, read_reuse
from sayso.join import compare as compare_step
from sayso.join import meet as meet_step
from sayso.join import sift as sift_step
from sayso.join import tell as tell_step
from sayso.model import Analysis, FoundReuse, UnreadableError, UsageError

ROOT = Path(__file__).parents[2]
FOOTER = "Subscribe to our newsletter for more from the harbour every single morning before breakfast, free of charge."


def _documents(count: int) -> list[Analysis]:
    """Documents of which some are copies, have a passage of another, name it, and end with their outlet's footer."""
    found = []
    for at in range(count):
        text = made_text(at, 120)
        source = max(0, at - 3)
        if at % 4 == 3:
            text = made_text(source, 120) + " " + made_text(at + 5000, 10)
        elif at % 5 == 2:
            text += f"\n\nAs Outlet {source % 7} reported, " + " ".join(made_text(source, 120).split()[40:80])
        text += f"\n\n{FOOTER}" if at % 16 == 1 else ""
        says = f"Outlet {source % 7}" if "reported" in text else None
        day = None if at % 11 == 10 else f"2026-03-{1 + at % 28:02}"
        found.append(made(f"d{at:03}", text, f"Outlet {at % 7}", day, says))
    return found


def _join(ledgers: Path, out: Path, *, workers: int = 1) -> JoinDone:
    return join_reuse(ledgers, out, settings=Settings(workers))


def _bytes(folder: Path) -> dict[str, bytes]:
    """What a join gives, without the files of its steps."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != ".lock"}


def _same(one: FoundReuse, other: FoundReuse) -> None:
    assert one.passages == other.passages
    assert one.groups == other.groups
    assert one.problems == other.problems


@pytest.fixture(name="small")
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks so small that there are several of each step: made in this process, so that the workers need not know."""
    monkeypatch.setattr(meet_step, "_MOST", 2_000)
    monkeypatch.setattr(compare_step, "_EACH", 20)
    monkeypatch.setattr(sift_step, "_EACH", 7)
    monkeypatch.setattr(tell_step, "_EACH", 5)


def test_our_own_set_is_joined_as_it_is_found_at_once(tmp_path: Path) -> None:
    """All passages, groups, reasons and spans of the 393 documents with known truth."""
    rows = read_rows(ROOT / "data" / "reuse-news" / "dev.jsonl")
    documents = [as_analysis(row) for row in rows]
    write_ledgers(tmp_path / "ledgers", documents, each=50)
    done = _join(tmp_path / "ledgers", tmp_path / "out", workers=2)
    found = load_reuse(tmp_path / "out")
    assert done.joined.documents == len(documents) > 300
    assert len(found.passages) > 900
    assert len(found.groups) > 20
    _same(found, find_reuse(documents))


@pytest.mark.usefixtures("small")
def test_many_small_tasks_give_the_same_in_any_order_of_shards(tmp_path: Path) -> None:
    documents = _documents(90)
    wanted = find_reuse(documents)
    assert {bool(one.boilerplate) for one in wanted.passages} == {True, False}
    assert wanted.groups
    for name, order in (("a", documents), ("b", documents[::-1])):
        write_ledgers(tmp_path / f"ledgers-{name}", order, each=9)
        done = _join(tmp_path / f"ledgers-{name}", tmp_path / name)
        assert done.tasks > 30
        _same(load_reuse(tmp_path / name), wanted)


@pytest.mark.usefixtures("small")
def test_the_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    write_ledgers(tmp_path / "ledgers", _documents(60), each=9)
    for workers in (1, 2, 3):
        _join(tmp_path / "ledgers", tmp_path / str(workers), workers=workers)
    assert len(_bytes(tmp_path / "1")) > 6
    assert _bytes(tmp_path / "1") == _bytes(tmp_path / "2") == _bytes(tmp_path / "3")


def test_a_document_that_is_there_twice_counts_once(tmp_path: Path) -> None:
    documents = _documents(12)
    write_ledgers(tmp_path / "ledgers", [*documents, documents[3], documents[3]], each=5)
    joined = _join(tmp_path / "ledgers", tmp_path / "out").joined
    assert (joined.documents, joined.twice) == (12, 2)
    _same(load_reuse(tmp_path / "out"), find_reuse(documents))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_documents_share_nothing(tmp_path: Path, count: int) -> None:
    write_ledgers(tmp_path / "ledgers", islice(_documents(2), count))
    assert _join(tmp_path / "ledgers", tmp_path / "out").joined.documents == count
    assert not list(read_reuse(tmp_path / "out"))


@pytest.mark.usefixtures("small")
def test_a_new_shard_costs_its_own_and_the_result_is_as_if_joined_at_once(tmp_path: Path) -> None:
    """Documents are taken apart once, pairs held side by side once; the bytes are those of a join from nothing."""
    documents = _documents(80)
    write_ledgers(tmp_path / "ledgers", documents[:60], each=10)
    _join(tmp_path / "ledgers", tmp_path / "out")
    work = tmp_path / "out" / "work"
    before = {path: path.stat().st_mtime_ns for path in (*work.glob("prints/texts-*"), *work.glob("compare/runs-*"))}
    assert len(before) >= 8
    write_ledgers(tmp_path / "ledgers", documents, each=10)
    _join(tmp_path / "ledgers", tmp_path / "out")
    assert all(path.stat().st_mtime_ns == made_at for path, made_at in before.items())
    pairs = sum(path.stat().st_size for path in work.glob("compare/batch-*.pairs"))
    _join(tmp_path / "ledgers", tmp_path / "anew")
    assert pairs == sum(path.stat().st_size for path in (tmp_path / "anew").glob("work/compare/batch-*.pairs"))
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "anew")
    _same(load_reuse(tmp_path / "out"), find_reuse(documents))


@pytest.mark.usefixtures("small")
def test_what_is_no_part_of_the_corpus_any_more_is_forgotten(tmp_path: Path) -> None:
    documents = _documents(60)
    write_ledgers(tmp_path / "ledgers", documents, each=10)
    _join(tmp_path / "ledgers", tmp_path / "out")
    write_ledgers(tmp_path / "ledgers", documents[:20], each=10)
    _join(tmp_path / "ledgers", tmp_path / "out")
    _same(load_reuse(tmp_path / "out"), find_reuse(documents[:20]))
    assert len(list((tmp_path / "out" / "work" / "prints").glob("texts-*"))) == 2


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    write_ledgers(tmp_path / "ledgers", _documents(20))
    _join(tmp_path / "ledgers", tmp_path / "out")
    before = _bytes(tmp_path / "out")
    again = _join(tmp_path / "ledgers", tmp_path / "out")
    assert again.kept == again.tasks > 5
    assert _bytes(tmp_path / "out") == before


@pytest.mark.parametrize("what", ["prints/keys", "prints/texts", "meet/meetings", "compare/runs", "sift/holders"])
def test_a_file_of_a_step_that_is_cut_or_gone_is_made_anew(tmp_path: Path, what: str) -> None:
    write_ledgers(tmp_path / "ledgers", _documents(20))
    _join(tmp_path / "ledgers", tmp_path / "out")
    before = _bytes(tmp_path / "out")
    victim = next((tmp_path / "out" / "work").glob(f"{what}-*"))
    data = victim.read_bytes()
    victim.write_bytes(data[:-3])
    next((tmp_path / "out").glob("reuse-*.done.json")).unlink()
    _join(tmp_path / "ledgers", tmp_path / "out")
    assert victim.read_bytes() == data
    assert _bytes(tmp_path / "out") == before


_COMMAND = """
import sys
from pathlib import Path
from sayso.engine import Settings
from sayso.join import compare, join_reuse, meet, sift, tell
meet._MOST, compare._EACH, sift._EACH, tell._EACH = 2_000, 20, 7, 5
join_reuse(Path(sys.argv[1]), Path(sys.argv[2]), settings=Settings(2))
"""


def _start(ledgers: Path, out: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", _COMMAND, str(ledgers), str(out)]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)


def test_killed_at_many_moments_it_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    """Kills from the first start of a process to the last file, one after the other in one folder, then in a second."""
    write_ledgers(tmp_path / "ledgers", _documents(90), each=6)
    begun, chance = time.monotonic(), random.Random(4)  # noqa: S311  moments, no secrets
    assert _start(tmp_path / "ledgers", tmp_path / "whole").wait() == 0
    lasts, killed = time.monotonic() - begun, 0
    for out, times in ((tmp_path / "a", 5), (tmp_path / "b", 3)):
        for _ in range(times):
            running = _start(tmp_path / "ledgers", out)
            time.sleep(chance.uniform(0.3, 1.0) * lasts)
            killed += running.poll() is None
            running.kill()
            running.communicate()
        assert _start(tmp_path / "ledgers", out).wait() == 0
        assert _bytes(out) == _bytes(tmp_path / "whole")
    assert killed > 3


def test_a_stop_by_ctrl_c_leaves_things_whole(tmp_path: Path) -> None:
    write_ledgers(tmp_path / "ledgers", _documents(90), each=6)
    running = _start(tmp_path / "ledgers", tmp_path / "out")
    until = time.monotonic() + 30
    while not list(tmp_path.glob("out/work/prints/*.done.json")) and time.monotonic() < until:
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    running.communicate()
    assert running.returncode not in (0, None)
    assert not list(tmp_path.glob("out/**/.part-*"))
    assert _start(tmp_path / "ledgers", tmp_path / "out").wait() == 0
    _same(load_reuse(tmp_path / "out"), find_reuse(_documents(90)))


def test_a_damaged_ledger_ends_the_join_with_the_mend(tmp_path: Path) -> None:
    write_ledgers(tmp_path / "ledgers", _documents(20), each=10)
    victim = next((tmp_path / "ledgers").glob("*.gz"))
    whole = victim.read_bytes()
    victim.write_bytes(gzip.compress(b'{"document": 1}\n'))
    with pytest.raises(UnreadableError, match="not as it was written") as caught:
        _join(tmp_path / "ledgers", tmp_path / "out")
    assert "give the command that made it again" in caught.value.problem.hint
    victim.write_bytes(whole)
    assert _join(tmp_path / "ledgers", tmp_path / "out").joined.documents == 20


def test_a_process_without_enough_memory_ends_the_join_with_the_mend(tmp_path: Path) -> None:
    text = " ".join(str(number) for number in range(150_000))
    write_ledgers(tmp_path / "ledgers", [made("a", text)])
    with pytest.raises(UnreadableError, match="more memory than 90 MiB") as caught:
        join_reuse(tmp_path / "ledgers", tmp_path / "out", settings=Settings(1, 90 * MIB))
    assert "--memory" in caught.value.problem.hint


def test_an_unfinished_reading_or_join_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no finished"):
        _join(tmp_path, tmp_path / "out")
    with pytest.raises(UsageError, match="no finished join"):
        read_joined(tmp_path)


def test_memory_stays_flat(tmp_path: Path) -> None:
    few = [made(f"d{at}", made_text(at, 300)) for at in range(200)]
    write_ledgers(tmp_path / "few", few)
    write_ledgers(tmp_path / "many", (made(f"d{at}", made_text(at, 300)) for at in range(2_000)))
    one = _join(tmp_path / "few", tmp_path / "1")
    other = _join(tmp_path / "many", tmp_path / "2")
    assert other.joined.documents == 2_000
    assert other.memory < one.memory + 150e6


def test_the_command_reads_joins_and_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for at, one in enumerate(_documents(8)):
        (corpus / f"{at}.txt").write_text(one.document.text)
    read_corpus([str(corpus)], tmp_path / "ledgers", depth="figures")
    arguments = ["follow", "join", str(tmp_path / "ledgers"), "--out", str(tmp_path / "out"), "--workers", "1"]
    assert main(arguments) == 0
    told = capsys.readouterr()
    assert not told.out
    assert "8 documents, " in told.err
    assert " groups of copies" in told.err
    assert main([*arguments, "--quiet"]) == 0
    assert not capsys.readouterr().err
    assert main(["follow", "join", str(tmp_path / "none"), "--out", str(tmp_path / "out")]) == 2
    assert "hint:" in capsys.readouterr().err
