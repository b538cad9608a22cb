"""The stage: a document's claims held against one another, against its titles, and against what they rest on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from msgspec import structs

from sayso.model import Attribution, Claim, Document, Figure, Flag, Made, Sentence

from .conflict import Conflict
from .figures import check_figures
from .own import check_own
from .titles import Told, check_titles
from .words import words_of

STAGE: Final = Made(stage="doubles", version="1")


def find_doubles(
    doc: Document,
    sentences: Sequence[Sentence],
    figures: Sequence[Figure],
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
) -> tuple[Flag, ...]:
    """Flags on what a document says twice and not alike, and on claims that only the text itself vouches for.

    The entries are those of the same document, in order. `inconsistent` flags have the place that they conflict with in `other`;
    `weasel` flags have none. A language without word lists gets none. Cost: linear in the text's length.
    """
    words = words_of(doc.language)
    if words is None:
        return ()
    found: list[Conflict] = [
        *check_titles(Told(doc, sentences, figures, attributions, claims, words)),
        *check_figures(doc, sentences, figures, attributions, claims, words),
        *check_own(doc, sentences, attributions, words),
    ]
    once = {one.at: one for one in reversed(found)}
    ordered = sorted(once.values(), key=lambda one: one.at)
    return tuple(_flag(doc, number, one) for number, one in enumerate(ordered, 1))


def with_doubles(claims: Sequence[Claim], doubles: Sequence[Flag]) -> tuple[Claim, ...]:
    """The claims, each with the ids of the doubles that begin within it beside its other flags; `doubles` are in order."""
    return tuple(_marked(claim, doubles) for claim in claims) if doubles else tuple(claims)


def _marked(claim: Claim, doubles: Sequence[Flag]) -> Claim:
    first = bisect_left(doubles, claim.start, key=lambda flag: flag.start)
    added = tuple(flag.id for flag in doubles[first : bisect_left(doubles, claim.end, key=lambda flag: flag.start)])
    return structs.replace(claim, flags=(*claim.flags, *added)) if added else claim


def _flag(doc: Document, number: int, conflict: Conflict) -> Flag:
    start, end = conflict.at
    return Flag(
        id=f"w{number}",
        start=start,
        end=end,
        text=doc.text[start:end],
        category=conflict.category,
        because=conflict.because,
        other=None if conflict.other is None else doc.span(*conflict.other),
        made=STAGE,
    )
