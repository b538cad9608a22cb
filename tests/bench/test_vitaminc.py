"""The benchmark's protocol, on pairs of our own in VitaminC's shape, and the grade of single pairs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.align import agreement_traits, grade, read_side
from sayso.align.agreement import how_it_lies
from sayso.bench import measure_vitaminc
from sayso.bench.vitaminc import LABELS
from sayso.bench.written import figures_of
from sayso.model import UsageError

TOWNS = ("Kerben", "Ulmen", "Graz", "Lenz", "Nykvarn", "Olsen", "Tarn", "Brev", "Hollin", "Marl")


def traits(claim: str, passage: str) -> dict[str, float]:
    """What the grade of a pair is read off."""
    return agreement_traits(*(read_side(text, "en", figures_of(text, "en")) for text in (claim, passage)))


@pytest.mark.parametrize(
    ("claim", "passage", "likeliest"),
    [
        ("More than 300 cases were confirmed in Marl .", "By March 20 , 312 cases had been confirmed in Marl .", 0),
        ("More than 312 cases were confirmed in Marl .", "By March 20 , 312 cases had been confirmed in Marl .", 1),
        ("Less than 300 cases were confirmed in Marl .", "By March 20 , 312 cases had been confirmed in Marl .", 1),
        ("Ann Marl was born before 1980 .", "Ann Marl ( born 25 April 1977 ) is a singer .", 0),
        ("Ann Marl was born after 1980 .", "Ann Marl ( born 25 April 1977 ) is a singer .", 1),
        ("Ann Marl has sold 4 million albums .", "Ann Marl ( born 25 April 1977 ) is a singer .", 2),
    ],
)
def test_a_pair_is_graded(claim: str, passage: str, likeliest: int) -> None:
    found = grade(traits(claim, passage))
    shares = (found.agrees, found.differs, found.other)
    assert shares.index(max(shares)) == likeliest
    assert sum(shares) == pytest.approx(1)
    assert (found.margin > 0) == (found.agrees > found.differs)


def test_what_another_reader_says_may_be_handed_in() -> None:
    """Traits that the weights do not know weigh nothing; those that they know do."""
    known = traits("More than 300 cases were confirmed .", "There were 312 confirmed cases .")
    assert grade({**known, "reader": 5.0}) == grade(known)
    weights = [{"bias": 0.0, "reader": -1.0}, {"bias": 0.0}]
    assert grade({**known, "reader": 5.0}, weights).agrees > grade(known, weights).agrees


@pytest.mark.parametrize(
    ("claim", "passage", "lies"),
    [
        ("300 cars", "300 cars", "same"),
        ("30,000 cars", "29,600 cars", "rounds"),
        ("more than 300 cars", "312 cars", "inside"),
        ("more than 300 cars", "300 cars", "at_bound"),
        ("more than 300 cars", "280 cars", "outside"),
        ("300 cars", "more than 300 cars", "at_given"),
        ("310 cars", "more than 300 cars", "in_given"),
        ("more than 300 cars", "more than 310 cars", "bound_inside"),
        ("more than 300 cars", "less than 200 cars", "bounds_apart"),
        ("300 cars", "300 euros", ""),
    ],
)
def test_how_a_figure_lies(claim: str, passage: str, lies: str) -> None:
    assert how_it_lies(figures_of(claim, "en")[0], figures_of(passage, "en")[0]) == lies


def test_pairs_are_measured_beside_plain_rules(tmp_path: Path) -> None:
    """Bounds decide here, so that weights learned from some towns hold for the others, and the plain rules do not."""
    rows = []
    for at, town in enumerate(TOWNS * 3):
        for label, claim in ((0, f"More than {100 + at} mills stood in {town} ."), (1, f"More than {300 + at} mills stood in {town} .")):  # fmt: skip
            rows.append((label, town, claim, f"There were {200 + at} mills in {town} ."))
        rows.append((2, town, f"More than {100 + at} mills stood in {town} .", f"The painter Ida {town} died young ."))
    lines = [
        json.dumps({"label": LABELS[label], "page": page, "claim": claim, "evidence": evidence})
        for label, page, claim, evidence in rows
    ]
    (tmp_path / "pairs.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    outcome = measure_vitaminc(tmp_path)
    found = {(one.name, one.by): one for one in outcome.measures}
    assert found["digits.crossvalidated.three", "sayso"].value == 1
    assert found["digits.crossvalidated.three", "sayso"].n == 90
    assert found["digits.forced", "majority"].value == 0.5
    assert found["quantities.forced", "comparators"].value == 1
    assert found["quantities.findings.answered", "sayso"].value == 1
    assert any("not learned from" in note for note in outcome.notes)


def test_missing_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        measure_vitaminc(tmp_path)
