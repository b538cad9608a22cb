"""Shares of people who are asked: "seis de cada diez", "el 62% de los encuestados", "deux tiers des électeurs", "un habitant sur dix"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .words import Words

#: Words of a share with what it is a share of, at most.
_MOST: Final = 12
_LEADS: Final = (
    r"(?:(?:solo|sólo|apenas|casi|más|menos|cerca|el|un|del|seulement|près|plus|moins|quelque|environ|de|d’|les) )*"
)
_SHARES: Final = {
    "es": (
        rf"{_LEADS}0 ?(?:%|por ciento)(?: (?:de|del) .+)?",
        r"(?:uno|una|0) de cada 0(?: .+)?",
        r"(?:el |la |un |una |los |las |0 )*(?:tercio|tercios|cuarto|cuartos|quinto|quintos|cuartas partes|quintas partes|mitad|mayoría|minoría) (?:de|del) .+",
    ),
    "fr": (
        rf"{_LEADS}0 ?(?:%|pour cent)(?: (?:de|des|du|d’) .+)?",
        r"(?:un |une |0 )(?:\S+ )?(?:\S+ )?sur 0",
        r"(?:le |la |un |une |les |0 )*(?:tiers|quart|quarts|cinquième|cinquièmes|moitié|majorité|minorité) (?:de|des|du|d’) .+",
    ),
}
_CLITICS: Final = frozenset(("lo", "la", "los", "las", "le", "les", "se", "no", "ne", "n’", "l’", "s’", "y", "en"))
_GERMAN: Final = (
    r"(?:fast |nur |rund |knapp |etwa )?jede[rsnm]? (?:zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte|zwanzigste)[rsnm]?(?: \S+)?",
    r"(?:fast |nur |rund |knapp |etwa )?0 von (?:0|hundert|tausend)(?: \S+)?",
    r"(?:fast |nur |rund |knapp |etwa |mehr als |gut |über )*0 (?:%|prozent)(?: (?:der|aller|des|von) .+)?",
    r"(?:fast |nur |rund |knapp |etwa |mehr als |gut |über |die |eine |ein |0 )*(?:hälfte|drittel|viertel|fünftel|mehrheit|minderheit) (?:der|aller|des|von) .+",
)
_PATTERNS: Final = {language: re.compile("|".join(every)) for language, every in (*_SHARES.items(), ("de", _GERMAN))}


def is_share(row: Sequence[Token], lex: Words) -> bool:
    """Whether words tell a share of people, who have no names."""
    pattern = _PATTERNS.get(lex.language)
    if not row or row[-1].low in _CLITICS:
        return False
    return pattern is not None and 1 < len(row) <= _MOST and pattern.fullmatch(_shown(row, lex)) is not None


def share_before(row: Sequence[Token], end: int, lex: Words) -> tuple[int, int] | None:
    """A share that opens its clause and ends at a place; None where none does."""
    if lex.language not in _PATTERNS:
        return None
    lowest = next(
        (at + 1 for at in range(end - 1, max(-1, end - _MOST - 1), -1) if _parts(row[at])), max(0, end - _MOST)
    )
    return (lowest, end) if is_share(row[lowest:end], lex) else None


def _parts(token: Token) -> bool:
    """Whether a word parts a clause from what stands before it."""
    return (
        token.kind == "quote"
        or (token.kind == "mark" and token.text != "%")
        or token.low in {"que", "qu’", "mais", "pero", "et", "y"}
    )


def _shown(row: Sequence[Token], lex: Words) -> str:
    """The words in lower case, each number, in words or digits, as 0."""
    return " ".join(
        "0" if token.kind == "number" or lex.has("witness.numbers", token.low) else token.low for token in row
    )
