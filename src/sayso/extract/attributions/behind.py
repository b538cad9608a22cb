"""Spanish: a subject that ends its sentence, behind an infinitive: "Teme marcharse el 63 % de los inquilinos", "Quiere dimitir la alcaldesa"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .adjuncts import infinitive_at
from .nouns import Range, phrase_after
from .shares import is_share
from .sources import nature
from .words import Words

#: Words of such a subject, and of the infinitive with its object, at most.
_LONGEST: Final = 12


def closing_subject(row: Sequence[Token], at: int, lex: Words) -> Range | None:
    """Who does it, where an infinitive begins at a place; None where nobody plain ends the sentence.

    People stand without "a" only as subjects, and a share of people is no object behind one.
    """
    if lex.language != "es" or not infinitive_at(row, at, lex):
        return None
    end = next(
        (
            stop
            for stop in range(at, min(len(row), at + 2 * _LONGEST))
            if row[stop].kind == "mark" and row[stop].text != "%"
        ),
        len(row),
    )
    if end < len(row) and row[end].text not in {".", "!", "?"}:
        return None
    return next(((start, end) for start in range(at + 1, end - 1) if _begins(row, start, end, lex)), None)


def _begins(row: Sequence[Token], start: int, end: int, lex: Words) -> bool:
    before = row[start - 1].low
    if (
        not lex.has("words.the", row[start].low)
        or lex.has("words.inside", before)
        or lex.has("words.determiner", before)
    ):
        return False
    words = row[start:end]
    if is_share(words, lex):
        return True
    found = phrase_after(row, start, lex)
    person = found == (start, end) and nature(words, lex).kind in {"person", "group"}
    return person and infinitive_at(row, start - 1, lex)
