"""A figure's normalised form, in words that a reader understands."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Final

from sayso.model import Base, Figure

from .safe import line

Number = int | float

_SIGNS: Final = {
    "EUR": "€",
    "USD": "$",
    "GBP": "£",
    "JPY": "¥",
    "INR": "₹",
    "KRW": "₩",
    "TRY": "₺",
    "UAH": "₴",
    "ILS": "₪",
}
_SCALES: Final = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_ODD_PLURALS: Final = {"foot": "feet", "inch": "inches", "hertz": "hertz", "person": "people", "century": "centuries",
                       "celsius": "celsius", "fahrenheit": "fahrenheit", "kelvin": "kelvin", "lux": "lux"}  # fmt: skip
#: The largest denominator of a fraction that is said as such.
_SAID: Final = 10
_NAMES: Final = frozenset(("date", "time", "ordinal", "identifier", "score"))
#: Beyond a thousand trillions no scale helps a reader.
_LARGEST: Final = 10**15
_LONGEST: Final = 48
#: What is shorter is a symbol ("kg", "MW") and has no plural.
_SHORTEST_NAME: Final = 3


def figure_words(figure: Figure) -> str:
    """The figure in words: "≥ 30,000 passengers", "€13–18 million", "12 % of those", "1 in 20 (5 %)".

    Takes any figure. Kinds that name rather than measure (dates, ordinals, ...) come out as they were written, save
    for a bare year. Raises nothing.
    """
    if figure.kind in _NAMES:
        return line(figure.text)
    parts = (_role(figure), "about" if figure.approximate else "", _value(figure), _rate(figure), _of(figure))
    words = " ".join(part for part in parts if part)
    return f"{words}, vague" if figure.vague else words


def bound_words(figure: Figure) -> str:
    """What is open or not exact of a figure, in words: "at least", "more than", "up to", "less than", "range", "about"."""
    if figure.kind in _NAMES:
        return ""
    low, high = figure.low, figure.high
    edge = ""
    if low is not None and high is None:
        edge = "at least" if figure.low_inclusive else "more than"
    elif high is not None and low is None:
        edge = "up to" if figure.high_inclusive else "less than"
    elif low != high:
        edge = "range"
    parts = ("about" if figure.approximate else "", edge, "vague" if figure.vague else "")
    return ", ".join(part for part in parts if part)


def plain_number(value: Number) -> str:
    """A number with thousands set off by commas and no exponent: 28400 is "28,400", 0.1 is "0.1"."""
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    exact = Decimal(str(value))
    text = f"{exact.normalize():,f}" if exact != exact.to_integral_value() else f"{int(exact):,}"
    return text.replace("-", "−")


def _role(figure: Figure) -> str:
    if figure.role in {"from", "to"}:
        return figure.role
    if figure.role == "change" and figure.kind != "multiple":  # "doubled" is no rise by 2 times
        return {"up": "up by", "down": "down by", None: "a change of"}[figure.direction]
    return ""


def _value(figure: Figure) -> str:
    low, high = figure.low, figure.high
    if low is None and high is None:
        return "no number"
    if figure.kind == "proportion":
        return _proportion(figure)
    if low is not None and high is not None:
        return _unit(figure, _between(figure, low, high), high if low == high else 2)
    return _bound(figure) + _unit(figure, _one(figure, _edge(figure)), _edge(figure))


def _edge(figure: Figure) -> Number:
    edge = figure.low if figure.low is not None else figure.high
    return 0 if edge is None else edge


def _bound(figure: Figure) -> str:
    if figure.low is not None:
        return "≥ " if figure.low_inclusive else "> "
    return "up to " if figure.high_inclusive else "< "


def _between(figure: Figure, low: Number, high: Number) -> str:
    if low == high:
        return _one(figure, low)
    edges = ("" if figure.low_inclusive else "over ", "" if figure.high_inclusive else "under ")
    scale = _scale(high)
    if edges != ("", "") or low < 0 or not _fits(low, scale[0]) or abs(low) * 10 < scale[0]:
        return f"{edges[0]}{_one(figure, low)} to {edges[1]}{_one(figure, high)}"
    short = f"{plain_number(_scaled(low, scale[0]))}–{plain_number(_scaled(high, scale[0]))}"
    return _sign(figure) + f"{short} {scale[1]}".rstrip()


def _one(figure: Figure, value: Number) -> str:
    size, name = _scale(value)
    amount = f"{plain_number(_scaled(value, size))} {name}".rstrip()
    return f"−{_sign(figure)}{amount[1:]}" if amount.startswith("−") else _sign(figure) + amount


def _scale(value: Number) -> tuple[int, str]:
    """The largest scale in which the value has at most three decimals."""
    return next(((size, name) for size, name in _SCALES if abs(value) >= size and _fits(value, size)), (1, ""))


def _fits(value: Number, size: int) -> bool:
    if abs(value) >= _LARGEST:  # infinity too
        return False
    return size == 1 or (Decimal(str(value)) * 1000) % size == 0


def _scaled(value: Number, size: int) -> Number:
    if size == 1:
        return value
    share = Decimal(str(value)) / size
    return int(share) if share == share.to_integral_value() else float(share)


def _sign(figure: Figure) -> str:
    if figure.kind != "money" or not figure.currency:
        return ""
    return _SIGNS.get(figure.currency, f"{line(figure.currency)} ")


def _unit(figure: Figure, amount: str, size: Number) -> str:
    if figure.kind in {"percent", "percentage_point"}:
        return amount + (" %" if figure.kind == "percent" else " percentage point" + ("" if size == 1 else "s"))
    if figure.kind == "multiple":
        return f"{amount} times" + (" as much" if figure.role == "change" else "")
    unit = line(figure.unit or "")
    if not unit:
        return amount + (" years old" if figure.kind == "age" else "")
    return f"{amount} {unit if abs(size) == 1 else _plural(unit)}" + (" old" if figure.kind == "age" else "")


def _plural(unit: str) -> str:
    """The plural of an English unit: "kilometre per hour" is "kilometres per hour"."""
    head, per, rest = unit.partition(" per ")
    first, degree, kind = head.partition("degree ")
    if degree and not first:
        return f"degrees {kind}{per}{rest}"
    start, space, last = head.rpartition(" ")
    return start + space + _plural_word(last) + per + rest


def _plural_word(word: str) -> str:
    if word.lower() in _ODD_PLURALS:
        return _ODD_PLURALS[word.lower()]
    if len(word) < _SHORTEST_NAME or word.endswith("s") or not word.isalpha():
        return word
    return word + "s"


def _proportion(figure: Figure) -> str:
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        if low == high:
            return _share(low)
        return f"{_share(low)} to {_share(high)}"
    return _bound(figure) + _share(_edge(figure))


def _share(value: Number) -> str:
    """A fraction as "1 in 20 (5 %)"; where no small fraction is meant, the percentage alone."""
    percent = plain_number(round(float(value) * 100, 1)) + " %"
    if not 0 < value < 1:
        return percent
    near = Fraction(value).limit_denominator(100)
    if not _is_said(near) or abs(float(near) - value) > 1e-3 * value:
        return percent
    return f"{near.numerator} in {near.denominator} ({percent})"


def _is_said(near: Fraction) -> bool:
    """Whether people say such a fraction: "1 in 33", "3 in 7", "2 in 25", but not "44 in 81"."""
    return near.numerator == 1 or (near > 0 and (near.denominator <= _SAID or 100 % near.denominator == 0))


def _rate(figure: Figure) -> str:
    return f"per {line(figure.per)}" if figure.per else ""


def _of(figure: Figure) -> str:
    """What is counted, or what a share is a share of."""
    if figure.kind in {"percent", "proportion"}:
        return _base(figure.base) if figure.base else ""
    return line(figure.counted.text, _LONGEST) if figure.kind == "count" and figure.counted else ""


def _base(base: Base) -> str:
    text = line(base.text, _LONGEST)
    return text if text.lower().startswith("of ") else f"of {text}"
