"""Multiples across languages, with vectors: what doubled is not what tripled, and of another thing nothing is said."""

from __future__ import annotations

import msgspec
import pytest

from sayso.pipeline import analyse, check, new_index
from sayso.reading import Reading, read_text

_CLAIM = "Complaints have doubled in two years."


def _read(text: str, uri: str, language: str) -> Reading:
    reading = read_text(text, uri=uri)
    return Reading(msgspec.structs.replace(reading.document, language=language), reading.sentences, reading.problems)


@pytest.mark.parametrize(
    ("source", "finding"),
    [
        ("Les plaintes ont triplé en deux ans.", "differs"),
        ("Les plaintes ont doublé en deux ans.", "matches"),
        ("Les loyers ont triplé en deux ans.", "not_found"),
        ("Les abonnements ont doublé en deux ans.", "not_found"),
    ],
)
def test_multiples_of_one_thing_are_compared_and_those_of_two_are_not(source: str, finding: str) -> None:
    """The two years agree in each, and decide nothing."""
    with new_index() as index:
        index.add(analyse(_read(source, "source.txt", "fr")), source_hash="0", version="1")
        index.commit()
        index.make_vectors()
        ledger = check(_read(_CLAIM, "article.txt", "en"), index)
    assert [trace.finding for trace in ledger.traces] == [finding]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Thefts in Kelmouth fell more than threefold.", "Thefts in Kelmouth fell fourfold."),
        ("Thefts in Kelmouth fell by a factor of 3.", "Thefts in Kelmouth fell by a factor of 3.2."),
        ("Emissions fell by 20 per cent against 1990.", "Emissions fell to 20 per cent below 1990."),
        ("Wages in Kelmouth rose by 3 per cent.", "Wage growth in Kelmouth rose to 3 per cent."),
        (
            "10 per cent of the workers of the mill were dismissed women.",
            "Of 200 workers of the mill, 50 were dismissed, 20 of them women.",
        ),
        ("The bridge in Kelmouth opens in 2026.", "The bridge in Kelmouth was built in 1974."),
        ("Rents in Kelmouth are three times higher.", "Rents in Kelmouth rose by 300 per cent."),
        (
            "25 per cent of the firm's profit came from Kelmouth.",
            "The firm's profit from Kelmouth had a solid quarter.",
        ),
    ],
)
def test_what_may_be_meant_otherwise_is_no_difference(claim: str, source: str) -> None:
    """Found by reading: each was told to differ, or to match, with confidence."""
    with new_index(vectors=False) as index:
        index.add(analyse(_read(source, "source.txt", "en")), source_hash="0", version="1")
        index.commit()
        ledger = check(_read(claim, "article.txt", "en"), index)
    assert not any(trace.finding == "differs" for trace in ledger.traces)
    assert "solid quarter" not in source or not any(trace.finding == "matches" for trace in ledger.traces)


def test_a_multiple_of_two_times_is_no_other_period() -> None:
    """Each text may name another of the two: 2024 is the year before 2025."""
    with new_index(vectors=False) as index:
        source = "In 2025 the ferry firm cancelled twice as many crossings as the year before."
        index.add(analyse(_read(source, "source.txt", "en")), source_hash="0", version="1")
        index.commit()
        claim = "The ferry firm cancelled twice as many crossings as in 2024."
        ledger = check(_read(claim, "article.txt", "en"), index)
    assert {match.finding for trace in ledger.traces for match in trace.figures} == {"matches"}
    assert not any(drift.kind == "period_changed" for trace in ledger.traces for drift in trace.drifts)
