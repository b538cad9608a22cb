"""German passives that tell whom a text quotes: "Zitiert wird eine Nachbarin, die sagt, P", "Zitiert wird X mit den Worten, P"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.extract.attributions.hits import Hit
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .clauses import Clause, lead
from .subjects import behind

_PASSIVE: Final = frozenset(("wird", "werden", "wurde", "wurden"))
_RULE: Final = "is quoted by what was told of before"


def quoted_first(row: Sequence[Token], parts: Sequence[Clause], found: Sequence[Hit], lex: Words) -> list[Hit]:
    """The hits of a unit; where it begins with "Zitiert wird", who is quoted with his words is what the text quotes."""
    clause = parts[0]
    at = lead(row, clause.start, clause.end)
    if at + 2 >= clause.end or not lex.has("phrases.quoted", row[at].low) or row[at + 1].low not in _PASSIVE:
        return list(found)
    whom = behind(row, at + 2, clause.end, lex)
    found = [hit for hit in found if hit.source != (at, at + 1)]
    if whom is None:
        return found
    if not (_worded(row, whom[1], clause.end, lex) or any(_told_by(hit, parts) for hit in found)):
        return found
    outer = Hit((at, at + 2), None, "after", "object", _RULE, content=((whom[0], parts[-1].end),), dropped=True)
    return [outer, *found]


def _worded(row: Sequence[Token], start: int, end: int, lex: Words) -> bool:
    """Whether a clause ends with "mit den Worten"."""
    lows = tuple(token.low for token in row[start:end])
    return bool(lows) and lows in lex.phrases["as_saying"].get(lows[0], ())


def _told_by(hit: Hit, parts: Sequence[Clause]) -> bool:
    """Whether what somebody says is told in the relative clause behind whoever is quoted."""
    clause = parts[1] if len(parts) > 1 else parts[0]
    within = hit.source is not None and clause.start <= hit.source[0] < clause.end
    return clause.kind == "relative" and within and clause.start <= hit.cue[0] < clause.end
