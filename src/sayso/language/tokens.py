"""A stretch of text as words, numbers and marks, each with its place in the document."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct
from msgspec.structs import force_setattr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.language.fold import Folded

TokenKind = Literal["word", "number", "clitic", "mark", "quote", "aside"]


class Token(Struct, frozen=True):
    """A word, a number, a clitic ("’s", French "l’"), a mark; or a whole quotation or bracket taken as one ("quote", "aside").

    `low` is `text` in lower case with "’" for every apostrophe, and "’s" for a plural's possessive; `start` and `end` are offsets in the document;
    `capital` tells that it begins with a capital letter, whatever is given.
    """

    text: str
    low: str
    start: int
    end: int
    kind: TokenKind
    capital: bool = False

    def __post_init__(self) -> None:
        """Note whether it begins with a capital letter: every rule asks for that, some of every word."""
        capital = self.text[:1].isupper()
        if capital:
            force_setattr(self, "capital", capital)


_ELISION: Final = r"(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|quoiqu)[’'](?=[^\W_]|[«“])"
_REST: Final = (
    r"(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<initials>(?:[^\W\d_]\.){2,})"
    r"|(?P<clitic>[’'](?:s|re|ve|d|ll|m)(?![^\W_]))"
    r"|(?P<owner>(?<=s)[’'](?=\s[^\W_]))"
    r"|(?P<word>[^\W_]+(?:(?:[-&/]|\.(?=[a-z])|[’'](?!(?:s|re|ve|d|ll|m)(?![^\W_])))[^\W_]+)*)"
    r"|(?P<mark>\S)"
)
_ENGLISH: Final = re.compile(_REST)
#: French pronouns that hang on the verb before them.
_HUNG: Final = r"(?:ils?|elles?|on|je)(?![^\W_])"
_FRENCH: Final = re.compile(
    rf"(?P<elision>(?<![^\W_]){_ELISION})|(?P<joint>(?<=[^\W_])-(?:t-)?(?={_HUNG}))|"
    + _REST.replace("[-&/]", f"(?:-(?!(?:t-)?{_HUNG})|[&/])"),
    re.IGNORECASE,
)
#: A stop after one of these is part of the word.
_SHORT: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sen",
        "rep",
        "gov",
        "gen",
        "col",
        "lt",
        "capt",
        "sgt",
        "st",
        "jr",
        "sr",
        "rev",
        "hon",
        "dept",
        "inc",
        "corp",
        "ltd",
        "co",
        "hr",
        "fr",
        "sra",
        "sres",
        "srta",
        "dra",
        "mme",
        "mlle",
        "vs",
        "no",
        "nr",
        "abs",
        "bzw",
    ]
)


def tokens(folded: Folded, base: int, language: str) -> tuple[Token, ...]:
    """The tokens of a folded stretch that begins at `base` of the document. Cost: linear in its length."""
    return (_kept if len(folded.text) <= _KEPT else _tokens)(folded, base, language)


def _tokens(folded: Folded, base: int, language: str) -> tuple[Token, ...]:
    return tuple(_with_stops(list(_raw(folded, base, _FRENCH if language == "fr" else _ENGLISH))))


#: A sentence or paragraph of so many characters is kept for the stage that asks next; longer ones would take up memory.
_KEPT: Final = 1500
_kept = lru_cache(maxsize=128)(_tokens)


def _raw(folded: Folded, base: int, pattern: re.Pattern[str]) -> Iterator[Token]:
    for match in pattern.finditer(folded.text):
        start, end = folded.place(*match.span())
        text, group = match.group(), match.lastgroup
        low = "’s" if group == "owner" else text.lower().replace("'", "’")
        yield Token(text, low, base + start, base + end, _KINDS.get(group, "word"))


#: Kinds by the group of the pattern; whatever has none here is a word.
_KINDS: Final[dict[str | None, TokenKind]] = {
    "elision": "clitic",
    "clitic": "clitic",
    "owner": "clitic",
    "joint": "clitic",
    "number": "number",
    "mark": "mark",
}


def _with_stops(found: list[Token]) -> Iterator[Token]:
    """Abbreviations and single initials with the stop that belongs to them."""
    at = 0
    while at < len(found):
        token = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        takes = following is not None and following.text == "." and following.start == token.end and at + 2 < len(found)
        if takes and following is not None and (token.low in _SHORT or _initial(token)):
            yield Token(token.text + ".", token.low, token.start, following.end, "word")
            at += 2
            continue
        yield token
        at += 1


def _initial(token: Token) -> bool:
    return token.kind == "word" and len(token.text) == 1 and token.text.isupper()
