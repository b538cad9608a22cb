"""Across documents: who took which passage from whom, who says the same, how a figure changed, on how many origins a claim rests.

Pure functions that know nothing of how the work is spread.
"""

from .history import histories
from .origins import origins
from .reuse import find_reuse
from .threads import find_threads

__all__ = ["find_reuse", "find_threads", "histories", "origins"]
