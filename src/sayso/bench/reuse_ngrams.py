"""Reuse as passim finds it, for comparison: word 5-grams of 2 to 100 documents, pairs that share five of them, passages where they lie together.

The method is that of Smith, Cordell and Mullen (American Literary History, 2015) with passim's defaults, in our own few lines: n 5, at most 100 documents an
n-gram, at least 5 n-grams a pair, gaps of at most 100 words. Its alignment of characters only moves edges, and is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

from .reuse_scores import Pair, Place

_N: Final = 5
_MOST: Final = 100
_LEAST: Final = 5
_GAP: Final = 100

Met = list[tuple[int, int]]


def ngram_reuse(texts: Mapping[str, str]) -> dict[Pair, list[Place]]:
    """The places of passages by pair of ids, those in the text of the lesser id first."""
    words = {
        name: [(one.group(), one.start(), one.end()) for one in re.finditer(r"\w+", text.lower())]
        for name, text in texts.items()
    }
    index: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for name, some in words.items():
        for at in range(len(some) - _N + 1):
            index[tuple(word for word, _, _ in some[at : at + _N])].append((name, at))
    met: dict[Pair, Met] = defaultdict(list)
    for rows in index.values():
        if 1 < len({name for name, _ in rows}) <= _MOST:
            for (one, at), (other, there) in combinations(sorted(rows), 2):
                if one != other:
                    met[one, other].append((at, there))
    found = {pair: _clusters(sorted(some)) for pair, some in met.items()}
    return {
        pair: [(_span(words[pair[0]], some, 0), _span(words[pair[1]], some, 1)) for some in clusters]
        for pair, clusters in found.items()
        if clusters
    }


def _clusters(met: Met) -> list[Met]:
    found: list[Met] = []
    for row in met:
        near = found and all(abs(row[side] - found[-1][-1][side]) <= _GAP for side in (0, 1))
        if near:
            found[-1].append(row)
        else:
            found.append([row])
    return [some for some in found if len(some) >= _LEAST]


def _span(words: Sequence[tuple[str, int, int]], some: Met, side: int) -> tuple[int, int]:
    first, last = min(row[side] for row in some), max(row[side] for row in some)
    return words[first][1], words[last + _N - 1][2]
