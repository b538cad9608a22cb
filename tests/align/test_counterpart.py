"""Sentences that tell the same in two languages, and the figures that have the same place in them."""

from __future__ import annotations

import pytest

from sayso.align import Told, counterpart, is_natural, read_stretch, read_told
from sayso.extract.figures import find_figures
from sayso.model import Block, Document, text_id
from sayso.reading import split_sentences

ENGLISH = "The mayor of Graz, Lena Kofler, said on Monday that 340 families had lost their houses in the flood."
GERMAN = "Die Bürgermeisterin von Graz, Lena Kofler, sagte am Montag, dass 380 Familien ihre Häuser bei der Flut verloren hätten."
PORTUGUESE = "A presidente da câmara de Graz, Lena Kofler, disse na segunda-feira que 380 famílias perderam as casas na inundação."
OTHER = "Der Stadtrat beschloss am Dienstag, im kommenden Jahr 380 Bäume am Ufer der Mur zu pflanzen, teilte Jonas Steiner mit."


def told(text: str, language: str) -> Told:
    """A sentence with its figures."""
    block = Block(start=0, end=len(text), kind="paragraph")
    doc = Document(id="d", text_id=text_id(text), uri="t", text=text, language=language, blocks=(block,))
    figures = find_figures(doc, split_sentences(text, doc.blocks, language))
    kept = tuple(one for one in figures if one.is_quantity)
    return read_told(text, read_stretch(figures, text, 0, language).words, language, kept)


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (PORTUGUESE, "pt")])
def test_a_translation_is_known_whatever_its_figure_says(text: str, language: str) -> None:
    mine, theirs = told(ENGLISH, "en"), told(text, language)
    assert counterpart(mine, theirs, mine.figures[0], theirs.figures[0]) > 0.8


def test_another_sentence_is_none() -> None:
    mine, theirs = told(ENGLISH, "en"), told(OTHER, "de")
    assert counterpart(mine, theirs, mine.figures[0], theirs.figures[0]) < 0.2


def test_nothing_is_said_within_one_language() -> None:
    mine = told(ENGLISH, "en")
    assert counterpart(mine, mine, mine.figures[0], mine.figures[0]) == 0


def test_a_figure_has_its_place() -> None:
    """What agrees with another figure of the claim is taken, and a row of as many is read in order."""
    mine = told("They hired 20 nurses and 30 doctors.", "en")
    same_row = told("Contrataron a 20 enfermeras y 35 médicos.", "es")
    one_more = told("Contrataron a 20 enfermeras, 35 médicos y 40 conductores.", "es")
    assert is_natural(mine, same_row, mine.figures[1], same_row.figures[1])
    assert not is_natural(mine, same_row, mine.figures[1], same_row.figures[0])
    assert not is_natural(mine, one_more, mine.figures[1], one_more.figures[1])
