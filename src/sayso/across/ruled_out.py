"""Which pairs of claims cannot say the same, seen from their outlines, thousands at once: a fifth of those that meet are left to be held side by side.

Nothing is decided here that `same_claim` would decide otherwise. The log odds that two claims say the same are bounded from above: how many words meet,
in what order, and what share of weight that is comes out exactly, but that words may be cognates where their letters leave it open; names come out
exactly; figures and dates count for as much as they may. A pair whose bound is below what is likely is ruled out, and so is one that years, countries
or a denial set apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sayso.align import COGNATE

from .claim_keys import finer
from .fingerprints import Flags, Hashes, Places
from .outlines import NAMED, NAMES, TERRITORY, YEAR, Outlines, Rows, spread
from .same_claim import LEAST_ODDS, LONGER, MOST_FIGURES, MOST_WORDS, UNKNOWN, weights

Numbers = NDArray[np.float64]
#: What the weights of words and the arithmetic may be off.
_SLACK: Final = 1e-3
#: Pairs at a time.
_MANY: Final = 1 << 13
_HALF: Final = 0.5


def ruled_out(some: Outlines, a: Places, b: Places, near: NDArray[np.floating]) -> Flags:
    """Which pairs of claims, by their numbers, do not say the same for sure. `near` is the cosine of what they mean, not a number where one has no vector.

    Cost: some microseconds a pair.
    """
    book = _Book(some)
    found = np.zeros(len(a), np.bool_)
    for at in range(0, len(a), _MANY):
        part = slice(at, at + _MANY)
        found[part] = _Pairs(book, a[part].astype(np.int64), b[part].astype(np.int64), near[part]).out
    return found


class _Book:
    """Where each claim has its keys and names."""

    def __init__(self, some: Outlines) -> None:
        self.some, self.claims = some, some.claims
        owners = np.repeat(np.arange(len(self.claims)), self.claims["keys"])
        self.keys = _Places(some.keys["key"], owners, some.keys["word"].astype(np.int64))
        there = (some.names["sort"] & (NAMES | YEAR)) > 0
        owners = np.repeat(np.arange(len(self.claims)), self.claims["names"])[there]
        self.names = _Places(some.names["key"][there], owners, np.zeros(len(owners), np.int64))


class _Places:
    """Where a claim has a key first."""

    def __init__(self, keys: Hashes, owners: Places, places: Places) -> None:
        codes = finer(keys, owners.astype(np.uint64))
        order = np.lexsort((places, codes))
        codes, places = codes[order], places[order]
        first = np.append(np.ones(min(1, len(codes)), np.bool_), codes[1:] != codes[:-1])
        self._codes, self._places = codes[first], places[first]

    def of(self, keys: Hashes, owners: Places) -> Places:
        """Where some claims have some keys; -1 where they have not."""
        if not len(self._codes):
            return np.full(len(keys), -1, np.int64)
        codes = finer(keys, owners.astype(np.uint64))
        at = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        return np.where(self._codes[at] == codes, self._places[at], -1)


@dataclass(frozen=True)
class _Met:
    """How the words of one side meet the other's: how many at least and at most, the share of weight, and how far they moved at least."""

    least: Places
    most: Places
    share_least: Numbers
    share_most: Numbers
    moved: Numbers


class _Pairs:
    """Some pairs of claims, the one whose id comes first as `one`."""

    def __init__(self, book: _Book, a: Places, b: Places, near: NDArray[np.floating]) -> None:
        self._book, self._near = book, near.astype(np.float64)
        turned = book.claims["order"][a] > book.claims["order"][b]
        self._one, self._other = np.where(turned, b, a), np.where(turned, a, b)
        self._mine, self._theirs = book.claims[self._one], book.claims[self._other]

    @property
    def out(self) -> Flags:
        """Which are ruled out."""
        repeated = self._own & (self._mine["plainly"] == self._theirs["plainly"])
        denied = self._own & (self._mine["denied"] != self._theirs["denied"])
        named, apart = self._names
        out: Flags = apart | denied | (~repeated & (self._odds(named) < LEAST_ODDS - _SLACK))
        return out

    @cached_property
    def _own(self) -> Flags:
        own: Flags = self._mine["language"] == self._theirs["language"]
        return own

    def _odds(self, named: Numbers) -> Numbers:
        """What the log odds are at most; the traits are those of `same_claim.traits`."""
        sure = {**self._plain(), "names": named, "known": (known := self._mine["known"] & self._theirs["known"])}
        odds = self._weight("bias") + sum(self._weight(name) * value for name, value in sure.items())
        odds += np.where(np.isnan(self._near), 0.0, weights()["meaning"]["near"] * self._near)
        most: Numbers = odds + self._by_words(known) + self._by_figures()
        return most

    def _plain(self) -> dict[str, Numbers | Flags]:
        sizes = [side["characters"].astype(np.float64) for side in (self._mine, self._theirs)]
        longer = [
            size * np.where(side["english"], LONGER, 1.0)
            for size, side in zip(sizes, (self._mine, self._theirs), strict=True)
        ]
        stretched = np.abs(np.log(np.maximum(1.0, longer[0]) / np.maximum(1.0, longer[1])))
        return {
            "own": self._own,
            "length": np.log(np.maximum(1.0, np.minimum(*sizes))),
            "stretched": stretched,
            "stretched_2": stretched * stretched,
            "denied": self._mine["denied"] != self._theirs["denied"],
        }

    def _weight(self, name: str) -> Numbers:
        by_words, by_meaning = (weights()[kind][name] for kind in ("words", "meaning"))
        return np.where(np.isnan(self._near), by_words, by_meaning)

    def _most(self, name: str, least: Numbers, most: Numbers) -> Numbers:
        """What a trait adds at most that lies between two numbers."""
        weight = self._weight(name)
        return np.maximum(weight * least, weight * most)

    def _by_words(self, known: Flags) -> Numbers:
        forth, back = self._met(self._one, self._other), self._met(self._other, self._one)
        least, most = (np.minimum(getattr(forth, name), getattr(back, name)) for name in ("share_least", "share_most"))
        share = self._weight("least") + self._weight("least_known") * known
        met = [np.minimum(MOST_WORDS, count).astype(np.float64) for count in (forth.least, forth.most)]
        moved = self._most("moved", forth.moved, np.ones(len(forth.moved)))
        added: Numbers = self._most("met", *met) + np.maximum(share * least, share * most) + moved
        return added

    def _by_figures(self) -> Numbers:
        """As many agree, or are apart, as may; the rest stand alone."""
        mine, theirs = (side["quantities"].astype(np.int64) for side in (self._mine, self._theirs))
        most = np.minimum(MOST_FIGURES, np.minimum(mine, theirs)).astype(np.float64)
        none = np.zeros(len(most))
        alone = [np.minimum(MOST_FIGURES, count).astype(np.float64) for count in (np.abs(mine - theirs), mine + theirs)]
        both = (self._mine["dated"] & self._theirs["dated"]).astype(np.float64)
        added: Numbers = self._most("agree", none, most) + self._most("apart", none, most)
        return added + self._most("alone", *alone) + self._most("dates", -both, both)

    # -- names, countries, years

    @cached_property
    def _names(self) -> tuple[Numbers, Flags]:
        """The lesser share of either side's names that the other has, and which pairs are of other years or countries."""
        sides = [self._named(self._one, self._other), self._named(self._other, self._one)]
        shares = np.stack([np.where(of > 0, met / np.maximum(1, of), np.inf) for met, of, *_ in sides]).min(axis=0)
        years = (sides[0][3] > 0) & (sides[1][3] > 0) & (sides[0][4] == 0)
        places = (sides[0][2] > 0) & (sides[1][2] > 0)
        return np.where(np.isinf(shares), UNKNOWN, shares), years | places

    def _named(self, mine: Places, theirs: Places) -> tuple[Places, Places, Places, Places, Places]:
        """Of one side: names that the other has, names, countries that the other has not, years, years that the other has."""
        claims, names = self._book.claims[mine], self._book.some.names
        rows, owners = spread(claims["first_name"].astype(np.int64), claims["names"].astype(np.int64))
        sorts, there = names["sort"][rows], self._book.names.of(names["key"][rows], theirs[owners]) >= 0

        def count(sort: int, wanted: Flags) -> Places:
            return np.bincount(owners[((sorts & sort) > 0) & wanted], minlength=len(mine))

        all_ = np.ones(len(rows), np.bool_)
        return count(NAMED, there), count(NAMED, all_), count(TERRITORY, ~there), count(YEAR, all_), count(YEAR, there)

    # -- words

    def _met(self, mine: Places, theirs: Places) -> _Met:
        claims, count = self._book.claims[mine], len(mine)
        rows, owners = spread(claims["first_word"].astype(np.int64), claims["words"].astype(np.int64))
        words, places = self._book.some.words[rows], self._placed(mine, theirs, len(rows))
        met = places >= 0
        maybe = ~met & self._cognates(words, owners, theirs, ~met)
        own, others = (self._book.claims["words"][side].astype(np.float64)[owners] for side in (mine, theirs))
        before = (np.cumsum(claims["words"]) - claims["words"])[owners]
        moved = np.abs((np.arange(len(rows)) - before + _HALF) / own - (places + _HALF) / np.maximum(1, others))

        def total(values: NDArray[np.floating], wanted: Flags) -> Numbers:
            found: Numbers = np.bincount(owners[wanted], values[wanted], minlength=count).astype(np.float64)
            return found

        least, most = (np.bincount(owners[wanted], minlength=count) for wanted in (met, met | maybe))
        surely, perhaps = total(words["met"], met), total(words["met"], maybe)
        not_met = total(words["unmet"], ~met & ~maybe)
        far = total(moved, met) / np.maximum(1, most)
        return _Met(
            least, most,
            surely / np.maximum(surely + not_met + total(words["unmet"], maybe), 1e-9),
            (surely + perhaps) / np.maximum(surely + perhaps + not_met, 1e-9),
            np.where(most > 0, far, _HALF),
        )  # fmt: skip

    def _placed(self, mine: Places, theirs: Places, count: int) -> Places:
        """For each word of each pair the place of the word that it meets by its first key that meets any; -1 where none does."""
        claims, keys = self._book.claims[mine], self._book.some.keys
        rows, owners = spread(claims["first_key"].astype(np.int64), claims["keys"].astype(np.int64))
        found = self._book.keys.of(keys["key"][rows], theirs[owners])
        before = (np.cumsum(claims["words"]) - claims["words"]).astype(np.int64)
        hits = np.flatnonzero(found >= 0)
        words = before[owners[hits]] + keys["word"][rows[hits]]
        placed = np.full(count, -1, np.int64)
        placed[words[::-1]] = found[hits][::-1]  # the first of a word is written last
        return placed

    def _cognates(self, words: Rows, owners: Places, theirs: Places, wanted: Flags) -> Flags:
        """Which words may be spelt like one of the other side."""
        asked = np.flatnonzero(wanted & (words["letter"] > 0))
        claims = self._book.claims[theirs[owners[asked]]]
        rows, back = spread(claims["first_word"].astype(np.int64), claims["words"].astype(np.int64))
        others, mine = self._book.some.words, asked[back]
        same = np.flatnonzero(others["letter"][rows] == words["letter"][mine])
        one, other = words[mine[same]], others[rows[same]]
        common = np.bitwise_count(one["grams"] & other["grams"]) + np.minimum(one["lost"], other["lost"])
        alike = 2.0 * common >= (COGNATE - 1e-9) * (one["count"].astype(np.int64) + other["count"])
        alike |= (one["start"] == other["start"]) & (one["start"] > 0)
        found = np.zeros(len(words), np.bool_)
        found[mine[same[alike]]] = True
        return found
