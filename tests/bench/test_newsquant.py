"""The protocol of NewsQuant, on sentences of our own in its format, with its quirks told one by one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.bench import Measure, measure_newsquant, newsquant_errata
from sayso.bench.newsquant import SAYSO, Sentence, load, score
from sayso.bench.newsquant_adapter import read
from sayso.bench.newsquant_terms import Quantity, Value
from sayso.model import UsageError

from .made_peer import peer


def _q(value: Value, unit: str, change: str = "=", concepts: tuple[str, ...] = ("-",)) -> Quantity:
    return Quantity(value, unit, change, concepts)


def _scored(gold: list[Quantity], found: list[Quantity]) -> dict[str, Measure]:
    sentence = Sentence("", tuple(sorted(gold, key=lambda one: one.unit)))
    return {one.name: one for one in score([sentence], [found], "sayso", SAYSO)}


def test_a_quantity_counts_by_value_unit_change_and_concepts() -> None:
    gold = [_q(5.0, "percentage", "up", ("prices",)), _q((1.0, 2.0), "dollar", "=", ("fare", "bus"))]
    found = [_q(5.0, "percentage", "up", ("Prices", "food")), _q((1.0, 2.0), "Dollar", "~", ("bus", "fare"))]
    scored = _scored(gold, found)
    shares = {name: scored[f"{name}.F1"].value for name in ("value", *SAYSO)}
    assert shares == {"value": 1, "unit": 1, "change": 0.5, "concept_any": 1, "concept_full": 0.5}


def test_a_range_is_not_its_ends_or_its_middle() -> None:
    assert _scored([_q((1.0, 3.0), "-")], [_q(1.0, "-"), _q(2.0, "-"), _q(3.0, "-")])["value.F1"].value == 0


def test_published_a_value_with_a_wrong_unit_is_not_used_up() -> None:
    scored = _scored([_q(5.0, "dollar"), _q(5.0, "euro")], [_q(5.0, "-")])
    assert scored["value.R"].value == 1
    assert scored["strict.value.F1"].value == pytest.approx(2 / 3)


def test_published_changes_are_counted_at_every_match_of_a_value() -> None:
    scored = _scored([_q(5.0, "dollar", "up")], [_q(5.0, "-", "up"), _q(5.0, "yen", "up")])
    assert scored["value.P"].value == 0.5
    assert scored["change.P"].value == 1
    assert scored["strict.change.F1"].value == pytest.approx(2 / 3)


def test_strict_pairs_as_many_as_can_be() -> None:
    gold = [_q(5.0, "dollar", "up"), _q(5.0, "dollar", "down")]
    assert _scored(gold, [_q(5.0, "dollar", "down"), _q(5.0, "dollar", "up")])["strict.change.F1"].value == 1


def test_labels_that_are_plainly_wrong_are_put_right_or_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """An erratum is known by a hash of some words; it puts a label right or drops it, and touches no other sentence."""
    hint = {"key": newsquant_errata.key_of("poured 2 pints"), "length": len("poured 2 pints")}
    errata = (
        {**hint, "value": 3.0, "unit": "pint", "right_value": 2.0},
        {**hint, "value": [3e6, 5e6], "none": "no sum"},
    )
    monkeypatch.setattr(newsquant_errata, "_errata", lambda: errata)
    gold = (_q(3.0, "pint"), _q(5.0, "glass"), _q((3e6, 5e6), "dollar", "~"))
    assert newsquant_errata.corrected("He poured 2 pints into 5 glasses.", gold) == (_q(2.0, "pint"), gold[1])
    assert newsquant_errata.corrected("He poured 3 pints.", gold) == gold


def test_every_erratum_tells_what_is_right() -> None:
    """Each of those that ship names the label by its value, and what stands instead."""
    for one in newsquant_errata._errata():
        assert len(one["key"]) == len(newsquant_errata.key_of(""))
        assert {"right_value", "right_unit", "right_change", "none"} & set(one)
        assert isinstance(one["value"], float | list)


def test_false_positives_are_counted_where_the_gold_has_none() -> None:
    found = _scored([], [_q(1.0, "-"), _q(2.0, "-")])["false_positives"]
    assert (found.value, found.n) == (2, 1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    def gold(value: str, unit: str, change: str, concepts: str) -> dict[str, str]:
        return {"value": value, "unit": unit, "normalized_unit": unit, "change": change, "referred_concepts": concepts}

    cases = [
        {"text": "Fares cost 3 to 5 dollars.", "quantities": [gold("3.0 - 5.0", "dollar", "=", "Fares, bus")]},
        {"text": "It lost more than 40 km.", "quantities": [gold("40", "Kilometre", ">", "-")]},
        {"text": "Nobody came.", "quantities": []},
        {"text": "It was -1.5.", "quantities": [gold("-1.5", "-", "=", "-")]},
    ]
    path = tmp_path / "set.json"
    path.write_text(json.dumps(cases), encoding="utf-8")
    return path


def test_the_gold_is_read_as_it_is_written(data: Path) -> None:
    first, second, _, last = load(data)
    assert first.gold == (_q((3.0, 5.0), "dollar", "=", ("fares", "bus")),)
    assert second.gold == (_q(40.0, "kilometre", ">"),)
    assert last.gold == (_q(-1.5, "-"),)


def test_all_is_measured_in_one_run_and_the_data_is_named(data: Path) -> None:
    outcome = measure_newsquant(data)
    found = {one.name: one for one in outcome.measures}
    assert found["value.R"].n == 3
    assert found["unit.R"].value == 1
    assert found["speed"].value > 0
    assert any("sha256 of the data" in note for note in outcome.notes)
    assert any("--peers" in note for note in outcome.notes)


MIDDLE = """
import json, sys
for line in sys.stdin:
    read = [{"value": 4.0, "unit": "dollar"}] if "3 to 5" in line else []
    print(json.dumps({"quantities": read}))
print(json.dumps({"cpu_seconds": 2.0}))
"""


def test_a_peer_is_measured_by_what_it_tells(data: Path, tmp_path: Path) -> None:
    peer(tmp_path / "peers" / "middle", "newsquant", MIDDLE)
    found = {
        one.name: one.value for one in measure_newsquant(data, peers=tmp_path / "peers").measures if one.by == "Middle"
    }
    assert (found["value.P"], found["speed"]) == (0, 2)
    assert "change.F1" not in found


def test_for_a_peer_that_gives_the_mean_of_a_range_the_golds_are_averaged(data: Path, tmp_path: Path) -> None:
    peer(tmp_path / "peers" / "middle", "newsquant", MIDDLE)
    told = tmp_path / "peers" / "middle" / "peer.json"
    told.write_text(
        json.dumps({**json.loads(told.read_text(encoding="utf-8")), "averages_ranges": True}), encoding="utf-8"
    )
    found = {
        one.name: one.value for one in measure_newsquant(data, peers=tmp_path / "peers").measures if one.by == "Middle"
    }
    assert (found["value.P"], found["unit.P"]) == (1, 1)


def test_figures_are_told_in_newsquants_terms() -> None:
    def told(text: str) -> list[tuple[Value, str, str | None]]:
        return [(one.value, one.unit, one.change) for one in read(text)]

    assert told("It cost more than $5 million.") == [(5_000_000.0, "dollar", ">")]
    assert told("Sales fell by 5%.") == [(5.0, "percentage", "down")]
    assert told("About 13 to 18 km away.") == [((13.0, 18.0), "kilometre", "~")]
    assert told("Up to 500 yen.") == [(500.0, "japanese yen", "<")]


def test_missing_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        measure_newsquant(tmp_path / "none.json")
