"""Two texts word by word: the passages that they share, exactly, with what differs in them.

Seeds are three words in a row that both have; seeds along one line make runs; runs are chained where little lies between them (local
alignment by sparse dynamic programming: Eppstein, Galil, Giancarlo and Italiano 1992); what lies between two runs, and a few words beyond
the ends, is aligned by exact dynamic programming. A function of the two texts alone: what else there is changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from .fingerprints import SEED, Places, Words

#: How often a seed may stand in a text and still be one.
_OFTEN: Final = 6
#: Words that may lie between two runs of one passage, in either text; and words beyond an end that are looked at.
GAP: Final = 14
#: What a word between two runs costs, beside a word that is the same.
_COST: Final = 0.5
#: Runs before a run with which it is tried to be chained; runs that are kept of a pair, the longest first.
_BACK: Final = 48
_MOST_RUNS: Final = 3_000
#: Words that a chain must have in common to be looked at.
_LEAST: Final = 5
_NONE: Final = np.zeros(0, np.int64)
#: A word that a better passage has, among the bytes that note it for each word.
_TAKEN: Final = b"\1"


class Run(NamedTuple):
    """`length` words that are the same, from word `a` of one text and word `b` of the other."""

    a: int
    b: int
    length: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """A shared passage as runs in order; between two of them each text has words of its own, or one of them none."""

    runs: tuple[Run, ...]

    @property
    def span_a(self) -> tuple[int, int]:
        """The first word, and that after the last one, in the first text."""
        return self.runs[0].a, self.runs[-1].a + self.runs[-1].length

    @property
    def span_b(self) -> tuple[int, int]:
        """The same in the second text."""
        return self.runs[0].b, self.runs[-1].b + self.runs[-1].length

    @property
    def same(self) -> int:
        """How many words are the same."""
        return sum(run.length for run in self.runs)

    @property
    def identity(self) -> float:
        """The share of words that are the same, of all columns of the alignment: 1 where nothing differs."""
        return self.same / (self.same + sum(max(a[1] - a[0], b[1] - b[0]) for a, b in self.gaps()))

    def gaps(self) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """The words between two runs, in both texts."""
        for one, other in zip(self.runs, self.runs[1:], strict=False):
            yield (one.a + one.length, other.a), (one.b + one.length, other.b)

    def turned(self) -> Aligned:
        """The same with the texts exchanged."""
        return Aligned(tuple(Run(run.b, run.a, run.length) for run in self.runs))


def align(one: Words, other: Words) -> tuple[Aligned, ...]:
    """The passages of two texts, in the order of the first; no two share a word of either text. Symmetric.

    Cost: linear in the texts, and at most the number of runs times a constant for what they share.
    """
    if len(one) == len(other) and np.array_equal(one.ids, other.ids):
        return (Aligned((Run(0, 0, len(one)),)),) if len(one) else ()
    if (len(one), one.ids.tobytes()) > (len(other), other.ids.tobytes()):
        turned = (found.turned() for found in _align(other, one))
        return tuple(sorted(turned, key=lambda found: found.runs))
    return tuple(sorted(_align(one, other), key=lambda found: found.runs))


def _align(one: Words, other: Words) -> Iterator[Aligned]:
    a, b = one.ids.tolist(), other.ids.tolist()
    chains = _chains(_runs(one, other))
    taken_a, taken_b = bytearray(len(a)), bytearray(len(b))
    for chain in chains:  # the best first
        free = _free(chain, taken_a, taken_b)
        if sum(run.length for run in free) < _LEAST:
            continue
        found = Aligned(tuple(joined(_beyond(_filled(free, a, b), a, b, taken_a, taken_b))))
        for taken, (first, end) in ((taken_a, found.span_a), (taken_b, found.span_b)):
            taken[first:end] = _TAKEN * (end - first)
        yield found


def _runs(one: Words, other: Words) -> list[Run]:
    """All stretches of SEED words or more that are the same, by their places."""
    at_a, at_b = _seeds(one, other)
    if not len(at_a):
        return []
    line = at_a - at_b
    order = np.lexsort((at_a, line))
    at_a, at_b, line = at_a[order], at_b[order], line[order]
    new = (line[1:] != line[:-1]) | (at_a[1:] != at_a[:-1] + 1)
    first = np.concatenate(([0], new.nonzero()[0] + 1))
    lengths = np.append(first[1:], len(line)) - first + (SEED - 1)
    if len(first) > _MOST_RUNS:
        longest = np.sort(np.argsort(-lengths, kind="stable")[:_MOST_RUNS])
        first, lengths = first[longest], lengths[longest]
    rows = zip(at_a[first].tolist(), at_b[first].tolist(), lengths.tolist(), strict=True)
    return sorted(Run(*row) for row in rows)


def _seeds(one: Words, other: Words) -> tuple[Places, Places]:
    """Where both have the same SEED words; those that stand too often in either are none."""
    a, b = one.seeds, other.seeds.hashes
    if not len(a.hashes) or not len(b):
        return _NONE, _NONE
    low = a.in_order.searchsorted(b)  # by its method, which takes half as long for a short text
    kept = (a.in_order.take(low, mode="clip") == b).nonzero()[0]
    if not len(kept):
        return _NONE, _NONE
    low, found = low[kept], b[kept]
    counts = a.in_order.searchsorted(found, "right") - low
    in_order = np.sort(found)
    often = in_order.searchsorted(found, "right") - in_order.searchsorted(found)
    if counts.max() == often.max() == 1:  # of most texts
        return a.order[low], kept
    few = (counts <= _OFTEN) & (often <= _OFTEN)
    kept, low, counts = kept[few], low[few], counts[few]
    steps = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return a.order[np.repeat(low, counts) + steps], np.repeat(kept, counts)


def _chains(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs chained where few words lie between them, the best chain first; each run is in one chain at most."""
    worth, before = [float(run.length) for run in runs], [-1] * len(runs)
    for at, run in enumerate(runs):
        for back in range(at - 1, max(-1, at - 1 - _BACK), -1):
            gained = _gain(runs[back], run)
            if gained is not None and worth[back] + gained > worth[at]:
                worth[at], before[at] = worth[back] + gained, back
    chains, used = [], [False] * len(runs)
    for end in sorted(range(len(runs)), key=lambda at: (-worth[at], runs[at])):
        chain, at = [], end
        while at >= 0 and not used[at]:
            used[at] = True
            chain.append(runs[at])
            at = before[at]
        if chain:
            chains.append(_trimmed(chain[::-1]))
    return chains


def _gain(one: Run, other: Run) -> float | None:
    """What a run adds to a chain that ends with another, or None where it cannot follow."""
    gap_a, gap_b = other.a - one.a - one.length, other.b - one.b - one.length
    shared = max(0, -gap_a, -gap_b)
    if other.a <= one.a or other.b <= one.b or max(gap_a, gap_b) > GAP or shared >= other.length:
        return None
    return other.length - shared - _COST * max(gap_a + shared, gap_b + shared)


def _trimmed(chain: list[Run]) -> list[Run]:
    """The chain with each run shortened at its start by what the one before has already."""
    found = [chain[0]]
    for run in chain[1:]:
        last = found[-1]
        shared = max(0, last.a + last.length - run.a, last.b + last.length - run.b)
        if shared < run.length:
            found.append(Run(run.a + shared, run.b + shared, run.length - shared))
    return found


def _free(chain: Sequence[Run], taken_a: bytearray, taken_b: bytearray) -> list[Run]:
    """The longest stretch of a chain that no better passage has: passages do not share words, nor lie one within another."""
    parts: list[list[Run]] = [[]]
    for run in chain:
        start, last = run, parts[-1][-1] if parts[-1] else None
        if _TAKEN in taken_a[run.a : run.a + run.length] or _TAKEN in taken_b[run.b : run.b + run.length]:
            parts.append([])
        elif last and (_TAKEN in taken_a[last.a : start.a] or _TAKEN in taken_b[last.b : start.b]):
            parts.append([run])
        else:
            parts[-1].append(run)
    return max(parts, key=lambda part: sum(run.length for run in part))


def _filled(chain: Sequence[Run], a: Sequence[int], b: Sequence[int]) -> Iterator[Run]:
    """The runs with what is the same between them."""
    last: Run | None = None
    for run in chain:
        if last is not None:
            start_a, start_b = last.a + last.length, last.b + last.length
            yield from _common(a, b, (start_a, run.a), (start_b, run.b))
        yield run
        last = run


def _common(a: Sequence[int], b: Sequence[int], in_a: tuple[int, int], in_b: tuple[int, int]) -> Iterator[Run]:
    """The longest common subsequence of two short stretches, word by word."""
    rows, row_count, col_count = _table(a[slice(*in_a)], b[slice(*in_b)]), in_a[1] - in_a[0], in_b[1] - in_b[0]
    i = j = 0
    while i < row_count and j < col_count:
        if a[in_a[0] + i] == b[in_b[0] + j]:
            yield Run(in_a[0] + i, in_b[0] + j, 1)
            i, j = i + 1, j + 1
        elif rows[i + 1][j] >= rows[i][j + 1]:
            i += 1
        else:
            j += 1


def _table(a: Sequence[int], b: Sequence[int]) -> list[list[int]]:
    """For each two rests of two stretches how many words they have in common, in order."""
    rows = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        row, below = rows[i], rows[i + 1]
        for j in range(len(b) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if a[i] == b[j] else max(below[j], row[j + 1])
    return rows


def _beyond(
    runs: Iterator[Run], a: Sequence[int], b: Sequence[int], taken_a: bytearray, taken_b: bytearray
) -> Iterator[Run]:
    """The runs with what goes on being the same before the first and after the last, as long as more is the same than is not."""
    inner = list(runs)
    first, last = inner[0], inner[-1]
    before = [Run(i, j, 1) for i, j in _further(first.a - 1, first.b - 1, -1, (a, b), (taken_a, taken_b))]
    yield from reversed(before)
    yield from inner
    for i, j in _further(last.a + last.length, last.b + last.length, 1, (a, b), (taken_a, taken_b)):
        yield Run(i, j, 1)


def _further(
    i: int, j: int, step: int, texts: tuple[Sequence[int], Sequence[int]], taken: tuple[bytearray, bytearray]
) -> Iterator[tuple[int, int]]:
    """The words that go on being the same from words `i` and `j`, GAP words at a time."""
    while True:
        found = _onward(_ahead(texts[0], taken[0], i, step), _ahead(texts[1], taken[1], j, step))
        if not found:
            return
        yield from ((i + step * p, j + step * q) for p, q in found)
        i, j = i + step * (found[-1][0] + 1), j + step * (found[-1][1] + 1)


def _ahead(text: Sequence[int], taken: bytearray, start: int, step: int) -> Sequence[int]:
    """The words from one on, GAP at most, as far as they are free."""
    stop = start + step * GAP
    near = slice(start, None if stop < 0 else stop, step) if start >= 0 else slice(0)
    used = taken[near].find(_TAKEN)
    return text[near][: used if used >= 0 else None]


def _onward(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int]]:
    """The words that are the same on the best way on from the start: each counts one, each that is skipped costs half of one."""
    worth = {(-1, -1): (0.0, (-1, -1))}
    best, end = 0.0, (-1, -1)
    for i, j in _same_words(a, b):
        ways = [
            (value - _COST * max(i - p - 1, j - q - 1) + 1, (p, q))
            for (p, q), (value, _) in worth.items()
            if p < i and q < j
        ]
        worth[i, j] = top = max(ways)
        if top[0] > best:
            best, end = top[0], (i, j)
    found = []
    while end != (-1, -1):
        found.append(end)
        end = worth[end][1]
    return found[::-1]


def _same_words(a: Sequence[int], b: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where a word of one is one of the other, in order."""
    places: dict[int, list[int]] = {}
    for j, word in enumerate(b):
        places.setdefault(word, []).append(j)
    for i, word in enumerate(a):
        for j in places.get(word, ()):
            yield i, j


def joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs that touch in both texts as one."""
    last: Run | None = None
    for run in runs:
        if last and (last.a + last.length, last.b + last.length) == (run.a, run.b):
            last = Run(last.a, last.b, last.length + run.length)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last
