"""The labelled set of drift is what its annotations say, and the comparison of labels does what it says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.scripts import ROOT, script

from sayso.bench import measure_own_drift
from sayso.bench.attribution_scores import Tally
from sayso.bench.drift_scores import (
    KINDS,
    ClaimLabel,
    Compared,
    DriftLabel,
    FigureLabel,
    Held,
    added,
    compare,
    from_data,
)
from sayso.bench.own_drift import DOCUMENTS, ITEMS, agreement, read_rows
from sayso.cli import parser
from sayso.model import UsageError

DATA = ROOT / "data" / "drift-news"


news = script("drift_news")
ROWS = read_rows(DATA / ITEMS)
SOURCES = {row["id"]: row for row in read_rows(DATA / DOCUMENTS)}

STORY = """
@source post en 2026-01-02 newspaper | Nordpost
# The dam
> More than 40 men were reportedly hurt. The count is not complete. “It will hold, if we are lucky,” said Ann Bell.
@source kurier de 2026-01-03 report | Dammamt
# Der Damm
> Verletzt wurden 12 Frauen.
@item a en 2026-01-04 | Gazette
# The dam again
> 40 men were hurt, the Nordpost reports. “It will hold,” said Ann Bell. Twelve women were hurt. Rain fell.
"""
LABELS = """
c post | 40 men were hurt | More than 40 men were reportedly hurt
f 40 men | matches | More than 40 men
d bound_dropped | 40 men | More than
d hedge_dropped | were hurt | reportedly
d? caveat_omitted | * | The count is not complete
c post | “It will hold,” | “It will hold, .. lucky,”
d quote_truncated | * | if we are lucky
c kurier | Twelve women were hurt | Verletzt wurden 12 Frauen
f Twelve women | matches | 12 Frauen
c - | Rain fell
"""


def _item(labels: str = LABELS, *, tmp_path: Path) -> dict[str, Any]:
    path = tmp_path / "01.txt"
    path.write_text(STORY + labels, encoding="utf-8")
    story = news.read_story(path)
    item: dict[str, Any] = news.compile_item(story, story.articles[0])
    return item


# ---- The set


def test_what_is_published_is_what_the_annotations_say() -> None:
    for name, text in news.compiled().items():
        assert (DATA / name).read_text(encoding="utf-8") == text


def test_ids_and_texts_stand_once() -> None:
    texts = [row["article"]["text"] for row in ROWS] + [row["text"] for row in SOURCES.values()]
    assert len(set(texts)) == len(texts)
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len(SOURCES) == len(news.stories()) * 2


def _spans(row: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    article = row["article"]["text"]
    for claim in row["claims"]:
        yield article, claim
        yield from ((SOURCES[one["document"]]["text"], one) for one in claim["passages"])
        for one in claim["figures"]:
            yield article, one
            if one["source"]:
                yield SOURCES[one["source"]["document"]]["text"], one["source"]
        for one in claim["drifts"]:
            yield article, one["claim_span"]
            yield SOURCES[one["source_span"]["document"]]["text"], one["source_span"]


def test_spans_say_what_they_cover() -> None:
    for row in ROWS:
        for text, span in _spans(row):
            assert text[span["start"] : span["end"]] == span["text"], row["id"]
            assert span["text"] == span["text"].strip(), row["id"]


def test_nothing_in_a_title_is_labelled() -> None:
    for row in ROWS:
        title = row["article"]["blocks"][0]
        assert title["kind"] == "title"
        assert all(claim["start"] >= title["end"] for claim in row["claims"])


def test_each_language_has_as_many_articles_on_each() -> None:
    for split in news.SPLITS:
        part = [row for row in ROWS if row["split"] == split]
        assert len({*Counter(row["source_language"] for row in part).values()}) == 1
        same = Counter(row["language"] for row in part if not news.is_cross(row))
        assert len({*same.values()}) == 1
        assert sum(map(news.is_cross, part)) * 2 >= len(part)
        assert {(row["language"], row["source_language"]) for row in part} == {
            (one, other) for one in news.LANGUAGES for other in news.LANGUAGES
        }


def test_quotations_and_reuse_are_labelled_within_one_language() -> None:
    for row in ROWS:
        for drift in (drift for claim in row["claims"] for drift in claim["drifts"]):
            if drift["kind"] in {"quote_altered", "quote_truncated", "unquoted_reuse"}:
                assert SOURCES[drift["source_span"]["document"]]["language"] == row["language"], row["id"]


def test_there_is_enough_of_each_kind_and_of_what_is_faithful() -> None:
    counts = news.counts_of(ROWS)
    assert all(counts[kind] >= 8 for kind in KINDS)
    assert counts["of them faithful"] * 3 >= counts["claims"]
    test = news.counts_of(row for row in ROWS if row["split"] == "test")
    assert all(test[kind] >= 3 for kind in KINDS)


def test_no_reuse_goes_unlabelled() -> None:
    for row in ROWS:
        assert not list(news.shared_runs(row, SOURCES)), row["id"]


def test_the_readme_counts_what_is_there() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    for line in news.table(ROWS):
        assert line in readme
    pairs = Counter((row["language"], row["source_language"]) for row in ROWS)
    for language in news.LANGUAGES:
        assert f"| {language} | {' | '.join(str(pairs[language, one]) for one in news.LANGUAGES)} |" in readme


def test_the_readme_tells_how_far_the_passes_agree() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert len({one["id"] for one, _ in news.passes()}) >= 24
    measured = {one.name.removeprefix("both."): one for one in agreement(news.passes(), SOURCES)}
    rows = {
        "passage": "the passage",
        "finding": "the finding on a figure",
        "figure": "the figure of the source",
        "drift": "drifts: kind, claim and the sentence of the source",
    }
    for name, words in rows.items():
        assert f"| {words} | {measured[name].value:.3f} | {measured[name].n} |" in readme


def test_the_half_to_measure_begins_behind_what_is_open() -> None:
    for row in ROWS:
        assert row["split"] == ("dev" if int(row["id"][:2]) <= news.LAST_OPEN else "test")
    assert Counter(row["split"] for row in ROWS) == {"dev": 64, "test": 32}


# ---- Compiling


def test_words_are_found_in_the_claim_and_its_passage(tmp_path: Path) -> None:
    claims = _item(tmp_path=tmp_path)["claims"]
    assert [one["kind"] for one in claims[0]["drifts"]] == ["bound_dropped", "hedge_dropped", "caveat_omitted"]
    assert claims[0]["drifts"][2]["claim_span"]["text"] == "40 men were hurt"
    assert claims[0]["drifts"][2]["optional"]
    assert claims[2]["figures"][0]["source"] == {"document": "01-kurier", "start": 26, "end": 35, "text": "12 Frauen"}
    assert claims[3]["passages"] == []


def test_say_so_outside_of_a_claim_is_the_nearest(tmp_path: Path) -> None:
    labels = "c post | “It will hold,” | “It will hold, .. lucky,”\nd source_changed | Ann Bell | Ann Bell"
    (claim,) = _item(labels, tmp_path=tmp_path)["claims"]
    assert claim["drifts"][0]["claim_span"]["text"] == "Ann Bell"


@pytest.mark.parametrize(
    ("labels", "reason"),
    [
        ("c post | Snow fell | The count is not complete", "stands 0 times"),
        ("c post | were hurt | The count is not complete", "stands 2 times"),
        ("c times | Rain fell | The count is not complete", "no such document"),
        ("c - | Rain fell\nf Rain | right", "no such finding"),
        ("c - | Rain fell\nf Rain | matches", "finding without a figure"),
        ("c - | Rain fell\nd bound_dropped | Rain | More", "has no passage"),
        ("c post | Rain fell | The count is not complete\nd bound_lost | Rain | count", "no such kind"),
        ("c post | Rain fell | The count is not complete\nd bound_dropped | Snow | count", "does not stand there"),
        (
            "c post | Rain fell | The count is not complete\nd bound_dropped | * | count\nd? bound_dropped | * | *",
            "stands twice",
        ),
        (
            "c post | 40 men were hurt | More than 40 men .. hurt\nf 40 men | matches | 40 men\nd base_changed | * | *",
            "only matches",
        ),
        ("x", "cannot read"),
    ],
)
def test_what_cannot_be_right_is_refused(labels: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(news.AnnotationError, match=reason):
        _item(labels, tmp_path=tmp_path)


# ---- Comparing

#: The article is "40 men were hurt. Rain fell."; the source document "More than 40 men were hurt. It is not sure."
HELD = Held(
    "40 men were hurt. Rain fell.",
    {"s": "More than 40 men were hurt. It is not sure."},
    {"s": ((0, 27), (28, 43))},
)
BOUND = DriftLabel("bound_dropped", (0, 6), ("s", (0, 9)))
KNOWN = ClaimLabel((0, 16), (("s", (0, 27)),), (FigureLabel((0, 6), frozenset({"matches"}), ("s", (0, 16))),), (BOUND,))
FAITHFUL = replace(KNOWN, drifts=(replace(BOUND, optional=True),))


def _scores(known: ClaimLabel, *found: ClaimLabel) -> Compared:
    ((_, compared),) = compare(HELD, [known], found)
    return compared


def _counts(compared: Compared, name: str) -> tuple[int, int, int]:
    tally = compared.counts.get(name, Tally())
    return tally.known, tally.found, tally.right


def test_the_same_labels_agree_in_all() -> None:
    same = _scores(KNOWN, KNOWN)
    assert not same.wrong
    for name in ("claims", "passage", "finding", "figure", "drift", "bound_dropped"):
        assert _counts(same, name) == (1, 1, 1)
    assert _counts(same, "false_differs") == (1, 1, 0)
    assert "false_alarms" not in same.counts


def test_a_drift_is_right_in_its_sentence_and_wrong_in_another() -> None:
    there = replace(BOUND, source=("s", (20, 26)))
    elsewhere = replace(BOUND, source=("s", (28, 43)))
    assert _counts(_scores(KNOWN, replace(KNOWN, drifts=(there,))), "drift") == (1, 1, 1)
    assert _counts(_scores(KNOWN, replace(KNOWN, drifts=(elsewhere,))), "drift") == (1, 1, 0)


def test_say_so_may_stand_anywhere_in_the_document() -> None:
    changed = replace(BOUND, kind="source_changed")
    found = replace(changed, source=("s", (28, 43)))
    assert _counts(_scores(replace(KNOWN, drifts=(changed,)), replace(KNOWN, drifts=(found,))), "drift") == (1, 1, 1)


def test_another_kind_is_missed_and_extra() -> None:
    other = _scores(KNOWN, replace(KNOWN, drifts=(replace(BOUND, kind="hedge_dropped"),)))
    assert _counts(other, "drift") == (1, 1, 0)
    assert _counts(other, "hedge_dropped") == (0, 1, 0)
    assert {name for name, _ in other.wrong} == {"bound_dropped", "hedge_dropped"}


def test_optional_drifts_are_neither_right_nor_wrong() -> None:
    for found in (KNOWN, FAITHFUL):
        compared = _scores(FAITHFUL, found)
        assert _counts(compared, "drift") == (0, 0, 0)
        assert _counts(compared, "false_alarms") == (1, 1, 0)


def test_faithful_claims_are_alarmed_by_drifts_and_by_figures() -> None:
    differing = replace(FAITHFUL, figures=(replace(KNOWN.figures[0], findings=frozenset({"differs"})),))
    drifted = replace(FAITHFUL, drifts=(replace(BOUND, kind="scope_dropped"),))
    for found in (differing, drifted):
        assert _counts(_scores(FAITHFUL, found), "false_alarms") == (1, 1, 1)
    assert _counts(_scores(FAITHFUL, differing), "false_differs") == (1, 1, 1)
    assert _counts(_scores(FAITHFUL, differing), "differs") == (0, 1, 0)


def test_a_figure_without_a_finding_is_not_found() -> None:
    silent = replace(KNOWN, figures=())
    assert _counts(_scores(KNOWN, silent), "finding") == (1, 1, 0)
    known = replace(KNOWN, figures=(replace(KNOWN.figures[0], findings=frozenset({"not_found", "other_scope"})),))
    assert _counts(_scores(known, silent), "finding") == (1, 1, 1)


def test_a_claim_that_nothing_meets_has_no_passage_and_no_drift() -> None:
    apart = replace(KNOWN, place=(18, 28))
    compared = _scores(KNOWN, apart)
    assert _counts(compared, "claims") == (1, 1, 0)
    assert _counts(compared, "passage") == (1, 1, 0)
    assert _counts(compared, "drift") == (1, 0, 0)


def test_a_drift_is_laid_to_the_claim_that_its_words_are_in() -> None:
    rain = ClaimLabel((18, 27), (("s", (28, 43)),), (), ())
    whole = ClaimLabel((0, 28), (("s", (28, 43)),), (), (replace(BOUND, place=(18, 27)),))
    first, second = (each for _, each in compare(HELD, [KNOWN, rain], [whole]))
    assert _counts(first, "drift") == (1, 0, 0)
    assert _counts(second, "drift") == (0, 1, 0)


def test_labels_of_the_set_agree_with_themselves() -> None:
    languages = {name: row["language"] for name, row in SOURCES.items()}
    for row in ROWS:
        known = from_data(row, languages)
        held = Held(
            row["article"]["text"], {name: one["text"] for name, one in SOURCES.items()}, dict.fromkeys(SOURCES, ())
        )
        total = added(each for _, each in compare(held, known, known))
        assert total["drift"].known == total["drift"].found == total["drift"].right
        assert total["finding"].right == total["finding"].known
        assert total["false_alarms"].right == 0


# ---- The benchmark


def test_the_pipeline_is_measured_and_only_the_half_to_develop_on_is_told(tmp_path: Path) -> None:
    item = _item(tmp_path=tmp_path)
    story = news.read_story(tmp_path / "01.txt")
    headline = {"id": "c9", "start": 0, "end": 4, "text": item["article"]["text"][:4]}  # which no claim will ever meet
    drift = next(drift for claim in item["claims"] for drift in claim["drifts"])
    drifts = [{**drift, "kind": "concept_changed"}]  # which is missed, whatever tracing learns to find
    item["claims"].append({**headline, "passages": [], "figures": [], "drifts": drifts})
    items = [item, {**item, "id": "17a", "split": "test"}]
    documents = [source.published() for source in story.sources.values()]
    for name, rows in ((ITEMS, items), (DOCUMENTS, documents)):
        (tmp_path / name).write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    outcome = measure_own_drift(tmp_path)
    found = {one.name: (one.value, one.n) for one in outcome.measures}
    assert found["dev.all.claims"][1] == 5
    assert found["dev.same.claims"][1] == 4
    assert found["dev.cross.passage"] == (1, 1)
    assert found["test.all.bound_dropped"] == (1, 1)
    assert found["test.all.drift"] == found["dev.all.drift"]
    assert found["dev.all.drift"][1] == 4
    assert outcome.notes[0].startswith("sha256")
    assert {one.text for one in outcome.misses} == {"01a"}


def test_missing_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        measure_own_drift(tmp_path)
    assert ITEMS in caught.value.problem.message


def test_the_command_line_names_it() -> None:
    options = parser().parse_args(["bench", "own_drift", "--data", str(DATA)])
    assert options.name == "own_drift"
