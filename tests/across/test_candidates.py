"""Documents that meet in keys: all of them where keys are rare, each with the first few where they are hot, whatever way the work is shared out."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.across.made import made_text

from sayso.across.candidates import FEW, MANY, Meetings, meet_by_key, pair_up, worth_reading
from sayso.across.fingerprints import Keys, columns, find_prints, read_words


def _rows(rows: list[tuple[int, int, int]]) -> Keys:
    keys, documents, at = zip(*rows, strict=True) if rows else ((), (), ())
    return Keys(
        np.array(keys, np.uint64),
        np.array(documents, np.int64),
        np.array(at, np.int64),
        np.ones(len(rows), np.uint64),
        np.zeros(len(rows), np.bool_),
    )


ROWS = st.lists(
    st.tuples(st.integers(1, 6), st.integers(0, 8), st.integers(0, 50)), max_size=60, unique_by=lambda row: row[:2]
)


@given(ROWS)
def test_below_the_cap_all_that_share_a_key_meet(rows: list[tuple[int, int, int]]) -> None:
    """Exactly the pairs that a plain double loop finds, and how many keys they share."""
    found = pair_up(meet_by_key(_rows(rows)))
    wanted: dict[tuple[int, int], int] = {}
    for one, other in combinations(sorted(rows, key=lambda row: row[1]), 2):
        if one[0] == other[0] and one[1] != other[1]:
            wanted[one[1], other[1]] = wanted.get((one[1], other[1]), 0) + 1
    assert {
        (a, b): count for a, b, count in zip(found.a.tolist(), found.b.tolist(), found.shared.tolist(), strict=True)
    } == wanted


@given(ROWS, st.randoms(use_true_random=False), st.integers(2, 4))
def test_the_work_may_be_shared_out_by_key(rows: list[tuple[int, int, int]], rng: random.Random, shares: int) -> None:
    """Keys in parts, rows in any order: the same pairs in the same order."""
    whole = pair_up(meet_by_key(_rows(rows), cap=3))
    rng.shuffle(rows)
    parts = [meet_by_key(_rows([row for row in rows if row[0] % shares == part]), cap=3) for part in range(shares)]
    names = Meetings.__slots__
    joined = pair_up(Meetings(*(np.concatenate([getattr(part, name) for part in parts]) for name in names)))
    for name in ("a", "b", "shared", "cool", "in_line", "alike"):
        assert getattr(whole, name).tolist() == getattr(joined, name).tolist()


def test_a_hot_key_pairs_with_the_first_few_alone() -> None:
    """A thousand documents with one key make two thousand meetings, not half a million."""
    met = meet_by_key(_rows([(7, number, 3) for number in range(1000)]), cap=32, hubs=2)
    assert len(met) == 999 + 998
    assert met.hot.all()
    assert set(met.a.tolist()) == {0, 1}


def test_hot_is_a_key_of_too_many_documents_however_often_each_has_it() -> None:
    """A document may have a key twice; the first few are documents, and each of the others meets them once."""
    twice = [(7, number, at) for number in range(33) for at in (3, 90)]
    some, many = meet_by_key(_rows(twice[:64]), cap=32), meet_by_key(_rows(twice), cap=32, hubs=2)
    assert not some.hot.any()
    assert len(pair_up(some)) == 32 * 31 // 2
    assert many.hot.all()
    assert len(many) == 32 + 31
    assert set(many.a.tolist()) == {0, 1}


def test_one_key_needs_like_words_around() -> None:
    """Two documents that share three words by chance are not held side by side; a short quotation is."""
    texts = [
        "Yesterday President Harold Winters opened the new railway station in heavy rain",
        "Nobody asked why President Harold Winters never mentioned taxes again afterwards",
        "Critics recall that nobody asked why President Harold Winters never mentioned them",
    ]
    prints = [find_prints(read_words(text), window=1) for text in texts]
    pairs = pair_up(meet_by_key(columns(prints)))
    chosen = worth_reading(pairs, np.array([20, 20, 20]))
    assert [(a, b) for a, b, yes in zip(pairs.a, pairs.b, chosen, strict=True) if yes] == [(1, 2)]


def test_the_more_documents_have_a_key_the_more_words_around_it_must_be_alike() -> None:
    """Three are enough for few documents and for some, and no longer for many."""

    def chosen(count: int) -> int:
        number = np.arange(count)
        alike = np.uint64(5 << 10 | 6 << 20 | 7 << 40)
        around = alike | (100 + number).astype(np.uint64) | (100 + number).astype(np.uint64) << np.uint64(30)
        keys = Keys(np.full(count, 9, np.uint64), number, number * 3, around, np.zeros(count, np.bool_))
        return int(worth_reading(pair_up(meet_by_key(keys)), np.full(count, 20)).sum())

    assert [chosen(count) for count in (FEW, MANY, MANY + 1)] == [6, 120, 0]


def test_cost_grows_with_the_documents_and_not_with_their_square() -> None:
    """Four times as many documents, all with one footer: the meetings grow five times at most, the square would be sixteen."""

    def meetings(count: int) -> int:
        rows = columns(
            find_prints(
                read_words(made_text(number, 60) + " This newspaper belongs to nobody but its faithful readers")
            )
            for number in range(count)
        )
        return len(meet_by_key(rows))

    assert meetings(800) < 5 * meetings(200)


def test_nothing_meets_in_nothing() -> None:
    """No rows, no pairs."""
    pairs = pair_up(meet_by_key(columns([])))
    assert len(pairs) == 0
    assert worth_reading(pairs, np.zeros(0, np.int64)).tolist() == []
