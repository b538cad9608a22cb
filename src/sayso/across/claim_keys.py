"""The keys by which claims that may say the same meet: figures with what is said of them, names and telling words in pairs, vectors in buckets.

A key is the hash of two things that two claims share, so that no common word, name or number is a key by itself. A vector has its keys from
eight fixed turns of the room: where it is strongest, in pairs. All are functions of the claim alone, and the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b, shake_256
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sayso.align import Word, theme_weight
from sayso.evidence.figures import figure_terms
from sayso.language.concepts import is_common
from sayso.language.words import names

from .chance import Things
from .claim_rows import ClaimRow, quantities
from .fingerprints import Hashes, Places

#: Words and names of a claim that a key may have in it: beside a figure, and among each other.
BESIDE: Final = 10
AMONG: Final = 7
#: Figures and years that are counted among what a claim is found by; and all that is, with all its words as one thing.
MEASURED: Final = 6
THINGS: Final = BESIDE + MEASURED + 1
#: Turns of the room, and the directions of each in which a vector is strongest that count.
TURNS: Final = 8
STRONGEST: Final = 5
_PAIRS: Final = np.array(list(combinations(range(STRONGEST), 2)), dtype=np.int64)
#: Letters of a stem that is rare enough to be a key's.
_STEM: Final = 5
_ENOUGH: Final = 0.6
_ODD: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True, eq=False)
class Keyed:
    """Keys of many claims: each key, the number of its claim, and what it weighs; and for each claim what makes its keys finer (0 for nothing)."""

    keys: Hashes
    owners: Places
    weights: Places
    items: Hashes


def word_keys(rows: Sequence[ClaimRow]) -> Keyed:
    """The keys of claims by their figures, names and words. A key with a figure in it weighs twice what one of two words does."""
    return keys_and_things(rows)[0]


def keys_and_things(rows: Sequence[ClaimRow]) -> tuple[Keyed, Things]:
    """The same, and what the keys are made of."""
    read = [_telling(row) for row in rows]
    telling = [keys for keys, _ in read]
    items = _table([[key_hash(one) for one in some] for some in telling], BESIDE)
    among = _table([[key_hash(one) for one in sorted(some[:AMONG])] for some in telling], AMONG)
    one, other = np.triu_indices(AMONG, 1)
    owners, at = np.nonzero(among[:, other])
    words = _pairs(among[owners, one[at]], among[owners, other[at]])
    figures, whose = _measured(rows)
    beside, at = np.nonzero(items[whose])
    measured = _pairs(figures[beside], items[whose][beside, at])
    weights = np.repeat(np.array((1, 2)), (len(words), len(measured)))
    keyed = Keyed(np.concatenate([words, measured]), np.concatenate([owners, whose[beside]]), weights, items)
    return keyed, _things(rows, items, [first for _, first in read], (figures, whose))


def _things(
    rows: Sequence[ClaimRow], items: Hashes, firsts: Sequence[Sequence[int]], measured: tuple[Hashes, Places]
) -> Things:
    """What claims are found by: their words and names, as many figures as there is room for, and all their words together."""
    figures, whose = measured
    places = np.arange(len(whose)) - np.searchsorted(whose, whose)
    fits = places < MEASURED
    hashes = np.zeros((len(rows), THINGS), np.uint64)
    hashes[:, :BESIDE] = items
    hashes[whose[fits], BESIDE + places[fits]] = figures[fits]
    hashes[:, -1] = [hashed(f"{row.language} {' '.join(row.plainly)}") for row in rows]
    first = np.tile(np.arange(THINGS, dtype=np.uint8), (len(rows), 1))
    for at, some in enumerate(firsts):
        first[at, : len(some)] = some
    return Things(hashes, first)


def _name_key(name: str) -> str:
    return f"name:{name}" if ":" not in name else name


def _table(some: Sequence[Sequence[int]], width: int) -> Hashes:
    """Hashes of each claim in a row, filled up with 0."""
    counts = np.array([len(one) for one in some], np.int64)
    found = np.zeros((len(some), width), np.uint64)
    found[np.arange(width) < counts[:, None]] = np.array([each for one in some for each in one], np.uint64)
    return found


def _measured(rows: Sequence[ClaimRow]) -> tuple[Hashes, Places]:
    """Figures and years of claims, each once, and whose they are."""
    found = [list(dict.fromkeys(_figures_of(row))) for row in rows]
    owners = np.repeat(np.arange(len(rows)), [len(one) for one in found])
    return np.array([key_hash(each) for one in found for each in one], np.uint64), owners


def _figures_of(row: ClaimRow) -> Iterator[str]:
    yield from (f"figure:{term}" for figure in quantities(row) for term in figure_terms(figure).exact)
    yield from (f"year:{year}" for year in row.years)


def _pairs(one: Hashes, other: Hashes) -> Hashes:
    """A key for each two things."""
    found: Hashes = (one * _ODD) ^ other
    return found


def _telling(row: ClaimRow) -> tuple[list[str], list[int]]:
    """What of a claim may meet another: the rarest kinds first, among them by their hash, so that two claims choose alike; and for each the place of the first of the same word."""
    keys, called = dict[str, int](), dict[str, int]()
    for number, word in enumerate(row.words):
        own, named = _keys_of_word(word)
        for key in own:
            keys[key] = number
        for key in named:
            called[key] = number
    found = {key: called.get(key, -1) for key in map(_name_key, row.names)} | keys
    telling, places = sorted(found, key=_rank)[:BESIDE], dict[int, int]()
    words = (found[key] for key in telling)
    return telling, [place if word < 0 else places.setdefault(word, place) for place, word in enumerate(words)]


@lru_cache(maxsize=65_536)
def _keys_of_word(word: Word) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of a word that may be a key of its claim's, and those by which it may be a name, which is dear to ask of every word."""
    keys = tuple(key for key in word.keys if _is_key(key)) if theme_weight(word) >= _ENOUGH else ()
    return keys, tuple(map(_name_key, names(word.text))) if word.text[:1].isupper() else ()


def _is_key(key: str) -> bool:
    kind, _, rest = key.partition(":")
    return (kind == "concept" and not is_common(rest)) or (kind == "stem" and len(rest) >= _STEM)


@lru_cache(maxsize=65_536)
def _rank(key: str) -> tuple[int, int]:
    """Names before words, words before concepts: of the last there are a thousand."""
    kind = key.partition(":")[0]
    return {"name": 0, "territory": 1, "stem": 2, "language": 3, "concept": 3}.get(kind, 4), key_hash(key)


@lru_cache(maxsize=65_536)
def key_hash(text: str) -> int:
    """A key as a number of 64 bits, the same on every machine."""
    return hashed(text)


def hashed(text: str) -> int:
    """The same of what hardly comes again."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def vector_keys(vectors: NDArray[np.int8], turn: int) -> Keyed:
    """The keys of vectors by one turn of the room, ten for each; whole numbers all through, so that they are the same everywhere."""
    count, width = vectors.shape
    turned = vectors.astype(np.float32) @ _room(turn, width)
    strongest = _strongest(np.abs(turned))
    signed = strongest * 2 + (np.take_along_axis(turned, strongest, axis=1) > 0)
    signed.sort(axis=1)
    pairs = signed[:, _PAIRS[:, 0]] * (2 * width) + signed[:, _PAIRS[:, 1]]
    keys = _mixed(pairs.astype(np.uint64) + np.uint64((turn + 1) << 32)).ravel()
    owners = np.repeat(np.arange(count), len(_PAIRS))
    return Keyed(keys, owners, np.ones(len(keys), dtype=np.int64), _mixed(signed.astype(np.uint64)))


def _mixed(numbers: Hashes) -> Hashes:
    whole: Hashes = numbers * _ODD
    whole = (whole ^ (whole >> np.uint64(29))) * _MIX
    return whole ^ (whole >> np.uint64(32))


def finer(keys: Hashes, items: Hashes) -> Hashes:
    """Each key with one more thing."""
    return _mixed(keys ^ _mixed(items))


def _strongest(strength: NDArray[np.float32]) -> NDArray[np.int64]:
    """The places of the largest numbers of each row; of equal ones the first."""
    found = np.empty((len(strength), STRONGEST), dtype=np.int64)
    left = strength.copy()
    for step in range(STRONGEST):
        found[:, step] = left.argmax(axis=1)
        np.put_along_axis(left, found[:, step : step + 1], -1.0, axis=1)
    return found


@cache
def _room(turn: int, width: int) -> NDArray[np.float32]:
    """Signs by chance that is the same every time: sums of so few whole numbers are exact in 32-bit floats."""
    bits = shake_256(f"sayso.across.claim_keys/{turn}".encode()).digest(width * width // 8 + 1)
    signs = np.unpackbits(np.frombuffer(bits, dtype=np.uint8))[: width * width].reshape(width, width)
    return signs.astype(np.float32) * 2 - 1
