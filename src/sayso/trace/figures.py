"""A claim's figures beside a passage's: which measure the same thing, and the finding that follows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.align import (
    Aligned,
    Likeness,
    Opposed,
    align_figures,
    align_subjects,
    are_comparable,
    counterpart,
    distance,
    find_opposed,
    has_other_unit,
    is_natural,
    is_telling,
)
from sayso.model import Figure, FigureMatch, Finding

from .derived import is_derived, is_short_for
from .placed import Placed

#: From this likeness on, two figures are taken to measure the same thing. Set on our own examples (docs/tracing.md).
SAME: Final = 0.5
#: Two figures that agree in a telling value, or in what is counted, or in company, and share a word of their clauses
#: need less: such an accident is rare.
SAME_TELLING: Final = 0.34
#: "differs" is the dearer mistake: it needs more, on both sides together ...
SURE: Final = 0.6
#: ... the source document's figure must be about little else, and two words of their clauses must be shared.
SURE_BACK: Final = 0.4
#: ... or hardly anything else at all.
SURE_GIVEN: Final = 0.75
SURE_CLOSE: Final = 2
#: Two figures that agree and count the same thing by name need less still: the rest of the sentences may differ.
SAME_HEADS: Final = 0.25
#: Below this, two figures have nothing to do with each other; between, the pair is kept and the finding abstains.
CANDIDATE: Final = 0.34
#: Figures that also agree in value are paired before those that do not, where the words leave it open.
_AGREES: Final = 0.15
#: ... and all the more where the sentences tell the same.
_AGREES_TOLD: Final = 1.0
#: From this likelihood on, sentences of two languages tell the same, so that figures with one place in them measure the same;
#: "differs" needs more.
TOLD: Final = 0.5
TOLD_SURE: Final = 0.6
#: ... and where sentences of two languages are this unlikely to tell the same, their figures must be the more alike.
TOLD_LEAST: Final = 0.1
SURE_ALONE: Final = 0.7
#: In a document to which the article lays its claim less is needed: on both sides together, and of the same telling value.
SURE_NAMED: Final = 0.55
SAME_NAMED: Final = 0.25
#: From this likeness in meaning on, claim and passage are of the same news, so that a telling value in both, or the only
#: one of its kind in both, measures the same.
ALIKE: Final = 0.35
#: ... and from this one on, across languages, the only figures of a kind in both measure the same though they differ, where so much of what they measure is named in both.
SURE_ALIKE: Final = 0.55
SURE_MEANT: Final = 0.5
_MOST_RIVALS: Final = 24
#: Further apart than by so many orders of magnitude, what a sentence beside the passage has is of something else: a cost of millions and somebody's earnings.
_RIVAL: Final = 1.2
#: Two figures of these kinds in sentences that stand beside one another are seldom of two things.
_WITH_UNIT: Final = frozenset(("money", "measure", "percent", "proportion"))
#: Numbers up to this one stand in any text.
_SMALL: Final = 12
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures, how alike what they measure is, and how their values relate; `scope` is what the passage limits.

    `named` says that the article lays the claim to the passage's document; `elsewhere` that the claimed value stands in the passage, if not as this figure; `company` that the passage
    agrees with the claim in another figure too; `told` how likely their sentences tell the same in two languages, 0
    where nothing is known of that or the figures have other places in them; `alike` how alike claim and passage are in
    meaning, 0 where there are no vectors; `alone` that neither has another figure of that dimension. `event` marks dates of a claim without
    quantities, which are what is claimed and not only its period. `opposed` are words that set the two apart; `explained` says how the claimed value
    may follow from the passage although it is another.
    """

    claimed: Placed
    given: Placed
    likeness: Likeness
    aligned: Aligned
    scope: str | None = None
    named: bool = False
    elsewhere: bool = False
    company: bool = False
    told: float = 0.0
    alike: float = 0.0
    alone: bool = False
    event: bool = False
    beside: bool = False
    opposed: Opposed | None = None
    explained: str | None = None

    @property
    def agrees(self) -> bool:
        """Whether the values allow the finding `matches`."""
        return self.aligned.relation in {"equal", "rounds_to", "contained"} and not self.aligned.far

    @property
    def is_dates(self) -> bool:
        """Whether both are dates."""
        return self.claimed.figure.kind == "date"

    @property
    def sure(self) -> bool:
        """Whether the figures measure the same thing so plainly that a difference may be called one."""
        score, back, close = self.likeness.score, self.likeness.back, self.likeness.close
        both = self.likeness.mean >= (SURE_NAMED if self.named else SURE) and score >= SAME and back >= SURE_BACK
        given = back >= SURE_GIVEN and score >= SAME_TELLING
        alike = close + self.likeness.heads >= SURE_CLOSE and (both or given)
        foreign = self.claimed.told is not None and self.given.told is not None
        alone = self.likeness.mean >= (SURE_NAMED if self.named else SURE_ALONE)
        plain = not foreign or self.told >= TOLD_LEAST or alone
        meant = foreign and self.alone and self.alike >= SURE_ALIKE and self.likeness.mean >= SURE_MEANT and close > 0
        return self.told >= TOLD_SURE or (alike and plain) or meant

    @property
    def same(self) -> bool:
        """Whether the figures measure the same thing, as far as an agreement of their values needs it."""
        likeness = self.likeness
        if self.told >= TOLD or self._is_meant or self._stands_beside:
            return True
        if self.aligned.relation == "equal" and likeness.close and not self.is_dates:
            telling = is_telling(self.claimed.figure) or self.company
            least = SAME_HEADS if likeness.heads else SAME_TELLING if telling else SAME
            if self.named and telling:
                least = min(least, SAME_NAMED)
            return max(likeness.score, likeness.mean) >= least
        return likeness.score >= SAME

    @property
    def _is_meant(self) -> bool:
        """Whether the passage is so alike in meaning that the same number in it is the claim's."""
        if self.alike < ALIKE or self.is_dates or not (self.agrees or self.aligned.unit_changed):
            return False
        return self.alone or (is_telling(self.claimed.figure) and not self.aligned.bound_changed)

    @property
    def _stands_beside(self) -> bool:
        """Whether the very value stands in the sentence beside the one that agrees with the claim."""
        telling = is_telling(self.claimed.figure) or self.claimed.figure.kind in _WITH_UNIT
        loose = self.agrees and self.claimed.figure.approximate
        near = loose or self.aligned.relation in {"equal", "rounds_to"}
        return self.beside and telling and near and (self.likeness.heads or not self._nouns)

    @property
    def _nouns(self) -> bool:
        """Whether both figures say what they count or are a share of."""
        return all(one.figure.counted or one.figure.base for one in (self.claimed, self.given))

    @property
    def strength(self) -> float:
        """By what the pairs of a passage are put in order."""
        close = 0.05 * min(self.likeness.close, SURE_CLOSE)
        agrees = _AGREES_TOLD if self.told >= TOLD or self._stands_beside else _AGREES
        return self.likeness.mean + close + self.told + (agrees if self.agrees else 0.0)


def align_placed(
    claimed: Sequence[Placed],
    given: Sequence[Placed],
    scope: str | None = None,
    alike: float = 0.0,
    *,
    named: bool = False,
    beside: bool = False,
) -> tuple[Pair, ...]:
    """Pair figures one to one, the surest first.

    `alike` is how alike claim and passage are in meaning, `named` whether the article lays the claim to the passage's document. Only figures of one dimension are paired, and the same number in another unit. `scope` says in what the whole passage is about more or less than the claim, if it is.
    """
    values = Counter(_value(one.figure) for one in given)
    event = not any(one.figure.is_quantity for one in claimed)
    pairs = [
        Pair(
            mine,
            theirs,
            align_subjects(mine.subject, theirs.subject),
            align_figures(mine.figure, theirs.figure),
            scope,
            named=named,
            elsewhere=values[_value(mine.figure)] > (_value(theirs.figure) == _value(mine.figure)),
            told=_told(mine, theirs),
            alike=alike,
            alone=len(rivals) == 1 and len(_nearest(theirs.figure, claimed)) == 1,
            event=event,
            beside=beside,
            company=beside,
            explained=_explained(mine.figure, theirs.figure, claimed, given),
        )
        for mine in claimed
        for rivals in [_nearest(mine.figure, given)]
        for theirs in rivals
        if not _is_led_to(mine, theirs)
    ]
    pairs.sort(key=lambda pair: (-pair.strength, pair.claimed.figure.start, pair.given.figure.start))
    taken: set[str] = set()
    chosen = []
    for pair in pairs:
        ends = {"claimed " + pair.claimed.figure.id, "given " + pair.given.figure.id}
        likely = (
            max(pair.likeness.score, pair.likeness.mean) >= CANDIDATE or pair.same or _is_hint(pair) or _is_rival(pair)
        )
        if likely and not ends & taken:
            taken |= ends
            chosen.append(replace(pair, opposed=find_opposed(pair.claimed.subject, pair.given.subject)))
    return tuple(_in_company(_with_dates(chosen)))


def _is_led_to(mine: Placed, theirs: Placed) -> bool:
    """Whether a date of the passage is the year that the claim only leads back to: "six years earlier" than the one that it names."""
    return theirs.figure.kind == "date" and bool(mine.subject.led_years & set(_YEAR.findall(theirs.figure.text)))


def _explained(mine: Figure, theirs: Figure, claimed: Sequence[Placed], given: Sequence[Placed]) -> str | None:
    if is_short_for(mine, theirs, [one.figure for one in claimed]):
        return "it may be said short, beside a larger number"
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


def _is_rival(pair: Pair) -> bool:
    """Whether a sentence beside the passage has one figure of a unit of which the claim has one, too, or one number without what it counts."""
    mine, theirs = pair.claimed.figure, pair.given.figure
    short = mine.kind == "count" and mine.counted is None and theirs.counted is None
    near = distance(mine, theirs) <= _RIVAL
    return pair.beside and pair.alone and near and (short or mine.kind in _WITH_UNIT)


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


def _value(figure: Figure) -> tuple[float | None, float | None]:
    return figure.low, figure.high


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
        return "other_scope", False, f"{pair.aligned.because}; they part in {conflict}"
    if pair.aligned.unit_changed and not pair.elsewhere and (pair.sure or is_telling(pair.claimed.figure)):
        return "differs", False, f"{pair.aligned.because} ({words})"
    if pair.aligned.far or pair.aligned.finer or pair.aligned.relation == "incomparable":
        return "not_found", True, f"{pair.aligned.because} ({words})"
    if pair.opposed:
        return _rule_opposed(pair, pair.opposed)
    if pair.agrees and pair.same:
        return "matches", False, f"{pair.aligned.because} ({words})"
    if likeness.contrast and pair.sure and pair.told < TOLD_SURE:
        return "not_found", True, f"{pair.aligned.because}, but perhaps of another population: {likeness.contrast}"
    if not pair.sure or pair.elsewhere or pair.agrees:
        return "not_found", True, unsure
    doubt = pair.explained or ("one of them is in another unit" if _converted(pair) else None)
    if doubt:  # whoever converts a range rounds both ends as it suits
        return "not_found", True, f"{pair.aligned.because}, but {doubt} ({words})"
    return "differs", False, f"{pair.aligned.because} ({words})"


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
