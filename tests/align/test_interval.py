"""Two figures as intervals: the relation and the words for it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.align import align_figures, dimension
from sayso.model import Figure, Made

MADE = Made(stage="test", version="1")


def figure(text: str, low: float | None, high: float | None, **fields: Any) -> Figure:
    fields.setdefault("kind", "count")
    return Figure(id="f", start=0, end=len(text), text=text, low=low, high=high, made=MADE, **fields)


def point(value: float, **fields: Any) -> Figure:
    return figure(f"{value:g}", value, value, **fields)


CASES = [
    ("the same count", point(30000), point(30000), "equal"),
    ("one in ten is ten per cent", point(0.1, kind="proportion"), point(10, kind="percent"), "equal"),
    (
        "two weeks are fourteen days",
        point(2, kind="duration", unit="week"),
        point(14, kind="duration", unit="day"),
        "equal",
    ),
    ("a third rounds from 33.3 %", point(33, kind="percent"), point(33.3, kind="percent"), "rounds_to"),
    ("30,000 rounds from 29,600", point(30000), point(29600), "rounds_to"),
    ("30,000 does not round from 24,000", point(30000), point(24000), "apart"),
    ("one in twenty is not one in ten", point(0.05, kind="proportion"), point(0.1, kind="proportion"), "apart"),
    ("up to 88 holds 88", figure("up to 88", None, 88), point(88), "contained"),
    ("more than 100 holds 142", figure("more than 100", 100, None, low_inclusive=False), point(142), "contained"),
    ("13-18 is 13-18", figure("13-18", 13, 18), figure("13 bis 18", 13, 18), "equal"),
    ("13-18 overlaps 15-20", figure("13-18", 13, 18), figure("15-20", 15, 20), "overlaps"),
    (
        "at least 30,000 goes beyond more than 25,000",
        figure("at least 30,000", 30000, None),
        figure("more than 25,000", 25000, None, low_inclusive=False),
        "overlaps",
    ),
    (
        "euros are not dollars",
        point(5, kind="money", currency="EUR"),
        point(5, kind="money", currency="USD"),
        "incomparable",
    ),
    ("percent are not points", point(5, kind="percent"), point(5, kind="percentage_point"), "incomparable"),
    ("a day is not an hour", point(5, per="day"), point(5, per="hour"), "incomparable"),
]


@pytest.mark.parametrize(("why", "claimed", "given_", "relation"), CASES, ids=[case[0] for case in CASES])
def test_relation(why: str, claimed: Figure, given_: Figure, relation: str) -> None:
    aligned = align_figures(claimed, given_)
    assert aligned.relation == relation, why
    assert claimed.text in aligned.because


def test_a_factor_of_a_thousand_is_named() -> None:
    assert "factor of 1,000" in align_figures(point(5_000_000), point(5000)).because


def test_a_dropped_bound_is_told() -> None:
    aligned = align_figures(point(25000), figure("more than 25,000", 25000, None, low_inclusive=False))
    assert (aligned.relation, aligned.bound_changed) == ("contained", True)


def test_hundreds_never_differ() -> None:
    hundreds = figure("hundreds", 200, None, vague=True)
    assert align_figures(hundreds, point(840)).relation == "contained"
    assert align_figures(hundreds, point(90_000)).relation == "incomparable"


_FIGURES = st.builds(
    lambda low, width, low_open, high_open: figure("x", None if low_open else low, None if high_open else low + width),
    st.floats(0, 1e9),
    st.floats(0, 1e6),
    st.booleans(),
    st.booleans(),
)


@given(_FIGURES)
def test_a_figure_equals_itself(one: Figure) -> None:
    assert align_figures(one, one).relation == "equal"


@given(_FIGURES, _FIGURES)
def test_no_two_figures_raise_and_equality_is_symmetric(one: Figure, other: Figure) -> None:
    forth, back = align_figures(one, other), align_figures(other, one)
    assert (forth.relation == "equal") == (back.relation == "equal")
    assert forth.because


def test_the_dimension_tells_shares_money_and_rates_apart() -> None:
    assert dimension(point(1, kind="percent")) == dimension(point(1, kind="proportion")) == "share"
    assert dimension(point(1, kind="money", currency="EUR")) == "money:EUR"


def test_a_number_is_not_supported_by_a_vague_word() -> None:
    assert align_figures(point(499), figure("hundreds", 100, 1000, vague=True)).relation == "incomparable"


def test_an_open_bound_far_from_the_value_is_told() -> None:
    more = figure("more than a hundred", 100, None, low_inclusive=False)
    assert align_figures(more, point(4500)).far
    assert not align_figures(more, point(104)).far


def test_a_bound_added_to_a_plain_value_is_told() -> None:
    aligned = align_figures(figure("over 24", 24, None, low_inclusive=False), point(24))
    assert (aligned.relation, aligned.bound_changed) == ("contained", True)


def test_the_same_number_in_another_unit_is_a_changed_unit() -> None:
    euros, pounds = (point(9e6, kind="money", currency=currency) for currency in ("EUR", "GBP"))
    assert align_figures(euros, pounds).unit_changed
    assert align_figures(point(5, kind="percent"), point(5, kind="percentage_point")).unit_changed
    assert not align_figures(point(5, kind="percent"), point(7, kind="percentage_point")).unit_changed
