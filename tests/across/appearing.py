"""Appearances of a claim made for the tests: figures are read by the rules, all else is as it is handed in."""

from __future__ import annotations

from functools import cache

from sayso.extract.figures import find_figures
from sayso.model import Appearance, Block, Document, Figure, span, text_id
from sayso.reading import split_sentences


@cache
def figures_of(text: str, language: str) -> tuple[Figure, ...]:
    """The figures of a text."""
    blocks = (Block(start=0, end=len(text), kind="paragraph"),)
    doc = Document(id="d", text_id=text_id(text), uri="u", language=language, text=text, blocks=blocks)
    return find_figures(doc, split_sentences(text, blocks, language))


def appears(  # noqa: PLR0917
    name: str,
    text: str,
    published: str | None = None,
    outlet: str | None = None,
    speakers: tuple[str, ...] = (),
    language: str = "en",
) -> Appearance:
    """A claim as one document has it; the document is called like the appearance."""
    return Appearance(
        id=f"a:{name}",
        document=name,
        claim="c1",
        span=span(text, 0, len(text)),
        language=language,
        outlet=outlet,
        uri=f"https://{name}.example/",
        published=published,
        speakers=speakers,
        figures=figures_of(text, language),
    )
