"""Whether one value is another one rounded, by the digits that are shown."""

from __future__ import annotations

import math
import re
from typing import Final

from sayso.model import Figure

from .interval import same

#: However coarsely it is rounded, a value stays this near to what it was: 30,000 may be 28,000, not 27,000.
_MOST: Final = 0.09
#: "About 300" is said of 280, hardly of 250.
_ABOUT: Final = 0.1
#: Below this a whole number is taken to be exact: 30 is not 31. Above, zeros at the end may be rounding: 30,000.
_SMALL: Final = 100.0
#: "Half" is said of 48 per cent, "a third" of 32: within a twentieth of the share, at most two points.
_FRACTION: Final = 0.05
_POINTS: Final = 2.0
#: One in twenty is a fraction as people say it.
_MOST_PARTS: Final = 20
#: "83 out of 218" has two numbers.
_PARTS: Final = 2
_EPSILON: Final = 1e-9
_THOUSAND: Final = 3
_DIGITS: Final = re.compile(r"\d[\d.,'’\s]*")


def rounds(mine: float, theirs: float, place: float) -> bool:
    """Whether `theirs`, rounded to a multiple of `place`, is `mine`; both neighbours of a half will do."""
    gap = abs(mine - theirs)
    return gap <= place / 2 * (1 + _EPSILON) + abs(mine) * _EPSILON and gap <= max(abs(theirs), place) * _MOST


def is_about(mine: float, theirs: float) -> bool:
    """Whether "about `mine`" may be said of `theirs`."""
    return abs(mine - theirs) <= _ABOUT * abs(theirs)


def is_the_fraction(mine: float, theirs: float) -> bool:
    """Whether a share named by a simple fraction ("half") may be said of another, both in per cent."""
    return abs(mine - theirs) <= min(_FRACTION * abs(mine), _POINTS)


def is_simple(figure: Figure) -> bool:
    """Whether a share is a fraction as people say it ("a third", "one in twenty"), and not reckoned from two counts ("83 out of 218")."""
    numbers = re.findall(r"\d[\d.,]*", figure.text)
    return len(numbers) < _PARTS or all(int(re.sub(r"\D", "", number)) <= _MOST_PARTS for number in numbers)


def last_place(figure: Figure, value: float) -> float:
    """The unit of the last digit that a figure shows, at its own scale: "4.0 million" -> 100,000; "12" -> 1.

    Zeros at the end of a whole number are no digits shown ("30,000" -> 10,000), but for numbers below a hundred ("30" -> 1).
    """
    written = _written_place(figure.text, value)
    if written is not None:
        return written
    place = _stripped_place(value)
    return min(place, 1.0) if abs(value) < _SMALL else place


def _written_place(text: str, value: float) -> float | None:
    """The place of the last digit, where the digits in the text leave no doubt: decimals, and numbers with a scale word."""
    found = _DIGITS.search(text)
    if found is None or value == 0:
        return None
    digits = re.sub(r"\D", "", found.group())
    number = int(digits)
    if number == 0:
        return None
    place = math.log10(abs(value) / number)
    if not same(place, round(place)) and abs(place - round(place)) > _EPSILON:
        return None
    power = round(place)
    return float(10.0**power) if power < 0 or power % _THOUSAND else None


def _stripped_place(value: float) -> float:
    """The unit of the last digit that is not a zero at the end: 30,000 -> 10,000; 0.25 -> 0.01."""
    if value == 0 or math.isinf(value):
        return 1.0
    mantissa, _, exponent = f"{abs(value):.5e}".partition("e")
    places = len(mantissa.rstrip("0").rstrip(".").replace(".", "")) - 1
    return float(10.0 ** (int(exponent) - places))
