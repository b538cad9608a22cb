"""What is so seldom, hardly or almost only is a drift where it is told as so; what an article says in other words is none."""

from __future__ import annotations

import pytest

from sayso.model import Analysis
from sayso.pipeline import analyse
from sayso.reading import read_text
from sayso.trace import hold_beside


def _read(text: str, uri: str) -> Analysis:
    return analyse(read_text(f"{text}\n", uri=uri))


@pytest.mark.parametrize(
    ("article", "source", "told"),
    [
        ("« Les abeilles reviennent », a dit l'apiculteur Jean Morel.", "“The bees rarely come back,” said the beekeeper Jean Morel.", {"quote_altered"}),
        ("“All the wells are dry,” said the mayor Rosa Conti.", "«Quasi tutti i pozzi sono asciutti», ha detto la sindaca Rosa Conti.", {"quote_altered"}),
        ("Les abeilles reviennent au printemps.", "The bees rarely come back in spring.", {"scope_dropped"}),
        ("« Les abeilles reviennent rarement », a dit l'apiculteur Jean Morel.", "“The bees rarely come back,” said the beekeeper Jean Morel.", set()),
        ("“Nearly all the wells are dry,” said the mayor Rosa Conti.", "«Quasi tutti i pozzi sono asciutti», ha detto la sindaca Rosa Conti.", set()),
        # in other words
        ("« Les abeilles ne reviennent pas », a dit l'apiculteur Jean Morel.", "“The bees rarely come back,” said the beekeeper Jean Morel.", set()),
        ("The wait will soon be over for the fans of the club.", "L’attesa è quasi finita per i tifosi del club.", set()),
        ("The choir has trouble finding tenors.", "Der Chor findet kaum Tenöre.", set()),
        # a number's bound is another drift, and so is what the word is said of elsewhere
        ("The council closed 46 wells in the valley.", "Il comune ha chiuso quasi 46 pozzi nella valle.", set()),
    ],
)  # fmt: skip
def test_a_word_of_degree_that_is_left_out(article: str, source: str, told: set[str]) -> None:
    held = hold_beside(_read(article, "article.txt"), _read(source, "source.txt"))
    assert {drift.kind for one in held for drift in one.drifts} - {"bound_dropped"} == told


@pytest.mark.parametrize(
    ("article", "source", "told"),
    [
        ("Unnamed officials said 40 sluices are broken.", "Un rapport interne constate que 40 sluices sont en panne.", {"source_blurred"}),
        ("Experten zufolge sind 31 Tunnel undicht.", "Laut einem internen Bericht der Bahn sind 31 Tunnel undicht.", {"source_blurred"}),
        ("An internal report says that 31 tunnels leak.", "Laut einem internen Bericht der Bahn sind 31 Tunnel undicht.", set()),
        ("Researchers say that 31 tunnels leak.", "A study found that 31 tunnels leak.", set()),
    ],
)  # fmt: skip
def test_people_for_a_document(article: str, source: str, told: set[str]) -> None:
    held = hold_beside(_read(article, "article.txt"), _read(source, "source.txt"))
    assert {drift.kind for one in held for drift in one.drifts} - {"unquoted_reuse"} == told
