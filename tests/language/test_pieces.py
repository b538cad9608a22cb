"""Paragraphs as pieces and windows: laws for any text."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from sayso.language.pieces import WINDOW, as_text, paragraph, shape, windows

ODD = [
    "Ünlü",
    "it’s",
    "“",
    "”",
    "30,000",
    "\u200b",
    "\u00ad",
    "a" * 400,
    "中文字",
    "שלום",
    "😀",
    "U.S.",
    "\ud800",
    "\n",
    "…",
    "[SEP]",
    "[MASK]",
]
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from([*ODD, "word", "Two"]), max_size=300).map(" ".join))


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    """The tokenizer of the English tagger."""
    folder = files("sayso.language").joinpath("models", "said-en")
    return as_text(Tokenizer.from_buffer(folder.joinpath("tokenizer.json").read_bytes()))


@given(text=TEXTS)
def test_words_stand_where_they_are(tokenizer: Any, text: str) -> None:
    """Law: words are in order, apart, without space at their ends; each has a first piece and one of each feature."""
    found = paragraph(tokenizer, text, 7, "en")
    end = 7
    for (start, stop), first in zip(found.places, found.firsts, strict=True):
        assert end <= start < stop
        word = text[start - 7 : stop - 7]
        assert word == word.strip()
        assert found.owner[first] == found.places.index((start, stop))
        end = stop
    assert len(found.places) == len(found.shapes) == len(found.quoted) == len(found.firsts)
    assert len(found.pieces) == len(found.owner)


@given(texts=st.lists(TEXTS, max_size=6), first=st.integers(WINDOW // 4, WINDOW), together=st.integers(8, WINDOW))
def test_windows_hold_each_word_once(tokenizer: Any, texts: list[str], first: int, together: int) -> None:
    """Law: windows are no longer than they may be, those of several paragraphs too, and hold each word of each paragraph once, in order, at its piece."""
    items = [paragraph(tokenizer, text, 0, "en") for text in texts]
    held: list[list[int]] = [[] for _ in items]
    for window in windows(items, 101, 102, first=first, together=together):
        assert len(window.pieces) == len(window.shapes) == len(window.quoted) <= WINDOW + 2
        assert len(window.parts) == 1 or len(window.pieces) <= together
        assert window.pieces[0] == 101
        for part in window.parts:
            item = items[part.paragraph]
            at = part.at + item.firsts[part.first : part.last] - item.firsts[part.first]
            within = at < len(window.pieces) - 1
            assert within[0]
            assert np.array_equal(window.pieces[at[within]], item.pieces[item.firsts[part.first : part.last][within]])
            held[part.paragraph] += range(part.first, part.last)
    assert held == [list(range(len(item.places))) for item in items]


@pytest.mark.parametrize(
    ("word", "number"),
    [(",", 0), ("said", 1), ("Said", 2), ("A", 2), ("UN", 3), ("eBay", 4), ("McCain", 4), ("5th", 5), ("ß", 1)],
)
def test_shapes(word: str, number: int) -> None:
    """A shape tells capitals, which the vocabulary does not."""
    assert shape(word) == number


def test_quotations_reach_through(tokenizer: Any) -> None:
    """Words know whether they stand in a quotation, in one within it, or in one that is never closed."""
    text = "He said: “I saw ‘it’ here.” Then “no"
    found = paragraph(tokenizer, text, 0, "en")
    told = {text[a:b]: int(state) for (a, b), state in zip(found.places, found.quoted, strict=True)}
    assert (told["He"], told["saw"], told["it"], told["here"], told["Then"], told["no"]) == (0, 1, 2, 1, 0, 3)


def test_names_are_read_as_one_another(tokenizer: Any) -> None:
    """With `evened`, names of one row have the same pieces and are one word each; their places are their own."""
    one, other = (
        paragraph(tokenizer, text, 5, "en", evened=True)
        for text in ("In Peru, all slept.", "In Saudi Arabia, all slept.")
    )
    assert one.pieces.tolist() == other.pieces.tolist()
    assert one.places[1] == (8, 12)
    assert other.places[1] == (8, 20)
    assert (
        paragraph(tokenizer, "In Peru", 0, "en").pieces.tolist()
        != paragraph(tokenizer, "In Cuba", 0, "en").pieces.tolist()
    )
