"""The protocol for the same figures in translations, on sentences of our own in NTREX's shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bench import Measure, measure_same_figures
from sayso.bench.same_figures import LANGUAGES, figures
from sayso.model import UsageError

from .made_peer import peer

ENGLISH = (
    "The flood destroyed 340 houses.",
    "It cost more than $5 million.",
    "It took one year and 18 months.",
    "Prices rose by 5%.",
    "Nobody came.",
    "There were 30 boats.",
)
GERMAN = (
    "Die Flut zerstörte 340 Häuser.",
    "Es kostete rund 5 Millionen Dollar.",
    "Es dauerte ein Jahr und anderthalb Jahre.",
    "Die Preise stiegen.",
    "Niemand kam nach 3 Tagen.",
    "Es waren 30 Boote und 40 Kähne.",
)


@pytest.fixture
def ntrex(tmp_path: Path) -> Path:
    (tmp_path / "newstest2019-src.eng.txt").write_text("\n".join(ENGLISH), encoding="utf-8")
    for language, name in LANGUAGES.items():
        lines = GERMAN if language == "de" else ("",) * len(ENGLISH)
        (tmp_path / f"newstest2019-ref.{name}.txt").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def _shares(data: Path, language: str) -> dict[str, Measure]:
    measures = measure_same_figures(data).measures
    return {one.name.partition(".")[2]: one for one in measures if one.name.startswith(language)}


def test_each_pair_has_one_outcome(ntrex: Path) -> None:
    found = _shares(ntrex, "de")
    outcomes = ("equal", "one_missing", "one_wrong", "extra", "more")
    assert [round(found[name].value * found[name].n) for name in outcomes] == [2, 1, 1, 1, 0]
    assert (found["from_none"].value, found["from_none"].n) == (1, 1)


def test_a_pair_that_the_translator_changed_does_not_count(ntrex: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = {"looked_at": 5, "changed": {"4": "the share is dropped"}}
    monkeypatch.setattr("sayso.bench.same_figures._changed", lambda _language: note)
    found = _shares(ntrex, "de")
    assert found["equal"].n == 4
    assert found["one_missing"].value == 0
    assert "1 changed by the translator left out, 5 looked at" in found["equal"].meaning


def test_misses_name_the_line_and_what_differs(ntrex: Path) -> None:
    misses = {str(miss).split("\t")[0]: miss for miss in measure_same_figures(ntrex).misses if "de" in miss.name}
    assert misses["de.one_wrong"].what == "2\tmissing (5000000.0, None] USD money; extra 5000000 USD money"
    assert "sample.de" in misses


FIRST = """
import json, sys, re
for line in sys.stdin:
    task = json.loads(line)
    found = {"values": [float(one) for one in re.findall("[0-9]+", task["text"])[:1]]}
    print(json.dumps(found if task["language"] in ("en", "de") else {"failed": "no model"}))
print(json.dumps({"cpu_seconds": 0.0}))
"""


def test_values_alone_are_held_beside_digits_and_peers(ntrex: Path, tmp_path: Path) -> None:
    peer(tmp_path / "peers" / "first", "same_figures", FIRST)
    measures = measure_same_figures(ntrex, peers=tmp_path / "peers").measures
    found = {(one.by, one.name): (round(one.value * one.n), one.n) for one in measures if one.name.endswith(".values")}
    assert found["sayso", "de.values"] == (2, 5)
    assert found["digits", "de.values"] == (2, 5)
    assert found["First", "de.values"] == (3, 5)
    assert ("First", "es.values") not in found


def test_one_is_left_out_and_times_are_compared_by_length() -> None:
    assert figures("It took one year.", "en") == figures("Es dauerte lange.", "de")
    assert figures("It took a year, then 14 days.", "en") == figures("Es dauerte zwei Wochen.", "de")
    assert figures("Nearly 30 came.", "en") == figures("Es kamen etwa 30.", "de")
    assert figures("At least one boat came.", "en").total() == 1


def test_missing_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        measure_same_figures(tmp_path)
