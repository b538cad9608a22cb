"""Claims in outline laid side by side, pair by pair: tables of one width, so that all words of one meet all of the other at once.

To look keys up in an index costs a dozen jumps through memory for each word of each pair; to hold twenty numbers against twenty costs less than one.
A column of a table is a pair, so that what is counted of pairs is counted of many in one go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from .fingerprints import Flags, Places
from .outlines import Outlines, Rows

What = Literal["word", "key", "name"]
_WHAT: Final[tuple[What, ...]] = ("word", "key", "name")
#: Cells of the tables that are held against each other at once: as much as a processor has close at hand.
_CELLS: Final = 1 << 18


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """Claims in outline, column by column; each column ends with a row of nothing, by which tables are filled up."""

    claims: Rows
    columns: Mapping[What, Mapping[str, NDArray[Any]]]

    @classmethod
    def of(cls, some: Outlines) -> Book:
        """The book of some claims."""
        return cls(some.claims, dict(zip(_WHAT, map(_columns, (some.words, some.keys, some.names)), strict=True)))

    def stretches(self, a: Places, b: Places) -> Iterator[Places]:
        """The numbers of pairs in stretches that are laid out together, those of short claims first, so that tables are hardly wider than they need to be."""
        sizes = np.max([np.ones(len(self.claims)), *(self.claims[f"{what}s"] for what in _WHAT)], axis=0)
        most = np.maximum(sizes[a], sizes[b]).astype(np.int64)
        order, at = np.argsort(most, kind="stable"), 0
        while at < len(order):
            ahead = most[order[at : at + _CELLS]]
            fits = np.arange(1, len(ahead) + 1) * ahead * ahead <= _CELLS
            end = at + max(1, int(fits.sum()))
            yield order[at:end]
            at = end


class Side:
    """One side of some pairs: of each claim a column of words, of their keys and of names; what it has less of than others is nothing, which is 0."""

    def __init__(self, book: Book, numbers: Places) -> None:
        """`numbers` are the claims, pair by pair."""
        self.book, self.numbers = book, numbers
        self.claims = book.claims[numbers]
        self._steps = {what: np.arange(max(1, int(self.claims[f"{what}s"].max(initial=0))))[:, None] for what in _WHAT}
        self._there: dict[What, Flags] = {}
        self._rows: dict[What, Places] = {}

    def table(self, what: What, column: str) -> NDArray[Any]:
        """What is known of each word, key or name of each claim."""
        found: NDArray[Any] = self.book.columns[what][column].take(self.rows(what))
        return found

    def rows(self, what: What) -> Places:
        """Where in the book it stands; the last row is nothing."""
        if what not in self._rows:
            first = self.claims[f"first_{what}"].astype(np.int64)
            self._rows[what] = np.where(self.there(what), first + self._steps[what], -1)
        return self._rows[what]

    def there(self, what: What) -> Flags:
        """Where there is one, and not nothing."""
        if what not in self._there:
            self._there[what] = self._steps[what] < self.claims[f"{what}s"]
        return self._there[what]


def _columns(rows: Rows) -> Mapping[str, NDArray[Any]]:
    return {name: np.append(rows[name], np.zeros(1, rows.dtype[name])) for name in rows.dtype.names or ()}
