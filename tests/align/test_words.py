"""The telling words of a text: what is kept of them."""

from __future__ import annotations

import pytest

from sayso.align import read_words, words


def test_whole_documents_push_nothing_out_and_are_not_hoarded() -> None:
    """A few long texts are kept, beside thousands of short ones."""
    line = "The harbour has lost two of its cranes. "
    short = read_words(line, "en")
    before = words._read_short.cache_info().currsize
    for at in range(40):
        assert len(read_words(line * 60 + f"{at}", "en")) == 60 * len(short)
    assert words._read_short.cache_info().currsize == before
    assert words._read_long.cache_info().currsize == words._read_long.cache_info().maxsize == 8
    assert read_words(line, "en") is short


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("Nel 2023 sono stati riparati secondo la regione i ponti della città", "it", {"riparati", "regione", "ponti", "città"}),
        ("Hacia el puerto, cuya obra será cara, hubo tráfico", "es", {"puerto", "obra", "cara", "tráfico"}),
    ],
)  # fmt: skip
def test_small_words_tell_nothing(text: str, language: str, told: set[str]) -> None:
    """They are no ground for taking two figures for the same."""
    assert {word.text for word in read_words(text, language) if not word.text.isdigit()} == told
