"""An earlier check as a claim that others are held against: what of its text is read, once, when the collection is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.across.claim_rows import ClaimRow
from sayso.align import read_stretch
from sayso.model import Appearance, Block, Document, EarlierCheck, Figure, Span, text_id
from sayso.model.span import Entry
from sayso.pipeline import analyse
from sayso.reading import Reading, split_sentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Held(Entry, frozen=True, kw_only=True):
    """A check with what was read of its text: figures, with their places in it, and whether it denies something."""

    check: EarlierCheck
    figures: tuple[Figure, ...] = ()
    denied: bool = False


def hold(check: EarlierCheck) -> Held:
    """Read a check's text by rules alone."""
    text = check.text
    block = Block(start=0, end=len(text), kind="paragraph")
    doc = Document(
        id=check.id, text_id=text_id(text), uri=check.uri, text=text, language=check.language, blocks=(block,)
    )
    sentences = split_sentences(text, (block,), check.language)
    read = analyse(Reading(document=doc, sentences=sentences), tagger=False)
    return Held(check=check, figures=read.figures, denied=any(claim.negated for claim in read.claims))


def row_of(held: Held, vector: NDArray[np.int8] | None) -> ClaimRow:
    """A held check as a row that `same_claim` takes."""
    check = held.check
    at = Appearance(
        id=check.id,
        document=check.id,
        claim=check.id,
        span=Span(start=0, end=len(check.text), text=check.text),
        language=check.language,
        uri=check.uri,
        published=check.claimed_on,
        figures=held.figures,
    )
    bare = read_stretch(held.figures, check.text, 0, check.language).words
    scope = " ".join(span.text for one in held.figures for span in (one.place, one.period) if span)
    return ClaimRow(at, bare, scope, held.denied, vector)
