"""Figures of other moments, or per other things, are set apart; those of one moment or thing told in other words are not."""

from __future__ import annotations

import pytest

from sayso.align.moved import moved
from sayso.align.rated import other_rate

from .test_opposed import subject


@pytest.mark.parametrize(
    ("claimed", "given", "language", "apart"),
    [
        ("Before the strike the mill took on 60 weavers.", "Nach dem Streik stellte die Weberei 60 Weber ein.", "de", True),
        ("Before the strike the mill took on 60 weavers.", "Prima dello sciopero la filanda assunse 60 tessitori.", "it", False),
        ("Today the mill employs 60 weavers.", "Jusqu'à sa fermeture, la filature employait 60 tisserands.", "fr", True),
        ("Since 2019 the town has lost 1,500 people.", "Até 2019 a cidade perdeu 1500 habitantes.", "pt", True),
        ("Until 2019 the town lost 1,500 people.", "Avant sa fusion, jusqu'en 2019, la ville a perdu 1 500 habitants.", "fr", False),
        ("Some 48 tents stood there at the start of the year.", "A finales de año había allí 48 tiendas.", "es", True),
        ("In the first half 650 lambs were born.", "Nel secondo semestre sono nati 650 agnelli.", "it", True),
        ("At night 29 buses run.", "De día circulan 29 autobuses.", "es", True),
        ("On Monday 56 hikers came.", "Am Sonntag kamen 56 Wanderer.", "de", True),
        ("On Sunday 56 hikers came, on Monday it rained.", "Am Sonntag kamen 56 Wanderer.", "de", False),
        # before one thing and after another; one language's night is another's evening; "today" is yesterday in another document; "all'ora" is an hour
        ("The crew saved 56 people after the collapse.", "Les secours ont sauvé 56 personnes avant l'aube.", "fr", False),
        ("The crew saved 56 people after the crash.", "Vor dem Streik rettete die Feuerwehr 56 Menschen.", "de", False),
        ("The crew saved 56 people last night.", "Am Dienstagabend rettete die Feuerwehr 56 Menschen.", "de", False),
        ("The crew saved 56 people yesterday.", "Heute rettete die Feuerwehr 56 Menschen.", "de", False),
        ("Before the crash the ferry did 56 kilometres.", "Il traghetto faceva 56 chilometri all'ora.", "it", False),
        ("The shop sold 48 loaves yesterday.", "A loja vai vender 48 pães amanhã.", "pt", True),
        ("In winter 1,200 guests come.", "Im Sommer kommen 1.200 Gäste.", "de", True),
    ],
)  # fmt: skip
def test_figures_of_other_moments(claimed: str, given: str, language: str, *, apart: bool) -> None:
    found = moved(subject(claimed, "en"), subject(given, language))
    assert (found is not None) == apart


@pytest.mark.parametrize(
    ("claimed", "given", "language", "apart"),
    [
        ("The town uses 220 litres per household.", "El pueblo consume 220 litros por habitante.", "es", True),
        ("The town uses 220 litres per head.", "El pueblo consume 220 litros por habitante.", "es", False),
        ("Every district has 16 libraries.", "Insgesamt gibt es 16 Büchereien.", "de", True),
        ("The city has 16 libraries in all.", "Insgesamt gibt es 16 Büchereien.", "de", False),
        ("Each clerk has 3 desks.", "There are 3 clerks to each desk.", "en", True),
        ("They use 3 kilos per hectare.", "Ils utilisent 3 kilos par tonne.", "fr", True),
        ("They use 3 kilos per hectare.", "Si usano 3 chili per ettaro e per anno.", "it", False),
        ("Wardens collect 5 euros per car and hour.", "Wardens collect 5 euros per car and day.", "en", True),
        ("The film was booed by 40 guests in each town.", "Le film a été hué deux fois par 40 invités dans chaque ville.", "fr", False),
        ("In total 40 men were arrested.", "Hubo 40 detenidos por robo.", "es", False),
        ("In total 40 men were hit.", "Quarante hommes ont été touchés par balles.", "fr", False),
        ("Some 40 per cent came.", "Au total, 40 % sont venus.", "fr", False),
    ],
)  # fmt: skip
def test_figures_that_are_per_other_things(claimed: str, given: str, language: str, *, apart: bool) -> None:
    found = other_rate(subject(claimed, "en"), subject(given, language))
    assert (found is not None) == apart
