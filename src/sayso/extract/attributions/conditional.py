"""The conditional of hearsay in Spanish and French: "habría huido", "aurait fui"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sayso.language.tokens import Token

from .far import past_openings
from .hits import Hit
from .nouns import is_adverb
from .words import Words


def conditional(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """The conditional of hearsay: "habría huido", "aurait fui", "serait parti".

    It is certain where a plain sentence tells what somebody has done, else a suggestion, since it may only suppose.
    """
    if not lex.has("phrases.conditional", row[at].low) or _supposes(row):
        return None
    end = at + 1
    while end < len(row) and is_adverb(row[end], lex):
        end += 1
    if end >= len(row) or not row[end].low.endswith(_PARTICIPLES[lex.language]) or row[end].kind != "word":
        return None
    rule = f"“{row[at].text}” may tell hearsay and names nobody"
    return Hit((at, at + 1), None, "whole", "hearsay", rule, suggested=not _plainly_told(row, at, end, lex))


def _plainly_told(row: Sequence[Token], at: int, end: int, lex: Words) -> bool:
    """Whether a sentence has its subject, one verb and no clause of another before the conditional, and judges nothing."""
    subject = row[past_openings(row, 0, at, lex) : at]
    if (not subject and at) or lex.has("words.supposing", row[end].low) or any(token.kind == "quote" for token in row):
        return False
    if not at and end + 1 < len(row) and not lex.has("words.inside", row[end + 1].low):
        return False
    plain = not any(
        token.low in {"que", "qu’", "qui", "pero", "mais", "c’", "ce", "cela", "eso", "esto"} for token in row[:at]
    )
    return plain and not any(
        token.low in lex.forms and not token.capital and not lex.has("ambiguous.forms", token.low) for token in subject
    )


def _supposes(row: Sequence[Token]) -> bool:
    """Whether a sentence has a condition: "si hubiera llovido", "s’il pleuvait"."""
    elided = any(one.low == "s’" and two.low in {"il", "ils"} for one, two in pairwise(row))
    return elided or any(token.low == "si" for token in row)


_PARTICIPLES: Final = {
    "es": ("ado", "ido", "to", "cho", "sto"),
    "fr": ("é", "i", "u", "is", "it", "ée", "és", "ées", "us", "ue", "ert"),
}
