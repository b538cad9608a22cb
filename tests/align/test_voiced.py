"""A plain sentence and the same one in the other voice say the same; one in which anything else differs does not."""

from __future__ import annotations

import pytest

from sayso.align import told_in_other_voice
from sayso.model import Analysis
from sayso.pipeline import analyse
from sayso.reading import read_text
from sayso.trace import hold_beside


@pytest.mark.parametrize(
    ("language", "one", "other", "same"),
    [
        ("en", "The mayor opened the new library on Friday.", "The new library was opened by the mayor on Friday.", True),
        ("en", "The old mill was bought by a brewery.", "A brewery bought the old mill.", True),
        ("en", "The council closed the old bridge in March.", "In March the old bridge was closed by the council.", True),
        ("en", "The council closed the old bridge in March.", "The old bridge was closed in March by the council.", True),
        ("en", "Thieves took the statue.", "The statue was taken by thieves.", True),
        ("en", "Police have arrested the driver of the lorry.", "The driver of the lorry was arrested by police.", True),
        ("de", "Der Stadtrat schloss die alte Brücke im März.", "Die alte Brücke wurde im März vom Stadtrat geschlossen.", True),
        ("de", "Die Anwohner haben den alten Turm gerettet.", "Der alte Turm wurde von den Anwohnern gerettet.", True),
        ("de", "Der Sturm zerstörte die Hafenmauer.", "Die Hafenmauer wurde vom Sturm zerstört.", True),
        ("es", "El ayuntamiento cerró el puente viejo en marzo.", "El puente viejo fue cerrado por el ayuntamiento en marzo.", True),
        ("es", "El puente viejo ha sido cerrado por el ayuntamiento.", "El ayuntamiento ha cerrado el puente viejo.", True),
        ("fr", "Le conseil municipal a fermé le vieux pont en mars.", "Le vieux pont a été fermé en mars par le conseil municipal.", True),
        ("fr", "Les pompiers ont éteint l'incendie.", "L'incendie a été éteint par les pompiers.", True),
        ("it", "Il comune ha chiuso il vecchio ponte a marzo.", "Il vecchio ponte è stato chiuso dal comune a marzo.", True),
        ("pt", "A câmara fechou a ponte velha em março.", "A ponte velha foi fechada pela câmara em março.", True),
        ("en", "The driver of the lorry arrested police.", "The driver of the lorry was arrested by police.", False),
        ("en", "The council closed the old bridge in March.", "The council was closed by the old bridge in March.", False),
        ("en", "The mayor opened the new library on Friday.", "The new library was closed by the mayor on Friday.", False),
        ("en", "The council closed the old bridge in March.", "The old bridge was closed by the council in May.", False),
        ("en", "The council closed the old bridge in March.", "The old bridge was not closed by the council in March.", False),
        ("en", "The council closed the old bridge.", "The old bridge may have been closed by the council.", False),
        ("en", "The council closed the old bridge.", "The old bridge will be closed by the council.", False),
        ("en", "The council closes the old bridge.", "The old bridge was closed by the council.", False),
        ("en", "The council closed the old bridges.", "The old bridge was closed by the council.", False),
        ("en", "The council closed the old bridge.", "The old bridge was closed by the councils.", False),
        ("en", "The council closed the old bridge before the flood.", "The old bridge was closed by the council after the flood.", False),
        ("en", "The council closed the bridge.", "The old bridge was closed by the council.", False),
        ("en", "The council closed the old bridge.", "The bridge was closed by the council.", False),
        ("en", "The council closed the old bridge.", "The old bridge was almost closed by the council.", False),
        ("de", "Der Stadtrat schloss die alten Brücken.", "Die alte Brücke wurde vom Stadtrat geschlossen.", False),
        ("de", "Der Stadtrat schließt die alte Brücke.", "Die alte Brücke wurde vom Stadtrat geschlossen.", False),
        ("de", "Den Mann biss der Hund.", "Der Hund wurde vom Mann gebissen.", False),
        ("de", "Der Hund biss den Mann.", "Der Hund wurde vom Mann gebissen.", False),
        ("de", "Die Katze biss die Maus.", "Die Katze wurde von der Maus gebissen.", False),
        ("de", "Der Lehrer lobte die Schüler.", "Der Schüler wurde vom Lehrer gelobt.", False),
        ("es", "El ayuntamiento cerrará el puente.", "El puente fue cerrado por el ayuntamiento.", False),
        ("es", "El ayuntamiento cerraría el puente.", "El puente fue cerrado por el ayuntamiento.", False),
        ("es", "El puente fue cerrado por el ayuntamiento.", "El ayuntamiento no ha cerrado el puente.", False),
        ("fr", "Le conseil n'a pas fermé le pont.", "Le pont a été fermé par le conseil.", False),
        ("en", "The minister's wife sued the paper.", "The minister was sued by the paper's wife.", False),
        ("en", "The bank sold the firm.", "The firm was sold by the bank to Ravella.", False),
        ("en", "The council closed the bridge only.", "The bridge was closed only by the council.", False),
        ("de", "Der Rat schloss die Brücke auch.", "Die Brücke wurde auch vom Rat geschlossen.", False),
        ("en", "The council closed the bridge in Kelm for traders from Tamsel.", "The bridge in Kelm was closed by the council from Tamsel for traders.", False),
        ("en", "Every bridge was closed by the council.", "The council closed every bridge.", True),
        ("en", "The ferry was hit by the yacht on Sunday.", "The yacht hit the ferry on Sunday.", True),
        ("en", "Rebels killed the general.", "The general was killed by rebels.", True),
    ],
)  # fmt: skip
def test_the_other_voice(language: str, one: str, other: str, *, same: bool) -> None:
    assert told_in_other_voice(one, other, language) == same
    assert told_in_other_voice(other, one, language) == same


def _read(text: str, uri: str) -> Analysis:
    return analyse(read_text(f"{text}\n", uri=uri))


@pytest.mark.parametrize(
    ("article", "source", "finding"),
    [
        ("The council closed the old bridge in March.", "The old bridge was closed by the council in March.", "matches"),
        ("Police arrested the driver of the lorry.", "The driver of the lorry was arrested by the police in Leeds.", "not_found"),
        ("Witnesses say that police arrested the driver.", "The driver was arrested by police.", "not_found"),
        ("The council closed the old bridge in March.", "Die alte Brücke wurde im März vom Stadtrat geschlossen.", "not_found"),
    ],
)  # fmt: skip
def test_a_claim_in_the_other_voice(article: str, source: str, finding: str) -> None:
    assert [one.finding for one in hold_beside(_read(article, "article.txt"), _read(source, "source.txt"))] == [finding]
