"""From a claim to passages, aligned figures and wording, and the finding that follows."""

from sayso.evidence.named import is_source_of

from .adjudicate import FIELDS, MOST, Asked, Question, find_abstained, find_questions, hash_of, payload_of, suggest
from .beside import hold_beside
from .claims import find_traces, untraced
from .findings import Held
from .placed import is_asked
from .wanted import find_wanted

__all__ = [
    "FIELDS",
    "MOST",
    "Asked",
    "Held",
    "Question",
    "find_abstained",
    "find_questions",
    "find_traces",
    "find_wanted",
    "hash_of",
    "hold_beside",
    "is_asked",
    "is_source_of",
    "payload_of",
    "suggest",
    "untraced",
]
