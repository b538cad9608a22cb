"""Which small words belong to a name within a German phrase: "Ursula von der Leyen", "die Nachrichtenagentur nta", "Lanzarote y Sur"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .small import closed


def small_name(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a word is an agency's name in small letters: "die Nachrichtenagentur nta"."""
    token = row[at]
    plain = token.kind == "word" and not token.capital and len(token.low) <= _SMALL and token.low not in lex.forms
    return (
        plain and row[at - 1].low.endswith("agentur") and not (closed(token, lex) or lex.has("words.helper", token.low))
    )


def foreign_tail(row: Sequence[Token], at: int, limit: int) -> int:
    """Past the small words of a French or Spanish name: "Observatoire" "des soins de proximité"; German has no "de"."""
    end = at
    while end + 1 < limit and row[end].low in _TAIL and row[end + 1].kind == "word" and not row[end + 1].capital:
        end += 2
    return end if any(token.low in {"de", "du", "del"} for token in row[at:end:2]) else at


def elided(token: Token) -> bool:
    """Whether a word has a small article of another language in it: "l’Éducation"."""
    return token.text[:2].lower() in {"l’", "d’"} and token.text[2:3].isupper()


def _foreign(row: Sequence[Token], at: int, start: int) -> bool:
    """Whether a small word belongs to a name of another language: "das Institut Lorrain de l’Éducation", "Lanzarote y Sur"."""
    low, following = row[at].low, row[at + 1]
    if low in OF_NAMES and elided(following):
        return True
    return low in {"y", "et", "i", "e"} and following.capital and at - start > 1


def in_name(row: Sequence[Token], at: int, start: int, limit: int, lex: Words) -> bool:
    """Whether a small word belongs to a name: "Ursula von der Leyen", "Deniz al Hakim", "Kongress- und"."""
    if at == start or at + 1 >= limit:
        return False
    low, following = row[at].low, row[at + 1]
    if row[at - 1].capital and _foreign(row, at, start):
        return True
    if lex.has("words.in_names", low):
        return following.capital and row[at - 1].capital
    if low == "von" and row[at - 1].capital:
        return following.low == "der" and at + 2 < limit and row[at + 2].capital and _given(row, at - 1, start)
    if low == "der" and row[at - 1].low == "von":
        return following.capital and at - 1 > start
    return row[at].text == "-" and row[at].start == row[at - 1].end and following.low in {"und", "oder", "sowie", "bzw"}


def article_of_name(row: Sequence[Token], at: int, start: int, limit: int, lex: Words) -> bool:
    """Whether a capital article inside a phrase begins a name: "das Magazin Der Hafen"."""
    return (
        start < at < limit - 1 and row[at].capital and lex.has("words.determiner", row[at].low) and row[at + 1].capital
    )


def _given(row: Sequence[Token], at: int, start: int) -> bool:
    """Whether the word before "von der" looks like a first name: no noun of the phrase stands right before it."""
    return at == start or row[at - 1].capital


def is_name(token: Token) -> bool:
    """Whether a quotation is a title or a name: few words, the first with a capital, and no mark at the end."""
    inner = token.text[1:-1].split()
    return 0 < len(inner) < 8 and inner[0][:1].isupper() and token.text[-2:-1].isalnum()  # noqa: PLR2004  a title's words


#: Letters of an agency's name in small letters, at most.
_SMALL: Final = 6
_TAIL: Final = frozenset(("de", "du", "del", "des", "d’"))
#: Small words of names in other languages.
OF_NAMES: Final = frozenset(("de", "di", "da", "del", "do", "dell"))
