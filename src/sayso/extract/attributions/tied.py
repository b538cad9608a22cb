"""What stands around "according to" and its like: a clause that it opens, a second source, a sentence that tells nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .hits import Hit
from .nouns import phrase_after
from .sources import nature
from .words import Words


def phrase_at(row: Sequence[Token], at: int, phrases: dict[str, tuple[tuple[str, ...], ...]]) -> int | None:
    """The end of the phrase that starts at `at`, or None."""
    for parts in phrases.get(row[at].low, ()):
        lows = tuple(token.low for token in row[at : at + len(parts)])
        if lows == parts or (lows[:-1] == parts[:-1] and parts[-1] == "de" and lows[-1] in _OF):
            return at + len(parts)
    return None


#: "de" with the article in one word: "en opinión del alcalde", "de l’avis des élus".
_OF: Final = frozenset(("del", "du", "des", "d’"))


def in_relative(row: Sequence[Token], at: int, end: int, lex: Words) -> Hit | None:
    """As in ", que según su web agrupa a mil hogares,": what is said is the rest of the clause, whose verb the source must not swallow."""
    if lex.language not in {"es", "fr"} or at < 2 or row[at - 1].low not in {"que", "qui"} or row[at - 2].text != ",":  # noqa: PLR2004  a comma and "que"
        return None
    stop = next((index for index in range(end, len(row)) if row[index].kind in {"mark", "quote"}), len(row))
    found = phrase_after(row, end, lex)
    if found is None:
        return None
    name = max((index for index in range(*found) if row[index].capital), default=None)
    cut = (_past_articles(row, found[0], lex) if name is None else name) + 1
    while cut < found[1] and row[cut].low in {*_OF, "de"}:
        cut = _past_articles(row, cut + 1, lex) + 1
    source = (found[0], cut)
    fits = cut < stop and row[cut].kind == "word" and nature(row[slice(*source)], lex).kind != "unknown"
    phrase = " ".join(token.text for token in row[at:end])
    return Hit((at, end), source, "after", "according", f"follows “{phrase}”", content=((cut, stop),)) if fits else None


def _past_articles(row: Sequence[Token], at: int, lex: Words) -> int:
    """Past articles and possessives, to the noun."""
    return next((index for index in range(at, len(row)) if not lex.has("words.determiner", row[index].low)), at)


def second_source_end(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where a second source ends behind a first: "According to the Post, and to a clerk, P"; None without."""
    opens = [token.low for token in row[at : at + 3]] == [",", "and", "to"]
    if lex.language != "en" or not opens:
        return None
    return next((index for index in range(at + 3, len(row)) if row[index].kind in {"mark", "quote"}), None)


def backward(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "That is the conclusion of a study", "C’est ce qui ressort d’une étude": what it says is the sentence before."""
    end = phrase_at(row, at, lex.phrases["backward"]) if at == 0 else None
    source = phrase_after(row, end, lex, long=True) if end is not None else None
    if end is None or source is None or nature(row[slice(*source)], lex).kind == "unknown":
        return None
    shown = " ".join(token.text for token in row[:end])
    return Hit((0, end), source, "before", "say", f"follows “{shown}”", content=(), anaphor=True)
