"""From a claim to passages, aligned figures and wording, and the finding that follows."""

from .beside import hold_beside
from .claims import find_traces
from .figures import is_asked
from .findings import Held
from .wanted import find_wanted, is_source_of

__all__ = ["Held", "find_traces", "find_wanted", "hold_beside", "is_asked", "is_source_of"]
