"""The folded view never changes the text, and every place in it leads back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.language import fold

_ODD = st.text(st.sampled_from("ab 1,.-\u00ad\u200b\u00a0\u202f\u2011\u2013“”\n\ufeff"))


@given(_ODD | st.text())
def test_every_stretch_of_the_view_leads_to_the_same_characters(text: str) -> None:
    folded = fold(text)
    for at, char in enumerate(folded.text):
        start, end = folded.place(at, at + 1)
        assert end == start + 1
        assert text[start] == char or not (text[start].isalnum() or char.isalnum())


@given(_ODD)
def test_a_whole_view_spans_what_was_kept(text: str) -> None:
    folded = fold(text)
    start, end = folded.place(0, len(folded.text))
    assert 0 <= start <= end <= len(text)


def test_soft_hyphens_vanish_and_odd_spaces_become_plain() -> None:
    folded = fold("30\u202f000 Men\u00adschen")
    assert folded.text == "30 000 Menschen"
    assert folded.place(7, 15) == (7, 16)


def test_an_empty_place_stays_empty() -> None:
    assert fold("a\u00adb").place(1, 1) == (2, 2)
