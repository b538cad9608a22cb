"""The labelled set of say-so is what its annotations say, and the comparison of labels does what it says."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.scripts import ROOT, script

from sayso.bench import measure_own_sayso
from sayso.bench.attribution_scores import Tally
from sayso.bench.own_sayso import LANGUAGES, SPLITS, agreement, read_rows, silent_places
from sayso.bench.sayso_labels import Labels, Text, compare, from_data
from sayso.cli import parser
from sayso.model import UsageError

DATA = ROOT / "data" / "sayso-news"


news = script("sayso_news")
ROWS = read_rows(DATA)

TEXT = (
    "As the daily Nordpost notes, experts are sure that the dam will hold. "
    "A report by Brannock says the wall is thin. It warns of rain. Two pumps are old. “Fine,” said Ann Bell."
)
LINES = (
    "= post: media named",
    "= experts: group unnamed",
    "= report: document named",
    "= bell: person named",
    "1 i | the daily Nordpost | notes | experts are .. will hold | post",
    "2 i | experts | are sure | that the dam will hold | experts | in 1",
    "3 i | A report by Brannock | says | the wall is thin | report",
    "4 i | It | warns | of rain | report | > A report by Brannock",
    "5 i~ | - | - | Two pumps are old | report",
    "6 d? | Ann Bell | said | “Fine,” | bell",
    "q Two",
)


def _row(text: str, *lines: str, title: str = "") -> dict[str, Any]:
    article = news.Article("en-1", "en", "test")
    if title:
        article.add("title", title)
    article.add("paragraph", text)
    article.lines += lines
    row: dict[str, Any] = news.compile_article(article)
    return row


def _labels(*lines: str) -> Labels:
    return from_data(_row(TEXT, *lines))


def _scores(found: Labels) -> dict[str, Tally]:
    return compare(Text(TEXT, (), _labels(*LINES), found)).counts


def _without(*starts: str) -> tuple[str, ...]:
    return tuple(line for line in LINES if not line.startswith(starts))


def _counts(tally: Tally) -> tuple[int, int, int]:
    return tally.known, tally.found, tally.right


# ---- The set


def test_what_is_published_is_what_the_annotations_say() -> None:
    assert (DATA / "texts.jsonl").read_text(encoding="utf-8") == news.compiled()


def test_ids_and_texts_stand_once() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len({row["text"] for row in ROWS}) == len(ROWS)


def test_each_language_has_as_many_texts_to_measure_on() -> None:
    counts = Counter((row["language"], row["split"]) for row in ROWS)
    assert len({counts[language, "test"] for language in LANGUAGES}) == 1
    assert {(language, split) for language in LANGUAGES for split in SPLITS} == set(counts)


def test_texts_are_short() -> None:
    assert all(80 <= len(row["text"].split()) <= 200 for row in ROWS)


def test_spans_say_what_they_cover_and_stand_in_paragraphs() -> None:
    for row in ROWS:
        spans = list(row["distancing_quotes"])
        for one in row["attributions"]:
            spans += [
                *one["source"],
                *one["cue"],
                *one["content"],
                *([one["resolves_to"]] if one["resolves_to"] else []),
            ]
        for speaker in row["speakers"]:
            spans += speaker["mentions"]
        silent = silent_places(row)
        for span in spans:
            assert row["text"][span["start"] : span["end"]] == span["text"], row["id"]
            assert span["text"] == span["text"].strip(), row["id"]
            assert not any(start < span["end"] and span["start"] < end for start, end in silent), row["id"]


def test_the_readme_counts_what_is_there() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    columns = [news.counts_of(row for row in ROWS if row["language"] == language) for language in LANGUAGES]
    whole = news.counts_of(ROWS)
    for name in whole:
        assert f"| {name} | {' | '.join(str(column[name]) for column in [*columns, whole])} |" in readme


def test_enough_was_labelled_twice() -> None:
    assert len({one["id"] for one, _ in news.passes()}) == 128
    measured = {one.name: one for one in agreement(news.passes())}
    assert measured["both.source"].value > 0.95
    assert measured["both.chain"].value > 0.95


def test_all_of_the_half_to_measure_was_labelled_twice() -> None:
    twice = [pair for pair in news.passes() if pair[0]["split"] == "test"]
    assert {one["id"] for one, _ in twice} == {row["id"] for row in ROWS if row["split"] == "test"}
    measured = {one.name: one for one in agreement(twice)}
    assert measured["both.source"].value > 0.95
    assert measured["both.chain"].value > 0.95
    assert measured["both.named"].value > 0.95


def test_the_half_to_measure_is_apart_from_what_was_opened() -> None:
    first, last = news.TO_MEASURE
    for row in ROWS:
        number = int(row["id"].rpartition("-")[2])
        assert row["split"] == ("test" if first <= number <= last else "dev")
    assert Counter(row["split"] for row in ROWS)["test"] == len(LANGUAGES) * (last - first + 1)


# ---- Compiling


def test_sources_and_cues_are_those_nearest_to_the_content() -> None:
    row = _row("He said no. He said that he left.", "= he: person unnamed", "1 i | He | said | that he left | he")
    (one,) = row["attributions"]
    assert [one[role][0]["start"] for role in ("source", "cue", "content")] == [12, 15, 20]


def test_a_title_is_no_place_for_a_label() -> None:
    row = _row(
        "Rain fell. Rain fell again, he said.",
        "= he: person unnamed",
        "1 i | he | said | Rain fell again | he",
        title="Rain fell again",
    )
    assert row["attributions"][0]["content"][0]["start"] == len("Rain fell again\n\nRain fell. ")


def test_speakers_gather_their_mentions() -> None:
    mentions = {one["id"]: [span["text"] for span in one["mentions"]] for one in _row(TEXT, *LINES)["speakers"]}
    assert mentions["report"] == ["A report by Brannock", "It"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1 i | he | said | that he slept | he", "stands 0 times"),
        ("1 i | he | said | that he left | she", "no such speaker"),
        ("1 i | she | said | that he left | he", "does not stand there"),
        ("1 i | he | - | that he left | he", "has a cue"),
        ("1 i | he | said | that he left | he | in 2", "not there"),
        ("1 i | he | said | that he left | he | > a man", "before the source"),
        ("1 i | he | said | that he left | he | kind thing", "no such kind"),
        ("1 i | he | said | that he left | he | whatever", "cannot read"),
        ("2 i | he | said | that he left | he", "1, 2, 3"),
        ("1 i | he | said | it | he", "stands 2 times"),
        ("x", "cannot read"),
    ],
)
def test_what_cannot_be_right_is_refused(line: str, reason: str) -> None:
    with pytest.raises(news.AnnotationError, match=reason):
        _row(
            "It rained and it poured, yet it was late: he said that he left.".replace("It", "Rain", 1),
            "= he: person unnamed",
            line,
        )


def test_what_lies_outside_its_holder_is_refused() -> None:
    lines = ("= a: person named", "1 i | Ann | said | it rained | a", "2 i | Bob | said^2 | it snowed | a | in 1")
    with pytest.raises(news.AnnotationError, match="outside"):
        _row("Ann said it rained. Bob said it snowed.", *lines)


# ---- Comparing


def test_the_same_labels_agree_in_all() -> None:
    counts = {name: _counts(tally) for name, tally in _scores(_labels(*LINES)).items()}
    assert all(known == found == right for known, found, right in counts.values())
    assert counts["found"] == (4, 4, 4)
    assert counts["carried"] == (1, 1, 1)
    assert counts["chain"] == (1, 1, 1)
    assert counts["named"] == (4, 4, 4)
    assert counts["speech"] == (5, 5, 5)
    assert counts["resolution"] == (1, 1, 1)
    assert counts["distancing"] == (1, 1, 1)


def test_what_is_optional_counts_nowhere() -> None:
    without = _scores(_labels(*_without("6", "= bell")))
    assert without == _scores(_labels(*LINES))


def test_a_chain_needs_both_ends_and_the_link() -> None:
    loose = [line.removesuffix(" | in 1") for line in LINES]
    assert _counts(_scores(_labels(*loose))["chain"]) == (1, 0, 0)
    moved = [line.replace("2 i | experts", "2 i | the daily Nordpost") for line in LINES]
    assert _counts(_scores(_labels(*moved))["chain"]) == (1, 1, 1)
    assert _scores(_labels(*moved))["source"].right == 3


def test_kinds_and_names_are_judged_on_what_is_found() -> None:
    other = [line.replace("group unnamed", "person/media named") for line in LINES if not line.startswith("4")]
    other = [line.replace("5 i~", "4 i~").replace("6 d?", "5 d?") for line in other]
    scores = _scores(_labels(*other))
    assert _counts(scores["named"]) == (3, 3, 2)
    assert _counts(scores["kind"]) == (3, 3, 2)


def test_a_certain_entry_for_what_is_only_suggested_is_wrong() -> None:
    sure = [
        line.replace("5 i~ | - | - |", "5 i | - | are |").replace("Two pumps are old", "Two pumps + old")
        for line in LINES
    ]
    scores = _scores(_labels(*sure))
    assert _counts(scores["found"]) == (4, 5, 4)
    assert _counts(scores["carried"]) == (1, 0, 0)


def test_a_suggestion_of_what_is_certain_is_neither_right_nor_wrong() -> None:
    careful = [line.replace("3 i |", "3 i~ |") for line in LINES]
    scores = _scores(_labels(*careful))
    assert _counts(scores["found"]) == (4, 3, 3)
    assert _counts(scores["carried"]) == (1, 1, 1)
    wrong = compare(Text(TEXT, (), _labels(*LINES), _labels(*careful))).wrong
    assert [name for name, _ in wrong] == ["found"]


def test_resolution_needs_a_mention_of_the_same_source() -> None:
    open_ = [
        line.removesuffix(" | > A report by Brannock").replace("of rain | report", "of rain | bell") for line in LINES
    ]
    assert _counts(_scores(_labels(*open_))["resolution"]) == (1, 0, 0)
    wrong = [line.replace("> A report by Brannock", "> the daily Nordpost") for line in LINES]
    assert _scores(_labels(*wrong))["resolution"].right == 0
    missed = [line.replace("5 i~", "4 i~").replace("6 d?", "5 d?") for line in _without("4")]
    assert _counts(_scores(_labels(*missed))["resolution_all"]) == (1, 0, 0)
    assert _scores(_labels(*missed))["resolution"].known == 0


def test_a_shared_speaker_resolves_without_a_mention() -> None:
    shared = [line.removesuffix(" | > A report by Brannock") for line in LINES]
    assert _counts(_scores(_labels(*shared))["resolution"]) == (1, 1, 1)


def test_two_marks_on_one_place_are_one() -> None:
    doubled = [*_without("q"), "q Two pumps", "q Two", "q thin"]
    assert _counts(_scores(_labels(*doubled))["distancing"]) == (1, 2, 1)


def test_a_title_that_attributes_is_told() -> None:
    nobody = Labels((), {}, ())
    row = _row(
        "The dam will hold, he said.",
        "= he: person unnamed",
        "1 i | he | said | The dam will hold | he",
        title="Dam holds",
    )
    assert _counts(compare(Text(row["text"], ((0, 4),), nobody, from_data(row))).counts["silent"]) == (1, 1, 1)
    assert _counts(compare(Text(row["text"], ((20, 24),), nobody, from_data(row))).counts["silent"]) == (1, 1, 0)


# ---- The benchmark


def test_the_reader_is_measured_and_only_the_half_to_develop_on_is_told(tmp_path: Path) -> None:
    lines = ("= bell: person named", "1 i | Ann Bell | said | that the dam held | bell")
    rows = [_row("Ann Bell said that the dam held.", *lines), _row("Nobody came. The dam held.")]
    rows += [
        {**rows[0], "id": "en-2", "split": "test"},
        {**_row("Ann Bell said that the dam held."), "id": "en-4", "split": "test"},
    ]
    (tmp_path / "texts.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    outcome = measure_own_sayso(tmp_path)
    found = {one.name: (one.value, one.n) for one in outcome.measures}
    assert found["en.dev.found"] == (1, 1)
    assert found["en.test.found"] == (2 / 3, 1)
    assert found["all.test.source"] == (2 / 3, 1)
    assert found["de.dev.found"] == (0, 0)
    assert outcome.notes[0].startswith("sha256")
    assert outcome.misses == ()


def test_missing_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        measure_own_sayso(tmp_path)
    assert "texts.jsonl" in caught.value.problem.message


def test_the_command_line_names_it() -> None:
    options = parser().parse_args(["bench", "own_sayso", "--data", str(DATA)])
    assert options.name == "own_sayso"
