"""Texts as names are looked for in them: without case, accents, percent-encoding and what cannot be seen, each sign with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_ENCODED: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+|.", re.DOTALL)
#: Marks over, under and within letters, vowel points that may be left out, and what chooses how a letter is drawn.
_MARKS: Final = (
    *range(0x0300, 0x0370), *range(0x0591, 0x05C8), 0x0640, *range(0x064B, 0x0660), 0x0670, *range(0x1AB0, 0x1B00),
    *range(0x1DC0, 0x1E00), *range(0x20D0, 0x2100), *range(0xFE00, 0xFE10), *range(0xFE20, 0xFE30),
)  # fmt: skip
#: What is drawn as nothing, though it is no format character.
_UNSEEN: Final = (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0)
_GONE: Final = frozenset((*_MARKS, *_UNSEEN))
#: Letters that Unicode does not take apart, as they are written where there is no such key.
_LETTERS: Final = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
_APOSTROPHES: Final = frozenset("'’‘ʼʹ′`´＇")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded: `text[i]` comes from the original at `starts[i]`; `starts` has the original's length at its end."""

    text: str
    starts: range | list[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stands in the original, with the unseen signs that follow its letters."""
        while end < len(self.text) and self.starts[end] == self.starts[end - 1]:
            end += 1
        return self.starts[start], self.starts[end]


class _Table(dict[int, str]):
    """What each code point becomes, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _folded(chr(code))
        return made


_TABLE: Final = _Table()


def fold(text: str) -> Folded:
    """The text folded, with the place of each sign. Cost: the text's length."""
    if "%" not in text and all(len(_TABLE[ord(sign)]) == 1 for sign in set(text)):
        return Folded(text.translate(_TABLE), range(len(text) + 1))
    parts: list[str] = []
    starts: list[int] = []
    for match in _ENCODED.finditer(text):
        at = match.start()
        for sign, size in _decoded(match.group()):
            made = _TABLE[ord(sign)]
            parts.append(made)
            starts += [at] * len(made)
            at += size
    return Folded("".join(parts), [*starts, len(text)])


def _decoded(found: str) -> list[tuple[str, int]]:
    """The signs of a stretch, each with how long it is there: of percent-encoded bytes those that they stand for."""
    if len(found) == 1:
        return [(found, 1)]
    text = bytes.fromhex(found.replace("%", "")).decode("utf-8", "surrogateescape")
    return [(sign, 3 * len(sign.encode("utf-8", "surrogateescape"))) for sign in text]


def _folded(sign: str) -> str:
    code = ord(sign)
    if code in _GONE or unicodedata.category(sign) == "Cf":
        return ""
    if sign.isspace():
        return " "
    if sign in _APOSTROPHES:
        return "'"
    if unicodedata.category(sign) == "Pd":
        return "-"
    bare = "".join(part for part in unicodedata.normalize("NFKD", sign) if ord(part) not in _GONE)
    return "".join(_LETTERS.get(part, part) for part in bare.casefold())
