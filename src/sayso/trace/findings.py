"""A claim beside one passage: figures, wording and drift put together into one finding."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.align import (
    NOTHING,
    Wording,
    align_subjects,
    align_wording,
    is_quoted,
    read_sense,
    told_in_other_voice,
    why_not_repeated,
)
from sayso.evidence import Candidate
from sayso.language.words import names
from sayso.model import Analysis, Attribution, Drift, FigureMatch, Finding, Passage

from .aged import with_age
from .dated import with_times
from .denied import with_denial
from .drifts import find_confusion, find_drifts, find_figure_drifts, find_limit
from .figures import align_placed, finding_of, is_plausible
from .inside import place_around, place_inside
from .laid import laid
from .matter import Asked, Matter
from .pair import Pair
from .placed import Placed
from .ratios import with_shares
from .records import with_record
from .shelf import NEUTRAL, Standing

#: How much surer another passage must be of measuring the same thing before its "differs" stands beside a match.
_MARGIN: Final = 0.1
#: ... and what is taken off that of a document of which the article says nothing, where it names or links to the other's.
_PREFERENCE: Final = 0.2
#: A passage that shares less of what a claim is about is not shown as the nearest one.
_NEAR: Final = 0.25
_SHARED_WORDS: Final = 2
#: From this on, the passage of a claim without figures is taken for what it rests on. Set on our own drift set, where
#: other passages reach 0.4.
_SPEAKS_OF: Final = 0.5
#: ... and so is one that is as alike in meaning, of the article's language and of another.
_ALIKE, _ALIKE_FOREIGN = 0.5, 0.33
#: ... but for a claim of fewer words: "Brussels looks on" is like anything about Brussels.
_FEWEST_WORDS: Final = 4
#: What likeness in meaning weighs when passages are ranked, beside figures that measure the same. Set on our own drift set,
#: where anything from one to three does as well.
_MEANING: Final = 2.0
#: What a passage of another scope weighs when passages are ranked.
_OTHER_SCOPE: Final = 0.7
#: Which of its figures' findings is a claim's: what is not simply so comes first.
_GRAVEST_FIRST: Final[tuple[Finding, ...]] = ("differs", "other_scope", "matches")


#: Figures that are named of those that a passage lacks.
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Held:
    """A claim held against a passage: everything that a trace says but its rank. `agreed`: the passage says what the claim says.

    `measured` is how surely it measures the same things, `strength` that and what it is about; `worth` is what it is ranked by, before what speaks for its document (`standing`) is added; `further` is whom the source document itself lays it
    to, `behind` the uri and place of the passage that is laid to this one's document; `first` is the sentence that agreed, where the passage was widened by the one beside it.
    """

    matter: Matter
    pairs: tuple[Pair, ...]
    finding: Finding
    abstained: bool
    because: str
    figures: tuple[FigureMatch, ...]
    agreed: bool
    measured: float
    strength: float
    worth: float
    standing: Standing = NEUTRAL
    further: Attribution | None = None
    behind: tuple[str, int] | None = None
    first: Held | None = None

    @property
    def is_found(self) -> bool:
        """Whether anything is sure: the claim, or one of its figures."""
        return not self.abstained or any(match.finding != "not_found" for match in self.figures)

    @property
    def is_near(self) -> bool:
        """Whether the passage is worth showing where nothing is sure."""
        return bool(self.pairs) or self.matter.sense >= _NEAR or (self.candidate.alike or 0.0) >= _NEAR

    @property
    def drifts(self) -> tuple[Drift, ...]:
        """What changed, read when it is asked for: only few of the passages that a claim is held against are shown.

        Of a widened passage it is what changed from its first sentence, and in the figures of the other: what limits that may not be of the claim.
        """
        one = self.first or self
        found = find_drifts(one.matter, one.pairs, agreed=self.agreed)
        if self.first is None:
            return found
        kinds = {drift.kind for drift in found}
        beside = [pair for pair in self.pairs if pair.beside]
        return (*found, *(drift for drift in find_figure_drifts(self.matter, beside) if drift.kind not in kinds))

    @property
    def candidate(self) -> Candidate:
        """The passage, as it was found."""
        return self.matter.candidate


def hold(asked: Asked, candidate: Candidate, source: Analysis, *, named: bool = False) -> Held:
    """Hold a claim against one passage of a source document; `named`: the article lays the claim to it."""
    given = place_inside(asked, candidate.passage, source) if asked.placed else ()
    claimed = with_shares(asked.placed, asked.article.document, given)
    given = with_shares(given, source.document, asked.placed)
    scope = scope_of(asked, candidate.passage) if claimed and given else None
    around = place_around(asked, candidate.passage, source)
    pairs = align_placed(claimed, given, scope, candidate.alike or 0.0, named=named, around=around)
    kept = (with_age(pair, asked.article, source) for pair in pairs if not _is_when_said(pair, asked))
    said = (with_record(with_denial(pair, asked, candidate), asked, candidate, source) for pair in kept)
    pairs = with_times(said, asked.article, source)
    wording, quoted = _wording(asked, candidate)
    sense = _sense(asked, candidate)
    return weigh(Matter(asked, candidate, source, wording, quoted, sense), pairs)


def _is_when_said(pair: Pair, asked: Asked) -> bool:
    """Whether a date beside the claim's words, which may be when it was said, is another than the passage's: that tells nothing."""
    at = pair.claimed.figure.start
    return pair.is_dates and not pair.agrees and not asked.claim.start <= at < asked.claim.end


def _sense(asked: Asked, candidate: Candidate) -> float:
    """How far the passage is about what the claim is about: mostly what of the claim it names, and how rare that is."""
    passage = candidate.passage
    likeness = align_subjects(asked.sense, read_sense(passage.text, passage.language))
    if likeness.close < _SHARED_WORDS:
        return 0.0
    return 0.6 * likeness.score + 0.2 * likeness.back + 0.2 * min(1.0, 2 * candidate.score)


def settle(held: Sequence[Held], preferred: Container[str] = ()) -> list[Held]:
    """Withdraw "differs" where another passage holds the claim more surely.

    Several source documents give several figures; the one that the claim rests on is the one whose words are nearest. So
    a passage that may hold the same figure, one of another document that holds another of the claim's, and one that is
    plainly more alike in meaning come first. Documents that the article names or links to (`preferred`, uris) are asked first: one of
    the others must hold it the more surely.
    """
    rivals = [_Rival.of(one, preferred=one.candidate.uri in preferred) for one in held]
    nearest = max((one.candidate.alike or 0.0 for one in held), default=0.0)
    return [_without(one, own, rivals, nearest) for one, own in zip(held, rivals, strict=True)]


@dataclass(frozen=True, slots=True)
class _Rival:
    """What a passage holds of the claim: each figure that may be the same with how surely, and the surest that matches."""

    uri: str
    same: dict[str, float]
    matching: float
    preferred: bool

    @classmethod
    def of(cls, one: Held, *, preferred: bool) -> _Rival:
        same = {
            pair.claimed.figure.id: pair.likeness.mean
            for pair in sorted(one.pairs, key=lambda pair: pair.likeness.mean)
            if is_plausible(pair)
        }
        matching = [
            pair.likeness.mean for pair in one.pairs if finding_of(pair)[0].finding == "matches" and not pair.is_dates
        ]
        return cls(one.candidate.uri, same, max(matching, default=-1.0), preferred)

    def against(self, own: _Rival, figure: str) -> float:
        """How surely it holds a figure against another passage, or, in another document, anything else of the claim."""
        surely = max(self.same.get(figure, -1.0), self.matching if self.uri != own.uri else -1.0)
        return surely - _PREFERENCE * (own.preferred - self.preferred)


def _without(one: Held, own: _Rival, rivals: Sequence[_Rival], nearest: float) -> Held:
    alike = one.candidate.alike
    near = alike is None or alike >= nearest - _MARGIN

    def stands(pair: Pair) -> bool:
        if finding_of(pair)[0].finding != "differs":
            return True
        rival = max(rival.against(own, pair.claimed.figure.id) for rival in rivals)
        return near and pair.likeness.mean > rival + _MARGIN

    kept = tuple(pair for pair in one.pairs if stands(pair))
    if kept == one.pairs:
        return one
    first = one.first and weigh(one.first.matter, tuple(pair for pair in one.first.pairs if pair in kept))
    return replace(weigh(one.matter, kept), first=first)


def weigh(matter: Matter, pairs: tuple[Pair, ...]) -> Held:
    """What follows for a claim from the pairs of a passage."""
    told = [finding_of(pair) for pair in pairs]
    finding, abstained, because = _conclude(matter, [match for match, _ in told])
    measured = _measured(told, pairs)
    strength = _strength(measured, pairs, matter)
    agreed = finding != "not_found" or matter.wording.is_lifted or _is_counterpart(matter)
    return Held(
        matter=matter,
        pairs=pairs,
        finding=finding,
        abstained=abstained,
        because=because,
        figures=tuple(match for match, _ in told),
        agreed=agreed,
        measured=measured,
        strength=strength,
        worth=strength,
    )


def _is_counterpart(matter: Matter) -> bool:
    """Whether a passage speaks so much of what the claim speaks of that it says it, changed or not; with figures, it takes more."""
    own = matter.asked.language.partition("-")[0] == matter.candidate.passage.language.partition("-")[0]
    whole = len(matter.asked.claim.text.split()) >= _FEWEST_WORDS
    alike = whole and (matter.candidate.alike or 0.0) >= (_ALIKE if own else _ALIKE_FOREIGN)
    if matter.asked.placed:
        return alike and (matter.candidate.alike or 0.0) >= _ALIKE
    return matter.sense >= _SPEAKS_OF or alike


def scope_of(asked: Asked, passage: Passage) -> str | None:
    """In what the passage is about another thing, or more or less, than the claim's sentence: several places, only a sample."""
    confused = find_confusion(asked, passage)
    if confused:
        mine, theirs = confused
        return f"what is counted: “{mine.text}” in the article, “{theirs.text}” in the source document"
    sample = find_limit(passage.text, passage.language, "sample")
    if sample and not find_limit(asked.sentence, asked.language, "sample"):
        return f"the population: the source document speaks of “{sample}”, the article does not"
    spread = find_limit(passage.text, passage.language, "spread")
    if not spread or find_limit(asked.sentence, asked.language, "spread"):
        return None
    given = {name for name in names(passage.text) if name.startswith("territory:")}
    if given and given <= set(names(asked.sentence)):
        return None
    return f"the place: the source document's amount is shared out over several (“{spread}”)"


def _wording(asked: Asked, candidate: Candidate) -> tuple[Wording, bool]:
    claim, doc = asked.claim, asked.article.document
    if doc.language.partition("-")[0] != candidate.passage.language.partition("-")[0]:
        return NOTHING, False
    wording = align_wording(claim.text, candidate.passage.text)
    start, end = laid(asked.article).paragraph(claim.start)
    low, high = (claim.start - start + at for at in wording.first)
    return wording, is_quoted(doc.text[start:end], low, high)


def _conclude(matter: Matter, matches: Sequence[FigureMatch]) -> tuple[Finding, bool, str]:
    """One finding for the claim on this passage, the gravest of its figures' first, with what is said of the others.

    A claim matches only where all figures of it that are found match, and no other is left beside another value, however unsure that
    pair is.
    """
    doubts = [
        match.because for match in matches if match.finding == "not_found" and match.relation in {"apart", "overlaps"}
    ]
    reasons = [match.because for finding in _GRAVEST_FIRST for match in matches if match.finding == finding]
    found = next((one for one in _GRAVEST_FIRST if any(match.finding == one for match in matches)), None)
    if found == "matches" and doubts:
        return "not_found", True, "; ".join((*doubts, *reasons))
    if found == "matches" and (lacking := _unconfirmed(matter.asked.placed, matches)):
        return "not_found", True, f"nothing here confirms {_listed(lacking)} of the claim; {'; '.join(reasons)}"
    if found:
        return found, False, "; ".join(reasons) + _missing(matter.asked.placed, matches)
    if matches:
        return "not_found", True, "; ".join(match.because for match in matches)
    if matter.asked.placed:
        return "not_found", True, "the nearest passage; no figure of it was found to measure the same thing"
    return _conclude_by_words(matter)


def _unconfirmed(placed: Sequence[Placed], matches: Sequence[FigureMatch]) -> list[Placed]:
    """What a claim says of how much or how many, where nothing of it matches: "two years" confirms no "doubled in two years"."""
    main = [one for one in placed if one.subject.stated]
    there = {match.claim_figure for match in matches if match.finding == "matches"}
    return [] if any(one.figure.id in there for one in main) else main


def _conclude_by_words(matter: Matter) -> tuple[Finding, bool, str]:
    """The finding of a claim without figures: only a passage that says it in the same words is sure, be it in the other voice."""
    if _is_told_in_other_voice(matter):
        return "matches", False, "the passage says it in the same words, in the other voice"
    if not matter.wording.is_lifted:
        return "not_found", True, "the nearest passage; whether it says the same is for a person to read"
    claim, passage = matter.asked.claim, matter.candidate.passage
    before, _, behind = matter.asked.sentence.partition(claim.text)
    other = why_not_repeated(claim.text, (before, behind), passage.text, passage.language)
    share = f"{matter.wording.share:.0%} of them"
    if other:
        because = f"the nearest passage has many of the same words ({share}), but {other}"
        return "not_found", True, f"{because}; whether it says the same is for a person to read"
    return "matches", False, f"the passage says it in the same words ({share})"


def _is_told_in_other_voice(matter: Matter) -> bool:
    """Whether the claim is a whole sentence that nobody is said to say, and the passage the same one in the other voice."""
    asked, passage = matter.asked, matter.candidate.passage
    whole = asked.sentence.strip(" .\n") == asked.claim.text.strip(" .\n") and not asked.said
    own = asked.language.partition("-")[0] == passage.language.partition("-")[0]
    return whole and own and told_in_other_voice(asked.claim.text, passage.text, asked.language)


def _missing(placed: Sequence[Placed], matches: Sequence[FigureMatch]) -> str:
    """The claim's figures of which a passage tells nothing, by their words, so that nobody takes them for confirmed."""
    there = {match.claim_figure for match in matches}
    unsure = {match.claim_figure for match in matches if match.finding == "not_found"}
    left = [one for one in placed if one.figure.id not in there]
    open_ = [one for one in placed if one.figure.id in unsure]
    lacks = f"; not in this passage: {_listed(left)} of the claim" if left else ""
    return lacks + (f"; not sure of {_listed(open_)} of the claim" if open_ else "")


def _listed(placed: Sequence[Placed]) -> str:
    more = f" and {len(placed) - _NAMED} more" if len(placed) > _NAMED else ""
    return ", ".join(f"“{one.figure.text}”" for one in placed[:_NAMED]) + more


def _measured(told: Sequence[tuple[FigureMatch, bool]], pairs: Sequence[Pair]) -> float:
    """How surely a passage measures what the claim measures: the likenesses of the pairs that are sure."""
    return sum(
        pair.likeness.mean * (_OTHER_SCOPE if match.finding == "other_scope" else 1.0)
        for pair, (match, abstained) in zip(pairs, told, strict=True)
        if not abstained
    )


def _strength(measured: float, pairs: Sequence[Pair], matter: Matter) -> float:
    """By what a claim's passages are ranked: how surely they measure the same things, then what they are about."""
    likeness = matter.wording.share + 0.5 * matter.sense + _MEANING * (matter.candidate.alike or 0.0)
    return measured + 0.3 * sum(pair.likeness.mean for pair in pairs) + likeness
