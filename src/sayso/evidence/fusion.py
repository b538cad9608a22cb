"""Passages found by words and by meaning, brought together.

Both ways give their best; each passage that one of them gave is weighed by the other too, so that the score depends on the passage and not on who found
it. The score is a weighted sum: of the share of the query's weight that the passage holds (`search`), and of the cosine of their vectors.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .search import Hit, Weighed, best, hits_at, promising
from .wordindex import WordIndex

if TYPE_CHECKING:
    from .vectors import Rows, VectorIndex

#: About how many passages each way gives, at least; twice as many by words, of which the long ones then count less.
BY_WORDS: Final = 128
BY_MEANING: Final = 64
#: What the likeness in meaning weighs beside the share of words, which weighs the rest: in the claim's own language, and in another, where few words are
#: shared. So both come to scores of about the same size. Chosen on WiCE's and NTREX's development data (docs/measures.md), where a tenth more or less changes nothing.
MEANING_WEIGHT: Final = 0.4
FOREIGN_WEIGHT: Final = 0.8
#: What is taken off the likeness of a passage that is half as long as the claim, twice that for a quarter: it can hardly hold all that is claimed.
SHORTNESS: Final = 0.04
#: The likeness from which on a passage is said to be found by its meaning: three translations of a thousand have less.
ALIKE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Sense:
    """The vectors of passages, with a query's, its language and length, and the length of a vector."""

    vectors: VectorIndex
    query: Rows
    language: str
    length: int
    scale: int

    def alike(self, hits: Sequence[Hit]) -> list[float]:
        """How alike passages are to the query, 0 to 1: the cosine, less something for one that is short; 0 for one without a vector."""
        products = self.vectors.products(self.query, [(hit.uri, hit.start) for hit in hits])
        return [
            0.0 if product is None else alike(product / self.scale**2, self.length, hit.end - hit.start)
            for hit, product in zip(hits, products, strict=True)
        ]

    def weight(self, hit: Hit) -> float:
        """What the likeness of a passage weighs beside its words."""
        own = self.vectors.language_of(hit.uri).partition("-")[0] == self.language.partition("-")[0]
        return MEANING_WEIGHT if own else FOREIGN_WEIGHT


def alike(cosine: float, query: int, passage: int) -> float:
    """How alike a passage is to a query, 0 to 1, both of so many characters: the cosine, less something for one that is shorter."""
    return min(1.0, max(0.0, cosine - SHORTNESS * max(0.0, math.log2(max(1, query) / max(1, passage)))))


def find_both(words: WordIndex, sense: Sense, asked: Sequence[Weighed], limit: int) -> list[Hit]:
    """The best `limit` passages by words and meaning: by score, highest first, then by uri and place.

    A passage that has no vector is weighed by its words alone, and so may be any until all have; one that shares no term and is not alike is left out.
    """
    found = {(hit.uri, hit.start): hit for hit in promising(words, asked, max(BY_WORDS, 2 * limit))}
    near = [(one.uri, one.start) for one in sense.vectors.nearest(sense.query, max(BY_MEANING, limit))]
    found |= {(hit.uri, hit.start): hit for hit in hits_at(words, asked, [one for one in near if one not in found])}
    return best([hit for hit in _both(list(found.values()), sense) if hit.because], limit)


def _both(hits: Sequence[Hit], sense: Sense) -> Iterator[Hit]:
    for hit, likeness in zip(hits, sense.alike(hits), strict=True):
        if hit.uri not in sense.vectors:
            yield hit
            continue
        weight = sense.weight(hit)
        because = (*hit.because, "meaning") if likeness >= ALIKE else hit.because
        score = (1 - weight) * hit.score + weight * likeness
        yield Hit(hit.uri, hit.start, hit.end, score, because, hit.matched, likeness)
