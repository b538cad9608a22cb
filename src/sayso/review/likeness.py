"""Which texts of two lists are alike in their words, without holding every one against every other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

_WORD: Final = re.compile(r"\w+")
#: A word that stands in more texts of a list than this leads to none of them.
_MOST: Final = 12
#: Of an endless text, so many words are looked at.
_MOST_WORDS: Final = 400

Bag = Counter[str]
Alike = tuple[float, int, int]


def bag(text: str) -> Bag:
    """The words of a text, in any order and without case."""
    return Counter(match.group().casefold() for match, _ in zip(_WORD.finditer(text), range(_MOST_WORDS), strict=False))


def likeness(one: Bag, other: Bag) -> float:
    """The share of words that two texts have in common, 0 to 1 (Dice's coefficient)."""
    both, whole = (one & other).total(), one.total() + other.total()
    return 2 * both / whole if whole else 0.0


def alike(old: Sequence[str], new: Sequence[str], least: float) -> list[Alike]:
    """Pairs (likeness, place in old, place in new) of texts that are at least so alike and share a word that is rare."""
    mine, theirs = [bag(text) for text in old], [bag(text) for text in new]
    places: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(theirs):
        for word in words:
            places[word].append(at)
    often = Counter(word for words in mine for word in words)
    found = []
    for i, words in enumerate(mine):
        rare = [word for word in words if often[word] <= _MOST and len(places.get(word, ())) <= _MOST]
        for j in sorted({at for word in rare for at in places.get(word, ())}):
            score = likeness(words, theirs[j])
            if score >= least:
                found.append((score, i, j))
    return found


def one_to_one(pairs: Sequence[tuple[tuple[float, ...], int, int]]) -> list[tuple[int, int]]:
    """Each place of either side at most once, the best pairs (those with the lowest key) first.

    The same pairs are chosen when the two sides are exchanged.
    """
    taken: tuple[set[int], set[int]] = (set(), set())
    chosen = []
    for _, i, j in sorted(pairs, key=lambda pair: (pair[0], abs(pair[1] - pair[2]), pair[1] + pair[2])):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            chosen.append((i, j))
    return sorted(chosen)
