"""Digits that changed places in the only number of two sentences of the same news are told, whatever words count the people."""

from __future__ import annotations

import pytest

from sayso.bench.seeded import known_vectors, read_line
from sayso.trace import hold_beside


@pytest.mark.parametrize(
    ("article", "language", "source", "finding"),
    [
        ("The museum had 412,000 visitors last year.", "de", "Rund 421.000 Menschen besuchten im vergangenen Jahr das Museum.", "differs"),
        ("The museum had 412,000 visitors last year.", "en", "About 421,000 people visited the museum last year.", "differs"),
        ("The company employs 1,240 people in Leeds.", "de", "In Leeds beschäftigt die Firma rund 1.420 Mitarbeiter.", "differs"),
        # other digits, another house
        ("The museum had 412,000 visitors last year.", "en", "About 425,000 people visited the museum last year.", "not_found"),
        ("The museum had 412,000 visitors last year.", "en", "About 421,000 people visited the zoo last year.", "not_found"),
    ],
)  # fmt: skip
def test_digits_that_changed_places(article: str, language: str, source: str, finding: str) -> None:
    (held,) = hold_beside(read_line(article, "en"), read_line(source, language), known_vectors())
    assert held.finding == finding


@pytest.mark.parametrize(
    ("article", "source", "finding"),
    [
        (
            "Burglaries are up by 15 percent, police said.",
            "Die Polizei meldet 15 Prozent weniger Einbrüche.",
            "differs",
        ),
        (
            "Burglaries are down by 15 percent, police said.",
            "Die Polizei meldet 15 Prozent weniger Einbrüche.",
            "matches",
        ),
        (
            "Rents are up by 15 percent, the owners said.",
            "Die Polizei meldet 15 Prozent weniger Einbrüche.",
            "not_found",
        ),
    ],
)
def test_the_same_change_the_other_way(article: str, source: str, finding: str) -> None:
    (held,) = hold_beside(read_line(article, "en"), read_line(source, "de"), known_vectors())
    assert held.finding == finding
