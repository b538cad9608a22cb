"""A unit that is left out because a clause beside has it: "the dearest is 61.5 cents, while the cheapest is 47.2"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line
from sayso.model import QUANTITIES

from .elided import is_bare
from .entries import Earlier, Place
from .reading import Reading

#: Figures that are looked at backwards: dates may stand between.
_BACK: Final = 3
#: Two figures in one unit are no further apart.
_ALIKE: Final = 10
#: Between the first figure's date and the second stand so many words at most.
_REACH: Final = 12
_CENTS: Final = 100
_MARKS: Final = frozenset({"", ",", ".", ";", ")", "!", "?", ":"})


def with_unit(found: Reading, at: Place, g: Grammar, earlier: Sequence[Earlier]) -> Reading:
    """A bare number with the unit of the figure of a clause built like its own, in the same sentence.

    Built alike are two that "are" so much, two that change by so much percent, and two that hold at a date ("12% in 2018 and 14
    in 2019"). Else the reading is given back as it came.
    """
    line = at.line
    if not is_bare(found) or found.scaled or found.one or not earlier:
        return found
    before = _before(at, earlier)
    if before is None or not _alone(line, found, g):
        return found
    found_as_written = found
    if before.kind == "money" and g.money.minor.before(line.keys, before.end):
        found = _hundredths(found)
    if not _alike(found, before):
        return found_as_written
    if not (
        _both_are(line, found, before, g) or _both_change(line, found, before, g) or _dated(line, found, before, g)
    ):
        return found_as_written
    return replace(
        found,
        kind=before.kind,
        unit=before.unit,
        currency=before.currency,
        because="a number beside another, which names its unit",
        counted=found.counted or (before.counted if _dated(line, found, before, g) else None),
    )


def _before(at: Place, earlier: Sequence[Earlier]) -> Reading | None:
    """The nearest quantity of the sentence, where only dates stand between."""
    for entry in reversed(earlier[-_BACK:]):
        if entry.sentence != at.sentence:
            return None
        if entry.reading.kind in QUANTITIES:
            return entry.reading
        if entry.reading.kind != "date":
            return None
    return None


def _hundredths(found: Reading) -> Reading:
    """Cents, for a number beside cents."""
    low, high = (None if end is None else Decimal(str(end)) / _CENTS for end in (found.low, found.high))
    return replace(found, low=low, high=high)


def _alike(found: Reading, before: Reading) -> bool:
    """Whether two figures can be in one unit: none is ten times the other."""
    if not (before.kind in {"percent", "money"} or (before.kind == "measure" and before.unit)):
        return False
    own, other = (
        found.low if found.low is not None else found.high,
        before.low if before.low is not None else before.high,
    )
    if not own or not other or before.scaled:
        return False
    return 1 / _ALIKE < abs(float(own) / float(other)) < _ALIKE


def _alone(line: Line, found: Reading, g: Grammar) -> bool:
    """Whether the number's phrase ends with it: a mark follows, or a date."""
    key = line.key(found.end)
    return key in _MARKS or key in g.words("counted.list_joins") or _date_follows(line, found.end, g)


def _date_follows(line: Line, place: int, g: Grammar) -> bool:
    if g.phrases("period.phrases").at(line.keys, place):
        return True
    at = place + (line.key(place) in g.words("period.month_after"))
    at += line.key(at) in g.words("period.nouns")
    return at in line.taken or g.number_of("dates.months").at(line.keys, at) is not None


def _both_are(line: Line, found: Reading, before: Reading, g: Grammar) -> bool:
    """As in "the dearest is 61.5 cents, while the cheapest is 47.2": the same verb, and a clause that is joined."""
    verb, other = (g.phrases("counted.is").before(line.keys, one.first) for one in (found, before))
    if verb is None or other is None or verb[0] != other[0]:
        return False
    return before.kind != "percent" and _joined(line, before.end, found.first, g)


def _both_change(line: Line, found: Reading, before: Reading, g: Grammar) -> bool:
    """As in "the one rose by 2 percent, but the other fell by 1"."""
    same = found.role == before.role == "change" and before.kind == "percent"
    by = line.key(found.first - 1)
    return (
        same
        and by == line.key(before.first - 1)
        and by in g.words("change.by")
        and _joined(line, before.end, found.first, g)
    )


def _joined(line: Line, start: int, end: int, g: Grammar) -> bool:
    """Whether a word that joins two clauses stands between."""
    joins = g.words("clauses.joining|counted.list_joins")
    return any(line.key(at) in joins for at in range(start, min(end, start + _REACH)))


def _dated(line: Line, found: Reading, before: Reading, g: Grammar) -> bool:
    """As in "12 percent in 2018 and 14 in 2019"; "an angle of 3.5 degrees in 2017 and 4.2 last spring"."""
    joint = found.first - 1 - (line.key(found.first - 1) in g.words("counted.of"))
    if line.key(joint) not in g.words("counted.list_joins") or found.first - before.end > _REACH:
        return False
    if not _date_follows(line, found.end, g):
        return False
    own = before.counted[1] if before.counted is not None and before.counted[0] >= before.end else before.end
    own += line.key(own) in g.words("counted.dimensions")
    return own < joint and _date_follows(line, own, g)
