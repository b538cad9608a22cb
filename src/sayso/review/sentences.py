"""Two versions of a text, sentence by sentence: kept, changed, moved, added, dropped."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from sayso.model import Ledger, Sentence, Span

from .change import Edit, TextChange
from .likeness import alike, bag, likeness, one_to_one
from .sequence import Pair, common, rising
from .texts import Place, Stretch, Texts, order

_TOKEN: Final = re.compile(r"\w+(?:[.,’'\-]\w+)*|\s+|[^\w\s]")
#: From this share of their words on, two sentences are one that was changed; less where both lie between the same neighbours.
_SAME, _SAME_PLACE = 0.5, 0.3
#: Up to so many pairs, all that lie between the same neighbours are held against each other.
_MOST_PAIRS: Final = 100


def align_texts(old: Ledger, new: Ledger) -> Texts:
    """Hold the texts of two ledgers side by side. Cost: about n log n.

    Exchanging the two exchanges the result and nothing else: the work is always done in the same direction.
    """
    a, b = old.document.text, new.document.text
    if a == b:
        return Texts(stretches=(Stretch(0, len(a), 0, len(a), same=True),))
    if a > b:
        return align_texts(new, old).turned
    return _Sides(a, b, units(a, old.sentences), units(b, new.sentences)).aligned()


def units(text: str, sentences: Sequence[Sentence]) -> list[Place]:
    """The sentences, and the lines of what lies outside them: together all of the text but white space."""
    found: list[Place] = []
    at = 0
    for start, end in (*((each.start, each.end) for each in sentences), (len(text), len(text))):
        begin = min(max(at, start), len(text))
        found += _lines(text, at, begin)
        at = max(begin, min(end, len(text)))
        found += [_bare(text, begin, at)] if text[begin:at].strip() else []
    return found


def edits_of(old: Span, new: Span) -> tuple[Edit, ...]:
    """The words in which two spans differ, in order."""
    return tuple(
        Edit(old=_cut(old, each.start, each.end), new=_cut(new, each.to, each.to_end))
        for each in _words(old.text, new.text)
        if not each.same
    )


def _lines(text: str, start: int, end: int) -> Iterator[Place]:
    at = start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            yield _bare(text, at, at + len(line))
        at += len(line)


def _bare(text: str, start: int, end: int) -> Place:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


class _Sides:
    """One alignment under way: both texts with the places of their sentences."""

    def __init__(self, a: str, b: str, mine: list[Place], theirs: list[Place]) -> None:
        self.a, self.b, self.mine, self.theirs = a, b, mine, theirs
        self.said = [a[start:end] for start, end in mine]
        self.given = [b[start:end] for start, end in theirs]

    def aligned(self) -> Texts:
        """The whole of it."""
        kept, moved = self._pairs()
        changed = [(i, j) for i, j in kept if self.said[i] != self.given[j]]
        changes = [self._change("changed", i, j) for i, j in changed] + [self._change("moved", i, j) for i, j in moved]
        gone, come = {i for i, _ in (*kept, *moved)}, {j for _, j in (*kept, *moved)}
        changes += [self._change("dropped", i, None) for i in range(len(self.mine)) if i not in gone]
        changes += [self._change("added", None, j) for j in range(len(self.theirs)) if j not in come]
        spaces, gaps = self._spaces(kept)
        stretches = [each for i, j in (*kept, *moved) for each in self._stretches(i, j)]
        return Texts(tuple(sorted(changes, key=order)), tuple(sorted(spaces, key=order)), (*gaps, *stretches))

    def _pairs(self) -> tuple[list[Pair], list[Pair]]:
        """Sentences that belong together: those in the same order in both texts, and those that moved."""
        spine = common(self.said, self.given)
        held = {i for i, _ in spine}, {j for _, j in spine}
        left = [i for i in range(len(self.mine)) if i not in held[0]]
        right = [j for j in range(len(self.theirs)) if j not in held[1]]
        pairs = sorted([*spine, *((left[i], right[j]) for i, j in self._leftover(spine, left, right))])
        stay = rising(pairs)
        return stay, sorted(set(pairs) - set(stay))

    def _leftover(self, spine: list[Pair], left: list[int], right: list[int]) -> list[Pair]:
        """Pairs of places in `left` and `right`: the same words first, then the most alike, neighbours before others."""
        said, given = [self.said[i] for i in left], [self.given[j] for j in right]
        places = [i for i, _ in spine], [j for _, j in spine]
        where_a = [bisect_left(places[0], i) for i in left]
        where_b = [bisect_left(places[1], j) for j in right]
        found = {(i, j): score for score, i, j in alike(said, given, _SAME)}
        found |= dict.fromkeys(_equal(said, given), 1.0)
        found |= {pair: max(score, found.get(pair, 0.0)) for pair, score in _near(said, given, where_a, where_b)}
        keyed = [((-score, float(where_a[i] != where_b[j])), i, j) for (i, j), score in found.items()]
        return one_to_one(keyed)

    def _change(self, how: str, i: int | None, j: int | None) -> TextChange:
        old = None if i is None else Span(start=self.mine[i][0], end=self.mine[i][1], text=self.said[i])
        new = None if j is None else Span(start=self.theirs[j][0], end=self.theirs[j][1], text=self.given[j])
        edits = edits_of(old, new) if old and new else ()
        return TextChange(how=how, old=old, new=new, edits=edits)  # type: ignore[arg-type]

    def _stretches(self, i: int, j: int) -> Iterator[Stretch]:
        here, there = self.mine[i][0], self.theirs[j][0]
        for each in _words(self.said[i], self.given[j]):
            if each.end > each.start and each.to_end > each.to:
                yield Stretch(here + each.start, here + each.end, there + each.to, there + each.to_end, each.same)

    def _spaces(self, kept: list[Pair]) -> tuple[list[TextChange], list[Stretch]]:
        """White space that differs between sentences that stayed, and the stretches of what is the same."""
        edges = [(-1, -1), *kept, (len(self.mine), len(self.theirs))]
        changes, same = [], []
        for (i, j), (next_i, next_j) in pairwise(edges):
            mine, theirs = _gaps(self.a, self.mine, i, next_i), _gaps(self.b, self.theirs, j, next_j)
            if "".join(each.text for each in mine) != "".join(each.text for each in theirs):
                changes += _exchanged(mine, theirs)
            elif len(mine) == len(theirs) == 1:
                same.append(Stretch(mine[0].start, mine[0].end, theirs[0].start, theirs[0].end, same=True))
        return changes, same


def _equal(said: Sequence[str], given: Sequence[str]) -> Iterator[Pair]:
    """The same words in both, the first with the first, the second with the second."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, text in enumerate(given):
        places[text].append(j)
    seen: dict[str, int] = defaultdict(int)
    for i, text in enumerate(said):
        if seen[text] < len(places.get(text, ())):
            yield i, places[text][seen[text]]
            seen[text] += 1


def _near(
    said: Sequence[str], given: Sequence[str], where_a: list[int], where_b: list[int]
) -> Iterator[tuple[Pair, float]]:
    """Sentences between the same neighbours, with how alike they are: there, less is enough."""
    groups: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for i, gap in enumerate(where_a):
        groups[gap][0].append(i)
    for j, gap in enumerate(where_b):
        groups[gap][1].append(j)
    for mine, theirs in groups.values():
        if len(mine) * len(theirs) <= _MOST_PAIRS:
            bags = [bag(said[i]) for i in mine], [bag(given[j]) for j in theirs]
            scored = [((i, j), likeness(one, other)) for i, one in zip(mine, bags[0], strict=True)
                      for j, other in zip(theirs, bags[1], strict=True)]  # fmt: skip
            yield from (each for each in scored if each[1] >= _SAME_PLACE)


def _gaps(text: str, places: list[Place], after: int, before: int) -> list[Span]:
    """The white space between the sentences from `after` to `before`, piece by piece, empty pieces left out."""
    ends = [places[at][1] if at >= 0 else 0 for at in range(after, before)]
    starts = [places[at][0] if at < len(places) else len(text) for at in range(after + 1, before + 1)]
    return [Span(start=s, end=e, text=text[s:e]) for s, e in zip(ends, starts, strict=True) if e > s]


def _exchanged(mine: list[Span], theirs: list[Span]) -> list[TextChange]:
    if len(mine) == len(theirs) == 1:
        return [TextChange(how="changed", old=mine[0], new=theirs[0])]
    gone = [TextChange(how="dropped", old=each, new=None) for each in mine]
    return gone + [TextChange(how="added", old=None, new=each) for each in theirs]


def _words(old: str, new: str) -> list[Stretch]:
    """Two sentences by their words: what is the same and what is not, in order, together all of both."""
    mine, theirs = list(_TOKEN.finditer(old)), list(_TOKEN.finditer(new))
    starts_a, starts_b = [*(each.start() for each in mine), len(old)], [*(each.start() for each in theirs), len(new)]
    found: list[Stretch] = []
    at = to = 0
    for i, j, size in (*_runs(mine, theirs), (len(mine), len(theirs), 0)):
        start, goal = starts_a[i], starts_b[j]
        if start > at or goal > to:
            found.append(Stretch(at, start, to, goal, same=False))
        at, to = starts_a[i + size], starts_b[j + size]
        found += [Stretch(start, at, goal, to, same=True)] if size else []
    return found


def _runs(mine: list[re.Match[str]], theirs: list[re.Match[str]]) -> list[tuple[int, int, int]]:
    """Runs of tokens (place in each, how many) that both have; white space alone joins what differs around it."""
    pairs = common([each.group() for each in mine], [each.group() for each in theirs])
    runs: list[tuple[int, int, int]] = []
    for i, j in pairs:
        last = runs[-1] if runs else (-1, -1, 0)
        if last[2] and (last[0] + last[2], last[1] + last[2]) == (i, j):
            runs[-1] = (last[0], last[1], last[2] + 1)
        else:
            runs.append((i, j, 1))
    return [(i, j, size) for i, j, size in runs if not all(each.group().isspace() for each in mine[i : i + size])]


def _cut(span: Span, start: int, end: int) -> Span | None:
    if start == end:
        return None
    return Span(start=span.start + start, end=span.start + end, text=span.text[start:end])
