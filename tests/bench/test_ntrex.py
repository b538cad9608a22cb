"""The benchmark's protocol, on sentences of our own in NTREX's shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bench import BENCHES, measure_ntrex
from sayso.cli import parser
from sayso.model import UsageError

ENGLISH = "The flood destroyed 340 houses in the village.\nThe hospital treated 120 patients.\nNobody came.\n"
TRANSLATED = {
    "deu": "Die Flut zerstörte 340 Häuser im Dorf.\nDas Krankenhaus behandelte 120 Patienten.\nNiemand kam.\n",
    "spa": "La inundación destruyó 340 casas del pueblo.\nEl hospital atendió a 120 pacientes.\nNadie vino.\n",
    "fra": "L'inondation a détruit 340 maisons du village.\nL'hôpital a traité 120 patients.\nPersonne n'est venu.\n",
}


def test_figures_as_they_are_match_and_changed_ones_differ(tmp_path: Path) -> None:
    (tmp_path / "newstest2019-src.eng.txt").write_text(ENGLISH, encoding="utf-8")
    for name, text in TRANSLATED.items():
        (tmp_path / f"newstest2019-ref.{name}.txt").write_text(text, encoding="utf-8")
    found = {one.name: one for one in measure_ntrex(tmp_path).measures}
    for language in ("de", "es", "fr"):
        assert found[f"{language}.matched"].value == 1
        assert found[f"{language}.false_alarms"].value == 0
        assert found[f"{language}.changed_found"].value == 1
        assert found[f"{language}.changed_matched"].value == 0
        assert found[f"{language}.matched"].n == 2


def test_missing_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        measure_ntrex(tmp_path)
    assert "newstest2019-src.eng.txt" in caught.value.problem.message
    assert caught.value.problem.hint


def test_every_benchmark_is_on_the_command_line() -> None:
    for name in BENCHES:
        assert parser().parse_args(["bench", name, "--data", "."]).name == name
