"""Two texts side by side, with no search between: each claim of one held against the other as a whole."""

from __future__ import annotations

from dataclasses import replace

from sayso.evidence import Candidate, Meaning, alike
from sayso.model import Analysis, Passage

from .findings import Held, hold, settle
from .matter import ask


def hold_beside(article: Analysis, source: Analysis, encoder: Meaning | None = None) -> tuple[Held, ...]:
    """Hold each claim of an article against a source document that is short enough to be one passage.

    With an encoder, how alike they are in meaning counts too. What `find_traces` finds for a passage is what this finds for the same passage, when no other document is there.
    """
    doc = source.document
    passage = Passage(start=0, end=len(doc.text), text=doc.text, language=doc.language)
    candidate = Candidate(uri=doc.uri, passage=passage, score=1.0, because=())
    likeness = _likeness(article, passage, encoder) if encoder else [None] * len(article.claims)
    held = (
        settle([hold(ask(article, claim), replace(candidate, alike=meant), source)])
        for claim, meant in zip(article.claims, likeness, strict=True)
    )
    return tuple(one for part in held for one in part)


def _likeness(article: Analysis, passage: Passage, encoder: Meaning) -> list[float]:
    """How alike each claim is to a passage in meaning, as a search has it."""
    if not article.claims:
        return []
    claims = [claim.text for claim in article.claims]
    mine = encoder.vectors(claims, article.document.language).astype(int)
    (theirs,) = encoder.vectors([passage.text], passage.language).astype(int)
    return [
        alike(float(row @ theirs) / encoder.scale**2, len(claim), len(passage.text))
        for row, claim in zip(mine, claims, strict=True)
    ]
