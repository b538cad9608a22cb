"""From Sayso's figures to the terms of NewsQuant: which are quantities there, how it names units and bounds, what they refer to.

NewsQuant writes what is counted as the unit ("13 people": unit "people"), currencies and percent by names of its own, one sign
for a bound or a trend, and what the quantity refers to as words. What is here is naming alone: nothing is read anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from babel.numbers import get_currency_name

from sayso.extract.figures.scan import scan
from sayso.language import fold
from sayso.language.numbers import Line, grammar
from sayso.model import Figure, Span

from .newsquant_terms import Quantity, Value
from .written import figures_of

_CURRENCIES: Final = {"USD": "dollar", "EUR": "euro", "GBP": "pound sterling", "ILS": "shekel"}
_UNITS: Final = {
    "degree Celsius": "celsius",
    "degree Fahrenheit": "fahrenheit",
    "time": "count",
    "tonne": "metric ton",
    "milliampere hour": "milliampere-hour",
    "parts per billion": "parts-per-billion",
    "revolution per minute": "revolutions per minute",
}
_PERCENT: Final = {"percent": "percentage", "percentage_point": "percentage point", "multiple": "count"}
_HUNDREDTHS: Final = re.compile(r"(?:cents?|pence|sen|paise|kopecks)\b|\dp\b")
#: Words of multiples that NewsQuant leaves out, as it does a number word hyphened to a noun ("a five-year plan").
_VERBAL: Final = re.compile(r"[^0-9]*(?:doubl|tripl|trebl|quadrupl|halv|twice|once|thrice)", re.IGNORECASE)
#: An article is no number there: "more than a century".
_ARTICLE: Final = re.compile(r"(?:[a-z ]+ )?an? [a-z]+", re.IGNORECASE)
_HYPHENED: Final = re.compile(r"[a-z]+-[a-z]+(?:-[a-z]+)*", re.IGNORECASE)
#: A bound that is told as one, where "nearly" and its like are "~".
_BOUND: Final = re.compile(r"\b(?:under|over|above|below|than)\b")
_TREND_NOUN: Final = re.compile(
    r"[ -](?:\w+ )?(?:rise|increase|drop|fall|cut|hike|decline|jump|gain|improvement|discount|off|higher|lower|more|less|growth|decrease|reduction)\b"
)
#: As in "5G", which Sayso calls a name and NewsQuant a quantity.
_GENERATION: Final = re.compile(r"[2-6]G")
_WORD: Final = re.compile(r"[^\s,;:()\[\]“”\"]+")
_POSSESSIVE: Final = re.compile(r"[’']s?(?!\w)")
_SMALL: Final = frozenset({
    "the", "a", "an", "its", "their", "his", "her", "our", "my", "your", "this", "these", "those", "that",
    "all", "each", "every", "of", "in", "and", "or", "for", "to", "on", "at", "by", "from", "with",
    "such", "more", "total", "per", "under", "against", "between", "within", "into", "over", "as", "&",
})  # fmt: skip
_IRREGULAR: Final = {"men": "man", "women": "woman", "children": "child", "feet": "foot", "lives": "life"}
_SHORT: Final = 4


def read(text: str) -> list[Quantity]:
    """The quantities of an English sentence, with everything."""
    figures = figures_of(text, "en")
    counted = [_quantity(text, one, figures) for one in figures if one.is_quantity and not _left_out(text, one)]
    return counted + [_generation(one) for one in figures if _GENERATION.fullmatch(one.text)]


def read_fast(text: str) -> int:
    """How many figures a sentence has, read with value, unit and bound alone: what the speed of that is measured by."""
    return len(scan(Line.of(fold(text).text), grammar("en"), "en"))


def _left_out(text: str, figure: Figure) -> bool:
    if (figure.low is None and figure.high is None) or _ARTICLE.fullmatch(figure.text):
        return True
    if figure.kind == "age":
        return False
    if figure.kind == "multiple" or figure.unit == "time":
        return _VERBAL.match(figure.text) is not None
    hyphened = text[figure.end : figure.end + 1] == "-" and text[figure.end + 1 : figure.end + 2].isalpha()
    return _HYPHENED.fullmatch(figure.text + ("-x" if hyphened else "")) is not None


def _generation(figure: Figure) -> Quantity:
    return Quantity(float(figure.text[:-1]), "generation wireless", "=", ("-",))


def _quantity(text: str, figure: Figure, figures: Sequence[Figure]) -> Quantity:
    counted = figure.counted if figure.counted and _is_unit(figure, figures) else None
    return Quantity(_value(figure), _unit(figure, counted), _change(text, figure), _concepts(figure, counted) or ("-",))


def _is_unit(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether what is counted stands after the number, or after the number before it ("rose 64 points to 4,577")."""
    if figure.kind not in {"count", "proportion"} or figure.unit:
        return False
    return any(one.counted == figure.counted and one.counted.start >= one.end for one in figures if one.counted)


def _value(figure: Figure) -> Value:
    scale = 100 if _hundredths(figure) else 1
    low, high = figure.low, figure.high
    if low is not None and high is not None and low != high:
        return float(low) * scale, float(high) * scale
    return float(low if low is not None else high or 0) * scale


def _hundredths(figure: Figure) -> bool:
    return figure.kind == "money" and _HUNDREDTHS.search(figure.text) is not None


def _change(text: str, figure: Figure) -> str:
    """One sign: a bound before a trend; a trend only where a verb says it and no noun ("a 4% drop" is "=")."""
    if figure.vague:
        return "="
    if figure.approximate and not _BOUND.search(figure.text):
        return "~"
    if figure.low is None or figure.high is None:
        return "<" if figure.low is None else ">"
    trend = figure.direction if figure.role == "change" else None
    return trend if trend and not _TREND_NOUN.match(text, figure.end) else "="


def _unit(figure: Figure, counted: Span | None) -> str:
    name = _unit_alone(figure, counted)
    return f"{name} per {figure.per}" if figure.per and figure.per != "each" else name


def _unit_alone(figure: Figure, counted: Span | None) -> str:
    if figure.kind in _PERCENT:
        return _PERCENT[figure.kind]
    if figure.kind == "age":
        return f"{figure.unit or 'year'} of age"
    if figure.currency:
        hundredth = "sen" if figure.currency == "MYR" else "cent"
        return hundredth if _hundredths(figure) else _currency(figure.currency)
    if figure.unit:
        return _UNITS.get(figure.unit, figure.unit).lower()
    words = _words(counted.text) if counted else []
    name = " ".join([*words[:-1], _singular(words[-1])]) if words else "-"
    return f"% {name}" if figure.kind == "proportion" and words else name


@cache
def _currency(code: str) -> str:
    return _CURRENCIES.get(code) or get_currency_name(code, locale="en").lower()


def _words(phrase: str) -> list[str]:
    return [word for word in _WORD.findall(_POSSESSIVE.sub("", phrase)) if word.lower() not in _SMALL]


def _singular(word: str) -> str:
    """The singular of a common noun; names keep their form ("Americans"), as they do in NewsQuant."""
    low = word.lower()
    if low != word:
        return word
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low.endswith("ies") and len(low) > _SHORT:
        return word[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "is")) else word


def _concepts(figure: Figure, counted: Span | None) -> tuple[str, ...]:
    """The words of what is measured and of whom it is said; what a count counts is its unit already."""
    measured = None if counted and figure.kind == "count" else figure.base or figure.counted
    spans = (span for span in (measured, figure.subject) if span)
    return tuple(dict.fromkeys(word for span in spans for word in _words(span.text)))
