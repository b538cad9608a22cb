"""What holds of any two figures."""

from __future__ import annotations

import math
from typing import Final

from hypothesis import assume, given
from hypothesis import strategies as st

from sayso.align import Interval, align_figures
from sayso.model import Figure, FigureKind, Made

MADE: Final = Made(stage="test", version="1")
#: What measures one dimension in several ways, and what does not.
_KINDS: Final[tuple[tuple[FigureKind, str | None, str | None], ...]] = (
    ("count", None, None),
    ("percent", None, None),
    ("proportion", None, None),
    ("percentage_point", None, None),
    ("multiple", None, None),
    ("money", None, "EUR"),
    ("money", None, "USD"),
    ("measure", "kilometre", None),
    ("duration", "month", None),
    ("duration", "year", None),
    ("age", "year", None),
    ("date", None, None),
    ("ordinal", None, None),
)
_SYMMETRIC: Final = frozenset(("equal", "incomparable"))
_NUMBERS: Final = st.one_of(
    st.integers(0, 10**12),
    st.integers(0, 10**6).map(lambda cents: cents / 100),
    st.integers(1, 9).map(lambda n: n * 1000),
)


@st.composite
def figures(draw: st.DrawFn, *, exact: bool = False) -> Figure:
    """Any figure that a reader may give; with `exact`, a plain value without any words around it."""
    kind, unit, currency = draw(st.sampled_from(_KINDS))
    low = draw(_NUMBERS)
    high = low if exact else low + draw(st.one_of(st.just(0), _NUMBERS))
    ends = draw(st.sampled_from(((True, True), (True, False), (False, True)))) if not exact else (True, True)
    return Figure(
        id="f",
        start=0,
        end=1,
        text=draw(st.sampled_from(("some", "many", "those"))),
        kind=kind,
        low=low if ends[0] else None,
        high=high if ends[1] else None,
        low_inclusive=exact or draw(st.booleans()) or low == high,
        high_inclusive=exact or draw(st.booleans()) or low == high,
        approximate=not exact and draw(st.booleans()),
        vague=not exact and draw(st.booleans()),
        unit=unit,
        currency=currency,
        role="level" if exact else draw(st.sampled_from(("level", "change"))),
        direction=None if exact else draw(st.sampled_from((None, "up", "down"))),
        made=MADE,
    )


@given(figures())
def test_a_figure_equals_itself(one: Figure) -> None:
    assert align_figures(one, one).relation == "equal"


@given(figures(), figures())
def test_the_words_quote_both_figures(one: Figure, other: Figure) -> None:
    because = align_figures(one, other).because
    assert f"“{one.text}”" in because
    assert f"“{other.text}”" in because


@given(figures(), figures())
def test_equal_and_incomparable_hold_both_ways(one: Figure, other: Figure) -> None:
    """But for vague words: "hundreds" may stand for 350, and 350 is not supported by "hundreds"."""
    assume(not (one.vague or other.vague))
    forth, back = align_figures(one, other).relation, align_figures(other, one).relation
    assert (forth in _SYMMETRIC or back in _SYMMETRIC) <= (forth == back)


@given(figures(exact=True), figures(exact=True))
def test_apart_holds_both_ways_but_for_rounding(one: Figure, other: Figure) -> None:
    """What rounds to a value is, the other way round, more exact than it."""
    forth, back = align_figures(one, other), align_figures(other, one)
    if forth.relation == "apart":
        assert back.relation == "apart"
        assert forth.slip == back.slip
    if forth.finer:
        assert back.relation == "rounds_to"


@given(st.lists(st.tuples(st.integers(1, 40), st.sampled_from(("month", "year", "decade"))), min_size=3, max_size=3))
def test_equality_of_exact_values_is_passed_on(chosen: list[tuple[int, str]]) -> None:
    """Each value stands for a number of months, told in one of three units."""
    in_one = {"month": 1, "year": 12, "decade": 120}
    figures_ = [
        Figure(
            id="f",
            start=0,
            end=1,
            text="x",
            kind="duration",
            low=months / in_one[unit],
            high=months / in_one[unit],
            unit=unit,
            made=MADE,
        )
        for months, unit in chosen
    ]
    for first, (months, _) in zip(figures_, chosen, strict=True):
        for second, (others, _) in zip(figures_, chosen, strict=True):
            assert (align_figures(first, second).relation == "equal") == (months == others)


def _scaled(figure: Figure, factor: int) -> Figure:
    return Figure(
        id="f",
        start=0,
        end=1,
        text=figure.text,
        kind=figure.kind,
        low=None if figure.low is None else figure.low * factor,
        high=None if figure.high is None else figure.high * factor,
        low_inclusive=figure.low_inclusive,
        high_inclusive=figure.high_inclusive,
        approximate=figure.approximate,
        unit=figure.unit,
        currency=figure.currency,
        made=MADE,
    )


@st.composite
def _large(draw: st.DrawFn) -> Figure:
    """A count of at least a hundred, or a range of such."""
    low = draw(st.integers(100, 10**6))
    high = draw(st.one_of(st.just(low), st.integers(low, 2 * low)))
    ends = draw(st.sampled_from(((low, low), (low, high), (low, None), (None, high))))
    about = draw(st.booleans())
    return Figure(
        id="f", start=0, end=1, text="x", kind="count", low=ends[0], high=ends[1], approximate=about, made=MADE
    )


@given(_large(), _large(), st.integers(1, 6))
def test_scaling_both_changes_nothing(one: Figure, other: Figure, power: int) -> None:
    """From a hundred on: a smaller whole number is taken to be exact."""
    big, bigger = _scaled(one, 10**power), _scaled(other, 10**power)
    assert align_figures(one, other).relation == align_figures(big, bigger).relation


_INTERVALS = st.builds(
    lambda low, width, low_inclusive, high_inclusive, ends: Interval(
        low if ends != "open below" else -math.inf,
        low + width if ends != "open above" else math.inf,
        low_inclusive or not width,
        high_inclusive or not width,
    ),
    st.integers(-100, 100),
    st.integers(0, 100),
    st.booleans(),
    st.booleans(),
    st.sampled_from(("closed", "open below", "open above")),
)


@given(_INTERVALS, _INTERVALS)
def test_an_interval_that_holds_another_is_held_by_it_only_where_both_are_one(one: Interval, other: Interval) -> None:
    if one.holds(other):
        assert one.meets(other)
    if one.holds(other) and other.holds(one):
        assert one.same_ends(other)
    assert one.meets(other) == other.meets(one)
    assert one.holds(one)
