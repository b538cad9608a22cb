"""German objects with a clause of their own before the verb: "Den Vorwurf, P, hält sie für falsch", "Gerüchte, wonach P, ließ er dementieren"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import Clause
from .content import PREDICATIVE
from .fitting import complete, may_say
from .straight import made
from .verbs import Cue


def fronted(row: Sequence[Token], parts: Sequence[Clause], cue: Cue, source: Range, lex: Words) -> Hit | None:
    """What is judged where it stands before its verb; with what the verb says of it."""
    if cue.order != "first" or not cue.clause or source[0] < cue.finite or "object" not in cue.frames:
        return None
    first = _front(row, parts, cue.clause, lex)
    if first is None or not may_say(row, source, cue, lex):
        return None
    left = (parts[first].start, parts[cue.clause - 1].end)
    if not cue.lemmas & PREDICATIVE:
        return made(cue, source, (left,), "before", frame="object")
    rest = _judgement(row, cue)
    if rest is None or not complete(row, cue):
        return None
    return made(cue, source, (left, rest), "around", frame="object")


def _front(row: Sequence[Token], parts: Sequence[Clause], number: int, lex: Words) -> int | None:
    """The clause with which the object begins: a noun with a clause behind it, or a clause with "dass", "ob", "warum"."""
    first = number - 1
    while first > 0 and parts[first].mark == ",":
        first -= 1
    clause = parts[first]
    low = row[clause.start].low
    clausal = clause.kind == "sub" and lex.has("words.that", low) and low not in {"wie", "wo"}
    tied = lex.has("words.inside", low) or lex.has("words.time", low) or lex.has("words.pronoun", low)
    thing = clause.kind == "nominal" and first < number - 1 and not tied and row[clause.start].kind == "word"
    return first if clausal or thing else None


def _judgement(row: Sequence[Token], cue: Cue) -> Range | None:
    """What is judged of it behind the verb: "für falsch", "als Irrtum"; for other verbs the rest of the clause."""
    start, end = cue.inner
    at = next((at for at in range(start, end) if row[at].low in {"für", "als", "mit"}), None)
    return (at, end) if at is not None and at < end else None
