"""German cues with "es": "heißt es in dem Bericht", "so steht es in dem Brief", "in dem Vertrag steht"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import Clause, lead
from .content import before_cue
from .phrases import phrase
from .subjects import described
from .subjunctive import subjunctive


def it_says(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "..., heißt es in dem Bericht", "Im Bericht heißt es, P", "wie es in dem Papier heißt", "Es heißt, P"."""
    if not lex.has("phrases.it_says", row[at].low):
        return None
    clause = parts[number]
    start = lead(row, clause.start, clause.end)
    if row[at].low in _STANDS and (told := _inserted(row, parts, number, at, lex)) is not None:
        return told
    if (
        at == start + 1
        and row[start].low in _POINTING
        and (row[at].low in _STANDS or (at + 1 < clause.end and row[at + 1].low == "es"))
    ):
        return _so_it_says(row, parts, number, at, lex)
    return _it_says_open(row, parts, number, at, lex)


def _it_says_open(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "..., heißt es in dem Bericht", "Im Bericht heißt es, P"."""
    clause = parts[number]
    rule = "is given with “heißt es”"
    start = lead(row, clause.start, clause.end)
    if clause.kind in {"sub", "relative"}:
        return _it_says_last(row, parts, number, at, lex)
    if row[at].low in _STANDS:
        return _stands(row, parts, number, at, lex)
    follows = at + 1 < clause.end and row[at + 1].low == "es"
    if follows:
        cue, after = (at, at + 2), at + 2
    elif at == start + 1 and row[start].low == "es":
        cue, after = (start, at + 1), at + 1
    else:
        return None
    source = _in_what(row, after, clause.end, lex) or (_in_what(row, start, at, lex) if at > start else None)
    last = number
    if source is not None and source[0] > at and number + 1 < len(parts) and parts[number + 1].kind == "relative":
        source, last = described(row, parts, source, number, lex)
    so = at == start + 1 and row[start].low == "so"
    opens = (at == start or so) and number > 0 and clause.mark in {",", "–", "—"}
    left = (
        before_cue(parts, number, 0)
        if opens
        else (clause.start, at)
        if at > start and row[at - 1].kind == "quote"
        else None
    )
    right = (
        (parts[last + 1].start, parts[-1].end) if last + 1 < len(parts) and parts[last + 1].mark in {",", ":"} else None
    )
    content = tuple(place for place in (left, right) if place is not None)
    dropped = source is None and any(token.low in _THERE for token in row[start : clause.end])
    while cue[1] < clause.end and row[cue[1]].low in _THERE and cue[0] >= start:
        cue = (cue[0], cue[1] + 1)
    return Hit(cue, source, "around", "say", rule, content=content, dropped=dropped) if content else None


#: Words that point to where it is said, or go on from it.
_THERE: Final = frozenset(("darin", "dort", "darauf", "weiter", "außerdem", "zudem", "ferner", "da"))


_POINTING: Final = frozenset(("so", "das", "dies"))


def _so_it_says(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "P – so steht es in dem Bericht", "So heißt es in dem Papier", "Das steht in einem Brief"."""
    clause = parts[number]
    after = at + 1 + (at + 1 < clause.end and row[at + 1].low == "es")
    while after < clause.end and lex.has("words.adverb", row[after].low):
        after += 1
    source = _in_what(row, after, clause.end, lex)
    following = parts[number + 1] if number + 1 < len(parts) else None
    if source is None or (following is not None and following.kind != "relative"):
        return _it_says_open(row, parts, number, at, lex)
    rule = "is given with “steht”"
    left = before_cue(parts, number, 0)
    if left is None:
        return Hit((at, after), source, "before", "say", rule, content=(), anaphor=True)
    return Hit((at - 1, after), source, "before", "say", rule, content=(left,))


_STANDS: Final = frozenset(("steht", "stand", "stehe"))


def _stands(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "In dem Bericht steht, dass P", "Darauf steht: „P“"."""
    clause = parts[number]
    following = parts[number + 1] if number + 1 < len(parts) else None
    told = following is not None and (
        following.mark == ":" or row[following.start].low in {"dass", "daß"} or subjunctive(row, following, lex)
    )
    if following is None or not told:
        return None
    start = lead(row, clause.start, clause.end)
    source = _in_what(row, start, at, lex)
    pointing = at == start + 1 and row[start].low in {"darin", "darauf", "dort", "da"}
    if source is None and not pointing:
        return None
    rule = "is given with “steht”" if source else "the cue points back and names nobody"
    content = ((following.start, parts[-1].end),)
    return Hit((at, at + 1), source, "after", "say", rule, content=content, dropped=source is None)


def _inserted(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "Der Bau, steht da, sei genehmigt", "P, so steht es dort, Q": the cue is put into the subjunctive of what it says."""
    clause = parts[number]
    there = [token.low for token in row[at + 1 : clause.end] if token.low != "es"]
    if not number or clause.mark != "," or number + 1 >= len(parts) or not there or not set(there) <= _THERE:
        return None
    following = parts[number + 1]
    if following.mark != "," or not lex.has("reported.forms", row[following.start].low):
        return None
    content = (parts[0].start, parts[number - 1].end), (following.start, parts[-1].end)
    rule = "the cue points back and names nobody"
    return Hit((at, clause.end), None, "around", "say", rule, content=content, dropped=True)


def _it_says_last(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    clause = parts[number]
    if at != clause.end - 1 or "es" not in {token.low for token in row[clause.start : at]}:
        return None
    source = next((place for index in range(clause.start, at) if (place := _in_what(row, index, at, lex))), None)
    if row[clause.start].low == "wie":
        left = before_cue(parts, number, 0)
        right = (parts[number + 1].start, parts[-1].end) if number + 1 < len(parts) else None
        content = tuple(place for place in (left, right) if place is not None)
    else:
        content = ((parts[number + 1].start, parts[-1].end),) if number + 1 < len(parts) else ()
    return Hit((at, at + 1), source, "around", "say", "is given with “heißt es”", content=content) if content else None


_IN: Final = frozenset(("in", "im", "aus", "bei", "beim", "seitens", "von", "vonseiten", "auf"))


def _in_what(row: Sequence[Token], at: int, limit: int, lex: Words) -> Range | None:
    """A source after "in", "aus", "bei", "von"."""
    asked = at + 1 < limit and row[at].low == "auf" and row[at + 1].low.endswith(("frage", "bitte", "bitten"))
    if at < limit and row[at].low in _IN and not asked:
        end = phrase(row, at + 1, limit, lex)
        if end is not None and not lex.has("words.time", row[at + 1].low):
            return at + 1, end
    return None
