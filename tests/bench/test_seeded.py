"""The benchmark's protocol, on sentences of our own in NTREX's shape."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from sayso.bench import measure_seeded
from sayso.bench.logistic import fit
from sayso.bench.seeded import LANGUAGES
from sayso.bench.seeds import KINDS, seeds
from sayso.bench.written import figures_of
from sayso.model import UsageError

ENGLISH = "The flood in Graz destroyed 340 houses of the village of Kerben in 2017.\nNobody came.\n"
TRANSLATED = {
    "de": "Die Flut in Graz zerstörte 2017 340 Häuser des Dorfes Kerben.\nNiemand kam.\n",
    "es": "La inundación de Graz destruyó 340 casas del pueblo de Kerben en 2017.\nNadie vino.\n",
    "fr": "L'inondation de Graz a détruit 340 maisons du village de Kerben en 2017.\nPersonne n'est venu.\n",
    "it": "L'inondazione di Graz distrusse 340 case del villaggio di Kerben nel 2017.\nNon venne nessuno.\n",
    "pt": "A inundação de Graz destruiu 340 casas da aldeia de Kerben em 2017.\nNinguém veio.\n",
}


def test_changes_are_found_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "newstest2019-src.eng.txt").write_text(ENGLISH, encoding="utf-8")
    for language, name in LANGUAGES.items():
        (tmp_path / f"newstest2019-ref.{name}.txt").write_text(TRANSLATED[language], encoding="utf-8")
    found = {one.name: one for one in measure_seeded(tmp_path).measures}
    assert found["all.matched"].n == 10
    assert found["all.matched"].value >= 0.8
    assert found["all.false_alarms"].value == 0
    assert found["all.times_10"].n == 5
    assert found["all.times_10"].value >= 0.8
    assert found["all.beside"].value == 0


def test_missing_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        measure_seeded(tmp_path)


@pytest.mark.parametrize(
    ("text", "kind", "changed"),
    [
        ("It sold 340 cars.", "times_10", "It sold 3,400 cars."),
        ("It sold 4.5 million cars.", "times_1000", "It sold 4,500.0 million cars."),
        ("It sold 340 cars.", "swapped", "It sold 430 cars."),
        ("It cost $20.", "unit", "It cost €20."),
        ("It took three weeks.", "unit", "It took three months."),
        ("More than 300 came.", "bound", "less than 300 came."),
        ("Some 54% of the women came.", "points", "Some 54 percentage points of the women came."),
    ],
)
def test_a_change_is_seeded(text: str, kind: str, changed: str) -> None:
    found = {one.kind: one for one in seeds(text, figures_of(text, "en"), 1)}
    assert found[kind].text == changed
    assert set(found) <= set(KINDS)


def test_a_base_becomes_another_and_a_year_another_year() -> None:
    text = "In 2016, 54 percent of the women stayed."
    found = {one.kind: one.text for one in seeds(text, figures_of(text, "en"), 3)}
    assert "2016" not in found["year"]
    assert "women" not in found["base"]
    assert found == {one.kind: one.text for one in seeds(text, figures_of(text, "en"), 3)}


def test_logistic_regression_finds_the_odds() -> None:
    """With one feature of two values the weights are the logarithms of the odds, but for a penalty that is small beside many rows."""
    rows = [{"x": float(at % 2)} for at in range(40_000)]
    classes = [int(at % 8 == 0 or at % 4 == 1) for at in range(40_000)]
    weights = fit(rows, classes, 2)[0]
    assert math.isclose(weights["bias"], math.log(0.25 / 0.75), abs_tol=0.01)
    assert math.isclose(weights["bias"] + weights["x"], 0.0, abs_tol=0.01)
