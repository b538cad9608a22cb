"""The telling words of a stretch of text, with what leads from one language to another: concepts, names, cognates; and what they weigh."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from sayso.language import fold
from sayso.language.concepts import begins_phrase, bridged, cognate, concept_theme, phrase_at, plain, word_concepts
from sayso.language.words import names, terms

_TOKEN: Final = re.compile(r"[^\W\d_]+")
#: What words of some themes weigh: amounts, times and words of every day stand beside any figure; acts and qualities say
#: less of what is measured than things, people and places do.
LEAST: Final = 0.3
_LIGHT: Final = {"measures": LEAST, "time": LEAST, "common": LEAST, "acts": 0.6, "qualities": 0.6}
#: Things that are counted everywhere.
_EVERYWHERE: Final = frozenset(("person", "country", "state", "city"))
#: "In the first quarter" is not in the second.
_IN_ORDER: Final = frozenset(("first", "second", "third", "fourth", "last"))
#: From this likeness on, words of two languages are taken for one.
COGNATE: Final = 0.72
_KEPT: Final = 8192
#: Texts of more characters are whole documents or long paragraphs: only a few are kept.
_LONG: Final = 2000
_LONG_KEPT: Final = 8
_REMEMBERED: Final = 65_536


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase as it stands in the text, with the keys under which it may meet another."""

    text: str
    keys: frozenset[str]

    @property
    def bridged(self) -> bool:
        """Whether a key leads across languages: a concept, or a name that the CLDR knows."""
        return _is_bridged(self.keys)

    @property
    def stem(self) -> str:
        """The stem, for cognates; empty where there is none."""
        return _stem(self.keys)

    @property
    def themes(self) -> frozenset[str]:
        """The themes of its concepts."""
        return _themes(self.keys)


@lru_cache(maxsize=_REMEMBERED)
def _stem(keys: frozenset[str]) -> str:
    return min((key[5:] for key in keys if key.startswith("stem:")), default="")


def read_words(text: str, language: str) -> tuple[Word, ...]:
    """The telling words of a stretch of text, in order; a phrase that names one thing is one word.

    What was read of short texts is kept for thousands of them, of long ones for a few.
    """
    return _read_long(text, language) if len(text) > _LONG else _read_short(text, language)


@lru_cache(maxsize=_KEPT)
def _read_short(text: str, language: str) -> tuple[Word, ...]:
    return _read(text, language)


@lru_cache(maxsize=_LONG_KEPT)
def _read_long(text: str, language: str) -> tuple[Word, ...]:
    return _read(text, language)


def _read(text: str, language: str) -> tuple[Word, ...]:
    tokens = _TOKEN.findall(fold(text).text)
    known = [_token(token, language) for token in tokens]
    words = [one.plain for one in known]
    found: list[Word] = []
    at = 0
    while at < len(known):
        one = known[at]
        taken, ids = phrase_at(words, at, language) if one.begins else (0, ())
        if taken:
            found.append(Word(" ".join(tokens[at : at + taken]), frozenset(f"concept:{concept}" for concept in ids)))
        elif one.word is not None:
            found.append(one.word)
        at += taken or 1
    return tuple(found)


class _Token(NamedTuple):
    """A word as it is written: in plain letters, whether a phrase may begin with it, and what it is by itself, if it tells anything."""

    plain: str
    begins: bool
    word: Word | None


@lru_cache(maxsize=_REMEMBERED)
def _token(token: str, language: str) -> _Token:
    word = plain(token)
    keys = tuple(f"concept:{concept}" for concept in word_concepts(word, bridged(language)))
    return _Token(word, begins_phrase(word, language), _single(token, language, keys))


def _single(token: str, language: str, concepts: tuple[str, ...]) -> Word | None:
    stems = [f"stem:{stem}" for stem in terms(token, language)]
    named = [name if ":" in name else f"name:{name}" for name in names(token)] if stems else []
    return Word(token, frozenset((*concepts, *stems, *named))) if stems or concepts else None


def themes_of(word: Word) -> frozenset[str]:
    """The themes of a word's concepts: "people", "places", "time" and the like."""
    return frozenset(concept_theme(key.removeprefix("concept:")) for key in word.keys if key.startswith("concept:"))


def cognates(word: Word, others: Iterable[Word]) -> bool:
    """Whether one of the `others` is likely the same word in another language or form."""
    stem = word.stem
    return bool(stem) and any(
        stem[:1] == other.stem[:1] and cognate(stem, other.stem) >= COGNATE for other in others if other.stem
    )


def theme_weight(word: Word) -> float:
    """What a word says of what is measured, 0.3 to 1, by the theme of its concept."""
    return _theme_weight(word.keys)


@lru_cache(maxsize=_REMEMBERED)
def _theme_weight(keys: frozenset[str]) -> float:
    found = [key.removeprefix("concept:") for key in keys if key.startswith("concept:")]
    weights = (LEAST if concept in _EVERYWHERE else _LIGHT.get(concept_theme(concept), 1.0) for concept in found)
    return max(weights, default=1.0)


@lru_cache(maxsize=_REMEMBERED)
def _is_bridged(keys: frozenset[str]) -> bool:
    return any(key.startswith(("concept:", "territory:", "language:")) for key in keys)


@lru_cache(maxsize=_REMEMBERED)
def _themes(keys: frozenset[str]) -> frozenset[str]:
    found = [key.removeprefix("concept:") for key in keys if key.startswith("concept:")]
    return frozenset("order" if concept in _IN_ORDER else concept_theme(concept) for concept in found)
