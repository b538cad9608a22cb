"""Whether what is counted here is of another sort than what is counted there: people, homes, ships."""

from __future__ import annotations

from sayso.align import are_apart, sorts_of
from sayso.model import Span

from .points import Point


def other_sort(before: Point, after: Point) -> str | None:
    """What is of one sort counted here, what is of another there ("650 homes", "650 people"), in words for a reader; None where nothing says so."""
    one, other = before.figure.counted, after.figure.counted
    if one is None or other is None:
        return None
    mine, theirs = _sorts(before, one), _sorts(after, other)
    return f"what is counted: “{other.text}” for “{one.text}”" if are_apart(mine, theirs) else None


def _sorts(point: Point, counted: Span) -> frozenset[int]:
    """The sorts of the noun that is counted; none where it is whose the counted thing is ("26 passengers’ houses")."""
    span = point.appearance.span
    owner = span.text[counted.end - span.start :].startswith(("’", "'"))
    return frozenset() if owner else sorts_of(counted.text, point.subject.language)
