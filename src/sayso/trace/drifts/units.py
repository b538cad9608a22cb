"""Drifts of what a number is in: points told as per cent, weeks as months, an amount as one a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sayso.align import is_of_a_year
from sayso.model import Analysis, Drift, Figure, Span
from sayso.trace.laid import laid
from sayso.trace.matter import Matter
from sayso.trace.pair import ALIKE, Pair

#: "3 points", "3 Punkte", "0,4 point sur 20": a number of points that is not called a percentage.
_POINTS: Final = re.compile(
    r"\s(?:points?|Punkten?|Zähler|puntos?|percentage points?|Prozentpunkten?|puntos porcentuales|points de pourcentage"
    r"|punti(?: percentuali)?|pontos(?: percentuais)?)\b"
)
#: Kinds of figures whose unit may be put for another one of the same kind.
_IN_UNITS: Final = frozenset(("duration", "measure", "money"))
#: Currencies that are written alike in news.
_DOLLARS: Final = frozenset(("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD"))
#: How each span of time that rates are per is named in four languages, alone or within a word ("annual", "Jahresumsatz").
_TIMES: Final = {
    "hour": re.compile(r"\b(?:hour|stund|stünd|hora|heure|horaire)", re.IGNORECASE),
    "day": re.compile(r"(?:\b(?:day|dai|día|diari|jour|quotidien)|\btag|täglich)", re.IGNORECASE),
    "week": re.compile(r"(?:\b(?:week|seman|hebdo)|woche|wöchent)", re.IGNORECASE),
    "month": re.compile(r"(?:\b(?:month|mes(?:es)?\b|mensual|mois\b|mensuel)|monat)", re.IGNORECASE),
    "quarter": re.compile(r"(?:\b(?:quarter|trimest)|quartal|vierteljahr)", re.IGNORECASE),
    "year": re.compile(r"(?:\b(?:year|annu|años?\b|anual|ans?\b|année|per annum)|jahr|jähr)", re.IGNORECASE),
}


def unit_drifts(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Drift]:
    """A rate that the source document does not know: its number is no amount a year or month, and nothing beside it speaks of such a span.

    What was so in one year that is named is so much a year.
    """
    for pair in pairs:
        claimed, given = pair.claimed.figure, pair.given.figure
        named = _TIMES.get(claimed.per or "")
        if named is None or given.per or not (pair.agrees and pair.same):
            continue
        if (
            claimed.per == "year"
            and pair.given.subject.own_years
            and is_of_a_year(pair.given.subject.told, pair.given.subject.language)
        ):
            continue
        if not named.search(_beside(matter.source, given.start)):
            because = f"“{given.text}” became “{claimed.text}”: the source document's is not per {claimed.per}"
            yield Drift(kind="unit_changed", claim_span=_span(claimed), source_span=_span(given), because=because)


def point_drifts(matter: Matter) -> Iterator[Drift]:
    """A number of points told as per cent, where claim and passage are alike in meaning."""
    passage = matter.candidate.passage
    if (matter.candidate.alike or 0.0) < ALIKE:
        return
    starting = laid(matter.source).figures.starting(passage.start, passage.end)
    inside = [one for one in starting if one.end <= passage.end]
    for mine in matter.asked.figures:
        if mine.kind != "percent" or any(one.kind == "percent" and _same(one, mine) for one in inside):
            continue
        for one in inside:
            rest = matter.source.document.text[one.end : one.end + 30]
            in_points = one.kind == "percentage_point" or (one.kind == "count" and _POINTS.match(rest))
            if in_points and _same(one, mine):
                because = f"“{one.text}” in points became “{mine.text}”"
                yield Drift(kind="unit_changed", claim_span=_span(mine), source_span=_span(one), because=because)
                return


def exchange_drifts(matter: Matter) -> Iterator[Drift]:
    """The same number in another unit or currency ("61 months" as "61 weeks"), where claim and passage are alike in meaning.

    None where the paragraph has the claim's figure, too, or the claim the passage's.
    """
    passage = matter.candidate.passage
    if (matter.candidate.alike or 0.0) < ALIKE:
        return
    figures = laid(matter.source).figures
    inside = [one for one in figures.starting(passage.start, passage.end) if one.end <= passage.end]
    beside = list(figures.starting(*laid(matter.source).paragraph(passage.start)))
    for mine in matter.asked.figures:
        others = [one for one in inside if _is_exchanged(mine, one)]
        told = any(_same(mine, one) and _in(mine) == _in(one) for one in beside)
        if (
            len(others) == 1
            and not told
            and not any(_same(o, others[0]) and _in(o) == _in(others[0]) for o in matter.asked.figures)
        ):
            because = f"“{others[0].text}” became “{mine.text}”: the same number in another unit"
            yield Drift(kind="unit_changed", claim_span=_span(mine), source_span=_span(others[0]), because=because)
            return


def _is_exchanged(mine: Figure, other: Figure) -> bool:
    """Whether two figures have the same number, more than one, and are in other units of one kind, or other currencies.

    "40 degrees" are 40 degrees Celsius, and how much something grew is no length of it.
    """
    if (
        mine.kind not in _IN_UNITS
        or other.kind != mine.kind
        or not _same(mine, other)
        or {mine.low, mine.high} <= {None, 1, 0}
    ):
        return False
    here, there = _in(mine), _in(other)
    if here is None or there is None or mine.role != other.role or {here, there} <= _DOLLARS:
        return False
    return not here.startswith(there) and not there.startswith(here)


def _in(figure: Figure) -> str | None:
    return figure.currency if figure.kind == "money" else figure.unit


def _same(one: Figure, other: Figure) -> bool:
    return (one.low, one.high) == (other.low, other.high)


def _beside(source: Analysis, at: int) -> str:
    """The paragraph that a figure stands in."""
    start, end = laid(source).paragraph(at)
    return source.document.text[start:end]


def _span(figure: Figure) -> Span:
    return Span(start=figure.start, end=figure.end, text=figure.text)
