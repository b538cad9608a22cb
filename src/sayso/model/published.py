"""When texts were published, as exactly as they say: a day, a month, a year, or a moment with its zone."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

_DAY: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?!\d)", re.ASCII)


def was_before(one: str | None, other: str | None) -> bool:
    """Whether a date is before another, as exactly as both say.

    Two moments whose zones are told are held against each other; else only what both name counts ("2026-03" is not before
    "2026-03-02", nor is "2026-03-01" before "2026-03-01T09:00:00Z"). False where either is no date of ISO 8601, or is not known.
    """
    first, second = _moment(one or ""), _moment(other or "")
    if first and second:
        return first < second
    days = _DAY.match(one or ""), _DAY.match(other or "")
    if not (days[0] and days[1]):
        return False
    common = min(len(days[0].group()), len(days[1].group()))
    return days[0].group()[:common] < days[1].group()[:common]


def _moment(published: str) -> datetime | None:
    """The moment, where time and zone are told."""
    try:
        found = datetime.fromisoformat(published)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
