"""Two texts side by side, with no search between: each claim of one held against the other as a whole."""

from __future__ import annotations

from sayso.evidence import Candidate
from sayso.model import Analysis, Passage

from .findings import Held, hold, settle
from .matter import ask


def hold_beside(article: Analysis, source: Analysis) -> tuple[Held, ...]:
    """Hold each claim of an article against a source document that is short enough to be one passage.

    What `find_traces` finds for a passage is what this finds for the same passage, when no other document is there.
    """
    doc = source.document
    passage = Passage(start=0, end=len(doc.text), text=doc.text, language=doc.language)
    candidate = Candidate(uri=doc.uri, passage=passage, score=1.0, because=())
    held = (settle([hold(ask(article, claim), candidate, source)]) for claim in article.claims)
    return tuple(one for part in held for one in part)
