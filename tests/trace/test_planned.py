"""What a source document has as still to come, told by an article that leaves nothing open, is told as a drift."""

from __future__ import annotations

import pytest

from sayso.model import Analysis
from sayso.pipeline import analyse
from sayso.reading import read_text
from sayso.trace import hold_beside


def _read(text: str, uri: str) -> Analysis:
    return analyse(read_text(f"{text}\n", uri=uri))


@pytest.mark.parametrize(
    ("article", "source", "raised"),
    [
        ("The works at Rosdorf laid off 55 people.", "Das Werk in Rosdorf droht mit der Entlassung von 55 Menschen.", True),
        ("The town of Almagar built 900 homes for young families.", "En Almagar hay un proyecto de 900 viviendas para familias jóvenes.", True),
        ("A Brentana 300 operai hanno perso il posto.", "In Brentana könnten 300 Arbeiter ihre Stelle verlieren.", True),
        ("Der Zirkus Barelli hat 6 Elefanten verkauft.", "The circus Barelli is thinking about selling 6 elephants.", True),
        ("O museu de Vilar recuperou 350 moedas roubadas.", "Le musée de Vilar espère retrouver 350 pièces volées.", True),
        # the article leaves it open, too, by whatever form
        ("Le musée de Vilar retrouverait 350 pièces volées.", "The museum of Vilar would recover 350 stolen coins.", False),
        ("Il museo di Vilar recupererebbe 350 monete rubate.", "The museum of Vilar would recover 350 stolen coins.", False),
        ("O museu de Vilar recuperaria 350 moedas roubadas.", "The museum of Vilar would recover 350 stolen coins.", False),
        # what hangs on the figure's noun, or on something asked
        ("The state paid 20 million euros.", "The state paid 20 million euros that will go to schools.", False),
        ("Some 62 per cent of patients were never told.", "Some 62 per cent of patients were never told how long it would take.", False),
        # what has come about beside a danger, a threat or a search; nouns and past forms that are written like conditionals
        ("The charity helped 400 children.", "A associação ajudou 400 crianças em risco de pobreza.", False),
        ("The firm lost 40 million euros.", "The firm is seeking a buyer after it lost 40 million euros.", False),
        ("The wardens counted 40 bears.", "40 ours sont encore menacés.", True),
        ("Police searched for 3 men.", "La police cherche à identifier trois hommes.", False),
        ("Drivers had 12 hours of training.", "La ley exige 12 horas de formación.", False),
        ("The town grew by 300 inhabitants.", "La popolazione crebbe di 300 abitanti.", False),
        ("The gallery showed 40 paintings.", "Na galeria estão 40 pinturas.", False),
        ("The museum attracted 40,000 visitors.", "Le musée attirait 40 000 visiteurs.", False),
        # what is open of something else: beside the figure's clause, and between commas
        ("La banque a supprimé 1 200 emplois.", "The bank cut 1,200 jobs despite fears that it would lose staff.", False),
        ("He scored 12 goals this season.", "Il a marqué 12 buts cette saison et serait proche d'un départ.", False),
        ("The party lost 30 seats.", "La formación perdió 30 escaños y ahora estudia su futuro.", False),
        ("The airline carried 2 million passengers.", "La aerolínea, que estudia una fusión, transportó 2 millones de pasajeros.", False),
        ("The bank cut 1,200 jobs.", "Die Bank, die eine Fusion erwägt, strich 1.200 Stellen.", False),
        ("The bank cut 1,200 jobs.", "Die Bank, die eine Fusion erwägt, könnte 1.200 Stellen streichen.", True),
        ("The bank cut 1,200 jobs.", "The bank, which may cut 1,200 jobs, is looking for a partner.", True),
        # what somebody says begins with a capital
        ("“Sarà più di 1 e meno di 48”, ha detto Walton sul sito dei Lakers.", "“It will be more than 1 and less than 48,” said Walton on the website of the Lakers.", False),
    ],
)  # fmt: skip
def test_what_is_to_come_is_not_done(article: str, source: str, *, raised: bool) -> None:
    held = hold_beside(_read(article, "article.txt"), _read(source, "source.txt"))
    told = {drift.kind for one in held for drift in one.drifts}
    assert ("certainty_raised" in told) == raised
