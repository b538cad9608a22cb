"""When something was published, from the forms that collections write it in."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_ISO: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?\Z")
#: "10:00 PM", "12.30 a.m.", "9 am": `email.utils` reads the numbers alone, and takes the evening for the morning.
_CLOCK: Final = re.compile(r"(?<![\d:.])(\d{1,2})((?:[:.]\d{2}){0,2})\s?(?i:(a|p)\.?m\b\.?)")
_COMPACT: Final = re.compile(r"(?:19|20)\d{6}\Z")
#: Seconds from 1970 that stand for a date between 1980 and 2100; beyond, they are thousandths.
_FIRST, _LAST = 315_532_800, 4_102_444_800
_NOON: Final = 12
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def published_at(told: object) -> str | None:
    """A date, or a date and time in UTC ("2026-03-01T09:30:00Z"); None for what is no date.

    Takes what ISO 8601 and RFC 5322 write, "20260301", seconds and milliseconds since 1970, dates and times. A time without a
    zone stays without.
    """
    if isinstance(told, datetime):
        return _moment(told)
    if isinstance(told, date):
        return told.isoformat()
    if isinstance(told, bool):
        return None
    if isinstance(told, int | float):
        return _counted(told)
    return _written(told.strip()) if isinstance(told, str) else None


def _counted(told: float) -> str | None:
    if told >= _LAST * 1000:
        return None  # also what no float can hold
    number = told / 1000 if told >= _LAST else told
    return _moment(_EPOCH + timedelta(seconds=int(number))) if _FIRST <= number < _LAST else None


def _written(told: str) -> str | None:
    if _ISO.match(told):
        return told if _is_day(told + "-01-01"[len(told) - 4 :]) else None
    if _COMPACT.match(told):
        return _written(f"{told[:4]}-{told[4:6]}-{told[6:]}")
    if told.isascii() and told.isdecimal() and len(told) in {9, 10, 13}:
        return _counted(int(told))
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _moment(read(_CLOCK.sub(_on_24_hours, told)))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return _written(told[:10]) if len(told) > len("2026-03-01") and _ISO.match(told[:10]) else None


def _on_24_hours(found: re.Match[str]) -> str:
    hour = int(found[1])
    if not 1 <= hour <= _NOON:
        return found[0]
    return f"{hour % _NOON + (_NOON if found[3] in 'pP' else 0):02}{found[2].replace('.', ':') or ':00'}"


def _is_day(told: str) -> bool:
    try:
        return bool(date.fromisoformat(told))
    except ValueError:
        return False


def _moment(told: datetime) -> str | None:
    try:
        zoned = told if told.tzinfo is None else told.astimezone(UTC)
    except OverflowError:
        return None
    text = zoned.replace(microsecond=0, tzinfo=None).isoformat()
    return text if told.tzinfo is None else text + "Z"
