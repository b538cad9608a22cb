"""How passages are weighed for a query, and which are the best.

The score of a passage is the share of the query's weight that it holds, from 0 to 1. A term weighs its part's boost
times how rare it is: ln(1 + (N - n + 0.5) / (n + 0.5)) for n of N passages, the inverse document frequency of BM25
(Robertson and Zaragoza, 2009). How often a sentence repeats a word says nothing, so that is not counted; a long
passage holds more words by chance, so it counts a little less.

The result is exact and depends on the documents alone, not on the order in which they came, on what was removed, or
on how tantivy has split its files: weights are multiples of 1/16, so that sums are exact in any order; n counts living
passages only; and what tantivy ranks first is an upper bound, read on until nothing left can be among the best.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any, Final

from sayso.model import Passage

from .terms import BOOSTS, PARTS
from .wordindex import Kept, WordIndex

#: Passages up to this many terms count in full; twice as long a one counts 0.9, the longest at least 0.8.
FULL_LENGTH: Final = 20
LENGTH_WEIGHT: Final = 0.2

#: Weights are multiples of this, which a 32-bit float adds without error up to a million.
_STEP: Final = 1 / 16
#: How many passages are asked of tantivy first; ten times as many each time that these do not settle it.
_FIRST: Final = 128


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may be what a claim rests on.

    `score` is the share of the query's weight that it holds, or, where there are vectors, that and how alike they are in meaning (`alike`,
    0 to 1; None where there are none); `because` names the parts that matched ("words", "names", "figures", "near", "digits", "concepts", "outlet", "document", "context"; "meaning"), `matched` the terms themselves. `moved` is by how much it comes forward or goes back
    among the claim's passages where the claims of an article are asked together (`together`).
    """

    uri: str
    passage: Passage
    score: float
    because: tuple[str, ...]
    matched: tuple[str, ...] = ()
    alike: float | None = None
    moved: float = 0.0

    @property
    def worth(self) -> float:
        """The score and how far it moves: by this a claim's passages are put in order, and no more is."""
        return self.score + self.moved


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage before its text is fetched."""

    uri: str
    start: int
    end: int
    score: float
    because: tuple[str, ...]
    matched: tuple[str, ...]
    alike: float | None = None
    moved: float = 0.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """A group of a query's terms, one of which is enough, with its part and weight."""

    group: tuple[str, ...]
    part: str
    weight: float


def weigh(words: WordIndex, groups: Sequence[tuple[str, ...]], counts: dict[tuple[str, ...], int]) -> list[Weighed]:
    """The groups of a query with their weights; `counts` keeps what was counted, for the next query."""
    total = words.passages
    return [
        Weighed(group, part, _weight(words, group, part, total, counts)) for group in groups for part in [_part(group)]
    ]


def find(words: WordIndex, asked: Sequence[Weighed], limit: int) -> list[Hit]:
    """The best `limit` passages: by score, highest first, then by uri and place."""
    whole = _whole(asked)
    if not whole or limit < 1:
        return []
    present = [(each.group, each.weight) for each in asked]
    ask = max(_FIRST, 4 * limit)
    while True:
        hits = words.best(present, ask)
        found, settled = _settle(words, hits, asked, whole, limit)
        if settled or len(hits) < ask:
            return found
        ask *= 10


def _whole(asked: Sequence[Weighed]) -> float:
    """The weight of a query: a word is in the passage or around it, so what is around counts nothing; nor does what is around the claim, or where to look first."""
    return sum(each.weight for each in asked if each.part not in {"context", "document"})


def _settle(
    words: WordIndex, hits: Sequence[tuple[float, Any]], asked: Sequence[Weighed], whole: float, limit: int
) -> tuple[list[Hit], bool]:
    """The best of `hits`, and whether none that comes after them could be better."""
    found: list[Hit] = []
    bar = 0.0
    for bound, address in hits:
        if len(found) >= limit and bound / whole < bar:
            return best(found, limit), True
        found.append(_hit(words.kept(address), asked, whole))
        if len(found) >= limit:
            found = best(found, limit)
            bar = found[-1].score
    return best(found, limit), False


def promising(words: WordIndex, asked: Sequence[Weighed], count: int) -> list[Hit]:
    """About `count` passages that hold the most of a query before their length is counted, in no order; where all hold as much, the best of them.

    Cheaper than `find`, which must look at whatever might be among the best, and as independent of how tantivy has split its files: of several that hold the same,
    either all are taken or none.
    """
    whole = _whole(asked)
    if not whole:
        return []
    hits = words.best([(each.group, each.weight) for each in asked], count)
    if len(hits) == count:
        hits = [hit for hit in hits if hit[0] > hits[-1][0]]
        if not hits:
            return find(words, asked, count)
    return [_hit(words.kept(address), asked, whole) for _, address in hits]


def hits_at(words: WordIndex, asked: Sequence[Weighed], places: Sequence[tuple[str, int]]) -> list[Hit]:
    """Passages given by uri and start, weighed for a query; those that there are, in no order."""
    whole = _whole(asked)
    return [_hit(kept, asked, whole) for kept in words.kept_at(places)]


def best(found: Sequence[Hit], limit: int) -> list[Hit]:
    """The best of some passages: by score, highest first, then those of a document to look in first, then by uri and place."""
    return nsmallest(limit, found, key=lambda hit: (-hit.score, "document" not in hit.because, hit.uri, hit.start))


def _hit(kept: Kept, asked: Sequence[Weighed], whole: float) -> Hit:
    held = list(_held(kept, asked))
    share = min(1.0, sum(weight for _, _, weight in held) / whole) if whole else 0.0
    parts = dict.fromkeys(part for part, _, _ in held)
    return Hit(
        uri=kept.uri,
        start=kept.start,
        end=kept.end,
        score=share * _length_factor(kept.length),
        because=tuple(part for part in BOOSTS if part in parts),
        matched=tuple(term for _, term, _ in held),
    )


def _held(kept: Kept, asked: Sequence[Weighed]) -> Iterator[tuple[str, str, float]]:
    """The part, the term and the weight of each group of which the passage holds a term."""
    terms = kept.terms
    if asked and asked[-1].part == "document":  # asked last, and no term of a passage
        terms |= {f"u:{kept.uri}"}
    for each in asked:
        for term in each.group:
            if term in terms:
                yield each.part, term, each.weight
                break


def _length_factor(length: int) -> float:
    return 1 - LENGTH_WEIGHT * (1 - min(1.0, FULL_LENGTH / max(1, length)))


def _part(group: Sequence[str]) -> str:
    return PARTS[group[0][0]]


def _weight(
    words: WordIndex, group: tuple[str, ...], part: str, total: int, counts: dict[tuple[str, ...], int]
) -> float:
    """The boost of the part times the rarity of the group, rounded up to a step."""
    counted = tuple("w" + term[1:] for term in group) if part == "context" else group  # as rare as the word itself
    if counted not in counts:
        counts[counted] = words.count(counted)
    count = counts[counted]
    rarity = math.log(1 + (total - count + 0.5) / (count + 0.5))
    return max(_STEP, math.ceil(BOOSTS[part] * rarity / _STEP) * _STEP)
