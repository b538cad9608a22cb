"""A value that stands in the sentence beside the passage, is the rest to the whole or has its sign in words is no difference."""

from __future__ import annotations

import pytest

from sayso.pipeline import ANALYSIS_VERSION, analyse, check, make_vectors, new_index
from sayso.reading import read_text


def _findings(article: str, source: str) -> set[str]:
    with new_index() as index:
        read = analyse(read_text(f"{source}\n", uri="source.txt"))
        index.add(read, source_hash="s", version=ANALYSIS_VERSION)
        make_vectors(index)
        ledger = check(read_text(f"{article}\n", uri="article.txt"), index)
    return {match.finding for trace in ledger.traces if trace.rank == 1 for match in trace.figures}


BESIDE = [
    ("Dezoito pescadores resgatados no Tejo esperam ainda a indemnização, segundo a cooperativa Barra Nova.",
     "Sur les 43 pêcheurs secourus sur le Tage depuis 2021 et déjà indemnisés, 12 ont reçu une avance, a compté la coopérative Barra Nova. Dix-huit autres attendent leur indemnisation."),
    ("Rund 41.000 Fahrgäste musste Valbus in diesem Winter umleiten, räumte Firmenchef Odermann ein.",
     "La compagnie Valbus a supprimé 520 trajets cet hiver, faute de chauffeurs, a reconnu son président Luc Odermann. Environ 41 000 passagers ont été reportés sur d'autres lignes."),
    ("Die Ernte schrumpfte im Tal: -17 % in einem Jahr.", "The harvest in the valley fell by 17 % in a year."),
    ("Three quarters of the voters in Orle stayed at home.", "Only a quarter of the voters in Orle went to the polls."),
]  # fmt: skip


@pytest.mark.parametrize(("article", "source"), BESIDE)
def test_it_does_not_differ(article: str, source: str) -> None:
    assert "differs" not in _findings(article, source)


APART = [
    ("In the valley 43 winegrowers were paid the aid.",
     "In the valley 31 winegrowers were paid the aid. In Orle it was 43 of them."),
    ("In the valley 54 winegrowers were paid the aid.",
     "In the valley 31 winegrowers were paid the aid. Eighteen others are waiting."),
]  # fmt: skip


@pytest.mark.parametrize(("article", "source"), APART)
def test_what_is_of_another_place_does_not_hide_a_difference(article: str, source: str) -> None:
    assert "differs" in _findings(article, source)
