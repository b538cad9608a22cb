"""The labelled set is what its annotations say, and the comparison of labels does what it says."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.scripts import ROOT, script

from sayso.bench import measure_own_figures
from sayso.bench.labels import FACETS, Label, compare, from_data, score
from sayso.bench.own_figures import LANGUAGES, agreement, read_rows
from sayso.cli import parser
from sayso.model import QUANTITIES, UsageError

DATA = ROOT / "data" / "figures-news"
UNITS = tomllib.loads((ROOT / "src/sayso/language/data/units.toml").read_text(encoding="utf-8"))


news = script("figures_news")
ROWS = read_rows(DATA)


def _compiled(text: str, *lines: str) -> list[dict[str, Any]]:
    figures: list[dict[str, Any]] = news.compile_sentence(news.Sentence("x", "en", "own", text, list(lines)))["figures"]
    return figures


# ---- The set


@pytest.mark.parametrize("origin", ["own", "ntrex"])
def test_what_is_published_is_what_the_annotations_say(origin: str) -> None:
    assert (DATA / f"{origin}.jsonl").read_text(encoding="utf-8") == news.compiled(origin)


def test_the_set_is_as_large_as_it_says() -> None:
    languages = Counter(row["language"] for row in ROWS)
    assert set(languages) == set(LANGUAGES)
    assert min(languages.values()) >= 70
    assert sum(languages.values()) >= 420
    without = sum(not any(one["kind"] in QUANTITIES for one in row["figures"]) for row in ROWS)
    assert without >= len(ROWS) / 4
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    for name in ("sentences", "figures", "quantities", "without a quantity", "dev", "test"):
        counts = [str(news.counts_of(ROWS, language)[name]) for language in (*LANGUAGES, "")]
        assert f"| {name} | {' | '.join(counts)} |" in readme


def test_ids_and_texts_stand_once() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len({(row["language"], row["text"], row["origin"]) for row in ROWS}) == len(ROWS)


def test_spans_say_what_they_cover() -> None:
    for row in ROWS:
        for figure in row["figures"]:
            spans = [figure, *(figure[name] for name in ("counted", "base", "period", "place") if figure[name])]
            for span in spans:
                assert row["text"][span["start"] : span["end"]] == span["text"], row["id"]
                assert span["text"] == span["text"].strip(), row["id"]


def test_every_digit_is_in_a_figure_or_an_idiom() -> None:
    left = {
        row["text"][max(0, at - 6) : at + 1]
        for row in ROWS
        for at, char in enumerate(row["text"])
        if char.isdigit() and not any(one["start"] <= at < one["end"] for one in row["figures"])
    }
    assert left == {"Catch-2", "atch-22"}


def test_units_are_those_of_the_reader() -> None:
    units = {figure["unit"] for row in ROWS for figure in row["figures"] if figure["unit"]}
    assert units - UNITS.keys() == {"time"}


def test_translations_of_one_line_are_in_one_half() -> None:
    halves: dict[str, set[str]] = {}
    for row in ROWS:
        if row["origin"] != "own":
            halves.setdefault(row["origin"], set()).add(row["split"])
    assert all(len(split) == 1 for split in halves.values())


def test_enough_was_labelled_twice() -> None:
    twice = Counter(one["language"] for one, _ in news.passes())
    assert min(twice[language] for language in LANGUAGES) >= 20
    measured = {one.name: one.value for one in agreement(news.passes())}
    assert measured["both.value_unit"] > 0.95
    assert measured["both.counted"] > 0.95


# ---- Compiling


def test_spans_are_found_in_order_and_as_whole_words() -> None:
    first, second = _compiled("In 30 of 300 towns 3 burned.", "30 | count | 30", "3 | count | 3 | c: towns")
    assert (first["start"], second["start"]) == (3, 19)
    assert second["counted"] == {"start": 13, "end": 18, "text": "towns"}


def test_ends_and_links_are_compiled() -> None:
    lines = (
        "a third | proportion | 0.333333 | ~ | b: the herd",
        "another third | proportion | (, 0.5] | b: the herd > 1",
    )
    first, second = _compiled("About a third of the herd, another third.", *lines)
    assert (first["low"], first["high"], first["approximate"]) == (0.333333, 0.333333, True)
    assert (second["low"], second["high"], second["high_inclusive"]) == (None, 0.5, True)
    assert second["base"]["figure"] == "f1"


def test_invisible_spaces_match_plain_ones() -> None:
    text = news._spaced("Il y a 3{nn}200 habitants.")
    (figure,) = _compiled(text, "3 200 | count | 3200 | c: habitants")
    assert figure["text"] == "3\u202f200"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("40 | count | 40", "does not stand there"),
        ("30 | count | [40, 30]", "low is above high"),
        ("30 | count | -", "a quantity has a value"),
        ("30 | money | 30", "money has a currency"),
        ("30 | count | 30 | EUR", "money has a currency"),
        ("30 | measure | 30", "a measure has a unit"),
        ("30 | count | 30 | in metre", "have a unit"),
        ("30 | count | 30 | change", "have a direction"),
        ("30 | count | 30 | change sideways", "up or down"),
        ("30 | number | 30", "no such kind"),
        ("30 | count | 30 | b: men > 2", "earlier figure"),
        ("30 | count | 30 | c: and", "stands 2 times"),
        ("30 | count | thirty", "could not convert"),
        ("30 | count | 30 | whatever", "cannot read"),
    ],
)
def test_what_cannot_be_right_is_refused(line: str, reason: str) -> None:
    with pytest.raises(news.AnnotationError, match=reason):
        _compiled("There were 30 men and women and children.", line)


# ---- Comparing


def _labels(*lines: str) -> list[Label]:
    return from_data(_compiled("About 30 men and 50 of the women left; 20 stayed in 2019.", *lines))


def _scores(known: list[Label], found: list[Label]) -> dict[str, tuple[int, int, int]]:
    text = "About 30 men and 50 of the women left; 20 stayed in 2019."
    compared = [compare(text, known, found)]
    return {facet.name: ((one := score(compared, facet)).right, one.found, one.known) for facet in FACETS}


KNOWN = (
    "About 30 | count | 30 | ~ | c: men",
    "50 | count | 50 | c: the women",
    "20 | count | 20 | c: *",
    "2019 | date | 2019",
)


def test_the_same_labels_agree_in_all() -> None:
    assert all(right == found == known for right, found, known in _scores(_labels(*KNOWN), _labels(*KNOWN)).values())


def test_each_facet_tells_its_own_difference() -> None:
    found = _labels("30 | count | [30, ) | c: men", "50 | percent | 50 | c: women | t: 2019", "2019 | count | 2019")
    scores = _scores(_labels(*KNOWN), found)
    assert scores["found"] == (2, 3, 3)
    assert scores["span"] == (1, 3, 3)
    assert scores["value"] == (1, 3, 3)
    assert scores["kind"] == (1, 3, 3)
    assert scores["value_unit"] == (0, 3, 3)
    assert scores["loose"] == (0, 0, 1)
    assert scores["counted"] == (2, 2, 2)
    assert scores["period"] == (0, 1, 0)


def test_articles_and_quotation_marks_are_no_part_of_exact() -> None:
    text = "They named “the price” (54%) and l’eau."
    (known,) = from_data(_compiled(text, "54% | percent | 54 | c: price"))
    (quoted,) = from_data(_compiled(text, "54% | percent | 54 | c: “the price”"))
    (longer,) = from_data(_compiled(text, "54% | percent | 54 | c: named “the price"))
    exact = next(facet for facet in FACETS if facet.name == "counted")
    assert score([compare(text, [known], [quoted])], exact).f == 1
    assert score([compare(text, [known], [longer])], exact).f == 0


def test_what_is_open_or_optional_is_not_judged() -> None:
    known = _labels(KNOWN[0], "50 | count | 50 | ? | c: the women", "20 | count | 20 | c: *")
    found = _labels(KNOWN[0], "50 | percent | 50", "20 | count | 20 | c: women")
    assert _scores(known, found)["found"] == (2, 2, 2)
    assert _scores(known, found)["counted"] == (1, 1, 1)
    assert _scores(known, found[:1])["found"] == (1, 1, 2)


def test_figures_are_paired_once_and_with_the_closest() -> None:
    known = _labels("30 | count | 30", "50 | count | 50")
    wide = Label(
        start=6, end=19, kind="count", value=(30, 50, True, True), loose=(False, False),
        unit=(None, None), per=None, change=("level", None), spans={},
    )  # fmt: skip
    assert _scores(known, [wide])["found"] == (1, 1, 2)
    assert _scores(known, [wide, known[1]])["span"] == (1, 2, 2)


# ---- The benchmark


def test_the_reader_is_measured_and_only_the_half_to_develop_on_is_told(tmp_path: Path) -> None:
    texts = [("dev", "At least 340 houses burned."), ("test", "Some 20 people came."), ("dev", "One of them came.")]
    rows: list[dict[str, Any]] = [
        {"id": str(number), "language": "en", "origin": "own", "split": split, "text": text, "figures": []}
        for number, (split, text) in enumerate(texts)
    ]
    rows[0]["figures"] = _compiled(texts[0][1], "At least 340 | count | [340, ) | c: houses")
    rows[1]["figures"] = _compiled(texts[1][1], "20 | count | 21 | c: people")
    (tmp_path / "own.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    (tmp_path / "ntrex.jsonl").write_text("", encoding="utf-8")
    outcome = measure_own_figures(tmp_path)
    found = {one.name: (one.value, one.n) for one in outcome.measures}
    assert found["en.dev.value_unit"] == (1, 1)
    assert found["en.dev.counted"] == (1, 1)
    assert found["en.test.value"] == (0, 1)
    assert found["en.test.span"] == (0, 1)
    assert found["en.test.found"] == (1, 1)
    assert found["all.test.found"] == (1, 1)
    assert outcome.notes[0].startswith("sha256")
    assert outcome.misses == ()


def test_missing_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        measure_own_figures(tmp_path)
    assert "own.jsonl" in caught.value.problem.message


def test_the_command_line_names_it() -> None:
    options = parser().parse_args(["bench", "own_figures", "--data", str(DATA)])
    assert options.name == "own_figures"
