"""What stands beside a noun phrase behind a comma: who somebody is, or the name of whoever holds an office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .nouns import listed, phrase_after
from .sex import is_given
from .words import Words

#: Words that a name set beside an office has.
_NAME_LENGTHS: Final = (2, 3, 4)
#: What ties to a name where somebody belongs: "Hanne Birk of the Coastal Institute".
#: Words of what is told of a name between commas, at most.
_TOLD: Final = 14
_OF: Final = frozenset(("of", "from", "at", "de", "del", "du", "d’"))


def apposition(row: Sequence[Token], at: int, lex: Words) -> int:
    """The end of an apposition that starts with the comma at `at` ("Smith, a baker in Leeds,"); `at` where there is none."""
    if at + 1 >= len(row) or row[at].text != ",":
        return at
    if not starts_apposition(row, at + 1, lex):
        return name_beside(row, at, lex)
    for index in range(at + 1, min(len(row), at + 30)):
        if row[index].text in {".", ";", ":", "—", "–"} or row[index].kind == "quote":
            return index
        if row[index].text == "," and not _place_follows(row, index):
            return index
    return at


def name_beside(row: Sequence[Token], comma: int, lex: Words) -> int:
    """The end of a name that stands alone after an office, whose comma is at `comma`: "said the mayor, Jane Doe."."""
    end = comma + 1
    if comma >= len(row) or row[comma].text != ",":
        return comma
    while end < len(row) and row[end].kind == "word" and row[end].capital:
        end += 1
    office = any(listed("sources.person", token.low, lex) for token in row[max(0, comma - 4) : comma])
    office = office or (lex.language in {"es", "fr"} and end > comma + 1 and is_given(row[comma + 1].low))
    body = lex.has("sources.any_organisation", row[comma - 1].low) and lex.has("words.introduces", row[comma - 2].low)
    body = body or (
        lex.has("sources.any_organisation", row[comma - 1].low) and lex.has("words.the", row[comma - 2].low)
    )
    named = (office and end - comma - 1 in _NAME_LENGTHS) or (body and end > comma + 1)
    if named and end < len(row) and row[end].low in _OF:
        whole = phrase_after(row, comma + 1, lex)
        end = whole[1] if whole is not None else end
    closed = end >= len(row) or row[end].text in {".", ","} or row[end].kind == "quote"
    return end if named and closed else comma


def named_beside(row: Sequence[Token], end: int, lex: Words) -> int:
    """The end of a source that ends at a place, with the name that alone stands behind its comma."""
    stop = apposition(row, end, lex)
    named = row[stop - 1].capital and not any(token.kind == "mark" for token in row[end + 1 : stop])
    return stop if named else end


def bare_apposition(row: Sequence[Token], comma: int, lex: Words) -> int:
    """The end of what is told of a Spanish or French name without an article: "Eva Ruiz, conservadora del museo,"; `comma` without."""
    at = comma + 1
    if lex.language not in {"es", "fr"} or at + 1 >= len(row) or row[comma].text != "," or not row[comma - 1].capital:
        return comma
    noun = row[at].kind == "word" and not row[at].capital and row[at].low not in lex.forms
    closed = any(lex.has(f"words.{name}", row[at].low) for name in ("determiner", "inside", "boundary", "pronoun"))
    if not noun or closed or not (listed("sources.person", row[at].low, lex) or row[at + 1].low in _OF):
        return comma
    end = next((index for index in range(at, min(len(row), at + _TOLD)) if row[index].kind != "word"), len(row))
    return end if end + 1 < len(row) and row[end].text == "," else comma


def _place_follows(row: Sequence[Token], comma: int) -> bool:
    """Whether after a comma only a place's name stands before the next: "Leeds, Yorkshire,"."""
    return (
        comma + 2 < len(row) and row[comma - 1].capital and row[comma + 1].capital and row[comma + 2].text in {",", "."}
    )


def starts_apposition(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a stretch between commas describes the noun before it."""
    token = row[at]
    if lex.has("words.apposes", token.low):
        return True
    return token.kind == "number" or lex.has("sources.person", token.low) or lex.has("sources.title", token.low)
