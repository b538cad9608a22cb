"""A sentence as tokens: words, strings of digits, addresses and single signs."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

from msgspec import Struct

TokenKind = Literal["word", "digits", "sign", "address"]

_APOSTROPHE: Final = str.maketrans("'‘`", "’’’")
_TOKEN: Final = re.compile(
    r"(?P<address>(?:https?://|www\.)\S+)"
    r"|(?P<digits>[0-9]+(?:[.,·][0-9]+|['’][0-9]{3}(?![0-9]))*)"
    "|(?P<word>(?:[^\\W_0-9][\u0300-\u036f]*)+)"
    r"|(?P<sign>[^\s\w]|_)"
)


class Token(Struct, frozen=True):
    """`text[start:end]` of the folded sentence; `key` is how word lists name it: lower case, composed, plain apostrophe."""

    kind: TokenKind
    start: int
    end: int
    text: str
    key: str


def _composed(key: str) -> str:
    return unicodedata.normalize("NFC", key).translate(_APOSTROPHE)


def tokenise(text: str) -> list[Token]:
    """The tokens of a folded text, in order. Cost: linear in its length."""
    found = []
    for match in _TOKEN.finditer(text):
        kind: TokenKind = match.lastgroup  # type: ignore[assignment]
        written, (start, end) = match.group(), match.span()
        key = written.lower()
        if not key.isascii() or key == "'":
            key = _composed(key)
        found.append(Token(kind, start, end, written, key))
    return found


def keys(phrase: str) -> tuple[str, ...]:
    """The keys of a phrase of a word list."""
    return tuple(token.key for token in tokenise(phrase))
