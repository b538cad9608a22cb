"""Words that open a pair of numbers, such as "de" of "de 3 a 5": most stand before no number, and nothing is read there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.figures.names import skip_idiom
from sayso.extract.figures.quantity import read_from_to
from sayso.extract.figures.scan import _begins, _may_open, _read, starts_of
from sayso.language.numbers import Line, grammar

LANGUAGES = ("en", "de", "es", "fr", "it", "pt")
_OTHERS = [
    "3",
    "1.500",
    "5",
    "€",
    "%",
    "-",
    "’",
    ",",
    ".",
    "A",
    "x",
    "und",
    "a",
    "à",
    "to",
    "and",
    "y",
    "bis",
    "al",
    "16s",
]


def _texts(language: str) -> st.SearchStrategy[str]:
    """Lines of openers, of what leads to a number, of numbers, and of what does neither."""
    g, starts = grammar(language), starts_of(language)
    asides = g.words("change.asides") | g.words("change.heights") | g.words("ranges.articles") | g.words("counted.of")
    words = st.one_of(
        st.sampled_from(sorted(starts.openers)),
        st.sampled_from(sorted(starts.openers)),
        st.sampled_from(sorted(starts.words)),
        st.sampled_from(sorted(asides) or ["x"]),
        st.sampled_from(_OTHERS),
    )
    written = st.one_of(words, words.map(str.capitalize))
    return st.lists(st.tuples(written, st.sampled_from([" ", " ", " ", ""])), min_size=1, max_size=9).map(
        lambda parts: "".join(f"{word}{gap}" for word, gap in parts)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_read_where_no_number_may_follow(language: str) -> None:
    """What is passed over unread would have been read as nothing."""
    g, starts = grammar(language), starts_of(language)

    @settings(max_examples=300, deadline=None)
    @given(_texts(language))
    def law(text: str) -> None:
        line = Line.of(text)
        for place, key in enumerate(line.keys):
            if key in starts.openers and _begins(line, place, g, starts) and not _may_open(line, place, g, starts):
                assert skip_idiom(line, place, g) is None
                assert read_from_to(line, place, g) is None
                assert _read(line, place, 0, g) is None

    law()


@pytest.mark.parametrize(
    ("text", "opens"), [("de 3 a 5", True), ("del 3 al 5", True), ("de pronto salieron", False), ("de", False)]
)
def test_an_opener_needs_a_number(text: str, opens: bool) -> None:  # noqa: FBT001  a case of the table
    """Whether a number may follow is told by the next few words."""
    assert _may_open(Line.of(text), 0, grammar("es"), starts_of("es")) is opens
