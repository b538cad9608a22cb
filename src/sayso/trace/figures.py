"""A claim's figures beside a passage's: which measure the same thing, and the finding that follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from msgspec import structs

from sayso.align import (
    Aligned,
    Opposed,
    align_figures,
    align_subjects,
    are_comparable,
    counterpart,
    distance,
    find_opposed,
    has_other_unit,
    in_step,
    is_natural,
    is_per_both,
    is_telling,
)
from sayso.model import Figure, FigureMatch, Finding

from .derived import is_derived, is_short_for
from .pair import TOLD, TOLD_SURE, WITH_UNIT, Pair
from .placed import Placed
from .ratios import MADE

#: Below this, two figures have nothing to do with each other; between, the pair is kept and the finding abstains.
CANDIDATE: Final = 0.34
_MOST_RIVALS: Final = 24
#: Further apart than by so many orders of magnitude, what a sentence beside the passage has is of something else: a cost of millions and somebody's earnings.
_RIVAL: Final = 1.2
#: Numbers up to this one stand in any text.
_SMALL: Final = 12
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def align_placed(
    claimed: Sequence[Placed],
    given: Sequence[Placed],
    scope: str | None = None,
    alike: float = 0.0,
    *,
    named: bool = False,
    beside: bool = False,
    around: Sequence[Placed] = (),
) -> tuple[Pair, ...]:
    """Pair figures one to one, the surest first.

    `alike` is how alike claim and passage are in meaning, `named` whether the article lays the claim to the passage's document, `around` are the figures of the sentences beside the passage. Only figures of one dimension are paired, and the same number in another unit. `scope` says in what the whole passage is about more or less than the claim, if it is.
    """
    event = not any(one.figure.is_quantity for one in claimed)
    pairs = [
        Pair(
            mine,
            theirs,
            align_subjects(mine.subject, theirs.subject),
            _aligned(mine, theirs),
            scope,
            named=named,
            elsewhere=_stands_elsewhere(mine.figure, theirs, given) or _stands_beside(mine, theirs, around),
            told=_told(mine, theirs),
            alike=alike,
            alone=len(rivals) == 1 and len(_nearest(theirs.figure, claimed)) == 1,
            in_step=_in_step(mine, theirs),
            event=event or (mine.figure.kind == "date" and mine.subject.by_the_way),
            beside=beside,
            company=beside,
            explained=_explained(mine.figure, theirs.figure, claimed, given),
        )
        for mine in claimed
        for rivals in [_nearest(mine.figure, given)]
        for theirs in rivals
        if not (_is_led_to(mine, theirs) or _is_led_to(theirs, mine))
    ]
    pairs.sort(key=lambda pair: (-pair.strength, pair.claimed.figure.start, pair.given.figure.start))
    taken: set[str] = set()
    chosen = []
    for pair in pairs:
        ends = {"claimed " + pair.claimed.figure.id, "given " + pair.given.figure.id}
        likely = (
            max(pair.likeness.score, pair.likeness.mean) >= CANDIDATE
            or pair.same
            or pair.sure
            or _is_hint(pair)
            or _is_rival(pair)
        )
        if likely and not ends & taken:
            taken |= ends
            chosen.append(replace(pair, opposed=find_opposed(pair.claimed.subject, pair.given.subject)))
    return tuple(_in_company(_with_dates(chosen)))


def _is_led_to(mine: Placed, theirs: Placed) -> bool:
    """Whether one side's date is the year that the other only leads back to: "six years earlier" than the one that it names."""
    return theirs.figure.kind == "date" and bool(mine.subject.led_years & set(_YEAR.findall(theirs.figure.text)))


def _explained(mine: Figure, theirs: Figure, claimed: Sequence[Placed], given: Sequence[Placed]) -> str | None:
    if is_short_for(mine, theirs, [one.figure for one in claimed]):
        return "it may be said short, beside a larger number"
    if (
        mine.kind == theirs.kind
        and mine.low is not None
        and mine.low == mine.high
        and theirs.low == theirs.high == -mine.low
    ):
        return "which way it goes may stand in the words of one of them"
    if is_derived(mine, [one.figure for one in given]):
        return "it may be reckoned from the passage's figures"
    return None


def _with_dates(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs, dates only where they are what is claimed, or a quantity or the whole sentence goes with them."""
    solid = any(not pair.is_dates and (pair.same or pair.sure) for pair in pairs)
    return [pair for pair in pairs if not pair.is_dates or pair.event or solid or pair.told >= TOLD]


def _told(mine: Placed, theirs: Placed) -> float:
    if mine.told is None or theirs.told is None:
        return 0.0
    if not is_natural(mine.told, theirs.told, mine.figure, theirs.figure):
        return 0.0
    return counterpart(mine.told, theirs.told, mine.figure, theirs.figure)


def _aligned(mine: Placed, theirs: Placed) -> Aligned:
    """How two figures relate; a share made of two counts is no proof against another, as there may be more than one whole.

    What is per two things is compared by whichever of them the other figure is per.
    """
    claimed, given = mine.figure, theirs.figure
    if is_per_both(mine.subject, theirs.subject):
        given = structs.replace(given, per=claimed.per)
    found = align_figures(claimed, given)
    if found.relation in {"apart", "overlaps"} and MADE in {claimed.because, given.because}:
        return replace(found, relation="incomparable", slip=None)
    return found


def _in_step(mine: Placed, theirs: Placed) -> bool:
    return (
        mine.told is not None
        and theirs.told is not None
        and in_step(mine.told, theirs.told, mine.figure, theirs.figure)
    )


def _is_rival(pair: Pair) -> bool:
    """Whether a sentence beside the passage has one figure of a unit of which the claim has one, too, or one number without what it counts."""
    mine, theirs = pair.claimed.figure, pair.given.figure
    short = mine.kind == "count" and mine.counted is None and theirs.counted is None
    near = distance(mine, theirs) <= _RIVAL
    return pair.beside and pair.alone and near and (short or mine.kind in WITH_UNIT)


def _is_hint(pair: Pair) -> bool:
    """Whether the same telling value stands beside a word in common, or any but a small one where the claim is laid to the document: too little to say so, enough to be looked at."""
    if is_there(pair):
        return True
    return pair.aligned.relation == "equal" and is_telling(pair.claimed.figure) and bool(pair.likeness.shared)


def is_there(pair: Pair) -> bool:
    """Whether a document to which the article lays its claim has the very number, and no small one: enough to show its passage."""
    small = pair.is_dates or (pair.claimed.figure.low or 0) <= _SMALL
    return pair.named and pair.aligned.relation == "equal" and not small


def _in_company(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Tell each pair whether another of the same passage agrees and measures the same thing."""
    solid = [pair for pair in pairs if pair.agrees and pair.same and not pair.is_dates]
    for pair in pairs:
        yield replace(pair, company=pair.beside or any(other is not pair for other in solid))


def _stands_elsewhere(mine: Figure, theirs: Placed, given: Sequence[Placed]) -> bool:
    """Whether another figure of the passage has the claimed value, and may be what is claimed: no two years for "doubled"."""
    return any(
        one is not theirs
        and _meet(one.figure, mine)
        and (
            "count" in {one.figure.kind, mine.kind}
            or are_comparable(mine, one.figure)
            or has_other_unit(mine, one.figure)
        )
        for one in given
    )


def _stands_beside(mine: Placed, theirs: Placed, around: Sequence[Placed]) -> bool:
    """Whether a sentence beside the passage has the claimed value, of nothing that is plainly something else."""
    others = [one for one in around if one.figure.id != theirs.figure.id]
    return any(_stands_elsewhere(mine.figure, theirs, [one]) and not _is_parted(mine, one) for one in others)


def _is_parted(mine: Placed, other: Placed) -> bool:
    """Whether a figure is plainly of something else: of another time or population, of what is opposed, or of another noun."""
    likeness = align_subjects(mine.subject, other.subject)
    named = bool(mine.figure.counted and other.figure.counted and not likeness.heads)
    return named or bool(likeness.conflict or likeness.contrast or find_opposed(mine.subject, other.subject))


def _meet(one: Figure, mine: Figure) -> bool:
    """Whether two figures have one value, or the one the bound of the other: "fewer than ten percent" and "not 10"."""
    return (one.low, one.high) == (mine.low, mine.high) or bool(_bounds(one) & _bounds(mine) and _is_exact(one))


def _bounds(figure: Figure) -> frozenset[float]:
    """What a figure that is open on one side, or exact, is bounded by."""
    ends = frozenset(end for end in (figure.low, figure.high) if end)
    return ends if len(ends) == 1 else frozenset()


def _is_exact(figure: Figure) -> bool:
    return figure.low is not None and figure.low == figure.high


def _nearest(mine: Figure, given: Sequence[Placed]) -> list[Placed]:
    """What a figure may be paired with; of very many, those of the nearest values. What rose from is not what rose to."""
    found = [
        one
        for one in given
        if (are_comparable(mine, one.figure) or has_other_unit(mine, one.figure))
        and (mine.kind == "date") == (one.figure.kind == "date")
        and {mine.role, one.figure.role} != {"from", "to"}
    ]
    if len(found) > _MOST_RIVALS:
        found.sort(key=lambda one: (distance(mine, one.figure), one.figure.start))
    return found[:_MOST_RIVALS]


def finding_of(pair: Pair) -> tuple[FigureMatch, bool]:
    """The finding on a pair, and whether it abstains.

    The rules are ARCHITECTURE's: only what measures the same thing can match or differ; another period, place or base is
    another scope; what is unsure is not found, with the candidate kept.
    """
    finding, abstained, because = _rule(pair)
    match = FigureMatch(
        claim_figure=pair.claimed.figure.id,
        source_figure=pair.given.figure,
        relation=pair.aligned.relation,
        finding=finding,
        because=because,
    )
    return match, abstained


def is_plausible(pair: Pair) -> bool:
    """Whether the pair agrees in a telling value and may measure the same thing: enough to keep "differs" unsaid."""
    return pair.agrees and not pair.is_dates and (pair.same or is_telling(pair.claimed.figure))


def _rule(pair: Pair) -> tuple[Finding, bool, str]:
    likeness = pair.likeness
    conflict = None if pair.event else pair.likeness.conflict or pair.scope
    words = f"both speak of {_quoted(likeness.shared)}" if likeness.shared else "no word in common"
    unsure = f"{pair.aligned.because}, but it is not sure that both measure the same thing ({words})"
    if not (pair.same or pair.sure):
        return "not_found", True, unsure
    if conflict and (pair.agrees or pair.sure):
        return _rule_conflict(pair, conflict)
    if pair.aligned.unit_changed and not pair.elsewhere and (pair.sure or is_telling(pair.claimed.figure)):
        return "differs", False, f"{pair.aligned.because} ({words})"
    if pair.aligned.far or pair.aligned.finer or pair.aligned.relation == "incomparable":
        return "not_found", True, f"{pair.aligned.because} ({words})"
    if pair.opposed:
        return _rule_opposed(pair, pair.opposed)
    if pair.agrees and pair.same:
        return "matches", False, f"{pair.aligned.because} ({words})"
    if likeness.contrast and pair.sure and pair.told < TOLD_SURE and not (pair.is_slip and likeness.loose):
        return "not_found", True, f"{pair.aligned.because}, but perhaps of another population: {likeness.contrast}"
    if not pair.sure or pair.elsewhere or pair.agrees:
        return "not_found", True, unsure
    doubt = pair.explained or ("one of them is in another unit" if _converted(pair) else None)
    if doubt:  # whoever converts a range rounds both ends as it suits
        return "not_found", True, f"{pair.aligned.because}, but {doubt} ({words})"
    return "differs", False, f"{pair.aligned.because} ({words})"


def _rule_conflict(pair: Pair, conflict: str) -> tuple[Finding, bool, str]:
    """Another scope; but a multiple is of two times, of which each text may name another one: "twice as many as in 2024", "in 2025, o dobro do ano anterior"."""
    if pair.is_of_two_times:
        return "not_found", True, f"{pair.aligned.because}, but perhaps of another time: {conflict}"
    return "other_scope", False, f"{pair.aligned.because}; they part in {conflict}"


def _rule_opposed(pair: Pair, opposed: Opposed) -> tuple[Finding, bool, str]:
    """Of another population, where all else is plainly the same, is another scope; whatever else is opposed is left to a person."""
    if opposed.sort == "population" and pair.sure:
        return "other_scope", False, f"{pair.aligned.because}; they part in the population: {opposed.because}"
    return "not_found", True, f"{pair.aligned.because}, but perhaps of something else: {opposed.because}"


def _converted(pair: Pair) -> bool:
    """Whether a range in one unit stands against a figure in another."""
    one, other = pair.claimed.figure, pair.given.figure
    ranged = any(figure.low != figure.high for figure in (one, other))
    return one.kind == other.kind == "measure" and one.unit != other.unit and ranged


def _quoted(shared: Sequence[str]) -> str:
    return ", ".join(f"“{word.rpartition(':')[2]}”" for word in shared[:4])
