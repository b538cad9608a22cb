"""What became of a value: the same, rounded, made exact, slipped, grown, shrunk, or told in another unit; with words for a reader."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from sayso.align import Interval, are_comparable, has_other_unit, number_words
from sayso.align.interval import same
from sayso.align.measure import in_unit_of, values_beside
from sayso.align.rounding import is_about, is_the_fraction, last_place, rounds
from sayso.align.slips import gap
from sayso.model import ChangeKind, Figure

from .bounds import bounds_of, is_loose

#: Whoever converts a unit rounds before or after; so much is allowed for that.
_CONVERTED: Final = 0.03
#: "More than half" is said of 54 per cent, "more than 30,000" of 37,000, "more than a billion" of 1.4: a bound is that near to what it was.
_UNDER: Final = 0.3
#: "Some 30" is said of 27, "une vingtaine" of 23, neither of 26.
_TEN, _TENS = 10, 0.135
#: What is cut off of a value at most, as a share of what is left; and what arithmetic may be off.
_CUT, _SLACK = 0.05, 1e-9
#: A dozen is said of eleven, too.
_DOZEN: Final = re.compile(r"\b(?:dozen|dutzend|docena|douzaine|dozzina|dúzia)\b", re.IGNORECASE)
#: A value of one telling digit that is this small may have grown tenfold; a larger one hardly does to the digit.
_SMALL: Final = 1000.0
#: Words for many: what they may stand for is no other value.
_VAGUE_OVER: Final = 2.0


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a value: its kinds (none where that cannot be told) and why; `agrees` where it may be the same value."""

    kinds: tuple[ChangeKind, ...]
    words: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class _Ends:
    """A figure with its ends in the later one's unit."""

    figure: Figure
    low: float
    high: float

    @property
    def is_range(self) -> bool:
        return not same(self.low, self.high)


def tell_value(before: Figure, after: Figure, rates: tuple[str, str] = ("", "")) -> Told:
    """What became of a value, both of one family (see `points.family_of`); `rates` is what each is told per, where it does not say so itself."""
    unit = _unit(before, after, (before.per or rates[0], after.per or rates[1]))
    if unit is not None:
        return unit
    if not are_comparable(after, before):
        return Told((), "they are not measured in the same unit", agrees=False)
    if {before.direction, after.direction} == {"up", "down"}:
        return Told((), "one goes up and the other down", agrees=False)
    one, other = (
        _Ends(before, *_ends(before, in_unit_of(after, before))),
        _Ends(after, *_ends(after, values_beside(after, before))),
    )
    if before.vague or after.vague:
        return _vague(one, other)
    return _ranges(one, other) if one.is_range or other.is_range else _values(one, other)


def _ends(figure: Figure, interval: Interval) -> tuple[float, float]:
    """The ends that are named: of "at most 300" and "nearly 300" the upper one alone."""
    if figure.low is None:
        return interval.high, interval.high
    if figure.high is None:
        return interval.low, interval.low
    return interval.low, interval.high


# -- units


def _unit(before: Figure, after: Figure, rates: tuple[str, str]) -> Told | None:
    """The same number in another unit, or a value in another one; None where the unit is the same, or another word for it."""
    if has_other_unit(after, before):
        return Told(("unit_changed",), "the number stayed, and the unit is another", agrees=True)
    if (
        before.kind == after.kind == "money"
        and before.currency != after.currency
        and before.currency
        and after.currency
    ):
        words = f"told in another currency ({after.currency} for {before.currency}), which is not converted here"
        return Told(("unit_changed",), words, agrees=False)
    if all(rates) and rates[0] != rates[1]:
        stayed = (before.low, before.high) == (after.low, after.high)
        words = f"told per {rates[1]}, and no longer per {rates[0]}{', with the same number' * stayed}"
        return Told(("unit_changed",), words, agrees=stayed)
    if before.kind != "measure" or after.kind != "measure" or before.unit == after.unit:
        return None
    if (before.low, before.high) == (after.low, after.high):
        words = f"the number stayed, and the unit is another ({after.unit} for {before.unit})"
        return Told(("unit_changed",), words, agrees=True)
    return _converted(before, after) if are_comparable(after, before) else None


def _converted(before: Figure, after: Figure) -> Told:
    (_, x), (_, y) = _ends(before, in_unit_of(after, before)), _ends(after, values_beside(after, before))
    if abs(x - y) <= _CONVERTED * abs(x) or rounds(y, x, last_place(after, y)):
        return Told(
            ("unit_changed",), f"told in {after.unit} for {before.unit}: converted, the value is the same", agrees=True
        )
    kind: ChangeKind = "grown" if y > x else "shrunk"
    words = (
        f"told in {after.unit} for {before.unit}, and converted it is {number_words(_short(x))}, not {number_words(y)}"
    )
    return Told(("unit_changed", kind), words, agrees=False)


def _short(value: float) -> float:
    return float(f"{value:.3g}")


# -- values


def _values(one: _Ends, other: _Ends) -> Told:
    x, y = one.low, other.low
    if same(x, y):
        return Told(("same",), "the same value", agrees=True)
    if _is_told(one.figure, other.figure, up=y > x):
        told = _moved(x, y)
        return Told(told.kinds, f"{told.words}, as the text says", agrees=False)
    exact_first = one.figure.kind == "proportion" and other.figure.kind != "proportion"
    if is_rounded(other.figure, y, x) and not (exact_first and is_rounded(one.figure, x, y)):
        return Told(("rounded",), f"{number_words(x)} rounds to it", agrees=True)
    if is_rounded(one.figure, x, y):
        return Told(("made_exact",), f"more exact: it rounds to {number_words(x)}", agrees=True)
    if _is_cut(other.figure, y, x):
        return Told(("rounded",), f"{number_words(x)} cut off to it", agrees=True)
    if _is_cut(one.figure, x, y):
        return Told(("made_exact",), f"more exact: cut off it is {number_words(x)}", agrees=True)
    return _slipped(one.figure, other.figure, x, y) or _moved(x, y)


def _is_told(before: Figure, after: Figure, *, up: bool) -> bool:
    """Whether the later text says that the value has gone the way it went ("rose to"), and the earlier one does not say so already."""
    return after.role == "to" and before.role != "to" and after.direction == ("up" if up else "down")


def is_rounded(figure: Figure, mine: float, theirs: float) -> bool:
    """Whether a figure of the value `mine` may be `theirs`, rounded in the way in which the figure is put."""
    if figure.kind == "proportion" and is_the_fraction(mine, theirs):
        return True
    if rounds(mine, theirs, last_place(figure, mine)) and figure.kind != "proportion":
        return True
    if is_loose(figure) and (is_about(mine, theirs) or _is_near_ten(mine, theirs)):
        return True
    if _DOZEN.search(figure.text) and is_about(mine, theirs):
        return True
    return _is_floor(figure, mine, theirs)


def _is_near_ten(mine: float, theirs: float) -> bool:
    """Whether "some 30" is said of 27: the next ten, and hardly farther than "about" reaches."""
    gap_to = abs(mine - theirs)
    return mine % _TEN == 0 and gap_to <= _TEN / 2 and gap_to <= _TENS * abs(theirs)


def _is_cut(figure: Figure, mine: float, theirs: float) -> bool:
    """Whether a figure is another one without its last digits, two or more being left: 48 million for 48.6 million."""
    place = last_place(figure, mine)
    whole = math.floor(theirs / place + _SLACK) * place
    return mine > 0 and same(mine, whole) and _digits(mine) > 1 and mine < theirs <= (1 + _CUT) * mine


def _is_floor(figure: Figure, mine: float, theirs: float) -> bool:
    """Whether "more than" or "almost" a round value is said of another: the next round one below or above it."""
    bounds = bounds_of(figure)
    gap_to = theirs - mine if "least" in bounds else mine - theirs if "most" in bounds else -1.0
    if gap_to <= 0:
        return False
    tens = figure.kind == "proportion" or mine % _TEN == 0  # "more than 80" is said of 83
    place = max(last_place(figure, mine), _TEN) if tens else last_place(figure, mine)
    return gap_to < place and gap_to <= _UNDER * abs(theirs)


def _slipped(before: Figure, after: Figure, x: float, y: float) -> Told | None:
    found = gap(y, x, f"{after.text} {before.text}")
    if found.slip is None or (found.slip != "digits_swapped" and _digits(x) < 2 and max(x, y) < _SMALL):  # noqa: PLR2004
        return None
    return Told(("digit_slip",), f"{found.words}: likely a slip", agrees=True)


def _digits(value: float) -> int:
    """How many digits a value has without the zeros at its end."""
    return len(f"{abs(value):.6e}".partition("e")[0].replace(".", "").rstrip("0"))


def _moved(x: float, y: float) -> Told:
    kind: ChangeKind = "grown" if y > x else "shrunk"
    return Told((kind,), f"{'more' if y > x else 'less'} than {number_words(_short(x) if x > 1 else x)}", agrees=False)


# -- ranges and words for many


def _ranges(one: _Ends, other: _Ends) -> Told:
    """One of the two is a range."""
    if same(one.low, other.low) and same(one.high, other.high):
        return Told(("same",), "the same range", agrees=True)
    if one.is_range and other.is_range and _both(one, other):
        return Told(("rounded",), "both ends are rounded", agrees=True)
    if one.is_range and other.is_range and _both(other, one):
        return Told(("made_exact",), "both ends are more exact", agrees=True)
    if (
        any(same(end, value) for end in (one.low, one.high) for value in (other.low, other.high))
        and one.is_range != other.is_range
    ):
        words = "of the range one end is left" if one.is_range else "the value is one end of a range now"
        return Told(("same",), words, agrees=True)
    if one.low <= other.low and other.high <= one.high:
        return Told(("made_exact",), "it lies within the range", agrees=True)
    if other.low <= one.low and one.high <= other.high:
        return Told(("rounded",), "the range holds it", agrees=True)
    return _moved((one.low + one.high) / 2, (other.low + other.high) / 2)


def _both(one: _Ends, other: _Ends) -> bool:
    return is_rounded(other.figure, other.low, one.low) and is_rounded(other.figure, other.high, one.high)


def _vague(one: _Ends, other: _Ends) -> Told:
    if one.figure.vague and other.figure.vague:
        kinds: tuple[ChangeKind, ...] = ("same",) if same(one.low, other.low) else ()
        return Told(kinds, "a word for many, which tells no number", agrees=bool(kinds))
    word, number = (one, other) if one.figure.vague else (other, one)
    if word.low > _VAGUE_OVER * number.high > 0 or (number.low > 10 * word.high and not math.isinf(word.high)):
        return _moved(one.low, other.low)
    kind: ChangeKind = "made_exact" if one.figure.vague else "rounded"
    return Told((kind,), f"“{word.figure.text}” is a word for many", agrees=True)
