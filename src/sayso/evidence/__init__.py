"""Source documents as an index: passages that can be found by their words, names, figures, concepts and meaning."""

from .again import reread
from .figures import FigureTerms, figure_terms
from .folder import is_index
from .fusion import alike
from .index import Index
from .meaning import Encoder, Meaning, no_encoder
from .outlets import keys_of_outlet, outlet_keys
from .passages import Indexed, passages_of
from .search import Candidate
from .terms import BOOSTS, Concepts, Query
from .together import Together

__all__ = [
    "BOOSTS",
    "Candidate",
    "Concepts",
    "Encoder",
    "FigureTerms",
    "Index",
    "Indexed",
    "Meaning",
    "Query",
    "Together",
    "alike",
    "figure_terms",
    "is_index",
    "keys_of_outlet",
    "no_encoder",
    "outlet_keys",
    "passages_of",
    "reread",
]
