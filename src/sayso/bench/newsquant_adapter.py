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
_CHANGES: Final = "rise|increase|drop|fall|cut|hike|decline|jump|gain|improvement|discount|growth|decrease|reduction"
_TREND_NOUN: Final = re.compile(rf"[ -]((?:\w+ )?(?:{_CHANGES}))\b")
_COMPARED: Final = re.compile(
    r"[ -](?:\w+ )?(?:off|higher|lower|more|less|cheaper|dearer|larger|smaller|longer|shorter|faster|slower|stronger|weaker)\b"
)
#: What of a noun phrase stands before the figure in its midst: "the *iconic* 3,923 sq m estate", "a *record* 32 goals".
_AMID: Final = re.compile(
    r"\b(?:(?:an?|the|its|their|his|her|our|my|your) (?!of |in |at |to |for |than |just |only |some )([a-z][\w-]+ )|(?:of|for|with) ((?-i:[A-Z])\w+ ))$",
    re.IGNORECASE,
)
_MOST_AMID: Final = 40
#: How a figure says that its unit is left out.
_LEFT_OUT: Final = re.compile("a number beside another")
#: As in "5G", which Sayso calls a name and NewsQuant a quantity.
_GENERATION: Final = re.compile(r"[2-6]G")
_WORD: Final = re.compile(r"[^\s,;:()\[\]“”\"]+")
_POSSESSIVE: Final = re.compile(r"[’']s?(?!\w)")
_SMALL: Final = frozenset({
    "the", "a", "an", "its", "their", "his", "her", "our", "my", "your", "this", "these", "those", "that",
    "all", "each", "every", "of", "in", "and", "or", "for", "to", "on", "at", "by", "from", "with",
    "such", "another", "more", "total", "combined", "per", "under", "against", "between", "within", "into", "over", "as", "&", "much", "very",
})  # fmt: skip
_IRREGULAR: Final = {"men": "man", "women": "woman", "children": "child", "feet": "foot", "lives": "life"}
_UNCHANGED: Final = frozenset({"series", "species", "means", "headquarters", "crossroads", "barracks", "news"})
_SHORT: Final = 4
_PAIR: Final = 2


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
    worded = figure.text + ("-x" if hyphened else "")
    return (hyphened or figure.unit is not None) and _HYPHENED.fullmatch(worded) is not None


def _generation(figure: Figure) -> Quantity:
    return Quantity(float(figure.text[:-1]), "generation wireless", "=", ("-",))


def _quantity(text: str, figure: Figure, figures: Sequence[Figure]) -> Quantity:
    counted = figure.counted if figure.counted and _is_unit(text, figure, figures) else None
    amid = _amid(text, figure)
    concepts = _concepts(text, figure, figures, counted, amid) or ("-",)
    cents = _hundredths(figure, figures)
    unit = _unit(figure, counted, amid, cents=cents)
    return Quantity(_value(figure, cents=cents), unit, _change(text, figure, figures), concepts)


def _amid(text: str, figure: Figure) -> list[str]:
    """The words of the noun phrase that a figure stands in the midst of, as far as they stand before it."""
    if figure.counted is None or not 0 <= figure.counted.start - figure.end <= 1:
        return []
    found = _AMID.search(text[max(0, figure.start - _MOST_AMID) : figure.start])
    return _words(found[1] or found[2]) if found else []


def _is_unit(text: str, figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether what is counted stands after the number, or after the number before it ("rose 64 points to 4,577")."""
    if figure.kind not in {"count", "proportion"} or figure.unit:
        return False
    if figure.counted and text[figure.counted.end : figure.start] == " or ":  # "another day or two"
        return True
    return any(one.counted == figure.counted and one.counted.start >= one.end for one in figures if one.counted)


def _value(figure: Figure, *, cents: bool) -> Value:
    scale = 100 if cents else 1
    low, high = figure.low, figure.high
    if low is not None and high is not None and low != high:
        return float(low) * scale, float(high) * scale
    return float(low if low is not None else high or 0) * scale


def _hundredths(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a sum is told in cents, by its own words or, where they are left out, by those of the sum before it."""
    if figure.kind != "money" or not _LEFT_OUT.match(figure.because):
        return figure.kind == "money" and _HUNDREDTHS.search(figure.text) is not None
    before = next((one for one in reversed(figures) if one.end <= figure.start and one.kind == "money"), None)
    return before is not None and _HUNDREDTHS.search(before.text) is not None


def _change(text: str, figure: Figure, figures: Sequence[Figure]) -> str:
    """One sign: a bound before a trend; a trend only where a verb says it and no noun ("a 4% drop" is "=")."""
    if figure.vague:
        return "="
    if (figure.low is None or figure.high is None) and figure.text[0].isdigit():  # "under 180 hp (134 kW)"
        before = next((one for one in reversed(figures) if one.end <= figure.start), None)
        if before is not None and text[before.end : figure.start].strip() in {"(", "/"}:
            return _change(text, before, figures)
    if figure.approximate and not _BOUND.search(figure.text):
        return "~"
    if figure.low is None or figure.high is None:
        return "<" if figure.low is None else ">"
    trend = figure.direction if figure.role == "change" else None
    named = _TREND_NOUN.match(text, figure.end) or _COMPARED.match(text, figure.end)
    return trend if trend and not named else "="


def _unit(figure: Figure, counted: Span | None, amid: Sequence[str], *, cents: bool) -> str:
    name = _unit_alone(figure, counted, amid, cents=cents)
    return f"{name} per {figure.per}" if figure.per and figure.per != "each" else name


def _unit_alone(figure: Figure, counted: Span | None, amid: Sequence[str], *, cents: bool) -> str:
    if figure.kind in _PERCENT:
        return _PERCENT[figure.kind]
    if figure.kind == "age":
        return f"{figure.unit or 'year'} of age"
    if figure.currency:
        hundredth = "sen" if figure.currency == "MYR" else "cent"
        return hundredth if cents else _currency(figure.currency)
    if figure.unit:
        return _UNITS.get(figure.unit, figure.unit).lower()
    words = [*amid, *_words(counted.text)] if counted else []
    while len(words) > 1 and figure.base and words[0][0].isdigit():  # "21 of 32 passes" are passes
        words = words[1:]
    name = " ".join([*words[:-1], _singular(words[-1], named=len(words) > 1)]) if words else "-"
    return f"% {name}" if figure.kind == "proportion" and words else name


@cache
def _currency(code: str) -> str:
    return _CURRENCIES.get(code) or get_currency_name(code, locale="en").lower()


def _words(phrase: str) -> list[str]:
    return [word for word in _WORD.findall(_POSSESSIVE.sub("", phrase)) if word.lower() not in _SMALL]


def _without(span: Span, figures: Sequence[Figure]) -> list[str]:
    """The words of a phrase without those of the figures in it ("the sale of a *30 per cent* share"); "a five-year award" is one."""
    text = span.text
    for one in figures:
        start, end = one.start - span.start, one.end - span.start
        if start >= 0 and end <= len(text) and "-" not in one.text + text[end : end + 1] and one.is_quantity:
            text = text[:start] + " " * (end - start) + text[end:]
    return _words(text)


def _singular(word: str, *, named: bool = False) -> str:
    """The singular of a common noun, or of the last word of a name ("World Cups"); "Americans" keep their form in NewsQuant."""
    low = word.lower()
    if word[:-1].isupper() and word.endswith("s") and len(word) > _PAIR:  # "RBIs"
        return word[:-1]
    if (low != word and not (named and word[1:].islower())) or low in _UNCHANGED:
        return word
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low.endswith("ies") and len(low) > _SHORT:
        return word[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "is")) else word


def _base(figure: Figure, figures: Sequence[Figure]) -> Span | None:
    """What a share is of; a pronoun stands for what the figure counts that it rests on."""
    if figure.base is None or figure.base.figure is None:
        return figure.base
    return next((one.counted for one in figures if one.id == figure.base.figure and one.counted), figure.base)


def _concepts(
    text: str, figure: Figure, figures: Sequence[Figure], counted: Span | None, amid: Sequence[str]
) -> tuple[str, ...]:
    """The words of what is measured and of whom it is said; what a count counts is its unit already.

    A change that a noun names is a concept of its own there: "a 4% *drop*".
    """
    measured = None if counted and figure.kind == "count" else _base(figure, figures) or figure.counted
    named = _TREND_NOUN.match(text, figure.end)
    words = list(amid) if measured is not None and measured is figure.counted else []
    words += _without(measured, figures) if measured else []
    words += _words(named[1]) if named and figure.role == "change" else []
    words += _without(figure.subject, figures) if figure.subject else []
    return tuple(dict.fromkeys(words))
