"""English noun phrases that name somebody or something that may speak later: "the mayor of Brackwater", "a sheet of paper"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.language.tokens import Token

from .closing import closes
from .kinds import kind_of
from .memory import Role
from .nouns import Range
from .words import Words

#: Words between an article and its noun, at most.
_BETWEEN: Final = 4
#: Words of a name.
_NAME: Final = 4
#: Words that a name beside a noun has, and its comma.
_LEAST: Final = 2
_TIES: Final = frozenset(("of", "for", "at", "from", "in", "on", "by"))


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """The words `row[start:end]`, their noun at `head`, and what they are in their sentence."""

    start: int
    head: int
    end: int
    role: Role


def noun_phrases(row: Sequence[Token], lex: Words) -> Iterator[NounPhrase]:
    """The noun phrases of a unit whose noun may speak, from left to right."""
    for at, token in enumerate(row):
        if token.kind != "word" or (token.capital and at) or not _may_speak(row, at, lex):
            continue
        start = _start(row, at, lex)
        if start is not None and not _describes(row, start):
            yield NounPhrase(start, at, _end(row, at, lex), role_of(row, start, at + 1, lex))


def _may_speak(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a word is a noun for somebody or something that speaks, and no part of a longer noun."""
    low = row[at].low
    if kind_of(row[at], lex) is None or lex.has("words.pronoun", low) or lex.has("words.quantifier", low):
        return False
    following = row[at + 1] if at + 1 < len(row) else None
    joined = following is not None and following.kind == "word" and not following.capital
    return not (joined and following is not None and kind_of(following, lex) is not None and not closes(following, lex))


def _start(row: Sequence[Token], head: int, lex: Words) -> int | None:
    """Where the phrase begins: at its article or owner; a plural needs none. None for a bare singular."""
    for at in range(head - 1, max(-1, head - _BETWEEN - 1), -1):
        token = row[at]
        if token.low in {"’s", "’"}:
            return _owner(row, at)
        if lex.has("words.determiner", token.low) and (token.low != "that" or not at):
            return at
        if token.kind == "number":
            return at
        if closes(token, lex) or lex.has("words.inside", token.low) or token.kind != "word" or token.low in lex.forms:
            break
        if at < head - 1 and kind_of(token, lex) is not None:
            break
    several = lex.has("sources.group", row[head].low) or row[head].low.endswith("s")
    return head if several and row[head].low not in lex.forms else None


def _owner(row: Sequence[Token], at: int) -> int:
    """Where the owner's name or noun begins that ends before the apostrophe: "Lorland’s central bank"."""
    start = at - 1
    while start > 0 and row[start].capital and row[start - 1].capital and row[start - 1].kind == "word":
        start -= 1
    if start > 0 and not row[start].capital and row[start - 1].kind == "word":
        start -= 1
    return max(0, start)


def _end(row: Sequence[Token], head: int, lex: Words) -> int:
    """Where the phrase ends: with a name set beside its noun, or with what "of", "for", "at" tie to it."""
    end = _named_end(row, head + 1, lex)
    if end > head + 1 or end >= len(row):
        return end
    if row[end].low not in _TIES or (end + 1 < len(row) and lex.has("words.time", row[end + 1].low)):
        return end
    at = end + 1
    while at < len(row) and at < end + _BETWEEN and (lex.has("words.determiner", row[at].low) or _small(row[at], lex)):
        at += 1
    name = _named_end(row, at, lex)
    if name > at:
        return name
    return at if at > end + 1 and not lex.has("words.determiner", row[at - 1].low) and at < end + _BETWEEN else end


def _small(token: Token, lex: Words) -> bool:
    return (
        token.kind == "word" and not token.capital and not closes(token, lex) and not lex.has("words.inside", token.low)
    )


def name_end(row: Sequence[Token], at: int) -> int:
    """Where a run of capitalised words that begins at `at` ends; `at` where none does."""
    end = at
    while end < len(row) and row[end].kind == "word" and row[end].capital and end - at < _NAME:
        end += 1
    return end


def _named_end(row: Sequence[Token], at: int, lex: Words) -> int:
    """The same, but for the name of a day or month."""
    return at if at < len(row) and lex.has("words.time", row[at].low) else name_end(row, at)


def _describes(row: Sequence[Token], start: int) -> bool:
    """Whether a phrase tells more of a name before it: "Aas, an entomologist"."""
    before = row[start - 2] if start > 1 and row[start - 1].text == "," else None
    return before is not None and (before.capital or (before.kind == "quote" and before.text[1:2].isupper()))


def role_of(row: Sequence[Token], start: int, end: int, lex: Words) -> Role:
    """What a phrase is in its sentence, as far as the words around it tell."""
    if end < len(row) and row[end].low in {"’s", "’"}:
        return "owner"
    if start == 0:
        return "subject"
    before = row[start - 1]
    if before.kind in {"mark", "quote"} or any(
        lex.has(f"words.{name}", before.low) for name in ("joint", "that", "connective")
    ):
        return "subject"
    new = lex.has("words.introduces", row[start].low) and not lex.has("words.possessive", row[start].low)
    return "nested" if lex.has("words.inside", before.low) and not new else "object"


def beside(row: Sequence[Token], end: int) -> Range | None:
    """The name that stands behind a comma after a noun: "its leader, Ruth Casimir"; None where none does."""
    if end >= len(row) or row[end].text != ",":
        return None
    stop = name_end(row, end + 1)
    return (end + 1, stop) if stop > end + _LEAST else None
