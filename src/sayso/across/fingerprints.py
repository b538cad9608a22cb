"""One document as words in numbers, and the few keys by which others that share a passage with it are found.

A word is folded (case, accents, soft hyphens, widths) and hashed. *Telling* words are those of four letters or more and those
with a digit; three of them in a row make a key, so that what changes between them (articles, prepositions, auxiliaries) does not
matter, and of each telling word the first six letters alone, so that an ending does not either. Of three neighbouring keys the
least is kept (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003): two texts that share a stretch keep the same ones of it.
Nothing here knows of another document, so that a document can be read on any machine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sayso.language.fold import fold

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: Words that are read of one document: a novel has as many, an article never.
MOST_WORDS: Final = 200_000
#: Telling words in a key, and neighbouring keys of which one at least is kept.
GRAM: Final = 3
WINDOW: Final = 3
#: Telling words on either side of a key that are told with it, and what is told of each.
AROUND: Final = 3
BITS: Final = 1023
#: How often one key is kept of one document: a refrain says no more the tenth time.
REPEATS: Final = 2
#: Words of a seed, with which an exact alignment begins.
SEED: Final = 3
#: Letters of a word that count, and letters of a telling word that a key counts.
_LONGEST, _STEM, _TELLING = 64, 6, 4

#: Letters and digits without a space between; of scripts that are written without spaces each character.
_WORD: Final = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
_ALONE: Final = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_ODD: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@dataclass(frozen=True, slots=True, eq=False)
class Seeds:
    """The hashes of a few words in a row: as they stand, where they would stand in order, and in that order."""

    hashes: Hashes
    order: Places
    in_order: Hashes


@dataclass(frozen=True, eq=False)
class Words:
    """The words of a text in order: what each is, its stem's hash where it is telling (else 0), and `text[start:end]` in code points.

    `cut` says that the text has more than MOST_WORDS words, of which only the first were read.
    """

    ids: Hashes
    stems: Hashes
    starts: Places
    ends: Places
    cut: bool = False

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def seeds(self) -> Seeds:
        """Each SEED words in a row, by which two texts are held against each other; a text is held against many."""
        hashes = grams(self.ids, SEED)
        order = np.argsort(hashes, kind="stable")
        return Seeds(hashes, order, hashes[order])


@dataclass(frozen=True, slots=True, eq=False)
class Prints:
    """Keys of a document, in the order of the text: the number of the word at which each begins, the telling words around it in short, whether it stands at the end."""

    keys: Hashes
    at: Places
    around: Hashes
    at_end: Flags

    def __len__(self) -> int:
        return len(self.keys)


def read_words(text: str) -> Words:
    """The words of a text. Cost: linear in its length; the same for the same text on every machine."""
    view = fold(text)
    found = list(islice(_WORD.finditer(view.text), MOST_WORDS + 1))
    cut, found = len(found) > MOST_WORDS, found[:MOST_WORDS]
    known = np.array([_word(one.group()[:_LONGEST]) for one in found], dtype=np.uint64).reshape(-1, 2)
    places = [one.span() for one in found]
    if len(view.text) != len(text):
        places = [view.place(*one) for one in places]
    spans = np.array(places, dtype=np.int64).reshape(-1, 2)
    return Words(known[:, 0].copy(), known[:, 1].copy(), spans[:, 0].copy(), spans[:, 1].copy(), cut)


@lru_cache(maxsize=200_000)
def _word(token: str) -> tuple[int, int]:
    """The hash of a word, and that of its first letters where it is telling, else 0."""
    bare = plain(token)
    telling = len(bare) >= _TELLING or any(char.isdigit() for char in bare) or _ALONE.match(bare)
    return _hash(bare), _hash(bare[:_STEM]) if telling else 0


def plain(token: str) -> str:
    """A word without case and accents."""
    if token.isascii():
        return token.lower()
    apart = unicodedata.normalize("NFKD", token.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char)) or token


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def find_prints(words: Words, *, window: int = WINDOW, end: int | None = None) -> Prints:
    """The keys of a document's words; a `window` of 1 keeps all, from word `end` on the document ends. A text of fewer than three telling words has none."""
    telling = np.flatnonzero(words.stems)
    keys = grams(words.stems[telling], GRAM)
    kept = _least(keys, window)
    kept = kept[_among_first(keys[kept])]
    at = telling[kept]
    return Prints(keys[kept], at, _around(words.stems[telling])[kept], at >= (len(words) if end is None else end))


def _around(stems: Hashes) -> Hashes:
    """For each key the AROUND telling words before it and behind it, the nearest first, in ten bits each: what two places have in common is seen without their texts."""
    count = max(0, len(stems) - GRAM + 1)
    none = np.zeros(AROUND, np.uint64)
    short = np.concatenate([none, np.maximum(stems & np.uint64(BITS), np.uint64(1)), none])
    whole = np.zeros(count, np.uint64)
    for step in range(AROUND):
        before, behind = AROUND - 1 - step, AROUND + GRAM + step
        whole |= short[before : before + count] << np.uint64(10 * step)
        whole |= short[behind : behind + count] << np.uint64(10 * (AROUND + step))
    return whole


def grams(hashes: Hashes, size: int) -> Hashes:
    """The hash of each `size` neighbouring hashes; empty where there are fewer."""
    count = max(0, len(hashes) - size + 1)
    whole = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        whole = (whole ^ hashes[offset : offset + count]) * _ODD
        whole ^= whole >> np.uint64(29)
    for factor in _MIX:
        whole = (whole ^ (whole >> np.uint64(31))) * factor
    return whole


def _least(keys: Hashes, window: int) -> Places:
    """Where the least of each `window` neighbours stands; all where there are no more than that."""
    if len(keys) <= window:
        return np.arange(len(keys))[: max(1, len(keys))]
    views = np.lib.stride_tricks.sliding_window_view(keys, window)
    return np.unique(views.argmin(axis=1) + np.arange(len(views)))


def _among_first(keys: Hashes) -> Flags:
    """Which keys are among the first REPEATS of their kind."""
    order = np.argsort(keys, kind="stable")
    same = keys[order]
    again = np.zeros(len(keys), dtype=np.bool_)
    again[order[REPEATS:]] = same[REPEATS:] == same[:-REPEATS]
    return ~again


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """The keys of many documents as columns: the key, the document's number, the word at which it begins, the words around it in short, whether it stands at the end."""

    keys: Hashes
    documents: Places
    at: Places
    around: Hashes
    at_end: Flags

    def __len__(self) -> int:
        return len(self.keys)


def columns(prints: Iterable[Prints]) -> Keys:
    """The keys of many documents, which are numbered from 0."""
    found = [_NONE, *prints]
    numbers = np.repeat(np.arange(-1, len(found) - 1), [len(one) for one in found])
    return Keys(
        np.concatenate([one.keys for one in found]),
        numbers,
        np.concatenate([one.at for one in found]),
        np.concatenate([one.around for one in found]),
        np.concatenate([one.at_end for one in found]),
    )


_NONE: Final = Prints(np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.uint64), np.zeros(0, np.bool_))
