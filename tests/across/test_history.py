"""Histories of figures: which are one line, what each goes back to, and what became of it."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.across.appearing import appears
from tests.costs import assert_linear, cpu_seconds

from sayso.across import histories
from sayso.model import Appearance, FigureHistory, FigureStep, Rests


def _only(appearances: list[Appearance]) -> FigureHistory:
    (history,) = histories(appearances)
    return history


def _step(before: str, after: str, language: str = "en") -> FigureStep:
    (step,) = _only([appears("a", before, "2026-03-01"), appears("b", after, "2026-03-02", language=language)]).steps
    return step


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("1,240 homes lost power.", "Power was lost in 1,240 homes.", "same"),
        ("1,240 homes lost power.", "1,200 homes lost power.", "rounded"),
        ("1,240 homes lost power.", "About 1,200 homes lost power.", "rounded"),
        ("1,240 homes lost power.", "More than 1,200 homes lost power.", "rounded bound_added"),
        ("1,240 homes lost power.", "Thousands of homes lost power.", "rounded"),
        ("54 percent of homes lost power.", "More than half of homes lost power.", "rounded bound_added"),
        ("About 1,200 homes lost power.", "1,240 homes lost power.", "made_exact"),
        ("Some 20 to 30 homes lost power.", "27 homes lost power.", "made_exact"),
        ("At least 1,240 homes lost power.", "1,240 homes lost power.", "bound_dropped"),
        ("Up to 1,240 homes lost power.", "1,240 homes lost power.", "bound_dropped"),
        ("1,240 homes lost power.", "At least 1,240 homes lost power.", "bound_added"),
        ("Up to 1,240 homes lost power.", "At least 1,240 homes lost power.", "bound_dropped bound_added"),
        ("At least 1,240 homes lost power.", "1,200 homes lost power.", "rounded bound_dropped"),
        ("1,240 homes in Germany, France and Spain lost power.", "1,240 homes in Germany lost power.", "scope_changed"),
        ("1,240 homes in Germany lost power.", "1,240 homes in Germany, France and Spain lost power.", "scope_changed"),
        ("1,240 homes in three countries lost power.", "1,240 homes in Germany lost power.", "scope_changed"),
        ("1,240 homes in Germany lost power.", "1,240 homes in France lost power.", "scope_changed"),
        ("1,240 homes lost power in 2024.", "1,240 homes lost power in 2023.", "scope_changed"),
        ("1,240 homes lost power in 2024.", "1,730 homes lost power in 2023.", "scope_changed"),
        ("The bridge costs 12.4 million euros.", "The bridge costs 12.4 million dollars.", "unit_changed"),
        ("Rents rose by 7 percent.", "Rents rose by 7 percentage points.", "unit_changed"),
        ("The bridge is 96 kilometres long.", "The bridge is 96 miles long.", "unit_changed"),
        ("The bridge is 96 kilometres long.", "The bridge is 60 miles long.", "unit_changed"),
        ("They eat 5 grams per week.", "They eat 5 grams per day.", "unit_changed"),
        ("1,240 homes lost power.", "1,420 homes lost power.", "digit_slip"),
        ("1,240 homes lost power.", "12,400 homes lost power.", "digit_slip"),
        ("The bridge costs 12.4 million euros.", "The bridge costs 12.4 billion euros.", "digit_slip"),
        ("12 people died.", "19 people died.", "grown"),
        ("At least 12 people died.", "19 people died.", "grown bound_dropped"),
        ("19 people died.", "17 people died.", "shrunk"),
        ("27 goats were stolen.", "Some 30 goats were stolen.", "rounded"),
        ("Two thirds of shops will close.", "67 percent of shops will close.", "made_exact"),
        ("Rents rose by 7.5 percent.", "Rents rose by about 8 percent.", "rounded"),
        ("Output fell to 18.7 million tonnes.", "Output fell to some 19 million tonnes.", "rounded"),
        ("62 percent of cyclists wear a helmet.", "62 percent of drivers wear a helmet.", "scope_changed"),
        ("62 percent of people wear a helmet.", "62 percent of residents wear a helmet.", "same"),
        ("Some 650 homes were evacuated.", "Some 650 people were evacuated.", "scope_changed"),
        ("Some 650 homes were evacuated.", "Some 650 houses were evacuated.", "same"),
        ("80 percent of rural homes use gas.", "80 percent of urban homes use gas.", "scope_changed"),
        ("People swallow 5 grams of plastic per week.", "People swallow 5 grams of plastic per day.", "unit_changed"),
        ("1,240 homes lost power in January.", "1,240 homes lost power in June.", "scope_changed"),
        ("1,240 homes lost power in January.", "1,240 homes lost power.", "same"),
        ("1,240 homes lost power last year.", "1,240 homes lost power this year.", "scope_changed"),
        ("1,240 homes lost power last year.", "Last year 1,240 homes lost power.", "same"),
        ("1,240 homes lost power in six months.", "1,240 homes lost power in a month.", "scope_changed"),
        ("1,240 homes lost power in twelve months.", "1,240 homes lost power in a year.", "same"),
        ("1,240 homes in Kent, Surrey and Essex lost power.", "1,240 homes in Surrey lost power.", "scope_changed"),
        ("1,240 homes in Surrey lost power.", "1,240 homes in Kent, Surrey and Essex lost power.", "scope_changed"),
        ("1,240 homes in Oxley, Surrey, lost power.", "1,240 homes in Oxley lost power.", "same"),
        ("26 people were held in the harbour.", "26 sailors were held in the harbour.", "same"),
        ("26 ships were held in the harbour.", "26 passengers were held in the harbour.", "scope_changed"),
        ("Mould was found in 47 classrooms.", "Mould was found in 47 schools.", "scope_changed"),
        ("Mould was found in 47 classrooms.", "Mould was found in 47 rooms.", "same"),
        ("120 hospital beds were closed.", "120 hospitals were closed.", "scope_changed"),
        ("26 houses of passengers burned.", "26 passengers’ houses burned.", "same"),
        ("The leak cost 38 million litres.", "The leak cost 38 million gallons.", "unit_changed"),
        ("The bridge costs 1.4 billion euros.", "The bridge costs more than a billion euros.", "rounded bound_added"),
        ("11 goats were stolen.", "A dozen goats were stolen.", "rounded"),
        ("The bridge costs 48.6 million euros.", "The bridge costs 48 million euros.", "rounded"),
        ("The bridge costs 48 million euros.", "The bridge costs 48.6 million euros.", "made_exact"),
        ("The bridge costs 48.6 million euros.", "The bridge costs 47 million euros.", "shrunk"),
        ("The bridge costs 4.6 million euros.", "The bridge costs 4 million euros.", "shrunk"),
        ("27 goats were stolen.", "26 goats were stolen.", "shrunk"),
        ("14 goats were stolen.", "A dozen goats were stolen.", "shrunk"),
        ("83 goats were stolen.", "More than 80 goats were stolen.", "rounded bound_added"),
        ("56 percent of goats were stolen.", "More than 50 percent of goats were stolen.", "rounded bound_added"),
        ("64 goats were stolen.", "Almost 70 goats were stolen.", "rounded"),
        ("93 goats were stolen.", "More than 80 goats were stolen.", "shrunk bound_added"),
        ("16 goats were stolen.", "More than 10 goats were stolen.", "shrunk bound_added"),
        ("83 goats were stolen.", "More than 82 goats were stolen.", "shrunk bound_added"),
        ("The bridge costs 1.6 billion euros.", "The bridge costs more than a billion euros.", "shrunk bound_added"),
    ],
)  # fmt: skip
def test_each_change_is_typed(before: str, after: str, kinds: str) -> None:
    """All kinds, in words that hold; the reason names both figures."""
    step = _step(before, after)
    assert set(step.kinds) == set(kinds.split())
    assert step.because.startswith("“")
    assert " for “" in step.because


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Rents rose by 7 percent.", "Rents fell by 7 percent."),
        ("Hundreds of homes lost power.", "Dozens of homes lost power."),
    ],
)
def test_what_cannot_be_told_has_no_kind(before: str, after: str) -> None:
    """It is said that it cannot be told, and not guessed."""
    found = [
        step
        for history in histories([appears("a", before, "2026-03-01"), appears("b", after, "2026-03-02")])
        for step in history.steps
    ]
    assert [step.kinds for step in found] == [()]


def test_a_tenfold_of_one_digit_may_have_grown() -> None:
    """Small round numbers grow to the tenfold without a slip, and so does what the text says has risen."""
    assert _step("1 person died.", "10 people died.").kinds == ("grown",)
    assert _step("The toll was 120 euros.", "The toll rose to 1,200 euros.").kinds == ("grown",)


def test_what_is_not_compared_is_no_way_back() -> None:
    """The nearest text counts people; the one before it homes, as the last does."""
    line = _only(
        [
            appears("a", "Some 650 homes are evacuated.", "2026-03-01"),
            appears("b", "Some 650 people are evacuated.", "2026-03-02"),
            appears("c", "Some 180 homes are evacuated.", "2026-03-03"),
        ]
    )
    assert [(step.before, step.after, step.kinds) for step in line.steps][-1] == (0, 2, ("shrunk",))
    assert "; the later “Some 650” is not compared: another scope, what is counted" in line.steps[-1].because


def test_what_was_rounded_stands_for_the_exact_value() -> None:
    """What differs from that is no exact form of the rounded one: 208 is not what "some 200" was made of."""
    line = _only(
        [
            appears("a", "213 passengers left the ferry.", "2026-03-01", "Merrow Times"),
            appears("b", "Some 200 passengers left the ferry.", "2026-03-02", "The Dales Post", ("Merrow Times",)),
            appears("c", "208 passengers left the ferry.", "2026-03-03"),
            appears("d", "231 passengers left the ferry.", "2026-03-04"),
            appears("e", "Some 200 passengers left the ferry.", "2026-03-05"),
            appears("f", "213 passengers left the ferry.", "2026-03-06"),
        ]
    )
    assert [(step.before, step.kinds) for step in line.steps] == [
        (0, ("rounded",)), (0, ("shrunk",)), (0, ("digit_slip",)), (1, ("same",)), (0, ("same",)),
    ]  # fmt: skip
    assert line.steps[1].because.endswith("(the nearest that stood before it; the later “Some 200” is “213”, rounded)")


def test_an_estimate_is_made_exact() -> None:
    """Where nothing exact was known before."""
    line = _only(
        [
            appears("a", "Some 200 passengers left the ferry.", "2026-03-01"),
            appears("b", "208 passengers left the ferry.", "2026-03-02"),
        ]
    )
    assert [step.kinds for step in line.steps] == [("made_exact",)]


def test_an_outlet_that_is_named_is_any_of_its_texts() -> None:
    """The one with the same figure, though a later one is there."""
    line = _only(
        [
            appears("a", "9,430 homes lost power.", "2026-03-01", "Merrow Times"),
            appears("b", "9,400 homes lost power.", "2026-03-02", "Merrow Times"),
            appears("c", "9,430 homes lost power.", "2026-03-03", "The Dales Post", ("Merrow Times",)),
        ]
    )
    assert [(step.before, step.kinds) for step in line.steps] == [(0, ("rounded",)), (0, ("same",))]
    (known,) = histories(line_of_two_texts(), [Rests(document="c", on="b", how=("says",), because="a test")])
    assert known.steps[-1].before == 0


def line_of_two_texts() -> list[Appearance]:
    """A paper's two texts, and one that is known to rest on the later, with the figure of the first."""
    return [
        appears("a", "9,430 homes lost power.", "2026-03-01", "Merrow Times"),
        appears("b", "9,400 homes lost power.", "2026-03-02", "Merrow Times"),
        appears("c", "9,430 homes lost power.", "2026-03-03", "The Dales Post"),
    ]


def test_who_has_one_source_counts() -> None:
    """A count by the same body goes back to its own estimate, not to what others made of that."""
    some = [
        appears("a", "Between 2,500 and 3,000 homes lost power.", "2026-03-01"),
        appears("b", "3,000 homes lost power.", "2026-03-02"),
        appears("c", "2,764 homes lost power.", "2026-03-03"),
    ]
    rests = [Rests(document=one, on="s:grid", how=("says",), because="a test") for one in ("a", "c")]
    assert histories(some)[0].steps[-1].before == 1
    assert histories(some, rests)[0].steps[-1].before == 0


def test_of_one_day_each_comes_after_those_that_it_has_it_from() -> None:
    """However long the way is; and who names a source outside before who names nobody."""
    some = [
        appears("a", "1,240 homes lost power.", "2026-03-01"),
        appears("b", "1,240 homes lost power.", "2026-03-01"),
        appears("c", "1,240 homes lost power.", "2026-03-01"),
        appears("z", "1,240 homes lost power.", "2026-03-01"),
    ]
    rests = [Rests(document=one, on=on, how=("takes",), because="a test") for one, on in (("a", "b"), ("b", "c"))]
    source = Rests(document="z", on="s:grid", how=("says",), because="a test")
    (line,) = histories(some, [*rests, source])
    assert [point.appearance for point in line.points] == ["a:z", "a:c", "a:b", "a:a"]


@pytest.mark.parametrize(
    ("before", "after", "language", "kinds"),
    [
        ("47 homes lost power.", "47 persone sono rimaste senza luce.", "it", ("scope_changed",)),
        ("47 homes lost power.", "47 abitazioni sono rimaste senza luce.", "it", ("same",)),
        ("47 homes lost power.", "47 moradores ficaram sem luz.", "pt", ("scope_changed",)),
        ("Mould was found in 47 classrooms.", "In 47 Klassenzimmern wurde Schimmel gefunden.", "de", ("same",)),
        ("Mould was found in 47 classrooms.", "In 47 Schulen wurde Schimmel gefunden.", "de", ("scope_changed",)),
        ("Mould was found in 47 classrooms.", "De la moisissure a été trouvée dans 47 salles de classe.", "fr", ("same",)),
    ],
)  # fmt: skip
def test_what_is_counted_is_of_one_sort_across_languages(
    before: str, after: str, language: str, kinds: tuple[str, ...]
) -> None:
    """Also where a language has no concepts, by its own words."""
    assert _step(before, after, language).kinds == kinds


def test_towns_are_not_compared_across_languages() -> None:
    """Another language may call them otherwise."""
    assert _step(
        "1,240 homes in Munich lost power.", "In München fiel in 1.240 Wohnungen der Strom aus.", "de"
    ).kinds == ("same",)


def test_across_languages_they_are_one_line() -> None:
    """What counts the same thing is one line, whatever the language, and the change is typed."""
    line = _only([
        appears("a", "At least 29,700 fighters travelled to Syria.", "2026-03-01"),
        appears("b", "Rund 30.000 Kämpfer sind nach Syrien gereist.", "2026-03-02", language="de"),
        appears("c", "30 000 combattants sont partis en Syrie.", "2026-03-03", language="fr"),
        appears("d", "Más de 30.000 combatientes viajaron a Siria.", "2026-03-04", language="es"),
    ])  # fmt: skip
    assert [step.kinds for step in line.steps] == [("rounded",), ("bound_dropped",), ("bound_added",)]
    assert line.counted == "fighters"


def test_a_mean_is_no_bound() -> None:
    """What takes 17 minutes on average does not take about 17 minutes."""
    assert _step("Trains were 17 minutes late.", "Züge kamen im Schnitt 17 Minuten zu spät.", "de").kinds == ("same",)


def test_a_change_and_a_level_of_one_value_are_one_line() -> None:
    """Languages put it in one way or the other."""
    assert _step("The lake has fallen by 42 centimetres.", "Der See ist 42 Zentimeter niedriger.", "de").kinds == (
        "same",
    )


def test_a_figure_goes_back_to_the_text_that_is_named() -> None:
    """Not to the nearest in time or value."""
    line = _only([
        appears("a", "1,240 homes lost power.", "2026-03-01", "Merrow Times"),
        appears("b", "1,890 homes lost power.", "2026-03-02", "The Dales Post"),
        appears("c", "At least 1,240 homes lost power.", "2026-03-03", "Oxley Bulletin"),
        appears("d", "12,400 homes lost power.", "2026-03-04", "Brigg Observer", ("Merrow Times",)),
    ])  # fmt: skip
    assert [(step.before, step.after) for step in line.steps] == [(0, 1), (0, 2), (0, 3)]
    assert line.steps[2].kinds == ("digit_slip",)
    assert line.steps[2].because.endswith("(it rests on that text)")


def test_what_is_known_of_who_rests_on_whom_counts() -> None:
    """Reuse and links say it, too."""
    some = [
        appears("a", "1,240 homes lost power.", "2026-03-01"),
        appears("b", "At least 1,240 homes lost power.", "2026-03-02"),
        appears("c", "1,240 homes lost power.", "2026-03-03"),
    ]
    rests = [Rests(document="c", on="b", how=("takes",), because="a test")]
    assert _only(some).steps[1].before == 0
    (line,) = histories(some, rests)
    assert (line.steps[1].before, line.steps[1].kinds) == (1, ("bound_dropped",))


def test_two_figures_of_one_claim_are_two_lines() -> None:
    """Each goes on in its own line, though both are counts."""
    found = histories([
        appears("a", "1,240 homes and 86 farms lost power.", "2026-03-01"),
        appears("b", "86 farms and 1,200 homes lost power.", "2026-03-02"),
    ])  # fmt: skip
    assert sorted((line.counted, line.steps[0].kinds) for line in found) == [
        ("farms", ("same",)),
        ("homes", ("rounded",)),
    ]


def test_without_a_date_they_come_last() -> None:
    """And what is dated the same day comes after what it names."""
    line = _only([
        appears("x", "1,240 homes lost power."),
        appears("a", "1,240 homes lost power.", "2026-03-01", "Oxley Bulletin", ("Merrow Times",)),
        appears("b", "At least 1,240 homes lost power.", "2026-03-01", "Merrow Times"),
    ])  # fmt: skip
    assert [point.appearance for point in line.points] == ["a:b", "a:a", "a:x"]


def test_one_figure_alone_has_no_history() -> None:
    """Nor have figures that count other things."""
    assert histories([]) == ()
    assert histories([appears("a", "1,240 homes lost power.", "2026-03-01")]) == ()
    apart = [
        appears("a", "1,240 homes lost power.", "2026-03-01"),
        appears("b", "Rents rose by 7 percent.", "2026-03-02"),
    ]
    assert histories(apart) == ()


SOME = (
    appears("a", "At least 1,240 homes lost power.", "2026-03-01", "Merrow Times"),
    appears("b", "1,240 homes lost power.", "2026-03-01", "The Dales Post", ("Merrow Times",)),
    appears("c", "12,400 homes lost power.", None, "Oxley Bulletin"),
    appears("d", "Some 1,200 homes lost power.", "2026-03-02", "Brigg Observer", ("The Dales Post",)),
    appears("e", "1,730 homes and 12 farms lost power.", "2026-03-05"),
)


@settings(max_examples=30)
@given(st.permutations(SOME))
def test_the_order_of_documents_does_not_matter(some: list[Appearance]) -> None:
    """In any order the same comes out."""
    assert histories(some) == histories(SOME)


def test_every_later_point_has_one_step_from_an_earlier_one() -> None:
    """Whatever the appearances."""
    for some in permutations(SOME, 3):
        for line in histories(some):
            assert [step.after for step in line.steps] == list(range(1, len(line.points)))
            assert all(step.before < step.after for step in line.steps)


def test_the_cost_is_linear_in_the_appearances() -> None:
    """Also where all name each other."""

    def seconds(count: int) -> float:
        some = [
            appears(
                f"d{at}",
                f"{1_000 + at * 7 % 900} homes lost power.",
                f"2026-03-{at % 28 + 1:02d}",
                f"Paper {at}",
                (f"Paper {at - 1}",),
            )
            for at in range(count)
        ]
        return cpu_seconds(lambda: histories(some))

    assert_linear(seconds, 40, 320)
