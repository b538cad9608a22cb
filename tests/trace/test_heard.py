"""Caveats that the reader of caveats hears: told where no list has the words, silent where the article may say so or where there is no reader."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from sayso.pipeline import analyse, check, new_index
from sayso.reading import read_text
from sayso.trace.drifts import heard

ARTICLE = "In Leeds, 930 people were treated for burns from fireworks. Rockets had caused most of them."
PASSAGE = "Clinics in Leeds treated 930 people for burns from fireworks."
#: No list has words of this.
CAVEAT = "Burns that a family doctor saw to never made it onto any sheet."
FURTHER = "Rockets caused most of the burns."


@dataclass
class _Reader:
    """Is told how surely each sentence is a caveat, nothing of any other, how alike all are, and how alike anything is to the passage; remembers what it was asked."""

    known: dict[str, float]
    alike: float = 0.0
    worded: float = 0.9
    served: bool = True
    sure: float = 1.0
    likely: float = 0.0
    asked: list[str] = field(default_factory=list)

    def serves(self, _language: str) -> bool:
        return self.served

    def odds(self, text: str, _language: str) -> float:
        self.asked.append(text)
        return self.known.get(text, -9.0)

    def likeness(self, _one: tuple[str, str], other: tuple[str, str]) -> float:
        return self.worded if other[0] == PASSAGE else self.alike


def _caveats(
    monkeypatch: pytest.MonkeyPatch,
    reader: _Reader | None,
    article: str = ARTICLE,
    source: str = f"{PASSAGE} {CAVEAT} {FURTHER}",
) -> list[str]:
    monkeypatch.setattr(heard, "caveats_reader", lambda: reader)
    with new_index() as index:
        index.add(analyse(read_text(source, uri="source.txt")), source_hash="0", version="1")
        index.commit()
        ledger = check(read_text(article, uri="article.txt"), index)
    return [one.source_span.text for trace in ledger.traces for one in trace.drifts if one.kind == "caveat_omitted"]


def test_what_is_heard_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence behind the passage that surely is a caveat is told, one that only may be is not."""
    assert _caveats(monkeypatch, _Reader({CAVEAT: 1.0})) == [CAVEAT]
    assert _caveats(monkeypatch, _Reader({CAVEAT: 0.9})) == []


def test_what_is_on_something_else_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence that speaks neither of figures nor of what the passage speaks of may be a caveat on something else."""
    other = "Nobody knows how many cellars stood under water."
    assert _caveats(monkeypatch, _Reader({other: 9.0}), source=f"{PASSAGE} {other}") == []


@pytest.mark.parametrize("reader", [None, _Reader({CAVEAT: 9.0}, served=False)])
def test_lists_alone_where_there_is_no_reader(monkeypatch: pytest.MonkeyPatch, reader: _Reader | None) -> None:
    """Without weights, and in languages that they do not know, only what lists have is told."""
    assert _caveats(monkeypatch, reader) == []
    listed = "Children were not counted."
    assert _caveats(monkeypatch, reader, source=f"{PASSAGE} {listed}") == [listed]


def test_the_article_may_say_so_beside_the_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a sentence of the article beside the claim may be a caveat, nothing is told."""
    told = "Rockets had caused most of them."
    assert _caveats(monkeypatch, _Reader({CAVEAT: 2.0, told: 0.0})) == []
    assert _caveats(monkeypatch, _Reader({CAVEAT: 2.0, told: -0.1})) == [CAVEAT]


@pytest.mark.parametrize(("alike", "found"), [(0.9, []), (0.1, [CAVEAT])])
def test_the_article_may_say_so_elsewhere(monkeypatch: pytest.MonkeyPatch, alike: float, found: list[str]) -> None:
    """What may be a caveat in another paragraph counts only where it is alike in meaning."""
    elsewhere = "Doctors outside the wards saw yet more."
    reader = _Reader({CAVEAT: 2.0, elsewhere: 0.5}, alike=alike)
    assert _caveats(monkeypatch, reader, article=f"{ARTICLE}\n\n{elsewhere}") == found


def test_a_part_of_the_claim_may_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part of the claim's own sentence that may be a caveat says so, one that is none does not."""
    part = "by one tally"
    article = f"In Leeds, {part}, 930 were treated for burns."
    assert _caveats(monkeypatch, _Reader({CAVEAT: 2.0, part: 0.1}), article=article) == []
    assert _caveats(monkeypatch, _Reader({CAVEAT: 2.0, part: -0.1}), article=article) == [CAVEAT]


def test_a_claim_in_words_of_its_own_may_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A claim that is worded otherwise than the passage may say in these words what it seems to leave out."""
    assert _caveats(monkeypatch, _Reader({CAVEAT: 2.0}, worded=0.4)) == []
    assert _caveats(monkeypatch, _Reader({CAVEAT: 2.0}, worded=0.5)) == [CAVEAT]


def test_few_sentences_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a source document no more than the three sentences behind the passage are read, of the article none where nothing is heard."""
    reader = _Reader({})
    _caveats(monkeypatch, reader, source=f"{PASSAGE} " + " ".join(f"{FURTHER[:-1]} {day}." for day in "abcdefgh"))
    assert 0 < len(set(reader.asked)) <= 3
