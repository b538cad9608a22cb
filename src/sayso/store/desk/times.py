"""Times as they are kept: texts in UTC, `2026-11-28T14:00:00Z`. They are given by who calls, never read from a clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sayso.model import UsageError


def read_time(text: str) -> datetime:
    """A time from its text; raises UsageError for anything but a time with its zone."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise UsageError("usage", f"{text!r} is no time in UTC", "write it as 2026-11-28T14:00:00Z")
    return time.astimezone(UTC)


def later(now: str, seconds: int) -> str:
    """The time so many seconds after another."""
    return f"{read_time(now) + timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%SZ}"


def seconds_until(now: str, then: str) -> int:
    """How many seconds there are from one time to another, rounded up; 0 or less where it is past."""
    return -int((read_time(now) - read_time(then)).total_seconds() // 1)
