"""Units of one quantity are converted for comparison, by pint."""

from __future__ import annotations

from typing import Any

import pint
import pytest

from sayso.align import align_figures, are_comparable, dimension
from sayso.language.lexicon import lexicon
from sayso.model import Figure, Made

MADE = Made(stage="test", version="1")


def measure(value: float, unit: str, **fields: Any) -> Figure:
    text = f"{value:g} {unit}"
    return Figure(
        id="f", start=0, end=len(text), text=text, kind="measure", low=value, high=value, unit=unit, made=MADE, **fields
    )


CASES = [
    ("20 miles round from 32 km", measure(20, "mile"), measure(32, "kilometre"), "rounds_to"),
    ("32 km round from 20 miles", measure(32, "kilometre"), measure(20, "mile"), "rounds_to"),
    ("20 miles are not 40 km", measure(20, "mile"), measure(40, "kilometre"), "apart"),
    ("2.5 tonnes are 2,500 kg", measure(2.5, "tonne"), measure(2500, "kilogram"), "equal"),
    ("40 °C are 104 °F", measure(40, "degree Celsius"), measure(104, "degree Fahrenheit"), "equal"),
    ("40 °C are not 100 °F", measure(40, "degree Celsius"), measure(100, "degree Fahrenheit"), "apart"),
    (
        "a rise by 5 °C is one by 9 °F",
        measure(5, "degree Celsius", role="change", direction="up"),
        measure(9, "degree Fahrenheit", role="change", direction="up"),
        "equal",
    ),
    ("a gallon is of two sizes", measure(1, "gallon"), measure(3.8, "litre"), "incomparable"),
    (
        "per 100,000 people is per 100,000 inhabitants",
        measure(12, "litre", per="100000 people"),
        measure(12, "litre", per="100000 inhabitants"),
        "equal",
    ),
    (
        "per woman is not per inhabitant",
        measure(12, "litre", per="100000 women"),
        measure(12, "litre", per="100000 inhabitants"),
        "incomparable",
    ),
    ("1 GWh are 1,000 MWh", measure(1, "gigawatt hour"), measure(1000, "megawatt hour"), "equal"),
    ("100 km/h round from 62 mph", measure(100, "kilometre per hour"), measure(62, "mile per hour"), "rounds_to"),
]


@pytest.mark.parametrize(("why", "claimed", "given_", "relation"), CASES, ids=[case[0] for case in CASES])
def test_relation(why: str, claimed: Figure, given_: Figure, relation: str) -> None:
    assert align_figures(claimed, given_).relation == relation, why


def test_a_difference_of_temperatures_is_told_in_degrees() -> None:
    aligned = align_figures(measure(40, "degree Celsius"), measure(35, "degree Celsius"))
    assert "5 degrees Celsius more" in aligned.because


def test_every_unit_that_is_said_to_convert_does() -> None:
    """Pint knows each name, and all units of one quantity are of one dimension."""
    registry: Any = pint.UnitRegistry()
    found: dict[str, list[object]] = {}
    for entry in lexicon("units").values():
        assert ("of" in entry) == ("pint" in entry)
        if "of" in entry:
            found.setdefault(entry["of"], []).append(registry.Unit(entry["pint"]).dimensionality)
    assert all(kind == several[0] for several in found.values() for kind in several)


def test_units_of_one_quantity_are_comparable_without_conversion() -> None:
    assert dimension(measure(1, "mile")) == dimension(measure(1, "kilometre")) == "measure:length"
    assert not are_comparable(measure(1, "mile"), measure(1, "hectare"))
