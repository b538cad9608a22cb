"""Dates and clock times, so that they are typed and never counted."""

# ruff: noqa: PLR2004  # days, hours and years have the numbers that they have
from __future__ import annotations

import re
from typing import Final

from sayso.language.numbers import Grammar, Line, read_numeral

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
    return _month_first(line, place, g) or _day_first(line, place, g)


def _date(place: int, end: int, year: int | None, because: str, last: int | None = None) -> Reading:
    return Reading(place, end, "date", because, low=year, high=last or year)


def _whole(line: Line, place: int, size: int) -> bool:
    """Whether the tokens from `place` are all glued together."""
    return all(line.glued(at) for at in range(place + 1, place + size))


def _iso(line: Line, place: int) -> Reading | None:
    parts = line.keys[place : place + 5]
    if parts[1::2] != ["-", "-"] or not _whole(line, place, 5):
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
    if parts[1::2] != ["/", "/"] or not _whole(line, place, 5) or not "".join(parts[::2]).isdecimal():
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
    return None if goes_on or quoted or _measured(line, end, g) else _date(place, end, None, "two digits of a year")


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
    if named is None or _measured(line, end, g) or (not bracket and counts_after(line, end, g)):
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
    if line.key(place + 1) not in {"-", "–", "/"} or not _whole(line, place, 3) or not line.digits(place + 2):
        return None
    text = line.key(place + 2)
    if not text.isdecimal() or len(text) not in {2, 4} or first not in _OLD:
        return None
    last = int(text) if len(text) == 4 else first - first % 100 + int(text)
    return last if first < last else None


def _is_year(line: Line, place: int, year: int, g: Grammar) -> bool:
    """By the word before and the word after: "in 2015", "the 2015 budget", but "2000 people"."""
    before, counts = line.key(place - 1), _counts_something(line, place + 1, g)
    if _measured(line, place + 1, g) or (line.glued(place) and before in {"$", "€", "£", ".", "-", "¥", "#"}):
        return False
    if before in g.words("dates.before_owned") and year in _RECENT and year % _ROUND:  # "its 2015 principles"
        return True
    if before in g.words("dates.before_year"):
        if (
            year not in _LIKELY
            and year in _OLD
            and (_spans_years(line, place) or before in g.words("dates.year_words"))
        ):
            return not counts
        weak = before in g.words("dates.before_weak")
        return year in _LIKELY if not weak else not counts and year in _LIKELY
    if year in _LIKELY or (year in _FIRST_WORD and g.flags["capital_nouns"] and place == 0 and line.word(place + 1)):
        return not counts
    return year in _OLD and before in {"(", "–", "-"} and line.key(place + 1) in {")", "–", "-", ","}


def _spans_years(line: Line, place: int) -> bool:
    """Whether another year stands two words on or back, as in "between 1600 and 1900"."""
    years = (_plain_year(line, at) for at in (place - 2, place + 2) if line.digits(at))
    return any(year is not None and year in _OLD for year in years)


def _measured(line: Line, place: int, g: Grammar) -> bool:
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


def read_spoken_clock(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "Halb drei", "Viertel nach fünf": words before an hour in words."""
    before = g.phrases("clock.before_hour").at(line.keys, place)
    hour = None if before is None else read_numeral(line, before[1], g.numbers)
    if before is None or hour is None or hour.end != before[1] + 1 or not 1 <= hour.value <= 12:
        return None
    if line.capital(hour.end) and line.key(hour.end) not in g.words("clock.after"):
        return None
    return _time(line, place, hour.end, g)


def read_clock(line: Line, place: int, g: Grammar) -> Reading | None:
    """A time of day at `place`: "10:30", "5 pm", "17 Uhr", "17h30", "dos de la tarde"."""
    if not line.digits(place):
        return _spoken(line, place, g)
    end = _colon(line, place, g)
    hour = line.key(place).replace(":", ".").split(".")
    if end is None and not (len(hour) <= 2 and all(part.isdecimal() and int(part[:3]) < 60 for part in hour)):
        return None
    at = end or place + 1
    mark = g.phrases("clock.after").at(line.keys, at) or g.phrases("clock.spoken").at(line.keys, at)
    if len(hour) > 1 and mark is None:
        mark = g.phrases("clock.after_minutes").at(line.keys, at)
    if mark:
        return _time(line, place, mark[1], g) if int(hour[0]) <= 24 else None
    if end is None and line.key(place - 1) in g.words("clock.before") and int(hour[0]) <= 24:
        after = g.phrases("clock.after_only").at(line.keys, at)
        if after is None and len(hour) == 2 and len(hour[1]) == 2:
            return _time(line, place, at, g)
        return _time(line, place, after[1], g) if after else None
    return None if end is None else _time(line, place, end, g)


def _spoken(line: Line, place: int, g: Grammar) -> Reading | None:
    """An hour in words with the part of the day: "six in the morning", "duas da tarde"."""
    numeral = read_numeral(line, place, g.numbers)
    if numeral is None or not 0 < numeral.value <= 12:
        return None
    part = g.phrases("clock.spoken").at(line.keys, numeral.end)
    return None if part is None else Reading(place, part[1], "time", "an hour with the part of the day")


def _time(line: Line, place: int, end: int, g: Grammar) -> Reading:
    zone = g.phrases("clock.after").at(line.keys, end)
    end = zone[1] if zone else end
    minutes = g.flags["capital_nouns"] and line.key(end - 1) in g.words("clock.after") and line.key(end)
    if minutes and minutes.isdecimal() and len(minutes) == 2 and int(minutes) < 60 and not line.capital(end + 1):
        end += 1
    return Reading(place, end, "time", "a time of day")


def _colon(line: Line, place: int, g: Grammar) -> int | None:
    if (spaced := _spaced_hour(line, place, g)) is not None:
        return spaced
    marks = g.words("clock.separators")
    if line.key(place + 1) not in marks or not _whole(line, place, 3) or not line.digits(place + 2):
        return None
    hour, minute = line.key(place), line.key(place + 2)
    if len(minute) != 2 or not (hour + minute).isdecimal() or len(hour) > 2 or int(hour) > 24 or int(minute) > 59:
        return None
    seconds = line.key(place + 3) == ":" and line.digits(place + 4) and _whole(line, place, 5)
    return place + 5 if seconds else place + 3


def _hours(line: Line, found: Reading, g: Grammar) -> bool:
    """As in "Dalle 9 alle 17": a range from the word for an hour, with nothing that it could count."""
    low, high = found.low, found.high
    if found.kind != "count" or line.key(found.first) not in g.words("clock.ranges") or low is None or high is None:
        return False
    return 0 <= low < high <= _DAY and found.unit is None and not counts_after(line, found.end, g)


def _spaced_hour(line: Line, place: int, g: Grammar) -> int | None:
    """As in "17 h 30", "8 heures 15": two digits of minutes after the word for hours."""
    hour, minute = line.key(place), line.key(place + 2)
    if line.key(place + 1) not in g.words("clock.spaced") or not line.digits(place + 2) or len(minute) != 2:
        return None
    if not (hour + minute).isdecimal() or int(hour) > 24 or int(minute) > 59 or _measured(line, place + 3, g):
        return None
    return place + 3


def hour_alone(line: Line, found: Reading, g: Grammar) -> Reading:
    """An hour by the word before it, with nothing that it could count: "alle 17", "à sept heures"; else as it is."""
    bounded = found.core > found.first and g.phrases("clock.alone").before(line.keys, found.core) is not None
    at = found.core if bounded else found.first
    value, before = found.high if found.low is None else found.low, line.key(at - 1)
    if _hours(line, found, g):
        return Reading(found.first, found.end, "time", "two hours after the word for a time")
    single = found.low == found.high or bounded
    if at != found.core or not single or not isinstance(value, int) or not 0 < value <= _DAY:
        return found
    alone = g.phrases("clock.alone").before(line.keys, at)
    bare = found.kind == "count" and found.end == at + 1 and alone is not None
    if bare and not counts_after(line, found.end, g) and line.key(found.end) not in {"-", "–", "/"}:
        return Reading(found.first, found.end, "time", "an hour after the word for a time")
    worded = found.unit == "hour" and before in g.words("clock.before") and not line.digits(found.core)
    last = line.key(found.end - 1) in g.words("clock.after_only")
    return Reading(found.first, found.end, "time", "an hour after the word for a time") if worded and last else found
