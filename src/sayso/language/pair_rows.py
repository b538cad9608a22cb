"""A claim and a passage side by side, as an encoder of pairs takes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .pairs import RELATIONS, Pair, Place
from .pieces import Paragraph, paragraph

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Numbers = NDArray[np.int64]

#: Figures of a claim that are told apart; later ones are told as the last.
FIGURES: Final = 4
_SIDE, _SHARED, _FIGURE, _NUMBER = 0, 1, 2, 3
_ANY: Final = _NUMBER + FIGURES
_EACH: Final = _ANY + len(RELATIONS)
#: The column that tells of a word that it stands in the other text, too.
SHARED: Final = _SHARED
#: How many numbers are told of a piece.
TOLD: Final = _EACH + FIGURES * len(RELATIONS)
#: Pieces of a claim and of a passage that are read at most.
CLAIM: Final = 96
PASSAGE: Final = 224


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as the encoder takes it: three rows of numbers, what is told of each piece, and 1 where a piece is the claim's."""

    pieces: Numbers
    shapes: Numbers
    quoted: Numbers
    told: Floats
    claim: Floats


def row_of(pair: Pair, tokenizer: Any, marks: tuple[int, int]) -> Row:
    """A pair as numbers. Cost: linear in its length, and in the claim's figures times the passage's."""
    claim = paragraph(tokenizer, pair.claim, 0, pair.languages[0])
    passage = paragraph(tokenizer, pair.passage, 0, pair.languages[1])
    mark, between = np.zeros(1, np.int64), np.array([marks[1]])
    pieces, shapes, quoted, told = [np.array([marks[0]])], [mark], [mark], [_blank(1)]
    for item, features, most in (
        (claim, _told_of_claim(claim, passage, pair), CLAIM),
        (passage, _told_of_passage(claim, passage, pair), PASSAGE),
    ):
        owner = item.owner[:most]
        pieces += [item.pieces[:most], between]
        shapes += [item.shapes[owner], mark]
        quoted += [item.quoted[owner], mark]
        told += [features[owner], _blank(1)]
    inside = np.zeros(sum(map(len, pieces)), np.float32)
    inside[1 : 1 + len(pieces[1])] = 1.0
    return Row(np.concatenate(pieces), np.concatenate(shapes), np.concatenate(quoted), np.concatenate(told), inside)


def _blank(count: int) -> Floats:
    return np.zeros((count, TOLD), np.float32)


def _told_of_claim(claim: Paragraph, passage: Paragraph, pair: Pair) -> Floats:
    told = _blank(len(claim.places))
    told[:, _SHARED] = _shared(claim, pair.claim, passage, pair.passage)
    for number, place in enumerate(pair.claimed):
        words = _words(claim, place)
        told[words, _FIGURE] = 1.0
        told[words, _NUMBER + min(number, FIGURES - 1)] = 1.0
        for relation in set(pair.relations[number]):
            told[words, _ANY + relation] = 1.0
    return told


def _told_of_passage(claim: Paragraph, passage: Paragraph, pair: Pair) -> Floats:
    told = _blank(len(passage.places))
    told[:, _SIDE] = 1.0
    told[:, _SHARED] = _shared(passage, pair.passage, claim, pair.claim)
    for column, place in enumerate(pair.given):
        words = _words(passage, place)
        told[words, _FIGURE] = 1.0
        for number, relations in enumerate(pair.relations):
            told[words, _EACH + min(number, FIGURES - 1) * len(RELATIONS) + relations[column]] = 1.0
    return told


def _words(item: Paragraph, place: Place) -> slice:
    """The words that stand in a place."""
    starts = [start for start, _ in item.places]
    return slice(*np.searchsorted(starts, place).tolist())


def _shared(item: Paragraph, text: str, other: Paragraph, beside: str) -> Floats:
    """Which words stand in the other text, too."""
    known = {beside[start:end].casefold() for start, end in other.places}
    return np.array([text[start:end].casefold() in known for start, end in item.places], np.float32)
