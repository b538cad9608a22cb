"""German words of closed classes: articles, prepositions, conjunctions, and small words that point to a thing."""

from __future__ import annotations

from functools import cache
from typing import Final

from sayso.extract.attributions.words import Words, words
from sayso.language.tokens import Token

#: Small words that point to a thing: "Darunter hat jemand geschrieben".
_THERE: Final = frozenset(
    ("darunter", "darüber", "daneben", "dahinter", "davor", "danach", "dazwischen", "darin", "daran", "darauf", "daraus", "dabei", "dafür", "dagegen", "damit", "dazu", "hierzu", "hierbei", "dort", "hier", "drinnen", "draußen")
)  # fmt: skip


def closed(token: Token, lex: Words) -> bool:
    """Whether a word is of a closed class, in whatever case: "Der", "Nach", "Wie"."""
    return token.low in _closed_words(lex.language)


@cache
def _closed_words(language: str) -> frozenset[str]:
    lists = ("determiner", "inside", "boundary", "auxiliary", "adverb", "relative", "connective")
    return _THERE.union(*(words(language).sets.get(f"words.{name}", ()) for name in lists))
