"""Clauses on both sides of a say-so that stands between commas: "X, she said, and Y"."""

from __future__ import annotations

from typing import Final

import pytest

from .test_claim_clauses import claims_of


def claims(text: str, language: str) -> list[str]:
    """The words of each claim, without the marks at its edges."""
    return [claim.text.strip('.,“”„«»" \u00a0') for claim in claims_of(text, language)]


#: First clauses, say-so between commas, joints and second clauses, by language: any of each makes a sentence of two claims.
FIRST: Final = {
    "en": ("Ferries now sail four times a day", "The port will close for 40 days", "Rents rose by 5 percent"),
    "de": ("Die Fähren fahren nun viermal am Tag", "Der Hafen schließt für 40 Tage", "Die Mieten stiegen um 5 Prozent"),
    "es": ("Los ferris zarpan ahora cuatro veces al día", "El puerto cerrará 40 días", "Los alquileres subieron un 5 %"),
    "fr": ("Les ferries partent désormais quatre fois par jour", "Le port fermera 40 jours", "Les loyers ont augmenté de 5 %"),
}  # fmt: skip
SAYS: Final = {
    "en": ("it said", "the company said", "she said on Friday", "according to the office", "the harbour master says"),
    "de": ("sagte sie", "sagte der Minister am Freitag", "so das Amt", "teilte die Reederei mit"),
    "es": ("dijo", "dijo el ministro", "según la oficina", "afirmó la alcaldesa", "explica la empresa"),
    "fr": ("a-t-il dit", "a dit le ministre", "selon l’office", "indique la compagnie", "a-t-elle déclaré"),
}
JOINTS: Final = {"en": ("and", "but"), "de": ("und", "aber"), "es": ("y", "pero"), "fr": ("et", "mais")}
SECOND: Final = {
    "en": ("fuel costs rose to 2.3 million euros", "two berths will be rebuilt", "300 flats stood empty"),
    "de": ("die Treibstoffkosten stiegen auf 2,3 Millionen Euro", "zwei Liegeplätze werden neu gebaut", "300 Wohnungen standen leer"),
    "es": ("los costes de combustible subieron a 2,3 millones de euros", "dos muelles se reconstruirán", "300 pisos quedaron vacíos"),
    "fr": ("les coûts de carburant ont atteint 2,3 millions d’euros", "deux quais seront reconstruits", "300 logements sont restés vides"),
}  # fmt: skip
CASES: Final = [
    (language, first, says, joint, second)
    for language in FIRST
    for first in FIRST[language]
    for says in SAYS[language]
    for joint in JOINTS[language]
    for second in SECOND[language]
]


@pytest.mark.parametrize("language", list(FIRST))
def test_clauses_on_both_sides_of_a_say_so(language: str) -> None:
    """Both clauses are claims, with their figures, and the say-so between them stands in neither."""
    for case, first, says, joint, second in CASES:
        if case == language:
            assert claims(f"{first}, {says}, {joint} {second}.", language) == [first, second], (first, says, joint)


def test_one_clause_around_a_say_so_stays_one() -> None:
    """What shares one subject is one assertion, the say-so inside."""
    text = "The bridge, she said, will cost 3 million and open in May"
    assert claims(f"{text}.", "en") == [text]


def test_german_days_end_no_sentence() -> None:
    """A day and its month stay together within what somebody says."""
    text = "Die Wahl sei am 6. November gewonnen worden, sagte der Bürgermeister."
    assert claims(text, "de") == ["Die Wahl sei am 6. November gewonnen worden"]
