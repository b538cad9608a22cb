"""Why a source has no name, told behind it: "who asked not to be named", "qui a requis l’anonymat", "que prefiere no dar su nombre", "die anonym bleiben will"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from sayso.language.tokens import Token

from .sayings import Saying
from .words import Words
from .words import words as words_of

#: Words between a source and the clause that tells why it has no name, at most, and of that clause.
_NEAR: Final = 5
_CLAUSE: Final = 22


def nameless(found: Sequence[Saying], lex: Words) -> list[Saying]:
    """The sayings of a block, each source with the clause that tells why it has no name; without what that clause seems to say."""
    out: list[Saying] = []
    clauses = {id(saying): place for saying in found if (place := _told(saying, lex)) is not None}
    for saying in found:
        if any(_lies_in(saying, place) for place in clauses.values()):
            continue
        place = clauses.get(id(saying))
        out.append(saying if place is None else _with_clause(saying, place))
    return out


def _lies_in(saying: Saying, place: tuple[int, int]) -> bool:
    """Whether a cue stands in the clause, and so tells only that somebody has no name."""
    return bool(saying.cue) and place[0] < saying.cue[0][0] and saying.cue[-1][1] <= place[1]


def _with_clause(saying: Saying, place: tuple[int, int]) -> Saying:
    source = (*saying.source[:-1], (saying.source[-1][0], place[1]))
    content = tuple(part for part in saying.content if not (place[0] <= part[0] and part[1] <= place[1]))
    return replace(saying, source=source, content=content) if content else saying


def _told(saying: Saying, lex: Words) -> tuple[int, int] | None:
    """Where the clause stands behind a source, from the source's end on; None without one, or where the source has it."""
    row = saying.unit.items
    if len(saying.source) != 1 or saying.antecedent or saying.inside is not None or not saying.words:
        return None
    if not any(_hides(low, lex.language) for low in {token.low for token in row}):
        return None
    end = saying.source[0][1]
    at = next((index for index, token in enumerate(row) if token.start >= end), len(row))
    opens = next(_openings(row, at, saying, lex), None)
    if opens is None:
        return None
    comma = row[opens - 1].text == ","
    stop = _stop(row, opens, saying, comma=comma)
    words = row[opens:stop]
    if not words or not (any(_says_so(token, lex) for token in words) or _keeps_back(words, lex)):
        return None
    return end, words[-1].end


@lru_cache(maxsize=50_000)
def _hides(low: str, language: str) -> bool:
    sets = words_of(language).sets
    return low in sets["nameless.names"] or low.startswith(tuple(sets["nameless.always"]))


def _says_so(token: Token, lex: Words) -> bool:
    return token.low.startswith(tuple(lex.sets["nameless.always"]))


def _keeps_back(words: Sequence[Token], lex: Words) -> bool:
    return all(any(lex.has(f"nameless.{name}", token.low) for token in words) for name in ("names", "kept"))


def _openings(row: Sequence[Token], at: int, saying: Saying, lex: Words) -> Iterator[int]:
    """Where such a clause may begin: right behind the source or its comma, past a few words that belong to the source."""
    cue = saying.cue[0][0] if saying.cue else -1
    for index in range(at, min(len(row) - 1, at + _NEAR)):
        token = row[index]
        if token.start == cue:
            return
        if lex.has("nameless.opens", token.low) and (index > at or saying.source[0][1] <= token.start):
            yield index
        if token.kind not in {"word", "clitic"} and not (token.text == "," and index == at):
            return


def _stop(row: Sequence[Token], at: int, saying: Saying, *, comma: bool) -> int:
    """Where the clause ends: at its closing comma, at the sentence's end, or before the cue of whoever it tells of."""
    cue = saying.cue[0][0] if saying.cue and saying.cue[0][0] > row[at].start else -1
    for index in range(at, min(len(row), at + _CLAUSE)):
        token = row[index]
        ends = token.kind == "quote" or token.text in {".", ";", ":", "—", "–", "!", "?"}
        if token.start == cue or ends or (token.text == "," and (comma or cue < 0)):
            return index
    return at
