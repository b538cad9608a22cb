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


@pytest.mark.parametrize(
    ("claimed", "language", "given", "other", "turned"),
    [
        ("The council paid the contractor 2.6 million euros.", "en", "The contractor paid the council 2.6 million euros.", "en", True),
        ("The landlord owes the tenant 1,800 euros.", "en", "The tenant owes the landlord 1,800 euros.", "en", True),
        ("The ministry sued the supplier for 4 million euros.", "en", "The supplier was sued by the ministry for 4 million euros.", "en", False),
        ("The council paid the contractor 2.6 million euros.", "en", "The council paid 2.6 million euros to the contractor.", "en", False),
        ("The buyer gave the seller 15,000 dollars.", "en", "El vendedor dio 15.000 dólares al comprador.", "es", True),
        ("The buyer gave the seller 15,000 dollars.", "en", "El comprador dio 15.000 dólares al vendedor.", "es", False),
        ("Der Verein zahlte der Stadt 250.000 Euro.", "de", "Die Stadt zahlte dem Verein 250.000 Euro.", "de", True),
        ("Die Stadt zahlte dem Verein 250.000 Euro.", "de", "Dem Verein hat die Stadt 250.000 Euro gezahlt.", "de", False),
        ("La mairie a versé 40 000 euros au théâtre.", "fr", "Le théâtre a versé 40 000 euros à la mairie.", "fr", True),
        ("Il proprietario deve 800 euro all'inquilino.", "it", "L'inquilino deve 800 euro al proprietario.", "it", True),
        ("Die Polizei wurde von 21 Anwälten verklagt.", "de", "The police have sued 21 lawyers.", "en", True),
        # what is counted may stand first and be what it is done to; an article that looks like a preposition
        ("The ferry carried 300 passengers.", "en", "300 Passagiere beförderte die Fähre.", "de", False),
        ("Des ours ont attaqué 17 chasseurs.", "fr", "Os ursos atacaram 17 caçadores.", "pt", False),
        ("The firm sold 340 cars.", "en", "A empresa vendeu 340 carros.", "pt", False),
        ("The airline flew 3.1 million passengers in 2024.", "en", "About 3.1 million passengers flew with the airline in 2024.", "en", False),
        ("The city rents 640 flats to students.", "en", "Students rent 640 flats from the city.", "en", False),
        ("The city rents 640 flats from students.", "en", "Students rent 640 flats from the city.", "en", True),
        # an article that tells the case
        ("Der Verein zahlte der Stadt 250.000 Euro.", "de", "Der Stadt zahlte der Verein 250.000 Euro.", "de", False),
        ("Das Gericht sprach der Witwe 40.000 Euro zu.", "de", "Der Witwe sprach das Gericht 40.000 Euro zu.", "de", False),
        ("At least 30,000 migrants crossed the river.", "en", "Plus de 25 000 migrants ont traversé le fleuve.", "fr", False),
        # either may be told of first
        ("The minister met the union for 3 hours.", "en", "The union met the minister for 3 hours.", "en", False),
    ],
)  # fmt: skip
def test_on_either_side_of_the_verb(claimed: str, language: str, given: str, other: str, *, turned: bool) -> None:
    found = turned_round(subject(claimed, language), subject(given, other))
    assert (found is not None) == turned
