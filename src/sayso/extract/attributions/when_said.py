"""When, where and how something was said, between a cue and what is said: "said on Monday that"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .nouns import is_adverb
from .terms import GROUNDS, terms_end
from .words import Words

#: Words of "for her part", "under condition of anonymity", at most.
_INSERTED: Final = 8


def past_aside(row: Sequence[Token], at: int, lex: Words, *, framed: bool) -> int:
    """Past when and where it was said, where something said or the end follows: "said on Monday that", "said in a speech: "."""
    at = terms_end(row, at, lex)
    if at >= len(row) or not _opens_aside(row, at, lex, framed=framed):
        return at
    last_time = at
    for index in range(at, min(len(row), at + 16)):
        token = row[index]
        if lex.has("words.that", token.low) and row[index - 1].low in GROUNDS:
            continue
        if lex.has("words.time", token.low):
            last_time = index + 1
        if (
            token.low in {"that", "que", "qu’"}
            or token.text == ":"
            or (token.kind == "quote" and row[index - 1].text in {",", ":"})
        ):
            return index
        if token.kind == "quote" or token.text in {";", "—", "–", "?", "!"}:
            break
        if token.text == ",":
            return index if framed else last_time
        if token.text == "." and index == len(row) - 1:
            return index if framed else last_time
    return last_time


def _opens_aside(row: Sequence[Token], at: int, lex: Words, *, framed: bool) -> bool:
    """Whether when, where or how it was said may begin here; a phrase with any preposition only where "that" or the end follows."""
    if lex.has("words.aside", row[at].low) or is_adverb(row[at], lex):
        return True
    if lex.language != "en" or not lex.has("words.inside", row[at].low):
        return False
    stop = next(
        (i for i in range(at, min(len(row), at + _INSERTED)) if row[i].low == "that" or row[i].kind != "word"), at
    )
    return row[stop].low == "that" or (framed and row[stop].text in {".", ","})
