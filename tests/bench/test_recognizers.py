"""The protocol for specs of Recognizers-Text, on specs of our own in their shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.bench import Measure, Outcome, measure_recognizers
from sayso.bench.recognizers import LANGUAGES, key_of
from sayso.model import UsageError

from .made_peer import peer

Result = dict[str, Any]

#: A peer that reads "34 Cent" as the specs do, and has a model for German sums alone.
ECHO = """
import json, sys
for line in sys.stdin:
    task = json.loads(line)
    mine = task["language"] == "de" and task["model"] == "currency"
    at = task["text"].find("34 Cent")
    found = {"numbers": [[at, at + 7, 34.0, None]] if at >= 0 else []}
    print(json.dumps(found if mine else {"failed": "no model"}))
print(json.dumps({"cpu_seconds": 0.0}))
"""


def _result(text: str, start: int, value: str | None, **more: str) -> Result:
    return {"Text": text, "Start": start, "End": start + len(text) - 1, "Resolution": {"value": value, **more}}


def _case(text: str, *results: Result, **more: str) -> Result:
    return {"Input": text, "Results": list(results), **more}


NUMBER = [
    _case("mindestens 15 Euro", _result("15", 11, "15"), NotSupported="python"),
    _case("zwischen 13 und 18 Millionen", _result("13", 9, "13"), _result("18 millionen", 16, "18000000")),
    _case("der 29km lange Weg"),
    _case("ein halbes Dutzend Eier", _result("ein halbes dutzend", 0, "6")),
    _case("Es waren vierzig", _result("vierzig", 2, "40")),
    _case("Es waren 4,5", _result("4,5", 9, "4,6")),
]
PERCENT = [_case("rund 27% mehr", _result("27%", 5, "27%"))]
CURRENCY = [
    _case("Der Dollar fiel", _result("Dollar", 4, None, unit="Dollar")),
    _case("rund 14 Millionen Dollar", _result("14 millionen dollar", 5, "14000000", unit="Dollar")),
    _case("es kostet USD 15", _result("USD 15", 10, "15", unit="United States dollar", isoCurrency="USD")),
    _case("es kostet 34 Cent", _result("34 Cent", 10, "34", unit="Cent")),
]


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    for name in LANGUAGES.values():
        own = (NUMBER, PERCENT, CURRENCY) if name == "German" else ([], [], [])
        for path, cases in zip(
            ("Number/{}/NumberModel", "Number/{}/PercentModel", "NumberWithUnit/{}/CurrencyModel"), own, strict=True
        ):
            file = tmp_path / (path.format(name) + ".json")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(cases), encoding="utf-8-sig")
    return tmp_path


def _named(outcome: Outcome) -> dict[str, Measure]:
    return {one.name: one for one in outcome.measures}


def test_a_number_is_right_with_its_own_place_and_value(specs: Path) -> None:
    found = _named(measure_recognizers(specs))
    for name in ("de.number.P", "de.number.R"):
        assert round(found[name].value * found[name].n) == 5
        assert found[name].n == 6
    assert found["de.percent.P"].value == found["de.percent.R"].value == 1


def test_sums_are_compared_without_their_bound_and_in_whole_units(specs: Path) -> None:
    found = _named(measure_recognizers(specs))
    assert (found["de.currency.R"].value, found["de.currency.R"].n) == (1, 3)
    assert (found["de.currency.iso"].value, found["de.currency.iso"].n) == (1, 1)


def test_what_is_missed_is_told_with_the_key_that_excludes_it(specs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    misses = [miss for miss in measure_recognizers(specs).misses if miss.name == "de.number"]
    assert len(misses) == 1
    key, _, what = misses[0].what.partition("\t")
    assert what == "missed '4,5' = 4.6; extra '4,5' = 4.5"
    monkeypatch.setattr("sayso.bench.recognizers._excluded", lambda: {"de": {"number": {key: "wrong"}}})
    found = _named(measure_recognizers(specs))
    assert found["de.number.R"].n == 5
    assert "1 spec excluded" in found["de.number.P"].meaning


def test_a_part_of_a_spec_may_be_left_out_and_counts_neither_way(specs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = measure_recognizers(specs).misses[0].what.partition("\t")[0]
    monkeypatch.setattr("sayso.bench.recognizers._excluded", lambda: {"de": {"number": {f"{key}:4,5": "wrong"}}})
    found = _named(measure_recognizers(specs))
    assert found["de.number.P"].value == found["de.number.R"].value == 1
    assert found["de.number.P"].n == 5


def test_a_text_that_a_spec_passes_over_may_be_read(specs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extra = [_case("Die Hälfte von 12", _result("12", 15, "12"))]
    (specs / "Number/German/NumberModel.json").write_text(json.dumps(extra), encoding="utf-8")
    assert _named(measure_recognizers(specs))["de.number.P"].value == 0.5
    passed = {"de": {"number": {f"{key_of('Die Hälfte von 12')}:die hälfte": "a share"}}}
    monkeypatch.setattr("sayso.bench.recognizers._excluded", lambda: passed)
    found = _named(measure_recognizers(specs))
    assert (found["de.number.P"].value, found["de.number.P"].n) == (1, 1)


def test_a_peer_is_measured_where_it_has_a_model(specs: Path, tmp_path: Path) -> None:
    peer(tmp_path / "peers" / "echo", "recognizers", ECHO)
    outcome = measure_recognizers(specs, peers=tmp_path / "peers")
    found = {one.name: one for one in outcome.measures if one.by == "Echo"}
    assert {name.rpartition(".")[0] for name in found} == {"de.currency"}
    assert (found["de.currency.P"].value, found["de.currency.P"].n) == (1, 1)
    assert found["de.currency.R"].n == 3


def test_missing_specs_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        measure_recognizers(tmp_path)
    assert "NumberModel.json" in caught.value.problem.message
