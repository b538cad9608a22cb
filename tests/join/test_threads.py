"""Claims of a joined corpus followed: who says the same, what became of the figure, on what it rests."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from sayso.across import find_threads
from sayso.cli import main
from sayso.follow import read_corpus, read_ledgers
from sayso.join import join_reuse, join_threads
from sayso.model import Thread, UsageError

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


def test_a_claim_is_followed_with_its_figure_and_its_origins(folder: Path) -> None:
    (thread,) = join_threads(folder / "joined")
    assert [one.outlet for one in thread.appearances] == ["Northfield Courier", "The Dales Post"]
    (history,) = thread.histories
    assert [point.figure.low for point in history.points] == [29_700, 30_000]
    assert [step.kinds for step in history.steps] == [("rounded",)]
    assert thread.origins is not None
    assert thread.origins.count == 1
    assert "harbour office" in thread.origins.because


def test_threads_are_those_of_all_ledgers_at_once_and_are_kept(folder: Path) -> None:
    found = join_threads(folder / "joined")
    kept = [
        msgspec.json.decode(line, type=Thread)
        for line in (folder / "joined" / "threads.jsonl").read_bytes().splitlines()
    ]
    assert kept == list(found)
    alone = find_threads({one.document.id: one for one in read_ledgers(folder / "ledgers")}.values())
    assert [one.appearances for one in found] == [one.appearances for one in alone]


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
