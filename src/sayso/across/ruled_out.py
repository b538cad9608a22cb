"""Which pairs of claims cannot say the same, seen from their outlines, thousands at once: a fifth of those that meet are left to be held side by side.

Nothing is decided here that `same_claim` would decide otherwise. The log odds that two claims say the same are bounded from above: how many words meet,
in what order, and what share of weight that is comes out exactly, but that words may be cognates where their letters leave it open; names come out
exactly; figures and dates count for as much as they may. A pair whose bound is below what is likely is ruled out, and so is one that years, countries,
names or a denial set apart.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from .book import Book, Side
from .cognates import Spelt
from .fingerprints import Flags, Places
from .names_met import names_met
from .outlines import Outlines, Rows
from .same_claim import HARDLY, LEAST_ODDS, LONGER, MOST_FIGURES, MOST_WORDS, weights
from .set_apart import SUBSTITUTE
from .words_met import Met, Numbers, most_met, words_met

#: What the weights of words and the arithmetic may be off.
_SLACK: Final = 1e-3


def ruled_out(some: Outlines, a: Places, b: Places, near: NDArray[np.floating]) -> Flags:
    """Which pairs of claims, by their numbers, do not say the same for sure. `near` is the cosine of what they mean, not a number where one has no vector.

    Cost: some microseconds a pair.
    """
    book, found = Book.of(some), np.zeros(len(a), np.bool_)
    spelt = Spelt(book)
    for at in book.stretches(a, b):
        found[at] = _out(spelt, a[at], b[at], near[at].astype(np.float64))
    return found


def _out(spelt: Spelt, a: Places, b: Places, near: Numbers) -> Flags:
    """The same for some pairs, of which the one whose id comes first is held against the other; by their words where names leave it open."""
    ids = spelt.book.claims["order"]
    turned = ids[a] > ids[b]
    one, other = (Side(spelt.book, np.where(turned, *both)) for both in ((b, a), (a, b)))
    pairs = _Pairs(one.claims, other.claims, near)
    shares, apart, shared = names_met(one, other)
    odds = _plainly(pairs, shares) + _by_figures(pairs)
    out: Flags = apart | (pairs.own & pairs.denied) | pairs.unlike(odds + _most_by_words(pairs))
    left = np.flatnonzero(~out)
    mine, theirs = (Side(spelt.book, side.numbers[left]) for side in (one, other))
    some = _Pairs(mine.claims, theirs.claims, near[left])
    most, share = most_met(spelt, mine, theirs)
    glance = some.unlike(odds[left] + _by_glance(some, most, share)) | _hardly_met(some, share)
    out[left] = glance
    left = left[~glance]
    mine, theirs = (Side(spelt.book, side.numbers[left]) for side in (one, other))
    some = _Pairs(mine.claims, theirs.claims, near[left])
    forth, back = words_met(spelt, mine, theirs)
    share = np.minimum(forth.share_most, back.share_most)
    unlike = some.unlike(odds[left] + _by_words(some, forth, back)) | _hardly_met(some, share)
    out[left] = unlike | _of_other_names(some, forth, back, shared[left])
    return out


def _hardly_met(pairs: _Pairs, share: Numbers) -> Flags:
    """Which pairs of two languages, of which nothing tells what they mean, have too few words in common; `share` is the most that meets."""
    found: Flags = pairs.known & ~pairs.own & pairs.without & (share < HARDLY - _SLACK)
    return found


def _of_other_names(pairs: _Pairs, forth: Met, back: Met, shared: Flags) -> Flags:
    """Which pairs are set apart by names for sure: in two languages by such as neither shares, in one by such as stand for one another."""
    least = np.minimum(forth.share_least, back.share_least)
    abroad = ~pairs.own & ~shared & forth.alone & back.alone
    found: Flags = abroad | (pairs.own & (least >= SUBSTITUTE + _SLACK) & forth.strange & back.strange)
    return found


# -- what the log odds are at most; the traits are those of `same_claim.traits`


class _Pairs:
    """The claims of either side, pair by pair, and how near they are in meaning."""

    def __init__(self, one: Rows, other: Rows, near: Numbers) -> None:
        """Note what is asked for again and again: which are of one `own` language, of which one alone is `denied`, of which both are `known` languages."""
        self.one, self.other = one, other
        self.own: Flags = one["language"] == other["language"]
        self.denied: Flags = one["denied"] != other["denied"]
        self.known: Flags = one["known"] & other["known"]
        self.without: Flags = np.isnan(near)
        self.near: Numbers = np.where(self.without, 0.0, near)
        self._mixed = self.without.any() and not self.without.all()
        self._by = "words" if self.without.all() else "meaning"

    def unlike(self, odds: Numbers) -> Flags:
        """Which pairs are not likely to say the same by the most that their log odds may be, and not the same words either."""
        found: Flags = ~(self.own & (self.one["plainly"] == self.other["plainly"])) & (odds < LEAST_ODDS - _SLACK)
        return found

    def weight(self, name: str) -> Numbers | float:
        """What a trait counts for; one number where it is the same for all."""
        if not self._mixed:
            return weights()[self._by][name]
        by_words, by_meaning = (weights()[kind][name] for kind in ("words", "meaning"))
        return np.where(self.without, by_words, by_meaning)

    def most(self, name: str, least: Numbers, most: Numbers) -> Numbers:
        """What a trait adds at most that lies between two numbers."""
        weight = self.weight(name)
        return np.maximum(weight * least, weight * most)


def _plainly(pairs: _Pairs, names: Numbers) -> Numbers:
    """What comes of languages, lengths, denials, names and meaning, which are known."""
    sizes = [side["characters"].astype(np.float64) for side in (pairs.one, pairs.other)]
    longer = [
        np.maximum(1.0, size * np.where(side["english"], LONGER, 1.0))
        for size, side in zip(sizes, (pairs.one, pairs.other), strict=True)
    ]
    stretched = np.abs(np.log(longer[0] / longer[1]))
    traits: dict[str, Numbers | Flags] = {
        "own": pairs.own, "length": np.log(np.maximum(1.0, np.minimum(*sizes))), "stretched": stretched,
        "stretched_2": stretched * stretched, "denied": pairs.denied, "names": names, "known": pairs.known,
    }  # fmt: skip
    odds = pairs.weight("bias") + sum(pairs.weight(name) * value for name, value in traits.items())
    found: Numbers = odds + weights()["meaning"]["near"] * pairs.near
    return found


def _most_by_words(pairs: _Pairs) -> Numbers:
    """What words add at most: all of the first claim's meet, each in its place."""
    share = pairs.weight("least") + pairs.weight("least_known") * pairs.known
    met = np.minimum(MOST_WORDS, pairs.one["words"]).astype(np.float64)
    none, whole = np.zeros(len(met)), np.ones(len(met))
    found: Numbers = pairs.most("met", none, met) + np.maximum(share, 0.0) + pairs.most("moved", none, whole)
    return found


def _by_glance(pairs: _Pairs, most: Places, share: Numbers) -> Numbers:
    """What words add at most, where no more than so many meet, and no larger share."""
    weight = pairs.weight("least") + pairs.weight("least_known") * pairs.known
    met = np.minimum(MOST_WORDS, most).astype(np.float64)
    none, whole = np.zeros(len(met)), np.ones(len(met))
    found: Numbers = pairs.most("met", none, met) + np.maximum(weight, 0.0) * share + pairs.most("moved", none, whole)
    return found


def _by_words(pairs: _Pairs, forth: Met, back: Met) -> Numbers:
    """How many words meet, what they weigh, and how far they moved."""
    share = pairs.weight("least") + pairs.weight("least_known") * pairs.known
    least, most = np.minimum(forth.share_least, back.share_least), np.minimum(forth.share_most, back.share_most)
    met = [np.minimum(MOST_WORDS, count).astype(np.float64) for count in (forth.least, forth.most)]
    moved = pairs.most("moved", forth.moved, np.ones(len(forth.moved)))
    added: Numbers = pairs.most("met", *met) + np.maximum(share * least, share * most) + moved
    return added


def _by_figures(pairs: _Pairs) -> Numbers:
    """As many agree, or are apart, as may; the rest stand alone."""
    mine, theirs = (side["quantities"].astype(np.int64) for side in (pairs.one, pairs.other))
    most = np.minimum(MOST_FIGURES, np.minimum(mine, theirs)).astype(np.float64)
    none = np.zeros(len(most))
    alone = [np.minimum(MOST_FIGURES, count).astype(np.float64) for count in (np.abs(mine - theirs), mine + theirs)]
    both = (pairs.one["dated"] & pairs.other["dated"]).astype(np.float64)
    added: Numbers = pairs.most("agree", none, most) + pairs.most("apart", none, most)
    return added + pairs.most("alone", *alone) + pairs.most("dates", -both, both)
