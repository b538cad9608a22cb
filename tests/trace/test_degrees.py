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
        # what else is told there is left out, and nothing of the claim is more than it was
        ("The storm destroyed 40 houses in the village.", "The storm destroyed 40 houses in the village almost overnight.", set()),
        ("Der Sturm zerstörte 40 Häuser im Dorf.", "Der Sturm zerstörte 40 Häuser im Dorf fast über Nacht.", set()),
        ("The storm destroyed 40 houses in the village.", "La tormenta destruyó 40 casas en el pueblo casi en una noche.", set()),
        ("The company sold 40 buses.", "The company, which seldom sells abroad, sold 40 buses.", set()),
        # a number's bound is another drift, and so is what the word is said of elsewhere
        ("The council closed 46 wells in the valley.", "Il comune ha chiuso quasi 46 pozzi nella valle.", set()),
    ],
)  # fmt: skip
def test_a_word_of_degree_that_is_left_out(article: str, source: str, told: set[str]) -> None:
    held = hold_beside(_read(article, "article.txt"), _read(source, "source.txt"))
    assert {drift.kind for one in held for drift in one.drifts} - {"bound_dropped", "unquoted_reuse"} == told


def test_a_limit_behind_the_claim_is_of_who_says_it() -> None:
    source = "The bus line will be cut from May, the operator announced on Tuesday after protests in some villages."
    held = hold_beside(_read("The bus line will be cut from May.", "article.txt"), _read(source, "source.txt"))
    assert {drift.kind for one in held for drift in one.drifts} <= {"unquoted_reuse"}
    source = "The bus line will be cut in some villages from May, the operator announced on Tuesday."
    held = hold_beside(_read("The bus line will be cut from May.", "article.txt"), _read(source, "source.txt"))
    assert "scope_dropped" in {drift.kind for one in held for drift in one.drifts}


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
