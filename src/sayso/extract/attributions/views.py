"""Cues that say whose view it is: "in the minister's view", "en su opinión", "à ses yeux"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .hits import Hit
from .words import Words

#: What stands before a noun for a view: "in her view", "a su juicio", and what leads in "de source".
VIEWS: Final = frozenset(("in", "by", "en", "a", "à", "de", "según", "selon"))
#: The author's own possessives.
_AUTHORS: Final = frozenset(("mon", "ma", "mes", "notre", "nos", "mi", "mis", "nuestro", "nuestra", "nuestros", "nuestras"))  # fmt: skip


def view(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "In the minister's view", "in her words"."""
    if lex.language in {"es", "fr"}:
        return _own_view(row, at, lex)
    if row[at].low not in {"in", "by"}:
        return None
    for end in range(at + 2, min(at + 10, len(row))):
        if row[end].kind == "mark":
            return None
        if lex.has("phrases.view", row[end].low):
            owner = (at + 1, end)
            ends = row[end - 1].low in {"’s", "’"} or lex.has("words.possessive", row[end - 1].low)
            source = (owner[0], end - 1 if row[end - 1].low == "’s" and end - 1 > owner[0] else end)
            cue = Hit((at, at + 1), source, "whole", "according", "owns the view", particle=(end, end + 1))
            return cue if ends else None
    return None


def _own_view(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "en su opinión", "a su juicio", "à ses yeux", "selon ses mots": whose view it is."""
    if at + 2 >= len(row) or row[at].low not in {"en", "a", "à", "de", "según", "selon"}:
        return None
    if (
        row[at + 1].low in _AUTHORS
        or not lex.has("words.possessive", row[at + 1].low)
        or not lex.has("phrases.view", row[at + 2].low)
    ):
        return None
    return Hit((at, at + 1), (at + 1, at + 2), "whole", "according", "owns the view", particle=(at + 2, at + 3))
