"""Entries found by place: the same as by looking at all of them, at a cost that does not grow with the document."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.costs import assert_linear, cpu_seconds

from sayso.model import Analysis, Problem
from sayso.pipeline import ANALYSIS_VERSION, analyse, check, new_index
from sayso.reading import read_text
from sayso.trace import claims, find_wanted, laid
from sayso.trace.laid import Row
from sayso.trace.matter import ask

PLACES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)).map(lambda at: (at[0], at[0] + at[1])), max_size=12)


@settings(max_examples=80)
@given(places=PLACES, low=st.integers(0, 35), size=st.integers(0, 12))
def test_a_row_gives_what_looking_at_all_gives(places: list[tuple[int, int]], low: int, size: int) -> None:
    """In their order, however they overlap."""
    row, high = Row(places, lambda place: place), low + size
    assert row.meeting(low, high) == [(a, b) for a, b in places if a < high and low < b]
    assert row.starting(low, high) == [(a, b) for a, b in places if low <= a < high]
    assert row.at(low) == next(((a, b) for a, b in places if a <= low < b), None)


def test_what_is_laid_goes_with_its_document() -> None:
    """Nothing of a document is kept when nobody has it any more, and another one in its place is another."""
    found = analyse(read_text("The agency said that 5 boats had left."), tagger=False)
    assert laid.laid(found) is laid.laid(found)
    key = id(found)
    assert key in laid._LAID
    del found
    gc.collect()
    assert key not in laid._LAID


def _article(sentences: int, turn: int = 0) -> Analysis:
    """An article in which a new body says something in each sentence."""
    told = (
        f"The Weir{'abcdefghij'[number % 10] * 3} Trust {number} said that {number + 7 + turn} boats had left the port."
        for number in range(sentences)
    )
    return analyse(read_text("\n\n".join(told)), tagger=False)


def test_what_a_claim_is_asked_costs_the_same_in_a_long_article() -> None:
    """Four times the claims cost four times as much, not sixteen times; who is wanted, too."""
    articles = {size: _article(size) for size in (90, 360)}
    assert len(articles[360].claims) >= 360

    def asked(size: int) -> float:
        article = articles[size]
        return cpu_seconds(lambda: [ask(article, claim) for claim in article.claims])

    def wanted(size: int) -> float:
        return cpu_seconds(lambda: find_wanted(articles[size], ()))

    for seconds in (asked, wanted):
        seconds(90)
        assert_linear(seconds, 90, 360, tolerated=1.5)


def test_an_endless_sentence_and_paragraph_are_read_near_the_claim() -> None:
    """A text without a full stop has one sentence; a claim in it is held with what stands around it."""
    text = "the boats left and " * 2_000 + "12 boats sank and " + "the boats left and " * 2_000
    there = laid.Laid(analyse(read_text(text), tagger=False))
    at = text.index("12 boats")
    start, end = there.sentence(at, at + 13)
    assert at - 10_000 < start < at < end < at + 10_000
    start, end = there.paragraph(at)
    assert at - 20_000 < start < at < end < at + 20_000


def test_of_very_many_claims_the_first_are_traced_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest have no trace, the ledger says so with the mend, and progress was told of each claim."""
    monkeypatch.setattr(claims, "MOST_CLAIMS", 2)
    reading = read_text(
        "A dam holds 5 boats.\n\nA pier holds 6 boats.\n\nIs a quay empty?\n\nA quay holds 7 boats.", uri="a.txt"
    )
    told: list[tuple[str, int, int]] = []
    with new_index(vectors=False) as index:
        index.add(analyse(reading, tagger=False), source_hash="h", version=ANALYSIS_VERSION)
        ledger = check(reading, index, progress=lambda *step: told.append(step))
    traced = {trace.claim for trace in ledger.traces}
    stated = [claim for claim in ledger.claims if claim.sort != "question"]
    assert [claim.id in traced for claim in stated] == [True, True, False]
    assert [(done, total) for what, done, total in told if what == "tracing claims"] == [(0, 2), (1, 2)]
    (problem,) = (one for one in ledger.problems if one.code == "claims-untraced")
    assert problem == Problem(
        code="claims-untraced",
        message="only the first 2 of 3 claims were traced",
        hint="split the article, and check its parts one by one",
        start=stated[2].start,
        end=len(reading.document.text),
        uri="a.txt",
    )
    assert not [one for one in check(reading).problems if one.code == "claims-untraced"]
