"""Plain say-so in languages whose attributions no stage reads."""

from __future__ import annotations

import msgspec
import pytest

from sayso.model import Analysis
from sayso.pipeline import analyse
from sayso.reading import Reading, read_text
from sayso.trace.plain_said import hearsay_in, plain_said


def _analysis(text: str, language: str) -> Analysis:
    reading = read_text(text, uri="plain.txt")
    document = msgspec.structs.replace(reading.document, language=language)
    return analyse(Reading(document, reading.sentences, reading.problems), tagger=False)


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("it", "Secondo la questura, i furti sono calati.", ["la questura"]),
        ("it", "I furti sono calati, ha detto il prefetto Aldo Reni durante una visita.", ["il prefetto Aldo Reni"]),
        ("it", "Il comune sostiene che i furti sono calati.", ["Il comune"]),
        ("it", "I furti sono calati, dice il sindaco; per ora, ammette la Lega, non basta.", ["il sindaco", "la Lega"]),
        ("it", "I furti sono calati.", []),
        ("pt", "Os furtos desceram, segundo a polícia.", ["a polícia"]),
        ("pt", "A câmara diz não ter números.", ["A câmara"]),
        ("pt", "Concluiu o governo que os furtos desceram, embora faltem dados, avisa Rita Melo.", []),
        ("es", "Los robos bajaron, según la policía.", []),
    ],
)
def test_who_says_a_clause(language: str, text: str, who: list[str]) -> None:
    """One in a clause, none where two say parts of it, and none in a language that has its own stage."""
    assert [one.source[0].text for one in plain_said(_analysis(text, language))] == who


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("pt", "Diz-se que os furtos desceram.", "Diz-se que"),
        ("fr", "Les vols ont baissé, dit-on.", "dit-on"),
        ("de", "Die Diebstähle gingen zurück, heißt es im Bericht.", None),
        ("en", "The mayor says it is said too often.", None),
    ],
)
def test_what_nobody_says(language: str, text: str, told: str | None) -> None:
    """Only at the beginning or behind a comma, and not of a report that is named."""
    found = hearsay_in(_analysis(text, language), 0, len(text))
    assert (found.source[0].text if found else None) == told
