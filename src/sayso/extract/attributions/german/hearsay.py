"""German hearsay: "angeblich", "soll ... genommen haben", "Ein Gutachten soll Mängel belegen"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.sources import nature
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import Clause

#: What a document is said to do that nobody has seen.
_SHOWING: Final = frozenset(
    ("kommen", "zeigen", "belegen", "ergeben", "nahelegen", "enthalten", "beweisen", "bestätigen", "besagen", "ausweisen", "nennen", "beschreiben")
)  # fmt: skip


def filled(*places: Range) -> tuple[Range, ...]:
    """Those of some ranges that hold anything."""
    return tuple(place for place in places if place[1] > place[0])


def hearsay(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "Angeblich ist der Hof verkauft"."""
    if not lex.has("phrases.hearsay", row[at].low) or lex.has("words.determiner", row[at - 1].low if at else ""):
        return None
    clause = parts[number]
    content = filled((clause.start, at), (at + 1, clause.end))
    return Hit((at, at + 1), None, "whole", "hearsay", f"“{row[at].text}” names nobody", content=content)


def should(row: Sequence[Token], parts: Sequence[Clause], number: int, at: int, lex: Words) -> Hit | None:
    """As in "Er soll Geld genommen haben": hearsay by its form; "Er soll kommen" is none."""
    clause = parts[number]
    if row[at].low not in {"soll", "sollen", "solle"} or clause.kind not in {"main", "sub", "relative"}:
        return None
    last = at - 1 if clause.kind != "main" else clause.end - 1
    if last <= clause.start + 1:
        return None
    shown = at > clause.start and row[last].low in _SHOWING
    if shown and nature(row[clause.start : at], lex).kind == "document":
        return _heard(clause, at)
    if row[last].low not in {"haben", "sein"}:
        return None
    before = row[last - 1].low
    past = before.endswith(("t", "en")) if row[last].low == "haben" else lex.has("reported.moved", before)
    if not past or row[last - 1].capital or lex.has("words.determiner", before):
        return None
    return _heard(clause, at)


def _heard(clause: Clause, at: int) -> Hit:
    content = filled((clause.start, at), (at + 1, clause.end))
    rule = "“sollen” with what has been done reports hearsay and names nobody"
    return Hit((at, at + 1), None, "whole", "hearsay", rule, content=content)
