"""The years that a figure holds for: those that its period names, or the one before another's ("after 356,000 the year before")."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Final

from sayso.language import fold
from sayso.language.lexicon import lexicon, served

YEAR: Final = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)")


def years_of(period: str, beside: Collection[str], language: str) -> frozenset[str] | None:
    """The years of a figure with this period, where `beside` are those of its sentence.

    "The year before" is the year before the only other one. "Last year" is reckoned from a day that is not known here: no year, and none
    of the sentence's either. None where the period says nothing of years, so that those of the clause hold ("in May").
    """
    if named := YEAR.findall(period):
        return frozenset(named)
    words, tables = " ".join(_plain(period).split()), _tables(served(language))
    if words in tables["reckoned"]:
        return frozenset()
    if words not in tables["before"]:
        return None
    others = set(beside)
    return frozenset((str(int(others.pop()) - 1),)) if len(others) == 1 else frozenset()


@cache
def _tables(language: str) -> dict[str, frozenset[str]]:
    table = lexicon("periods")[language]
    reckoned = frozenset(_plain(words) for name in ("last", "this", "next") for words in table[name])
    before = frozenset(_plain(words) for words in table["before"])
    before = (before - reckoned) | (before & {"the previous year"})  # of a year that was named, or of today's
    return {"before": before, "reckoned": reckoned - before}


def _plain(text: str) -> str:
    return fold(text).text.casefold().replace("'", "’")
