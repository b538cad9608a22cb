"""Figures of appearances as they are held against each other: what each counts, where and of whom it holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sayso.align import Subject, read_stretch, read_subject, read_words
from sayso.language import lexicon
from sayso.language.words import names, terms
from sayso.model import Appearance, Figure

#: Names in one row: "Germany, France and the Netherlands".
_NAME: Final = r"(?<![\w-])[A-ZÀ-Þ][\w-]++(?:\s[A-ZÀ-Þ][\w-]++){0,3}"
_AND: Final = r"(?:and|und|et|y|e|ed|sowie)"
_JOINED: Final = rf"(?:,\s(?:{_AND}\s)?|\s{_AND}\s)(?:(?:in|en|au|aux|im|a|de|di|of)\s|d['’])?(?:(?:the|den|der|die|dem|la|le|les|los|las|il|i|gli)\s|l['’])?"
_ROW: Final = re.compile(rf"{_NAME}(?:{_JOINED}{_NAME}){{1,20}}")
#: What stands before a row of places: "in Bavaria, Hesse and Thuringia".
_PLACED: Final = re.compile(
    rf"(?<!\w)(?i:in|across|throughout|from|aus|en|dans|desde|nel|nella|em)\s(?:(?:the|den|der)\s)?(?={_NAME}{_JOINED}{_NAME})"
)
_EACH: Final = re.compile(_NAME)
_ANDS: Final = re.compile(rf"\s{_AND}\s")
#: Places that are counted: "three countries".
_COUNTED_PLACES: Final = frozenset(f"concept:{name}" for name in ("country", "state", "city", "region"))
#: Spans of time that things are told per, and how far behind a figure they may stand.
_SPANS: Final = ("hour", "day", "week", "month", "year")
_BEHIND: Final = 60
_PER: Final = re.compile(r"[^\d.;:,]*?\b(?:per|each|every|pro|je|jeden?|jede[rs]?|par|chaque|por|cada|al|ogni)\s+(\w+)")
_SHARES: Final = frozenset(("percent", "percentage_point", "proportion"))


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a figure holds.

    `places` are the keys of the countries at the figure with their words, `row` those that stand in one row with their words, `all` those of the
    whole appearance; `rows` are other rows of places, name by name; `spread` is how many places there are where they are counted ("three countries").
    """

    places: frozenset[str] = frozenset()
    named: str = ""
    row: frozenset[str] = frozenset()
    row_text: str = ""
    all: frozenset[str] = frozenset()
    rows: tuple[tuple[str, ...], ...] = ()
    spread: float | None = None
    spread_text: str = ""


@dataclass(frozen=True, eq=False)
class Point:
    """One figure of one appearance; itself alone is the same as it.

    `rate` is what it is told per, also where that stands behind what it counts ("5 grams of plastic per week"). `family` is what it may be compared with at most; `alone` that its appearance has no other figure of that family.
    """

    appearance: Appearance
    figure: Figure
    subject: Subject
    scope: Scope
    rate: str
    family: str
    alone: bool

    @property
    def value(self) -> float:
        """One number that stands for it: its lower end, else its upper one; shares in per cent."""
        found = self.figure.low if self.figure.low is not None else self.figure.high
        return (found or 0) * (100.0 if self.figure.kind == "proportion" else 1.0)

    @cached_property
    def said(self) -> frozenset[str]:
        """The words of its appearance, without endings: how alike two wordings are."""
        return frozenset(terms(self.appearance.span.text, self.appearance.language))

    @cached_property
    def head(self) -> frozenset[str]:
        """The keys of what it counts."""
        counted = self.figure.counted or self.figure.base
        found = read_words(counted.text, self.appearance.language) if counted else ()
        return frozenset(key for word in found for key in word.keys)


def points_of(appearance: Appearance) -> tuple[Point, ...]:
    """The quantities of an appearance, those aside that tell what was before ("rose *from* 20 to 30"); a place that is counted is scope."""
    figures = [one for one in appearance.figures if one.is_quantity and one.role != "from"]
    stretch = read_stretch(
        appearance.figures, appearance.span.text, appearance.span.start, appearance.language or "und"
    )
    spread = next(_spread(appearance), None)
    families = Counter(family_of(one) for one in figures if one is not spread)
    return tuple(
        Point(
            appearance=appearance,
            figure=one,
            subject=read_subject(one, stretch),
            scope=_scope(one, appearance, spread),
            rate=one.per or _rate(one, appearance),
            family=family_of(one),
            alone=one is spread or families[family_of(one)] == 1,
        )
        for one in figures
    )


def family_of(figure: Figure) -> str:
    """What a figure may stand for at most: figures of two families are never one that changed."""
    if figure.kind == "measure":
        return f"measure:{_quantity(figure.unit or '?')}"
    return "share" if figure.kind in _SHARES else figure.kind


def _quantity(unit: str) -> str:
    """What a unit measures, also of those that name several sizes and are never converted: gallons are a volume as litres are."""
    entry = lexicon("units").get(unit, {})
    return str(entry.get("of") or entry.get("cldr", "").partition("-")[0] or unit)


def _spread(appearance: Appearance) -> Iterator[Figure]:
    for one in appearance.figures:
        if one.kind == "count" and one.low is not None and one.low >= 2 and one.counted:  # noqa: PLR2004 - several
            keys = {key for word in read_words(one.counted.text, appearance.language) for key in word.keys}
            if keys & _COUNTED_PLACES:
                yield one


def _scope(figure: Figure, appearance: Appearance, spread: Figure | None) -> Scope:
    text = appearance.span.text
    named = figure.place.text if figure.place else ""
    row = next((one for one in _rows(text) if len(_countries(one)) > 1), "")
    counted = spread if spread is not figure else None
    words = f"{counted.low:g} {counted.counted.text if counted.counted else 'places'}" if counted else ""
    return Scope(
        places=_countries(named),
        named=named,
        row=_countries(row),
        row_text=row,
        all=_countries(text),
        rows=tuple(_rows_of_places(text)),
        spread=float(counted.low) if counted and counted.low else None,
        spread_text=words,
    )


def _rate(figure: Figure, appearance: Appearance) -> str:
    """The span of time behind a figure and "per", before the next figure; empty where there is none."""
    at = figure.end - appearance.span.start
    behind = appearance.span.text[at : at + _BEHIND] if at >= 0 else ""
    found = _PER.match(behind)
    if found is None:
        return ""
    keys = frozenset(key for word in read_words(found[1], appearance.language) for key in word.keys)
    return next((name for name in _SPANS if f"concept:{name}" in keys), "")


def _rows(text: str) -> Iterator[str]:
    """Stretches in which names stand in one row."""
    return (found.group() for found in _ROW.finditer(text))


def _rows_of_places(text: str) -> Iterator[tuple[str, ...]]:
    """Rows of places that are no countries, by the preposition before them."""
    for found in _PLACED.finditer(text):
        row = _ROW.match(text, found.end())
        if row and _ANDS.search(row.group()) and not _countries(row.group()):  # "Boston, Massachusetts" is one place
            yield tuple(_EACH.findall(row.group()))


def _countries(text: str) -> frozenset[str]:
    return frozenset(name for name in names(text) if name.startswith("territory:"))


def in_order(appearances: Sequence[Appearance], place: Mapping[str, int]) -> list[Appearance]:
    """By date, those without one last; of one date by their `place` among such texts, so that those that rest on others come after them."""
    return sorted(appearances, key=lambda one: (one.published or "~", place.get(one.document, 0), one.id))
