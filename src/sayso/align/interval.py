"""Two figures as intervals: how what is claimed relates to what is given."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from sayso.model import Figure, Relation

#: Seconds in each unit of time, by the mean Gregorian year; months and years compare as such.
_SECONDS: Final = {
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86400.0,
    "week": 604800.0,
    "fortnight": 1209600.0,
    "month": 2629746.0,
    "quarter": 7889238.0,
    "year": 31556952.0,
    "decade": 315569520.0,
    "century": 3155695200.0,
}
_VAGUE_SPREAD: Final = 10.0
_EPSILON: Final = 1e-9
#: "More than a hundred" is said of 104 and of 250, hardly of 4,500.
_FAR: Final = 4.0
#: "Nearly 300" is not 200.
_NEARLY: Final = 0.2
_WAYS: Final = {"up": "goes up", "down": "goes down"}
#: From here on a difference is told as "times as much", below it in per cent.
_TIMES: Final = 2.0


@dataclass(frozen=True, slots=True)
class Aligned:
    """How two figures relate, with words for a reader.

    `bound_changed`: a bound was dropped or added;
    `unit_changed`: the same number in another currency, or per cent for percentage points; `far`: an open bound holds
    the given value, but nobody would have put it so.
    """

    relation: Relation
    because: str
    bound_changed: bool = False
    unit_changed: bool = False
    far: bool = False


@dataclass(frozen=True, slots=True)
class _Interval:
    low: float
    high: float
    low_inclusive: bool
    high_inclusive: bool

    @property
    def is_point(self) -> bool:
        return self.low == self.high

    def holds(self, other: _Interval) -> bool:
        low = self.low < other.low or (_same(self.low, other.low) and (self.low_inclusive or not other.low_inclusive))
        high = self.high > other.high or (
            _same(self.high, other.high) and (self.high_inclusive or not other.high_inclusive)
        )
        return low and high

    def meets(self, other: _Interval) -> bool:
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (_same(low, high) and self._closed_at(low) and other._closed_at(low))

    def _closed_at(self, value: float) -> bool:
        at_low = _same(value, self.low) and not self.low_inclusive
        at_high = _same(value, self.high) and not self.high_inclusive
        return not (at_low or at_high)


def dimension(figure: Figure) -> str:
    """What a figure is measured in: only figures of one dimension are ever compared.

    Percent and proportions are one dimension (shares), money one per currency, measures one per unit, all
    durations one.
    """
    match figure.kind:
        case "percent" | "proportion":
            name = "share"
        case "money":
            name = f"money:{figure.currency or '?'}"
        case "measure":
            name = f"measure:{figure.unit or '?'}"
        case "duration":
            name = "duration" if figure.unit in _SECONDS else f"duration:{figure.unit}"
        case _:
            name = figure.kind
    return name


def are_comparable(claimed: Figure, given: Figure) -> bool:
    """Whether two figures are of one dimension; a rate that only one of them names ("a year") is no obstacle."""
    rates = {figure.per for figure in (claimed, given) if figure.per}
    return dimension(claimed) == dimension(given) and len(rates) <= 1


def has_other_unit(claimed: Figure, given: Figure) -> bool:
    """Whether two figures are the same number in units that are often mistaken: two currencies, per cent and points."""
    kinds = {claimed.kind, given.kind}
    slip = kinds == {"percent", "percentage_point"} or (kinds == {"money"} and claimed.currency != given.currency)
    return slip and (claimed.low, claimed.high) == (given.low, given.high)


def _factor(figure: Figure) -> float:
    if figure.kind == "proportion":
        return 100.0
    if figure.kind == "duration" and figure.unit in _SECONDS:
        return _SECONDS[figure.unit]
    return 1.0


def _same(a: float, b: float) -> bool:
    return a == b or math.isclose(a, b, rel_tol=_EPSILON, abs_tol=_EPSILON)


def _interval(figure: Figure) -> _Interval:
    factor = _factor(figure)
    low = -math.inf if figure.low is None else figure.low * factor
    high = math.inf if figure.high is None else figure.high * factor
    if figure.approximate and math.isinf(low) != math.isinf(high):  # "nearly 300", "just over 300"
        low, high = (high - abs(high) * _NEARLY, high) if math.isinf(low) else (low, low + abs(low) * _NEARLY)
    return _Interval(low, high, figure.low_inclusive, figure.high_inclusive)


def _last_place(value: float) -> float:
    """The unit of the last digit that is not a trailing zero: 30,000 -> 10,000; 0.25 -> 0.01; 12 -> 1."""
    if value == 0 or math.isinf(value):
        return 1.0
    digits = f"{abs(value):.6g}"
    mantissa, _, exponent = f"{float(digits):.5e}".partition("e")
    places = len(mantissa.rstrip("0").rstrip(".").replace(".", "")) - 1
    return float(10.0 ** (int(exponent) - places))


def _rounds(claimed: float, given: float) -> bool:
    """Whether `given`, rounded to the digits that `claimed` shows, is `claimed`; never more than a tenth of it."""
    gap = abs(claimed - given)
    return gap <= _last_place(claimed) / 2 * (1 + _EPSILON) and gap <= abs(given) * 0.1


def number_words(value: float) -> str:
    """A number as a reader writes it: 30,000 or 4.5 or 88 million."""
    for scale, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= scale and _same(value, round(value / scale, 3) * scale):
            return f"{value / scale:,.10g} {name}"
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.4g}"


def distance(one: Figure, other: Figure) -> float:
    """How far two values are apart, in orders of magnitude; 0 where they are the same."""
    first, second = _finite(_interval(one)), _finite(_interval(other))
    if _same(first, second):
        return 0.0
    return abs(math.log10(first / second)) if first and second else math.inf


def is_telling(figure: Figure) -> bool:
    """Whether a value is unlikely to stand in two texts by accident: a range, or two digits that are not zeros."""
    if figure.vague:
        return False
    ends = {end for end in (figure.low, figure.high) if end is not None}
    if len(ends) > 1:
        return True
    return any(len(f"{_factor(figure) * end:.6g}".replace(".", "").strip("0")) > 1 for end in ends)


def align_figures(claimed: Figure, given: Figure) -> Aligned:
    """Hold the article's figure against a source document's.

    Both are read as intervals. Shares are compared in percent and durations in seconds, so that "one in ten" equals
    "10 %" and "two weeks" equals "14 days". Nothing is said of whether they measure the same thing.
    """
    if has_other_unit(claimed, given):
        because = f"“{claimed.text}” where the source document has “{given.text}”: the same number in another unit"
        return Aligned("incomparable", because, unit_changed=True)
    if not are_comparable(claimed, given):
        return Aligned("incomparable", f"“{claimed.text}” and “{given.text}” are not measured in the same unit")
    if claimed.direction and given.direction and claimed.direction != given.direction:
        because = f"“{claimed.text}” {_WAYS[claimed.direction]}, “{given.text}” in the source document {_WAYS[given.direction]}"
        return Aligned("apart", because)
    mine, theirs = _interval(claimed), _interval(given)
    if claimed.vague or given.vague:
        return _align_vague(claimed, given, mine, theirs)
    if _same(mine.low, theirs.low) and _same(mine.high, theirs.high):
        return _equal(claimed, given, mine)
    if mine.is_point and theirs.is_point:
        return _align_points(claimed, given, mine.low, theirs.low)
    return _align_ranges(claimed, given, mine, theirs)


def _equal(claimed: Figure, given: Figure, mine: _Interval) -> Aligned:
    changed = mine.is_point and given.approximate and not claimed.approximate
    return Aligned("equal", f"“{claimed.text}” is “{given.text}” in the source document", bound_changed=changed)


def _align_points(claimed: Figure, given: Figure, mine: float, theirs: float) -> Aligned:
    if _rounds(mine, theirs):
        return Aligned("rounds_to", f"“{given.text}” rounds to “{claimed.text}”", bound_changed=given.approximate)
    near = claimed.approximate and abs(mine - theirs) <= 0.1 * abs(theirs)
    if near:
        return Aligned("rounds_to", f"“{claimed.text}” is near “{given.text}”")
    return Aligned("apart", f"“{claimed.text}” where the source document has “{given.text}”: {_apart(mine, theirs)}")


def _align_ranges(claimed: Figure, given: Figure, mine: _Interval, theirs: _Interval) -> Aligned:
    if mine.holds(theirs):
        far = _is_far(mine, theirs)
        return Aligned(
            "contained", f"“{given.text}” lies within “{claimed.text}”{', far from its bound' * far}", far=far
        )
    if theirs.is_point and _at_a_bound(theirs.low, mine):
        return Aligned(
            "contained", f"“{given.text}” is the bound of “{claimed.text}”; the bound was added", bound_changed=True
        )
    if mine.is_point and _at_a_bound(mine.low, theirs):
        return Aligned(
            "contained", f"“{claimed.text}” is the bound of “{given.text}”; the bound is left out", bound_changed=True
        )
    if mine.meets(theirs):
        return Aligned("overlaps", f"“{claimed.text}” goes beyond “{given.text}” in the source document")
    nearest = theirs.high if mine.low >= theirs.high else theirs.low
    own = mine.low if mine.low >= theirs.high else mine.high
    return Aligned("apart", f"“{claimed.text}” where the source document has “{given.text}”: {_apart(own, nearest)}")


def _is_far(mine: _Interval, theirs: _Interval) -> bool:
    """Whether an open interval holds a value so far from its bound that nobody would have put it so."""
    bound, value = _finite(mine), _finite(theirs)
    is_open = math.isinf(mine.low) or math.isinf(mine.high)
    return is_open and bool(bound and value) and max(bound, value) / min(bound, value) > _FAR


def _at_a_bound(value: float, interval: _Interval) -> bool:
    open_low, open_high = math.isinf(interval.low), math.isinf(interval.high)
    return (open_high and _same(value, interval.low)) or (open_low and _same(value, interval.high))


def _align_vague(claimed: Figure, given: Figure, mine: _Interval, theirs: _Interval) -> Aligned:
    """Words such as "hundreds" are held against a number by their order of magnitude, never called different.

    A number in the article where the source document only has such a word is not supported by it.
    """
    low, other = _finite(mine), _finite(theirs)
    near = bool(low and other) and max(low, other) / min(low, other) <= _VAGUE_SPREAD
    if claimed.vague and given.vague and _same(low, other):
        return Aligned("equal", f"“{claimed.text}” is “{given.text}” in the source document")
    if claimed.vague and near:
        return Aligned("contained", f"“{given.text}” is what “{claimed.text}” may stand for")
    return Aligned("incomparable", f"“{claimed.text}” or “{given.text}” is too vague to be compared")


def _finite(interval: _Interval) -> float:
    ends = [abs(end) for end in (interval.low, interval.high) if not math.isinf(end)]
    return ends[0] if ends else 0.0


def _apart(mine: float, theirs: float) -> str:
    if _same(mine, theirs):
        return "on the other side of the same bound"
    if theirs == 0 or mine == 0 or (mine < 0) != (theirs < 0):
        return f"{number_words(mine)} against {number_words(theirs)}"
    ratio = mine / theirs
    for factor in (10.0, 100.0, 1000.0, 1e6):
        if math.isclose(ratio, factor, rel_tol=1e-3) or math.isclose(ratio, 1 / factor, rel_tol=1e-3):
            return f"apart by a factor of {number_words(factor)}"
    times = max(ratio, 1 / ratio) if ratio > 0 else 1.0
    if times >= _TIMES:
        shown = number_words(float(f"{times:.3g}"))
        return f"{shown} times as large" if ratio > 1 else f"the source document's is {shown} times as large"
    return f"{abs(ratio - 1) * 100:.3g} per cent {'more' if ratio > 1 else 'less'}"
