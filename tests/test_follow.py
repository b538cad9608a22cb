"""A corpus read once: the same ledgers whatever the workers and the kills, everything told that was not read, memory flat."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sayso import follow
from sayso.cli import main
from sayso.cli.follow import progress_line
from sayso.engine import Progress, Settings, read_shards
from sayso.follow import CorpusRead, read_corpus, read_ledgers
from sayso.model import UsageError
from sayso.pipeline import analyse
from sayso.reading import read_text
from sayso.reading.corpora import shards

HERE = Path(__file__).parent
TEXT = "In {place}, {number} people lost their homes, the ministry said. That was {share} percent more than in 2019."
PLACES = ("Lyon", "Porto", "Leeds", "Jena")


def _text(number: int) -> str:
    return TEXT.format(place=PLACES[number % 4], number=1000 + number, share=3 + number % 90)


def _corpus(path: Path, count: int, poison: dict[int, str] | None = None) -> Path:
    rows = [{"text": (poison or {}).get(at) or _text(at), "url": f"http://x.example/{at}"} for at in range(count)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "EACH", 5)
    monkeypatch.syspath_prepend(str(HERE))


def _read(corpus: Path, out: Path, *, workers: int = 1, seconds: float = 60) -> CorpusRead:
    return read_corpus([str(corpus)], out, depth="figures", settings=Settings(workers, seconds=seconds))


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


def test_every_document_has_its_ledger_and_a_reprint_one_of_its_own(tmp_path: Path) -> None:
    rows = [{"text": _text(1), "url": "http://a/1", "date": "2026-03-01"}, {"text": _text(1), "url": "http://b/1"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    done = read_corpus([str(tmp_path / "a.jsonl")], tmp_path / "out", depth="rules")
    one, two = read_ledgers(tmp_path / "out")
    assert done.summary.counts["documents"] == 2
    assert one.document.text_id == two.document.text_id
    assert one.document.id != two.document.id
    assert (one.document.published, one.document.uri) == ("2026-03-01", "http://a/1")
    known = analyse(read_text(_text(1), "http://b/1"), tagger=False)
    assert (two.figures, two.attributions, two.claims) == (known.figures, known.attributions, known.claims)
    assert [figure.low for figure in two.figures][:1] == [1001]


def test_the_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path / "a.jsonl", 23, {7: " ", 12: " "})
    for workers in (1, 2, 3):
        done = _read(corpus, tmp_path / str(workers), workers=workers)
        assert [problem.uri for problem in done.problems] == [f"{corpus}:8", f"{corpus}:13"]
    assert _bytes(tmp_path / "1") == _bytes(tmp_path / "2") == _bytes(tmp_path / "3")


def test_one_poisonous_document_in_each_shard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be read, what kills and what never ends: each is told with its place, and the rest is as without them."""
    monkeypatch.setattr(follow, "_WORK", "poisoned_reading:read_shard")
    poison = {1: "DEADLY 5 things.", 8: " ", 13: "ENDLESS 5 things."}
    corpus = _corpus(tmp_path / "a.jsonl", 15, poison)
    done = _read(corpus, tmp_path / "out", workers=2, seconds=8)
    told = [(problem.code, problem.uri) for problem in done.problems]
    assert told == [("damaged", f"{corpus}:2"), ("empty", f"{corpus}:9"), ("timeout", f"{corpus}:14")]
    assert [one.document.text for one in read_ledgers(tmp_path / "out")] == [
        _text(at) for at in range(15) if at not in poison
    ]


_COMMAND = """
import sys
from pathlib import Path
from sayso.engine import Settings
from sayso.follow import read_corpus
from sayso.reading.corpora import shards
shards.EACH = 5
read_corpus([sys.argv[1]], Path(sys.argv[2]), depth="figures", settings=Settings(2))
"""


def _start(corpus: Path, out: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen([sys.executable, "-c", _COMMAND, str(corpus), str(out)], env=environment)


def test_killed_while_it_reads_it_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    """The engine's own test kills twenty times; this one kills real readings."""
    corpus, chance = _corpus(tmp_path / "a.jsonl", 300), random.Random(3)  # noqa: S311  moments, no secrets
    begun = time.monotonic()
    assert _start(corpus, tmp_path / "whole").wait() == 0
    lasts = time.monotonic() - begun
    for _ in range(2):
        running = _start(corpus, tmp_path / "killed")
        time.sleep(chance.uniform(0.5, 0.9) * lasts)
        running.kill()
        running.wait()
    assert _start(corpus, tmp_path / "killed").wait() == 0
    assert _bytes(tmp_path / "killed") == _bytes(tmp_path / "whole")


def test_memory_stays_flat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "EACH", 200)
    few = _read(_corpus(tmp_path / "few.jsonl", 200), tmp_path / "1")
    many = _read(_corpus(tmp_path / "many.jsonl", 3000), tmp_path / "2")
    assert many.summary.counts["documents"] == 3000
    assert many.summary.memory < 1.15 * few.summary.memory


def test_a_new_file_is_read_and_what_was_read_is_kept(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    _corpus(tmp_path / "corpus" / "1.jsonl", 7)
    _read(tmp_path / "corpus", tmp_path / "out")
    _corpus(tmp_path / "corpus" / "2.jsonl", 3)
    assert _read(tmp_path / "corpus", tmp_path / "out").summary.kept == 2
    assert len(list(read_ledgers(tmp_path / "out"))) == 10


def test_another_corpus_does_not_take_the_ledgers_of_the_first_away(tmp_path: Path) -> None:
    """It is refused before anything is read, with the mend; the first one's ledgers stay to the byte."""
    for name in ("c1", "c2"):
        (tmp_path / name).mkdir()
        _corpus(tmp_path / name / "a.jsonl", 6)
    out = tmp_path / "out"
    _read(tmp_path / "c1", out)
    before = _bytes(out)
    with pytest.raises(UsageError, match=f"{tmp_path / 'c1'}.*would go") as raised:
        _read(tmp_path / "c2", out)
    assert "--replace" in raised.value.problem.hint
    with pytest.raises(UsageError, match="would go"):
        read_corpus([str(tmp_path / "c1")], out, depth="rules")
    assert _bytes(out) == before
    both = read_corpus([str(tmp_path / name) for name in ("c2", "c1")], out, depth="figures")
    assert (both.summary.kept, both.summary.counts["documents"]) == (2, 12)
    with pytest.raises(UsageError, match="would go"):
        _read(tmp_path / "c1", out)
    above = read_corpus([str(tmp_path / name) for name in ("c1", "c2")], out, depth="figures")
    assert above.summary.kept == 4


def test_a_corpus_that_changed_goes_on(tmp_path: Path) -> None:
    """Files that grew, went or came; the folder above; another depth and another corpus where they are to replace it."""
    (tmp_path / "c1" / "c2").mkdir(parents=True)
    for name in ("a", "b"):
        _corpus(tmp_path / "c1" / "c2" / f"{name}.jsonl", 6)
    out = tmp_path / "out"
    _read(tmp_path / "c1" / "c2", out)
    _corpus(tmp_path / "c1" / "c2" / "a.jsonl", 7)
    (tmp_path / "c1" / "c2" / "b.jsonl").unlink()
    assert _read(tmp_path / "c1" / "c2", out).summary.counts["documents"] == 7
    _corpus(tmp_path / "c1" / "c2" / "a.jsonl", 3)
    assert _read(tmp_path / "c1", out).summary.counts["documents"] == 3
    other = _corpus(tmp_path / "other.jsonl", 2)
    given = Settings(1, replace=True)
    assert read_corpus([str(other)], out, depth="rules", settings=given).summary.counts["documents"] == 2
    assert len(list(read_ledgers(out))) == 2
    assert len(list(out.glob("ledgers-*.gz"))) == 1


def test_a_reading_that_was_not_finished_is_no_other_corpuss_either(tmp_path: Path) -> None:
    """Its shards are known by the note that is made at its beginning."""
    one, two = _corpus(tmp_path / "a.jsonl", 6), _corpus(tmp_path / "b.jsonl", 6)
    _read(one, tmp_path / "out")
    (tmp_path / "out" / "ledgers.json").unlink()
    with pytest.raises(UsageError, match="would go"):
        _read(two, tmp_path / "out")
    (tmp_path / "out" / "ledgers.whole.json").write_text("{")
    with pytest.raises(UsageError, match="something else"):
        _read(two, tmp_path / "out")


def test_what_cannot_even_be_parted_is_told_as_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A damaged Parquet file ends with 4 as a damaged PDF does, and stands in the list; files of other kinds do not."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(_text(1))
    (corpus / "c.xyz").write_text("no text")
    arguments = ["follow", "read", str(corpus), "--out", str(tmp_path / "out"), "--figures-only", "--workers", "1"]
    assert main(arguments) == 0
    (corpus / "b.parquet").write_bytes(b"PAR1 broken")
    assert main(arguments) == 4
    assert "1 not read" in capsys.readouterr().err
    listed = read_shards(tmp_path / "out", "ledgers")
    assert [problem.code for problem in listed.left_out] == ["damaged", "skipped"]


def test_the_command_replaces_where_it_is_told_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = _corpus(tmp_path / "a.jsonl", 2), _corpus(tmp_path / "b.jsonl", 3)
    end = ["--out", str(tmp_path / "out"), "--figures-only", "--workers", "1"]
    assert main(["follow", "read", str(one), *end]) == 0
    assert main(["follow", "read", str(two), *end]) == 2
    assert "hint: " in capsys.readouterr().err
    assert main(["follow", "read", str(two), *end, "--replace"]) == 0
    assert len(list(read_ledgers(tmp_path / "out"))) == 3


def test_the_command_reads_tells_and_ends_with_4_where_something_is_unread(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(_text(1))
    (corpus / "b.pdf").write_bytes(b"%PDF-1.7 broken")
    (corpus / "c.xyz").write_text("no text")
    with gzip.open(corpus / "d.jsonl.gz", "wt") as file:
        file.write(json.dumps({"text": _text(2)}))
    arguments = ["follow", "read", str(corpus), "--out", str(tmp_path / "out"), "--figures-only", "--workers", "1"]
    assert main(arguments) == 4
    told = capsys.readouterr()
    assert not told.out
    assert "[skipped]" in told.err
    assert "2 documents" in told.err
    assert "1 not read" in told.err
    assert main([*arguments, "--quiet"]) == 4
    assert not capsys.readouterr().err


def test_the_command_refuses_to_write_into_the_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert main(["follow", "read", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert "lies within" in capsys.readouterr().err


def test_an_unfinished_reading_is_refused_when_it_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no finished"):
        next(read_ledgers(tmp_path))


def test_progress_tells_how_fast_and_how_long() -> None:
    assert progress_line(Progress(50, 25, 100, 10.0)) == "50 documents, 5.0/s, 25 % of shards, 30 s left"
    assert progress_line(Progress(5, 0, 100, 10.0)) == "5 documents, 0.5/s, 0 % of shards"
    assert progress_line(Progress(50, 1, 1000, 100.0)).endswith("27 h 45 min left")
