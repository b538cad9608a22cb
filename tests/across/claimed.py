"""Documents whose every sentence is a claim, made for the tests of threads."""

from __future__ import annotations

from sayso.extract.figures import find_figures
from sayso.model import Analysis, Attribution, Block, Certainty, Claim, Document, Made, span, text_id
from sayso.reading import split_sentences

_MADE = Made(stage="test", version="0")


def claimed(  # noqa: PLR0917
    name: str,
    text: str,
    language: str = "en",
    outlet: str | None = None,
    published: str | None = None,
    says: str | None = None,
) -> Analysis:
    """A document with its figures by rules and a claim a sentence; `says` is whom all are laid to."""
    block = (Block(start=0, end=len(text), kind="paragraph"),) if text else ()
    doc = Document(
        id=name, text_id=text_id(text), uri=f"{name}.txt", outlet=outlet, published=published, language=language,
        text=text, blocks=block,
    )  # fmt: skip
    sentences = split_sentences(text, block, language)
    figures = find_figures(doc, sentences)
    said: tuple[Attribution, ...] = ()
    if says:
        source = (span(says, 0, len(says)),)
        said = (
            Attribution(
                id="a1", source=source, cue=(), content=(), speech="indirect", source_kind="organisation", named=True,
                because="a test", made=_MADE,
            ),
        )  # fmt: skip
    claims = tuple(
        Claim(
            id=f"c{at}", start=one.start, end=one.end, text=text[one.start : one.end], sort="fact",
            check_worthiness=0.5, because=(), certainty=Certainty(author="unknown"),
            attribution=tuple(each.id for each in said),
            figures=tuple(each.id for each in figures if one.start <= each.start < one.end), made=_MADE,
        )
        for at, one in enumerate(sentences)
    )  # fmt: skip
    return Analysis(document=doc, sentences=sentences, figures=figures, attributions=said, claims=claims)
