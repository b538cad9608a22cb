"""Figures as search terms: equal ones share a term, near ones share a bucket, all share their leading digits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sayso.model import Figure

#: The ratio between two neighbouring buckets. With the neighbours on both sides a figure is found from about ten
#: percent away for certain, and up to a fifth away at best: "at least 30,000" finds "more than 27,500".
_RATIO: Final = 1.1
_BUCKETS: Final = 1 / math.log(_RATIO)
#: A value on the edge of two buckets falls into the upper one, however its logarithm is rounded.
_NUDGE: Final = 1e-9
#: Nothing that is counted is larger; a number of 300 digits is no figure, and has no logarithm as a float.
_HUGE: Final = 1e100
#: A range has the buckets that it spans, up to this many (about a factor of ten); a wider one only those of its ends.
_WIDEST: Final = 25


@dataclass(frozen=True, slots=True)
class FigureTerms:
    """What a figure is found by.

    `exact` is its bounds, with what they measure, `near` the buckets that it lies in, `around` these and their
    neighbours, for asking, `digits` its leading digits, whatever the scale and unit.
    """

    measured: str = ""
    values: tuple[float, ...] = ()

    @property
    def exact(self) -> tuple[str, ...]:
        """`share:54`, `money:EUR:1.3e+07`."""
        return tuple([f"{self.measured}:{_written(value)}" for value in self.values])

    @property
    def near(self) -> tuple[str, ...]:
        """The buckets of the values, and those between them where the range is not too wide."""
        return self._named(_span(self.values))

    @property
    def around(self) -> tuple[str, ...]:
        """`near` and the bucket on each side of every one."""
        return self._named(sorted({near for bucket in _span(self.values) for near in (bucket - 1, bucket, bucket + 1)}))

    @property
    def digits(self) -> tuple[str, ...]:
        """The leading digits of the values that have at least two."""
        found = [_digits(value) for value in self.values]
        return tuple(dict.fromkeys(digits for digits in found if digits))

    def _named(self, buckets: Sequence[int]) -> tuple[str, ...]:
        sign = "-" if min(self.values, default=0) < 0 else ""
        return tuple([f"{self.measured}:{sign}{bucket}" for bucket in buckets])


def figure_terms(figure: Figure) -> FigureTerms:
    """The search terms of a figure; none for dates, ordinals, identifiers and words such as "hundreds".

    A proportion is made a percentage: "one in twenty" and "5 %" are both `share:5`. Money carries its currency,
    a measure its unit.
    """
    measured = _measured(figure)
    return FigureTerms(measured, _bounds(figure)) if measured else FigureTerms()


def _measured(figure: Figure) -> str:
    """What the figure measures, as far as its kind, currency and unit tell; nothing where it cannot be compared."""
    if not figure.is_quantity or figure.vague:
        return ""
    if figure.kind in ("percent", "proportion"):
        return "share"
    if figure.kind == "money":
        return f"money:{figure.currency or ''}"
    unit = "_".join((figure.unit or "").split())
    return f"{figure.kind}:{unit}" if unit and figure.kind != "count" else str(figure.kind)


def _bounds(figure: Figure) -> tuple[float, ...]:
    """The bounds that there are, each once, shares in percent."""
    scale = 100.0 if figure.kind == "proportion" else 1.0
    ends = (figure.low,) if figure.low == figure.high else (figure.low, figure.high)
    return tuple([bound * scale for bound in ends if bound is not None and -_HUGE < bound < _HUGE])


def _written(value: float) -> str:
    """A value to six digits, so that a third is `33.3333` however it was reckoned."""
    return f"{value:.6g}"


def _span(values: Sequence[float]) -> list[int]:
    if len(values) == 1:
        return [_bucket(values[0])] if values[0] else []
    ends = sorted({_bucket(value) for value in values if value})
    if ends and ends[-1] - ends[0] < _WIDEST:
        return list(range(ends[0], ends[-1] + 1))
    return ends


def _bucket(value: float) -> int:
    return math.floor(math.log(abs(value)) * _BUCKETS + _NUDGE)


def _digits(value: float) -> str:
    """The leading digits without scale: 13 of 13,000,000, none of 2,000, where there is but one."""
    digits = _written(value).lstrip("-").split("e", maxsplit=1)[0].replace(".", "").strip("0")
    return digits if len(digits) > 1 else ""
