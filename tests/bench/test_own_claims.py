"""The labelled set of claims is what its annotations say, and the comparison of labels does what it says."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.scripts import ROOT, script

from sayso.bench import measure_own_claims
from sayso.bench.attribution_scores import Tally
from sayso.bench.claim_scores import Compared, accuracy, compare, from_data, kappa, macro_f, sure, table, tally_of
from sayso.bench.own_claims import LANGUAGES, SPLITS, agreement, read_rows
from sayso.cli import parser
from sayso.model import UsageError

DATA = ROOT / "data" / "claims-news"


news = script("claims_news")
ROWS = read_rows(DATA)

TEXT = (
    "The dam broke in May, and nobody was warned. “It may break again,” said Ann Bell. It is a disgrace! Who will pay?"
)
LINES = (
    "fact certain - | The dam broke in May",
    "fact certain - neg | nobody was warned",
    "prediction unknown possible | It may break again",
    "opinion? certain - | It is a disgrace",
    "question certain? -? opt | Who .. pay",
)


def _row(text: str, *lines: str, title: str = "") -> dict[str, Any]:
    article = news.Article("en-1", "en", "news")
    if title:
        article.add("title", title)
    article.add("paragraph", text)
    article.lines += lines
    row: dict[str, Any] = news.compile_article(article)
    return row


def _compared(*lines: str) -> Compared:
    return compare(TEXT, from_data(_row(TEXT, *LINES)), sure(from_data(_row(TEXT, *lines))))


# ---- The set


def test_what_is_published_is_what_the_annotations_say() -> None:
    assert (DATA / "texts.jsonl").read_text(encoding="utf-8") == news.compiled()


def test_ids_and_texts_stand_once() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len({row["text"] for row in ROWS}) == len(ROWS)


def test_spans_say_what_they_cover_stand_in_paragraphs_and_do_not_overlap() -> None:
    for row in ROWS:
        paragraphs = [block for block in row["blocks"] if block["kind"] == "paragraph"]
        behind = 0
        for one in row["claims"]:
            assert row["text"][one["start"] : one["end"]] == one["text"], row["id"]
            assert one["start"] >= behind, row["id"]
            assert any(block["start"] <= one["start"] and one["end"] <= block["end"] for block in paragraphs), row["id"]
            behind = one["end"]


def test_every_sort_is_there_in_every_language() -> None:
    for language in LANGUAGES:
        sorts = Counter(claim["sort"] for row in ROWS if row["language"] == language for claim in row["claims"])
        assert min(sorts[sort] for sort in news.SORTS) >= 0.09 * sorts.total()


def test_the_readme_counts_what_is_there() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    columns = [news.counts_of(row for row in ROWS if row["language"] == language) for language in LANGUAGES]
    whole = news.counts_of(ROWS)
    for name in news.COUNTED:
        assert f"| {name} | {' | '.join(str(column[name]) for column in [*columns, whole])} |" in readme


def test_the_half_for_measuring_was_labelled_twice_and_the_passes_agree() -> None:
    twice = {one["id"] for one, _ in news.passes()}
    assert {row["id"] for row in ROWS} - twice == {"en-19", "de-15", "es-15", "fr-15"}
    assert all(row["split"] == "dev" for row in ROWS if row["id"] not in twice)
    measured = {one.name: one for one in agreement(news.passes())}
    assert measured["all.found"].value > 0.95
    assert min(measured[f"{language}.sort"].value for language in LANGUAGES) > 0.9


# ---- Compiling


def test_marks_that_close_what_a_claim_opens_belong_to_it() -> None:
    row = _row(
        "He sold amber (3 million), horses (2 million).",
        "fact certain - | He sold .. million",
        "fact certain - | horses (2 million",
    )
    assert [one["text"] for one in row["claims"]] == ["He sold amber (3 million)", "horses (2 million)"]


def test_a_claim_is_looked_for_behind_the_one_before() -> None:
    row = _row(
        "Rain fell, and rain fell.", "fact certain - | Rain fell", "fact certain? - | rain fell", title="Rain fell"
    )
    assert [one["start"] for one in row["claims"]] == [11, 26]
    assert row["claims"][1]["unsure"] == ["author"]


def test_marks_at_the_edges_are_left_out() -> None:
    row = _row(TEXT, "question certain - neg? | Who will pay?")
    assert row["claims"][0] | {"id": ""} == {
        "id": "",
        "start": 100,
        "end": 112,
        "text": "Who will pay",
        "sort": "question",
        "author": "certain",
        "source": None,
        "negated": True,
        "unsure": ["negated"],
        "optional": False,
    }


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("fact certain - | The weir", "stands 0 times"),
        ("fact certain - | It", "stands 2 times"),
        ("fact certain - | The dam .. weir", "does not stand behind"),
        ("fact certain - The dam", "no words"),
        ("fancy certain - | The dam", "no such sort"),
        ("fact sure - | The dam", "no such level"),
        ("fact certain sure | The dam", "no such level of a source"),
        ("fact certain - maybe | The dam", "no such flags"),
        ("fact unknown - | The dam", "nobody is said to say it"),
    ],
)
def test_what_cannot_be_right_is_refused(line: str, reason: str) -> None:
    with pytest.raises(news.AnnotationError, match=reason):
        _row(TEXT, line)


# ---- Comparing


def test_the_same_labels_agree_in_all() -> None:
    same = _compared(*LINES)
    assert same.spans == Tally(4, 4, 4)
    assert same.exact == Tally(4, 4, 4)
    assert not same.wrong
    assert table(same, "sort") == {("fact", "fact"): 2, ("prediction", "prediction"): 1}
    assert table(same, "source") == {("-", "-"): 3, ("possible", "possible"): 1}
    assert tally_of(table(same, "negated"), "yes") == Tally(1, 1, 1)


def test_what_is_unsure_or_optional_counts_nowhere() -> None:
    other = _compared(*LINES[:3], LINES[3].replace("opinion?", "fact"), LINES[4].replace("question", "fact"))
    assert not other.wrong
    assert _compared(*LINES[:4]).spans == Tally(4, 4, 4)


def test_spans_are_paired_by_half_of_their_characters() -> None:
    cut = _compared("fact certain - | dam broke in May", *LINES[2:])
    assert cut.spans == Tally(4, 3, 3)
    assert cut.exact == Tally(3, 3, 2)
    assert [name for name, _ in cut.wrong] == ["exact", "found"]
    assert table(cut, "sort", unfound=True)["fact", ""] == 1
    joined = _compared("fact certain - | The dam broke .. was warned", *LINES[2:])
    assert joined.spans == Tally(4, 3, 2)


def test_labels_that_differ_are_told() -> None:
    other = _compared(LINES[0], LINES[1].replace(" neg", ""), LINES[2].replace("possible", "certain"), *LINES[3:])
    assert other.wrong == [
        ("negated", "no should be yes: “nobody was warned”"),
        ("source", "certain should be possible: “It may break again”"),
    ]


def test_scores_of_labels() -> None:
    met = {("a", "a"): 3, ("a", "b"): 1, ("b", "b"): 2, ("b", ""): 2}
    assert accuracy(met) == 5 / 8
    assert macro_f(met) == pytest.approx((6 / 7 + 4 / 7) / 2)
    # By hand: 5 of 8 the same; by chance (4 * 3 + 4 * 3) / 64.
    assert kappa(met) == pytest.approx((5 / 8 - 3 / 8) / (5 / 8))
    assert kappa({("a", "a"): 3}) == 1
    assert accuracy({}) == macro_f({}) == 0


def test_agreement_counts_what_was_unsure() -> None:
    first, second = _row(TEXT, *LINES), _row(TEXT, *LINES[:3], LINES[3].replace("opinion?", "fact"))
    measured = {one.name: (one.value, one.n) for one in agreement([(first, second)])}
    assert measured["en.found"] == (8 / 9, 5)
    assert measured["all.sort"][1] == 4
    assert measured["all.sort"][0] < 1
    assert measured["all.author"] == (1, 4)


# ---- The benchmark


def test_the_reader_is_measured_and_only_the_half_to_develop_on_is_told(tmp_path: Path) -> None:
    row = _row("The dam broke. It rained all day long.", "opinion certain - | The dam broke")
    rows = [row, {**row, "id": "en-2", "split": "test", "origin": "newssd"}]
    (tmp_path / "texts.jsonl").write_text("\n".join(json.dumps(one) for one in rows), encoding="utf-8")
    outcome = measure_own_claims(tmp_path)
    found = {one.name: (one.value, one.n) for one in outcome.measures}
    assert found["en.dev.found"] == (2 / 3, 1)
    assert found["newssd.test.exact"] == (1, 1)
    assert found["all.test.sort"] == (0, 1)
    assert found["de.dev.found"] == (0, 0)
    assert outcome.notes[0].startswith("sha256")
    assert {(one.name, one.text) for one in outcome.misses} == {("en.dev.found", "en-1"), ("en.dev.sort", "en-1")}


def test_missing_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        measure_own_claims(tmp_path)
    assert "texts.jsonl" in caught.value.problem.message


def test_the_command_line_names_it() -> None:
    options = parser().parse_args(["bench", "own_claims", "--data", str(DATA)])
    assert options.name == "own_claims"


def test_every_part_and_half_is_measured() -> None:
    names = {one.name.rpartition(".")[0] for one in measure_own_claims(DATA).measures}
    assert names == {f"{part}.{split}" for part in (*LANGUAGES, "newssd", "all") for split in SPLITS}
