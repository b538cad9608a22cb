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
#: What parts a record that is told first from the figure behind it; a colon leads to it.
_CLAUSE: Final = re.compile(r"[,;(–—](?!\d)")
#: What goes beyond a record, and words that tell so.
_BEYOND: Final = {"high": "less", "any": "less", "low": "more"}


def with_record(pair: Pair, asked: Asked, candidate: Candidate, source: Analysis) -> Pair:
    """A pair that agrees, left to a person where the article has it as a record and the passage, or the sentence behind it, has more (or less) of an earlier time and no record, or has it as the contrary record."""
    if not pair.agrees or pair.is_dates or pair.opposed or not pair.given.subject.stated:
        return pair
    mine = _own_record(pair.claimed.figure, asked)
    low, high = _stretch(candidate, source)
    text, language = source.document.text[low:high], candidate.passage.language
    if mine is None:
        return pair
    word, sort = mine
    if theirs := _record(text, language):
        other = theirs[0] if _is_contrary(sort, theirs[1], text, language) else ""
        return replace(pair, opposed=Opposed("order", word, other)) if other else pair
    given = pair.given.figure
    told = _told(source, given, (low, high), _BEYOND[sort])
    beyond = next((one.text for one in _earlier(source, given, low, high) if _goes_beyond(one, given, sort)), told)
    return replace(pair, opposed=Opposed("order", word, beyond)) if beyond else pair


def _is_contrary(mine: str, theirs: str, text: str, language: str) -> bool:
    """Whether the article has as the most what a passage has as the least, or the other way: "more than ever", "fewer than ever"; a text with both tells nothing."""
    return {mine, theirs} == {"high", "low"} and not _find(text, language, mine)


def _own_record(figure: Figure, asked: Asked) -> tuple[str, str] | None:
    """The words by which an article has a figure as a record, and of which sort; None where they may be of something else.

    They stand in the figure's clause, or behind it, with no other figure between; where the article itself tells of more (or
    less) at an earlier time, the record is another's.
    """
    text, language = asked.sentence, asked.language
    found = (
        None if figure.role == "from" else _record(text, language)
    )  # what fell "from a record 4 per cent" is none any more
    if found is None or _find(text, language, "other"):
        return None
    word, sort = found
    start, end = _place(text, language, sort)
    at = figure.start - laid(asked.article).sentence(asked.claim.start, asked.claim.end)[0]
    if start < at:
        parted = _CLAUSE.search(text[end:at]) is not None or _has_digits(_YEAR.sub("", text[end:at]))
    else:  # "340 homes in 2024, a record", but not "66,000, after the 2023 record"
        own, _, rest = text[at + len(figure.text) : start].rpartition(",")
        parted = _has_digits(_YEAR.sub("", own) + rest)
    if parted:
        return None
    if _find(text[:start] + text[end:], language, _BEYOND[sort]):
        return None
    unsure = sort == "any" and (figure.kind == "duration" or _find(text, language, "falls"))
    return None if unsure else (word, sort)


def _told(source: Analysis, given: Figure, where: tuple[int, int], sort: str) -> str:
    """Words of more (or less) at an earlier time, where no other figure but a year stands between them and the given one."""
    language, text = source.document.language, source.document.text
    start, end = _place(text[where[0] : where[1]], language, sort)
    low, high = sorted((where[0] + start, given.end)) if start < end else (0, 0)
    return "" if _has_digits(_YEAR.sub("", text[low:high])) else text[where[0] + start : where[0] + end]


def _has_digits(text: str) -> bool:
    return any(char.isdigit() for char in text)


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
    start, end = _place(text, language, sort)
    return text[start:end]


def _place(text: str, language: str, sort: str) -> tuple[int, int]:
    """Where the first words of a sort stand; nowhere is (0, 0)."""
    primary = language.partition("-")[0]
    folded = fold(text)
    found = _pattern(primary, sort).search(folded.text) if primary in BRIDGED else None
    return folded.place(*found.span()) if found else (0, 0)


@cache
def _pattern(language: str, sort: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(lexicon('records')[language][sort])})(?!\w)", re.IGNORECASE)
