"""Who did it to whom, turned round: "the bank lent Ravella 230 million" told as Ravella's loan to the bank.

Read off the order of words, passives and prepositions (`language/data/roles.toml`), so only in short clauses without a comma, of which both have the same two names or persons and no third that both have; or in
sentences of the same three words, times and amounts aside, of which one is the verb ("The council paid the contractor").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from sayso.language import lexicon

from .apart import Opposed
from .named import named
from .subject import Subject
from .words import Word, cognates, read_words

_Role = Literal["bare", "by", "to", "from", "beside"]
_Both = tuple[tuple[Word, Word], tuple[Word, Word]]
#: Clauses of more words have more in them than who did it to whom.
_LONGEST: Final = 14
_WORD: Final = re.compile(r"[^\W\d_]+")
#: What parts clauses, and no number.
_PARTED: Final = re.compile(r"[,:](?!\d)")
_NEAR: Final = 2
#: Who does it, and to whom.
_TWO: Final = 2
_THREE: Final = 3
#: Themes of words that stand beside any act.
_ASIDE: Final = frozenset(("time", "measures", "common", "order"))
#: What two do to one another, so that either may be told of first.
_BOTH_DO: Final = frozenset(f"concept:{name}" for name in ("marriage", "divorce", "meet", "negotiate", "fight", "cost"))
#: Languages in which a clause begins with who does it.
_SUBJECT_FIRST: Final = frozenset(("en", "fr"))


def turned_round(claimed: Subject, given: Subject) -> Opposed | None:
    """The two who have changed places, or None."""
    met = _both(claimed, given)
    if met is None or not _is_one_act(claimed, given, *met):
        met = _around_verb(claimed, given)
    if met is None:
        return None
    mine, theirs = met
    if _keeps_its_case(claimed, given, mine, theirs):
        return None
    here, there = (_first_does_it(_own(one), one.language, both) for one, both in ((claimed, mine), (given, theirs)))
    if here is None or there is None or here == there:
        return None
    return Opposed("turned", mine[0].text, mine[1].text)


def _keeps_its_case(claimed: Subject, given: Subject, mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether one of the two has the same article in both, which tells its case once its gender is known: "Der Verein zahlte der Stadt", "Der Stadt zahlte der Verein"."""
    forms = _forms(claimed.language)
    if forms is None or claimed.language != given.language:
        return False
    here, there = _own(claimed), _own(given)
    before = [(_before(here, one), _before(there, other)) for one, other in zip(mine, theirs, strict=True)]
    same = any(one == other and one in forms.case for one, other in before)
    return same and (forms.passive.search(here) is None) == (forms.passive.search(there) is None)


def _before(text: str, word: Word) -> str:
    """The word right before another, in small letters."""
    found = re.search(rf"(\w+)\s+{re.escape(word.text)}(?!\w)", text)
    return found.group(1).lower() if found else ""


def _own(subject: Subject) -> str:
    """A figure's own part without the figures: "plus de 40" has no "de" that says from whom."""
    return subject.part or subject.clause


def _around_verb(claimed: Subject, given: Subject) -> _Both | None:
    """The two on either side of the verb, where both are whole sentences of the same three words."""
    if not all(_is_plain(one) and one.told.strip(" .\n") == one.sentence.strip(" .\n") for one in (claimed, given)):
        return None
    mine, theirs = _telling(claimed), _telling(given)
    if len(mine) == len(theirs) > _THREE:
        mine, theirs = _without_counted(claimed, mine), _without_counted(given, theirs)
    met = [_like(one, theirs) for one in mine]
    if not len(mine) == len(theirs) == len(set(filter(None, met))) == _THREE:
        return None
    if _may_open_with_object(claimed, mine) or _may_open_with_object(given, theirs):
        return None
    verbs = {other for other in (_verb(claimed, mine, met), _verb(given, theirs, theirs)) if other}
    if len(verbs) != 1 or any(word.keys & _BOTH_DO for word in verbs):
        return None
    first, second = ((one, other) for one, other in zip(mine, met, strict=True) if other and other not in verbs)
    return (first[0], second[0]), (first[1], second[1])


def _telling(subject: Subject) -> list[Word]:
    """The words of a sentence that are no times, amounts or words of every day, without the figures."""
    return [word for word in read_words(subject.around, subject.language) if not word.themes or word.themes - _ASIDE]


def _without_counted(subject: Subject, words: Sequence[Word]) -> list[Word]:
    counted = _counted(subject)
    return [word for word in words if not word.keys & counted]


def _may_open_with_object(subject: Subject, words: Sequence[Word]) -> bool:
    """Whether what is counted stands first in a language in which it may be what something is done to: "300 Passagiere beförderte die Fähre"."""
    forms = _forms(subject.language)
    passive = forms is not None and forms.passive.search(subject.around) is not None
    return subject.language not in _SUBJECT_FIRST and not passive and bool(words[0].keys & _counted(subject))


def _counted(subject: Subject) -> frozenset[str]:
    """The keys of the words that the figure counts."""
    return frozenset(key for word in read_words(subject.counted_told, subject.language) for key in word.keys)


def _like(word: Word, others: Sequence[Word]) -> Word | None:
    """The one of some words that is the same; None where there is none, or more than one."""
    found = [other for other in others if word.keys & other.keys or cognates(word, [other])]
    return found[0] if len(found) == 1 else None


def _verb(subject: Subject, words: Sequence[Word], met: Sequence[Word | None]) -> Word | None:
    """The word of the other sentence that is the verb of one: the middle one of three, but for the last of a German sentence with a helping verb."""
    forms = _forms(subject.language)
    helped = forms is not None and not forms.helpers.isdisjoint(subject.around.lower().split())
    return met[-1] if helped and words[-1].text[:1].islower() else met[1]


def _both(claimed: Subject, given: Subject) -> _Both | None:
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
    counted = _counted(claimed) | _counted(given)
    acts = [word for word in here if not word.keys & counted and "places" not in word.themes]
    return any(one.keys & other.keys or cognates(one, [other]) for one in acts for other in there)


def _is_plain(subject: Subject) -> bool:
    told = subject.told.strip(" ,\n")
    words = told.lower().split()
    forms = _forms(subject.language)
    plain = not _PARTED.search(told) and len(words) <= _LONGEST
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
    if "beside" in roles:
        return None
    if roles == ["bare", "bare"]:
        return None if passive else first.start() < second.start()
    if passive:
        return roles[0] == "by" if "by" in roles else None
    if "bare" not in roles:
        return None
    return (roles[0] == "bare") != (forms.takes.search(text) is not None)


def _role(before: str, forms: _Forms, *, passive: bool) -> _Role:
    """What the words right before somebody make of him."""
    words = _WORD.findall(before.lower())
    for word in reversed(words[-_NEAR:]):
        if len(words) == 1 and word in forms.article:
            return "bare"
        if passive and word in forms.by:
            return "by"
        if word in forms.to:
            return "to"
        if word in forms.beside:
            return "beside"
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
    beside: frozenset[str]
    article: frozenset[str]
    case: frozenset[str]
    helpers: frozenset[str]
    relative: frozenset[str]
    joined: frozenset[str]


@cache
def _forms(language: str) -> _Forms | None:
    table: dict[str, list[str]] | None = lexicon("roles").get(language)
    if table is None:
        return None
    passive, takes = (re.compile(rf"\b(?:{'|'.join(table[name])})\b", re.IGNORECASE) for name in ("passive", "takes"))
    names = ("by", "to", "from", "beside", "article", "case", "last", "relative", "joined")
    return _Forms(passive, takes, *(frozenset(table[name]) for name in names))
