"""Dates of one event: another year is told where the act is the same, and never where it may be another."""

from __future__ import annotations

import pytest

from sayso.bench.seeded import known_vectors, read_line
from sayso.trace import hold_beside

_DIFFER = [
    ("The law on heating came into force in 2018.", "de", "Das Gesetz über das Heizen trat 2016 in Kraft."),
    ("The factory in Ahl closed in 2014.", "es", "La fábrica de Ahl cerró en 2012."),
    ("Fewer than 480 flats were let.", "de", "Weniger als 48 Wohnungen wurden vermietet."),
]
_MAY_BE_OTHERS = [
    ("The mayor of Kelmouth visited Berlin in 2018.", "de", "Der Bürgermeister von Kelmouth sprach 2016 in Berlin."),
    ("Anna Berg fell ill in Kelmouth in 1985.", "fr", "Anna Berg a chanté à Kelmouth en 1991."),
    ("The bridge was opened at the end of 1996.", "de", "Die Brücke wurde Ende 1974 gebaut."),
    ("The mayor was born in Kelmouth in 1961.", "fr", "Le maire ne vit plus à Kelmouth depuis 1985."),
    ("The president was arrested in 2018.", "pt", "O presidente foi eleito em 2016."),
    ("The firm was sold in 2020.", "it", "L'azienda è stata fondata nel 1987."),
    ("The river is more than 10 metres deep.", "de", "Der Fluss ist mehr als 100 Meter breit."),
    ("At least 10 people died in Ahl.", "de", "Mindestens 100 Menschen starben in Ahl."),
]


def _found(article: str, language: str, source: str) -> set[str]:
    held = hold_beside(read_line(article, "en"), read_line(source, language), known_vectors())
    return {one.finding for one in held}


@pytest.mark.parametrize(("article", "language", "source"), _DIFFER)
def test_another_year_of_the_same_act_differs(article: str, language: str, source: str) -> None:
    assert _found(article, language, source) == {"differs"}


@pytest.mark.parametrize(("article", "language", "source"), _MAY_BE_OTHERS)
def test_what_may_be_another_event_does_not(article: str, language: str, source: str) -> None:
    """Found by reading: each was told to differ, with confidence."""
    assert "differs" not in _found(article, language, source)
