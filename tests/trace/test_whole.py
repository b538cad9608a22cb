"""What a drift quotes of whom something is said is a whole phrase: a noun with what goes with it, and no verb."""

from __future__ import annotations

import pytest

from sayso.language.meaning import meaning_reader
from sayso.pipeline import analyse
from sayso.reading import read_text
from sayso.trace import hold_beside


@pytest.mark.parametrize(
    ("article", "source", "quoted"),
    [
        ("41 Prozent des Waldes ist geschädigt.", "Der Wald in Norddeutschland ist durch Trockenheit zu 41 Prozent geschädigt.", "Wald in Norddeutschland"),
        ("62 % of all travellers were unhappy.", "62 Prozent der Fahrgäste im Sitzwagen waren unzufrieden.", "Fahrgäste im Sitzwagen"),
        ("38 % of all patients were children.", "38 % des cas de rougeole concernaient des enfants.", "cas de rougeole"),
        ("29 Prozent der Wohnungen stehen leer.", "29 per cent of homes for the elderly remained empty last year.", "homes for the elderly"),
        ("47 Prozent der Bauern verloren Geld.", "El 47 % de los agricultores de la sierra norte perdió dinero.", "agricultores de la sierra norte"),
        ("54 per cent of the nurses want to leave.", "54 per cent of the nurses who work at night want to leave.", "the nurses who work at night"),
        ("38 % des patients ont été vaccinés.", "38 % des patients de plus de 65 ans hospitalisés en ville ont été vaccinés.", "patients de plus de 65 ans"),
        ("Two thirds of the schools lack a nurse.", "Two thirds of the schools in rural districts lack a nurse.", "the schools in rural districts"),
        ("Zwei Drittel der Schulen haben keine Mensa.", "Zwei Drittel der privaten Schulen haben keine Mensa.", "privaten Schulen"),
        ("62 % des locataires sont satisfaits.", "62 % des personnes interrogées sont satisfaites.", "personnes interrogées"),
    ],
)  # fmt: skip
def test_a_base_is_quoted_whole(article: str, source: str, quoted: str) -> None:
    mine, given = (analyse(read_text(f"{text}\n", uri="text.txt")) for text in (article, source))
    held = hold_beside(mine, given, meaning_reader())
    (drift,) = (drift for one in held for drift in one.drifts if drift.kind == "base_changed")
    assert f"“{quoted}”" in drift.because
