"""The metric of the German news quotations (Petersen-Frey and Biemann, LREC-COLING 2024), written anew from what it computes.

Quotations of a text are paired one to one so that the sum of the overlaps of their quoted tokens (F1) is greatest; of equal
pairings one with the same types is taken. In each pair, the tokens of each role are right, extra or missing; a quotation
without a partner has only extra or missing ones. Precision and recall of a role are means over pairs and lone quotations, each
counted where it has tokens of that role on the side in question.

Two things are apart from the published program: quotations that have no token in common are never paired (there a leftover of each
side makes a pair, by chance), and the medium breaks no ties, because Sayso tells none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from .assignment import assigned

ROLES: Final = ("quotation", "speaker", "cue")
_SAME_KIND: Final = 0.01


class Quotation(NamedTuple):
    """The tokens of a quotation, its speaker and its cue by their numbers, in the order of ROLES, and its type."""

    parts: tuple[frozenset[int], ...]
    kind: str


_NOTHING: Final = Quotation((frozenset(),) * len(ROLES), "")


@dataclass(slots=True)
class Mean:
    """A mean of shares that come one by one."""

    total: float = 0
    n: int = 0

    def add(self, right: int, of: int) -> None:
        """Take in a share; one of nothing does not count."""
        if of:
            self.total += right / of
            self.n += 1

    @property
    def value(self) -> float:
        """The mean; 0 of none."""
        return self.total / max(self.n, 1)


def _means() -> dict[str, Mean]:
    return {role: Mean() for role in ROLES}


@dataclass(slots=True)
class Scores:
    """Precision and recall by role, over all texts that were added; `kinds` counts pairs of the same type."""

    precision: dict[str, Mean] = field(default_factory=_means)
    recall: dict[str, Mean] = field(default_factory=_means)
    known: int = 0
    found: int = 0
    kinds: int = 0

    def add(self, known: Sequence[Quotation], found: Sequence[Quotation]) -> None:
        """Take in a text."""
        pairs = paired(known, found)
        self.known += len(known)
        self.found += len(found)
        self.kinds += sum(known[one].kind == found[other].kind for one, other in pairs)
        met, used = {one for one, _ in pairs}, {other for _, other in pairs}
        for one, other in pairs:
            self._count(known[one], found[other])
        for at in set(range(len(known))) - met:
            self._count(known[at], _NOTHING)
        for at in set(range(len(found))) - used:
            self._count(_NOTHING, found[at])

    def _count(self, known: Quotation, found: Quotation) -> None:
        for role, one, other in zip(ROLES, known.parts, found.parts, strict=True):
            self.precision[role].add(len(one & other), len(other))
            self.recall[role].add(len(one & other), len(one))

    def of(self, *roles: str) -> tuple[Mean, Mean, float]:
        """Precision, recall and F1 of one role, or of several together as the published "joint"."""
        precision, recall = (_joint([side[role] for role in roles]) for side in (self.precision, self.recall))
        total = precision.value + recall.value
        return precision, recall, 2 * precision.value * recall.value / total if total else 0


def _joint(means: Sequence[Mean]) -> Mean:
    return Mean(sum(one.total for one in means), sum(one.n for one in means))


def paired(known: Sequence[Quotation], found: Sequence[Quotation]) -> list[tuple[int, int]]:
    """The numbers of the quotations that make a pair, those that have a token in common."""
    weights = [[_weight(one, other) for other in found] for one in known]
    return [(row, column) for row, column in assigned(weights) if weights[row][column] > 0]


def _weight(known: Quotation, found: Quotation) -> float:
    one, other = known.parts[0], found.parts[0]
    both = len(one & other)
    share = 2 * both / max(len(one) + len(other), 1)
    return share + _SAME_KIND * (both > 0 and known.kind == found.kind)
