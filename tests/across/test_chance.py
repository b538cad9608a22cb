"""What claims of a large corpus share by chance: by how many claims have each thing, by how many claims there are, a word once."""

from __future__ import annotations

import numpy as np
import pytest
from tests.across.claimed import claimed

from sayso.across.chance import Chance, Things, counted
from sayso.across.claim_keys import BESIDE, THINGS, keys_and_things
from sayso.across.claim_rows import ClaimRow, claim_rows
from sayso.across.fingerprints import Hashes
from sayso.across.pairing import LEAST, meet, meet_by_key

CLAIMS = 100_000
#: Things by what share of the claims has them.
COMMON, USUAL, RARE = 10, 200, 50_000


def _rows(*texts: str) -> list[ClaimRow]:
    rows = [row for at, text in enumerate(texts) for row in claim_rows(claimed(f"d{at}", text))]
    return sorted(rows, key=lambda row: row.order)


def _hash(name: int) -> int:
    return name * 0x9E3779B97F4A7C15 % (1 << 64)


def _chance(*rows: tuple[int, ...], first: tuple[int, ...] = (), claims: int = CLAIMS) -> Chance:
    """Claims that have things by number: of 1 to 9 one claim in ten has each, of 11 to 99 one in 200, of others two have it."""
    hashes = np.zeros((len(rows), 6), np.uint64)
    for at, some in enumerate(rows):
        hashes[at, : len(some)] = [_hash(one) for one in some]
    places = np.tile(np.array([*first, *range(len(first), 6)], np.uint8), (len(rows), 1))
    every = {one for some in rows for one in some}
    shares = {one: COMMON if one < 10 else USUAL if one < 100 else RARE for one in every}
    table: Hashes = np.repeat(
        np.array([_hash(one) for one in shares], np.uint64), [claims // share for share in shares.values()]
    )
    return Chance(Things(hashes, places), counted([table], claims), claims)


def _only(chance: Chance) -> bool:
    (found,) = chance.only(np.array([0]), np.array([1])).tolist()
    return bool(found)


@pytest.mark.parametrize(
    ("shared", "only"), [((1, 2), True), ((1, 11), True), ((1, 2, 11), True), ((11, 12, 13), False), ((1, 101), False)]
)
def test_what_common_things_many_share_by_chance(shared: tuple[int, ...], only: bool) -> None:  # noqa: FBT001
    """Two that one claim in 200 has are shared by two of 100,000 claims; three by one in eighty times as many."""
    one, other = (*shared, 501, 502), (503, *shared)
    assert _only(_chance(one, other)) is only
    assert _only(_chance(other, one)) is only


def test_what_is_of_one_word_counts_once() -> None:
    """The stem of a name, and the name: not two things that are rare together."""
    assert not _only(_chance((11, 12, 13), (11, 12, 13)))
    assert _only(_chance((11, 12, 13), (11, 12, 13), first=(0, 1, 1)))


def test_a_word_of_which_one_key_alone_is_shared_counts() -> None:
    """Where the first of its keys is another one."""
    assert not _only(_chance((500, 11, 12, 13), (11, 12, 13), first=(0, 0)))


def test_what_is_asked_grows_with_the_corpus() -> None:
    """The same shares of a hundred times as many claims."""
    assert not _only(_chance((11, 12, 13), (11, 12, 13)))
    assert _only(_chance((11, 12, 13), (11, 12, 13), claims=100 * CLAIMS))


def test_the_things_of_a_claim_are_its_words_its_figures_and_all_its_words() -> None:
    """A name and its stem are one word; figures differ, all the words are the same."""
    rows = _rows("In Merrow, 400 people lost their homes.", "In Merrow, 500 people lost their homes.")
    _, things = keys_and_things(rows)
    one, other = things.hashes
    assert things.hashes.shape == (2, THINGS)
    assert one[:BESIDE].tolist() == other[:BESIDE].tolist()
    assert one[BESIDE] > 0
    assert one[BESIDE] != other[BESIDE]
    assert one[-1] == other[-1] > 0
    count = int((one[:BESIDE] > 0).sum())
    assert len(set(things.first[0][:count].tolist())) < count


@pytest.mark.parametrize(("count", "chance"), [(60, False), (700, True)])
def test_what_all_claims_of_a_corpus_share_is_chance_where_they_are_many(count: int, chance: bool) -> None:  # noqa: FBT001
    """A figure and what it counts: of sixty claims the topic, of seven hundred no reason to hold two side by side."""
    names = ["".join("bdfklmnrsv"[int(digit)] + "aeiou"[int(digit) % 5] for digit in f"{at:04}") for at in range(count)]
    rows = _rows(*(f"{name.capitalize()}: 500 houses." for name in names))
    keyed, _ = keys_and_things(rows)
    assert (meet_by_key(keyed).shared >= LEAST).any()
    assert (len(meet(rows)) < count // 2) is chance  # some names are near enough to be one


def test_what_is_said_word_for_word_is_never_chance() -> None:
    """However common its words, of seven hundred that share them two are the same."""
    texts = [f"{word}: 500 houses." for word in ("Here", "There", "Now", "Then")] * 175
    rows = _rows(*texts, "The 500 houses are yours.", "The 500 houses are yours.")
    _, things = keys_and_things(rows)
    chance = Chance(things, counted([things.hashes], len(rows)), len(rows))
    (one, again, other) = ([row.at.document for row in rows].index(name) for name in ("d700", "d701", "d0"))
    assert chance.only(np.array([one, one]), np.array([again, other])).tolist() == [False, True]
