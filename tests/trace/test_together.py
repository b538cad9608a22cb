"""The claims of an article are asked together: a headline finds its own translation, not that of the sentence that it sums up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sayso.evidence import Index, together
from sayso.model import Trace
from sayso.pipeline import ANALYSIS_VERSION, analyse, new_index
from sayso.reading import read_text
from sayso.trace import claims, find_traces

HEADLINE = "Harbour town loses its last ferry after a quarrel over money."
BODY = "The harbour town of Orrin has lost its last ferry after the council and the operator quarrelled over money, the mayor said."
PART = "The council fears for the old bridge, but nothing is decided yet."
OTHER = "Nurses at the clinic plan a strike next week because their shifts have become longer."
ARTICLE = (HEADLINE, BODY, PART, OTHER)
SOURCE = {
    HEADLINE: "Nach Streit ums Geld: letzte Fähre weg.",
    BODY: "Die Hafenstadt Orrin hat ihre letzte Fähre verloren, nachdem sich Rat und Betreiber ums Geld gestritten hatten, sagte der Bürgermeister.",
    PART: "Der Rat bangt um die alte Brücke, doch beschlossen ist noch nichts.",
    OTHER: "Die Pflegerinnen der Klinik planen nächste Woche einen Streik, weil ihre Schichten länger geworden sind.",
    "": "Entschieden hat das Gericht noch nichts.",
}


@pytest.fixture
def index() -> Iterator[Index]:
    """A source document that has each sentence of the article in German, and one more."""
    with new_index() as made:
        made.add(analyse(read_text("\n\n".join(SOURCE.values()), uri="orrin.txt")), "1", ANALYSIS_VERSION)
        made.commit()
        made.make_vectors()
        yield made


def _found(index: Index, *sentences: str) -> dict[str, tuple[str, float | None]]:
    """The first passage of each claim of an article, with its score."""
    return {
        text: (one.passage.text if one.passage else "", one.score) for text, one in _first(index, *sentences).items()
    }


def _first(index: Index, *sentences: str) -> dict[str, Trace]:
    """The first trace of each claim of an article."""
    article = analyse(read_text("\n\n".join(sentences)))
    texts = {claim.id: claim.text for claim in article.claims}
    traces, _ = find_traces(article, index)
    return {texts[one.claim]: one for one in traces if one.rank == 1}


def test_a_headline_finds_its_own_translation(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the sentence that it sums up it finds its own, which that sentence's is put behind; the scores are those of a search."""
    found = _found(index, *ARTICLE)
    assert found[HEADLINE][0] == SOURCE[HEADLINE]
    assert found[OTHER][0] == SOURCE[OTHER]
    body = next(text for text in found if text.startswith("The harbour town"))
    assert found[body][0] == SOURCE[BODY]
    monkeypatch.setattr(together, "MOST", 0.0)
    alone = _found(index, *ARTICLE)
    assert alone[HEADLINE][0] == SOURCE[BODY]
    assert alone[HEADLINE][1] != found[HEADLINE][1]
    assert alone[body] == found[body]


def test_why_it_is_put_first_is_told(index: Index) -> None:
    """Of the headline, which is nearer to what another sentence is nearer to still; of no other."""
    told = "put before a passage that another sentence of the article is nearer to"
    assert [text for text, one in _first(index, *ARTICLE).items() if told in one.because] == [HEADLINE]


def test_what_stands_alone_or_is_said_twice_keeps_its_passage(index: Index) -> None:
    """A summary without the sentence that it sums up, or one that is said again as it is, finds what it finds when it is asked alone."""
    assert _found(index, HEADLINE, OTHER)[HEADLINE][0] == SOURCE[BODY]
    assert _found(index, BODY, OTHER, BODY) == _found(index, BODY, OTHER)


def test_a_part_of_a_sentence_is_found_by_the_whole(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not decided yet is like what a court does, too; the whole sentence tells which is meant."""
    part = next(text for text in _found(index, *ARTICLE) if text.startswith("nothing"))
    assert _found(index, *ARTICLE)[part][0] == SOURCE[PART]
    monkeypatch.setattr(together, "WHOLE", 0.0)
    assert _found(index, *ARTICLE)[part][0] == SOURCE[""]


def test_a_long_article_is_asked_in_stretches(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each claim has its own number in its stretch: nothing is taken for another claim's."""
    whole = _found(index, *ARTICLE)
    monkeypatch.setattr(claims, "TOGETHER", 2)
    parts = _found(index, *ARTICLE)
    assert parts.keys() == whole.keys()
    assert parts[OTHER] == whole[OTHER]
    assert parts[HEADLINE] == whole[HEADLINE]
