"""The years that a text is about: those that it names, and "last year" by the day of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.align import years_before
from sayso.language import fold, lexicon
from sayso.language.lexicon import listed_in
from sayso.model import Document

YEAR: Final = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)")
#: Words that name a year by the day of writing, and how far they go from it.
_STEPS: Final = ((-1, "last"), (0, "this"), (1, "next"))


@dataclass(frozen=True, slots=True)
class Years:
    """The years that a text is about, whether any was reckoned from the day of writing, and where the first is named."""

    all: frozenset[int]
    reckoned: bool
    place: tuple[int, int]


def years_told(text: str, doc: Document) -> Years:
    """Years as named; "last year" and the like by the document's date, none where that is not known."""
    folded = fold(text)
    named = [(int(match.group()), match.span()) for match in YEAR.finditer(text)]
    written = int(doc.published[:4]) if doc.published and doc.published[:4].isdigit() else None
    told = [
        (written + step, folded.place(*match.span()))
        for step, match in _reckoned(folded.text, doc.language)
        if written is not None
    ]
    both = sorted((*named, *told), key=lambda one: one[1])
    led = frozenset(map(int, years_before(text, doc.language)))
    return Years(led | {year for year, _ in both}, bool(told) and not named, both[0][1] if both else (0, 0))


def is_reckoned(text: str, language: str) -> bool:
    """Whether a text names a year by the day of writing, or by another year: "last year", "the year before"."""
    folded = fold(text).text
    before = period_words(listed_in("periods", language), "before").search(folded)
    return before is not None or next(_reckoned(folded, language), None) is not None


def _reckoned(folded: str, language: str) -> Iterator[tuple[int, re.Match[str]]]:
    for step, name in _STEPS:
        for match in period_words(listed_in("periods", language), name).finditer(folded):
            yield step, match


@cache
def period_words(language: str, name: str) -> re.Pattern[str]:
    """Any of the words of one sort in the list of periods; a pattern that nothing fits where a language has none."""
    words = sorted(lexicon("periods")[language].get(name, ()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?!\w)", re.IGNORECASE)
