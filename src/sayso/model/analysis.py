"""What one document says, before it is held against others."""

from __future__ import annotations

from .attribution import Attribution, Speaker
from .claim import Claim, Flag
from .document import Document, Sentence
from .figure import Figure
from .problem import Problem
from .span import Entry


class Analysis(Entry, frozen=True, kw_only=True, weakref=True):
    """A document with its entries: what the stages of `extract` found in it. Source documents are kept in this form."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    claims: tuple[Claim, ...] = ()
    flags: tuple[Flag, ...] = ()
    problems: tuple[Problem, ...] = ()
