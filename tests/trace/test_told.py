"""Who was told: an outlet right behind the words that say so, and no part of a longer name."""

from __future__ import annotations

import msgspec
import pytest

from sayso.pipeline import analyse, check, new_index
from sayso.reading import Reading, read_text
from sayso.trace.matter import ask
from sayso.trace.shelf import Shelf


def _named(article: str, outlet: str) -> bool:
    """Whether an article lays its claim to a document of an outlet."""
    source = read_text("Sixty cases were seen in the clinic in May, and all of them were workers.", uri="a.txt")
    document = msgspec.structs.replace(source.document, outlet=outlet)
    with new_index() as index:
        index.add(analyse(Reading(document, source.sentences, source.problems)), source_hash="1", version="1")
        index.commit()
        read = analyse(read_text(article))
        shelf = Shelf(read, index)
        standings = [one for claim in read.claims for one in shelf.standings(ask(read, claim)).values()]
    return any("was told it" in one.reason for one in standings)


@pytest.mark.parametrize(
    ("article", "outlet", "is_named"),
    [
        (
            "Anne Vasseur told La Tribune du Midi that she had seen 60 cases in the clinic in May.",
            "La Tribune du Midi",
            True,
        ),
        (
            "Anne Vasseur told the Morning Star that she had seen 60 cases in the clinic in May.",
            "The Morning Star",
            True,
        ),
        ("Anne Vasseur told the Times of India that she had seen 60 cases in the clinic in May.", "The Times", False),
        ("Anne Vasseur told the Financial Times that she had seen 60 cases in the clinic in May.", "The Times", False),
        ("Today, Anne Vasseur said that she had seen 60 cases in the clinic in May.", "Today", False),
        ("Anne Vasseur said that the Morning Star had seen 60 cases in the clinic in May.", "The Morning Star", False),
    ],
)
def test_who_was_told(article: str, outlet: str, is_named: bool) -> None:  # noqa: FBT001
    assert _named(article, outlet) is is_named


def test_figures_that_the_passage_lacks_are_named() -> None:
    """What matches by one of its figures is not confirmed in the others."""
    source = read_text("In August inspectors visited 212 farms in the valley. The weather was fine.", uri="a.txt")
    with new_index() as index:
        index.add(analyse(source), source_hash="1", version="1")
        index.commit()
        ledger = check(
            read_text("Of 212 farms that inspectors visited in the valley in August, 89 had no shade at all."), index
        )
    found = next(one for one in ledger.traces if one.finding == "matches")
    assert found.because.split("; ")[1] == "not in this passage: “89” of the claim"
