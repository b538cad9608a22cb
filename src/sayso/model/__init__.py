"""The nouns: immutable entries with their place and who made them. No input or output happens here."""

from .analysis import Analysis
from .attribution import Attribution, SourceKind, Speaker, Speech
from .claim import Certainty, CertaintyLevel, Claim, Flag, FlagCategory, Sort
from .document import (
    Block,
    BlockKind,
    Document,
    Link,
    Page,
    Sentence,
    SourceDocument,
    as_source,
    document_id,
    text_id,
)
from .figure import QUANTITIES, Base, Direction, Figure, FigureKind, Role
from .ledger import SCHEMA, Ledger, Searched, ledger_schema
from .problem import CODES, Problem, SaysoError, UnreadableError, UsageError
from .span import Entry, Made, Span, span
from .trace import Drift, DriftKind, FigureMatch, Finding, Passage, Relation, Reuse, Trace, Wanted

__all__ = [
    "CODES",
    "QUANTITIES",
    "SCHEMA",
    "Analysis",
    "Attribution",
    "Base",
    "Block",
    "BlockKind",
    "Certainty",
    "CertaintyLevel",
    "Claim",
    "Direction",
    "Document",
    "Drift",
    "DriftKind",
    "Entry",
    "Figure",
    "FigureKind",
    "FigureMatch",
    "Finding",
    "Flag",
    "FlagCategory",
    "Ledger",
    "Link",
    "Made",
    "Page",
    "Passage",
    "Problem",
    "Relation",
    "Reuse",
    "Role",
    "SaysoError",
    "Searched",
    "Sentence",
    "Sort",
    "SourceDocument",
    "SourceKind",
    "Span",
    "Speaker",
    "Speech",
    "Trace",
    "UnreadableError",
    "UsageError",
    "Wanted",
    "as_source",
    "document_id",
    "ledger_schema",
    "span",
    "text_id",
]
