"""German hearsay: "angeblich", "soll ... genommen haben"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import Clause


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
    if last <= clause.start + 1 or row[last].low not in {"haben", "sein"}:
        return None
    before = row[last - 1].low
    past = before.endswith(("t", "en")) if row[last].low == "haben" else lex.has("reported.moved", before)
    if not past or row[last - 1].capital or lex.has("words.determiner", before):
        return None
    content = filled((clause.start, at), (at + 1, clause.end))
    return Hit(
        (at, at + 1),
        None,
        "whole",
        "hearsay",
        "“sollen” with what has been done reports hearsay and names nobody",
        content=content,
    )


def filled(*places: Range) -> tuple[Range, ...]:
    """Those of some ranges that hold anything."""
    return tuple(place for place in places if place[1] > place[0])
