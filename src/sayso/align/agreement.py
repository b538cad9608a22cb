"""How far a passage bears out or refutes an English claim with figures, as a grade: three likelihoods that sum to one.

Findings are said figure by figure and only where little doubt is left (`trace`). The grade is said of the whole claim, and always: it
weighs how its figures lie to the passage's, with their bounds taken strictly, dates that come before or after one
another, names, words that are missing, negations and opposites. Values count here, other than in `subject`.

A logistic regression of three classes; `data/agreement.toml` has its weights, and says what they were learned from. What another reader says
of the pair may be handed in as further traits: those that the weights do not know have none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import tomli

from sayso.language.words import terms
from sayso.model import Figure

from .compare import align_figures
from .likeness import Likeness, align_subjects
from .measure import are_comparable, in_unit_of, values_beside
from .moments import Moment, order, read_moment
from .opposed import negation, sides
from .subject import Subject, read_stretch, read_subject

_TOKEN: Final = re.compile(r"\w+")
_DIGITS: Final = re.compile(r"\d[\d.,]*\d|\d")
#: A capitalised word that opens no sentence.
_NAME: Final = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][\w'’-]+")
_BEFORE: Final = re.compile(r"\b(?:before|prior to|until|till|earlier than|ahead of)\s+(?:the\s+)?(?:(?:end|year|month) of\s+)?$", re.IGNORECASE)  # fmt: skip
_BY: Final = re.compile(r"\bby\s+(?:the\s+)?(?:(?:end|year|month) of\s+)?$", re.IGNORECASE)
_AFTER: Final = re.compile(
    r"\b(?:after|since|later than|following)\s+(?:the\s+)?(?:(?:end|year|month) of\s+)?$", re.IGNORECASE
)
_MORE: Final = re.compile(r"\b(?:more than|over|above|at least|exceed\w*|surpass\w*|greater)\b", re.IGNORECASE)
_LESS: Final = re.compile(r"\b(?:less than|fewer than|under|below|at most|up to|lower)\b", re.IGNORECASE)
_ALL: Final = re.compile(r"\b(?:only|just|exactly|all|every|always|first)\b", re.IGNORECASE)
_NAMING: Final = ("ordinal", "identifier", "score", "time")
#: How a claimed figure lies to a given one, bounds taken strictly. The first bear the claim out, the second do not.
BORNE: Final = ("same", "rounds", "inside", "same_bound", "bound_inside", "in_given", "at_given")
AGAINST: Final = ("apart", "outside", "at_bound", "bounds_apart", "out_of_given")
_LIMIT: Final = 3.0
_LEFT: Final = 40


@dataclass(frozen=True, slots=True)
class Grade:
    """How likely the passage bears a claim out, refutes it, or says something else; they sum to one."""

    agrees: float
    differs: float
    other: float

    @property
    def margin(self) -> float:
        """The log odds that it bears the claim out rather than refutes it."""
        return math.log(max(self.agrees, 1e-12) / max(self.differs, 1e-12))


@dataclass(frozen=True, slots=True)
class Side:
    """A claim or a passage: its text, its figures, what each quantity measures, and the text without the figures."""

    text: str
    language: str
    figures: tuple[Figure, ...]
    subjects: tuple[tuple[Figure, Subject], ...]
    words: str


def read_side(text: str, language: str, figures: Sequence[Figure]) -> Side:
    """Prepare a claim or a passage; `figures` are all of its own, with offsets in `text`."""
    stretch = read_stretch(figures, text, 0, language)
    subjects = tuple((one, read_subject(one, stretch)) for one in figures if one.is_quantity)
    return Side(text, language, tuple(figures), subjects, stretch.words)


def grade(traits: Mapping[str, float], weights: Sequence[Mapping[str, float]] | None = None) -> Grade:
    """The likelihoods that follow from the traits; `weights` are those of "differs" and "other" beside "agrees"."""
    odds = [
        one["bias"] + sum(one.get(name, 0.0) * value for name, value in traits.items()) for one in weights or _weights()
    ]
    most = max(0.0, *odds)
    raised = [math.exp(-most), *(math.exp(one - most) for one in odds)]
    return Grade(*(one / sum(raised) for one in raised))


def agreement_traits(claimed: Side, given: Side) -> dict[str, float]:
    """What a grade is read off, by name. Cost: the product of the numbers of figures."""
    return {
        **_of_quantities(claimed, given),
        **_of_dates(claimed, given),
        **_of_names(claimed, given),
        **_of_words(claimed, given),
    }


@dataclass(frozen=True, slots=True)
class _Pair:
    """A claimed and a given quantity: how they lie, how far apart (in natural logarithms, at most 3), how alike what they measure."""

    claimed: Figure
    given: Figure
    lies: str
    gap: float
    likeness: Likeness
    counted: int
    fit: float


def _of_quantities(claimed: Side, given: Side) -> dict[str, float]:
    pairs = sorted(_pairs(claimed, given), key=lambda pair: -pair.fit)
    chosen = list(_one_to_one(pairs))
    borne = [pair for pair in chosen if pair.lies in BORNE]
    against = [pair for pair in chosen if pair.lies in AGAINST]
    traits = {
        f"lies_{lies}": float(sum(pair.lies == lies for pair in chosen)) for lies in (*BORNE, *AGAINST, "overlap")
    }
    satisfied = {pair.claimed.id for pair in pairs if pair.lies in BORNE}
    exact = {pair.claimed.id for pair in pairs if pair.lies == "same"}
    count = len(claimed.subjects)
    return traits | {
        "quantities": float(count),
        "given": float(min(10, len(given.subjects))),
        "alone": float(count - len(chosen)),
        "borne": float(len(borne)),
        "all_borne": float(count > 0 and len(borne) == count),
        "any_against": float(bool(against)),
        "unsatisfied": float(count - len(satisfied)),
        "exact": float(len(exact)),
        "against_elsewhere": float(sum(pair.claimed.id in satisfied for pair in against)),
        "fit_least": min((pair.fit for pair in chosen), default=0.0),
        "fit_most": max((pair.fit for pair in chosen), default=0.0),
        "fit_borne": min((pair.fit for pair in borne), default=0.0),
        "fit_against": max((pair.fit for pair in against), default=0.0),
        "counted_borne": float(min((pair.counted for pair in borne), default=0)),
        "counted_against": float(max((pair.counted for pair in against), default=0)),
        "gap_borne": max((pair.gap for pair in borne), default=0.0),
        "gap_against": min((pair.gap for pair in against), default=0.0),
        "gap_against_most": max((pair.gap for pair in against), default=0.0),
        "score_borne": min((pair.likeness.score for pair in borne), default=0.0),
        "score_against": max((pair.likeness.score for pair in against), default=0.0),
        "back_against": max((pair.likeness.back for pair in against), default=0.0),
    }


def _one_to_one(pairs: Sequence[_Pair]) -> Iterator[_Pair]:
    taken: set[tuple[str, str]] = set()
    for pair in pairs:
        ends = {("claimed", pair.claimed.id), ("given", pair.given.id)}
        if not ends & taken:
            taken |= ends
            yield pair


def _pairs(claimed: Side, given: Side) -> Iterator[_Pair]:
    for mine, subject in claimed.subjects:
        for theirs, other in given.subjects:
            lies = how_it_lies(mine, theirs)
            if lies:
                likeness = align_subjects(subject, other)
                counted, gap = _counted(mine, theirs), _gap(mine, theirs)
                beside = _beside(claimed.text, mine, given.text, theirs)
                fit = likeness.mean + 0.25 * likeness.heads + 0.25 * counted + beside
                fit += 0.1 * (lies in BORNE) - 0.15 * min(1.0, gap) - 0.1 * (mine.kind != theirs.kind)
                yield _Pair(mine, theirs, lies, gap, likeness, counted, fit)


def how_it_lies(claimed: Figure, given: Figure) -> str:
    """How a claimed figure lies to a given one with bounds taken strictly: "more than 100" is not borne out by 100; empty where they do not compare."""
    if not are_comparable(claimed, given):
        return ""
    mine, theirs = values_beside(claimed, given), in_unit_of(claimed, given)
    if mine.is_point and theirs.is_point:
        relation = "equal" if mine.same_ends(theirs) else align_figures(claimed, given).relation
        return {"equal": "same", "rounds_to": "rounds"}.get(relation, "apart")
    if theirs.is_point:
        return "inside" if mine.holds(theirs) else "at_bound" if mine.opens_at(theirs.low) else "outside"
    if mine.is_point:
        return "in_given" if theirs.holds(mine) else "at_given" if theirs.opens_at(mine.low) else "out_of_given"
    if mine.same_ends(theirs):
        return "same_bound"
    return "bound_inside" if mine.holds(theirs) else "overlap" if mine.meets(theirs) else "bounds_apart"


def _gap(claimed: Figure, given: Figure) -> float:
    mine, theirs = values_beside(claimed, given).bound, in_unit_of(claimed, given).bound
    if mine == theirs:
        return 0.0
    return min(_LIMIT, abs(math.log(mine / theirs))) if mine > 0 and theirs > 0 else _LIMIT


def _counted(claimed: Figure, given: Figure) -> int:
    """1 where what both count has a word in common, -1 where it has none, 0 where it is not told of both."""
    if not (claimed.counted and given.counted):
        return 0
    return 1 if set(terms(claimed.counted.text, "en")) & set(terms(given.counted.text, "en")) else -1


def _beside(text: str, mine: Figure, other: str, theirs: Figure) -> float:
    """How alike the words right beside two figures are, by their beginnings: 0.05 a word, and 0.15 where the next is the same."""
    left, right = _around(text, mine)
    other_left, other_right = _around(other, theirs)
    follows = bool(right and other_right and right[0][:4] == other_right[0][:4])
    shared = {word[:5] for word in (*left, *right)} & {word[:5] for word in (*other_left, *other_right)}
    return 0.15 * follows + 0.05 * len(shared)


def _around(text: str, figure: Figure) -> tuple[list[str], list[str]]:
    left = _TOKEN.findall(text[max(0, figure.start - 60) : figure.start].lower())
    return left[-4:], _TOKEN.findall(text[figure.end : figure.end + 60].lower())[:4]


def _of_dates(claimed: Side, given: Side) -> dict[str, float]:
    mine, theirs = list(_moments(claimed)), [moment for moment, _ in _moments(given)]
    borne = against = alone = mixed = 0
    for moment, bound in mine:
        rivals = [one for one in theirs if (one.month is None) == (moment.month is None)] or theirs
        found = [_is_borne(moment, bound, one) for one in rivals]
        told = [one for one in found if one is not None]
        alone += not told
        borne += any(told)
        against += bool(told) and not any(told)
        mixed += any(told) and not all(told)
    return {
        "dates": float(len(mine)),
        "dates_given": float(min(6, len(theirs))),
        "dates_borne": float(borne),
        "dates_against": float(against),
        "dates_alone": float(alone),
        "dates_mixed": float(mixed),
        "dates_bound": float(sum(bool(bound) for _, bound in mine)),
    }


def _moments(side: Side) -> Iterator[tuple[Moment, str]]:
    """The dates, each with the bound that its words set: "before", "by", "after" or none."""
    for figure in side.figures:
        moment = read_moment(figure.text) if figure.kind == "date" else None
        if moment:
            left = side.text[max(0, figure.start - _LEFT) : figure.start]
            bounds = (("before", _BEFORE), ("by", _BY), ("after", _AFTER))
            yield moment, next((name for name, pattern in bounds if pattern.search(left)), "")


def _is_borne(claimed: Moment, bound: str, given: Moment) -> bool | None:
    """Whether a given date lies as the claim says; None where they share nothing."""
    turn = order(given, claimed)
    if turn is None:
        return None
    return {"before": turn < 0, "by": turn <= 0, "after": turn > 0}.get(bound, turn == 0)


def _of_names(claimed: Side, given: Side) -> dict[str, float]:
    traits: dict[str, float] = {}
    for kind in _NAMING:
        mine = [one for one in claimed.figures if one.kind == kind]
        theirs = [one for one in given.figures if one.kind == kind]
        same = sum(any(_is_same(one, other) for other in theirs) for one in mine)
        traits[f"{kind}_same"] = float(same)
        traits[f"{kind}_other"] = float(len(mine) - same if theirs else 0)
        traits[f"{kind}_alone"] = float(0 if theirs else len(mine))
    mine_named = set(_NAME.findall(claimed.words))
    named = set(re.findall(r"\b[A-Z][\w'’-]+", given.words))
    return traits | {
        "names": float(len(mine_named)),
        "names_missing": float(len(mine_named - named)),
        "names_share": len(mine_named & named) / len(mine_named) if mine_named else 1.0,
        "names_new": float(min(8, len(named - mine_named))),
    }


def _is_same(one: Figure, other: Figure) -> bool:
    return one.text.casefold() == other.text.casefold() or (one.low is not None and one.low == other.low)


def _of_words(claimed: Side, given: Side) -> dict[str, float]:
    mine, theirs = _words(claimed), _words(given)
    met = len(mine & theirs)
    digits, digits_given = set(_DIGITS.findall(claimed.text)), set(_DIGITS.findall(given.text))
    denied, denied_given = negation(claimed.text, claimed.language), negation(given.text, given.language)
    return {
        "words": float(len(mine)),
        "words_missing": float(len(mine) - met),
        "words_share": met / max(1, len(mine)),
        "words_back": met / max(1, len(theirs)),
        "words_given": float(min(40, len(theirs))),
        "digits_missing": float(len(digits - digits_given)),
        "digits_there": float(len(digits & digits_given)),
        "denied": float(bool(denied)),
        "denied_given": float(bool(denied_given)),
        "denied_one": float(bool(denied) != bool(denied_given)),
        "opposites": float(_opposites(claimed, given)),
        "more": float(len(_MORE.findall(claimed.text))),
        "less": float(len(_LESS.findall(claimed.text))),
        "all": float(bool(_ALL.search(claimed.text))),
    }


def _words(side: Side) -> set[str]:
    return {term for term in terms(side.words, side.language) if not term[0].isdigit()}


def _opposites(claimed: Side, given: Side) -> int:
    mine, theirs = sides(claimed.words, claimed.language), sides(given.words, given.language)
    return sum((pair, 1 - side) in theirs and (pair, 1 - side) not in mine for pair, side in mine)


@cache
def _weights() -> tuple[Mapping[str, float], Mapping[str, float]]:
    text = files("sayso.align").joinpath("data", "agreement.toml").read_text(encoding="utf-8")
    found = tomli.loads(text)
    return found["differs"], found["other"]
