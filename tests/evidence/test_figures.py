"""Equal figures share a term in every language, near ones a bucket, and nothing else does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.evidence import figure_terms
from sayso.model import Figure, FigureKind, Made

_MADE = Made(stage="test", version="1")


def figure(kind: FigureKind, low: float | None, high: float | None = None, **more: str | bool) -> Figure:
    """A figure; without `high` a plain value."""
    bound = low if high is None else high
    return Figure(id="f", start=0, end=1, text="x", kind=kind, low=low, high=bound, made=_MADE, **more)  # type: ignore[arg-type]


def near(asked: Figure, given_figure: Figure) -> bool:
    return bool(set(figure_terms(asked).around) & set(figure_terms(given_figure).near))


def test_terms_are_canonical() -> None:
    assert figure_terms(figure("percent", 54)).exact == ("share:54",)
    assert figure_terms(figure("count", 30_000)).exact == ("count:30000",)
    assert figure_terms(figure("money", 13e6, 18e6, currency="EUR")).exact == ("money:EUR:1.3e+07", "money:EUR:1.8e+07")
    assert figure_terms(figure("measure", 5, unit="square kilometre")).exact == ("measure:square_kilometre:5",)
    assert figure_terms(figure("percent", -3.5)).exact == ("share:-3.5",)


def test_a_share_is_the_same_as_percent_and_as_proportion() -> None:
    """One in twenty is five percent; a third is the same however it was reckoned."""
    assert figure_terms(figure("proportion", 0.05)) == figure_terms(figure("percent", 5))
    assert figure_terms(figure("proportion", 1 / 3)).exact == figure_terms(figure("proportion", 0.3333333)).exact
    assert set(figure_terms(figure("proportion", 0.1)).exact) == set(figure_terms(figure("percent", 10.0)).exact)


def test_what_is_no_quantity_has_no_terms() -> None:
    for kind in ("date", "time", "ordinal", "identifier", "score"):
        assert figure_terms(figure(kind, 2015)).exact == ()
    vague = figure_terms(figure("count", 100, 999, vague=True))
    assert (vague.exact, vague.near, vague.around, vague.digits) == ((), (), (), ())
    assert figure_terms(figure("count", None)).near == ()


def test_unlike_kinds_do_not_meet() -> None:
    unlike = [
        figure("percent", 54),
        figure("percentage_point", 54),
        figure("count", 54),
        figure("multiple", 54),
        figure("money", 54, currency="EUR"),
        figure("money", 54, currency="USD"),
        figure("measure", 54, unit="kilometre"),
        figure("duration", 54, unit="year"),
    ]
    for one in unlike:
        assert [near(one, other) for other in unlike].count(True) == 1


def test_digits_meet_across_scale_and_currency() -> None:
    million, billion = figure("money", 13e6, currency="EUR"), figure("money", 13e9, currency="USD")
    assert figure_terms(million).digits == figure_terms(billion).digits == ("13",)
    assert figure_terms(figure("count", 2000)).digits == (), "one digit says nothing"


@given(st.floats(1e-6, 1e15), st.floats(0.91, 1.1))
def test_figures_within_ten_percent_are_near(value: float, factor: float) -> None:
    assert near(figure("count", value), figure("count", value * factor))


@given(st.floats(1e-6, 1e15), st.floats(1.22, 1000))
def test_figures_farther_apart_than_a_fifth_are_not(value: float, factor: float) -> None:
    assert not near(figure("count", value), figure("count", value * factor))
    assert not near(figure("count", value * factor), figure("count", value))


@given(st.floats(1, 1e9), st.floats(1.0, 8.0), st.floats(0, 1))
def test_a_value_within_a_range_is_near_it(low: float, width: float, where: float) -> None:
    """13 to 27 million and 20 million meet, whichever is asked for."""
    spread, inside = figure("count", low, low * width), figure("count", low + (low * width - low) * where)
    assert near(spread, inside)
    assert near(inside, spread)


def test_a_range_too_wide_has_its_ends_alone() -> None:
    wide = figure_terms(figure("count", 1, 1e12))
    assert len(wide.near) == 2
    assert not near(figure("count", 1e6), figure("count", 1, 1e12))


def test_zero_and_huge_figures_do_no_harm() -> None:
    assert figure_terms(figure("count", 0)).exact == ("count:0",)
    assert figure_terms(figure("count", 0)).around == ()
    assert figure_terms(figure("count", 0, 10)).near == figure_terms(figure("count", 10)).near
    assert figure_terms(figure("count", 10**400)).exact == ()
    assert figure_terms(figure("count", float("inf"))).exact == ()
