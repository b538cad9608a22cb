"""How far two values are apart, with the slips of the pen that explain it: a power of ten, digits in another order."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final, Literal

from .interval import number_words, same

Slip = Literal["power_of_ten", "scale_word", "digits_swapped", "turned"]

#: From here on a difference is told as "times as much", below it in per cent.
_TIMES: Final = 2.0
_FACTORS: Final = (10.0, 100.0, 1e3, 1e6, 1e9)
_THOUSAND: Final = 1e3
_TELLING: Final = 6
#: "Billion" and its like name another number in another language.
_BILLIONS: Final = re.compile(r"\b(?:bill[ioó]|bilh|bili|trill[ió]|trilh|trili|(?:bn|tn)\b)|\d(?:bn|tn)\b")


@dataclass(frozen=True, slots=True)
class Gap:
    """How far two values are apart, in words, and the slip that would explain it."""

    words: str
    slip: Slip | None = None


def gap(mine: float, theirs: float, texts: str, *, unit: str = "", points: bool = False, times: bool = False) -> Gap:
    """Tell how far what is claimed (`mine`) is from what is given (`theirs`).

    `texts` are both figures as written; with `points` the values are shares, with `times` multiples, and with `unit` they lie on a scale that has
    no natural zero (degrees): their difference is told as such.
    """
    if same(mine, theirs):
        return Gap("on the other side of the same bound")
    if not (math.isfinite(mine) and math.isfinite(theirs)):  # three hundred digits, in another unit
        return Gap("one of them is too large to be reckoned with")
    if swapped(mine, theirs):
        return Gap("the same digits in another order", "digits_swapped")
    if unit:
        return Gap(f"{number_words(_short(abs(mine - theirs)))} {unit} {'more' if mine > theirs else 'less'}")
    if theirs == 0 or mine == 0 or (mine < 0) != (theirs < 0):
        return Gap(f"{number_words(mine)} against {number_words(theirs)}")
    ratio = mine / theirs
    for factor in _FACTORS:
        if math.isclose(max(ratio, 1 / ratio), factor, rel_tol=1e-3):
            return _power(factor, texts)
    if times:
        return Gap(f"{number_words(_short(mine))} times as much against {number_words(_short(theirs))} times")
    return Gap(_points(mine, theirs) if points else _ratio(ratio))


def swapped(mine: float, theirs: float) -> bool:
    """Whether two neighbouring digits changed places: 45 and 54, 1,236 and 1,263."""
    if not (mine and theirs) or (mine < 0) != (theirs < 0):
        return False
    one, other = _significant(mine), _significant(theirs)
    if one is None or other is None or one[1] != other[1] or len(one[0]) != len(other[0]):
        return False
    differing = [at for at, (a, b) in enumerate(zip(one[0], other[0], strict=True)) if a != b]
    first, second = differing if len(differing) == 2 else (0, 0)  # noqa: PLR2004  two digits are swapped
    return second == first + 1 and one[0][first] == other[0][second] and one[0][second] == other[0][first]


def _significant(value: float) -> tuple[str, int] | None:
    """A value's digits without the zeros at its end, and the power of ten of the first; None for long fractions."""
    mantissa, _, exponent = f"{abs(value):.9e}".partition("e")
    digits = mantissa.replace(".", "").rstrip("0")
    return (digits, int(exponent)) if len(digits) <= _TELLING else None


def _power(factor: float, texts: str) -> Gap:
    words = f"apart by a factor of {number_words(factor)}"
    if factor < _THOUSAND:
        return Gap(words, "power_of_ten")
    if _BILLIONS.search(texts.casefold()):
        words += (
            ": “billion” is a thousand million in English, the German “Billion” or French “billion” a million million"
        )
        return Gap(words, "scale_word")
    named = ", as a million is from a milliard, or a thousand from a million" if factor == _THOUSAND else ""
    return Gap(words + named, "scale_word" if named else "power_of_ten")


def _points(mine: float, theirs: float) -> str:
    return f"{number_words(_short(abs(mine - theirs)))} percentage points {'more' if mine > theirs else 'less'}"


def _ratio(ratio: float) -> str:
    times = max(ratio, 1 / ratio)
    if times >= _TIMES:
        shown = number_words(_short(times))
        return f"{shown} times as large" if ratio > 1 else f"the source document's is {shown} times as large"
    return f"{abs(ratio - 1) * 100:.3g} per cent {'more' if ratio > 1 else 'less'}"


def _short(value: float) -> float:
    return float(f"{value:.3g}")
