"""A noun with what stands by it: adjectives, what follows a preposition, a clause that says which ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from sayso.align import Word, read_words, theme_weight
from sayso.language import lexicon, served
from sayso.model import Figure
from sayso.trace.laid import laid
from sayso.trace.matter import Matter

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+(?:[.,\u00a0\u202f]\d+)*")
_CUT: Final = re.compile(r"[,;:()–—.!?“”„»«]")
_LEAST: Final = 0.3
#: Telling words behind a preposition that go with it at most.
_TELLING: Final = 2
#: "Their own" tells nothing.
_OWN: Final = frozenset(("concept:own",))
#: What opens a clause that says which ones.
_RELATIVE: Final = {
    "en": re.compile(r" (?:who|which|that|whose|where)\b"),
    "de": re.compile(
        r", (?:(?:in|mit|über|für|an|bei|zu|von|aus|auf) )?(?:die|der|das|den|dem|deren|dessen|denen|wo)\b"
    ),
    "es": re.compile(r" (?:que|quienes|cuy[oa]s?|donde)\b"),
    "fr": re.compile(r" (?:qui|que|dont|où|auxquels|auxquelles)\b"),
}
#: What was done to those that are meant: "riders treated in hospital".
_PARTICIPLE: Final = {
    "en": re.compile(
        r" [^\W\d_]+(?:ed|ing|wn|ught)(?= (?:in|at|on|by|with|without|for|from|under|through|as|during|since|after|before|outside)\b)"
    ),
    "de": re.compile(r"(?!)"),
    "es": re.compile(r"(?!)"),
    "fr": re.compile(r"(?!)"),
}
_MORE_PREPOSITIONS: Final = {
    "en": (
        "of",
        "for",
        "about",
        "from",
        "by",
        "at",
        "above",
        "below",
        "under",
        "over",
        "on",
        "in",
        "with",
        "without",
        "to",
        "against",
    ),
    "de": ("für", "um", "nach", "zu", "zum", "zur", "gegen", "durch", "seit"),
    "es": ("para", "por", "sobre", "contra", "mediante"),
    "fr": ("pour", "par", "contre", "selon", "depuis", "d’", "d'"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, where it stands, and what it tells."""

    start: int
    end: int
    text: str
    words: tuple[Word, ...]

    @property
    def tells(self) -> bool:
        """Whether it is more than a word of every day."""
        return any(theme_weight(word) > _LEAST for word in self.words)


@dataclass(frozen=True, slots=True)
class Modifier:
    """What stands by a noun and says which ones: where, of what sort, and its telling words."""

    start: int
    end: int
    sort: str
    words: tuple[Word, ...]

    def figures(self, matter: Matter) -> list[Figure]:
        """The source document's figures within it."""
        low, high = matter.candidate.passage.start + self.start, matter.candidate.passage.start + self.end
        return laid(matter.source).figures.meeting(low, high)


def modifiers(text: str, tokens: Sequence[Token], head: int, language: str) -> Iterator[Modifier]:
    """What stands by a noun: adjectives, what follows a preposition, and a clause that says which ones."""
    if (
        language in {"en", "de"}
        and head
        and joins(text, tokens[head - 1], tokens[head])
        and _is_adjective(tokens, head - 1, head, language)
    ):
        yield modifier_of("adjective", tokens[head - 1 : head])
    at = head
    if language in {"es", "fr"}:
        while (
            at + 1 < len(tokens)
            and joins(text, tokens[at], tokens[at + 1])
            and _is_adjective(tokens, at + 1, head, language)
        ):
            at += 1
            yield modifier_of("adjective", tokens[at : at + 1])
    rest = text[tokens[at].end :]
    relative = _RELATIVE[language].match(rest) or _PARTICIPLE[language].match(rest)
    if relative:
        cut = _CUT.search(rest, relative.end())
        end = tokens[at].end + (cut.start() if cut else len(rest))
        yield modifier_of("clause", [one for one in tokens[at + 1 :] if one.end <= end])
        return
    while at + 1 < len(tokens) and joins(text, tokens[at], tokens[at + 1]):
        following = tokens[at + 1].text.lower()
        if following not in prepositions(language):
            break
        last = phrase_end(text, tokens, at + 1, language)
        if last == at + 1:
            break
        yield modifier_of(f"with:{following}", tokens[at + 1 : last + 1])
        at = last


def phrase_end(text: str, tokens: Sequence[Token], at: int, language: str) -> int:
    """The last word of what follows a preposition: two telling words, in German up to the first noun."""
    telling, last = 0, at
    while last + 1 < len(tokens) and joins(text, tokens[last], tokens[last + 1]):
        following = tokens[last + 1]
        if following.text.lower() in prepositions(language) and telling:
            break
        last += 1
        telling += bool(following.words) or following.text[0].isdigit()
        if telling >= _TELLING or (language == "de" and following.text[0].isupper()):
            break
    return last


def joins(text: str, one: Token, other: Token) -> bool:
    """Whether no mark parts two words."""
    return _CUT.search(text[one.end : other.start]) is None


def _is_adjective(tokens: Sequence[Token], at: int, head: int, language: str) -> bool:
    """Whether a word beside a noun is likely a quality of it, by its ending; in English any telling word before it."""
    word, noun = tokens[at], tokens[head]
    if not word.words or word.text[0].isdigit():
        return False
    if language == "en":
        return True
    if language == "de":
        return word.text[0].islower() and word.text.endswith(("e", "en", "er", "es", "em"))
    return noun.text.endswith(("s", "x")) and word.text.endswith(("s", "x")) and word.text[0].islower()


def modifier_of(sort: str, tokens: Sequence[Token]) -> Modifier:
    """Some words as what stands by a noun, of a sort ("clause", "adjective", "with:" and a preposition)."""
    words = tuple(word for one in tokens for word in one.words if theme_weight(word) > _LEAST and not word.keys & _OWN)
    return Modifier(tokens[0].start if tokens else 0, tokens[-1].end if tokens else 0, sort, words)


@lru_cache(maxsize=256)
def tokens_of(text: str, language: str) -> tuple[Token, ...]:
    """The words of a text."""
    return tuple(
        Token(*match.span(), match.group(), read_words(match.group(), language)) for match in _WORD.finditer(text)
    )


@cache
def prepositions(language: str) -> frozenset[str]:
    """The prepositions behind which it stands of whom something is said, in English, German, Spanish or French."""
    listed: list[str] = lexicon("limits")[served(language)]["within"]
    return frozenset((*listed, *_MORE_PREPOSITIONS[language]))
