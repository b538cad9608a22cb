"""Passages that were found, read again beside the claim: what says little of it goes back.

Words and vectors weigh a passage by itself. The reader of pairs reads it beside the claim (as a cross-encoder does: Nogueira and Cho 2019), and says how likely it is that the passage leaves
the claim unsaid; whether it bears it out or denies it is all the same here. It is slow, so that only those are read which score nearly as much as the first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from sayso.align.paired import Side, paired
from sayso.language.pairs import pairs_reader

_T = TypeVar("_T")

#: Passages that are read, at most, and by how much less than the first they may score.
MOST: Final = 12
NEARLY: Final = 0.15
#: What is taken off the score of a passage that surely leaves the claim unsaid: one in the claim's own language, and one in another. The first was chosen on WiCE's development claims, where .3 to .8
#: do about as well, the second on NTREX, where more than .3 puts other sentences before the translation (docs/measures.md).
UNSAID: Final = 0.5
UNSAID_ABROAD: Final = 0.2


def reread(
    claim: Side, found: Sequence[_T], score: Callable[[_T], float], side: Callable[[_T], Side]
) -> list[tuple[_T, float]] | None:
    """The same passages with what they are worth now, best first, those that were read before the others; None where the reader is missing or does not know a language.

    `found` has them best first; `score` gives what each was found by, `side` its text with its figures. One that scores far more than all others stays first unread. Cost: at most `MOST` pairs.
    """
    reader = pairs_reader()
    near = [one for one in found[:MOST] if score(one) >= score(found[0]) - NEARLY]
    sides = [side(one) for one in near] if reader else []
    pairs = [paired(claim, one) for one in sides]
    if reader is None or not all(map(reader.serves, pairs)):
        return None
    if len(pairs) < 2:  # noqa: PLR2004  one has no order
        return [(one, score(one)) for one in found]
    unsaid = [odds.unsaid * _weight(claim, one) for one, odds in zip(sides, reader.read(pairs), strict=True)]
    worth = ((one, score(one) - less) for one, less in zip(near, unsaid, strict=True))
    return [*sorted(worth, key=lambda each: -each[1]), *((one, score(one) - UNSAID) for one in found[len(near) :])]


def _weight(claim: Side, passage: Side) -> float:
    return UNSAID if claim.language.partition("-")[0] == passage.language.partition("-")[0] else UNSAID_ABROAD
