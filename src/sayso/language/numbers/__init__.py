"""Number grammars: how a language writes numbers, currencies, units and the words around them."""

from .digits import Digits, Separators, read_digits, separators
from .fractions import VULGAR, Parts
from .grammar import Grammar, Numbers, grammar, has_words
from .line import Line
from .money import Money, money
from .numeral import Numeral, read_numeral
from .phrases import Phrases
from .tokens import Token, keys, tokenise
from .units import Unit, Units, units
from .words import Compounds, Lexeme, Sum

__all__ = [
    "VULGAR",
    "Compounds",
    "Digits",
    "Grammar",
    "Lexeme",
    "Line",
    "Money",
    "Numbers",
    "Numeral",
    "Parts",
    "Phrases",
    "Separators",
    "Sum",
    "Token",
    "Unit",
    "Units",
    "grammar",
    "has_words",
    "keys",
    "money",
    "read_digits",
    "read_numeral",
    "separators",
    "tokenise",
    "units",
]
