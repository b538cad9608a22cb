"""Claims that are asked together: what a passage loses to another sentence, and what it gains by the claim's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from sayso.evidence import Candidate, Index, Query, Together
from sayso.evidence.together import MOST, WHOLE, _move
from sayso.pipeline import ANALYSIS_VERSION, analyse
from sayso.reading import read_text

from .meanings import Words

BODY = "Gulls, captain, boat."
HEADLINE = "Gulls on his boat."
PASSAGES = ("Möwen beim Kapitän im Boot.", "Boot mit Brot.", "Es regnete.")


@pytest.fixture
def encoder() -> Words:
    """A made encoder."""
    return Words()


@pytest.fixture
def index(encoder: Words) -> Iterator[Index]:
    """Three passages with vectors."""
    with Index.create(None, encoder=lambda: encoder) as made:
        made.add(analyse(read_text("\n\n".join(PASSAGES), uri="p.txt")), "1", ANALYSIS_VERSION)
        made.commit()
        made.make_vectors()
        yield made


def _asked(index: Index, claims: Sequence[str], sentences: Sequence[str], number: int = 0) -> dict[str, Candidate]:
    together = Together(claims, sentences, "en")
    found = index.search(Query(claims[number], "en", together=together, number=number), 48)
    return {one.passage.text: one for one in found}


def test_nothing_but_the_order_depends_on_it(index: Index) -> None:
    """Asked together, a claim finds what it finds when it is asked alone, with the same scores."""
    alone = index.search(Query(HEADLINE, "en"), 48)
    together = Together((HEADLINE, BODY), (HEADLINE, BODY), "en")
    found = index.search(Query(HEADLINE, "en", together=together), 48)
    assert [replace(one, moved=0.0) for one in found] == alone
    assert any(one.moved < 0 for one in found)
    assert all(one.moved == 0 and one.worth == one.score for one in alone)


def test_what_another_sentence_is_nearer_to_goes_back(index: Index) -> None:
    """By how much the other is more alike to it; of the other it stays."""
    mine = _asked(index, (HEADLINE, BODY), (HEADLINE, BODY))[PASSAGES[0]]
    other = _asked(index, (HEADLINE, BODY), (HEADLINE, BODY), 1)[PASSAGES[0]]
    nearer, further = sorted((mine, other), key=lambda one: -(one.alike or 0))
    assert nearer.moved == 0
    assert further.moved == pytest.approx(-min(MOST, (nearer.alike or 0) - (further.alike or 0)), abs=1e-5)


def test_a_claim_that_is_said_twice_loses_nothing(index: Index) -> None:
    """Nor does one whose sentence has another claim: one passage may bear out both."""
    for claims, sentences in (((HEADLINE, HEADLINE), (HEADLINE, HEADLINE)), ((HEADLINE, BODY), (BODY, BODY))):
        for number in (0, 1):
            assert all(one.moved >= 0 for one in _asked(index, claims, sentences, number).values())


def test_what_the_whole_sentence_is_nearer_to_comes_forward(index: Index) -> None:
    """By a part of how much more alike it is than the claim."""
    whole_text = "Gulls, captain, rain, boat."
    part = _asked(index, ("Rain, boat.",), (whole_text,))[PASSAGES[0]]
    whole = _asked(index, (whole_text,), (whole_text,))[PASSAGES[0]]
    assert (whole.alike or 0) > (part.alike or 0)
    assert part.moved == pytest.approx(WHOLE * ((whole.alike or 0) - (part.alike or 0)), abs=1e-5)


def test_how_far_a_passage_moves() -> None:
    """Back by as much as another is nearer, a little at most; not where the whole sentence is as near as any."""
    assert _move(0.6, 0.6, 0.6) == 0
    assert _move(0.5, 0.5, 0.56) == pytest.approx(-0.06)
    assert _move(0.1, 0.1, 0.9) == -MOST
    assert _move(0.4, 0.6, 0.6) == pytest.approx(0.2 * WHOLE)


def test_vectors_are_made_once(index: Index, encoder: Words) -> None:
    """Each text is made a vector when the first claim is asked, and none when the others are."""
    claims, sentences = ("Gulls.", "It rained.", HEADLINE), (BODY, BODY, HEADLINE)
    together, begun = Together(claims, sentences, "en"), encoder.made
    for number in (0, 1, 2):
        index.search(Query(claims[number], "en", together=together, number=number), 8)
    assert encoder.made - begun == len({*claims, *sentences})


def test_a_claim_that_is_nearly_all_of_its_sentence_stands_for_it(index: Index, encoder: Words) -> None:
    """No vector is made of such a sentence; of one that is far longer than its claim one is."""
    for sentence, more in ((f"{BODY} Oh.", 1), (f"{BODY} And so on, and so on.", 2)):
        begun = encoder.made
        _asked(index, (BODY,), (sentence,))
        assert encoder.made - begun == more


def test_passages_without_vectors_stay(index: Index) -> None:
    """A document that has no vectors yet is found by its words, and moves neither way."""
    index.add(analyse(read_text("Gulls on a boat with a captain.", uri="late.txt")), "2", ANALYSIS_VERSION)
    index.commit()
    late = _asked(index, (HEADLINE, BODY), (HEADLINE, BODY))["Gulls on a boat with a captain."]
    assert late.alike is None
    assert late.moved == 0
