"""English: on what terms somebody speaks, which is no part of what is said: "on condition of anonymity", "on the record"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .words import Words

#: Words behind which "that" begins the terms themselves: "on condition that they not be named".
GROUNDS: Final = frozenset(("condition", "conditions", "understanding", "proviso", "grounds"))
#: Words of "because they were not allowed to speak", at most.
_LONGEST: Final = 24
_REASONS: Final = frozenset(("because", "since", "citing", "fearing", "saying"))
_WHY: Final = frozenset(("because", "since", "as", "for", "to", "due", "so", "out", "given"))


def terms_end(row: Sequence[Token], at: int, lex: Words) -> int:
    """Past the terms that begin at a place, with why they were asked for; the place itself where none begin."""
    end = next((at + len(words) for words in _phrases(row, at, lex) if _stands(row, at, words)), at)
    if end == at or end >= len(row):
        return end
    if row[end].low == "and" and any(_stands(row, end + 1, words) for words in _phrases(row, end + 1, lex)):
        return terms_end(row, end + 1, lex)
    if row[end].low == "that" and row[end - 1].low in GROUNDS:
        end = _clause_end(row, end + 1)
    if end + 1 < len(row) and row[end].text == "," and row[end + 1].low in _REASONS:
        return _clause_end(row, end + 1)
    if end >= len(row):
        return end
    return _clause_end(row, end) if row[end].low in _WHY else end


def _phrases(row: Sequence[Token], at: int, lex: Words) -> tuple[tuple[str, ...], ...]:
    return lex.phrases.get("terms", {}).get(row[at].low, ()) if at < len(row) else ()


def _stands(row: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    return tuple(token.low for token in row[at : at + len(words)]) == words


def _clause_end(row: Sequence[Token], at: int) -> int:
    """Where the next mark, or "that" with what is said behind it, stands."""
    last = min(len(row), at + _LONGEST)
    return next((end for end in range(at, last) if row[end].kind in {"mark", "quote"} or row[end].low == "that"), last)
