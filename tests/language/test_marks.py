"""Whether a text has quotation marks, which spares a look for quotations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.fold import fold
from sayso.language.quotes import has_marks, quotations


@given(st.text(alphabet="ab '’\"“”„«»`‘\n", max_size=30))
def test_what_has_no_marks_has_no_quotations(text: str) -> None:
    """Of no text a quotation is passed over."""
    folded = fold(text)
    assert has_marks(folded) or not quotations(folded, 0)


@pytest.mark.parametrize(
    ("text", "marks"), [("It isn't so, rock’n’roll", False), ("the workers’ pay", True), ("„So“", True)]
)
def test_an_apostrophe_within_a_word_is_no_mark(text: str, marks: bool) -> None:  # noqa: FBT001
    """One at an end may be one."""
    assert has_marks(fold(text)) is marks
