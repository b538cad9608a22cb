"""Values with what rounding may hide in them."""

from __future__ import annotations

import math
import re
from typing import Final

from sayso.model import Figure

#: Of a rounded value the last digit shown is unsure by half; at most by this share of the value ...
_SLACK: Final = 0.02
#: ... or by this one, where it is written with a single digit or in words ("3 million").
_COARSE: Final = 0.05
#: A smaller whole number counts exactly.
_SMALL: Final = 100.0
_ABOUT: Final = 0.1
_HALF: Final = 0.5
_DIGIT: Final = re.compile(r"\d")


def point(figure: Figure) -> float | None:
    """The value of a figure that has one, in per cent for shares; None for ranges, bounds and vague words."""
    if figure.vague or figure.low is None or figure.low != figure.high:
        return None
    return figure.low * 100.0 if figure.kind == "proportion" else float(figure.low)


def exact(figure: Figure) -> float | None:
    """The value of a figure that is said without "about" or a bound."""
    return None if figure.approximate else point(figure)


def slack(figure: Figure) -> float:
    """By how much the value may be off, for rounding."""
    value = abs(point(figure) or 0.0)
    if figure.approximate:
        return value * _ABOUT
    if value == 0 or (figure.kind == "count" and value < _SMALL and value.is_integer()):
        return 0.0
    mantissa, _, exponent = f"{value:.5e}".partition("e")
    digits = mantissa.rstrip("0").rstrip(".").replace(".", "")
    half = 10.0 ** (int(exponent) - len(digits) + 1) / 2
    if figure.kind in {"percent", "percentage_point"}:
        return min(half, _HALF)
    coarse = len(_DIGIT.findall(figure.text)) <= 1
    return min(half, value * (_COARSE if coarse else _SLACK))


def spread(figure: Figure) -> tuple[float, float] | None:
    """The least and the most that a figure may stand for; None for vague words."""
    if figure.vague:
        return None
    value = point(figure)
    if value is not None:
        return value - slack(figure), value + slack(figure)
    factor = 100.0 if figure.kind == "proportion" else 1.0
    low = -math.inf if figure.low is None else figure.low * factor
    high = math.inf if figure.high is None else figure.high * factor
    return low, high


def alike(one: Figure, other: Figure) -> bool:
    """Whether two figures measure in the same unit and per the same thing."""
    shares = {"percent", "proportion"}
    kinds = one.kind == other.kind or {one.kind, other.kind} <= shares
    return kinds and (one.unit, one.currency, one.per) == (other.unit, other.currency, other.per)


def has_other_base(figure: Figure) -> bool:
    """Whether a figure is a share or part of something that is named after it: "40 of them", "45 per cent of the beds"."""
    return figure.base is not None and figure.base.end > figure.start


def share_words(value: float) -> str:
    """A share as a reader writes it: 66.7 -> "67", 4.25 -> "4.3"."""
    return f"{value:.0f}" if abs(value) >= 10 else f"{value:.1f}".rstrip("0").rstrip(".")  # noqa: PLR2004
