"""A document's words and keys: folded, placed, the same everywhere, and kept so that two texts with one passage keep the same keys of it."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.across.fingerprints import GRAM, MOST_WORDS, REPEATS, WINDOW, columns, find_prints, read_words

PASSAGE = "The harbour office counted three thousand containers between Monday and Thursday, twice as many as in the week before the strike began"


def _text(words: int, seed: int) -> str:
    rng = random.Random(seed)  # noqa: S311
    return " ".join("".join(rng.choices("abcdefghiklmnoprstu", k=rng.randint(4, 9))) for _ in range(words))


def test_words_are_the_same_whatever_their_case_accents_and_spaces() -> None:
    """Case, accents, soft hyphens, widths and kinds of spaces are no difference; a changed letter is one."""
    plain = read_words("The cafe in Muenchen re-opened").ids
    odd = read_words("THE caf\u00e9\u00a0in\u202fMuen\u00adchen re\u2010opened").ids
    assert np.array_equal(plain, odd)
    assert not np.array_equal(plain, read_words("The cafe in Muenchen re-opener").ids)


def test_hashes_are_the_same_in_every_process() -> None:
    """A key that was made elsewhere, or last year, still meets this one."""
    assert int(read_words("harbour").ids[0]) == 16295200358155746308
    assert int(find_prints(read_words("harbour office counted")).keys[0]) == 2687729937075085095


@given(st.text(max_size=300))
def test_each_word_has_its_place_in_the_text(text: str) -> None:
    """Places are in order, within the text, and what stands there is read as that word again."""
    words = read_words(text)
    assert all(0 <= start < end <= len(text) for start, end in zip(words.starts, words.ends, strict=True))
    assert all(words.ends[:-1] <= words.starts[1:])
    for at, (start, end) in enumerate(zip(words.starts, words.ends, strict=True)):
        assert read_words(text[start:end]).ids[0] == words.ids[at]


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 10_000))
def test_two_texts_with_one_passage_keep_the_same_keys_of_it(before: int, after: int, seed: int) -> None:
    """The promise of winnowing: of WINDOW neighbouring keys that both have, one at least is kept by both."""
    one = find_prints(read_words(f"{_text(before, seed)} {PASSAGE} {_text(after, seed + 1)}"))
    other = find_prints(read_words(f"{_text(after, seed + 2)} {PASSAGE}"))
    telling = int((read_words(PASSAGE).stems != 0).sum())
    assert len(np.intersect1d(one.keys, other.keys)) >= (telling - GRAM + 1) // WINDOW


def test_little_words_between_change_no_key() -> None:
    """Articles, prepositions and endings may change without a key being lost."""
    one = find_prints(read_words("ministers rejected proposals for tunnels beneath mountains"), window=1)
    other = find_prints(read_words("the minister had rejected a proposal on the tunnel beneath a mountain"), window=1)
    assert len(np.intersect1d(one.keys, other.keys)) >= 1


def test_scripts_without_spaces_have_words_too() -> None:
    """Each character of Chinese or Japanese is a word, and telling."""
    words = read_words("港口办公室周四统计了三千个集装箱")
    assert len(words) == 16
    assert len(find_prints(words)) > 3


def test_a_refrain_is_kept_but_twice() -> None:
    """One word a hundred thousand times is a key or two."""
    assert len(find_prints(read_words("again " * 100_000))) <= REPEATS


def test_hostile_texts() -> None:
    """Nothing, marks alone, one line of ten million letters, more words than anybody reads, halves of characters: each is read in a moment."""
    assert len(read_words("")) == len(find_prints(read_words(""))) == 0
    assert len(read_words("?! … —")) == 0
    assert len(read_words("x" * 10_000_000)) == 1
    long = read_words("word " * (MOST_WORDS + 1))
    assert len(long) == MOST_WORDS
    assert long.cut
    assert len(read_words("lone \ud800 half")) >= 2


def test_columns_number_the_documents() -> None:
    """Documents without keys keep their numbers; none at all is no row."""
    prints = [find_prints(read_words(text)) for text in (PASSAGE, "", PASSAGE)]
    rows = columns(prints)
    assert sorted(set(rows.documents.tolist())) == [0, 2]
    assert len(rows) == 2 * len(prints[0])
    assert len(columns([])) == 0
