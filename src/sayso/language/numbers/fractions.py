"""Fractions within a number: "2½", "2 1/4", "six and two thirds", "veintiún avos"; and powers: "10^6", "1,2e9"."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from .line import Line
from .phrases import Phrases
from .words import Compounds

if TYPE_CHECKING:
    from .grammar import Numbers

#: Vulgar fractions, as one sign or glued to a number.
VULGAR: Final = {
    "½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅕": Decimal("0.2"), "⅖": Decimal("0.4"),
    "⅗": Decimal("0.6"), "⅘": Decimal("0.8"), "⅛": Decimal("0.125"), "⅜": Decimal("0.375"), "⅝": Decimal("0.625"),
    "⅞": Decimal("0.875"),
}  # fmt: skip

#: What is written below the line of a fraction after a whole number: "7 3/4".
_BELOW: Final = frozenset({2, 3, 4, 5, 6, 8, 10, 12, 16, 32})
_MOST_EXPONENT: Final = 30
_MOST: Final = Decimal(10) ** 30


class Parts:
    """Words for so-manieth parts: those of a table, and number words with an ending ("veintiunavos", "dosmilésimos")."""

    def __init__(self, table: Phrases[int], stems: Compounds | None = None, endings: Iterable[str] = ()) -> None:
        """Take the words with their values, and what makes others of number words."""
        self._table, self._stems = table, stems
        self._endings = tuple(sorted(endings, key=len, reverse=True))

    def at(self, line: Line, place: int) -> tuple[int, int] | None:
        """The value of the word at a place, and where it ends."""
        found = self._table.at(line.keys, place)
        if found is not None or self._stems is None:
            return found
        key = line.key(place)
        for ending in self._endings:
            split = self._stems.split(key[: -len(ending)]) if key.endswith(ending) else None
            if split is not None and not split[1] and split[0].value > 1:
                return int(split[0].value), place + 1
        return None


def added_parts(line: Line, place: int, numbers: Numbers) -> tuple[Decimal, int] | None:
    """As in "six and two thirds", "2 e 1/4": a fraction after a joining word, where it is no share of something else."""
    if line.key(place) not in numbers.part_joins:
        return None
    if line.digits(place + 1):
        return slashed(line, place + 1)
    few = numbers.words.at(line.keys, place + 1)
    if few is None or few[0].kind != "unit":
        return None
    at = few[1] + (line.key(few[1]) == "-" and line.glued(few[1]))
    many = numbers.parts.at(line, at)
    if many is None or not 0 < few[0].value < many[0] or numbers.connectors.at(line.keys, many[1]):
        return None
    return Decimal(few[0].value) / many[0], many[1]


def slashed(line: Line, place: int) -> tuple[Decimal, int] | None:
    """As in "7 3/4": a fraction in digits, with a space between it and the whole number."""
    gap = line.gap(place)
    if not gap or not gap.isspace() or "\n" in gap or line.key(place + 1) != "/" or not line.digits(place + 2):
        return None
    few, many = line.key(place), line.key(place + 2)
    if not (few.isdecimal() and many.isdecimal() and len(few) <= 2 >= len(many)) or line.key(place + 3) == "/":  # noqa: PLR2004
        return None
    if not (line.glued(place + 1) and line.glued(place + 2) and 0 < int(few) < int(many) and int(many) in _BELOW):
        return None
    return Decimal(int(few)) / int(many), place + 3


def powered(line: Line, end: int, value: int | Decimal) -> tuple[int | Decimal, int] | None:
    """As in "10^6", "1,2e9": the value with the exponent that is glued to it."""
    mark = line.key(end)
    if mark not in {"^", "e"} or not line.glued(end):
        return None
    at, minus = end + 1, False
    while line.key(at) in {"+", "-"} and line.glued(at):
        at, minus = at + 1, minus != (line.key(at) == "-")
    text = line.key(at)
    if not (line.digits(at) and line.glued(at) and text.isdecimal() and len(text) <= 2) or _goes_on(line, at + 1):  # noqa: PLR2004
        return None
    exponent = -int(text) if minus else int(text)
    if abs(exponent) > _MOST_EXPONENT:
        return None
    try:
        result = Decimal(value) ** exponent if mark == "^" else Decimal(value).scaleb(exponent)
    except InvalidOperation:
        return None
    if abs(result) > _MOST:
        return None
    return (int(result) if result == int(result) else result), at + 1


def _goes_on(line: Line, place: int) -> bool:
    return line.glued(place) and (line.word(place) or line.digits(place))
