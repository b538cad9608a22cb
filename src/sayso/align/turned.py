"""Who did it to whom, turned round: "the bank lent Ravella 230 million" told as Ravella's loan to the bank.

Read off the order of words, passives and prepositions, so only in short clauses without a comma, of which both have the same two names or persons and no third that both have.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from .apart import Opposed
from .named import named
from .subject import Subject
from .words import Word, cognates, read_words

_Role = Literal["bare", "by", "to", "from"]
#: Clauses of more words have more in them than who did it to whom.
_LONGEST: Final = 14
#: Forms by which something is done to the subject.
_PASSIVE: Final = {
    "en": r"(?:was|were|been|being|be|is|are)\s+(?:\w+\s+){0,2}?\w+(?:ed|en|old|ent|id|ost|ught)",
    "de": r"(?:w[ui]rde?n?|worden|wird|werden)",
    "es": r"(?:fue|fueron|sido|es|son)\s+\w+[aio]d[oa]s?",
    "fr": r"(?:été|est|sont|fut|furent)\s+\w+(?:é|ée|és|ées|us?|ue|is)",
    "it": r"(?:stat[oaie]|viene|vengono|fu|furono)",
    "pt": r"(?:foi|foram|sido)\s+\w+d[oa]s?",
}
_BY: Final = {
    "en": ("by",),
    "de": ("von", "vom"),
    "es": ("por",),
    "fr": ("par",),
    "it": ("da", "dal", "dalla", "dai", "dagli", "dalle", "dall"),
    "pt": ("por", "pelo", "pela", "pelos", "pelas"),
}
_TO: Final = {
    "en": ("to", "against"),
    "de": ("an", "gegen", "dem", "den"),
    "es": ("a", "al", "contra"),
    "fr": ("à", "au", "aux", "contre"),
    "it": ("a", "al", "alla", "ai", "agli", "alle", "contro"),
    "pt": ("a", "ao", "à", "aos", "às", "contra"),
}
_FROM: Final = {
    "en": ("from",),
    "de": ("von", "vom"),
    "es": ("de", "del"),
    "fr": ("de", "du", "des"),
    "it": ("da", "dal", "dalla", "dai", "dagli", "dalle"),
    "pt": ("de", "do", "da", "dos", "das"),
}
#: Acts whose doer is the one who gets something, in six languages.
_TAKES: Final = re.compile(
    r"\b(?:bought|buys?|receiv\w*|acquir\w*|borrow\w*|gets?|got|gekauft|kaufte\w*|bek[ao]m\w*|erh[ai][le]lt\w*|compr[oóaeu]\w*|recib\w*|adquir\w*|r?achet\w*|reçu\w*|acquis\w*|acquist\w*|ricevut\w*|receb\w*|emprestad\w*)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_NEAR: Final = 2
#: Who does it, and to whom.
_TWO: Final = 2
#: Concepts of people that are nobody.
_NOBODY: Final = frozenset(f"concept:{name}" for name in ("marriage", "divorce", "age", "surroundings", "generation"))
#: In clauses with these the first may be the object: "farms that inspectors visited".
_RELATIVE: Final = frozenset(("that", "which", "who", "whom", "que", "qui", "dont", "che", "cui", "quem"))
#: What joins two who do one thing, or have it done to them.
_JOINED: Final = frozenset(("and", "or", "und", "oder", "y", "e", "o", "et", "ou", "de", "d", "of"))


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
    plain = not {",", ":"} & set(told) and len(words) <= _LONGEST and _RELATIVE.isdisjoint(words)
    return subject.stated and subject.language in _PASSIVE and plain


def _who(subject: Subject) -> list[Word]:
    names = named(subject.told, subject.language)
    return [word for word in read_words(subject.told, subject.language) if word in names or "people" in word.themes]


@lru_cache(maxsize=2048)
def _first_does_it(text: str, language: str, both: tuple[Word, Word]) -> bool | None:
    """Whether the first of two does it, or gives what the other gets; None where the clause does not show it."""
    places = [re.search(rf"(?<!\w){re.escape(one.text)}(?!\w)", text) for one in both]
    first, second = places
    if first is None or second is None:
        return None
    between = text[min(first.end(), second.end()) : max(first.start(), second.start())]
    if set(_WORD.findall(between.lower())) <= _JOINED:
        return None
    passive = re.search(rf"\b{_PASSIVE[language]}\b", text, re.IGNORECASE) is not None
    roles = [_role(text[: place.start()], language, passive=passive) for place in (first, second)]
    if roles == ["bare", "bare"]:
        return None if passive else first.start() < second.start()
    if passive:
        return roles[0] == "by" if "by" in roles else None
    if "bare" not in roles:
        return None
    return (roles[0] == "bare") != (_TAKES.search(text) is not None)


def _role(before: str, language: str, *, passive: bool) -> _Role:
    """What the words right before somebody make of him."""
    for word in reversed(_WORD.findall(before.lower())[-_NEAR:]):
        if passive and word in _BY[language]:
            return "by"
        if word in _TO[language]:
            return "to"
        if word in _FROM[language] or word in _BY[language]:
            return "from"
    return "bare"
