"""The protocols of attributions on places by hand, and the laws that hold for any."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.bench.attribution_scores import (
    ROLES,
    Counts,
    Said,
    SpanCounts,
    Tally,
    matches,
    paragraphs_of,
    spans,
    speeches,
    whole,
)

TEXT = (
    "The mayor said the tram would run. “It is late,” Ada Finch said, “and dark.”\n\nBoats are “safe”, the port wrote."
)


def _said(text: str, source: str, cue: str, *content: str) -> Said:
    """An attribution by the first place of its words."""

    def place(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    return Said(*(tuple(place(words) for words in part if words) for part in ((source,), (cue,), content)))


MAYOR = _said(TEXT, "The mayor", "said", "the tram would run")
FINCH = _said(TEXT, "Ada Finch", "said", "“It is late,”", "“and dark.”")
PORT = _said(TEXT, "the port", "wrote", "Boats are “safe”")
GOLD = (MAYOR, FINCH, PORT)


def test_a_content_counts_from_half_of_its_tokens_on() -> None:
    half = MAYOR._replace(content=_said(TEXT, "", "", "the tram").content)
    less = MAYOR._replace(content=_said(TEXT, "", "", "tram").content)
    assert whole([MAYOR], [half], TEXT).content == Tally(1, 1, 1)
    assert whole([MAYOR], [less], TEXT).content == Tally(1, 1, 0)


def test_the_source_counts_only_beside_a_right_content() -> None:
    other = MAYOR._replace(source=PORT.source)
    nobody = MAYOR._replace(source=())
    assert whole([MAYOR], [other], TEXT).with_source == Tally(1, 1, 0)
    assert whole([MAYOR], [nobody], TEXT).with_source == Tally(1, 1, 0)
    assert whole([nobody], [nobody], TEXT).with_source == Tally(1, 1, 1)
    assert whole([MAYOR], [MAYOR._replace(content=PORT.content)], TEXT).with_source.right == 0


def test_each_is_paired_once_the_nearest_first() -> None:
    shorter = MAYOR._replace(content=_said(TEXT, "", "", "the tram would").content)
    assert matches([MAYOR], [shorter, MAYOR], TEXT) == [(0, 1, True)]
    assert whole([MAYOR], [shorter, MAYOR], TEXT).content == Tally(1, 2, 1)


def test_of_equals_the_one_with_the_right_source_is_taken() -> None:
    wrong = MAYOR._replace(source=PORT.source)
    assert matches([MAYOR], [wrong, MAYOR], TEXT) == [(0, 1, True)]
    assert matches([MAYOR], [MAYOR, wrong], TEXT) == [(0, 0, True)]


def test_tokens_are_counted_once_however_many_attributions_share_them() -> None:
    counts = whole([MAYOR, MAYOR._replace(content=PORT.content)], [MAYOR], TEXT)
    assert counts.tokens["source"] == Tally(2, 2, 2)
    assert counts.tokens["content"] == Tally(9, 4, 4)


def test_speech_is_told_by_the_quotation_marks() -> None:
    assert speeches(GOLD, TEXT) == ["indirect", "direct", "mixed"]
    assert speeches([_said('"Up, she said.\nNo "X" here.', "", "", "No")], '"Up, she said.\nNo "X" here.') == [
        "indirect"
    ]


def test_recall_is_told_by_speech() -> None:
    counts = whole(GOLD, [MAYOR, PORT], TEXT)
    assert {name: (one.right, one.known) for name, one in counts.speech.items()} == {
        "indirect": (1, 1),
        "direct": (0, 1),
        "mixed": (1, 1),
    }


def test_a_span_counts_with_both_ends_or_its_start() -> None:
    found = MAYOR._replace(content=_said(TEXT, "", "", "the tram").content, source=_said(TEXT, "mayor", "").source)
    counts = spans([MAYOR], [found], paragraphs_of(TEXT))
    assert [counts.exact[role].right for role in ROLES] == [0, 1, 0]
    assert [counts.begin[role].right for role in ROLES] == [0, 1, 1]
    assert [counts.jaccard(role) for role in ROLES] == [0.5, 1, 0.5]


def test_each_part_of_a_content_is_a_span() -> None:
    counts = spans([FINCH], [FINCH._replace(content=FINCH.content[:1])], paragraphs_of(TEXT))
    assert counts.exact["content"] == Tally(2, 1, 1)


def test_a_place_over_two_paragraphs_is_two_spans() -> None:
    text = "Ada: one\n\ntwo"
    assert paragraphs_of(text) == [[(0, 3), (3, 4), (5, 8)], [(10, 13)]]
    across = Said((), (), ((5, 13),))
    assert spans([across], [Said((), (), ((5, 8), (10, 13)))], paragraphs_of(text)).exact["content"] == Tally(2, 2, 2)


def test_a_found_span_that_overlaps_none_lowers_the_overlap() -> None:
    counts = spans([MAYOR], [MAYOR, PORT], paragraphs_of(TEXT))
    assert counts.jaccard("content") == 0.5


def test_counts_add_up_over_texts() -> None:
    twice = whole(GOLD, [MAYOR], TEXT) + whole(GOLD, GOLD, TEXT) + Counts()
    assert twice.content == Tally(6, 4, 4)
    assert twice.speech["mixed"].known == 2
    both = spans([MAYOR], [PORT], paragraphs_of(TEXT)) + spans([MAYOR], [MAYOR], paragraphs_of(TEXT)) + SpanCounts()
    assert both.jaccard("content") == pytest.approx(1 / 3)


_place = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(0, len(TEXT))).map(lambda p: (min(p), max(p)))
_places = st.lists(_place.filter(lambda p: TEXT[p[0] : p[1]].strip(" \n") != ""), max_size=3).map(tuple)
_some = st.lists(st.builds(Said, _places, _places, _places.filter(bool)), max_size=5, unique=True)


@given(_some)
def test_a_perfect_reading_is_all_right_and_an_empty_one_has_nothing(gold: list[Said]) -> None:
    tokens = paragraphs_of(TEXT)
    perfect, empty = whole(gold, gold, TEXT), whole(gold, [], TEXT)
    assert perfect.content.right == len(gold)
    assert empty.content == empty.with_source == Tally(len(gold), 0, 0)
    own, none = spans(gold, gold, tokens), spans(gold, [], tokens)
    for role in ROLES:
        assert own.exact[role].right == own.exact[role].known == own.begin[role].right
        assert none.exact[role].right == none.begin[role].right == none.jaccard(role) == 0
        assert own.jaccard(role) == (1 if own.exact[role].known else 0)


@given(_some, _some, st.randoms())
def test_order_changes_nothing(gold: list[Said], found: list[Said], random: Random) -> None:
    def mixed(said: list[Said]) -> list[Said]:
        parts = [Said(*(tuple(random.sample(part, len(part))) for part in one)) for one in said]
        return random.sample(parts, len(parts))

    tokens = paragraphs_of(TEXT)
    assert whole(mixed(gold), mixed(found), TEXT) == whole(gold, found, TEXT)
    mine, other = spans(mixed(gold), mixed(found), tokens), spans(gold, found, tokens)
    assert (mine.exact, mine.begin) == (other.exact, other.begin)
    assert mine.overlap == pytest.approx(other.overlap)


@given(_some, _some)
def test_right_ones_are_never_more_than_there_are(gold: list[Said], found: list[Said]) -> None:
    counts = whole(gold, found, TEXT)
    assert counts.with_source.right <= counts.content.right <= min(len(gold), len(found))
    for tally in spans(gold, found, paragraphs_of(TEXT)).exact.values():
        assert tally.right <= min(tally.known, tally.found)


def test_scores_need_nothing_but_the_standard_library() -> None:
    code = "import sys; import sayso.bench.polnear_data; print([m for m in ('msgspec', 'sayso.model', 'lxml') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"
