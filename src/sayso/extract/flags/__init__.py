"""Marks on wording: hedges, weasel words, loaded words, generalisations, distancing quotation marks, superlatives.

A mark says that a word is there, never that a sentence is wrong. Lists hold no nation, party or creed.
"""

from .loadedness import LOADED_FROM, WEIGHTS, Loadedness, Parts, loadedness
from .stage import MADE, find_flags

__all__ = ["LOADED_FROM", "MADE", "WEIGHTS", "Loadedness", "Parts", "find_flags", "loadedness"]
