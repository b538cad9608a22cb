"""From Sayso's figures to the terms of NewsQuant: which are quantities there, and how it names units and bounds."""

from __future__ import annotations

from functools import cache
from typing import Final

from babel.numbers import get_currency_name

from sayso.extract.figures.scan import scan
from sayso.language import fold
from sayso.language.numbers import Line, grammar
from sayso.model import Figure

from .newsquant_terms import Quantity, Value
from .written import figures_of

_CURRENCIES: Final = {"USD": "dollar", "EUR": "euro", "GBP": "pound sterling", "ILS": "shekel"}
_UNITS: Final = {
    "degree Celsius": "celsius",
    "degree Fahrenheit": "fahrenheit",
    "time": "count",
    "tonne": "metric ton",
    "pound": "pound-mass",
}
_PERCENT: Final = {"percent": "percentage", "percentage_point": "percentage point"}
_FULL: Final = ("-",)


def read(text: str) -> list[Quantity]:
    """The quantities of an English sentence, with everything."""
    return [_quantity(figure) for figure in figures_of(text, "en") if _counts(figure)]


def read_fast(text: str) -> int:
    """How many figures a sentence has, read with value, unit and bound alone: what the speed of that is measured by."""
    return len(scan(Line.of(fold(text).text), grammar("en"), "en"))


def _counts(figure: Figure) -> bool:
    known = figure.low is not None or figure.high is not None
    return figure.is_quantity and known and (figure.kind != "multiple" or any(char.isdigit() for char in figure.text))


def _quantity(figure: Figure) -> Quantity:
    return Quantity(_value(figure), _unit(figure), _change(figure), _FULL)


def _value(figure: Figure) -> Value:
    if figure.low is not None and figure.high is not None and figure.low != figure.high:
        return float(figure.low), float(figure.high)
    return float(figure.low if figure.low is not None else figure.high or 0)


def _unit(figure: Figure) -> str:
    per = f" per {figure.per}" if figure.per else ""
    if figure.currency:
        return _currency(figure.currency) + per
    if figure.unit:
        name = _UNITS.get(figure.unit, figure.unit).lower()
        return f"{name} of age" if figure.kind == "age" else name + per
    if figure.kind in _PERCENT:
        return _PERCENT[figure.kind]
    return _singular(figure.counted.text) if figure.counted else "-"


@cache
def _currency(code: str) -> str:
    return _CURRENCIES.get(code) or get_currency_name(code, locale="en").lower()


def _singular(phrase: str) -> str:
    """A phrase with its last word in the singular."""
    if phrase.endswith("ies"):
        return phrase[:-3] + "y"
    return phrase[:-1] if phrase.endswith("s") and not phrase.endswith("ss") else phrase


def _change(figure: Figure) -> str:
    if figure.role == "change" and figure.direction:
        return figure.direction
    if figure.approximate:
        return "~"
    if figure.low is None or figure.high is None:
        return "<" if figure.low is None else ">"
    return "="
