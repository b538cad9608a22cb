"""The benches on labelled sentences, on tables of our own in their form."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bench import measure_checkthat_subjectivity, measure_checkthat_worth
from sayso.bench.sentences import Known, as_reading, best_threshold, f_of, read_table, tally_of
from sayso.model import UsageError

from .made_peer import peer

WORTH = (
    ("The ministry spent 40 million crowns on 300 bridges last year, twice as much as in 2019.", "Yes"),
    ("Thank you, and good evening.", "No"),
    ("Unemployment rose to 9 percent because 12,000 jobs were lost in the mines.", "Yes"),
    ("I think we should all be very proud tonight.", "No"),
)
JUDGED = {
    "en": (("The plan is a disgrace and an insult to us all.", "SUBJ"), ("The bridge was closed in May.", "OBJ")),
    "de": (("Dieser Plan ist eine Schande für uns alle.", "SUBJ"), ("Die Brücke wurde im Mai gesperrt.", "OBJ")),
    "it": (("Questo piano è una vergogna per tutti noi.", "SUBJ"), ("Il ponte è stato chiuso a maggio.", "OBJ")),
}
YES = """
import json, sys
for line in sys.stdin:
    print(json.dumps({"yes": [True for _ in json.loads(line)["ask"]]}))
print(json.dumps({"cpu_seconds": 0.0}))
"""


@pytest.fixture
def debates(tmp_path: Path) -> Path:
    rows = ["Sentence_id\tText\tclass_label", *(f"{at}\t{text}\t{label}" for at, (text, label) in enumerate(WORTH))]
    for part in ("train", "dev"):
        (tmp_path / f"{part}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def news(tmp_path: Path) -> Path:
    for folder, language in (("english", "en"), ("german", "de"), ("italian", "it")):
        (tmp_path / folder).mkdir()
        rows = [f"{at}\t{text}\t{label}\tFalse" for at, (text, label) in enumerate(JUDGED[language])]
        table = "\n".join(["sentence_id\tsentence\tlabel\tsolved_conflict", *rows]) + "\n"
        for part in ("train", "dev"):
            (tmp_path / folder / f"{part}_{language}.tsv").write_text(table, encoding="utf-8")
    return tmp_path


def test_sentences_worth_checking_are_told(debates: Path, tmp_path: Path) -> None:
    """Figures and causes are worth more than thanks and pride; a peer that says yes to all is measured on the same sentences."""
    peer(tmp_path / "peers" / "yes", "sentences", YES)
    outcome = measure_checkthat_worth(debates, peers=tmp_path / "peers")
    found = {(one.name, one.by): (one.value, one.n) for one in outcome.measures}
    assert found["dev.F1", "sayso"] == (1, 4)
    value, n = found["dev.F1", "Yes"]
    assert (round(value, 3), n) == (0.667, 4)
    assert any("sha256" in note for note in outcome.notes)


def test_subjective_sentences_are_told(news: Path) -> None:
    """A plain judgement and a plain event in each language."""
    outcome = measure_checkthat_subjectivity(news)
    assert {one.name: (one.value, one.n) for one in outcome.measures} == {f"{one}.dev": (1, 2) for one in JUDGED}


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    """A table that is not there, or has other columns, is an error with the mend."""
    with pytest.raises(UsageError, match="cannot be read"):
        measure_checkthat_worth(tmp_path)
    (tmp_path / "a.tsv").write_text("id\ttext\n1\tA\n", encoding="utf-8")
    with pytest.raises(UsageError, match="has no column"):
        read_table(tmp_path / "a.tsv", "Text", "class_label", "Yes")


def test_scores() -> None:
    """F1 of yes, its mean with that of no, and the threshold that is best."""
    known, found = [True, True, False, False], [True, False, False, False]
    assert tally_of(known, found).f == pytest.approx(2 / 3)
    assert f_of(known, found, both=True) == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert best_threshold(known, [0.9, 0.4, 0.2, 0.1], both=False) == pytest.approx(0.21)


def test_a_sentence_is_a_document() -> None:
    """One paragraph, with the sentences that it holds."""
    reading = as_reading("One thing. Another thing.", "en")
    assert [block.kind for block in reading.document.blocks] == ["paragraph"]
    assert len(reading.sentences) == 2
    assert Known("a", yes=True).yes
