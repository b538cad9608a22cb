"""The claims of an article asked together: what another sentence is nearer to is less likely this one's, and what its own whole sentence is near to is more.

A claim that is asked alone takes what is nearest to it, and for a headline that is often the passage of the sentence that it sums up. That sentence is nearer still to it, which the article's
sentences together know: so a passage goes back among a claim's by how much another sentence is more alike to it, a little at most, as two sentences may well rest on one passage. One that is said twice loses nothing: both are as near.
(Nearness less what others have of it: CSLS, Lample et al., ICLR 2018; here among the sentences of one article.) A claim that is a part of its sentence ("there's no status yet") is like many a passage: one to which
the whole sentence is more alike comes forward by a part of that. The order alone depends on it, no score, and no finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from .fusion import SHORTNESS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .meaning import Meaning
    from .search import Hit
    from .terms import Query
    from .vectors import Rows, VectorIndex

#: What a passage loses to another sentence at most, in likeness. More finds the translations of a whole text a little better, and takes from a summary the sentence that it rests on where the source has no summary.
#: Chosen on every second item of NTREX (docs/measures.md), as is what the likeness to the whole sentence weighs.
MOST: Final = 0.1
WHOLE: Final = 0.5
#: The share of a sentence from which on a claim stands for all of it.
NEARLY_ALL: Final = 0.8
#: Claims that are asked together, at most: the passages of each are held against the sentences of all.
TOGETHER: Final = 500


class Together:
    """The claims of one article, or of a stretch of a long one, with their sentences. Their vectors are made once, when an index first asks for them."""

    def __init__(self, claims: Sequence[str], sentences: Sequence[str], language: str) -> None:
        """Take the claims' texts, that of the sentence in which each stands, and their language (BCP 47)."""
        self._claims, self._language = tuple(claims), language
        told = _told_by(claims, sentences)
        self._sentences = tuple(dict.fromkeys(told.values()))
        places = {text: at for at, text in enumerate(self._sentences)}
        self._own = [places[told[text]] for text in sentences]
        self._made: tuple[str, Rows, Rows] | None = None

    def row(self, number: int, encoder: Meaning) -> Rows:
        """The vector of a claim, by its place among them."""
        row: Rows = self._rows(encoder)[0][number]
        return row

    def moves(self, number: int, hits: Sequence[Hit], vectors: VectorIndex, encoder: Meaning) -> list[float]:
        """By how much each passage of a claim comes forward (more than 0) or goes back (down to -`MOST`); 0 for one without a vector."""
        there = [at for at, hit in enumerate(hits) if hit.alike is not None]
        moves = [0.0] * len(hits)
        if there:
            told = [hits[at] for at in there]
            alike = self._alike(told, vectors, encoder)
            own, nearest = alike[:, self._own[number]].tolist(), alike.max(axis=1).tolist()
            for at, hit, whole, near in zip(there, told, own, nearest, strict=True):
                moves[at] = _move(hit.alike or 0.0, whole, near)
        return moves

    def _alike(self, hits: Sequence[Hit], vectors: VectorIndex, encoder: Meaning) -> NDArray[np.float64]:
        """How alike each sentence is to each passage, as `fusion.alike` has it of one: a row for each passage."""
        import numpy as np

        products = vectors.all_products(self._rows(encoder)[1], [(hit.uri, hit.start) for hit in hits])
        lengths = np.array([[max(1, hit.end - hit.start)] for hit in hits])
        longer = np.array([[max(1, len(text)) for text in self._sentences]]) / lengths
        cosines = products.astype(np.float64) / encoder.scale**2
        return np.asarray(np.clip(cosines - SHORTNESS * np.maximum(0.0, np.log2(longer)), 0.0, 1.0), np.float64)

    def _rows(self, encoder: Meaning) -> tuple[Rows, Rows]:
        """The vectors of the claims, and those of the sentences."""
        if self._made is None or self._made[0] != encoder.name:
            texts = tuple(dict.fromkeys((*self._sentences, *self._claims)))
            rows, at = encoder.vectors(texts, self._language), {text: number for number, text in enumerate(texts)}
            self._made = encoder.name, rows[[at[text] for text in self._claims]], rows[: len(self._sentences)]
        return self._made[1:]


def _told_by(claims: Sequence[str], sentences: Sequence[str]) -> dict[str, str]:
    """What stands for each sentence: its longest claim where that is nearly all of it, whose vector is made anyway, else itself."""
    longest: dict[str, str] = {}
    for claim, sentence in zip(claims, sentences, strict=True):
        longest[sentence] = max(longest.get(sentence, ""), claim, key=len)
    return {
        sentence: claim if len(claim) >= NEARLY_ALL * len(sentence) else sentence for sentence, claim in longest.items()
    }


def _move(claim: float, whole: float, nearest: float) -> float:
    """By how much a passage moves that is as alike to a claim, to its whole sentence, and to the sentence of all that is nearest to it."""
    return WHOLE * max(0.0, whole - claim) - min(MOST, max(0.0, nearest - max(whole, claim)))


def row_of(query: Query, encoder: Meaning) -> Rows:
    """The vector of a query; of one that is asked together with others, without a context."""
    if query.together is not None:
        return query.together.row(query.number, encoder)
    (row,) = encoder.vectors([": ".join(filter(None, (query.context, query.text)))], query.language)
    made: Rows = row
    return made


def moved(hits: Sequence[Hit], query: Query, vectors: VectorIndex, encoder: Meaning) -> list[Hit]:
    """What was found for a query, as it was and in its order; of one that is asked together with others, with how far each moves."""
    if query.together is None:
        return list(hits)
    moves = query.together.moves(query.number, hits, vectors, encoder)
    return [replace(hit, moved=move) for hit, move in zip(hits, moves, strict=True)]
