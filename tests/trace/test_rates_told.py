"""So much a year is not so much in several years; what was in one year is so much a year, and not what was since one."""

from __future__ import annotations

import pytest

from sayso.model import Analysis
from sayso.pipeline import analyse
from sayso.reading import read_text
from sayso.trace import Held, hold_beside


def _hold(article: str, source: str) -> Held:
    (held,) = hold_beside(_read(article, "article.txt"), _read(source, "source.txt"))
    return held


def _read(text: str, uri: str) -> Analysis:
    return analyse(read_text(f"{text}\n", uri=uri))


@pytest.mark.parametrize(
    ("article", "source", "finding"),
    [
        ("Each household saves 900 euros a year.", "Jede Wohnung spart im Schnitt 900 Euro in zwei Jahren.", "not_found"),
        ("Each flat saves 600 euros a year.", "Chaque logement économise en moyenne 600 euros en trois ans.", "not_found"),
        ("The farm loses 40 tonnes of soil every year.", "La finca ha perdido 40 toneladas de suelo en cinco años.", "not_found"),
        ("The farm has lost 40 tonnes of soil in five years.", "La finca pierde 40 toneladas de suelo al año.", "not_found"),
        ("Il comune risparmia 300.000 euro all'anno.", "In two years the municipality has saved 300,000 euros.", "not_found"),
        ("A escola perdeu 90 alunos em quatro anos.", "The school loses 90 pupils a year.", "not_found"),
        # both a year, whatever else lasted several; and both in several
        ("In the past three years the library has lent 5,400 books a year.", "In den letzten drei Jahren hat die Bücherei jährlich 5.400 Bücher verliehen.", "matches"),
        ("La scuola perde 90 alunni all'anno.", "The school has lost 90 pupils a year for the last four years.", "matches"),
        ("The scheme pays farmers 340 euros a hectare each year.", "Das Programm zahlt Bauern jährlich 340 Euro je Hektar.", "matches"),
        ("The scheme pays farmers 340 euros a hectare.", "Das Programm zahlt Bauern jährlich 340 Euro.", "differs"),
        ("Each household saves 900 euros in two years.", "Jede Wohnung spart im Schnitt 900 Euro in zwei Jahren.", "matches"),
        ("A year ago the farm had lost 40 tonnes of soil.", "La finca ha perdido 40 toneladas de suelo en cinco años.", "matches"),
    ],
)  # fmt: skip
def test_a_year_is_not_several(article: str, source: str, finding: str) -> None:
    assert _hold(article, source).finding == finding


@pytest.mark.parametrize(
    ("article", "source", "changed"),
    [
        ("Der Hafen schlägt 350.000 Container pro Jahr um.", "The port handled 350,000 containers in 2024.", False),
        ("L'aéroport accueille 4,6 millions de passagers par an.", "El aeropuerto recibió 4,6 millones de pasajeros en 2022.", False),
        ("The plant makes 90,000 tonnes of glass a year.", "In 2024, 90,000 tonnes of glass were made at the plant.", False),
        ("In der Stadt werden 350.000 Flaschen pro Jahr verkauft.", "In the city 350,000 bottles were sold in 2024.", False),
        ("The factory makes 350,000 chairs a year.", "The factory, opened in 2012, has made 350,000 chairs.", True),
        ("The plant makes 90,000 tonnes of glass a year.", "Nel 2024 lo stabilimento ha prodotto 90.000 tonnellate di vetro.", False),
        ("The port handles 350,000 containers a year.", "Since 2012 the port has handled 350,000 containers.", True),
        ("Der Hafen schlägt 350.000 Container pro Monat um.", "The port handled 350,000 containers in 2024.", True),
    ],
)  # fmt: skip
def test_what_was_in_a_year_is_so_much_a_year(article: str, source: str, *, changed: bool) -> None:
    assert ("unit_changed" in {drift.kind for drift in _hold(article, source).drifts}) == changed
