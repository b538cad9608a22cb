"""In which column and in which order the nodes of a graph stand, so that what rests on others is to the right of them.

Layered drawing (Sugiyama, Tagawa and Toda, IEEE Transactions on Systems, Man, and Cybernetics 1981): columns by the longest way, nodes that stand in
for lines which pass a column, order by the mean of the neighbours, then heights by the same mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from typing import Final

#: How often the order is gone through, to the right and back; the last time to the right, so that what rests on the same stands together.
_SWEEPS: Final = 5

Graph = Mapping[str, Sequence[str]]
#: A node of the drawing, or a place that a line passes: (from, to, column).
Cell = str | tuple[str, str, int]


def columns(graph: Graph, order: Callable[[str], object]) -> dict[str, int]:
    """The column of each node: that which rests on nothing is in column 0, all else to the right of what it rests on.

    In a circle somebody must be first: who rests on the fewest that have no place yet, then by `order`. Cost: the edges; for circles, the edges times
    the nodes.
    """
    back: dict[str, list[str]] = defaultdict(list)
    for node, to in graph.items():
        for on in to:
            back[on].append(node)
    left = {node: len(to) for node, to in graph.items()}
    found: dict[str, int] = {}
    ready = [node for node, many in left.items() if not many]
    while len(found) < len(graph):
        node = ready.pop() if ready else _first(graph, found, left, order)
        found[node] = 1 + max((found[on] for on in graph[node] if on in found), default=-1)
        for one in back[node]:
            left[one] -= 1
            if not left[one] and one not in found:
                ready.append(one)
    return found


def _first(graph: Graph, found: Collection[str], left: Mapping[str, int], order: Callable[[str], object]) -> str:
    """Who is first in a circle that leads to no other circle."""

    def reached(node: str) -> int:
        seen, waiting = {node}, [node]
        while waiting:
            new = [on for on in graph[waiting.pop()] if on not in seen and on not in found]
            seen.update(new)
            waiting += new
        return len(seen)

    return min((node for node in graph if node not in found), key=lambda node: (reached(node), left[node], order(node)))


def stacked(graph: Graph, column: Mapping[str, int], order: Callable[[str], object]) -> list[list[Cell]]:
    """The cells of each column from above to below, so that few lines cross; `order` decides where nothing else does."""
    cells: list[list[Cell]] = [[] for _ in range(1 + max(column.values(), default=-1))]
    for node in sorted(graph, key=order):  # type: ignore[arg-type]
        cells[column[node]].append(node)
    ways = neighbours(graph, column)
    for one, other in ((node, on) for node in graph for on in graph[node]):
        for at in range(column[other] + 1, column[one]):
            cells[at].append((one, other, at))
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        for at in range(1, len(cells)) if forth else range(len(cells) - 2, -1, -1):
            beside = {cell: place for place, cell in enumerate(cells[at - 1 if forth else at + 1])}
            place_of = {cell: _mean(cell, ways, beside, place) for place, cell in enumerate(cells[at])}
            cells[at].sort(key=lambda cell: place_of[cell])
    return cells


def neighbours(graph: Graph, column: Mapping[str, int]) -> dict[Cell, list[Cell]]:
    """The cells of neighbouring columns that lines lead to, for each cell."""
    found: dict[Cell, list[Cell]] = defaultdict(list)
    for node in graph:
        for on in graph[node]:
            if column[on] < column[node]:
                way = passed(node, on, column)
                for one, other in pairwise(way):
                    found[one].append(other)
                    found[other].append(one)
    return found


def passed(node: str, on: str, column: Mapping[str, int]) -> list[Cell]:
    """The cells that a line passes from a node to one in a column to its left, both ends among them."""
    return [node, *((node, on, at) for at in range(column[node] - 1, column[on], -1)), on]


def _mean(cell: Cell, ways: Mapping[Cell, Sequence[Cell]], beside: Mapping[Cell, int], place: int) -> float:
    found = [beside[one] for one in ways.get(cell, ()) if one in beside]
    return sum(found) / len(found) if found else float(place)


def heights(
    cells: Sequence[Sequence[Cell]], ways: Mapping[Cell, Sequence[Cell]], size: Callable[[Cell], float]
) -> dict[Cell, float]:
    """The middle of each cell, so that it is near those that lines lead to, in the order that was found, none over another."""
    middle: dict[Cell, float] = {}
    for column in cells:
        at = 0.0
        for cell in column:
            middle[cell] = at + size(cell) / 2
            at += size(cell)
    for sweep in range(2 * _SWEEPS):
        for column in cells if sweep % 2 == 0 else reversed(cells):
            wanted = [_wanted(cell, ways, middle) for cell in column]
            middle.update(zip(column, _spaced(wanted, [size(cell) for cell in column]), strict=True))
    return _closed_up(middle, size)


def _closed_up(middle: Mapping[Cell, float], size: Callable[[Cell], float]) -> dict[Cell, float]:
    """The same places without the bands in which no column has anything; the first cell begins at 0."""
    found: dict[Cell, float] = {}
    gap, reached = 0.0, None
    for cell in sorted(middle, key=lambda cell: middle[cell] - size(cell) / 2):
        top, bottom = middle[cell] - size(cell) / 2, middle[cell] + size(cell) / 2
        gap += top if reached is None else max(0.0, top - reached)
        reached = bottom if reached is None else max(reached, bottom)
        found[cell] = middle[cell] - gap
    return found


def _wanted(cell: Cell, ways: Mapping[Cell, Sequence[Cell]], middle: Mapping[Cell, float]) -> float:
    beside = [middle[one] for one in ways.get(cell, ())]
    return sum(beside) / len(beside) if beside else middle[cell]


def _spaced(wanted: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Places in their order, none over another, whose sum of squared distances from the wanted ones is least.

    Pool adjacent violators (Barlow, Bartholomew, Bremner and Brunk 1972) on what is left when each is moved up by the sizes before it.
    """
    before, at = [], 0.0
    for size in sizes:
        before.append(at + size / 2)
        at += size
    blocks: list[tuple[float, int]] = []  # sum, how many
    for want, offset in zip(wanted, before, strict=True):
        blocks.append((want - offset, 1))
        while len(blocks) > 1 and blocks[-2][0] * blocks[-1][1] >= blocks[-1][0] * blocks[-2][1]:
            (one, many), (other, more) = blocks.pop(-2), blocks.pop()
            blocks.append((one + other, many + more))
    moved = [total / many for total, many in blocks for _ in range(many)]
    return [base + offset for base, offset in zip(moved, before, strict=True)]
