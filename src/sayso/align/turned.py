"""Who did it to whom, turned round: "the bank lent Ravella 230 million" told as Ravella's loan to the bank.

Read off the order of words, passives and prepositions (`language/data/roles.toml`), so only in short clauses without a comma, of which both have the same two names or persons and no third that both have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from sayso.language import lexicon

from .apart import Opposed
from .named import named
from .subject import Subject
from .words import Word, cognates, read_words

_Role = Literal["bare", "by", "to", "from"]
#: Clauses of more words have more in them than who did it to whom.
_LONGEST: Final = 14
_WORD: Final = re.compile(r"[^\W\d_]+")
_NEAR: Final = 2
#: Who does it, and to whom.
_TWO: Final = 2


def turned_round(claimed: Subject, given: Subject) -> Opposed | None:
    """The two who have changed places, or None."""
    met = _both(claimed, given)
    if met is None:
        return None
    mine, theirs = met
    if not _is_one_act(claimed, given, mine, theirs):
        return None
    here = _first_does_it(claimed.told, claimed.language, mine)
    there = _first_does_it(given.told, given.language, theirs)
    if here is None or there is None or here == there:
        return None
    return Opposed("turned", mine[0].text, mine[1].text)


def _both(claimed: Subject, given: Subject) -> tuple[tuple[Word, Word], tuple[Word, Word]] | None:
    """The two whom both clauses tell of, where it is no more than two and both clauses are short."""
    if not (_is_plain(claimed) and _is_plain(given)):
        return None
    others = _who(given)
    met = [
        (one, found[0])
        for one in _who(claimed)
        for found in [[other for other in others if one.keys & other.keys or cognates(one, [other])]]
        if len(found) == 1
    ]
    if len(met) != _TWO or met[0][1] is met[1][1]:
        return None
    return (met[0][0], met[1][0]), (met[0][1], met[1][1])


def _is_one_act(claimed: Subject, given: Subject, mine: tuple[Word, Word], theirs: tuple[Word, Word]) -> bool:
    """Whether both have another word in common that tells of an act: guests attend a wedding, which has guests."""
    here = [word for word in read_words(claimed.told, claimed.language) if word not in mine]
    there = [word for word in read_words(given.told, given.language) if word not in theirs]
    counted = {
        key
        for text, one in ((claimed.counted_told, claimed), (given.counted_told, given))
        for word in read_words(text, one.language)
        for key in word.keys
    }
    acts = [word for word in here if not word.keys & counted and "places" not in word.themes]
    return any(one.keys & other.keys or cognates(one, [other]) for one in acts for other in there)


def _is_plain(subject: Subject) -> bool:
    told = subject.told.strip(" ,\n")
    words = told.lower().split()
    forms = _forms(subject.language)
    plain = not {",", ":"} & set(told) and len(words) <= _LONGEST
    return subject.stated and forms is not None and plain and forms.relative.isdisjoint(words)


def _who(subject: Subject) -> list[Word]:
    names = named(subject.told, subject.language)
    return [word for word in read_words(subject.told, subject.language) if word in names or "people" in word.themes]


@lru_cache(maxsize=2048)
def _first_does_it(text: str, language: str, both: tuple[Word, Word]) -> bool | None:
    """Whether the first of two does it, or gives what the other gets; None where the clause does not show it."""
    places = [re.search(rf"(?<!\w){re.escape(one.text)}(?!\w)", text) for one in both]
    first, second = places
    forms = _forms(language)
    if first is None or second is None or forms is None:
        return None
    between = text[min(first.end(), second.end()) : max(first.start(), second.start())]
    if set(_WORD.findall(between.lower())) <= forms.joined:
        return None
    passive = forms.passive.search(text) is not None
    roles = [_role(text[: place.start()], forms, passive=passive) for place in (first, second)]
    if roles == ["bare", "bare"]:
        return None if passive else first.start() < second.start()
    if passive:
        return roles[0] == "by" if "by" in roles else None
    if "bare" not in roles:
        return None
    return (roles[0] == "bare") != (forms.takes.search(text) is not None)


def _role(before: str, forms: _Forms, *, passive: bool) -> _Role:
    """What the words right before somebody make of him."""
    for word in reversed(_WORD.findall(before.lower())[-_NEAR:]):
        if passive and word in forms.by:
            return "by"
        if word in forms.to:
            return "to"
        if word in forms.origin or word in forms.by:
            return "from"
    return "bare"


@dataclass(frozen=True, slots=True)
class _Forms:
    """The words of a language that show who does it to whom."""

    passive: re.Pattern[str]
    takes: re.Pattern[str]
    by: frozenset[str]
    to: frozenset[str]
    origin: frozenset[str]
    relative: frozenset[str]
    joined: frozenset[str]


@cache
def _forms(language: str) -> _Forms | None:
    table: dict[str, list[str]] | None = lexicon("roles").get(language)
    if table is None:
        return None
    passive, takes = (re.compile(rf"\b(?:{'|'.join(table[name])})\b", re.IGNORECASE) for name in ("passive", "takes"))
    by, to, origin, relative, joined = (frozenset(table[name]) for name in ("by", "to", "from", "relative", "joined"))
    return _Forms(passive, takes, by, to, origin, relative, joined)
