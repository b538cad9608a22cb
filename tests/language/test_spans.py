"""From scores of words to spans, and from spans to attributions: on numbers made by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from sayso.language.spans import (
    BETWEEN,
    STEPS,
    TAGS,
    Links,
    Seen,
    attributions_of,
    best_tags,
    features,
    log_softmax,
    spans_of,
    within_sentences,
)

SCORES = st.integers(0, 12).flatmap(
    lambda size: arrays.arrays(np.float32, (size, len(TAGS)), elements=st.floats(-8, 8, width=32))
)
FLAT = Links(2, np.zeros((2, 2 * STEPS), np.float32), np.zeros((2, BETWEEN), np.float32))


@given(st.lists(SCORES, max_size=5))
def test_no_span_begins_in_its_middle(scores: list[np.ndarray]) -> None:
    """Law: whatever the scores, the best tags follow the rules of BIO, and each paragraph gets as many as it has words."""
    found = best_tags([log_softmax(row) if len(row) else row for row in scores])
    for tags, row in zip(found, scores, strict=True):
        assert len(tags) == len(row)
        names = [TAGS[tag] for tag in tags]
        for before, name in zip(["O", *names], names, strict=False):
            assert not name.startswith("I-") or before[2:] == name[2:]


@given(SCORES.filter(len), st.lists(SCORES, max_size=3))
def test_paragraphs_do_not_touch_each_other(row: np.ndarray, others: list[np.ndarray]) -> None:
    """Law: a paragraph's tags are the same whatever is decoded beside it."""
    assert np.array_equal(best_tags([row])[0], best_tags([*others, row])[-1])


def test_the_likeliest_row_wins_over_the_likeliest_tags() -> None:
    """A word that would rather go on with a content does so only where one has begun."""
    scores = np.full((3, len(TAGS)), -5.0, np.float32)
    scores[0, TAGS.index("O")] = 0.0
    scores[1, TAGS.index("I-content")], scores[1, TAGS.index("B-content")] = 0.0, -0.2
    scores[2, TAGS.index("I-content")] = 0.0
    assert [TAGS[tag] for tag in best_tags([scores])[0]] == ["O", "B-content", "I-content"]


def test_spans() -> None:
    """A beginning right behind a span is a span of its own."""
    tags = np.array([TAGS.index(name) for name in ("B-cue", "B-content", "I-content", "B-content", "O", "B-source")])
    assert spans_of(tags) == {"source": [(5, 5)], "cue": [(0, 0)], "content": [(1, 2), (3, 3)]}


def test_features_tell_sides_apart() -> None:
    """Distances before and behind have steps of their own; what lies nearer on the same side is counted."""
    steps, between = features((4, 6), [(0, 0), (2, 2), (9, 9)])
    assert (steps >= STEPS).tolist() == [True, True, False]
    assert between.tolist() == [1, 0, 0]


def _rows(size: int, asks: dict[int, tuple[float, float]], answers: dict[int, tuple[float, float]]) -> np.ndarray:
    """Link vectors of length 2, the same for both links: what first pieces ask, what first pieces answer."""
    rows = np.zeros((size, 2 * 7), np.float32)
    for base in (0, 7):
        for at, vector in asks.items():
            rows[at, base : base + 2] = vector
        for at, vector in answers.items():
            rows[at, base + 4 : base + 6] = vector
    return rows


def _seen(scores: np.ndarray, tags: np.ndarray, rows: np.ndarray, units: str = "", quoted: str = "") -> Seen:
    """A paragraph of one sentence without quotations, unless a digit a word says otherwise."""
    numbers = [np.array([int(digit) for digit in told or "0" * len(tags)]) for told in (units, quoted)]
    return Seen(scores, tags, rows, numbers[0], numbers[1] > 0)


def test_links_go_by_the_vectors() -> None:
    """Each content finds the cue that answers it, each cue its source, and two contents of one cue are one attribution."""
    names = ["B-content", "B-cue", "B-source", "B-content", "B-cue", "B-source"]
    tags = np.array([TAGS.index(name) for name in names])
    scores = log_softmax(np.eye(len(TAGS), dtype=np.float32)[tags] * 9)
    one, other = (5.0, 0.0), (0.0, 5.0)
    asks = {0: other, 3: other, 4: one, 1: one}
    answers = {1: one, 4: other, 2: one, 5: other}
    (found,) = attributions_of(_seen(scores, tags, _rows(6, asks, answers)), FLAT)
    assert (found.content, found.cue, found.source) == (((0, 0), (3, 3)), ((4, 4),), ((2, 2),))
    assert found.score > 0.9


def test_none_answers() -> None:
    """Where nothing answers better than none, a content stands by itself and a cue has no source."""
    tags = np.array([TAGS.index(name) for name in ("B-content", "B-cue", "B-content", "B-source")])
    scores = log_softmax(np.eye(len(TAGS), dtype=np.float32)[tags] * 9)
    rows = _rows(4, {0: (5.0, 0.0)}, {1: (5.0, 0.0)})
    rows[2, 6] = rows[1, 7 + 6] = 3.0
    found = list(attributions_of(_seen(scores, tags, rows), FLAT))
    assert [(one.source, one.cue, one.content) for one in found] == [
        ((), ((1, 1),), ((0, 0),)),
        ((), (), ((2, 2),)),
    ]


def test_links_stay_in_the_sentence() -> None:
    """A content finds a cue of its own sentence, though one of another answers better; a quoted one may go beside."""
    tags = np.array([TAGS.index(name) for name in ("B-cue", "B-content", "B-cue", "B-source")])
    scores = log_softmax(np.eye(len(TAGS), dtype=np.float32)[tags] * 9)
    rows = _rows(4, {1: (5.0, 0.0)}, {0: (5.0, 0.0), 2: (1.0, 0.0), 3: (0.1, 0.0)})
    plain = list(attributions_of(_seen(scores, tags, rows, "0111"), FLAT))
    quoted = list(attributions_of(_seen(scores, tags, rows, "0111", "0100"), FLAT))
    assert [(one.cue, one.source) for one in plain] == [(((2, 2),), ((3, 3),))]
    assert [(one.cue, one.source) for one in quoted] == [(((0, 0),), ())]


def test_parts_that_touch_are_one() -> None:
    """Two contents of one cue without a word between are one part."""
    tags = np.array([TAGS.index(name) for name in ("B-cue", "B-content", "I-content", "B-content")])
    scores = log_softmax(np.eye(len(TAGS), dtype=np.float32)[tags] * 9)
    rows = _rows(4, {1: (5.0, 0.0), 3: (5.0, 0.0)}, {0: (5.0, 0.0)})
    (found,) = attributions_of(_seen(scores, tags, rows), FLAT)
    assert found.content == ((1, 3),)


def test_no_span_goes_into_the_next_sentence() -> None:
    """A content that would run on begins anew where a sentence begins."""
    scores = np.full((4, len(TAGS)), -9.0, np.float32)
    scores[0, TAGS.index("B-content")] = scores[1:, TAGS.index("I-content")] = 0.0
    scores[:, TAGS.index("B-content")] += 1.0
    row = within_sentences(scores, np.array([0, 0, 1, 1]))
    assert [TAGS[tag] for tag in best_tags([row])[0]] == ["B-content", "I-content", "B-content", "I-content"]
    assert scores[2, TAGS.index("I-content")] == 0.0
