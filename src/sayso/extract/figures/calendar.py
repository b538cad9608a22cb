"""Dates, so that they are typed and never counted."""

# ruff: noqa: PLR2004  # days, hours and years have the numbers that they have
from __future__ import annotations

import re
from typing import Final

from sayso.language.numbers import Grammar, Line

from .names import counts_after
from .ordinals import read_ordinal
from .reading import Reading

_NUMERIC: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
_SHORT_DATE: Final = re.compile(r"(\d{1,2})\.(\d{1,2})")
_SHORT_YEAR: Final = 2
#: So many words may a quotation have that begins with two digits.
_QUOTED: Final = 12
_DAY: Final = 24
_YEAR: Final = range(1000, 2101)
_LIKELY: Final = range(1900, 2051)
#: What is planned or foretold for later is so for a round year: "by 2100".
_FAR: Final = range(2055, 2101, 5)
_OLD: Final = range(1500, 2101)
#: After a possessive or an article such a number dates a plural, too, unless it is a round one ("the 2000 workers").
_RECENT: Final = range(1950, 2036)
_ROUND: Final = 50
#: Such a German sentence may begin with: "1898 baute er sein Haus".
_FIRST_WORD: Final = range(1700, 1900)


def read_date(line: Line, place: int, g: Grammar) -> Reading | None:
    """The date, year, span of years or decade at `place`. `low` and `high` are its years, where it names any."""
    if line.digits(place):
        return (
            _iso(line, place)
            or _numeric(line, place)
            or _known(line, place, g)
            or _day_and_month(line, place, g)
            or _day_first(line, place, g)
            or _decade(line, place, g)
            or _named_day(line, place, g)
            or _short_year(line, place, g)
            or _years(line, place, g)
        )
    decade = g.number_of("decades_in_words").at(line.keys, place)  # "anni Novanta"
    if decade is not None:
        return _date(place, decade[1], decade[0], "a decade in words", decade[0] + 9)
    return _month_first(line, place, g) or _day_first(line, place, g)


def _date(place: int, end: int, year: int | None, because: str, last: int | None = None) -> Reading:
    return Reading(place, end, "date", because, low=year, high=last or year)


def whole(line: Line, place: int, size: int) -> bool:
    """Whether the tokens from `place` are all glued together."""
    return all(line.glued(at) for at in range(place + 1, place + size))


def _iso(line: Line, place: int) -> Reading | None:
    parts = line.keys[place : place + 5]
    if parts[1::2] != ["-", "-"] or not whole(line, place, 5):
        return None
    if [len(part) for part in parts[::2]] != [4, 2, 2] or not "".join(parts[::2]).isdecimal():
        return None
    end = place + 5
    while (
        line.glued(end)
        and line.key(end) not in {",", ")", "]", ";"}
        and (line.key(end)[0] in "t:z" or line.digits(end))
    ):
        end += 1
    return _date(place, end, int(parts[0]), "a date in digits")


def _numeric(line: Line, place: int) -> Reading | None:
    if match := _NUMERIC.fullmatch(line.key(place)):
        written = int(match[3])
        return _date(place, place + 1, written if written > 99 else None, "a date in digits")
    parts = line.keys[place : place + 5]
    if parts[1::2] != ["/", "/"] or not whole(line, place, 5) or not "".join(parts[::2]).isdecimal():
        return None
    first, last = parts[0], parts[4]
    if len(first) > 4 or len(last) > 4 or len(parts[2]) > 2:
        return None
    year = int(last) if len(last) == 4 else int(first) if len(first) == 4 else None
    return _date(place, place + 5, year, "a date in digits")


def _day_and_month(line: Line, place: int, g: Grammar) -> Reading | None:
    """German "24.12.", and "am 24.12" without its last full stop."""
    match = _SHORT_DATE.fullmatch(line.key(place)) if g.words("ordinal_marks.dotted") else None
    if match is None or not 1 <= int(match[1]) <= 31 or not 1 <= int(match[2]) <= 12:
        return None
    dotted = line.key(place + 1) == "." and line.glued(place + 1)
    inside = dotted and bool(line.key(place + 2))
    if not inside and line.key(place - 1) not in g.words("dates.before_short"):
        return None
    return _date(place, place + 1 + inside, None, "a day of a month")


def _known(line: Line, place: int, g: Grammar) -> Reading | None:
    """A day that all know by its digits: "9/11"."""
    found = g.phrases("dates.known").at(line.keys, place)
    return None if found is None else _date(place, found[1], None, "a day known by its digits")


def _short_year(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "nel ’68", "the summer of ’76": two digits behind an apostrophe. Which century it is stays open."""
    text, end = line.key(place), place + 1
    marked = line.key(place - 1) == "’" and line.glued(place) and not line.glued(place - 1)
    if not marked or len(text) != _SHORT_YEAR or not text.isdecimal() or counts_after(line, end, g):
        return None
    goes_on = line.glued(end) and line.key(end) not in {",", ".", ";", ":", ")", "?", "!", "-", "–"}
    quoted = any(line.key(at) == "’" and not line.glued(at + 1) for at in range(end, end + _QUOTED))
    return None if goes_on or quoted or is_measured(line, end, g) else _date(place, end, None, "two digits of a year")


def _month(line: Line, place: int, g: Grammar) -> int | None:
    found = g.number_of("dates.months").at(line.keys, place)
    if found is None or (g.flags["capital_months"] and not line.capital(place)):
        return None
    return found[1]


def _day(line: Line, place: int, g: Grammar) -> int | None:
    """Where a day of the month ends: "3", "3rd", "3.", "1er", "third"."""
    text = line.key(place)
    if not line.digits(place):
        found = g.number_of("dates.days").at(line.keys, place)
        return found[1] if found else None
    if not text.isdecimal() or len(text) > 2 or not 1 <= int(text) <= 31:
        return None
    ordinal = read_ordinal(line, place, g)
    return ordinal.end if ordinal else place + 1


def _day_first(line: Line, place: int, g: Grammar) -> Reading | None:
    end = _day(line, place, g)
    if end is None:
        return None
    for joint in (end, _joint(line, end, g)):
        month = None if joint is None else _month(line, joint, g)
        if month is not None:
            return _with_year(line, place, month, g)
    return _day_range(line, place, end, g)


def _day_range(line: Line, place: int, end: int, g: Grammar) -> Reading | None:
    """As in "3-5 October", "dal 6 al 22 febbraio"."""
    joined = line.key(end) in {"-", "–"} and line.glued(end)
    at = end + 1
    if line.key(end) in g.words("dates.range_joins"):
        joined, at = True, at + (line.key(at) in g.words("ranges.articles"))
    if not joined or not line.digits(at):
        return None
    last = _day(line, at, g)
    month = None if last is None else _month(line, _joint(line, last, g) or last, g)
    return None if month is None else _with_year(line, place, month, g)


def _named_day(line: Line, place: int, g: Grammar) -> Reading | None:
    """A bare day of the month by the word before it: "el lunes 12", "na quarta-feira (5)", "no dia 25"."""
    end = _day(line, place, g)
    bracket = line.key(place - 1) == "("
    if end is None or (bracket and line.key(end) not in {")", ","}):
        return None
    named = g.phrases("dates.before_day").before(line.keys, place - bracket)
    if named is None or is_measured(line, end, g) or (not bracket and counts_after(line, end, g)):
        return None
    return (
        None
        if line.glued(end) and line.key(end) in {"-", "–", ":", "/", "%"}
        else _date(place, end, None, "a day of a month")
    )


def _joint(line: Line, place: int, g: Grammar) -> int | None:
    if line.key(place) == "-" and line.glued(place) and line.glued(place + 1):  # "le 11-Septembre"
        return place + 1
    found = g.phrases("dates.day_first").at(line.keys, place)
    return found[1] if found else None


def _with_year(line: Line, place: int, end: int, g: Grammar) -> Reading:
    for at in (end, _year_joint(line, end, g)):
        year = None if at is None else _plain_year(line, at)
        if at is not None and year is not None and year in _OLD:
            return _date(place, at + 1, year, "a day or month with its year")
    return _date(place, end, None, "a day of a month")


def _year_joint(line: Line, place: int, g: Grammar) -> int | None:
    found = g.phrases("dates.year_joins").at(line.keys, place)
    return found[1] if found else None


def _plain_year(line: Line, place: int) -> int | None:
    text = line.key(place)
    alone = not line.glued(place + 1) or not line.word(place + 1)
    return int(text) if len(text) == 4 and text.isdecimal() and line.digits(place) and alone else None


def _month_first(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "October 3, 2015", "October 2015"; a month alone is no date."""
    month = _month(line, place, g)
    if month is None:
        return None
    if g.flags["month_first"] and (day := _day(line, month, g)) is not None and line.digits(month):
        alone = line.key(place - 1) in g.words("dates.month_alone") and counts_after(line, day, g)
        return None if alone or line.key(day) == "%" else _with_year(line, place, _last_day(line, day, g), g)
    found = _with_year(line, place, month, g)
    return found if found.low is not None else None


def _last_day(line: Line, place: int, g: Grammar) -> int:
    """As in "October 3-5"."""
    if line.key(place) in {"-", "–"} and line.glued(place) and line.digits(place + 1):
        return _day(line, place + 1, g) or place
    return place


def _decade(line: Line, place: int, g: Grammar) -> Reading | None:
    text = line.key(place)
    named = g.phrases("dates.decade_before").before(line.keys, place)
    if named and text.isdecimal() and text[-1] == "0" and len(text) in {2, 4}:
        year = int(text) if len(text) == 4 else 1900 + int(text)
        return _date(place, place + 1, year, "a decade", year + 9)
    found = g.phrases("dates.decades").at(line.keys, place + 1)
    if found is None or not line.glued(place + 1) or not text.isdecimal():
        return None
    if len(text) == _SHORT_YEAR and line.key(found[1]) == "-" and line.glued(found[1]):  # "eine 30er-Zone"
        return None
    if text[-1] != "0":
        single = int(text) if len(text) == 4 and int(text) in _LIKELY else None
        return None if single is None else _date(place, place + 1, single, "a year with an ending")
    if len(text) == 4 and int(text) in _OLD:
        return _date(place, found[1], int(text), "a decade", int(text) + 9)
    return _date(place, found[1], None, "a decade") if len(text) == _SHORT_YEAR else None


def _years(line: Line, place: int, g: Grammar) -> Reading | None:
    """A bare year, or two of them: "2015", "2015-16"."""
    first = _plain_year(line, place)
    if first is None or first not in _YEAR:
        return None
    if (last := _second_year(line, place, first)) is not None:
        return _date(place, place + 3, first, "a span of years", last)
    return _date(place, place + 1, first, "a number that stands as a year") if _is_year(line, place, first, g) else None


def _second_year(line: Line, place: int, first: int) -> int | None:
    if line.key(place + 1) not in {"-", "–", "/"} or not whole(line, place, 3) or not line.digits(place + 2):
        return None
    text = line.key(place + 2)
    if not text.isdecimal() or len(text) not in {2, 4} or first not in _OLD:
        return None
    last = int(text) if len(text) == 4 else first - first % 100 + int(text)
    return last if first < last else None


def _is_year(line: Line, place: int, year: int, g: Grammar) -> bool:
    """By the word before and the word after: "in 2015", "the 2015 budget", but "2000 people"."""
    before, counts = line.key(place - 1), _counts_something(line, place + 1, g)
    if is_measured(line, place + 1, g) or (line.glued(place) and before in {"$", "€", "£", ".", "-", "¥", "#"}):
        return False
    if before in g.words("dates.before_owned") and year in _RECENT and year % _ROUND:  # "its 2015 principles"
        return True
    begun = before in g.words("period.since") and line.key(place + 1) not in g.words("change.to")
    if begun and year in _OLD and not counts:  # "gilt seit 1871"
        return True
    if before in g.words("dates.before_year"):
        if (
            year not in _LIKELY
            and year in _OLD
            and (_spans_years(line, place) or before in g.words("dates.year_words"))
        ):
            return not counts
        weak = before in g.words("dates.before_weak")
        if not weak and year in _FAR and line.key(place - 1) not in g.words("counted.of"):
            return not counts
        return year in _LIKELY if not weak else not counts and year in _LIKELY
    if year in _LIKELY or (year in _FIRST_WORD and g.flags["capital_nouns"] and place == 0 and line.word(place + 1)):
        return not counts
    return year in _OLD and before in {"(", "–", "-"} and line.key(place + 1) in {")", "–", "-", ","}


def _spans_years(line: Line, place: int) -> bool:
    """Whether another year stands two words on or back, as in "between 1600 and 1900"."""
    years = (_plain_year(line, at) for at in (place - 2, place + 2) if line.digits(at))
    return any(year is not None and year in _OLD for year in years)


def is_measured(line: Line, place: int, g: Grammar) -> bool:
    """Whether a unit, a currency, a scale or a word for percent stands at `place`."""
    keys = line.keys
    united = g.flags["capital_nouns"] or not line.capital(place)
    unit = (united and g.units.names.at(keys, place)) or g.phrases("percent.percent").at(keys, place)
    money = g.money.suffix.at(keys, place)
    scale = g.numbers.words.at(keys, place)
    return bool(unit or (scale and scale[0].multiplies) or (money and line.key(place) not in g.money.codes))


def _counts_something(line: Line, place: int, g: Grammar) -> bool:
    if g.flags["capital_nouns"]:
        return line.capital(place) and line.key(place) not in g.words("counted.stop")
    return counts_after(line, place, g)
