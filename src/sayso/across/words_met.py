"""How the words of claims in outline meet those of others, for thousands of pairs at once: exactly, but that words may be cognates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sayso.align import COGNATE

from .book import Book
from .fingerprints import Flags, Places
from .outlines import CALLED, WRITTEN, Rows, spread

Numbers = NDArray[np.float64]
_HALF: Final = 0.5
#: What keeps a share of nothing from being one of zero, and a likeness at its limit from being below it.
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


def words_met(book: Book, mine: Places, theirs: Places) -> Met:
    """How the words of some claims meet those of as many others, pair by pair."""
    claims, count = book.some.claims[mine], len(mine)
    rows, owners = spread(claims["first_word"].astype(np.int64), claims["words"].astype(np.int64))
    words, places = book.some.words[rows], _placed(book, mine, theirs, len(rows))
    met = places >= 0
    maybe = ~met & _cognates(book, words, theirs[owners], ~met)

    def total(values: NDArray[np.floating], wanted: Flags) -> Numbers:
        found: Numbers = np.bincount(owners[wanted], values[wanted], minlength=count).astype(np.float64)
        return found

    least, most = (np.bincount(owners[wanted], minlength=count) for wanted in (met, met | maybe))
    surely, perhaps, strange = total(words["met"], met), total(words["met"], maybe), ~met & ~maybe
    not_met, not_sure = total(words["unmet"], strange), total(words["unmet"], maybe)
    far = total(_moved(book, mine, theirs, owners, places), met) / np.maximum(1, most)
    return Met(
        least, most,
        surely / np.maximum(surely + not_met + not_sure, _LITTLE),
        (surely + perhaps) / np.maximum(surely + perhaps + not_met, _LITTLE),
        np.where(most > 0, far, _HALF),
        *_names(claims, words["name"], owners, strange),
    )  # fmt: skip


def _names(claims: Rows, names: Rows, owners: Places, strange: Flags) -> tuple[Flags, Flags]:
    """Which claims have a strange word that is written like a name, and which are alone with what they call somebody or something."""

    def counted(wanted: Flags) -> Places:
        return np.bincount(owners[wanted], minlength=len(claims))

    called = (names & CALLED) > 0
    unknown = counted(called & strange)
    alone = (unknown > 0) & ((unknown == counted(called)) | claims["nouns"])
    return counted(strange & ((names & WRITTEN) > 0)) > 0, alone


def _moved(book: Book, mine: Places, theirs: Places, owners: Places, places: Places) -> Numbers:
    """How far each word stands from the place of the one that it meets, as a share of the claim."""
    own, others = (book.some.claims["words"][side].astype(np.float64)[owners] for side in (mine, theirs))
    at = np.arange(len(owners)) - _before(book.some.claims[mine])[owners]
    moved: Numbers = np.abs((at + _HALF) / own - (places + _HALF) / np.maximum(1, others))
    return moved


def _before(claims: Rows) -> Places:
    """How many words stand before those of each claim, where all are in one row."""
    before: Places = (np.cumsum(claims["words"]) - claims["words"]).astype(np.int64)
    return before


def _placed(book: Book, mine: Places, theirs: Places, count: int) -> Places:
    """For each word of each pair the place of the word that it meets by its first key that meets any; -1 where none does."""
    claims, keys = book.some.claims[mine], book.some.keys
    rows, owners = spread(claims["first_key"].astype(np.int64), claims["keys"].astype(np.int64))
    found = book.keys.of(keys["key"][rows], theirs[owners])
    hits = np.flatnonzero(found >= 0)
    words = _before(claims)[owners[hits]] + keys["word"][rows[hits]]
    placed = np.full(count, -1, np.int64)
    placed[words[::-1]] = found[hits][::-1]  # the first of a word is written last
    return placed


def _cognates(book: Book, words: Rows, theirs: Places, wanted: Flags) -> Flags:
    """Which words may be spelt like one of the claim that is held against theirs."""
    asked = np.flatnonzero(wanted & (words["letter"] > 0))
    claims = book.some.claims[theirs[asked]]
    rows, back = spread(claims["first_word"].astype(np.int64), claims["words"].astype(np.int64))
    others, mine = book.some.words, asked[back]
    same = np.flatnonzero(others["letter"][rows] == words["letter"][mine])
    alike = _may_be_alike(words[mine[same]], others[rows[same]])
    found = np.zeros(len(words), np.bool_)
    found[mine[same[alike]]] = True
    return found


def _may_be_alike(one: Rows, other: Rows) -> Flags:
    """Which words, pair by pair, may be spelt alike: as many pairs and triples of letters in common as there may be, or one beginning."""
    common = np.bitwise_count(one["grams"] & other["grams"]) + np.minimum(one["lost"], other["lost"])
    alike = 2.0 * common >= (COGNATE - _LITTLE) * (one["count"].astype(np.int64) + other["count"])
    found: Flags = alike | ((one["start"] == other["start"]) & (one["start"] > 0))
    return found
