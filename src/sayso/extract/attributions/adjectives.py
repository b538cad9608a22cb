"""Spanish and French adjectives that tell what somebody is convinced of, where the subject stands further off."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.language.tokens import Token

from .adjuncts import opens_content
from .far import subject_of
from .hits import Hit
from .words import Words


def convinced(row: Sequence[Token], known: Sequence[Hit], lex: Words) -> list[Hit]:
    """As in "dice P y está segura de que Q": an adjective whose subject stands further off."""
    found = []
    adjectives = lex.sets.get("adjective.forms", frozenset())
    for at, token in enumerate(row):
        if token.low not in adjectives:
            continue
        start = at
        while start and (lex.has("adjective.be", row[start - 1].low) or lex.has("words.auxiliary", row[start - 1].low)):
            start -= 1
        if start == at or any(hit.cue[0] < at + 1 and start < hit.cue[1] for hit in known):
            continue
        if not any(lex.has("words.be", item.low) or lex.has("adjective.be", item.low) for item in row[start:at]):
            continue
        subject = subject_of(row, start, known, lex) if opens_content(row, at + 1) else None
        if subject is not None and row[at + 1].text != ":" and row[at + 1].kind != "quote":
            found.append(
                Hit(
                    (start, at + 1),
                    subject.source,
                    "after",
                    "think",
                    subject.rule,
                    subject.shared,
                    dropped=subject.dropped,
                )
            )
    return found
