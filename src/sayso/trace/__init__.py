"""From a claim to passages, aligned figures and wording, and the finding that follows."""

from .claims import find_traces
from .wanted import find_wanted, is_source_of

__all__ = ["find_traces", "find_wanted", "is_source_of"]
