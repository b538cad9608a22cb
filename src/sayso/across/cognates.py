"""Which words of claims in outline may be spelt like one of another claim, for thousands of pairs at once.

First by what all words of a claim with one first letter have in common, letter by letter: of thirty pairs one is left to be held word against word.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sayso.align import COGNATE

from .book import Book, Side
from .fingerprints import Flags

#: Pairs and triples of letters that two cognates have in common at least: of a hundred that they have together, and as a share of either's own.
_HUNDRED: Final = 100
_COMMON: Final = int(COGNATE * _HUNDRED / 2)
_OF_ONE: Final = COGNATE / (2 - COGNATE) - 1e-6
#: First letters that are told apart, and beginnings.
_LETTERS: Final = 32
_BITS: Final = np.uint64(64)
#: More than there are.
_NEVER: Final = 1_000


class Spelt:
    """How the words of some claims are spelt: for each claim and first letter the bits of all, and of their beginnings."""

    def __init__(self, book: Book) -> None:
        """`book` has the claims."""
        self.book = book
        words, claims = book.columns["word"], book.claims
        self._letters = (words["letter"] % _LETTERS).astype(np.int64)
        self._starts = np.where(words["start"] > 0, np.uint64(1) << words["start"] % _BITS, np.uint64(0))
        of_own = np.ceil(words["count"] * _OF_ONE) - words["lost"]
        self._needed = np.where(words["letter"] > 0, of_own, _NEVER).astype(np.int16)
        places = np.repeat(np.arange(len(claims)) * _LETTERS, claims["words"]) + self._letters[:-1]
        self._all_grams, self._all_starts = (np.zeros(len(claims) * _LETTERS, np.uint64) for _ in range(2))
        np.bitwise_or.at(self._all_grams, places, words["grams"][:-1])
        np.bitwise_or.at(self._all_starts, places, self._starts[:-1])

    def cognates(self, one: Side, other: Side) -> tuple[Flags, Flags]:
        """Which words of either side may be spelt like one of the other's; nothing is not."""
        forth, back = self.hinted(one, other), self.hinted(other, one)
        pairs = np.flatnonzero(forth.any(axis=0) & back.any(axis=0))
        found = np.zeros(forth.shape, np.bool_), np.zeros(back.shape, np.bool_)
        if len(pairs):
            mine, theirs = Side(self.book, one.numbers[pairs]), Side(self.book, other.numbers[pairs])
            alike = _may_be_alike(mine, theirs)
            found[0][: alike.shape[0], pairs], found[1][: alike.shape[1], pairs] = alike.any(axis=1), alike.any(axis=0)
        return found

    def hinted(self, mine: Side, theirs: Side) -> Flags:
        """Which words of one side have enough letters in common with all of the other's that begin alike."""
        rows = mine.rows("word")
        places = theirs.numbers * _LETTERS + self._letters.take(rows)
        common = np.bitwise_count(mine.table("word", "grams") & self._all_grams.take(places))
        begin = (self._starts.take(rows) & self._all_starts.take(places)) > 0
        found: Flags = (common >= self._needed.take(rows)) | begin
        return found


def _may_be_alike(one: Side, other: Side) -> Flags:
    """Which words may be spelt alike: as many pairs and triples of letters in common as there may be, or one beginning."""

    def beside(column: str, kind: type[np.unsignedinteger[Any]]) -> tuple[NDArray[Any], NDArray[Any]]:
        mine, theirs = (side.table("word", column).astype(kind) for side in (one, other))
        return mine[:, None, :], theirs[None, :, :]

    common = np.bitwise_count(np.bitwise_and(*beside("grams", np.uint64))) + np.minimum(*beside("lost", np.uint16))
    alike = common * np.uint16(_HUNDRED) >= np.add(*beside("count", np.uint16)) * np.uint16(_COMMON)
    mine, theirs = beside("start", np.uint64)
    alike |= (mine == theirs) & (mine > 0)
    letter, letters = beside("letter", np.uint32)
    found: Flags = alike & (letter == letters) & (letter > 0)
    return found
