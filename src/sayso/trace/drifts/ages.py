"""The drift of a share of those of some age told as one of all: "52 per cent of those under thirty" as "of the residents"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from sayso.align import read_words
from sayso.language import lexicon
from sayso.model import Drift, Figure, Span
from sayso.trace.aged import bounds_of
from sayso.trace.laid import laid
from sayso.trace.matter import Matter
from sayso.trace.pair import Pair

from .narrowed import narrowed_pairs
from .restricts import senses_told
from .whole import whole_phrase

_SHARES: Final = frozenset(("percent", "proportion"))
#: Words for people below some age, above one, and between two: nobody calls those over 65 the young.
_BELOW: Final = frozenset(("young", "adult"))
_ABOVE: Final = frozenset(("elderly", "adult"))


def age_drifts(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Drift]:
    """A share of those within a bound of age, where the article's sentence tells no age and has no word for the young, the old or the grown-up but that of the base."""
    for pair in narrowed_pairs(matter, pairs):
        figure = pair.given.figure
        found = next(_ages(matter, figure), None) if figure.kind in _SHARES else None
        if found is not None and not _tells_ages(matter, figure, found):
            claim = matter.asked.claim
            age = Span(start=found.start, end=found.end, text=found.text)
            told = whole_phrase(matter, age, figure, clause=True)
            yield Drift(
                kind="base_changed",
                claim_span=Span(start=claim.start, end=claim.end, text=claim.text),
                source_span=told,
                because=f"the source document says it of those of an age alone (“{told.text}”); the article tells none",
            )
            return


def _ages(matter: Matter, share: Figure) -> Iterator[Figure]:
    """The bounds of age that stand right behind the base of a share, or are what names it."""
    base = share.base
    if base is None:
        return
    words = read_words(base.text, matter.candidate.passage.language)
    people = any("people" in word.themes for word in words) or _by_age().search(base.text) is not None
    for one in bounds_of(matter.source, share):
        if people or one.unit == "year":
            yield one


def _tells_ages(matter: Matter, share: Figure, age: Figure) -> bool:
    """Whether the article has that bound, its sentence an age or a word for one that is not only the base's own ("children under five").

    A base that is named by an age alone has no other word ("los mayores de 65 años", "the elderly").
    """
    asked, there = matter.asked, laid(matter.asked.article)
    start, end = there.sentence(asked.claim.start, asked.claim.end)
    if any(one.kind == "age" for one in there.figures.meeting(start, end)) or there.ends & (
        {age.low, age.high} - {None}
    ):
        return True
    base, written = share.base.text if share.base else "", matter.candidate.passage.language.partition("-")[0]
    both = senses_told(base, written) - senses_told(base, written, told=False)
    both = frozenset() if _by_age().search(base) else both
    told = senses_told(asked.sentence, asked.language.partition("-")[0]) - both
    below, above = told & _BELOW, told & _ABOVE
    return bool((below and age.high is not None) or (above and age.low))


@cache
def _by_age() -> re.Pattern[str]:
    """Who is named by an age alone."""
    return re.compile(rf"\b(?:{'|'.join(lexicon('aged')['by_age'])})\b", re.IGNORECASE)
