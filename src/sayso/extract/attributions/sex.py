"""Whether a pronoun and a phrase can mean the same: "she" and "his mother", "il" and "le maire"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.language.tokens import Token

from .words import Words

#: Letters that a German noun in "-in" has at least.
_LEAST = 6


def asked(low: str, lex: Words) -> str:
    """What a pronoun asks for: "f", "m", or "" where it tells nothing."""
    return "f" if lex.has("words.she", low) else "m" if lex.has("words.he", low) else ""


def sex(words: Sequence[Token], lex: Words) -> str:
    """What a phrase's words tell: "f", "m", or ""; a noun tells more than an article, a German one in "-in" most."""
    if lex.language == "de" and any(
        token.capital and token.low.endswith("in") and len(token.low) >= _LEAST for token in words
    ):
        return "f"
    told = [
        "f" if lex.has("sources.female", token.low) else "m" if lex.has("sources.male", token.low) else ""
        for token in words[:4]
    ]
    nouns = [one for one in told[1:] if one]
    return nouns[0] if nouns else told[0] if told else ""


def agrees(words: Sequence[Token], low: str, lex: Words) -> bool:
    """Whether nothing speaks against a pronoun's meaning what the words name."""
    one, other = sex(words, lex), asked(low, lex)
    return not one or not other or one == other
