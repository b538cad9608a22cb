"""The metric of the German news quotations by hand, and its bench on an article of our own in its format."""

from __future__ import annotations

import json
import re
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.bench import measure_german_quotations
from sayso.bench.assignment import assigned
from sayso.bench.german_quotations import load
from sayso.bench.quotation_scores import ROLES, Quotation, Scores, paired
from sayso.model import UsageError


def _q(quotation: set[int], speaker: set[int], cue: set[int], kind: str = "Indirect") -> Quotation:
    return Quotation((frozenset(quotation), frozenset(speaker), frozenset(cue)), kind)


def _scored(known: list[Quotation], found: list[Quotation]) -> Scores:
    scores = Scores()
    scores.add(known, found)
    return scores


def test_a_pair_counts_its_tokens_role_by_role() -> None:
    scores = _scored([_q({5, 6, 7, 8}, {1, 2}, {3})], [_q({7, 8}, {2, 3}, {3})])
    values = {role: tuple(one.value for one in scores.of(role)[:2]) for role in ROLES}
    assert values == {"quotation": (1, 0.5), "speaker": (0.5, 0.5), "cue": (1, 1)}
    precision, recall, f = scores.of(*ROLES)
    assert (precision.value, recall.value) == pytest.approx((2.5 / 3, 2 / 3))
    assert precision.n == recall.n == 3
    assert f == pytest.approx(2 * (2.5 / 3) * (2 / 3) / (1.5))


def test_a_quotation_without_a_partner_counts_on_its_side_alone() -> None:
    scores = _scored([_q({1}, {2}, set())], [_q({9}, {2}, {8})])
    precision, recall, _ = scores.of("quotation")
    assert (precision.value, precision.n, recall.value, recall.n) == (0, 1, 0, 1)
    assert scores.of("speaker")[0].value == 0
    assert (scores.of("cue")[1].n, scores.of("cue")[0].n) == (0, 1)


def test_of_equal_pairings_one_with_the_same_types_is_taken() -> None:
    known = [_q({1, 2}, set(), set(), "Direct"), _q({1, 2}, set(), set(), "Indirect")]
    assert paired(known, known[::-1]) == [(0, 1), (1, 0)]
    assert _scored(known, known[::-1]).kinds == 2


def test_pairs_are_the_best_together_not_one_by_one() -> None:
    known = [_q({1, 2, 3}, set(), set()), _q({2, 3, 4, 5}, set(), set())]
    found = [_q({1, 2, 3, 4}, set(), set()), _q({1}, set(), set())]
    assert paired(known, found) == [(0, 1), (1, 0)]


_weights = st.integers(0, 4).flatmap(
    lambda n: st.lists(st.lists(st.sampled_from([0, 0.25, 0.5, 1]), min_size=n, max_size=n), max_size=4)
)


@given(_weights)
def test_no_other_assignment_has_a_greater_sum(weights: list[list[float]]) -> None:
    rows, columns = len(weights), len(weights[0]) if weights else 0
    pairs = assigned(weights)
    assert len(pairs) == min(rows, columns)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    padded = [[*row, *[0.0] * max(rows - columns, 0)] for row in weights]
    ways = permutations(range(max(rows, columns)), rows)
    best = max(sum(row[at] for row, at in zip(padded, way, strict=True)) for way in ways)
    assert sum(weights[row][column] for row, column in pairs) == pytest.approx(best)


_sets = st.frozensets(st.integers(0, 9), max_size=4)
_some = st.lists(
    st.builds(Quotation, st.tuples(_sets.filter(bool), _sets, _sets), st.sampled_from(["Direct", "Indirect"])),
    min_size=1,
    max_size=4,
)


@given(_some)
def test_a_perfect_reading_is_all_right_and_an_empty_one_has_nothing(known: list[Quotation]) -> None:
    assert _scored(known, known).of("quotation")[2] == 1
    assert _scored(known, []).of(*ROLES)[2] == 0


TEXT = "Die Ministerin sagte, dass die Brücke bald öffnet. „Das Wasser steigt“, warnte Ada Fink. Das Ufer schwieg."


def _part(*words: str) -> dict[str, Any]:
    return {"spans": [{"charBegin": TEXT.index(one), "charEnd": TEXT.index(one) + len(one)} for one in words]}


def _annotation(speaker: str, cue: str, quote: str, kind: str) -> dict[str, Any]:
    return {"speaker": _part(speaker), "cue": _part(cue), "quote": _part(quote), "type": kind}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    told = {
        "originalText": TEXT,
        "sentences": [{"charBegin": 0, "tokens": re.findall(r"\w+|[^\w\s]", TEXT)}],
        "annotations": [
            _annotation("Die Ministerin", "sagte", "dass die Brücke bald öffnet", "Indirect"),
            _annotation("Ada Fink", "warnte", "„Das Wasser steigt“", "Direct"),
            _annotation("Das Ufer", "schwieg", "Das Ufer schwieg", "Reported"),
        ],
    }
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "one.pretty.json").write_text(json.dumps(told), encoding="utf-8")
    return tmp_path


def test_tokens_are_placed_in_the_text(data: Path) -> None:
    (article,) = load(data)
    assert [TEXT[start:end] for start, end in article.tokens[:4]] == ["Die", "Ministerin", "sagte", ","]
    assert article.kinds == ("Indirect", "Direct", "Reported")


def test_all_is_measured_in_one_run(data: Path) -> None:
    outcome = measure_german_quotations(data)
    found = {one.name: (one.value, one.n) for one in outcome.measures}
    assert found["whole.content.P"] == found["whole.source.P"] == (1, 2)
    assert found["recall.Direct"] == found["recall.Indirect"] == (1, 1)
    assert found["recall.Reported"] == (0, 1)
    assert found["precision.direct"] == (1, 1)
    assert found["paper.speaker.R"] == pytest.approx((2 / 3, 3))
    assert found["paper.type.F1"][0] == pytest.approx(4 / 5)
    assert [(one.name, one.what) for one in outcome.misses] == [
        ("recall.Reported", "Das Ufer | schwieg | Das Ufer schwieg")
    ]


def test_missing_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        measure_german_quotations(tmp_path)
