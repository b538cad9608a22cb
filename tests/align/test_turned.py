"""Who did it to whom is told apart in plain clauses, by order, passive and preposition; and not where the clause does not show it."""

from __future__ import annotations

import pytest

from sayso.align.turned import turned_round

from .test_opposed import subject


@pytest.mark.parametrize(
    ("claimed", "given", "language", "turned"),
    [
        ("Brenholt sold 42 shops to Lindmark.", "Lindmark verkaufte 42 Läden an Brenholt.", "de", True),
        ("Brenholt sold 42 shops to Lindmark.", "Brenholt verkaufte 42 Läden an Lindmark.", "de", False),
        ("Brenholt bought 42 shops from Lindmark.", "Lindmark a vendu 42 magasins à Brenholt.", "fr", False),
        ("Brenholt sold 42 shops to Lindmark.", "Lindmark ha venduto 42 negozi a Brenholt.", "it", True),
        (
            "In all 28 of Corvia's envoys were expelled by Veldania.",
            "Corvia expulsó a 28 enviados de Veldania.",
            "es",
            True,
        ),
        ("Pupils gave 35 books to the teachers.", "Os professores deram 35 livros aos alunos.", "pt", True),
        ("Pupils and teachers read 35 books.", "Os professores leram 35 livros com alunos.", "pt", False),
        ("Brenholt, they say, sold 42 shops to Lindmark.", "Lindmark verkaufte 42 Läden an Brenholt.", "de", False),
        ("Brenholt was awarded 42 shops of Lindmark.", "Lindmark verlor 42 Läden an Brenholt.", "de", False),
    ],
)
def test_who_did_it_to_whom(claimed: str, given: str, language: str, *, turned: bool) -> None:
    found = turned_round(subject(claimed, "en"), subject(given, language))
    assert (found is not None) == turned
