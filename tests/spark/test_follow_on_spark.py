"""A real cluster: the same bytes as on one machine, also when workers are lost and documents kill; what is wrong is told with the mend."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso import follow
from sayso.bench.local_cluster import LocalCluster
from sayso.bench.made_ledgers import write_ledgers
from sayso.bench.reuse import as_analysis, read_rows
from sayso.cli import main
from sayso.engine import Progress, Settings
from sayso.follow import read_corpus
from sayso.join import join_reuse
from sayso.reading.corpora import shards

ROOT = Path(__file__).parents[2]
TEXT = "In {place}, {number} people lost their homes, the ministry said. That was {share} percent more than in 2019."
PLACES = ("Lyon", "Porto", "Leeds", "Jena")


def _text(number: int) -> str:
    return TEXT.format(place=PLACES[number % 4], number=1000 + number, share=3 + number % 90)


def _corpus(path: Path, count: int, poison: dict[int, str] | None = None) -> Path:
    rows = [{"text": (poison or {}).get(at) or _text(at), "url": f"http://x.example/{at}"} for at in range(count)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def test_a_corpus_is_read_and_joined_as_on_one_machine(
    tmp_path: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the commands, to the byte, and what is done is known again wherever it was done.

    One process gives what two give, as the tests of the commands say.
    """
    monkeypatch.setattr(shards, "EACH", 20)
    corpus = _corpus(tmp_path / "a.jsonl", 60, {7: " "})
    hands = {"here": ["--workers", "2"], "spark": ["--spark", cluster.address]}
    for name, where in hands.items():
        ledgers, joined = str(tmp_path / name / "ledgers"), str(tmp_path / name / "joined")
        assert main(["follow", "read", str(corpus), "--out", ledgers, "--rules-only", "--quiet", *where]) == 4
        assert main(["follow", "join", ledgers, "--out", joined, "--quiet", *where]) == 0
        assert main(["follow", "threads", joined, "--no-vectors", "--quiet", *where]) == 0
    found = {name: _bytes(tmp_path / name) for name in hands}
    assert found["spark"] == found["here"]
    assert len(found["here"]["joined/threads.jsonl"].splitlines()) > 2
    for name, settings in (("spark", Settings(2)), ("here", Settings(spark=cluster.address))):
        again = read_corpus([str(corpus)], tmp_path / name / "ledgers", depth="rules", settings=settings)
        assert again.summary.kept == len(again.summary.shards) > 2


def test_a_worker_that_is_lost_in_a_join_costs_nothing(tmp_path: Path, cluster: LocalCluster) -> None:
    documents = [as_analysis(row) for row in read_rows(ROOT / "data" / "reuse-news" / "dev.jsonl")[:120]]
    write_ledgers(tmp_path / "ledgers", documents, each=10)
    lost = list[str]()

    def look(step: str, now: Progress) -> None:
        if now.done and now.total > now.done and not lost:
            lost.append(step)
            cluster.kill(1)

    try:
        join_reuse(tmp_path / "ledgers", tmp_path / "spark", settings=Settings(spark=cluster.address), report=look)
    finally:
        cluster.start(1)
    assert lost
    join_reuse(tmp_path / "ledgers", tmp_path / "here", settings=Settings(2))
    assert _bytes(tmp_path / "spark") == _bytes(tmp_path / "here")


def test_one_poisonous_document_in_each_shard(
    tmp_path: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What kills its process and what cannot be read is told with its place, and the rest is there, as on one machine."""
    monkeypatch.setattr(follow, "_WORK", "poisoned_reading:read_shard")
    monkeypatch.setattr(shards, "EACH", 5)
    corpus = _corpus(tmp_path / "a.jsonl", 15, {1: "DEADLY 5 things.", 8: " ", 13: "DEADLY 6 things."})
    for name, settings in (("spark", Settings(spark=cluster.address)), ("here", Settings(2))):
        done = read_corpus([str(corpus)], tmp_path / name, depth="figures", settings=settings)
        told = [(problem.code, problem.uri) for problem in done.problems]
        assert told == [("damaged", f"{corpus}:2"), ("empty", f"{corpus}:9"), ("damaged", f"{corpus}:14")]
        assert done.summary.counts["documents"] == 12
    assert _bytes(tmp_path / "spark") == _bytes(tmp_path / "here")
