"""Two figures as intervals: the relation and the words for it."""

from __future__ import annotations

import math
from typing import Any

import pytest

from sayso.align import align_figures, dimension
from sayso.align.slips import gap
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
    (
        "25 basis points are a quarter of a point",
        figure("25 basis points", 0.25, 0.25, kind="percentage_point"),
        figure("0.25 percentage points", 0.25, 0.25, kind="percentage_point"),
        "equal",
    ),
    (
        "50 basis points are not 0.4 points",
        figure("50 basis points", 0.5, 0.5, kind="percentage_point"),
        figure("0.4 percentage points", 0.4, 0.4, kind="percentage_point"),
        "apart",
    ),
    (
        "three hours and 42 minutes are 222 minutes",
        figure("three hours and 42 minutes", 3.7, 3.7, kind="duration", unit="hour"),
        figure("222 minutes", 222, 222, kind="duration", unit="minute"),
        "equal",
    ),
    ("a day is not an hour", point(5, per="day"), point(5, per="hour"), "incomparable"),
    ("one in four is 25 %", point(0.25, kind="proportion"), point(25, kind="percent"), "equal"),
    ("half is said of 48 %", point(0.5, kind="proportion"), point(48, kind="percent"), "rounds_to"),
    ("half is not said of 45 %", point(0.5, kind="proportion"), point(45, kind="percent"), "apart"),
    ("a third is said of 32 %", point(1 / 3, kind="proportion"), point(32, kind="percent"), "rounds_to"),
    ("one in ten is not said of 12 %", point(0.1, kind="proportion"), point(12, kind="percent"), "apart"),
    (
        "24 months are two years",
        point(2, kind="duration", unit="year"),
        point(24, kind="duration", unit="month"),
        "equal",
    ),
    (
        "three months round from 12 weeks",
        point(3, kind="duration", unit="month"),
        point(12, kind="duration", unit="week"),
        "rounds_to",
    ),
    (
        "a baby of 24 months is two",
        point(2, kind="age", unit="year"),
        point(24, kind="age", unit="month"),
        "equal",
    ),
    (
        "nights are no days",
        point(2, kind="duration", unit="night"),
        point(2, kind="duration", unit="day"),
        "incomparable",
    ),
    ("a small count is exact", point(30), point(31), "apart"),
    ("a large one may be rounded", point(300), point(296), "rounds_to"),
    ("but not by more than a tenth", point(20000), point(17000), "apart"),
    ("2 million round from 1.96", figure("2 million", 2e6, 2e6), point(1.96e6), "rounds_to"),
    ("4.0 million does not round from 4.2", figure("4.0 million", 4e6, 4e6), point(4.2e6), "apart"),
    ("4 million does", figure("4 million", 4e6, 4e6), point(4.2e6), "rounds_to"),
    ("what is more exact is not given", point(29_600), point(30_000), "overlaps"),
    ("about 420,000 is said of 421,000", point(420e3, approximate=True), point(421e3), "rounds_to"),
    ("about 190 million is said of 189", point(190e6, approximate=True), point(189e6), "rounds_to"),
    ("about 300 is near 280", figure("about 300", 300, 300, approximate=True), point(280), "rounds_to"),
    ("nearly 300 is said of 290", figure("nearly 300", None, 300, approximate=True), point(290), "contained"),
    ("nearly 300 is said of 300", figure("nearly 300", None, 300, approximate=True), point(300), "rounds_to"),
    ("300 is said of nearly 300", point(300), figure("nearly 300", None, 300, approximate=True), "rounds_to"),
    (
        "nearly one in five is said of 20 %",
        figure("nearly one in five", None, 0.2, kind="proportion", approximate=True),
        point(20, kind="percent"),
        "rounds_to",
    ),
    (
        "at least 300 goes beyond nearly 300",
        figure("at least 300", 300, None),
        figure("nearly 300", None, 300, approximate=True, high_inclusive=False),
        "apart",
    ),
    ("nearly 300 is not said of 200", figure("nearly 300", None, 300, approximate=True), point(200), "apart"),
    ("a range round a range", figure("13-18", 13, 18), figure("12.6-18.3", 12.6, 18.3), "rounds_to"),
    ("a range holds a narrower one", figure("10-20", 10, 20), figure("13-18", 13, 18), "contained"),
    ("a value of a range says more", point(15), figure("13-18", 13, 18), "overlaps"),
    (
        "more than 5 on at least 5",
        figure("more than 5", 5, None, low_inclusive=False),
        figure("5+", 5, None),
        "contained",
    ),
    ("hundreds may be 350", figure("hundreds", 100, 1000, high_inclusive=False, vague=True), point(350), "contained"),
    ("thousands are not 300", figure("thousands", 1000, 10000, vague=True), point(300), "apart"),
    ("hundreds may hold a range", figure("hundreds", 100, 1000, vague=True), figure("200-300", 200, 300), "contained"),
    (
        "doubled is a rise by 100 %",
        point(2, kind="multiple", role="change", direction="up"),
        point(100, kind="percent", role="change", direction="up"),
        "equal",
    ),
    (
        "halved is a fall by half",
        point(0.5, kind="multiple", role="change", direction="down"),
        point(0.5, kind="proportion", role="change", direction="down"),
        "equal",
    ),
    (
        "doubled is no share",
        point(2, kind="multiple", role="change", direction="up"),
        point(100, kind="percent"),
        "incomparable",
    ),
    (
        "a rise is no fall",
        point(5, kind="percent", role="change", direction="up"),
        point(5, kind="percent", role="change", direction="down"),
        "apart",
    ),
    (
        "a day of a year",
        figure("2015", 2015, 2015, kind="date"),
        figure("3 May 2015", 2015, 2015, kind="date"),
        "contained",
    ),
    (
        "two days of a year",
        figure("2 May 2015", 2015, 2015, kind="date"),
        figure("3 May 2015", 2015, 2015, kind="date"),
        "apart",
    ),
    ("two years", figure("2015", 2015, 2015, kind="date"), figure("2016", 2016, 2016, kind="date"), "apart"),
    ("a score as written", figure("3-1", None, None, kind="score"), figure("3-1", None, None, kind="score"), "equal"),
]


@pytest.mark.parametrize(("why", "claimed", "given_", "relation"), CASES, ids=[case[0] for case in CASES])
def test_relation(why: str, claimed: Figure, given_: Figure, relation: str) -> None:
    aligned = align_figures(claimed, given_)
    assert aligned.relation == relation, why
    assert claimed.text in aligned.because


SLIPS = [
    (point(5_000_000), point(5000), "scale_word", "factor of 1,000"),
    (point(450), point(45), "power_of_ten", "factor of 10"),
    (figure("3 billion", 3e9, 3e9), figure("3 Billionen", 3e12, 3e12), "scale_word", "a million million"),
    (figure("3 million", 3e6, 3e6), figure("3 Milliarden", 3e9, 3e9), "scale_word", "a million is from a milliard"),
    (point(45), point(54), "digits_swapped", "the same digits in another order"),
    (point(1236), point(1263), "digits_swapped", "the same digits in another order"),
    (point(12.6), point(16.2), "digits_swapped", "the same digits in another order"),
    (point(45), point(55), None, "less"),
    (point(1200), point(2100), "digits_swapped", "the same digits in another order"),
    (point(1203), point(1320), None, "less"),
    # "about" is no excuse for digits in another order: whoever rounds shows fewer of them
    (figure("rund 412.000", 412e3, 412e3, approximate=True), point(421e3), "digits_swapped", "in another order"),
    (point(67_000, approximate=True), point(76_000), "digits_swapped", "in another order"),
]


@pytest.mark.parametrize(("claimed", "given_", "slip", "words"), SLIPS)
def test_a_slip_is_named(claimed: Figure, given_: Figure, slip: str | None, words: str) -> None:
    for one, other in ((claimed, given_), (given_, claimed)):
        aligned = align_figures(one, other)
        assert (aligned.relation, aligned.slip) == ("apart", slip)
    assert words in align_figures(claimed, given_).because


def test_shares_are_apart_by_points() -> None:
    assert "5 percentage points less" in align_figures(point(40, kind="percent"), point(45.001, kind="percent")).because


REASONS = [
    (point(5, kind="money", currency="EUR"), point(7, kind="money", currency="USD"), "never converted"),
    (point(5, kind="percent"), point(6, kind="percentage_point"), "per cent are not percentage points"),
    (point(5, per="day"), point(5, per="hour"), "per day"),
    (point(5, kind="measure", unit="gallon"), point(5, kind="measure", unit="litre"), "do not convert"),
    (point(5), point(5, kind="percent"), "a percent"),
    (point(5, kind="age", unit="year"), point(5, kind="duration", unit="year"), "an age"),
]


@pytest.mark.parametrize(("claimed", "given_", "words"), REASONS)
def test_why_two_figures_are_not_compared(claimed: Figure, given_: Figure, words: str) -> None:
    aligned = align_figures(claimed, given_)
    assert aligned.relation == "incomparable"
    assert words in aligned.because


@pytest.mark.parametrize(("mine", "theirs"), [(math.inf, 5.0), (5.0, math.inf), (-math.inf, math.inf)])
def test_what_is_too_large_is_told_apart(mine: float, theirs: float) -> None:
    assert gap(mine, theirs, "5").words == "one of them is too large to be reckoned with"


def test_what_is_more_exact_is_told() -> None:
    aligned = align_figures(point(53.8, kind="percent"), point(54, kind="percent"))
    assert (aligned.relation, aligned.finer) == ("overlaps", True)


def test_a_dropped_bound_is_told() -> None:
    aligned = align_figures(point(25000), figure("more than 25,000", 25000, None, low_inclusive=False))
    assert (aligned.relation, aligned.bound_changed) == ("contained", True)


def test_hundreds_never_differ() -> None:
    hundreds = figure("hundreds", 200, None, vague=True)
    assert align_figures(hundreds, point(840)).relation == "contained"
    assert align_figures(hundreds, point(90_000)).relation == "incomparable"


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


@pytest.mark.parametrize(
    "given",
    [point(300), figure("about 300", 300, 300, approximate=True)],
)
def test_an_added_bound_is_a_changed_one(given: Figure) -> None:
    """Whether or not the bound includes its number."""
    claims = (
        figure("at least 300", 300, None),
        figure("more than 300", 300, None, low_inclusive=False),
        figure("up to 300", None, 300),
    )
    for claimed in claims:
        found = align_figures(claimed, given)
        assert (found.relation, found.bound_changed) == ("contained", True)
