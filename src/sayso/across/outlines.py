"""Claims in outline: rows of numbers, by which many pairs are ruled out at once without a look at the claims themselves.

Of a claim: its language, its length, how many words and figures it has, whether something is denied. Of each word: what it weighs and how it is
spelt, for cognates; its keys; and the keys of names, countries and years. Keys are hashes. An outline is made of one claim alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sayso.align import Word, met_and_unmet
from sayso.language.concepts import spelling
from sayso.language.lexicon import SERVED

from .claim_keys import key_hash
from .claim_rows import NOUNS, ClaimRow
from .fingerprints import Places
from .set_apart import is_name

Rows = NDArray[Any]

#: A claim: its place among two (by its id), its language and its plain words as hashes, its length, its counts, and where its words, keys and names begin.
CLAIM: Final = np.dtype(
    [("order", "<u8"), ("language", "<u8"), ("plainly", "<u8"), ("characters", "<u4"), ("quantities", "u1"), ("known", "?"),
     ("english", "?"), ("nouns", "?"), ("denied", "?"), ("dated", "?"), ("words", "<u4"), ("first_word", "<u4"), ("keys", "<u4"), ("first_key", "<u4"),
     ("names", "<u4"), ("first_name", "<u4")]
)  # fmt: skip
#: A word: what it weighs where it is met and where not; the first letter of its stem (0 for none), its pairs and triples of letters as bits of one
#: number, how many they are, how many of them found their bit taken, and a hash of its beginning; and how far it is a name, as the sum of what holds.
WORD: Final = np.dtype(
    [("met", "<f4"), ("unmet", "<f4"), ("letter", "<u4"), ("grams", "<u8"), ("count", "u1"), ("lost", "u1"), ("start", "<u8"), ("name", "u1")]
)  # fmt: skip
#: A word that is written like a name and is nothing else that is known; one by which a claim calls somebody or something (`ClaimRow.called`).
WRITTEN, CALLED = 1, 2
#: A key of a word, which is known by its place in the claim; in the order in which the keys of a word are tried.
KEY: Final = np.dtype([("key", "<u8"), ("word", "<u2")])
#: A name, country or year: `sort` says which, as the sum of what holds.
NAME: Final = np.dtype([("key", "<u8"), ("sort", "u1")])
NAMES, NAMED, TERRITORY, YEAR = 1, 2, 4, 8
_BITS, _MOST = 64, 255


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """Claims with their words, keys and names; `first_…` of a claim is where its own begin."""

    claims: Rows
    words: Rows
    keys: Rows
    names: Rows


def outlines(rows: Sequence[ClaimRow]) -> Outlines:
    """The outlines of claims, in their order. Cost: linear in their words."""
    words: list[tuple[*_Row, int]] = []
    keys: list[tuple[int, int]] = []
    names: list[tuple[int, int]] = []
    claims = np.zeros(len(rows), CLAIM)
    for at, row in enumerate(rows):
        first = len(words), len(keys), len(names)
        called = frozenset(row.called)
        for place, word in enumerate(row.words):
            known = _outlined(word)
            words.append((*known.row, WRITTEN * is_name(word) + CALLED * (word in called)))
            keys += [(key, place) for key in known.keys]
        names += _names(row)
        counts = len(words) - first[0], len(keys) - first[1], len(names) - first[2]
        claims[at] = (*_claim(row), counts[0], first[0], counts[1], first[1], counts[2], first[2])
    return Outlines(claims, np.array(words, WORD), np.array(keys, KEY), np.array(names, NAME))


def _claim(row: ClaimRow) -> tuple[int, int, int, int, int, bool, bool, bool, bool, bool]:
    language = row.language
    return (
        int(row.at.id.partition(":")[2], 16), key_hash(language), key_hash(" ".join(row.plainly)), len(row.at.span.text),
        min(_MOST, len(row.quantities)), language in SERVED, language == "en", language == NOUNS, bool(row.denied), bool(row.moments),
    )  # fmt: skip


def _names(row: ClaimRow) -> Iterator[tuple[int, int]]:
    for name in sorted(row.names | row.named):
        sort = NAMES * (name in row.names) + NAMED * (name in row.named)
        yield key_hash(name), sort + TERRITORY * (bool(sort & NAMES) and name.startswith("territory:"))
    for year in sorted(row.years):
        yield key_hash(f"year:{year}"), YEAR


def spread(first: Places, counts: Places) -> tuple[Places, Places]:
    """The rows of stretches one after the other, and for each row the number of its stretch."""
    owners = np.repeat(np.arange(len(first)), counts)
    before = np.cumsum(counts) - counts
    return np.arange(len(owners)) + (first - before)[owners], owners


_Row = tuple[float, float, int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Spelt:
    """A word: the hashes of its keys in their order, and its row."""

    keys: tuple[int, ...]
    row: _Row


@lru_cache(maxsize=65_536)
def _outlined(word: Word) -> _Spelt:
    met, unmet = met_and_unmet(word)
    keys = tuple(key_hash(key) for key in sorted(word.keys))
    stem = word.stem
    if not stem:
        return _Spelt(keys, (met, unmet, 0, 0, 0, 0, 0))
    spelt = spelling(stem)
    bits = 0
    for gram in spelt.grams:
        bits |= 1 << key_hash(gram) % _BITS
    count = min(_MOST, len(spelt.grams))
    start = key_hash(spelt.start) if spelt.start else 0
    return _Spelt(keys, (met, unmet, ord(stem[0]), bits, count, min(count, len(spelt.grams) - bits.bit_count()), start))
