"""Whether a German clause is in the subjunctive of reported speech."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import Clause, lead
from .phrases import phrase
from .small import closed

#: Words of a clause's first phrase, its verb counted, at most.
_OPENING_WORDS: Final = 7
#: With what a subject begins behind which "-e" ends a subjunctive: neither "ich" nor several.
_THIRD: Final = frozenset(("er", "sie", "es", "man", "dies", "das"))
_SINGULAR: Final = _THIRD | frozenset(
    (
        "der",
        "die",
        "ein",
        "eine",
        "sein",
        "seine",
        "ihr",
        "ihre",
        "dieser",
        "diese",
        "dieses",
        "kein",
        "keine",
        "jeder",
        "jede",
        "jedes",
    )
)


def subjunctive(row: Sequence[Token], clause: Clause, lex: Words) -> bool:
    """Whether a clause is in the subjunctive of reported speech."""
    known = any(
        lex.has("reported.forms", token.low) and not (token.capital and at > clause.start)
        for at, token in enumerate(row[clause.start : clause.end], clause.start)
    )
    return known or (clause.kind == "main" and subjunctive_second(row, clause, lex))


def subjunctive_second(row: Sequence[Token], clause: Clause, lex: Words) -> bool:
    """Whether the word behind a clause's first phrase can only be a verb in the subjunctive: "Die Trasse zerschneide ein Gebiet"."""
    for at in range(clause.start + 1, min(clause.end, clause.start + _OPENING_WORDS)):
        token, before = row[at], row[at - 1]
        if token.capital or token.kind != "word" or not token.low.endswith("e") or token.low.endswith(("te", "de")):
            continue
        if not (before.capital or before.low in _THIRD) or closed(token, lex) or lex.has("words.adverb", token.low):
            continue
        start = lead(row, clause.start, clause.end)
        return row[start].low in _SINGULAR and phrase(row, start, clause.end, lex) == at
    return False
