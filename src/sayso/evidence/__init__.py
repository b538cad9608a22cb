"""Source documents as an index: passages that can be found by their words, names, figures and concepts."""

from .figures import FigureTerms, figure_terms
from .index import Index, is_index
from .passages import Indexed, passages_of
from .search import Candidate
from .terms import BOOSTS, Concepts, Query

__all__ = [
    "BOOSTS",
    "Candidate",
    "Concepts",
    "FigureTerms",
    "Index",
    "Indexed",
    "Query",
    "figure_terms",
    "is_index",
    "passages_of",
]
