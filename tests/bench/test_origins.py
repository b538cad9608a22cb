"""The set of threads is what it says, and the bench counts what it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from msgspec.structs import replace
from tests.scripts import ROOT, script

from sayso.bench import measure_origins
from sayso.bench.origins import SPLITS, Found, as_analysis, thread_of
from sayso.bench.reuse import read_rows
from sayso.model import ChangeKind, UsageError

DATA = ROOT / "data" / "threads-news"

news = script("threads_news")


def _rows(half: str) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    return {row["id"]: row for row in read_rows(DATA / f"{half}.jsonl")}, read_rows(DATA / f"{half}.threads.jsonl")


@pytest.mark.parametrize("half", SPLITS)
def test_the_published_set_is_whole(half: str) -> None:
    """Figures and links stand at their places, members are in their thread, steps and rests lead from one to another."""
    articles, threads = _rows(half)
    assert len(threads) >= (24 if half in news.HALVES else 14)
    for row in articles.values():
        text = row["text"]
        assert all(any(char.isalnum() for char in text[start:end]) for start, end, _ in row["figures"])
        assert all(text[start:end].strip() for start, end in row["blocks"])
        assert not row["member"] or row["figures"]
        assert not set("[]<>$|=") & set(text)
    for thread in threads:
        members = set(thread["articles"])
        assert members == {row["id"] for row in articles.values() if row["thread"] == thread["id"] and row["member"]}
        assert {step[side] for step in thread["steps"] for side in ("before", "after")} <= members
        assert {kind for step in thread["steps"] for kind in step["kinds"]} <= set(get_args(ChangeKind))
        assert {one["on"] for one in thread["rests"] if not one["on"].startswith("s:")} <= members


def test_the_script_makes_the_published_set() -> None:
    """Made again, the same; and every kind of change is in it."""
    made = news.made()
    assert tuple(made) == SPLITS
    kinds = set()
    for half, some in made.items():
        assert json.loads(json.dumps([row for one in some for row in one.rows()])) == read_rows(DATA / f"{half}.jsonl")
        truth = json.loads(json.dumps([one.truth() for one in some]))
        assert truth == read_rows(DATA / f"{half}.threads.jsonl")
        kinds |= {kind for thread in truth for step in thread["steps"] for kind in step["kinds"]}
    assert kinds == set(get_args(ChangeKind))


def test_known_origins_are_those_that_nothing_leads_on_from() -> None:
    """A circle counts once where it is closed, and not where it leads to a source."""
    assert news.origins({"a": {"b"}, "b": {"a"}, "c": {"a"}}) == {"roots": [], "loops": [("a", "b")], "count": 1}
    assert news.origins({"a": {"b"}, "b": {"a", "s:x"}})["count"] == 1
    assert news.origins({"a": set(), "b": {"s:x"}, "c": {"b"}}) == {"roots": ["a", "s:x"], "loops": [], "count": 2}


@pytest.fixture(scope="module")
def found() -> Found:
    """One thread of the half to develop on, as it is found."""
    articles, threads = _rows("dev")
    truth = next(one for one in threads if one["id"] == "bridge-cost")
    return thread_of(truth, [row for row in articles.values() if row["thread"] == "bridge-cost"])


def test_a_thread_is_found(found: Found) -> None:
    """All of it: steps, origins, and nothing is missed."""
    assert not list(found.misses("dev"))
    assert len(found.known()) == len(found.told()) >= 4


def test_what_is_wrong_is_counted_as_such(found: Found) -> None:
    """A step of another kind, one from another figure, origins that are one too many, a circle that is none."""
    history = found.histories[0]
    wrong = replace(history, steps=tuple(replace(step, kinds=("grown",)) for step in history.steps))
    other = Found(found.truth, found.places, found.appearances, (wrong,), found.origins)
    assert sum(other.is_right(other.known()[at], step) for at, step in other.told().items()) == 1
    doubled = replace(found.origins, count=found.origins.count + 1, loops=(("x", "y"),))
    other = Found(found.truth, found.places, found.appearances, found.histories, doubled)
    assert other.counts() == (False, False)
    assert {miss.name for miss in other.misses("dev")} == {"dev.origins", "dev.loops"}


def test_the_half_to_develop_on_keeps_its_floor(tmp_path: Path) -> None:
    """Some of its threads, so that it takes a moment; what else there is is small."""
    articles, threads = _rows("dev")
    chosen = [one for one in threads if one["id"] in {"bog-fire", "travelled-fighters", "wolf-count", "bridge-cost"}]
    ids = {one["id"] for one in chosen}
    for half, some in (("dev", chosen), *((other, chosen[:1]) for other in SPLITS[1:])):
        rows = [row for row in articles.values() if row["thread"] in ids]
        for name, lines in ((f"{half}.jsonl", rows), (f"{half}.threads.jsonl", some)):
            (tmp_path / name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    outcome = measure_origins(tmp_path)
    values = {one.name: one.value for one in outcome.measures}
    assert values["dev.changes"] == 1
    assert (values["dev.loops.R"], values["dev.loops.invented"], values["dev.origins"]) == (1, 0, 1)
    assert all(one.name.startswith(("dev.", "fresh.")) for one in outcome.misses)


def test_what_is_missed_of_the_halves_that_are_kept_aside_is_never_told(tmp_path: Path) -> None:
    """Though it is missed there, too: the truth is made wrong everywhere."""
    articles, threads = _rows("dev")
    wrong = next(one for one in threads if one["id"] == "bridge-cost") | {"count": 7}
    rows = [row for row in articles.values() if row["thread"] == "bridge-cost"]
    for half in SPLITS:
        for name, lines in ((f"{half}.jsonl", rows), (f"{half}.threads.jsonl", [wrong])):
            (tmp_path / name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    outcome = measure_origins(tmp_path)
    assert {one.value for one in outcome.measures if one.name.endswith(".origins")} == {0}
    assert {one.name.partition(".")[0] for one in outcome.misses} == {"dev", "fresh"}


def test_articles_are_read_as_from_the_web() -> None:
    """With links, dates and blocks."""
    articles, _ = _rows("test")
    row = next(one for one in articles.values() if one["links"])
    doc = as_analysis(row).document
    assert (doc.outlet, doc.published, len(doc.blocks), doc.links[0].href) == (
        row["outlet"], row["published"], len(row["blocks"]), row["links"][0][2],
    )  # fmt: skip


def test_what_cannot_be_measured_is_told(tmp_path: Path) -> None:
    """No folder of the set."""
    with pytest.raises(UsageError) as caught:
        measure_origins(tmp_path)
    assert caught.value.problem.code == "missing"
