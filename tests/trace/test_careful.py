"""An article that is as careful as its source document has raised no certainty, in whatever words; one that is surer has."""

from __future__ import annotations

import pytest

from sayso.model import Analysis
from sayso.pipeline import analyse
from sayso.reading import read_text
from sayso.trace import hold_beside

_KINDS = {"certainty_raised", "hedge_dropped"}


def _read(text: str, uri: str) -> Analysis:
    return analyse(read_text(f"{text}\n", uri=uri))


@pytest.mark.parametrize(
    ("article", "source", "told"),
    [
        # careful in words of its own
        ("The mayor hinted at 40 new flats by the canal.", "40 flats may be built by the canal, the mayor said.", set()),
        ("The mayor promised 40 new flats by the canal.", "40 flats may be built by the canal, the mayor said.", _KINDS),
        ("Der Bürgermeister bringt 40 Wohnungen am Kanal ins Spiel.", "40 flats may be built by the canal, the mayor said.", set()),
        ("El alcalde insinúa que habrá 40 viviendas junto al canal.", "40 flats may be built by the canal, the mayor said.", set()),
        ("A presidente da câmara desconfia que faltam 300 livros.", "In der Bücherei fehlen vermutlich 300 Bücher.", set()),
        ("Faltam 300 livros na biblioteca.", "In der Bücherei fehlen vermutlich 300 Bücher.", _KINDS),
        # what is likelier than something else is no doubt
        ("Men were twice as often ill as the 300 women.", "Men were twice as likely to be ill as the 300 women.", set()),
        ("300 women are ill.", "300 women are likely ill.", _KINDS),
        # what somebody was able to do, and what a law lets people do
        ("The team reached 300 households.", "The team could speak to 300 households.", set()),
        ("The new law lets police follow cars for 30 kilometres.", "Under the new law, police may follow cars for 30 kilometres.", set()),
        # a doubt of another clause
        ("The mill washes 300 tonnes of wool a year.", "The mill washes 300 tonnes of wool a year, and could, an audit says, save a quarter of its water.", set()),
        ("Les 80 ouvriers de la scierie travaillent quatre jours.", "Das Sägewerk lässt seine 80 Arbeiter vier Tage arbeiten, voraussichtlich bis Juni.", set()),
        ("The cable thieves delayed 38 trains.", "38 trains were delayed by the cable thieves, apparently insiders with good contacts.", set()),
        ("The cable thieves delayed 38 trains.", "The cable thieves apparently delayed 38 trains.", _KINDS),
        # the conditional and the past of the future pass on what others say
        ("The bridge costs 74 million euros.", "Il ponte costerebbe 74 milioni di euro.", _KINDS),
        ("The bridge is said to cost 74 million euros.", "Il ponte costerebbe 74 milioni di euro.", set()),
        ("A viagem custou 9 mil euros.", "A viagem terá custado 9 mil euros.", _KINDS),
        ("A viagem terá ficado em 9 mil euros.", "A viagem terá custado 9 mil euros.", set()),
        ("Il ponte costa 74 milioni di euro, secondo il giornale.", "Il ponte costerebbe 74 milioni di euro, secondo il giornale.", set()),
        ("À partir de lundi, 12 trains sont supprimés.", "À partir de lundi, 12 trains pourront être supprimés.", _KINDS),
        ("The hospital bars all 12 dogs.", "Les 12 chiens ne pourront plus entrer à l'hôpital.", set()),
        # told as proven
        ("A study proves that 40 per cent of bees sleep less.", "40 per cent of bees sleep less, a beekeeper says.", _KINDS),
        ("A study proves that 40 per cent of bees sleep less.", "A study shows that 40 per cent of bees sleep less.", set()),
        ("It is not yet proven that 40 per cent of bees sleep less.", "40 per cent of bees sleep less, a beekeeper says.", set()),
        ("Un estudio demuestra que el 40 % de las abejas duerme menos.", "40 Prozent der Bienen schlafen weniger, meldet ein Imker.", _KINDS),
    ],
)  # fmt: skip
def test_careful(article: str, source: str, told: set[str]) -> None:
    """A drift of certainty is told where the article is surer, and no other time."""
    found = {
        drift.kind for trace in hold_beside(_read(article, "a"), _read(source, "s")) for drift in trace.drifts
    } & _KINDS
    assert bool(found) == bool(told), found
