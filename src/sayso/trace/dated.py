"""Figures of other times, however far from them it is told: "In 2020, the first year of the survey, 9,400 were opened".

What `align` has of years is those of a figure's clause. Here, before a difference is told, the time is looked for in the rest of the sentence and in the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from sayso.align import Opposed, asides_of, is_of_a_year, months_in
from sayso.language.numbers import grammar
from sayso.model import Analysis, Document

from .laid import laid
from .pair import Pair
from .placed import Placed
from .reckoned import YEAR, is_reckoned, years_told

#: What stands at the head of a sentence, up to its first comma.
_HEAD: Final = re.compile(r"[^,;:(]{3,40}(?=,)")


@dataclass(frozen=True, slots=True)
class _Time:
    """The years and months for which a figure holds, empty where nothing tells; `named` are all years of its sentence, `plain` says that it tells of something in its one year."""

    years: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()
    plain: bool = False


def with_times(pairs: Iterable[Pair], article: Analysis, source: Analysis) -> tuple[Pair, ...]:
    """The pairs of a passage, each with its time; where a quantity is of another one, the dates beside it that part are only when it was."""
    told = [(pair, _with_time(pair, article, source)) for pair in pairs]
    moved = next((new.opposed for old, new in told if new.opposed != old.opposed), None)
    return tuple(
        replace(pair, opposed=moved) if moved and pair.is_dates and not (pair.agrees or pair.opposed) else pair
        for _, pair in told
    )


def _with_time(pair: Pair, article: Analysis, source: Analysis) -> Pair:
    """A pair that would differ, told apart where the times of the two contradict one another: of another period where each sentence tells of one year, else left to a person."""
    parted = pair.opposed or pair.likeness.conflict or pair.scope
    if not pair.sure or pair.agrees or pair.is_dates or parted:
        return pair
    mine, theirs = _time(pair.claimed, article), _time(pair.given, source)
    if mine.years and theirs.years and not (mine.years & (theirs.years | theirs.named) or theirs.years & mine.named):
        here, there = _listed(mine.years), _listed(theirs.years)
        if mine.plain and theirs.plain:
            return replace(pair, scope=f"the period: {here} in the article, {there} in the source document")
        return replace(pair, opposed=Opposed("time", here, there))
    if mine.months and theirs.months and not mine.months & theirs.months:
        return replace(pair, opposed=Opposed("time", _month(pair.claimed, article), _month(pair.given, source)))
    return pair


def _time(placed: Placed, analysis: Analysis) -> _Time:
    figure, doc, there = placed.figure, analysis.document, laid(analysis)
    start, end = there.sentence(figure.start, figure.end)
    sentence = doc.text[start:end]
    named = years_told(sentence, doc).all
    months = months_in(_month(placed, analysis))
    period = figure.period.text if figure.period else ""
    own = years_told(period, doc).all or frozenset(map(int, placed.subject.own_years))
    if own or is_reckoned(period, doc.language):
        return _Time(own, months, named, plain=_is_plain(sentence, own, named, doc))
    if not named and not is_reckoned(sentence, doc.language):
        return _Time(_before(start, analysis), months)
    kept = years_told(_without_asides(sentence, doc.language), doc).all
    return _Time(kept, months, named, plain=_is_plain(sentence, kept, named, doc))


def _is_plain(sentence: str, years: frozenset[int], named: frozenset[int], doc: Document) -> bool:
    """Whether a sentence tells of one year alone, as of when something was."""
    return len(years) == 1 and years == named and is_of_a_year(sentence, doc.language)


def _without_asides(sentence: str, language: str) -> str:
    for low, high in asides_of(sentence, language):
        sentence = sentence[:low] + " " * (high - low) + sentence[high:]
    return sentence


def _before(start: int, analysis: Analysis) -> frozenset[int]:
    """The one year of the sentence before, within the paragraph, where it tells of when something was."""
    doc, there = analysis.document, laid(analysis)
    low, _ = there.paragraph(start)
    sentences = there.sentences.starting(low, start)
    text = doc.text[sentences[-1].start : sentences[-1].end] if sentences else ""
    years = years_told(text, doc).all
    return years if len(years) == 1 and is_of_a_year(text, doc.language) else frozenset()


def _month(placed: Placed, analysis: Analysis) -> str:
    """The words that say in which month: a figure's period, or the head of its sentence where nobody is said to say anything; empty where there is none."""
    figure, doc, there = placed.figure, analysis.document, laid(analysis)
    if figure.period:
        return figure.period.text if months_in(figure.period.text) else ""
    start, end = there.sentence(figure.start, figure.end)
    head = _HEAD.match(doc.text[start:end])
    if head is None or there.mentions.meeting(start, end):
        return ""
    return head.group() if _is_in_a_month(head.group(), doc.language) else ""


def _is_in_a_month(head: str, language: str) -> bool:
    """Whether a head is a preposition and a month, with its year or without: "In May", "Im März 2023"."""
    first, _, rest = YEAR.sub("", head).strip().partition(" ")
    known = grammar(language).words("period.month_after")
    return first.casefold() in known and len(rest.split()) == 1 and bool(months_in(rest))


def _listed(years: frozenset[int]) -> str:
    return ", ".join(map(str, sorted(years)))
