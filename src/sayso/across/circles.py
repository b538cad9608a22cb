"""Circles in a graph: its strongly connected components, without recursion, in time linear in nodes and edges."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping


def components(graph: Mapping[str, Collection[str]]) -> tuple[tuple[str, ...], ...]:
    """The strongly connected components of a graph, each in alphabetical order, and they in an order in which each comes after those that it leads to.

    `graph` has each node with those that it leads to; a node that is only led to may lack. By Tarjan (1972), with a stack of its own.
    """
    search = _Search(graph)
    for node in sorted(graph):
        search.visit(node)
    return tuple(search.found)


class _Search:
    """What Tarjan's algorithm keeps: numbers in the order of visiting, the least number that each node leads back to, and the open nodes."""

    def __init__(self, graph: Mapping[str, Collection[str]]) -> None:
        self.graph = graph
        self.number: dict[str, int] = {}
        self.least: dict[str, int] = {}
        self.open: dict[str, None] = {}
        self.found: list[tuple[str, ...]] = []

    def visit(self, root: str) -> None:
        """Walk through all that a node leads to and that was not visited yet."""
        if root in self.number:
            return
        path = [(root, self._enter(root))]
        while path:
            node, onward = path[-1]
            following = next(onward, None)
            if following is None:
                path.pop()
                self._leave(node, path[-1][0] if path else None)
            elif following not in self.number:
                path.append((following, self._enter(following)))
            elif following in self.open:
                self.least[node] = min(self.least[node], self.number[following])

    def _enter(self, node: str) -> Iterator[str]:
        self.number[node] = self.least[node] = len(self.number)
        self.open[node] = None
        return iter(sorted(self.graph.get(node, ())))

    def _leave(self, node: str, before: str | None) -> None:
        if before is not None:
            self.least[before] = min(self.least[before], self.least[node])
        if self.least[node] < self.number[node]:
            return
        members = []
        while node in self.open:
            members.append(self.open.popitem()[0])
        self.found.append(tuple(sorted(members)))
