"""A figure that says the one before it again in another measure: "62 mph (100 km/h)", "64 points, or 2.1%"."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line
from sayso.model import QUANTITIES

from .reading import Reading

#: Between a figure and the same said again stand so many signs at most: ", or".
_GAP: Final = 2


def restated(line: Line, found: Reading, previous: Reading | None, g: Grammar) -> Reading:
    """A figure that says the one before it again, with what that one measures: "62 mph (100 km/h)", "64 points, or 2.1%"."""
    if (
        previous is None
        or not (found.kind in QUANTITIES and previous.kind in QUANTITIES)
        or found.unit == previous.unit is not None
    ):
        return found
    after = previous.counted is not None and previous.end <= previous.counted[0] < found.first
    gap = line.keys[previous.counted[1] if after and previous.counted else previous.end : found.first]
    if (
        found.counted is None
        and found.kind == previous.kind
        and len(gap) <= _GAP
        and gap
        and gap[-1] in g.words("counted.beside")
    ):
        subject = found.subject or previous.subject
        return replace(found, counted=previous.counted, subject=None if subject == previous.counted else subject)
    same = found.kind == previous.kind and found.currency == previous.currency and found.unit == previous.unit
    bracket = gap in (["("], ["["], ["/"], ["(", "or"]) and found.kind not in {"count", "age", "duration", "proportion"}
    again = (
        len(gap) <= _GAP
        and bool(gap)
        and gap[-1] in g.words("counted.again")
        and found.kind in {"percent", "money", "measure"}
    )
    if same or not (bracket or again):
        return found
    role, direction = (previous.role, previous.direction) if found.role == "level" else (found.role, found.direction)
    return replace(
        found,
        counted=previous.subject if after else previous.counted,
        subject=None if after else previous.subject,
        base=found.base or previous.base,
        role=role,
        direction=direction,
        **(_same_bound(found, previous) if bracket and found.kind == previous.kind else {}),
    )


def _same_bound(found: Reading, previous: Reading) -> dict[str, Any]:
    """The open end of the figure before, for the same said again: "under 180 hp (134 kW)"."""
    if found.low is None or found.low != found.high or (previous.low is None) == (previous.high is None):
        return {}
    if previous.low is None:
        return {"low": None, "high_inclusive": previous.high_inclusive, "approximate": previous.approximate}
    return {"high": None, "low_inclusive": previous.low_inclusive, "approximate": previous.approximate}
