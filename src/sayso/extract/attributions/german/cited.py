"""A German source whom another cites in a relative clause: "eine Umfrage, aus der die Post zitiert"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.extract.attributions.nouns import Range
from sayso.extract.attributions.words import Words
from sayso.language.tokens import Token

from .subjects import behind

#: Words of such a clause, at most.
_LONGEST: Final = 14
#: Words of "auf Kreise beruft", at least.
_SHORTEST: Final = 3
_PRONOUNS: Final = frozenset(
    ("der", "die", "das", "den", "dem", "denen", "welche", "welcher", "welches", "welchen", "welchem")
)


def cited_in_clause(row: Sequence[Token], end: int, lex: Words) -> tuple[Range, Range] | None:
    """Who cites what ends at `end`, and the verb with which: the clause behind its comma begins with "aus der", "auf die sich", "den"."""
    if end + 1 >= len(row) or row[end].text != ",":
        return None
    start = end + 1
    stop = next((at for at in range(start, min(len(row), start + _LONGEST)) if row[at].kind == "mark"), len(row))
    last = stop - 1
    tied = lex.has("words.inside", row[start].low)
    at = start + tied
    if last <= at + 1 or row[at].low not in _PRONOUNS or not lex.has("phrases.cites_last", row[last].low):
        return None
    if not tied and not lex.has("phrases.cites", row[last].low):
        return None
    source = behind(row, at + 1, last, lex)
    return (source, (last, last + 1)) if source is not None else None


def relies_on(row: Sequence[Token], start: int, lex: Words) -> tuple[int, Range, int] | None:
    """Where behind an offset a clause tells on whom somebody relies: its comma, whom, and its verb: ", die sich auf Kreise beruft"."""
    for at in range(1, len(row) - 4):
        lows = [token.low for token in row[at + 1 : at + 4]]
        if row[at].start < start or row[at].text != "," or lows[0] not in _PRONOUNS:
            continue
        if lows[1] != "sich":
            found = _quotes_from(row, at)
            if found is not None:
                return found
            continue
        tie = at + 3 + (lows[2] == "dabei")
        stop = next((end for end in range(tie, min(len(row), at + _LONGEST)) if row[end].kind == "mark"), len(row))
        if row[tie].low != "auf" or stop - tie < _SHORTEST or not lex.has("phrases.cites_last", row[stop - 1].low):
            return None
        return at, (tie + 1, stop - 1), stop - 1
    return None


def _quotes_from(row: Sequence[Token], comma: int) -> tuple[int, Range, int] | None:
    """The same of ", das aus einem Vermerk zitiert", ", die auf Kreise verweist"."""
    stop = next((end for end in range(comma + 1, min(len(row), comma + _LONGEST)) if row[end].kind == "mark"), len(row))
    tied = row[comma + 2].low in {"aus", "auf"} and stop - comma > _SHORTEST + 1
    return (comma, (comma + 3, stop - 1), stop - 1) if tied and row[stop - 1].low in _CITES_LAST else None


#: Verbs that end such a clause.
_CITES_LAST: Final = frozenset(("zitiert", "zitierte", "zitieren", "verweist", "verwies", "verweisen"))
