"""Clauses between commas that tell something else of what a sentence is about: "The bank, which is considering a merger, cut 1,200 jobs"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from sayso.align import read_words
from sayso.language import lexicon
from sayso.language.lexicon import listed_in
from sayso.model import Span
from sayso.trace.matter import Matter

from .phrases import meets

_RELATIVE: Final = re.compile(
    r", (?:which|who|whose|die|der|das|deren|dessen|que|cuy[oa]s?|quien(?:es)?|qui|dont|che|il cui|la cui|cuj[oa]s?)\b[^,;\d]*,",
    re.IGNORECASE,
)


def is_inserted(matter: Matter, place: Span, start: int) -> bool:
    """Whether a limit stands in a clause between commas of which the claim has no word, and no figure stands there."""
    language = matter.candidate.passage.language
    clause = next((text for low, high, text in _clauses(place.text, language) if low <= start < high), None)
    if clause is None:
        return False
    mine = read_words(matter.asked.claim.text, matter.asked.language)
    return not any(meets(word, mine) for word in read_words(clause, language))


def is_aside(text: str, start: int) -> bool:
    """Whether a place of a text stands in a relative clause between commas."""
    return any(one.start() <= start < one.end() for one in _RELATIVE.finditer(text))


def _clauses(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    for pattern in (_RELATIVE, _participial(listed_in("limits", language))):
        for match in pattern.finditer(text):
            yield *match.span(), match.group()


@cache
def _participial(language: str) -> re.Pattern[str]:
    """What is done with what a sentence is about: ", used by some commuters on certain days,"."""
    words = "|".join(lexicon("limits")[language].get("aside", ()))
    inside = rf"[^,;\d]*\b(?:{words})" if language == "de" else rf"(?:{words})\b[^,;\d]*"
    return re.compile(rf", {inside},", re.IGNORECASE)
