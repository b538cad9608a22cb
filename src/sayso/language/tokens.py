"""A stretch of text as words, numbers and marks, each with its place in the document."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct
from msgspec.structs import force_setattr

if TYPE_CHECKING:
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
    return tuple(_with_stops(_raw(folded, base, _FRENCH if language == "fr" else _ENGLISH)))


#: A sentence or paragraph of so many characters is kept for the stage that asks next; longer ones would take up memory.
_KEPT: Final = 1500
_kept = lru_cache(maxsize=128)(_tokens)


def _raw(folded: Folded, base: int, pattern: re.Pattern[str]) -> list[Token]:
    found = []
    whole = folded.whole
    for match in pattern.finditer(folded.text):
        start, end = match.span() if whole else folded.place(*match.span())
        text, group = match[0], match.lastgroup
        low = "’s" if group == "owner" else text.lower()
        if "'" in low:
            low = low.replace("'", "’")
        found.append(Token(text, low, base + start, base + end, _KINDS[group]))
    return found


#: Kinds by the group of the pattern.
_KINDS: Final[dict[str | None, TokenKind]] = {
    "elision": "clitic",
    "clitic": "clitic",
    "owner": "clitic",
    "joint": "clitic",
    "number": "number",
    "mark": "mark",
    "word": "word",
    "initials": "word",
}


def _with_stops(found: list[Token]) -> list[Token]:
    """Abbreviations and single initials with the stop that belongs to them; the last stop is the sentence's."""
    stops = [at for at, token in enumerate(found[:-1]) if token.text == "." and at and _takes(found[at - 1], token)]
    for at in reversed(stops):
        word = found[at - 1]
        found[at - 1 : at + 1] = [Token(word.text + ".", word.low, word.start, found[at].end, "word")]
    return found


def _takes(token: Token, stop: Token) -> bool:
    return stop.start == token.end and (token.low in _SHORT or _initial(token))


def _initial(token: Token) -> bool:
    return token.kind == "word" and len(token.text) == 1 and token.text.isupper()
