"""Times of day, so that they are typed and never counted."""

# ruff: noqa: PLR2004  # days and hours have the numbers that they have
from __future__ import annotations

from typing import Final

from sayso.language.numbers import Grammar, Line, read_numeral

from .calendar import is_measured, whole
from .names import counts_after
from .reading import Reading

_DAY: Final = 24


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
    if line.key(place + 1) not in marks or not whole(line, place, 3) or not line.digits(place + 2):
        return None
    hour, minute = line.key(place), line.key(place + 2)
    if len(minute) != 2 or not (hour + minute).isdecimal() or len(hour) > 2 or int(hour) > 24 or int(minute) > 59:
        return None
    seconds = line.key(place + 3) == ":" and line.digits(place + 4) and whole(line, place, 5)
    return place + 5 if seconds else place + 3


def _hours(line: Line, found: Reading, g: Grammar) -> bool:
    """As in "Dalle 9 alle 17": a range from the word for an hour, with nothing that it could count."""
    low, high = found.low, found.high
    articles = g.words("clock.before") & g.words("ranges.articles")
    named = line.key(found.first + 1) in articles and line.key(found.end - 2) in articles  # "entre las 6 y las 8"
    hours = line.key(found.first) in g.words("clock.ranges") or named
    if found.kind != "count" or not hours or low is None or high is None:
        return False
    return 0 <= low < high <= _DAY and found.unit is None and not counts_after(line, found.end, g)


def _spaced_hour(line: Line, place: int, g: Grammar) -> int | None:
    """As in "17 h 30", "8 heures 15": two digits of minutes after the word for hours."""
    hour, minute = line.key(place), line.key(place + 2)
    if line.key(place + 1) not in g.words("clock.spaced") or not line.digits(place + 2) or len(minute) != 2:
        return None
    if not (hour + minute).isdecimal() or int(hour) > 24 or int(minute) > 59 or is_measured(line, place + 3, g):
        return None
    return place + 3


def hour_alone(line: Line, found: Reading, g: Grammar) -> Reading:
    """An hour by the word before it, with nothing that it could count: "alle 17", "à sept heures"; else as it is."""
    bounded = found.core > found.first and g.phrases("clock.alone").before(line.keys, found.core) is not None
    at = found.core if bounded else found.first
    value, before = found.high if found.low is None else found.low, line.key(at - 1)
    if _hours(line, found, g):
        return Reading(found.first, found.end, "time", "two hours after the word for a time")
    mark = (
        g.phrases("clock.after").at(line.keys, found.end) if found.kind == "count" and found.low != found.high else None
    )
    if mark is not None and found.low is not None and found.high is not None and 0 <= found.low < found.high <= _DAY:
        return Reading(found.first, mark[1], "time", "two hours before the word for a time")  # "zwischen 6 und 8 Uhr"
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
