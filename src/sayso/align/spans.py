"""Stretches of time that parts of two sentences hold for: so much a day or a week, in a half or a quarter of a year, last week or last year, in a year or since it.

The words are those of `language/data/spans.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from sayso.language import fold
from sayso.language.concepts import BRIDGED
from sayso.language.lexicon import lexicon

from .apart import Opposed
from .subject import Subject
from .words import cognates, read_words
from .years import YEAR

_KEPT: Final = 4096
_PARTS: Final = frozenset(("part", "named"))
#: Spans of time that something may be per.
_TIMES: Final = frozenset(("hour", "day", "week", "month", "quarter", "year"))


_Told = Mapping[str, Mapping[str, str]]


def other_stretch(claimed: Subject, given: Subject) -> tuple[str, str] | None:
    """The words by which two figures hold for other stretches of time, or None.

    "Last week" and "last year" must be told on both sides; a part of a year stands against a whole one, "since" against a year that both name.
    """
    if not (claimed.stated and given.stated):
        return None
    mine, theirs = _own(claimed), _own(given)
    pair = _unlike(mine, theirs, "last")
    if pair and _is_its_own(claimed, pair[0]) and _is_its_own(given, pair[1]):
        return pair
    forth = _part(mine, theirs, given) or _since(mine, theirs, given)
    back = _part(theirs, mine, claimed) or _since(theirs, mine, claimed)
    return forth or ((back[1], back[0]) if back else None)


def _is_its_own(subject: Subject, words: str) -> bool:
    """Whether "last week" is of the figure, and not of when it was said: in its clause, where the sentence names no year."""
    return words in fold(subject.clause).text and not YEAR.search(subject.sentence)


def other_rate_or_past(claimed: Subject, given: Subject) -> Opposed | None:
    """So much a day and so much a week or in several days together, or what is no more so, told of today.

    What both figures are per themselves, their units say. Where the article names a year or says itself that it is past, nothing is apart.
    """
    if not (claimed.stated and given.stated):
        return None
    mine, theirs = _own(claimed), _own(given)
    rates = None if claimed.rate and given.rate else _unlike(mine, theirs, "per")
    rates = rates or _in_several(claimed, given)
    if rates:
        return Opposed("time", *rates)
    there, here = theirs.get("former", {}), spans(claimed.sentence, claimed.language)
    if not there or here.get("former") or YEAR.search(claimed.sentence):
        return None
    return Opposed("time", next(iter(here.get("now", {"": ""}).values())), next(iter(there.values())))


def _in_several(claimed: Subject, given: Subject) -> tuple[str, str] | None:
    """So much in each year here, so much in several years together there: "900 euros a year", "900 euros in two years"."""
    mine, theirs = _own(claimed), _own(given)
    each = [next(iter(one.get("per", {}).values()), "") for one in (mine, theirs)]
    several = [next(iter(one.get("several", {}).values()), "") for one in (mine, theirs)]
    rated = [bool(words or subject.rate) for words, subject in zip(each, (claimed, given), strict=True)]
    if rated[0] and several[1] and not rated[1]:
        return each[0] or f"a {claimed.rate}", several[1]
    if rated[1] and several[0] and not rated[0]:
        return several[0], each[1] or f"a {given.rate}"
    return None


def is_per_both(one: Subject, other: Subject) -> bool:
    """Whether two figures are per a thing and per a time, of which each is told beside both: "340 euros a hectare each year", "jährlich 340 Euro je Hektar"."""
    if not one.rate or not other.rate or (one.rate in _TIMES) == (other.rate in _TIMES):
        return False
    timed, per = (one, other) if one.rate in _TIMES else (other, one)
    thing = read_words(per.rate or "", "en")
    told = read_words(timed.told, timed.language)
    named = any(word.keys & each.keys or cognates(word, [each]) for word in thing for each in told)
    return named and timed.rate in _own(per).get("per", {})


def is_of_a_year(text: str, language: str) -> bool:
    """Whether a text tells of what was in a year that it names, and not since or until one, or in several together."""
    found = spans(text, language)
    return "in" in found and not {"since", "side", "several"} & found.keys()


def _unlike(mine: _Told, theirs: _Told, sort: str) -> tuple[str, str] | None:
    """The words of a sort that both have, where nothing of it is the same."""
    one, other = mine.get(sort, {}), theirs.get(sort, {})
    apart = bool(one and other) and one.keys().isdisjoint(other)
    return (next(iter(one.values())), next(iter(other.values()))) if apart else None


def _part(one: _Told, other: _Told, subject: Subject) -> tuple[str, str] | None:
    """Half a year or a quarter against a year that the other tells of as a whole, or only names; not where it names a month."""
    part, year = one.get("part", {}), other.get("year", {}) or dict.fromkeys(YEAR.findall(subject.sentence)[:1], "")
    if not part or not year or set(spans(subject.sentence, subject.language)) & _PARTS:
        return None
    return next(iter(part.values())), next(iter(year.values())) or next(iter(year))


def _since(one: _Told, other: _Told, subject: Subject) -> tuple[str, str] | None:
    """From a year on, where the other has it of that year."""
    since = next(iter(one.get("since", {}).values()), "")
    year = next(iter(YEAR.findall(since)), "")
    return (
        (since, year)
        if year and not (other.get("since") or other.get("from")) and year in YEAR.findall(subject.told)
        else None
    )


def _own(subject: Subject) -> _Told:
    return spans(subject.told, subject.language)


@lru_cache(maxsize=_KEPT)
def spans(text: str, language: str) -> _Told:
    """What a text names of each sort, by the name that is common to all languages, with the words themselves."""
    primary = language.partition("-")[0]
    found: dict[str, dict[str, str]] = {}
    if primary not in BRIDGED:
        return found
    folded = fold(text).text
    for sort, name, pattern in _patterns(primary):
        match = pattern.search(folded)
        if match:
            found.setdefault(sort, {})[name] = match.group()
    return found


@cache
def _patterns(language: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    table: dict[str, dict[str, list[str]]] = lexicon("spans")[language]
    months = "|".join(lexicon(f"numbers.{language}")["dates"]["months"])
    named = ("named", "month", re.compile(rf"(?<!\w)(?:{months})(?!\w)", re.IGNORECASE))
    listed = (
        (sort, name, re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE))
        for sort, names in table.items()
        for name, words in names.items()
    )
    return (*listed, named)
