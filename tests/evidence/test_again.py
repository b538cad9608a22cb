"""Passages that are read again beside the claim: those that say little of it go back, and only those near the first are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from sayso.align.paired import Side
from sayso.evidence import reread
from sayso.evidence.again import MOST
from sayso.language.pairs import Odds, Pair

CLAIM = Side("The mayor has resigned.", "en", ())


@dataclass
class Fake:
    """A reader that takes a passage for unsaid as its text tells it; keeps what it was asked."""

    asked: list[str] = field(default_factory=list)

    def serves(self, pair: Pair) -> bool:
        """English and German alone."""
        return {language.partition("-")[0] for language in pair.languages} <= {"en", "de"}

    def read(self, pairs: Sequence[Pair]) -> list[Odds]:
        """What each passage's text says."""
        self.asked += [pair.passage for pair in pairs]
        return [Odds(1 - float(pair.passage), 0.0, float(pair.passage)) for pair in pairs]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    made = Fake()
    monkeypatch.setattr("sayso.evidence.again.pairs_reader", lambda: made)
    return made


def order(found: Sequence[tuple[str, float]], language: str = "en") -> list[str] | None:
    read = reread(CLAIM, found, lambda one: one[1], lambda one: Side(one[0], language, ()))
    if read is None:
        return None
    assert [worth for _, worth in read] == sorted((worth for _, worth in read), reverse=True)
    return [text for (text, _), _ in read]


def test_what_leaves_the_claim_unsaid_goes_back(fake: Fake) -> None:
    assert order([("0.9", 0.60), ("0.1", 0.55), ("0.5", 0.50)]) == ["0.1", "0.5", "0.9"]
    assert fake.asked == ["0.9", "0.1", "0.5"]


def test_of_those_that_say_as_much_the_order_stays(fake: Fake) -> None:
    assert order([("0.3", 0.60), ("0.30", 0.55), ("0.300", 0.55)]) == ["0.3", "0.30", "0.300"]
    assert fake.asked


def test_those_that_score_far_less_are_not_read(fake: Fake) -> None:
    assert order([("0.9", 0.60), ("0.0", 0.44)]) == ["0.9", "0.0"]
    assert fake.asked == []
    assert order([("0.9", 0.60), ("0.1", 0.46), ("0.0", 0.44)]) == ["0.1", "0.9", "0.0"]
    assert fake.asked == ["0.9", "0.1"]


def test_in_another_language_it_counts_less(fake: Fake) -> None:
    """A fifth is taken off what is unsaid there, half of what is in the claim's own."""
    found = [("0.7", 0.60), ("0.0", 0.455)]
    assert order(found) == order(found, "en-GB") == ["0.0", "0.7"]
    assert order(found, "de") == ["0.7", "0.0"] == fake.asked[-2:]


def test_no_more_than_some_are_read(fake: Fake) -> None:
    found = [(f"0.{at + 10}", 0.6) for at in range(MOST + 5)]
    assert (order(found[::-1]) or [])[MOST:] == [text for text, _ in found[::-1][MOST:]]
    assert len(fake.asked) == MOST


@pytest.mark.parametrize("found", [[], [("0.9", 0.6)]])
def test_one_has_no_order(fake: Fake, found: list[tuple[str, float]]) -> None:
    assert order(found) == [text for text, _ in found]
    assert fake.asked == []


def test_in_an_unknown_language_none_is_read(fake: Fake) -> None:
    assert order([("0.9", 0.60), ("0.1", 0.55)], language="fi") is None
    assert fake.asked == []


def test_without_the_reader_there_is_no_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.evidence.again.pairs_reader", lambda: None)
    assert order([("0.9", 0.60), ("0.1", 0.55)]) is None


@pytest.mark.parametrize(
    ("passage", "language"),
    [
        ("Two libraries are to close this winter, the council decided.", "en"),
        ("Im Winter schließt die Stadt zwei Bibliotheken.", "de"),
        ("El ayuntamiento cerrará dos bibliotecas este invierno.", "es"),
    ],
)
def test_the_reader_knows_what_a_passage_says(passage: str, language: str) -> None:
    """Beside one that shares most of its words with the claim."""
    claim = Side("The council will close two libraries this winter.", "en", ())
    found = [("The council met in the library this winter.", "en", 0.57), (passage, language, 0.55)]
    read = reread(claim, found, lambda one: one[2], lambda one: Side(one[0], one[1], ()))
    assert read is not None
    assert read[0][0][0] == passage
