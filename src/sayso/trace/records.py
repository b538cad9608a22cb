"""What the article calls the most or the least that there ever was, where the source document has an earlier value that goes beyond it: "more than ever before", "after 410 in 2019"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from sayso.align import Opposed, are_comparable
from sayso.evidence import Candidate
from sayso.language import fold, lexicon
from sayso.language.concepts import BRIDGED
from sayso.model import Analysis, Figure

from .laid import laid
from .matter import Asked
from .pair import Pair

_YEAR: Final = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)")
#: What goes beyond a record, and words that tell so.
_BEYOND: Final = {"high": "less", "any": "less", "low": "more"}


def with_record(pair: Pair, asked: Asked, candidate: Candidate, source: Analysis) -> Pair:
    """A pair that agrees, left to a person where the article has it as a record and the passage, or the sentence behind it, has more (or less) of an earlier time and no record."""
    if not pair.agrees or pair.is_dates or pair.opposed or not pair.given.subject.stated:
        return pair
    mine = _record(asked.sentence, asked.language)
    low, high = _stretch(candidate, source)
    text, language = source.document.text[low:high], candidate.passage.language
    if mine is None or _record(text, language) is not None:
        return pair
    word, sort = mine
    given = pair.given.figure
    told = _find(text, language, _BEYOND[sort])
    beyond = next((one.text for one in _earlier(source, given, low, high) if _goes_beyond(one, given, sort)), told)
    return replace(pair, opposed=Opposed("order", word, beyond)) if beyond else pair


def _stretch(candidate: Candidate, source: Analysis) -> tuple[int, int]:
    """From the passage to the end of the sentence behind it, within its paragraph."""
    passage, there = candidate.passage, laid(source)
    _, last = there.paragraph(passage.start)
    behind = there.sentences.starting(passage.end, last)[:1]
    return passage.start, max([passage.end, *(min(one.end, last) for one in behind)])


def _earlier(source: Analysis, given: Figure, low: int, high: int) -> Iterator[Figure]:
    """Figures of the same dimension that are of an earlier year than the given one, or from which it came."""
    here = _years(given)
    for one in laid(source).figures.starting(low, high):
        if one.id == given.id or one.kind != given.kind or not are_comparable(given, one) or one.role == "change":
            continue
        years = _years(one)
        if one.role == "from" or (_counts_the_same(one, given) and years and (not here or max(years) < max(here))):
            yield one


def _counts_the_same(one: Figure, given: Figure) -> bool:
    """Whether one counts what the other counts, or says nothing of it: "340 homes, after 410 in 2019"."""
    return not (one.counted and given.counted) or one.counted.text.casefold() == given.counted.text.casefold()


def _years(figure: Figure) -> set[str]:
    return set(_YEAR.findall(figure.period.text)) if figure.period else set()


def _goes_beyond(one: Figure, given: Figure, sort: str) -> bool:
    theirs, value = one.low or one.high, given.low or given.high
    if theirs is None or value is None:
        return False
    return theirs < value if sort == "low" else theirs > value


def _record(text: str, language: str) -> tuple[str, str] | None:
    """The words of a record, and of which sort; one of either sort is of more."""
    for sort in ("high", "low", "any"):
        found = _find(text, language, sort)
        if found:
            return found, sort
    return None


def _find(text: str, language: str, sort: str) -> str:
    primary = language.partition("-")[0]
    if primary not in BRIDGED:
        return ""
    found = _pattern(primary, sort).search(fold(text).text)
    return found.group() if found else ""


@cache
def _pattern(language: str, sort: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(lexicon('records')[language][sort])})(?!\w)", re.IGNORECASE)
