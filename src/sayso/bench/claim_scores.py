"""Labels of claims compared: those of a text against another set of them.

Claims are paired one to one by their characters other than spaces, without the marks at their edges: the greatest overlap first (the
characters in both by those in either), from ENOUGH on. Sorts, certainty and negation are compared on the pairs. What is optional in what
is known, and what is found on it, counts nowhere; nor does a label of which the known one is unsure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, get_args

from sayso.model import CertaintyLevel, Claim, Sort

from .attribution_scores import Place, Tally

#: How far two spans must agree to be a pair, and to count as the same.
ENOUGH: Final = 0.5
EXACT: Final = 0.9
#: What is compared on each pair, with the labels that there are. No source is "-".
ASPECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "sort": get_args(Sort),
    "author": get_args(CertaintyLevel),
    "source": ("certain", "probable", "possible", "-"),
    "negated": ("yes", "no"),
}
#: What stands for the label of a claim that was not found.
UNFOUND: Final = ""
_MARKS: Final = frozenset(" \n\t\u00a0\u202f.,;:!?…–—-\"'“”„‘’‚«»‹›()")


@dataclass(frozen=True, slots=True)
class Label:
    """A claim as it is compared, whoever made it: its place, its label for each aspect, and what of these is unsure."""

    place: Place
    labels: Mapping[str, str]
    unsure: frozenset[str] = frozenset()
    optional: bool = False


@dataclass(slots=True)
class Compared:
    """What comparing texts gives: `spans` found, `exact` among the pairs, and how often (aspect, known, found) labels meet.

    `wrong` says in words what is not right: the aspect or "found", and what happened.
    """

    spans: Tally = field(default_factory=Tally)
    exact: Tally = field(default_factory=Tally)
    labels: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    wrong: list[tuple[str, str]] = field(default_factory=list)


def from_data(row: Mapping[str, Any]) -> tuple[Label, ...]:
    """The labels of a text of the set, as it is published."""
    return tuple(
        Label(
            (one["start"], one["end"]),
            {
                "sort": one["sort"],
                "author": one["author"],
                "source": one["source"] or "-",
                "negated": "yes" if one["negated"] else "no",
            },
            frozenset(one["unsure"]),
            one["optional"],
        )
        for one in row["claims"]
    )


def from_found(claims: Iterable[Claim]) -> tuple[Label, ...]:
    """The labels that Sayso gives."""
    return tuple(
        Label(
            (one.start, one.end),
            {
                "sort": one.sort,
                "author": one.certainty.author,
                "source": one.certainty.source or "-",
                # Claims of a ledger from before negation was read have no such field.
                "negated": "yes" if getattr(one, "negated", False) else "no",
            },
        )
        for one in claims
    )


def sure(labels: Iterable[Label]) -> tuple[Label, ...]:
    """The same labels, as if nothing of them were unsure or optional."""
    return tuple(replace(one, unsure=frozenset(), optional=False) for one in labels)


def compare(text: str, known: Sequence[Label], found: Sequence[Label]) -> Compared:
    """Hold what is found in a text against what is known of it."""
    result = Compared()
    paired = pairs(text, [one.place for one in known], [one.place for one in found])
    partner = {at: (other, share) for at, other, share in paired}
    met = {other for _, other, _ in paired}
    spared = {partner[at][0] for at, one in enumerate(known) if one.optional and at in partner}
    for at, one in enumerate(known):
        if not one.optional:
            _hold(result, text, one, *((found[partner[at][0]], partner[at][1]) if at in partner else (None, 0.0)))
    right = sum(not known[at].optional for at in partner)
    result.spans = Tally(sum(not one.optional for one in known), len(found) - len(spared), right)
    result.wrong += [
        ("found", f"without need: {_told(text, one)}") for other, one in enumerate(found) if other not in met
    ]
    return result


def _hold(result: Compared, text: str, one: Label, other: Label | None, share: float) -> None:
    """Count one known claim, and the one found for it if there is one."""
    if other is None:
        result.wrong.append(("found", f"missed: {_told(text, one)}"))
    else:
        result.exact += Tally(1, 1, int(share >= EXACT))
        if share < EXACT:
            result.wrong.append(("exact", f"{_told(text, other)} should be {_told(text, one)}"))
    for aspect, label in one.labels.items():
        given = other.labels[aspect] if other else UNFOUND
        if aspect in one.unsure:
            continue
        result.labels[aspect, label, given] += 1
        if given not in {label, UNFOUND}:
            result.wrong.append((aspect, f"{given} should be {label}: {_told(text, one)}"))


def _told(text: str, one: Label) -> str:
    return f"“{' '.join(text[slice(*one.place)].split())}”"


def pairs(text: str, known: Sequence[Place], found: Sequence[Place]) -> list[tuple[int, int, float]]:
    """The pairs of known and found spans by their numbers, with their overlap, in order of the known."""
    sets = [[characters(text, place) for place in side] for side in (known, found)]
    candidates = sorted(
        (-share, at, other)
        for at, one in enumerate(sets[0])
        for other, its in enumerate(sets[1])
        if (share := _share(one, its)) >= ENOUGH
    )
    taken: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for share, at, other in candidates:
        if at not in taken and other not in used:
            taken[at] = other, -share
            used.add(other)
    return [(at, *taken[at]) for at in sorted(taken)]


def characters(text: str, place: Place) -> frozenset[int]:
    """Where the characters of a span are that are no spaces, without the marks at its edges."""
    start, end = place
    while start < end and text[start] in _MARKS:
        start += 1
    while start < end and text[end - 1] in _MARKS:
        end -= 1
    return frozenset(at for at in range(start, end) if not text[at].isspace())


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def added(compared: Iterable[Compared]) -> Compared:
    """The counts of several texts together."""
    total = Compared()
    for one in compared:
        total.spans += one.spans
        total.exact += one.exact
        total.labels += one.labels
        total.wrong += one.wrong
    return total


def table(compared: Compared, aspect: str, *, unfound: bool = False) -> Counter[tuple[str, str]]:
    """How often each known label met each found one; with `unfound` those of claims that were not found too."""
    return Counter(
        {
            (label, given): count
            for (name, label, given), count in compared.labels.items()
            if name == aspect and (unfound or given != UNFOUND)
        }
    )


def accuracy(met: Mapping[tuple[str, str], int]) -> float:
    """The share of labels that are the same; 0 where there are none."""
    return sum(count for (label, given), count in met.items() if label == given) / max(sum(met.values()), 1)


def macro_f(met: Mapping[tuple[str, str], int]) -> float:
    """The mean F of the labels that are known at least once; 0 where there are none."""
    known = sorted({label for label, _ in met})
    return sum(tally_of(met, label).f for label in known) / max(len(known), 1)


def tally_of(met: Mapping[tuple[str, str], int], label: str) -> Tally:
    """How often a label is known, found and right."""
    return Tally(
        sum(count for (known, _), count in met.items() if known == label),
        sum(count for (_, given), count in met.items() if given == label),
        sum(count for pair, count in met.items() if pair == (label, label)),
    )


def kappa(met: Mapping[tuple[str, str], int]) -> float:
    """Cohen's kappa (Educational and Psychological Measurement 20, 1960); 1 where both give but one label, and the same."""
    total = max(sum(met.values()), 1)
    labels = {label for pair in met for label in pair}
    by_chance = sum(tally.known * tally.found for tally in (tally_of(met, label) for label in labels)) / total**2
    return (accuracy(met) - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0
