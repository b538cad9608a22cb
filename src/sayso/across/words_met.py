"""How the words of claims in outline meet those of others, for thousands of pairs at once: exactly, but that words may be cognates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .book import Side
from .cognates import Spelt
from .fingerprints import Flags, Places
from .outlines import CALLED, WRITTEN

Numbers = NDArray[np.float64]
_HALF: Final = 0.5
#: What keeps a share of nothing from being one of zero.
_LITTLE: Final = 1e-9


@dataclass(frozen=True)
class Met:
    """How the words of one side meet the other's: how many at least and at most, the share of weight, and how far they moved at least.

    `strange` is where a word that is written like a name meets none for sure; `alone` where that is so of all the names by which a claim calls
    something, or, in German, of one.
    """

    least: Places
    most: Places
    share_least: Numbers
    share_most: Numbers
    moved: Numbers
    strange: Flags
    alone: Flags


def most_met(spelt: Spelt, one: Side, other: Side) -> tuple[Places, Numbers]:
    """How many words of the first side meet the other's at most, and the lesser share of either side's weight that does; at a glance.

    A word that has a key of the other's meets, and one that has enough letters in common with all of the other's may.
    """
    same = _same(one, other)
    mine: Flags = np.any(same, axis=1)
    theirs: Flags = np.any(same, axis=0)
    most, shares = _at_most(one, mine, spelt.hinted(one, other))
    _, others = _at_most(other, theirs, spelt.hinted(other, one))
    return most, np.minimum(shares, others)


def _same(one: Side, other: Side) -> Flags:
    found: Flags = one.table("key", "key")[:, None, :] == other.table("key", "key")[None, :, :]
    return found


def _at_most(mine: Side, met: Flags, hinted: Flags) -> tuple[Places, Numbers]:
    """The same one way; `met` are the keys that are the other's, too."""
    keys, pairs = np.nonzero(met & mine.there("key"))
    maybe = hinted & mine.there("word")
    maybe[mine.table("key", "word")[keys, pairs], pairs] = True
    perhaps, not_met = _total(mine.table("word", "met"), maybe), _total(mine.table("word", "unmet"), ~maybe)
    return maybe.sum(axis=0), perhaps / np.maximum(perhaps + not_met, _LITTLE)


def words_met(spelt: Spelt, one: Side, other: Side) -> tuple[Met, Met]:
    """How the words of some claims meet those of as many others, pair by pair, forth and back."""
    same = _same(one, other)
    forth, back = spelt.cognates(one, other)
    return _met(one, other, same, forth), _met(other, one, same.transpose(1, 0, 2), back)


def _met(mine: Side, theirs: Side, same: Flags, alike: Flags) -> Met:
    """The same one way: `same` are the keys that are, `alike` the words of mine that may be spelt like one of theirs."""
    places, there = _placed(mine, theirs, same), mine.there("word")
    met, maybe = places >= 0, (places < 0) & alike
    strange = there & ~met & ~maybe
    weights, unmet = mine.table("word", "met"), mine.table("word", "unmet")
    least, most = met.sum(axis=0), (met | maybe).sum(axis=0)
    surely, perhaps = _total(weights, met), _total(weights, maybe)
    not_met, not_sure = _total(unmet, strange), _total(unmet, maybe)
    far = _total(_moved(mine, theirs, places), met) / np.maximum(1, most)
    return Met(
        least, most,
        surely / np.maximum(surely + not_met + not_sure, _LITTLE),
        (surely + perhaps) / np.maximum(surely + perhaps + not_met, _LITTLE),
        np.where(most > 0, far, _HALF),
        *_names(mine, strange),
    )  # fmt: skip


def _total(values: NDArray[np.floating], wanted: Flags) -> Numbers:
    found: Numbers = (values * wanted).sum(axis=0, dtype=np.float64)
    return found


def _names(mine: Side, strange: Flags) -> tuple[Flags, Flags]:
    """Which claims have a strange word that is written like a name, and which are alone with what they call somebody or something."""
    names = mine.table("word", "name")
    called = (names & CALLED) > 0
    unknown = (called & strange).sum(axis=0)
    alone: Flags = (unknown > 0) & ((unknown == called.sum(axis=0)) | mine.claims["nouns"])
    unmet: Flags = np.any(strange & ((names & WRITTEN) > 0), axis=0)
    return unmet, alone


def _moved(mine: Side, theirs: Side, places: Places) -> Numbers:
    """How far each word stands from the place of the one that it meets, as a share of the claim."""
    own, others = (np.maximum(1, side.claims["words"]).astype(np.float64) for side in (mine, theirs))
    moved: Numbers = np.abs((np.arange(len(places))[:, None] + _HALF) / own - (places + _HALF) / others)
    return moved


def _placed(mine: Side, theirs: Side, same: Flags) -> Places:
    """For each word of each pair the place of the word that it meets by its first key that meets any; -1 where none does."""
    pairs, keys = np.nonzero((same.any(axis=1) & mine.there("key")).T)
    words = mine.table("key", "word")[keys, pairs]
    again = (pairs[1:] == pairs[:-1]) & (words[1:] == words[:-1])  # the keys of a word stand together
    first = np.flatnonzero(np.append(np.True_, ~again)[: len(pairs)])
    placed = np.full(mine.there("word").shape, -1, np.int64)
    pairs, keys, words = pairs[first], keys[first], words[first]
    placed[words, pairs] = theirs.table("key", "word")[same[keys, :, pairs].argmax(axis=1), pairs]
    return placed
