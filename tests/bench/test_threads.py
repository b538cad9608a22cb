"""The bench of threads, on data of our own in NTREX's form."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bench import measure_threads
from sayso.bench.thread_texts import DECOYS, decoys, ledger_of, other_values
from sayso.model import UsageError

TEXTS = {
    "src.eng": (
        "The ferry to Orrin was cancelled in 2017.",
        "Prices in Germany rose by 12 percent.",
        "Last year Elena Marwick sold 4,300 loaves at the market.",
        "The bridge of Castelvento is painted green.",
    ),
    "ref.deu": (
        "Die Fähre nach Orrin fiel 2017 aus.",
        "Die Preise in Deutschland stiegen um 12 Prozent.",
        "Im vergangenen Jahr verkaufte Elena Marwick auf dem Markt 4.300 Brote.",
        "Die Brücke von Castelvento ist grün gestrichen.",
    ),
    "ref.spa": (
        "El ferri a Orrin fue cancelado en 2017.",
        "Los precios en Alemania subieron un 12 por ciento.",
        "El año pasado, Elena Marwick vendió 4.300 panes en el mercado.",
        "El puente de Castelvento está pintado de verde.",
    ),
    "ref.fra": (
        "Le ferry pour Orrin a été annulé en 2017.",
        "Les prix en Allemagne ont augmenté de 12 pour cent.",
        "L'année dernière, Elena Marwick a vendu 4 300 pains au marché.",
        "Le pont de Castelvento est peint en vert.",
    ),
    "ref.ita": (
        "Il traghetto per Orrin è stato cancellato nel 2017.",
        "I prezzi in Germania sono saliti del 12 per cento.",
        "L'anno scorso Elena Marwick ha venduto 4.300 pani al mercato.",
        "Il ponte di Castelvento è dipinto di verde.",
    ),
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    for name, lines in TEXTS.items():
        (tmp_path / f"newstest2019-{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "DOCUMENT_IDS.tsv").write_text("a\na\nb\nb\n", encoding="utf-8")
    return tmp_path


def test_lines_are_found_in_five_languages(news: Path) -> None:
    """Each line is a thread; by halves; with another value it is in it, with another country it is not."""
    outcome = measure_threads(news)
    found = {(one.name, one.by): (one.value, one.n) for one in outcome.measures}
    for half in ("dev", "test"):
        assert found[f"{half}.P", "sayso"] == (1, 20)
        assert found[f"{half}.R", "sayso"] == (1, 20)
        assert round(found[f"{half}.F1", "nearest vectors"][0], 6) == 1
        assert found[f"{half}.R", "no encoder"][0] <= 1
        assert found[f"{half}.other_value", "sayso"] == (1, 1)
    assert found["dev.decoy_country", "sayso"] == (0, 1)
    assert found["dev.decoy_country.foreign", "sayso"] == (0, 1)
    assert found["dev.decoy_year", "sayso"] == (0, 1)
    assert found["test.decoy_name", "sayso"] == (0, 2)
    assert not outcome.misses


def test_what_a_line_is_changed_into() -> None:
    """One change of each kind, and none where the line allows none."""
    lines = dict(enumerate(TEXTS["src.eng"]))
    assert list(other_values(lines)) == [1, 2]
    changed = {kind: decoys(lines, kind) for kind in DECOYS}
    assert changed["country"] == {1: lines[1].replace("Germany", "India")}
    assert changed["name"][2].startswith("Last year Harrowgate Marwick")
    assert changed["denied"] == {
        0: "The ferry to Orrin was not cancelled in 2017.",
        3: "The bridge of Castelvento is not painted green.",
    }
    assert list(changed["year"]) == [0]
    assert list(changed["counted"]) == [2]


def test_each_line_is_a_claim_with_its_figures() -> None:
    """Its id is the line's number."""
    ledger = ledger_of({4: "In 2019 there were 12,000 boats.", 9: "There are none.", 11: "Now 300."}, "en", "boats")
    assert [(claim.id, claim.text, len(claim.figures)) for claim in ledger.claims] == [
        ("4", "In 2019 there were 12,000 boats.", 2),
        ("9", "There are none.", 0),
        ("11", "Now 300.", 1),
    ]


def test_data_that_is_missing_or_of_another_length(news: Path) -> None:
    """Either is an error that says where the data comes from."""
    (news / "newstest2019-ref.fra.txt").write_text("Une phrase.\n", encoding="utf-8")
    with pytest.raises(UsageError, match="same number of lines"):
        measure_threads(news)
    (news / "DOCUMENT_IDS.tsv").unlink()
    with pytest.raises(UsageError, match="cannot be read"):
        measure_threads(news)
