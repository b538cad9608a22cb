"""The best assignment of rows to columns: the Hungarian method with potentials (Kuhn, 1955; Munkres, 1957)."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def assigned(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Rows and columns in pairs, each in one at most, so that the sum of their weights is greatest.

    Takes rows of the same length; as many pairs are made as there are rows, or columns if these are fewer. O(n²m) for n rows
    and m columns, n being the smaller.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        return sorted((row, column) for column, row in assigned(list(zip(*weights, strict=True))))
    best = _Assignment(weights)
    for row in range(1, len(weights) + 1):
        best.place(row)
    return sorted((row - 1, column - 1) for column, row in enumerate(best.row_of) if row and column)


class _Assignment:
    """Rows and columns are counted from 1: column 0 holds the row that is being placed."""

    def __init__(self, weights: Sequence[Sequence[float]]) -> None:
        self.weights = weights
        self.columns = range(1, len(weights[0]) + 1)
        self.row_of = [0] * (len(weights[0]) + 1)
        self.of_rows = [0.0] * (len(weights) + 1)
        self.of_columns = [0.0] * (len(weights[0]) + 1)

    def place(self, row: int) -> None:
        """Give one more row a column; the rows along the cheapest way to a free column move on by one."""
        self.row_of[0] = row
        column, came = self._way()
        while column:
            self.row_of[column] = self.row_of[came[column]]
            column = came[column]

    def _way(self) -> tuple[int, dict[int, int]]:
        """The free column that is reached most cheaply, and from where each column was reached."""
        slack, came = dict.fromkeys(self.columns, inf), dict.fromkeys(self.columns, 0)
        passed, column = [0], 0
        while True:
            for other in slack:
                if (cost := self._cost(self.row_of[column], other)) < slack[other]:
                    slack[other], came[other] = cost, column
            column = min(slack, key=slack.__getitem__)
            self._shift(slack.pop(column), passed, slack)
            if not self.row_of[column]:
                return column, came
            passed.append(column)

    def _cost(self, row: int, column: int) -> float:
        return -self.weights[row - 1][column - 1] - self.of_rows[row] - self.of_columns[column]

    def _shift(self, step: float, passed: Sequence[int], slack: dict[int, float]) -> None:
        for column in passed:
            self.of_rows[self.row_of[column]] += step
            self.of_columns[column] -= step
        for column in slack:
            slack[column] -= step
