"""A claim's figure beside a passage's: whether both measure the same thing, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sayso.align import Aligned, Likeness, Opposed, is_telling

from .events import same_act
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
#: Figures that also agree in value are paired before those that do not, where the words leave it open.
_AGREES: Final = 0.15
#: ... and all the more where the sentences tell the same.
_AGREES_TOLD: Final = 1.0
#: What the same bound on both sides adds: "up to 20 minutes" is "jusqu'à 20 minutes" before it is an average of 12 that lies within it.
_SAME_BOUND: Final = 0.5
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
#: Where no word of what they speak of is known to meet, two figures measure the same from this likeness in meaning on alone; other things told in
#: the same way ("complaints doubled in two years", "rents doubled in two years") reach .58 to .63 across languages, .76 in one (docs/measures.md).
WORDLESS: Final = 0.62
WORDLESS_OWN: Final = 0.8
#: Two dates differ where nearly all that the claim says of the event is named on both sides, or the two are that much alike in meaning.
EVENT: Final = 0.9
EVENT_BACK: Final = 0.6
#: ... or tell of the same act and, in two languages, are this likely to tell the same; where it is not known of both that the act is the same, they must be all the likelier, and share so many words.
TOLD_EVENT: Final = 0.6
TOLD_OTHER: Final = 0.8
MUCH_SHARED: Final = 4
#: Two figures of these kinds in sentences that stand beside one another are seldom of two things.
WITH_UNIT: Final = frozenset(("money", "measure", "percent", "proportion"))
#: Digits but for zeros at its end of a number in which two that change places are a slip of the pen, and no other number.
_DIGITS: Final = 3
#: The times of a multiple: what rose from, and what to.
_TIMES: Final = 2


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
    in_step: bool = False
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
    def is_of_two_times(self) -> bool:
        """Whether a multiple is told of other years here and there, and one text tells but one: it is of two, of which each may name another one."""
        parted = (self.likeness.conflict or self.scope or "").startswith("the period")
        fewest = min(len(side.subject.years) for side in (self.claimed, self.given))
        return parted and self.claimed.figure.kind == "multiple" and fewest < _TIMES

    @property
    def sure(self) -> bool:
        """Whether the figures measure the same thing so plainly that a difference may be called one."""
        score, back, close = self.likeness.score, self.likeness.back, self.likeness.close
        both = self.likeness.mean >= (SURE_NAMED if self.named else SURE) and score >= SAME and back >= SURE_BACK
        given = back >= SURE_GIVEN and score >= SAME_TELLING
        alike = close + self.likeness.heads >= SURE_CLOSE and (both or given)
        foreign = self._is_foreign
        alone = self.likeness.mean >= (SURE_NAMED if self.named else SURE_ALONE)
        plain = not foreign or self.told >= TOLD_LEAST or alone
        meant = foreign and self.alone and self.alike >= SURE_ALIKE and self.likeness.mean >= SURE_MEANT and close > 0
        if not self._is_named or (self.event and self.is_dates and not self._is_one_event):
            return False
        return self.told >= TOLD_SURE or (alike and plain) or meant or self._is_in_step or self.is_slip

    @property
    def same(self) -> bool:
        """Whether the figures measure the same thing, as far as an agreement of their values needs it."""
        likeness = self.likeness
        if (self.told >= TOLD or self._is_meant) and self._is_named:
            return True
        if self._stands_beside:
            return True
        if self.aligned.relation == "equal" and likeness.close and not self.is_dates:
            telling = is_telling(self.claimed.figure) or self.company
            least = SAME_HEADS if likeness.heads else SAME_TELLING if telling else SAME
            if self.named and telling:
                least = min(least, SAME_NAMED)
            return max(likeness.score, likeness.mean) >= least
        return likeness.score >= SAME

    @property
    def is_slip(self) -> bool:
        """Whether two digits changed places in a telling number, or the same telling change goes the other way, the only one of its kind in two sentences much alike in meaning: who copies a number does so.

        Of a change it is enough that the sentences likely tell the same.
        """
        near = self.alike >= (WORDLESS if self._is_foreign else WORDLESS_OWN)
        figure = self.claimed.figure
        if self.aligned.slip == "turned":
            same = (near or self.told >= TOLD) and not (self.likeness.contrast or self.opposed)
            return same and self.alone and is_telling(figure) and self.likeness.things > 0
        telling = len(f"{figure.low or figure.high or 0:.6g}".replace(".", "").strip("0")) >= _DIGITS
        return self.aligned.slip == "digits_swapped" and near and self.alone and telling and self.likeness.things > 0

    @property
    def _is_foreign(self) -> bool:
        """Whether the figures stand in sentences of two languages."""
        return self.claimed.told is not None and self.given.told is not None

    @property
    def _is_in_step(self) -> bool:
        """Whether two sentences are much alike in meaning and all else that they count is the same."""
        return self.in_step and self.alone and self.alike >= WORDLESS and not self.likeness.contrast

    @property
    def _is_one_event(self) -> bool:
        """Whether dates are of one event, and not only of one thing: a bridge is built in one year and opened in another."""
        acts = same_act(self.claimed.subject, self.given.subject)
        if acts == "other":
            return False
        if self.likeness.score >= EVENT and self.likeness.back >= EVENT_BACK:
            return True
        if acts == "same":
            return self.alike >= WORDLESS or self.told >= TOLD_EVENT
        return len(self.likeness.shared) >= MUCH_SHARED and (self.told >= TOLD_OTHER or self.alike >= WORDLESS_OWN)

    @property
    def _is_named(self) -> bool:
        """Whether something that the one speaks of stands in the other, too, or they are so much alike in meaning that its words may only not be known to meet.

        Asked of multiples alone, which stand in any text: "doubled".
        """
        if self.claimed.figure.kind != "multiple":
            return True
        alike = self.alike >= (WORDLESS if self._is_foreign else WORDLESS_OWN) and not self.likeness.contrast
        return self.likeness.things > 0 or alike

    @property
    def _is_meant(self) -> bool:
        """Whether the passage is so alike in meaning that the same number in it is the claim's."""
        if self.alike < ALIKE or self.is_dates or not (self.agrees or self.aligned.unit_changed):
            return False
        return self.alone or (is_telling(self.claimed.figure) and not self.aligned.bound_changed)

    @property
    def _stands_beside(self) -> bool:
        """Whether the very value stands in the sentence beside the one that agrees with the claim."""
        telling = is_telling(self.claimed.figure) or self.claimed.figure.kind in WITH_UNIT
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
        ends = {self.claimed.figure.low, self.claimed.figure.high}
        bound = _SAME_BOUND if self.aligned.relation == "equal" and len(ends) > 1 else 0.0
        return self.likeness.mean + close + self.told + bound + (agrees if self.agrees else 0.0)
