"""One change seeded in an English sentence with a figure: what careless writing does to numbers, units, bounds and bases.

Each change is made in the text alone, so that whatever reads it starts from the same place as with real mistakes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sayso.model import Figure

#: A number in digits, with separators as in English.
_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS_OFF: Final = (-3, -2, -1, 1, 2, 3)
_TENTH: Final = 0.1
_THOUSAND: Final = 1_000
#: A tenth more or less, after rounding to the digits that are shown.
_NEAR_A_TENTH: Final = (0.08, 0.12)
_LESS: Final = {
    "more than": "less than",
    "greater than": "less than",
    "over": "under",
    "above": "below",
    "at least": "at most",
    "no less than": "no more than",
    "upwards of": "less than",
    "in excess of": "less than",
    "nearly": "more than",
    "almost": "more than",
}
_BOUNDS: Final = {
    **_LESS,
    "less than": "more than",
    "fewer than": "more than",
    "under": "over",
    "below": "above",
    "at most": "at least",
    "up to": "at least",
    "no more than": "no less than",
}
_CURRENCIES: Final = {
    "$": "€",
    "€": "$",
    "£": "$",
    "dollars": "euros",
    "dollar": "euro",
    "euros": "dollars",
    "euro": "dollar",
    "pounds": "dollars",
    "pound": "dollar",
}
_UNITS: Final = {
    "seconds": "minutes",
    "minutes": "hours",
    "minute": "hour",
    "hours": "days",
    "hour": "day",
    "days": "weeks",
    "day": "week",
    "weeks": "months",
    "week": "month",
    "months": "years",
    "month": "year",
    "years": "months",
    "year": "month",
    "miles": "kilometres",
    "mile": "kilometre",
    "kilometers": "miles",
    "kilometres": "miles",
    "km": "miles",
    "meters": "feet",
    "metres": "feet",
    "feet": "metres",
    "foot": "metre",
    "inches": "metres",
    "inch": "metre",
    "kilograms": "pounds",
    "kg": "pounds",
    "pounds": "kilograms",
    "pound": "kilogram",
    "tonnes": "kilograms",
    "tons": "kilograms",
    "mph": "knots",
}
_PER_CENT: Final = re.compile(r"%|per ?cent\b")
_BASES: Final = ("farmers", "hospitals", "companies", "teachers", "bridges", "refugees", "schools", "soldiers")
_FRONT: Final = re.compile(r"(?:the|all|its|their|his|her|our|those|these)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Seed:
    """A sentence with one change: its kind, the whole text, and where the changed figure stands in it."""

    kind: str
    text: str
    start: int
    end: int


def seeds(text: str, figures: Sequence[Figure], seed: int) -> Iterator[Seed]:
    """One change of each kind that the sentence allows, in a figure chosen by `seed`; the same for the same input."""
    chance = random.Random(seed)  # noqa: S311  a fixed choice, no secret
    for kind, change in _KINDS.items():
        found = [one for figure in figures if (one := change(text, figure, chance))]
        if found:
            start, end, new, figure = chance.choice(found)
            shift = len(new) - (end - start)
            yield Seed(kind, text[:start] + new + text[end:], figure.start, max(figure.end, end) + shift)


#: Where something is put in the text, what, and the figure that it changes.
_Edit = tuple[int, int, str, Figure]


def _number(figure: Figure, change: Callable[[float, int], float | None]) -> _Edit | None:
    """The figure's one number in digits, put through `change` (of its value and its decimals)."""
    found = list(_NUMBER.finditer(figure.text))
    if not figure.is_quantity or len(found) != 1:
        return None
    written = found[0].group()
    decimals = len(written.partition(".")[2])
    value = float(written.replace(",", ""))
    changed = change(value, decimals)
    if changed is None or changed == value:
        return None
    grouped = "," if "," in written or value < _THOUSAND <= changed else ""
    new = f"{changed:{grouped}.{decimals}f}"
    start = figure.start + found[0].start()
    return start, start + len(written), new, figure


def _tenth(_text: str, figure: Figure, chance: random.Random) -> _Edit | None:
    sign = chance.choice((-1, 1))

    def change(value: float, decimals: int) -> float | None:
        changed = round(value * (1 + sign * _TENTH), decimals)
        low, high = _NEAR_A_TENTH
        return changed if value and low <= abs(changed / value - 1) <= high else None

    return None if figure.approximate else _number(figure, change)


def _times(factor: int) -> Callable[[str, Figure, random.Random], _Edit | None]:
    def change(_text: str, figure: Figure, _chance: random.Random) -> _Edit | None:
        if figure.kind == "age":  # nobody is 420, and no reader takes it for an age
            return None
        return _number(figure, lambda value, decimals: round(value * factor, decimals))

    return change


def _swapped(_text: str, figure: Figure, _chance: random.Random) -> _Edit | None:
    def change(value: float, decimals: int) -> float | None:
        digits = f"{value:.{decimals}f}"
        places = [at for at, char in enumerate(digits) if char.isdigit()]
        for one, other in pairwise(places):
            if digits[one] != digits[other] and not (one == 0 and digits[other] == "0"):
                turned = list(digits)
                turned[one], turned[other] = turned[other], turned[one]
                return float("".join(turned))
        return None

    return _number(figure, change)


def _unit(text: str, figure: Figure, _chance: random.Random) -> _Edit | None:
    table = _CURRENCIES if figure.kind == "money" else _UNITS if figure.kind in {"measure", "duration"} else {}
    if figure.low != figure.high:
        return None
    for word, new in table.items():
        pattern = re.escape(word) if not word[0].isalpha() else rf"\b{re.escape(word)}\b"
        found = re.search(pattern, figure.text, re.IGNORECASE)
        if found and not (word == "$" and re.search(r"[A-Z]\$", text[figure.start - 3 : figure.end])):
            return figure.start + found.start(), figure.start + found.end(), new, figure
    return None


def _year(_text: str, figure: Figure, chance: random.Random) -> _Edit | None:
    found = list(_YEAR.finditer(figure.text)) if figure.kind == "date" and figure.low == figure.high else []
    if len(found) != 1:
        return None
    start = figure.start + found[0].start()
    return start, start + 4, str(int(found[0].group()) + chance.choice(_YEARS_OFF)), figure


def _bound(_text: str, figure: Figure, _chance: random.Random) -> _Edit | None:
    for words, new in _BOUNDS.items():
        if figure.is_quantity and figure.text.lower().startswith(words + " ") and not figure.vague:
            return figure.start, figure.start + len(words), new, figure
    return None


def _points(_text: str, figure: Figure, _chance: random.Random) -> _Edit | None:
    found = _PER_CENT.search(figure.text) if figure.kind == "percent" else None
    if not found:
        return None
    new = " percentage points" if found.group() == "%" else "percentage points"
    return figure.start + found.start(), figure.start + found.end(), new, figure


def _base(_text: str, figure: Figure, chance: random.Random) -> _Edit | None:
    base = figure.base
    if figure.kind not in {"percent", "proportion"} or base is None or base.figure:
        return None
    front = _FRONT.match(base.text)
    others = [one for one in _BASES if one[:4] not in base.text.lower()]
    return base.start, base.end, (front.group() if front else "") + chance.choice(others), figure


_KINDS: Final[dict[str, Callable[[str, Figure, random.Random], _Edit | None]]] = {
    "tenth": _tenth,
    "times_10": _times(10),
    "times_1000": _times(1000),
    "swapped": _swapped,
    "unit": _unit,
    "year": _year,
    "bound": _bound,
    "points": _points,
    "base": _base,
}
KINDS: Final = tuple(_KINDS)
