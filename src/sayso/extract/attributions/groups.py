"""A cue verb with its auxiliaries and adverbs: "has also said", "have been warning"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.language.tokens import Token

from .nouns import is_adverb
from .words import Form, Words


@dataclass(frozen=True, slots=True)
class Group:
    """A cue verb with its auxiliaries and adverbs: `row[start:end]`; `particles` end it."""

    start: int
    head: int
    end: int
    form: Form
    passive: bool
    finite: bool


def group_at(row: Sequence[Token], at: int, form: Form, lex: Words) -> Group | None:
    """The verb group around a form; None where its particles are missing or its tense does not fit."""
    end = at + 1 + len(form.particles)
    if form.particles and tuple([token.low for token in row[at + 1 : end]]) != form.particles:
        return None
    start = at
    while start > 0 and _helps(row, start - 1, lex):
        start -= 1
    while start < at and not lex.has("words.auxiliary", row[start].low) and row[start].capital:
        start += 1
    helpers = [token.low for token in row[start:at]]
    be = any(lex.has("words.be", low) or low == "’s" for low in helpers)
    have = any(lex.has("words.have", low) or low == "’s" for low in helpers)
    modal = any(lex.has("words.modal", low) for low in helpers)
    if form.tense == "ing":
        return Group(start, at, end, form, passive=False, finite=be)
    if form.tense == "participle":
        reflexive = bool(helpers) and helpers[0] in {"s’", "se"}
        return Group(start, at, end, form, passive=be and not reflexive, finite=True) if be or have else None
    if form.tense in {"past", "s"}:
        return None if be or have or modal else Group(start, at, end, form, passive=False, finite=True)
    if start > 1 and row[start - 1].low == "to" and row[start - 2].low == "used":
        return Group(start - 2, at, end, form, passive=False, finite=True)
    if be or have or (start > 0 and row[start - 1].low == "to"):
        return None
    return Group(start, at, end, form, passive=False, finite=True)


def _helps(row: Sequence[Token], at: int, lex: Words) -> bool:
    token = row[at]
    if token.kind not in {"word", "clitic"} or (token.capital and at):
        return False
    if token.low == "’s":
        return at > 0 and lex.has("words.pronoun", row[at - 1].low)
    return lex.has("words.auxiliary", token.low) or is_adverb(token, lex)
