"""Clauses within others: which words of a row stand in one, and which in its main clauses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .grammar import Grammar, is_mark

Row = tuple[Token, ...]

#: Words that a clause has at least.
LEAST: Final = 2
_BRACKETS: Final = frozenset("([")


def main_words(row: Sequence[Token], g: Grammar) -> Row:
    """The words of a row that stand in no clause within another and in no bracket: what negates or hedges it stands there.

    A clause that opens with such a word as "because", "that", "who", which is kept, ends with a comma behind its verb; one that nothing
    parts from its noun ("those who smile have never ...") before the second verb.
    """
    openings = openings_within(row, g)
    if not openings and _BRACKETS.isdisjoint([token.text for token in row]):
        return tuple(row)
    finite = g.finite(row)
    kept: list[Token] = []
    at, depth = 0, 0
    while at < len(row):
        token = row[at]
        if token.text in "([":
            depth += 1
        elif token.text in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and at in openings:
            kept.append(token)
            at = max(end_of_within(row, at, finite, g), at + 1)
            continue
        elif depth == 0:
            kept.append(token)
        at += 1
    return tuple(kept)


def within_places(row: Sequence[Token], g: Grammar) -> dict[int, str]:
    """Where the words stand that are in a clause within another, with the word that opens it."""
    openings = openings_within(row, g)
    finite = g.finite(row) if openings else []
    found: dict[int, str] = {}
    done = 0
    for at in openings:
        if at >= done:
            done = max(end_of_within(row, at, finite, g), at + 1)
            found |= {token.start: row[at].low for token in row[at:done]}
    return found


def has_verb(row: Sequence[Token], g: Grammar) -> bool:
    """Whether the main words of a row have a finite verb: a noun phrase has none, whatever its relative clauses hold."""
    kept = main_words(row, g)
    if g.language == "de" and len(kept) > 1 and kept[-2].low == "zu":
        kept = kept[:-2]
    return bool(kept) and (any(g.finite(kept)) or g.reads_finite(kept))


def openings_within(row: Sequence[Token], g: Grammar) -> list[int]:
    """Where clauses within others open, in order."""
    firsts = g.lists.lists["subordinate"]
    return [at for at, token in enumerate(row) if token.low in firsts and opens_within(row, at, g)]


def opens_within(row: Sequence[Token], at: int, g: Grammar) -> bool:
    """Whether a clause within another opens at a token."""
    token = row[at]
    if not g.lists.starts("subordinate", row, at):
        return False
    before = row[at - 1] if at else None
    if g.language in {"es", "fr"} and at == 0 and token.low in {"que", "qu’"}:
        return False
    if (
        g.language == "es"
        and token.low == "que"
        and at + 1 < len(row)
        and row[at + 1].low.endswith(("ar", "er", "ir", "arlo", "erlo", "irlo"))
    ):
        return False
    if not g.has("loose", token):
        return True
    if g.language == "en" and token.low == "that":
        return before is not None and before.kind == "word" and not g.has("preposition", before) and _goes_on(row, at)
    if g.language == "en" and g.has("asking", token):
        return at > 0
    if g.language == "de" and g.has("determiner", token):
        behind = at > 1 and g.has("preposition", row[at - 1]) and row[at - LEAST].text == ","
        return before is not None and (before.text == "," or behind)
    return before is None or is_mark(before) or before.low in g.lists.lists["joint"]


def main_or_all(row: Sequence[Token], g: Grammar) -> Sequence[Token]:
    """The main words of a row; all of them where it is but a clause that belongs to another: "Because I could not sleep"."""
    kept = main_words(row, g)
    return kept if any(token.kind in {"word", "number"} for token in kept[1:]) else row


def _before_hung(row: Sequence[Token], at: int, g: Grammar) -> int:
    """Where a verb's group begins, with "ne" and the pronouns before it."""
    while at and g.has("hang", row[at - 1]):
        at -= 1
    return at


def _goes_on(row: Sequence[Token], at: int) -> bool:
    """Whether enough follows before a mark for a clause: not in "two years before that, she said"."""
    return not any(is_mark(token) for token in row[at + 1 : at + 1 + LEAST]) and not (
        at + 2 < len(row) and row[at + 2].low in _TIMES
    )


_TIMES: Final = frozenset(("years", "months", "weeks", "days", "year", "month", "week", "day", "time", "way"))


def end_of_within(row: Sequence[Token], start: int, finite: Sequence[bool], g: Grammar) -> int:
    """Where a clause within another ends: behind the comma after its verb, or before a second verb."""
    parted = start > 0 and is_mark(row[start - 1])
    attached = g.has("relative", row[start]) and start > 0 and not parted and g.language != "de"
    seen = 0
    for at in range(start + 1, len(row)):
        if finite[at] and not (at and finite[at - 1]):
            seen += 1
            if attached and seen > 1 and row[start - 1].low != "so":
                return _before_hung(row, at, g)
        if row[at].text in {",", ";", ":", "—", "–"} and (
            seen or start == 0 or (g.language == "de" and at > start + 2)
        ):
            return at
        if row[at].text in ")]":
            return at
    return len(row)
