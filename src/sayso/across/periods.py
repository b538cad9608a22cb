"""The time that a figure holds for where no year that is named tells it: the month, last year or this one, and how long something took."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Final

from sayso.align.moments import read_moment
from sayso.language import fold, lexicon, served

from .points import Point

#: Lengths of time that differ by less are told as one another: 52 weeks, a year.
_NEARLY: Final = 0.1
#: So many texts are remembered.
_KEPT: Final = 4096


def period_change(before: Point, after: Point) -> str | None:
    """The other month, year or length of time of a later figure in words for a reader; None where not both tell one, or the same.

    "Last year" is reckoned from the day of publication; years that both name are `align_subjects`'s to hold against each other.
    """
    return _month(before, after) or _year(before, after) or _length(before, after)


def _month(before: Point, after: Point) -> str | None:
    one, other = (point.figure.period.text if point.figure.period else "" for point in (before, after))
    was, is_ = _month_in(one), _month_in(other)
    return f"the period: “{other}” for “{one}”" if was and is_ and was != is_ else None


def _year(before: Point, after: Point) -> str | None:
    (one, was), (other, is_) = (_reckoned(point) for point in (before, after))
    if was is None or is_ is None or was == is_:
        return None
    return f"the period: “{other}” ({is_}) for “{one}” ({was})"


def _reckoned(point: Point) -> tuple[str, int | None]:
    """The words of a figure's period, or of its clause, that mean a year by the day of writing, and that year; None where they are not one, or the day is unknown."""
    published = (point.appearance.published or "")[:4]
    period = point.figure.period.text if point.figure.period else point.subject.clause
    found = _steps_in(period, served(point.appearance.language))
    if len(found) != 1 or not published.isdigit():
        return "", None
    return found[0][0], int(published) + found[0][1]


def _length(before: Point, after: Point) -> str | None:
    """Where the appearance of each has one length of time alone."""
    was, is_ = (_lengths_in(point.appearance.span.text, served(point.appearance.language)) for point in (before, after))
    if len(was) != 1 or len(is_) != 1:
        return None
    (one, mine), (other, theirs) = was[0], is_[0]
    return None if abs(mine - theirs) <= _NEARLY * max(mine, theirs) else f"the period: “{other}” for “{one}”"


# -- what a text names; a point is held against several others


@lru_cache(maxsize=_KEPT)
def _month_in(period: str) -> int | None:
    moment = read_moment(period)
    return moment.month if moment else None


@lru_cache(maxsize=_KEPT)
def _steps_in(text: str, language: str) -> tuple[tuple[str, int], ...]:
    """Words for last year, this year and the next, each with the step from the year of writing."""
    plain = _plain(text)
    steps = ((-1, "last"), (0, "this"), (1, "next"))
    return tuple((words[0], step) for step, name in steps for words in _told(language, name).finditer(plain))


@lru_cache(maxsize=_KEPT)
def _lengths_in(text: str, language: str) -> tuple[tuple[str, float], ...]:
    """Lengths of time in which something took place ("in six months"), in months."""
    numbers, units = (
        {_plain(word): value for word, value in _table(language)[name].items()} for name in ("numbers", "units")
    )
    return tuple(
        (found[0], float(numbers.get(found["number"]) or int(found["number"])) * units[found["unit"]])
        for found in _pattern(language).finditer(_plain(text))
    )


@cache
def _told(language: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(_table(language)[name])})(?!\w)")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    within, numbers, units = (_any(_table(language)[name]) for name in ("within", "numbers", "units"))
    return re.compile(
        rf"(?<!\w)(?:{within}) (?P<number>{numbers}|\d{{1,2}}) (?P<unit>{units})(?!\w)(?! (?:ago|alt|old)\b)"
    )


def _table(language: str) -> dict[str, Any]:
    table: dict[str, Any] = lexicon("periods")[language]
    return table


def _any(words: list[str] | dict[str, Any]) -> str:
    return "|".join(re.escape(_plain(word)) for word in sorted(words, key=len, reverse=True))


def _plain(text: str) -> str:
    return " ".join(fold(text).text.casefold().replace("'", "’").split())
