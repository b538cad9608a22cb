"""Wording: what was taken over, and whether it stands in quotation marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.align import align_wording, is_quoted

REPORT = "All harbours that take part in the scheme are open to being used by traffickers who bribe their staff."


def test_a_sentence_taken_over_whole_is_verbatim() -> None:
    assert align_wording(REPORT, f"Preface. {REPORT} More.").reuse == "verbatim"


def test_a_sentence_with_small_changes_is_near_verbatim() -> None:
    changed = REPORT.replace("open to being used", "open to use").replace("All harbours", "All the ports")
    assert align_wording(changed, REPORT).reuse == "near_verbatim"


def test_the_same_sense_in_other_words_is_none() -> None:
    assert align_wording("Traffickers may use any port by paying the people who work there.", REPORT).reuse == "none"


def test_the_run_is_exact_in_both() -> None:
    wording = align_wording("He wrote: " + REPORT.lower(), REPORT)
    low, high = wording.second
    assert REPORT[low:high] == REPORT.rstrip(".")


@given(st.text(), st.text())
def test_no_texts_raise_and_runs_lie_within(first: str, second: str) -> None:
    wording = align_wording(first, second)
    assert 0 <= wording.first[0] <= wording.first[1] <= len(first)
    assert 0 <= wording.second[0] <= wording.second[1] <= len(second)


def test_quotation_marks_of_several_kinds_hold_what_is_between() -> None:
    for text in ("“so it is”, he said", "«so it is», he said", "„so it is“, he said", '"so it is", he said'):
        assert is_quoted(text, 1, 9)
        assert not is_quoted(text, 11, len(text))
