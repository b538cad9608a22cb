"""Claims in outline: rows of numbers, by which many pairs are ruled out at once without a look at the claims themselves.

Of a claim: its language, its length, how many words and figures it has, whether something is denied. Of each word: what it weighs and how it is
spelt, for cognates; its keys; and the keys of names, countries and years. Keys are hashes. An outline is made of one claim alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sayso.align import Word, met_and_unmet
from sayso.language.concepts import spelling
from sayso.language.lexicon import SERVED

from .claim_keys import hashed, key_hash
from .claim_rows import NOUNS, ClaimRow, may_call
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
    known, words, called = dict[_Spelt, int](), list[int](), list[bool]()
    names: list[tuple[int, int]] = []
    claims = np.zeros(len(rows), CLAIM)
    for at, row in enumerate(rows):
        first = len(words), len(names)
        spelt = [_outlined(word) for word in row.words]
        words += [known.setdefault(one, len(known)) for one in spelt]
        called += [row.calls(word) if one.may_call else False for one, word in zip(spelt, row.words, strict=True)]
        names += _names(row)
        counts = len(spelt), sum(len(one.keys) for one in spelt), len(names) - first[1]
        claims[at] = (*_claim(row), counts[0], first[0], counts[1], 0, counts[2], first[1])
    claims["first_key"] = np.cumsum(claims["keys"]) - claims["keys"]
    found, keys = _of_words(known, np.array(words, np.int64), claims["words"].astype(np.int64))
    found["name"] += np.array(called, np.uint8) * CALLED
    return Outlines(claims, found, keys, np.array(names, NAME))


def _of_words(known: Mapping[_Spelt, int], words: Places, counts: Places) -> tuple[Rows, Rows]:
    """The rows of words, each by its number among those that are known, and those of their keys; `counts` are the words of each claim."""
    rows = np.array([one.row for one in known], WORD)[words]
    each = np.array([len(one.keys) for one in known], np.int64)
    places = spread(np.zeros(len(counts), np.int64), counts)[0]
    taken, owners = spread((np.cumsum(each) - each)[words], each[words])
    keys = np.zeros(len(taken), KEY)
    keys["key"] = np.array([key for one in known for key in one.keys], np.uint64)[taken]
    keys["word"] = places[owners]
    return rows, keys


def _claim(row: ClaimRow) -> tuple[int, int, int, int, int, bool, bool, bool, bool, bool]:
    language = row.language
    return (
        int(row.at.id.partition(":")[2], 16), key_hash(language), hashed(" ".join(row.plainly)), len(row.at.span.text),
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


_Row = tuple[float, float, int, int, int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class _Spelt:
    """A word: the hashes of its keys in their order, its row, and whether a claim may call somebody or something by it."""

    keys: tuple[int, ...]
    row: _Row
    may_call: bool


@lru_cache(maxsize=65_536)
def _outlined(word: Word) -> _Spelt:
    keys = tuple(key_hash(key) for key in sorted(word.keys))
    return _Spelt(keys, (*met_and_unmet(word), *_spelt(word.stem), WRITTEN * is_name(word)), may_call(word))


def _spelt(stem: str) -> tuple[int, int, int, int, int]:
    """How a word is spelt, as in its row."""
    if not stem:
        return 0, 0, 0, 0, 0
    spelt = spelling(stem)
    bits = 0
    for gram in spelt.grams:
        bits |= 1 << key_hash(gram) % _BITS
    count = min(_MOST, len(spelt.grams))
    start = key_hash(spelt.start) if spelt.start else 0
    return ord(stem[0]), bits, count, min(count, len(spelt.grams) - bits.bit_count()), start
