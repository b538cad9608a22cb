"""Two figures that are per other things: so much a household and so much a head, in every district and in the whole city.

The words are those of `language/data/rates.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from sayso.language import fold, lexicon

from .apart import Opposed
from .spans import is_per_both
from .subject import Subject
from .words import Word, cognates, read_words

#: Themes of words that nothing is per.
_NO_THINGS: Final = frozenset(("acts", "qualities", "common", "order"))
#: Themes of words that tell because of what or by what means something is, where one word stands for that and for "per".
_CAUSES: Final = frozenset(("law", "environment", "health", "conflict"))
_MEANS: Final = frozenset(("concept:bullet",))
_PARTS: Final = frozenset(f"concept:{name}" for name in ("third", "quarter", "half", "second", "first", "last"))
#: Who lives somewhere is a person: so much a head is so much an inhabitant.
_PERSON: Final = frozenset(f"concept:{name}" for name in ("person", "resident", "citizen", "population"))
_PLAIN_STRETCHES: Final = frozenset(f"concept:{name}" for name in ("hour", "day", "week", "month", "year"))
_STRETCHES: Final = frozenset(("concept:quarter", "concept:half"))
#: Several persons each.
_SEVERAL: Final = frozenset(
    f"concept:{name}"
    for name in (
        "household",
        "family",
        "couple",
        "group",
        "association",
        "crowd",
        "generation",
        "ngo",
        "ministry",
        "office",
    )
)
#: One told for the other where something is per it.
_ALIKE: Final = (
    frozenset(("concept:household", "concept:family")),
    frozenset(("concept:housing", "concept:house", "concept:household", "concept:building")),
)


def other_rate(claimed: Subject, given: Subject) -> Opposed | None:
    """The words by which two figures are per other things, or per one and in all, or None."""
    if not (claimed.stated and given.stated) or is_per_both(claimed, given):
        return None
    mine, theirs = _things(_own(claimed), claimed.language), _things(_own(given), given.language)
    if mine and theirs:
        return _turned(mine, theirs, claimed, given) or _unlike(mine, theirs)
    here, there = _in_all(claimed), _in_all(given)
    if mine and there and not here and _is_shared_by(mine[0]):
        return Opposed("rate", mine[0].text, there)
    if theirs and here and not there and _is_shared_by(theirs[0]):
        return Opposed("rate", here, theirs[0].text)
    return None


def _turned(mine: tuple[Word, ...], theirs: tuple[Word, ...], claimed: Subject, given: Subject) -> Opposed | None:
    """Whether so many of the one are per the other here, and the other way round there: "three desks to each inspector", "three inspectors to each desk"."""
    counted, other = read_words(claimed.counted_told, claimed.language), read_words(given.counted_told, given.language)
    turned = any(_is_met(one, other) for one in mine) and any(_is_met(one, counted) for one in theirs)
    alike = any(_is_met(one, theirs) for one in mine)
    return Opposed("rate", mine[0].text, theirs[0].text) if turned and not alike else None


def _unlike(mine: tuple[Word, ...], theirs: tuple[Word, ...]) -> Opposed | None:
    """A known thing on each side that the other side has not: another word that does not meet may only not be known to."""
    one = next((word for word in mine if _is_thing(word) and not _is_met(word, theirs)), None)
    other = next((word for word in theirs if _is_thing(word) and not _is_met(word, mine)), None)
    return Opposed("rate", one.text, other.text) if one and other else None


def _own(subject: Subject) -> str:
    """A figure's own words; "and" parts no two things that it is per: "per vehicle and day"."""
    at = subject.sentence.find(subject.told)
    rates = _rates(subject.language)
    more = rates.more.match(subject.sentence, at + len(subject.told)) if rates and at >= 0 and subject.told else None
    return subject.told + (more.group() if more else "")


def _is_thing(word: Word) -> bool:
    """Whether a word is known, and no act."""
    return any(key.startswith("concept:") for key in word.keys) and not (
        word.themes <= _NO_THINGS or word.keys & _PARTS
    )


def _is_shared_by(word: Word) -> bool:
    """Whether an amount may be per such a thing, and is not rather because of it: "detenidos por robo", "tuées par balles"."""
    return _is_thing(word) and not word.themes <= _CAUSES and not word.keys & _MEANS


def _is_met(word: Word, others: tuple[Word, ...]) -> bool:
    alike = any(word.keys & group and other.keys & group for other in others for group in _ALIKE)
    heads = any(_is_head(word, other) or _is_head(other, word) for other in others)
    return alike or heads or any(word.keys & other.keys for other in others) or cognates(word, others)


def _is_stretch(words: tuple[Word, ...], text: str) -> bool:
    """Whether something is of time, and of no plain stretch of it: "every three months" is "each quarter"."""
    timed = any("time" in word.themes or word.keys & _STRETCHES for word in words)
    return timed and not (words[0].keys & _PLAIN_STRETCHES and text.startswith(words[0].text))


def _is_head(word: Word, other: Word) -> bool:
    """Whether one is a person and the other may be called so: so much a head is so much a patient."""
    return bool(word.keys & _PERSON) and "people" in other.themes and not other.keys & _SEVERAL


def _in_all(subject: Subject) -> str:
    rates = _rates(subject.language)
    found = rates.all.search(subject.told) if rates else None
    return found.group() if found else ""


@lru_cache(maxsize=2048)
def _things(text: str, language: str) -> tuple[Word, ...]:
    return tuple(_read(text, language))


def _read(text: str, language: str) -> Iterator[Word]:
    rates = _rates(language)
    if rates is None:
        return
    folded = fold(text).text
    if rates.head.search(folded):
        yield Word("head", frozenset(("concept:person",)))
        folded = rates.head.sub(" ", folded)
    for match in rates.each.finditer(folded):
        for name in ("thing", "more"):
            words = read_words(match.group(name) or "", language)
            if words and not _is_stretch(words, match.group(name) or ""):
                yield Word(words[0].text, frozenset().union(*(word.keys for word in words)))


@dataclass(frozen=True, slots=True)
class _Rates:
    """What figures are per, in a language; `more` is a second thing right behind."""

    each: re.Pattern[str]
    head: re.Pattern[str]
    all: re.Pattern[str]
    more: re.Pattern[str]


@cache
def _rates(language: str) -> _Rates | None:
    table: dict[str, list[str]] | None = lexicon("rates").get(language)
    if table is None:
        return None
    each, head, whole, joined, per = ("|".join(table[name]) for name in ("each", "head", "all", "and", "per"))
    joins = rf"\s+(?:{joined})\s+(?:(?:{per})\s+)?"
    thing = rf"\s+(?:\d[\d.,\s]*)?(?P<thing>[^\W\d_]+(?:\s+(?!(?:{joined})\b)[^\W\d_]+)?)"
    return _Rates(
        each=re.compile(rf"\b(?:{each}){thing}(?:{joins}(?P<more>[^\W\d_]+))?", re.IGNORECASE),
        head=re.compile(rf"\b(?:{head})\b", re.IGNORECASE),
        all=re.compile(rf"\b(?:{whole})\b", re.IGNORECASE),
        more=re.compile(rf"\s*(?:{joined})\s+(?:(?:{per})\s+)?[^\W\d_]+", re.IGNORECASE),
    )
