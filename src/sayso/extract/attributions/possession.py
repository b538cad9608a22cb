"""Words that say to whom something belongs: "its", "sa", "ihr", "su"."""

from __future__ import annotations

from typing import Final

from sayso.language.tokens import Token

from .words import Words

#: How the author's own possessives begin.
_AUTHORS: Final = (
    "mi",
    "nues",
    "notre",
    "nos",
    "mon",
    "ma",
    "mes",
    "mein",
    "unser",
    "my",
    "our",
    "your",
    "votre",
    "vos",
    "vuestr",
    "euer",
    "eure",
)


def is_possessive(token: Token, lex: Words) -> bool:
    """Whether a word says to whom something belongs, other than to the author."""
    known = lex.has("words.possessive", token.low) or lex.has("words.possessive_case", token.low)
    return known and not token.low.startswith(_AUTHORS)
