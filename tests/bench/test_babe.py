"""BABE's bench on sentences of our own in its format."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bench import measure_babe
from sayso.bench.babe import FILE
from sayso.model import UsageError

HEAD = "text;news_link;outlet;topic;type;label_bias;label_opinion;biased_words"
ROWS = (
    ("The shameful dam broke.", "Biased", "['shameful', 'broke']"),
    ("The dam broke at noon.", "Biased", "['broke']"),
    ("The dam held.", "Non-biased", "[]"),
    ("The outrageous dam held.", "Non-biased", "[]"),
    ("The absurd dam held.", "No agreement", "['absurd']"),
)


def _write(folder: Path, head: str = HEAD, words: str = "[]") -> Path:
    lines = [head, *(f"{text};;;;;{label};;{known}" for text, label, known in ROWS), f"A dam.;;;;;Non-biased;;{words}"]
    (folder / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return folder


def test_sentences_and_words_count_where_annotators_agree(tmp_path: Path) -> None:
    """One of two biased sentences is found, one of three others without need; one of three words."""
    outcome = measure_babe(_write(tmp_path))
    values = {(one.by, one.name): (one.value, one.n) for one in outcome.measures}
    assert values["sayso", "sentence.R"] == (0.5, 2)
    assert values["sayso", "sentence.P"] == (0.5, 2)
    assert values["all yes", "sentence.P"] == (0.4, 5)
    assert values["all yes", "sentence.R"] == (1, 2)
    assert values["sayso", "word.R"][0] == pytest.approx(1 / 3)
    assert values["sayso", "word.P"] == (0.5, 2)
    assert values["all yes", "word.R"] == (1, 3)
    assert {(miss.what, miss.text) for miss in outcome.misses} == {("missed", ROWS[1][0]), ("without need", ROWS[3][0])}


def test_missing_and_other_data_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        measure_babe(tmp_path)
    with pytest.raises(UsageError, match="not as expected"):
        measure_babe(_write(tmp_path, words="[oops"))
    with pytest.raises(UsageError, match="not as expected"):
        measure_babe(_write(tmp_path, head="text;label"))
