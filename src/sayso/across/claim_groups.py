"""Claims that say the same, grouped around one that they were held against: likeness is never passed on unseen.

A claim is in a group because it was itself found to say what the group's representative says, or what at least half of its members say; because it is like
the members on the whole; and because nothing sets it apart from one of them: "not at 5 percent" may be like "bei 5 Prozent" and is not beside "at 5
percent". A chain of claims that are each a little like the next is no group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from .claim_rows import ClaimRow
from .same_claim import Late, Same, are_apart, how_same, why_same

#: Members of a group that a further claim is held against, to see whether something sets it apart: so that a group of thousands costs no square.
MOST: Final = 8
#: The mean likelihood from which on a claim is like the members on the whole.
WHOLE: Final = 0.3
#: The likelihood from which on a claim is said twice in one document.
REPEATED: Final = 0.9
#: Holds two claims, by number, side by side; nothing where they do not say the same.
Verify = Callable[[int, int], Same | None]
#: Whether something sets two claims apart.
Apart = Callable[[int, int], bool]
Links = Mapping[int, Mapping[int, Same]]
#: So many comparisons are remembered.
_KEPT: Final = 1 << 16


class Rows(Protocol):
    """Claims by their number."""

    def __getitem__(self, at: int, /) -> ClaimRow:
        """The claim of a number."""
        ...


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims by number: the representative, all members in order with it among them, and why each of the others is one."""

    representative: int
    members: tuple[int, ...]
    because: Mapping[int, Same]


Pair = tuple[int, int, Same]


class Beside:
    """Claims held side by side while they are grouped, each two once: those that are linked were already."""

    def __init__(self, rows: Rows, links: Links) -> None:
        """`rows` are the claims by number, `links` what is known of them."""
        self._rows, self._links = rows, links
        self._same = lru_cache(maxsize=_KEPT)(self._held)
        self._apart = lru_cache(maxsize=_KEPT)(self._are_apart)

    def same(self, a: int, b: int) -> Same | None:
        """What two claims have in common; nothing where they do not say the same."""
        return self._links[a].get(b) or self._same(min(a, b), max(a, b))

    def apart(self, a: int, b: int) -> bool:
        """Whether something sets two claims apart; two of one document that are not linked are."""
        return b not in self._links[a] and self._apart(min(a, b), max(a, b))

    def _held(self, a: int, b: int) -> Same | None:
        score = how_same(self._rows[a], self._rows[b])
        return None if score is None else Late(score, lambda: why_same(self._rows[a], self._rows[b]))

    def _are_apart(self, a: int, b: int) -> bool:
        if self._rows[a].at.document == self._rows[b].at.document:
            return True
        return self._same(a, b) is None and are_apart(self._rows[a], self._rows[b])


def best_between(pairs: Iterable[Pair], document: Callable[[int], str]) -> list[Pair]:
    """The pairs in which each claim is the most alike of its document: a sentence that says nearly the same as the one before it is not what was meant.

    All pairs of two documents are to be given together. Within one document only what is as good as repeated is a pair.
    """
    held = list(pairs)
    best: dict[tuple[int, str], float] = {}
    for a, b, same in held:
        for one, other in ((a, b), (b, a)):
            key = one, document(other)
            best[key] = max(best.get(key, 0.0), same.score)
    return [
        (a, b, same)
        for a, b, same in held
        if same.score >= (REPEATED if document(a) == document(b) else max(best[a, document(b)], best[b, document(a)]))
    ]


def linked(pairs: Iterable[Pair]) -> dict[int, dict[int, Same]]:
    """For each claim those that it was found to say the same as."""
    found: dict[int, dict[int, Same]] = defaultdict(dict)
    for a, b, same in pairs:
        found[a][b] = found[b][a] = same
    return dict(found)


def group(links: Links, verify: Verify, apart: Apart) -> list[ClaimGroup]:
    """Groups of claims, each claim in one at most. The result hangs on the links alone, not on their order.

    The claim with the most weight of links is taken first; its links' links are held against it by `verify`. Of two claims that something sets
    `apart` the one that is more like the representative is a member. Cost: one comparison for each link of a group's members, and some more a member.
    """
    left = {at: dict(links[at]) for at in sorted(links)}
    found = []
    for first in sorted(left, key=lambda at: (-_weight(links[at]), at)):
        if first not in left:
            continue
        members = _members(first, left, verify, apart)
        for at in (first, *members):
            for other in left.pop(at):
                if other in left:
                    left[other].pop(at, None)
        if members:
            found.append(ClaimGroup(first, tuple(sorted([first, *members])), members))
    return sorted(found, key=lambda one: one.members)


def _weight(some: Mapping[int, Same]) -> float:
    return round(sum(same.score for same in some.values()), 6)


def _members(first: int, left: Links, verify: Verify, apart: Apart) -> dict[int, Same]:
    """Who is in the group of the first, of its links and their links, the most alike first; each with the best that it was found for."""
    near = left[first]
    near_by = {other for at in near for other in left[at]} - near.keys() - {first}
    asked = {**near, **{other: verify(first, other) for other in sorted(near_by)}}
    kept: dict[int, Same] = {}
    for at in sorted(asked, key=lambda at: (-_score(asked[at]), at)):
        same = _fitting(asked[at], [verify(at, other) for other in list(kept)[:MOST]])
        if same and not apart(first, at) and not any(apart(at, other) for other in list(kept)[:MOST]):
            kept[at] = same
    return kept


def _fitting(same: Same | None, others: Sequence[Same | None]) -> Same | None:
    """What a claim has in common with the first, or else with at least half of the members; None where it is not like them on the whole."""
    found = [one for one in (same, *others) if one is not None]
    if sum(one.score for one in found) < WHOLE * (1 + len(others)):
        return None
    return same if same or 2 * len(found) < 1 + len(others) else max(found, key=lambda one: (one.score, one.because))


def _score(same: Same | None) -> float:
    return same.score if same else 0.0
