"""Dates as written, with as much of year, month and day as they name, and whether two of them can be one day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.language.lexicon import lexicon

#: Languages whose names of months are known.
_NAMING: Final = ("en", "de", "es", "fr", "it", "pt")
_YEAR: Final = re.compile(r"(?<!\d)1[0-9]\d\d(?!\d)|(?<!\d)20\d\d(?!\d)")
_DAY: Final = re.compile(r"(?<!\d)(?:[12]\d|3[01]|0?[1-9])(?!\d)")
_DIGITS: Final = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)(?!\d)")
_ISO: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as it is named; None for what is left out."""

    year: int | None
    month: int | None
    day: int | None

    @property
    def parts(self) -> tuple[int | None, int | None, int | None]:
        """Year, month and day."""
        return self.year, self.month, self.day


def read_moment(text: str) -> Moment | None:
    """The date that a text is, in any of six languages; None where it names no year, month or day.

    Of "3.4.2019" the day comes first where that is possible, as in all of the languages but American English.
    """
    if found := _ISO.search(text):
        return Moment(int(found[1]), int(found[2]), int(found[3]))
    if found := _DIGITS.search(text):
        first, second, last = int(found[1]), int(found[2]), int(found[3])
        return Moment(last, first, second) if second > _MONTHS else Moment(last, second, first)
    month = next((number for word in _words(text) if (number := _months().get(word))), None)
    year = _YEAR.search(text)
    rest = text.replace(year.group(), " ", 1) if year else text
    day = _DAY.search(rest) if month else None
    found_year = int(year.group()) if year else None
    return Moment(found_year, month, int(day.group()) if day else None) if month or found_year else None


def months_in(text: str) -> frozenset[int]:
    """The months that a text names that is known to say when; "may" and "march" of any other text may be verbs."""
    return frozenset(number for word in _words(text) if (number := _months().get(word)))


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) > 2]  # noqa: PLR2004  "de"


@cache
def _months() -> dict[str, int]:
    """Names of months in all the languages, which do not contradict one another."""
    found: dict[str, int] = {}
    for language in reversed(_NAMING):
        table: dict[str, int] = lexicon(f"numbers.{language}")["dates"]["months"]
        found.update({name.casefold().rstrip("."): number for name, number in table.items()})
    return found


def order(one: Moment, other: Moment) -> int | None:
    """How two dates follow one another by what both name, from the year down: -1, 0 or 1; None where they share nothing.

    "March 3" and "3 March 2019" are 0: they can be one day. What only one of them names decides nothing.
    """
    shared = False
    for mine, theirs in zip(one.parts, other.parts, strict=True):
        if mine is None or theirs is None:
            continue
        if mine != theirs:
            return -1 if mine < theirs else 1
        shared = True
    return 0 if shared else None
