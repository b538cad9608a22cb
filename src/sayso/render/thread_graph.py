"""Who rests on whom, drawn: origins on the left, and each text to the right of what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sayso.model import Origins, Rests, RestsHow, Thread

from .thread_layers import Cell, columns, heights, neighbours, passed, stacked
from .thread_names import HOWS, Called, Names, NodeKind, fit, in_two
from .words import count

#: Boxes, what lies between them, and where a line bends.
_BOX, _BOX_HEIGHT, _BETWEEN, _LANE = 168, 42, 16, 14
_GAP: Final = 78
#: A further line of a name; a word beside a line.
_LINE, _WORD = 14, 12
_MARGIN: Final = 10
#: Room around the words of each line that leaves a box, and of one that leads back.
_PORT, _BACK = 5, 4
#: How far below others, or aside, a line runs that leads back; how long an arrow is.
_HANG, _ASIDE, _ARROW = 12, 22, 8
#: From so many texts on that rest on the same in the same way, and nothing on them, they are one box.
_MANY: Final = 5
#: More lines are not drawn.
_MOST: Final = 300
_STRONGEST: Final[tuple[RestsHow, ...]] = ("copies", "takes", "links", "says")


@dataclass(frozen=True)
class Box:
    """A node: where it stands, the lines of its name and a note, what it is. `many` is how many texts it stands for."""

    x: float
    y: float
    width: float
    height: float
    name: tuple[str, ...]
    note: str
    kind: NodeKind
    origin: bool
    circle: bool
    many: int = 1


@dataclass(frozen=True)
class Line:
    """A line from who rests to whom: path and arrow as SVG has them, the words beside it, and by what it is drawn.

    The words stand above each other, the last at `x` and `y`.
    """

    path: str
    arrow: str
    words: tuple[str, ...]
    x: float
    y: float
    how: RestsHow
    back: bool


@dataclass(frozen=True)
class RestsRow:
    """A line of the table: who rests on whom, how, and why that is known."""

    document: Called
    on: Called
    how: str
    because: str
    circle: bool


@dataclass(frozen=True)
class Graph:
    """The drawing, in pixels; `told` says what it shows to who does not see it."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    hows: tuple[RestsHow, ...]
    told: str
    folded: bool


def rests_rows(origins: Origins, names: Names) -> list[RestsRow]:
    """Who rests on whom for the table, in the order of who rests."""
    circles = [frozenset(loop) for loop in origins.loops]
    return [
        RestsRow(
            names.of(one.document),
            names.of(one.on),
            ", ".join(HOWS[how] for how in one.how),
            one.because,
            any({one.document, one.on} <= circle for circle in circles),
        )
        for one in origins.rests
    ]


def graph_of(thread: Thread, names: Names) -> Graph | None:
    """The drawing of a thread's origins; None where they are not known, or have more lines than a reader could follow."""
    if thread.origins is None:
        return None
    drawing = _Drawing(thread, thread.origins, names)
    return drawing.drawn() if drawing.lines <= _MOST else None


class _Drawing:
    """One drawing under way. A node is known by the first of the documents that it stands for."""

    def __init__(self, thread: Thread, origins: Origins, names: Names) -> None:
        self._names = names
        self._roots = frozenset(origins.roots)
        self._circles = frozenset(one for loop in origins.loops for one in loop)
        self._dates = {one.document: (one.published or "~") for one in reversed(thread.appearances)}
        self._held = _leaves_together(thread, origins)
        hidden = {one for some in self._held.values() for one in some} - set(self._held)
        self._rests = {(one.document, one.on): one for one in origins.rests if one.document not in hidden}
        nodes = dict.fromkeys((*self._held, *(end for pair in self._rests for end in pair)))
        self._graph: dict[str, list[str]] = {node: [] for node in nodes}
        for one, on in self._rests:
            self._graph[one].append(on)

    def _order(self, node: str) -> tuple[str, str]:
        return self._dates.get(node, "" if node.startswith("s:") else "~"), node

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return len(self._rests)

    def drawn(self) -> Graph:
        """The whole of it."""
        self._column = columns(self._graph, self._order)
        cells = stacked(self._graph, self._column, self._order)
        middle = heights(cells, neighbours(self._graph, self._column), self._size)
        boxes = {node: self._box(node, middle[node]) for node in self._graph}
        lines = [line for node in self._graph for line in self._lines(node, boxes, middle)]
        hangs = any(line.back for line in lines)
        return Graph(
            width=2 * _MARGIN + (_BOX + _GAP) * len(cells) - _GAP,
            height=2 * _MARGIN
            + max((middle[cell] + self._size(cell) / 2 for column in cells for cell in column), default=0)
            + _HANG * hangs,
            boxes=tuple(boxes.values()),
            lines=tuple(lines),
            hows=tuple(how for how in HOWS if any(how in one.how for one in self._rests.values())),
            told=self._told(),
            folded=any(len(some) > 1 for some in self._held.values()),
        )

    def _size(self, cell: Cell) -> float:
        """The height that a cell takes."""
        if isinstance(cell, tuple):
            return _LANE
        back = [self._rests[cell, on] for on in self._graph[cell] if self._leads_back(cell, on)]
        return self._tall(cell) + _BETWEEN + max((_WORD * len(rest.how) + _BACK for rest in back), default=0)

    def _tall(self, node: str) -> float:
        least = _BOX_HEIGHT + _LINE * (len(self._name(node)) - 1)
        return max(least, 8 + sum(self._port(node, on) for on in self._graph[node] if not self._leads_back(node, on)))

    def _port(self, node: str, on: str) -> float:
        """The height that a line takes at the box that it leaves: its words stand above it."""
        return _WORD * len(self._rests[node, on].how) + _PORT

    def _leads_back(self, node: str, on: str) -> bool:
        return self._column[on] >= self._column[node]

    def _box(self, node: str, middle: float) -> Box:
        named, many = self._names.of(node), len(self._held.get(node, (node,)))
        tall = self._tall(node)
        return Box(
            x=_MARGIN + (_BOX + _GAP) * self._column[node],
            y=round(_MARGIN + middle - self._size(node) / 2 + _BETWEEN / 2, 1),
            width=_BOX,
            height=tall,
            name=self._name(node),
            note=fit(self._note(node, named, many), 26),
            kind=named.kind,
            origin=node in self._roots,
            circle=node in self._circles,
            many=many,
        )

    def _name(self, node: str) -> tuple[str, ...]:
        """The lines of a name; an origin's are heavy, and take more room."""
        many = len(self._held.get(node, (node,)))
        return in_two(count(many, "text") if many > 1 else self._names.of(node).name, 18 if node in self._roots else 21)

    def _note(self, node: str, named: Called, many: int) -> str:
        if many > 1:
            if node in self._roots:
                return "each an origin"
            days = sorted({self._names.of(one).when for one in self._held[node]} - {""})
            return f"{days[0]} to {days[-1]}" if len(days) > 1 else (days or ["undated"])[0]
        what = {
            "document": named.when or "undated",
            "beyond": named.when or "outside",
            "source": "source",
            "words": "unknown",
        }[named.kind]
        tags = [word for word, so in (("origin", node in self._roots), ("circle", node in self._circles)) if so]
        return " · ".join((what, *tags))

    def _lines(self, node: str, boxes: Mapping[str, Box], middle: Mapping[Cell, float]) -> Iterator[Line]:
        to = sorted(self._graph[node], key=lambda on: middle[passed(node, on, self._column)[1]])
        left = [on for on in to if not self._leads_back(node, on)]
        box = boxes[node]
        y = box.y + (box.height - sum(self._port(node, on) for on in left)) / 2 - _PORT
        for on in left:
            y += self._port(node, on)
            yield self._forward(node, on, boxes, middle, round(y, 1))
        for on in (on for on in to if self._leads_back(node, on)):
            yield self._backward(self._rests[node, on], box, boxes[on], boxes.values())

    def _forward(self, node: str, on: str, boxes: Mapping[str, Box], middle: Mapping[Cell, float], y: float) -> Line:
        """To the left: from the box's side through the lanes of the columns between to the middle of the other's side."""
        rest, box, other, start = self._rests[node, on], boxes[node], boxes[on], y
        x, parts = box.x, [f"M{box.x} {y}"]
        for cell in passed(node, on, self._column)[1:-1]:
            lane, level = x - _GAP, round(_MARGIN + middle[cell], 1)
            parts.append(f"{_curve(x, y, lane, level)}H{lane - _BOX}")
            x, y = lane - _BOX, level
        end_x, end_y = other.x + other.width, round(other.y + other.height / 2, 1)
        parts.append(_curve(x, y, end_x + _ARROW, end_y))
        arrow = f"M{end_x} {end_y}l{_ARROW + 1} -4.5v9z"
        return Line("".join(parts), arrow, _words(rest), box.x - 6, round(start - 4, 1), _strongest(rest), back=False)

    def _backward(self, rest: Rests, box: Box, other: Box, boxes: Collection[Box]) -> Line:
        """To the right, or within a column: it closes a circle. It runs where no box is: between columns, and below those on its way."""
        x, y = box.x + box.width, round(box.y + box.height - 7, 1)
        words = _words(rest), x + 8, round(box.y + box.height + _WORD * len(rest.how), 1)
        level = round(other.y + other.height - 7, 1)
        if other.x == box.x:
            path = f"M{x} {y}H{x + _ASIDE}V{level}H{x + _ARROW}"
            return Line(path, f"M{x} {level}l{_ARROW + 1} -4.5v9z", *words, _strongest(rest), back=True)
        end = other.x - _ARROW
        arrow = f"M{other.x} {level}l-{_ARROW + 1} -4.5v9z"
        low = max((each.y + each.height for each in boxes if x < each.x < end), default=None)
        if low is None:
            return Line(f"M{x} {y}{_curve(x, y, end, level)}", arrow, *words, _strongest(rest), back=True)
        low = round(low + _HANG, 1)
        path = (
            f"M{x} {y}{_curve(x, y, x + _GAP, low)}H{end - _GAP + _ARROW}{_curve(end - _GAP + _ARROW, low, end, level)}"
        )
        return Line(path, arrow, *words, _strongest(rest), back=True)

    def _told(self) -> str:
        texts = sum(len(some) for some in self._held.values())
        parts = [f"{count(texts, 'text')}, {count(len(self._rests), 'line')} from a text to what it rests on"]
        parts.append(
            f"{count(len(self._roots), 'origin')} without a line of their own"
            if self._roots
            else "no origin outside of a circle"
        )
        if self._circles:
            parts.append(f"{count(len(self._circles), 'text')} in circles")
        return "; ".join(parts) + "."


def _curve(x: float, y: float, end_x: float, end_y: float) -> str:
    bend = round((x + end_x) / 2, 1)
    return f"C{bend} {y} {bend} {end_y} {end_x} {end_y}"


def _words(rest: Rests) -> tuple[str, ...]:
    return tuple(HOWS[how] for how in rest.how)


def _strongest(rest: Rests) -> RestsHow:
    return next((how for how in _STRONGEST if how in rest.how), "says")


def _leaves_together(thread: Thread, origins: Origins) -> dict[str, list[str]]:
    """The documents by the node that stands for them: those of which nothing is known but that they rest on the same are one where they are many."""
    documents = list(dict.fromkeys(one.document for one in thread.appearances))
    to: dict[str, set[tuple[str, tuple[RestsHow, ...]]]] = {one: set() for one in documents}
    rested: set[str] = set()
    for rest in origins.rests:
        rested.add(rest.on)
        if rest.document in to:
            to[rest.document].add((rest.on, rest.how))
    groups: dict[object, list[str]] = defaultdict(list)
    for one in documents:
        groups[one if one in rested else frozenset(to[one])].append(one)
    found: dict[str, list[str]] = {}
    for some in groups.values():
        together = len(some) >= _MANY
        found |= {one: some if together else [one] for one in (some[:1] if together else some)}
    return found
