"""On how many independent origins a claim rests: who rests on whom, the circles among them, and how that was counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sayso.model import Analysis, Appearance, Document, FoundReuse, Ledger, Origins

from .circles import components
from .resting import Resting, find_resting, shared_text
from .texts import texts_of

#: So many origins and unnamed sources are told one by one.
_TOLD: Final = 5

Graph = Mapping[str, Collection[str]]


def origins(
    appearances: Sequence[Appearance], ledgers: Iterable[Analysis | Ledger], reuse: FoundReuse | None = None
) -> Origins:
    """The independent origins of one thread.

    `ledgers` (or analyses) are those of its documents; of further ones links to them are known. `reuse` is what `find_reuse` found among them. A
    document whose ledger is not there is left out. In any order of all that is given the same comes out.
    """
    known = tuple(ledgers)
    texts = texts_of(appearances, known)
    inside = {text.id for text in texts}
    further = [read.document for read in known if read.document.id not in inside]
    resting = find_resting(texts, further, reuse or FoundReuse())
    return _counted(resting, further)


@dataclass(frozen=True, slots=True)
class _Count:
    """The origins: sources and documents that rest on nothing else, circles that lead nowhere else, and what leads to each."""

    roots: tuple[str, ...]
    closed: tuple[tuple[str, ...], ...]


def _counted(resting: Resting, further: Iterable[Document]) -> Origins:
    clusters = _clusters(resting.ties)
    for members in clusters:
        for one in members:
            words = f"has the same words as {len(members) - 1} other text{'s' * (len(members) > 2)}; who had them first is unknown"  # noqa: PLR2004
            resting.add(one, shared_text(members), "copies", words)
    rests = resting.rests()
    graph: dict[str, set[str]] = {text.id: set() for text in resting.texts}
    for each in rests:
        graph.setdefault(each.document, set()).add(each.on)
    loops = tuple(some for some in components(_among(graph, resting.ids)) if len(some) > 1)
    count = _count(_led_on(graph, clusters), sorted(loops))
    return Origins(
        count=len(count.roots) + len(count.closed),
        roots=count.roots,
        loops=tuple(sorted(loops)),
        rests=rests,
        because=_because(resting, further, graph, count, sorted(loops)),
    )


def _among(graph: Graph, ids: Collection[str]) -> Graph:
    """The documents alone."""
    return {one: [on for on in to if on in ids] for one, to in graph.items() if one in ids}


def _clusters(ties: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Documents that are tied to each other, directly or through others."""
    graph: dict[str, set[str]] = defaultdict(set)
    for some in ties:
        for one, other in pairwise(some):
            graph[one].add(other)
            graph[other].add(one)
    return [some for some in components(graph) if len(some) > 1]


def _led_on(graph: Graph, clusters: Sequence[tuple[str, ...]]) -> Graph:
    """The graph in which words of unknown hand lead to whatever one of those that have them rests on."""
    found = {one: set(to) for one, to in graph.items()}
    for members in clusters:
        node = shared_text(members)
        found[node] = {on for one in members for on in graph[one] if on != node and on not in members}
    return found


def _count(graph: Graph, loops: Sequence[tuple[str, ...]]) -> _Count:
    """The components from which nothing leads on."""
    whole = {node: graph.get(node, ()) for node in {*graph, *(on for to in graph.values() for on in to)}}
    roots, closed = [], []
    for some in components(whole):
        members = set(some)
        if all(on in members for one in some for on in whole[one]):
            circle = next((loop for loop in loops if members.issuperset(loop)), None)
            if circle is None:
                roots.append(min(some, key=lambda one: (not one.startswith("s:text "), one)))
            else:
                closed.append(circle)
    return _Count(tuple(sorted(roots)), tuple(sorted(closed)))


# -- the count in words


def _because(
    resting: Resting, further: Iterable[Document], graph: Graph, count: _Count, loops: Sequence[tuple[str, ...]]
) -> str:
    docs = {text.id: text.doc for text in resting.texts}
    number = len(count.roots) + len(count.closed)
    lines = [f"{_many(len(docs), 'document')} on {_many(number, 'independent origin')}"]
    lines += _of_roots(graph, count.roots, docs, {doc.id: doc for doc in further})
    lines += _of_loops(count, loops, docs)
    lines += _of_unknown(resting)
    return ". ".join(lines) + "."


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _of_roots(
    graph: Graph, roots: Sequence[str], docs: Mapping[str, Document], further: Mapping[str, Document]
) -> Iterator[str]:
    back: dict[str, list[str]] = defaultdict(list)
    for one, to in graph.items():
        for on in to:
            back[on].append(one)
    for root in roots[:_TOLD]:
        resting = sum(one in docs for one in _reached(back, root)) - (root in docs)
        yield f"{_called(root, docs, further)}: {_many(resting, 'document')} rest{'s' * (resting == 1)} on it"
    if len(roots) > _TOLD:
        yield f"And {len(roots) - _TOLD} more"


def _reached(back: Mapping[str, Sequence[str]], root: str) -> set[str]:
    seen, waiting = {root}, [root]
    while waiting:
        for one in back.get(waiting.pop(), ()):
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return seen


def _called(node: str, docs: Mapping[str, Document], further: Mapping[str, Document]) -> str:
    if node.startswith("s:text "):
        return "Words that several texts have, first said by nobody knows whom"
    if node in docs:
        return f"The text of {_named(docs[node])}, which rests on nothing that is known"
    if node in further:
        return f"The text of {_named(further[node])}, which does not have the claim"
    return f"“{node.removeprefix('s:')}”" if node.startswith("s:") else "A text that does not have the claim"


def _named(doc: Document) -> str:
    return ", ".join(filter(None, (doc.outlet or doc.title or doc.uri, (doc.published or "")[:10])))


def _of_loops(count: _Count, loops: Sequence[tuple[str, ...]], docs: Mapping[str, Document]) -> Iterator[str]:
    for loop in loops[:_TOLD]:
        names = ", ".join(docs[one].outlet or docs[one].title or docs[one].uri for one in loop[:_TOLD])
        what = (
            "one origin that is nobody’s"
            if loop in count.closed
            else "no origin, since one of them rests on something else, too"
        )
        yield f"A circle: {names} rest on each other, {what}"


def _of_unknown(resting: Resting) -> Iterator[str]:
    """Sources without a name: the same word in two texts is not known to be the same source."""
    words = sorted({word for some in resting.unknown.values() for word in some})
    if words:
        told = ", ".join(f"“{word}”" for word in words[:_TOLD])
        number = len(resting.unknown)
        lay = "lays" if number == 1 else "lay"
        yield f"{_many(number, 'document')} {lay} it to sources without a name ({told}), which are unknown and no origin that is shared"
