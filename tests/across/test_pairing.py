"""Keys and meetings of claims, groups, and what they cost."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.across.claimed import claimed
from tests.costs import assert_linear, cpu_seconds

from sayso.across import find_threads
from sayso.across.claim_groups import Links, Verify, best_between, group, linked
from sayso.across.claim_keys import TURNS, Keyed, vector_keys, word_keys
from sayso.across.claim_rows import ClaimRow, claim_rows
from sayso.across.pairing import CAP, alike, meet, meet_by_key
from sayso.across.same_claim import Same
from sayso.model import Analysis

SAME = Same(0.9, "a test")
GOLDEN = 8547736766473171507


def _never(_a: int, _b: int) -> bool:
    return False


def _keyed(keys: list[int], owners: list[int], items: list[list[int]]) -> Keyed:
    return Keyed(
        np.array(keys, np.uint64), np.array(owners, np.int64), np.ones(len(keys), np.int64), np.array(items, np.uint64)
    )


def _rows(*documents: Analysis) -> list[ClaimRow]:
    return sorted((row for one in documents for row in claim_rows(one)), key=lambda row: row.order)


def _near(count: int, cosine: float, seed: int = 3) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """Pairs of vectors of a likeness."""
    chance = np.random.default_rng(seed)
    one, other = chance.normal(size=(2, count, 256))
    one /= np.linalg.norm(one, axis=1, keepdims=True)
    other -= (other * one).sum(axis=1, keepdims=True) * one
    other /= np.linalg.norm(other, axis=1, keepdims=True)
    other = cosine * one + np.sqrt(1 - cosine**2) * other
    return np.rint(one * 400).astype(np.int8), np.rint(other * 400).astype(np.int8)


def test_claims_of_one_key_meet_once_each() -> None:
    """Whatever the order of rows; nothing meets itself."""
    found = meet_by_key(_keyed([7, 7, 7, 8, 8], [2, 0, 1, 0, 2], [[0]] * 3))
    assert list(zip(found.a, found.b, found.shared, strict=True)) == [(0, 1, 1), (0, 2, 2), (1, 2, 1)]


def test_a_hot_key_is_parted_by_what_else_its_claims_have() -> None:
    """Two in a thousand that share one thing more meet; all of them meet the first alone."""
    count = 1_000
    items = [[100 + at] for at in range(count)]
    items[900] = items[500]
    found = meet_by_key(_keyed([7] * count, list(range(count)), items))
    pairs = set(zip(found.a.tolist(), found.b.tolist(), strict=True))
    assert pairs == {(0, at) for at in range(1, count)} | {(500, 900)}


def test_copies_of_one_claim_meet_the_first() -> None:
    """All that they have is the same, so that nothing parts them."""
    count = 200
    found = meet_by_key(_keyed([7] * count, list(range(count)), [[1, 2, 3]] * count))
    assert set(zip(found.a.tolist(), found.b.tolist(), strict=True)) == {(0, at) for at in range(1, count)}


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40)), max_size=120), st.randoms())
def test_meetings_do_not_hang_on_the_order_of_rows(rows: list[tuple[int, int]], chance: object) -> None:
    """The same pairs with the same weights."""
    rows = sorted(set(rows))
    items = [[at % 3 + 1, at % 5 + 10] for at in range(41)]
    known = meet_by_key(_keyed([key for key, _ in rows], [owner for _, owner in rows], items), 4)
    chance.shuffle(rows)  # type: ignore[attr-defined]
    found = meet_by_key(_keyed([key for key, _ in rows], [owner for _, owner in rows], items), 4)
    for one, other in ((known.a, found.a), (known.b, found.b), (known.shared, found.shared)):
        assert one.tolist() == other.tolist()


def test_vectors_that_are_alike_meet() -> None:
    """Of a likeness of .7 nearly all by one turn or another, of none hardly any by each."""
    for cosine, least, most in ((0.7, 0.95, 1.0), (0.6, 0.75, 1.0), (0.0, 0.0, 0.08)):
        one, other = _near(400, cosine)
        met = np.zeros(400, np.bool_)
        for turn in range(TURNS):
            keys = [vector_keys(vectors, turn).keys.reshape(400, -1) for vectors in (one, other)]
            met |= (keys[0][:, :, None] == keys[1][:, None, :]).any(axis=(1, 2))
        assert least <= met.mean() <= most


def test_the_keys_of_a_vector_are_the_same_everywhere() -> None:
    """A golden value: keys that change are other keys than those of yesterday's articles."""
    vectors = (np.arange(512) * 37 % 255 - 127).astype(np.int8).reshape(2, 256)
    keys = vector_keys(vectors, 3).keys
    assert keys.tolist() == vector_keys(vectors[::-1].copy(), 3).keys.reshape(2, -1)[::-1].ravel().tolist()
    assert int(keys[0]) == GOLDEN


def test_the_likeness_of_pairs_is_the_cosine() -> None:
    """Not a number where one has no vector."""
    one, other = _near(5, 0.6)
    vectors = np.concatenate([one, other])
    found = alike(vectors, np.array([0, 4, -1]), np.array([5, 9, 3]))
    assert np.allclose(found[:2], 0.6, atol=0.03)
    assert np.isnan(found[2])


def _verify(links: Links) -> Verify:
    return lambda a, b: links.get(a, {}).get(b)


def test_a_chain_is_no_group() -> None:
    """Each like the next: the first holds its neighbour, and the far end is not drawn in."""
    links = linked([(at, at + 1, SAME) for at in range(4)])
    found = group(links, _verify(links), _never)
    assert max(len(one.members) for one in found) < 4
    assert not any({0, 3} <= set(one.members) or {1, 4} <= set(one.members) for one in found)


def test_who_was_never_met_is_held_against_the_representative() -> None:
    """A claim that only a member met is in the group where it says what the representative says."""
    links = linked([(0, 1, SAME), (0, 2, SAME), (2, 3, SAME)])
    (found,) = group(links, lambda _a, _b: SAME, _never)
    assert found.members == (0, 1, 2, 3)


def test_who_says_what_half_of_the_members_say_is_one() -> None:
    """Though the representative says it otherwise; less than half is not enough."""
    whole = [(a, b, SAME) for a, b in combinations(range(4), 2)]
    links = linked([*whole, (1, 4, SAME), (2, 4, SAME)])
    assert group(links, _verify(links), _never)[0].members == (0, 1, 2, 3, 4)
    few = linked([*whole, (1, 4, SAME)])
    assert group(few, _verify(few), _never)[0].members == (0, 1, 2, 3)


def test_what_is_set_apart_from_a_member_is_none() -> None:
    """Of two that cannot both be meant the one more like the representative stays."""
    links = linked([(0, 1, Same(0.8, "")), (0, 2, Same(0.9, "")), (0, 3, Same(0.7, "")), (2, 3, SAME)])
    (found,) = group(links, _verify(links), lambda a, b: {a, b} == {1, 2})
    assert found.members == (0, 2, 3)


def test_the_most_alike_of_a_document_is_meant() -> None:
    """A sentence that says nearly the same as the one before it goes; what a document says twice stays."""
    documents = "aabb"
    weak, strong = Same(0.5, ""), Same(0.8, "")
    pairs = [(0, 2, strong), (0, 3, weak), (1, 3, weak), (0, 1, weak), (2, 3, SAME)]
    kept = best_between(pairs, lambda at: documents[at])
    assert kept == [(0, 2, strong), (1, 3, weak), (2, 3, SAME)]


def _made(number: int) -> Analysis:
    """Ten claims, of which one in five documents has some of another's, and all have a common one."""
    chance = np.random.default_rng(number // 5 if number % 5 == 0 else number + 10_000)
    names = ["".join(chance.choice(list("bdfgklmnprstaeiou"), 8)).capitalize() for _ in range(10)]
    texts = [f"The town of {name} counted {chance.integers(100, 9999)} houses." for name in names]
    return claimed(f"d{number}", " ".join([*texts, "More than 500 people were asked in the survey of the ministry."]))


def test_finding_threads_costs_the_number_of_claims() -> None:
    """Four times the documents cost four times as much, though one claim is in all of them."""
    documents = [_made(number) for number in range(480)]
    for one in documents:
        claim_rows(one)

    def seconds(size: int) -> float:
        return cpu_seconds(lambda: find_threads(documents[:size]))

    assert_linear(seconds, 120, 480)


def test_a_common_claim_costs_no_square() -> None:
    """Each claim has a bounded number of meetings."""
    counts = [len(meet(_rows(*(_made(number) for number in range(size))))) / size for size in (100, 400)]
    assert counts[1] < 1.5 * counts[0] + 4
    assert len(word_keys(_rows(_made(0))).keys) <= 11 * 60
    assert CAP <= 32
