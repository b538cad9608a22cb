"""What knows a language: word lists, number grammars, folding, detection. Only this room knows words."""

from .fold import Folded, fold
from .lexicon import SERVED, lexicon, served

__all__ = ["SERVED", "Folded", "fold", "lexicon", "served"]
