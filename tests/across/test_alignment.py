"""Passages word by word: exact, symmetric, a function of the two texts alone."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.across.made import made_text
from tests.costs import assert_linear, cpu_seconds

from sayso.across.alignment import GAP, Aligned, align
from sayso.across.fingerprints import read_words

PASSAGE = (
    "The harbour office counted three thousand containers between Monday and Thursday, twice as many as in the week "
    "before the strike began, and expects that half of them will be gone by the end of the month."
)
#: Few words, so that texts made of them share much, and the same thing in many places.
TEXTS = st.lists(st.sampled_from(["ant", "bee", "cat", "dog", "elk", "fox"]), max_size=60).map(" ".join)


def _align(one: str, other: str) -> tuple[Aligned, ...]:
    return align(read_words(one), read_words(other))


def _edited(text: str, rate: float, seed: int) -> str:
    rng, found = random.Random(seed), []  # noqa: S311
    for word in text.split():
        chance = rng.random()
        if chance < rate / 3:
            found.append("changed")
        elif chance < 2 * rate / 3:
            found += [word, "added"]
        elif chance >= rate:
            found.append(word)
    return " ".join(found)


@given(TEXTS, TEXTS)
def test_what_is_the_same_is_the_same(one: str, other: str) -> None:
    """Each run has the same words in both texts; runs are in order; no two passages share a word."""
    a, b = read_words(one), read_words(other)
    seen_a: set[int] = set()
    seen_b: set[int] = set()
    for found in align(a, b):
        for run in found.runs:
            assert run.length > 0
            assert a.ids[run.a : run.a + run.length].tolist() == b.ids[run.b : run.b + run.length].tolist()
        for in_a, in_b in found.gaps():
            assert in_a[0] <= in_a[1]
            assert in_b[0] <= in_b[1]
            assert (in_a[1] - in_a[0]) + (in_b[1] - in_b[0]) > 0
        for span, seen in ((found.span_a, seen_a), (found.span_b, seen_b)):
            assert seen.isdisjoint(range(*span))
            seen.update(range(*span))
        assert 0 < found.identity <= 1


@given(TEXTS, TEXTS)
def test_alignment_is_symmetric(one: str, other: str) -> None:
    """Exchanging the texts exchanges the sides, and nothing else."""
    turned = sorted((found.turned() for found in _align(other, one)), key=lambda found: found.runs)
    assert list(_align(one, other)) == turned


@given(st.text(max_size=200))
def test_a_text_is_wholly_itself(text: str) -> None:
    """Identical texts are one passage of identity 1, whatever is in them; texts without words are none."""
    words = read_words(text)
    found = align(words, words)
    assert [(one.span_a, one.identity) for one in found] == ([((0, len(words)), 1.0)] if len(words) else [])


@pytest.mark.parametrize("rate", [0.0, 0.05, 0.12, 0.25])
@pytest.mark.parametrize("seed", range(5))
def test_an_edited_passage_is_found_between_other_words(rate: float, seed: int) -> None:
    """A passage of 38 words within strange text: found within two words at either end, strange words left out."""
    one = f"{made_text(seed, 80)} {PASSAGE} {made_text(seed + 50, 80)}"
    other = f"{made_text(seed + 90, 40)} {_edited(PASSAGE, rate, seed)} {made_text(seed + 70, 90)}"
    (found,) = _align(one, other)
    start, end = found.span_a
    assert abs(start - 80) <= (0 if not rate else 4)
    assert abs(end - 80 - len(PASSAGE.split())) <= (0 if not rate else 4)
    assert found.identity >= 1 - 2 * rate - 0.1


def test_what_differs_is_told() -> None:
    """A changed word, a word left out, a word put in."""
    (found,) = _align(
        "the mayor said on Monday that the old bridge would be closed for nine weeks from June",
        "the mayor said on Tuesday that the bridge would be closed to lorries for nine weeks from June",
    )
    assert [(a[1] - a[0], b[1] - b[0]) for a, b in found.gaps()] == [(1, 1), (1, 0), (0, 2)]
    assert found.same == 15


def test_a_long_cut_parts_a_passage() -> None:
    """More than GAP words that lie between in one text alone make two passages of one."""
    first, second = made_text(1, 30), made_text(2, 30)
    cut = _align(f"{first} {second}", f"{first} {made_text(3, GAP + 1)} {second}")
    kept = _align(f"{first} {second}", f"{first} {made_text(3, GAP - 1)} {second}")
    assert [len(cut), len(kept)] == [2, 1]


def test_paragraphs_in_another_order_are_passages_each() -> None:
    """A B C against C A B."""
    a, b, c = (made_text(number, 40) for number in range(3))
    found = _align(f"{a} {b} {c}", f"{c} {a} {b}")
    assert sorted(one.span_a for one in found) == [(0, 80), (80, 120)]


def _spent(text: Sequence[str], other: Sequence[str]) -> float:
    one, two = read_words(" ".join(text)), read_words(" ".join(other))
    return cpu_seconds(lambda: align(one, two))


def test_cost_is_linear_in_what_is_shared() -> None:
    """A book against the same with a word changed in ten."""

    def seconds(words: int) -> float:
        text = made_text(5, words)
        return _spent(text.split(), _edited(text, 0.1, 6).split())

    assert_linear(seconds, 2_000, 20_000)


def test_hostile_repetition_is_cheap() -> None:
    """One word a hundred thousand times, a refrain of seven words ten thousand times, against the like: no square of anything."""
    refrain = ["we", "shall", "not", "be", "moved", "from", "here"] * 10_000
    assert _spent(["again"] * 100_000, ["again"] * 99_999) < 5
    assert _spent(refrain, [*refrain[3:], "end"]) < 5
    assert _spent(refrain, []) < 5
