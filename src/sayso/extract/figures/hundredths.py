"""Whose cents they are: "up by 15 cents to 2.85 euros" are euro cents, whatever cents are mostly in the language."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Final

from msgspec.structs import replace

from sayso.language import fold, lexicon
from sayso.model import Figure, Sentence

_MONEY: Final = "money"


def with_own_currency(figures: Sequence[Figure], sentences: Sequence[Sentence]) -> tuple[Figure, ...]:
    """The figures of a text, hundredths of no named currency with that of the sums beside.

    That is the one currency of the other sums of the sentence, or else of the text, if its hundredths are called so; where there are several or none, the
    language's own stays. Cost: linear in the figures.
    """
    shared = [one for one in figures if one.kind == _MONEY and _is_shared(one.text)]
    if not shared:
        return tuple(figures)
    starts = [sentence.start for sentence in sentences]
    named: dict[int, set[str]] = {}
    for one in figures:
        if one.kind == _MONEY and one.currency and not _is_shared(one.text):
            named.setdefault(bisect_right(starts, one.start), set()).add(one.currency)
    all_named = set().union(*named.values())

    def told(one: Figure) -> Figure:
        own = named.get(bisect_right(starts, one.start)) or all_named
        meant = next(iter(own)) if len(own) == 1 else None
        return replace(one, currency=meant) if meant in _told("currencies") else one

    chosen = {one.id: told(one) for one in shared}
    return tuple(chosen.get(one.id, one) for one in figures)


def _is_shared(text: str) -> bool:
    """Whether a sum is told in hundredths that several currencies have, and no word beside the number says whose."""
    # words of a sum are as they are compared elsewhere: without soft hyphens and the like
    *before, last = fold(text).text.lower().split()
    return last in _told("words") and not any(char.isalpha() for word in before for char in word)


@cache
def _told(what: str) -> frozenset[str]:
    return frozenset(lexicon("currencies")["hundredths"][what])
