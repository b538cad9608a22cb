"""The years that a figure holds for: those that its period names, or the one before another's ("after 356,000 the year before")."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Final

from sayso.language import fold
from sayso.language.lexicon import lexicon, served

YEAR: Final = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)")

_MONTHS: Final = 12


def years_of(period: str, beside: Collection[str], language: str) -> frozenset[str] | None:
    """The years of a figure with this period, where `beside` are those of its sentence.

    "The year before" is the year before the only other one, "six years earlier" the sixth before it. "Last year" is reckoned from a day that is not known here: no year, and none
    of the sentence's either. None where the period says nothing of years, so that those of the clause hold ("in May").
    """
    if named := YEAR.findall(period):
        return frozenset(named)
    words, tables = " ".join(_plain(period).split()), _tables(served(language))
    if words in tables["reckoned"]:
        return frozenset()
    back = [1] if words in tables["before"] else _steps(words, language)
    if not back:
        return None
    others = set(beside)
    return frozenset((str(int(others.pop()) - back[0]),)) if len(others) == 1 else frozenset()


def years_before(text: str, language: str) -> frozenset[str]:
    """The years to which a text leads back from those that it names: "in 2025 there were twice as many as six years earlier" is of 2019, too, "o dobro do ano anterior" of 2024."""
    named = YEAR.findall(text)
    plain = _plain(text) if named else ""
    steps = [*_steps(plain, language), *([1] if named and _led(language.partition("-")[0]).search(plain) else [])]
    return frozenset(str(int(year) - step) for year in named for step in steps)


def _steps(words: str, language: str) -> list[int]:
    """How many years back a text goes, for each "so many years earlier" in it."""
    numbers = _numbers(served(language))
    return [int(numbers.get(found[1]) or found[1]) for found in _earlier(served(language)).finditer(words)]


@cache
def _numbers(language: str) -> dict[str, int]:
    return {_plain(word): value for word, value in lexicon("periods")[language]["numbers"].items()}


@cache
def _earlier(language: str) -> re.Pattern[str]:
    """A number of years with a word behind it that leads back: "six years earlier", "vier Jahre zuvor"."""
    table = lexicon("periods")[language]
    years = (word for word, months in table["units"].items() if months == _MONTHS)
    numbers, units, back = (
        "|".join(re.escape(_plain(word)) for word in words) for words in (table["numbers"], years, table["earlier"])
    )
    return re.compile(rf"(?<![\w.,])({numbers}|\d{{1,2}})\s+(?:{units})\s+(?:{back})(?!\w)")


@cache
def _led(language: str) -> re.Pattern[str]:
    """What leads to the year before one that is named; a pattern that nothing fits where a language has no such words."""
    words = lexicon("periods").get(language, {}).get("led", ())
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(_plain(one)) for one in words) or '(?!)'})(?!\w)")


@cache
def _tables(language: str) -> dict[str, frozenset[str]]:
    table = lexicon("periods")[language]
    reckoned = frozenset(_plain(words) for name in ("last", "this", "next") for words in table[name])
    before = frozenset(_plain(words) for words in table["before"])
    before = (before - reckoned) | (before & {"the previous year"})  # of a year that was named, or of today's
    return {"before": before, "reckoned": reckoned - before}


def _plain(text: str) -> str:
    return fold(text).text.casefold().replace("'", "’")
