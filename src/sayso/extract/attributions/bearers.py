"""English documents right before what they say: "a letter demanding his resignation"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.language.tokens import Token

from .groups import Group
from .kinds import kind_of
from .nouns import Range, phrase_before
from .words import Words


def document_before(row: Sequence[Token], group: Group, lex: Words) -> Range | None:
    """An English document right before what it says: "a letter demanding his resignation", "an email warning that"."""
    if lex.language != "en" or group.form.tense != "ing" or not group.start or group.start != group.head:
        return None
    found = phrase_before(row, group.start, lex)
    return found if found is not None and kind_of(row[found[1] - 1], lex) == "document" else None
