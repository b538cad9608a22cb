"""Pairs that are ruled out from afar: never one that says the same, and most of those that do not."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.across.claimed import claimed

from sayso.across.book import Book, Side
from sayso.across.claim_rows import ClaimRow, claim_rows
from sayso.across.cognates import Spelt
from sayso.across.outlines import outlines
from sayso.across.ruled_out import ruled_out
from sayso.across.same_claim import how_same, meaning
from sayso.across.words_met import words_met
from sayso.align import COGNATE, alike_rows
from sayso.language.concepts import cognate, spelling

#: Sentences of two languages about a few things, so that many are alike and few the same.
_SAID = {
    "en": (
        "At least {n} nurses left the hospitals of {place} in {year}",
        "The hospitals of {place} lost {n} nurses in {year}",
        "{place} did not lose {n} nurses in {year}",
        "In {place}, {n} demonstrators were counted by the administration",
        "The number of bicycles in {place} rose to {n}",
        "The number of bicycles in {place} fell to {n}",
        "They told quarnholm that the mayor of {place} counted {n} bicycles in {place}",
    ),
    "de": (
        "Mindestens {n} Pfleger verließen {year} die Krankenhäuser in {place}",
        "Die Krankenhäuser in {place} verloren {year} {n} Pfleger",
        "In {place} zählte die Administration {n} Demonstranten",
        "Die Zahl der Fahrräder in {place} stieg auf {n}",
    ),
    "xx": ("{n} murumuru {place} kalalu {year}",),
}
_PLACES = ("Norway", "Norwegen", "Spain", "Spanien", "Lillestad", "Quarnholm")


def _rows(seed: int, count: int, *, vectors: bool) -> list[ClaimRow]:
    """Claims by chance, each of a document of its own."""
    chance = random.Random(seed)  # noqa: S311
    found = []
    for at in range(count):
        language = chance.choice(sorted(_SAID))
        said = chance.choice(_SAID[language])
        values = {"n": chance.choice((12, 340, 350, 12_000)), "place": chance.choice(_PLACES)}
        text = said.format(**values, year=chance.choice((2015, 2019))) + "."
        found += claim_rows(claimed(f"d{seed}-{at}", text, language), _Encoder(chance) if vectors else None)
    return found


class _Encoder:
    """Vectors that are more or less like one another."""

    name, width, scale = "a test", 64, 340

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def vectors(self, texts: Sequence[str], _language: str) -> NDArray[np.int8]:
        """One for each text."""
        common = np.random.default_rng(1).normal(size=64)
        own = np.random.default_rng(self._chance.randrange(1 << 30)).normal(size=(len(texts), 64))
        return np.rint(30 * (common + own)).clip(-127, 127).astype(np.int8)


def _pairs(rows: list[ClaimRow]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    pairs = list(combinations(range(len(rows)), 2))
    near = [meaning(rows[a], rows[b]) for a, b in pairs]
    a, b = np.array(pairs).T
    return a, b, np.array([np.nan if one is None else one for one in near])


@pytest.mark.parametrize("vectors", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_no_pair_that_says_the_same_is_ruled_out(seed: int, vectors: bool) -> None:  # noqa: FBT001
    """In one language and across, of languages without a list, with and without what claims mean; most others are."""
    rows = _rows(seed, 70, vectors=vectors)
    a, b, near = _pairs(rows)
    out = ruled_out(outlines(rows), a, b, near)
    same = np.array([how_same(rows[i], rows[j]) is not None for i, j in zip(a, b, strict=True)])
    assert not (same & out).any()
    assert same.sum() > 20
    assert out.sum() > 0.7 * (~same).sum()


def test_words_meet_as_far_as_is_told_from_afar() -> None:
    """How many words meet, what they weigh and how far they moved lies within what is told, also where a word stands twice."""
    rows = _rows(5, 60, vectors=False)
    a, b, _ = _pairs(rows)
    book = Book.of(outlines(rows))
    forth, back = words_met(Spelt(book), Side(book, a), Side(book, b))
    for at, found in enumerate(alike_rows(rows[i].word_row, rows[j].word_row) for i, j in zip(a, b, strict=True)):
        assert forth.least[at] <= found.met <= forth.most[at]
        assert min(forth.share_least[at], back.share_least[at]) <= found.least + 1e-6
        assert min(forth.share_most[at], back.share_most[at]) >= found.least - 1e-6
        assert forth.moved[at] <= found.moved + 1e-6
        assert forth.least[at] < forth.most[at] or abs(forth.moved[at] - found.moved) < 1e-6
    assert (forth.least == forth.most).mean() > 0.8


def test_pairs_are_ruled_out_alike_whichever_comes_first() -> None:
    """And whatever other claims are there, and in whatever pieces they are asked for."""
    rows = _rows(9, 60, vectors=False)
    a, b, near = _pairs(rows)
    found = ruled_out(outlines(rows), a, b, near)
    assert (ruled_out(outlines(rows), b, a, near) == found).all()
    few = rows[10:30]
    inside = (a >= 10) & (b < 30)
    assert (ruled_out(outlines(few), a[inside] - 10, b[inside] - 10, near[inside]) == found[inside]).all()


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("In total, Quarnholm counted 340 bicycles.", ("de", "In Lillestad wurden 340 Fahrräder gezählt."), True),
        ("In total, Quarnholm counted 340 bicycles.", ("de", "In Quarnholm wurden 340 Fahrräder gezählt."), False),
        ("In total, Quarnholm counted 340 bicycles.", ("de", "Gezählt wurden 340 Fahrräder."), False),
        ("In total, Quarnholm counted 340 bicycles.", ("en", "In total, Lillestad counted 340 bicycles."), True),
        ("Quarnholm counted 340 bicycles.", ("de", "In Lillestad wurden 340 Fahrräder gezählt."), True),
        ("In all, Quarnholm counted 340 bicycles.", ("fr", "À Lillestad, on a compté 340 vélos."), True),
        ("The mayor of Quarnholm, Holm, counted it.", ("fr", "Le maire de Quarnholm, Lundgren, l’a compté."), False),
    ],
)
def test_another_name_sets_apart_from_afar(one: str, other: tuple[str, str], apart: bool) -> None:  # noqa: FBT001
    """Names on both sides and none of them the same: across languages, and within one in much the same words."""
    rows = [*claim_rows(claimed("n1", one)), *claim_rows(claimed("n2", other[1], other[0]))]
    a, b, near = _pairs(rows)
    assert bool(ruled_out(outlines(rows), a, b, near)[0]) == apart
    if apart:
        assert how_same(*rows) is None


def test_claims_without_words_names_or_figures() -> None:
    """Nothing is nothing: no division by zero, no pair, no claim."""
    rows = [row for at, text in enumerate(("…", "12.", "Yes.")) for row in claim_rows(claimed(f"e{at}", text))]
    a, b, near = _pairs(rows)
    assert len(ruled_out(outlines(rows), a, b, near)) == len(a)
    nothing = np.zeros(0, np.int64)
    assert len(ruled_out(outlines(rows), nothing, nothing, np.zeros(0))) == 0
    assert len(ruled_out(outlines([]), nothing, nothing, np.zeros(0))) == 0


_STEM = st.text("abcdeinorstuph", min_size=1, max_size=14)


@given(_STEM, _STEM, st.integers(0, 13))
def test_a_spelling_shows_every_cognate(word: str, other: str, cut: int) -> None:
    """What `ruled_out` takes for possible cognates has all of them: those that share letters, and those that share their beginning."""
    for rival in (other, word[:cut] + other[cut:], word + other):
        if word != rival and cognate(word, rival) >= COGNATE:
            one, two = spelling(word), spelling(rival)
            shared = 2 * len(one.grams & two.grams) / (len(one.grams) + len(two.grams))
            assert shared >= COGNATE or (one.start and one.start == two.start)
