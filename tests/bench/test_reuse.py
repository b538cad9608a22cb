"""The set of reused passages is what it says, and the comparison counts what it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.across.made import made_text
from tests.bench.made_peer import peer
from tests.scripts import ROOT, script

from sayso.across import find_reuse
from sayso.bench import measure_reuse
from sayso.bench.reuse import SPLITS, as_analysis, read_rows
from sayso.bench.reuse_ngrams import ngram_reuse
from sayso.bench.reuse_scores import Known, known, score_pairs, score_passages
from sayso.model import UsageError

DATA = ROOT / "data" / "reuse-news"


news = script("reuse_news")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set made from made news items, as the script makes it from NTREX-128."""
    folder = tmp_path_factory.mktemp("reuse")
    vars(news)["FILES"] = {"en": "src.eng"}  # one language is enough
    count = 90 * 8
    (folder / "DOCUMENT_IDS.tsv").write_text("".join(f"item.{at // 8}\n" for at in range(count)), encoding="utf-8")
    for at, name in enumerate(news.FILES.values()):
        text = "".join(made_text(at * 10_000 + number, 24) + "\n" for number in range(count))
        (folder / f"newstest2019-{name}.txt").write_text(text, encoding="utf-8")
    for half in SPLITS:
        articles = news.Maker(half, folder).make()
        for part, rows in (("", [news.as_row(one)[0] for one in articles]), (".pairs", list(news.truth(articles)))):
            (folder / f"{half}{part}.jsonl").write_text(
                "".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8"
            )
    return folder


@pytest.mark.parametrize("half", SPLITS)
def test_the_published_set_is_whole(half: str) -> None:
    """Every known passage stands in both texts, with words in common where it was not edited."""
    articles = {row["id"]: row for row in read_rows(DATA / f"{half}.jsonl")}
    rows = read_rows(DATA / f"{half}.pairs.jsonl")
    assert len(rows) > 800
    for row in rows:
        one, other = (articles[row[side]]["text"][slice(*row[f"{side}_span"])] for side in ("a", "b"))
        assert one == one.strip()
        assert other == other.strip()
        if row["kind"] == "none":
            assert one.split()[1:-1] == other.split()[1:-1]
    for article in articles.values():
        assert all(article["text"][start:end].strip() for start, end in article["blocks"])


def test_the_halves_have_no_news_item_in_common() -> None:
    """Nor a line: what is tuned on one half has not seen the other."""
    dev, test = (
        {line for row in read_rows(DATA / f"{half}.jsonl") for line in row["text"].split("\n") if len(line) > 250}
        for half in SPLITS
    )
    assert dev
    assert dev.isdisjoint(test)


def test_the_truth_is_where_the_words_are_from() -> None:
    """Ten words put into another article, two of them changed: one row with both places; a stranger shares nothing."""
    first = news.words_of("one two three four five six seven eight nine ten", "en-x")
    taken = [*first[:3], news.Word("other "), *first[4:]]
    articles = [
        news.Article("en-x", "en", "Post", [news.words_of("Title"), first], "origin"),
        news.Article("en-y", "en", "Mail", [news.words_of("Else"), [*news.words_of("before"), *taken]], "host", edits={"en-x": {"edit": "light", "taken": 10, "credited": True, "quoted": False}}),
        news.Article("en-z", "en", "Star", [news.words_of("one two three four five six seven eight nine ten")], "origin"),
    ]  # fmt: skip
    (row,) = news.truth(articles)
    texts = {one.id: news.as_row(one)[0]["text"] for one in articles}
    assert texts["en-y"][slice(*row["b_span"])] == "one two three other five six seven eight nine ten"
    assert (row["a"], row["b"], row["words"], row["kind"], row["original"], row["credited"], row["certain"]) == (
        "en-x", "en-y", 10, "light", "en-x", True, False,
    )  # fmt: skip


def test_the_script_is_deterministic(small: Path) -> None:
    """Made again, the same."""
    again = [news.as_row(one)[0] for one in news.Maker("dev", small).make()]
    assert json.loads(json.dumps(again)) == read_rows(small / "dev.jsonl")


def _known(*rows: dict[str, Any]) -> Known:
    articles = [{"id": name, "footers": {"3": "f"} if name in "cd" else {}} for name in "abcd"]
    plain = {"certain": True, "kind": "none", "words": 40, "a_span": [0, 100], "b_span": [50, 150]}
    return known(articles, [{**plain, **row} for row in rows])


def test_pairs_are_counted() -> None:
    """One right, one by a footer, one wrong, one too short to count, one missed."""
    truth = _known({"a": "a", "b": "b"}, {"a": "a", "b": "c", "certain": False}, {"a": "b", "b": "d"})
    found = {
        one.name: (one.value, one.n)
        for one in score_pairs([("b", "a"), ("c", "d"), ("a", "d"), ("a", "c")], truth, "x", "dev")
    }
    assert found["dev.pairs.P"] == (1 / 3, 3)
    assert found["dev.pairs.P.footers_aside"] == (1 / 2, 2)
    assert found["dev.pairs.R"] == (1 / 2, 2)
    assert found["dev.pairs.R.30-49"] == (1 / 2, 2)


@pytest.mark.parametrize(("end", "right"), [(150, 1), (130, 1), (129, 0), (175, 1), (176, 0)])
def test_passages_are_the_same_by_four_fifths(end: int, right: int) -> None:
    """Of the longer one, in both articles."""
    found = {
        one.name: one.value
        for one in score_passages({("a", "b"): [((0, 100), (50, end))]}, _known({"a": "a", "b": "b"}), "x", "dev")
    }
    assert (found["dev.passages.P"], found["dev.passages.R"]) == (right, right)


def test_n_grams_find_what_is_printed_again() -> None:
    """Nine words in a row are five 5-grams; eight are not enough."""
    words = "one two three four five six seven eight nine"
    found = ngram_reuse({"b": f"x {words} y", "a": words, "c": words.rpartition(" ")[0]})
    assert found[("a", "b")] == [((0, len(words)), (2, 2 + len(words)))]
    assert set(found) == {("a", "b")}


def test_everything_is_measured_and_the_known_is_found(small: Path, tmp_path: Path) -> None:
    """On made items, whose words stand nowhere else: pairs right and found, the peer in columns of its own, misses of dev alone."""
    peer(
        tmp_path / "echo",
        "reuse",
        "import sys, json\nfor line in sys.stdin: print(json.dumps({'pairs': []}))\nprint(json.dumps({'cpu_seconds': 1}))\n",
    )
    outcome = measure_reuse(small, peers=tmp_path, size=100)
    own = {one.name: one.value for one in outcome.measures if one.by == "sayso"}
    for half in SPLITS:
        assert own[f"{half}.pairs.P"] >= 0.98
        assert own[f"{half}.pairs.R"] >= 0.95
        assert own[f"{half}.original"] >= 0.9
    assert {one.by for one in outcome.measures} == {
        "sayso",
        "5-grams (passim's way)",
        "Echo, documents",
        "Echo, windows",
    }
    assert all(one.name.startswith("dev.") for one in outcome.misses)
    assert own["cost.100.keys"] > 0


def test_the_published_half_to_develop_on_keeps_its_floor() -> None:
    """A hundred articles in the order of the file, so that it takes a moment."""
    articles = [row for row in read_rows(DATA / "dev.jsonl") if row["language"] == "en"][:100]
    names = {row["id"] for row in articles}
    rows = [row for row in read_rows(DATA / "dev.pairs.jsonl") if row["a"] in names and row["b"] in names]
    truth = known(articles, rows)
    found = find_reuse([as_analysis(row) for row in articles])
    pairs = {(min(one.a, one.b), max(one.a, one.b)) for one in found.passages if one.boilerplate is None}
    measures = {one.name: one for one in score_pairs(pairs, truth, "sayso", "dev")}
    assert measures["dev.pairs.P"].n > 80
    assert measures["dev.pairs.P"].value >= 0.98
    assert measures["dev.pairs.R"].value >= 0.95


def test_what_cannot_be_measured_is_told(tmp_path: Path) -> None:
    """No folder of the set, or a size that tells nothing."""
    for data, size, code in ((tmp_path, 100, "missing"), (DATA, 99, "usage")):
        with pytest.raises(UsageError) as caught:
            measure_reuse(data, size=size)
        assert caught.value.problem.code == code


def test_pairs_of_footers_are_those_that_have_one() -> None:
    """By the names of the footers."""
    truth = _known({"a": "a", "b": "b"})
    assert truth.footers == frozenset({("c", "d")})
