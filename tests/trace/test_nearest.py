"""Which passage is shown where rules are sure of none: the order that the reader of pairs gives, and when there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from sayso.evidence import Index
from sayso.language.pairs import Odds, Pair
from sayso.pipeline import ANALYSIS_VERSION, analyse, new_index
from sayso.reading import read_text
from sayso.trace import nearest
from sayso.trace.claims import _hold_all
from sayso.trace.findings import Held
from sayso.trace.matter import Asked, ask
from sayso.trace.nearest import by_reading
from sayso.trace.shelf import Shelf, Standing

CLAIM = "The harbour's ferries carried 4,120 passengers in stormy weeks."
SOURCES = (
    "The harbour has ferries. In stormy weeks the harbour has 37 wardens.",
    "Passengers of the harbour spent 912 euros in stormy weeks.",
)


class _Reader:
    """Says of each pair in turn how likely it is that not enough is said; serves what it is told to serve."""

    def __init__(self, unsaid: Sequence[float], *, serving: bool = True) -> None:
        self.unsaid, self.serving = unsaid, serving
        self.seen: list[Pair] = []

    def serves(self, _pair: Pair) -> bool:
        return self.serving

    def read(self, pairs: Sequence[Pair]) -> list[Odds]:
        self.seen += pairs
        return [Odds(1 - one, 0.0, one) for one, _ in zip(self.unsaid, pairs, strict=False)]


@pytest.fixture
def index() -> Iterator[Index]:
    """Two source documents, neither of which bears the claim out."""
    with new_index() as made:
        for number, text in enumerate(SOURCES):
            made.add(analyse(read_text(text, uri=f"{number}.txt")), source_hash=str(number), version=ANALYSIS_VERSION)
        made.commit()
        yield made


@pytest.fixture
def held(index: Index) -> tuple[Asked, list[Held]]:
    """The claim held against passages of both by rules, which are sure of none."""
    article = analyse(read_text(CLAIM))
    asked = ask(article, article.claims[0])
    found = _hold_all(asked, Shelf(article, index))
    assert len([one for one in found if one.is_near]) > 1
    assert not any(one.is_found for one in found)
    return asked, found


def _read(reader: _Reader | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "pairs_reader", lambda: reader)


def _places(found: Sequence[Held]) -> list[tuple[str, int]]:
    return [(one.candidate.uri, one.candidate.passage.start) for one in found]


def test_what_says_most_comes_first(held: tuple[Asked, list[Held]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The second passage is first where it says more of the claim, and its figures are told with their places."""
    asked, found = held
    reader = _Reader([0.9, 0.1, 0.95, 0.95, 0.95])
    _read(reader, monkeypatch)
    assert _places(by_reading(asked, found)[:2]) == _places([found[1], found[0]])
    for pair in reader.seen:
        assert pair.claim[slice(*pair.claimed[0])] == "4,120"
        assert all(pair.passage[start:end] in {"37", "912 euros"} for start, end in pair.given)


@pytest.mark.parametrize("reader", [None, _Reader([0.9, 0.8, 0.95, 0.95, 0.95]), _Reader([0.9, 0.1], serving=False)])
def test_else_they_stay(
    held: tuple[Asked, list[Held]], reader: _Reader | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without weights, where no passage says much, and in languages that are not served, the rules' order stays."""
    asked, found = held
    _read(reader, monkeypatch)
    assert by_reading(asked, found) == found


@pytest.mark.parametrize(("unsaid", "first"), [([0.35, 0.3], 0), ([0.5, 0.3], 1)])
def test_a_document_that_the_article_names_is_first_among_near_ones(
    held: tuple[Asked, list[Held]], unsaid: list[float], first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What speaks for a document decides where two say about as much, and not where another says plainly more."""
    asked, found = held
    _read(_Reader([*unsaid, 0.95, 0.95, 0.95]), monkeypatch)
    named = [replace(found[0], standing=Standing(1.0, "the article names it")), *found[1:]]
    assert _places(by_reading(asked, named)[:1]) == _places([found[first]])


@pytest.mark.parametrize(("unsaid", "best"), [([0.9, 0.1], 1), ([0.1, 0.2], 0)])
def test_of_a_claim_without_figures_the_search_and_the_reader_decide(
    unsaid: list[float], best: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the search puts first stays there, unless it leaves the claim unsaid and the next one does not."""
    article = analyse(read_text("The harbour wardens are proud of their old ferries."))
    with new_index() as made:
        for number, text in enumerate(
            ("The harbour's old ferries have wardens and crews.", "The harbour's old ferries have wardens and cooks.")
        ):
            made.add(analyse(read_text(text, uri=f"{number}.txt")), source_hash=str(number), version=ANALYSIS_VERSION)
        made.commit()
        asked = ask(article, article.claims[0])
        found = _hold_all(asked, Shelf(article, made))
        assert not asked.placed
        assert not any(one.is_found for one in found)
        first, second = sorted(found, key=lambda one: -one.candidate.score)[:2]
        assert first.candidate.score - second.candidate.score < 0.15
        reader = _Reader(unsaid)
        monkeypatch.setattr("sayso.evidence.again.pairs_reader", lambda: reader)
        read = by_reading(asked, found)
        monkeypatch.setattr("sayso.evidence.again.pairs_reader", lambda: None)
        other = found[::-1]
        assert by_reading(asked, other) == other
    assert len(reader.seen) == 2
    assert _places(read[:1]) == _places([(first, second)[best]])
    assert read[0].worth > read[1].worth
