"""The numbers, percentages and sums of a text by themselves: without the bound, unit or words around them.

A figure of Sayso's covers its bound and its unit ("at least 15 Euro"); other data marks the number alone ("15"), or the sum
without its bound ("15 Euro"). The own place of a number within a figure is found by reading again: it begins at the first
token past the bounds from which a stretch of whole tokens, read by itself, has the figure's value, and ends where the shortest
such stretch does; of sums the longest, because a currency's name may go on ("francs", "francs suisses"). A figure for which there is no such stretch stands with its whole text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sayso.extract.figures import find_figures
from sayso.language import Folded, fold
from sayso.language.numbers import Grammar, Line, grammar, read_numeral
from sayso.model import QUANTITIES, Block, Document, Figure, text_id
from sayso.reading import split_sentences

_PERCENT: Final = frozenset({"percent", "percentage_point"})
_MONEY: Final = frozenset({"money"})
_BARE: Final = frozenset({"count", "proportion", "multiple"})
#: Definite articles may stand in a figure ("the half"), and are no part of its number.
_ARTICLES: Final = {
    "en": frozenset({"the"}),
    "de": frozenset({"der", "die", "das", "des", "dem", "den"}),
    "es": frozenset({"el", "la", "los", "las"}),
    "fr": frozenset({"le", "la", "les", "l"}),
    "it": frozenset({"il", "lo", "la", "i", "gli", "le", "l"}),
    "pt": frozenset({"o", "a", "os", "as"}),
}
#: Two values are the same up to what a double keeps of a fraction.
_TOLERANCE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Number:
    """A number's place in its text, its value, and its currency where it is a sum."""

    start: int
    end: int
    value: float
    currency: str | None = None


def same(one: float, other: float) -> bool:
    """Whether two values are the same number."""
    return math.isclose(one, other, rel_tol=_TOLERANCE)


def document(text: str, language: str) -> Document:
    """A text as a document in a language that is known, with every offset as in the text."""
    block = Block(start=0, end=len(text), kind="paragraph")
    return Document(id="d:bench", text_id=text_id(text), uri="bench", text=text, language=language, blocks=(block,))


def figures_of(text: str, language: str) -> tuple[Figure, ...]:
    """The figures of a text in a language that is known."""
    doc = document(text, language)
    return find_figures(doc, split_sentences(text, doc.blocks, language))


def numbers_of(text: str, language: str) -> list[Number]:
    """Every number as it is written, whatever it does in the text.

    Of a quantity with one value, that number. Of a range, and of what dates or names (dates, times, scores, identifiers),
    the numbers that are written in it. Vague words ("hundreds") and ordinals are none, nor are digits to which letters are
    glued that are part of no number ("29km", "G20").
    """
    found: list[Number] = []
    for figure in figures_of(text, language):
        if figure.kind != "ordinal" and not figure.vague:
            found += _numbers_in(figure, language)
    return [one for one in found if not _glued(text, one)]


def _glued(text: str, one: Number) -> bool:
    return text[one.end : one.end + 1].isalpha() or text[max(one.start - 1, 0) : one.start].isalpha()


def percentages_of(text: str, language: str) -> list[Number]:
    """Every percentage with its sign or word, percentage points included."""
    figures = (one for one in figures_of(text, language) if one.kind in _PERCENT and not one.vague)
    return [number for figure in figures for number in _by_ends(figure, language, _PERCENT)]


def sums_of(text: str, language: str) -> list[Number]:
    """Every sum of money with its currency's sign or name, without what it is per."""
    figures = (one for one in figures_of(text, language) if one.kind in _MONEY and not one.vague)
    return [number for figure in figures for number in _by_ends(figure, language, _MONEY)]


def ends_of(figure: Figure) -> tuple[float, ...]:
    """The known ends of a figure, the lower first; one where both are the same."""
    return tuple(dict.fromkeys(end for end in (figure.low, figure.high) if end is not None))


@dataclass(frozen=True, slots=True)
class _Text:
    """A figure's text laid out for reading, with the way back to the offsets of the whole text."""

    folded: Folded
    line: Line
    offset: int
    g: Grammar

    @classmethod
    def of(cls, figure: Figure, language: str) -> _Text:
        folded = fold(figure.text)
        return cls(folded, Line.of(folded.text), figure.start, grammar(language))

    def number(self, first: int, end: int, value: float, currency: str | None = None) -> Number:
        start, stop = self.folded.place(self.line.tokens[first].start, self.line.tokens[end - 1].end)
        return Number(start + self.offset, stop + self.offset, value, currency)

    def past_bounds(self) -> int:
        """Past every bound and article at the head."""
        at, articles = 0, _ARTICLES.get(self.g.language, frozenset())
        while at < len(self.line):
            found = self.g.before.at(self.line.keys, at)
            if found is None and self.line.key(at) not in articles | {"’"}:
                break
            at = found[1] if found else at + 1
        return at


def _numbers_in(figure: Figure, language: str) -> list[Number]:
    text, ends = _Text.of(figure, language), ends_of(figure)
    if figure.kind in QUANTITIES and len(ends) == 1 and (found := _extent(text, ends[0], language, _BARE)):
        return [found]
    written = list(_as_written(text))
    if written or figure.kind not in QUANTITIES - {"multiple"}:
        return written
    return [Number(figure.start, figure.end, ends[-1])] if ends else []


def _as_written(text: _Text) -> Iterator[Number]:
    at = 0
    while at < len(text.line):
        numeral = read_numeral(text.line, at, text.g.numbers)
        if numeral is None or numeral.end <= at or numeral.one:
            at += 1
            continue
        yield text.number(at, numeral.end, float(numeral.value))
        at = numeral.end


def _by_ends(figure: Figure, language: str, kinds: frozenset[str]) -> list[Number]:
    text, ends = _Text.of(figure, language), ends_of(figure)
    found = [one for end in ends if (one := _extent(text, end, language, kinds, figure.currency))]
    return found or [Number(figure.start, figure.end, end, figure.currency) for end in ends[-1:]]


def _extent(
    text: _Text, value: float, language: str, kinds: frozenset[str], currency: str | None = None
) -> Number | None:
    """Where the number, percentage or sum of that value stands by itself."""
    for first in range(text.past_bounds(), len(text.line)):
        numeral = read_numeral(text.line, first, text.g.numbers) if kinds is _BARE else None
        if numeral is not None and same(float(numeral.value), value):
            return text.number(first, numeral.end, value)
        ends = range(first + 1, len(text.line) + 1)
        for end in reversed(ends) if kinds is _MONEY else ends:
            alone = _alone(text.line.written(first, end), language)
            if alone is not None and alone.kind in kinds and _is(alone, value, currency):
                return text.number(first, end, value, currency)
    return None


def _is(figure: Figure, value: float, currency: str | None) -> bool:
    """Whether a figure is that value by itself, without a bound after it or what it is per."""
    exact = figure.low == figure.high and figure.per is None and not figure.approximate
    return exact and figure.currency == currency and same(figure.low or 0, value)


@lru_cache(maxsize=10_000)
def _alone(text: str, language: str) -> Figure | None:
    """The figure that is a whole text, if one is."""
    figures = figures_of(text, language)
    return figures[0] if len(figures) == 1 and figures[0].text == text else None
