"""Whether two figures measure the same thing: how much of what the one measures the other names too, and where they part."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sayso.language.concepts import cognate

from .spans import other_stretch
from .subject import CLOSE, OWN, Subject
from .unlike import are_of_other_sorts
from .words import COGNATE, LEAST, Word, theme_weight

#: Words for all who live somewhere, for all who learn somewhere, and for those who bring up children: as the base of a share they are one.
_ALIKE: Final = (
    frozenset(("concept:person", "concept:resident", "concept:citizen", "concept:population", "concept:neighbour")),
    frozenset(("concept:student", "concept:pupil")),
    frozenset(("concept:parents", "stem:famili", "stem:famill", "stem:famigl", "stem:famil")),
)
#: Words for people in general.
_ANYONE: Final = frozenset(("concept:person", "concept:population"))
#: Themes in which one word for another is another population, place or kind.
_TELLING_APART: Final = frozenset(
    (
        "people",
        "places",
        "order",
        "things",
        "environment",
        "transport",
        "health",
        "education",
        "technology",
        "work",
        "economy",
    )
)
#: Themes whose words name nothing: "our", "many".
_EMPTY: Final = frozenset(("common", "measures"))
#: An unmatched word of another language may only lack its concept: it counts for less.
_UNBRIDGED: Final = 0.4
_LEAST_CLOSE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two subjects are.

    `score` is the share of the claim's weight that the source document names, `back` the other way, both 0 to 1;
    `shared` are the claim's words that met, `close` how many of them stand in the figure's own clause on both sides;
    `things` are how many of the claim's words that met are of more than amounts, times and every day; `heads` says that what is counted is the same; `conflict` names the scope in which they part; `contrast` two words of
    their clauses that stand for one another ("women", "men"): perhaps another population; `loose` that one of them is of people in general, who may be the others ("people", "visitors").
    """

    score: float
    back: float
    shared: tuple[str, ...]
    close: int
    things: int = 0
    heads: bool = False
    conflict: str | None = None
    contrast: str | None = None
    loose: bool = False

    @property
    def mean(self) -> float:
        """Both ways together."""
        return (self.score + self.back) / 2


def align_subjects(claimed: Subject, given: Subject) -> Likeness:
    """How far two figures measure the same thing: the share of each one's weight that the other names too."""
    forth = _cover(claimed, given)
    back = _cover(given, claimed)
    apart = _contrast(forth.unmet, back.unmet)
    return Likeness(
        score=forth.share,
        back=back.share,
        shared=forth.shared,
        close=min(forth.close, back.close),
        things=forth.things,
        heads=forth.heads,
        contrast=_told(apart),
        loose=any(word.keys & _ANYONE for word in apart or ()),
        conflict=_conflict(claimed, given),
    )


@dataclass(frozen=True, slots=True)
class _Cover:
    """The share of one subject's weight that another names, by which words, and how many of them stand close to both."""

    share: float
    shared: tuple[str, ...]
    close: int
    things: int
    heads: bool
    unmet: tuple[Word, ...]


def _contrast(mine: Sequence[Word], theirs: Sequence[Word]) -> tuple[Word, Word] | None:
    """Two words of one theme, one on each side, that found nothing: "women" and "men", "hospital" and "clinic"."""
    for one in mine:
        for other in theirs:
            if one.themes & other.themes & _TELLING_APART and not are_alike(one, other):
                return one, other
    return None


def _told(apart: tuple[Word, Word] | None) -> str | None:
    return f"“{apart[0].text}” in the article, “{apart[1].text}” in the source document" if apart else None


def are_alike(one: Word, other: Word) -> bool:
    """Whether two words are of the same group, for all who live or learn somewhere: as the base of a share the one is told for the other."""
    return any(one.keys & group and other.keys & group for group in _ALIKE)


def _cover(mine: Subject, theirs: Subject) -> _Cover:
    foreign = mine.language != theirs.language
    lookup = theirs.near_by_key
    total = met_weight = 0.0
    close = things = 0
    heads = False
    unmet: list[Word] = []
    shared: list[str] = []
    for one in mine.words:
        near = max((lookup[key] for key in one.word.keys if key in lookup), default=0.0)
        if not near and foreign and one.word.stem:
            near = _nearest_cognate(one.word.stem, theirs)
        factor = _UNBRIDGED if foreign and not near and not one.word.bridged else 1.0
        total += one.weight * factor if near or one.near >= CLOSE else 0.0
        if not near and one.near >= CLOSE:
            unmet.append(one.word)
        if near:
            met_weight += one.weight * min(1.0, math.sqrt(near))
            shared.append(one.word.text)
            close += near >= CLOSE and one.weight >= _LEAST_CLOSE
            things += theme_weight(one.word) > LEAST
            heads = heads or (near >= OWN and one.weight >= OWN)
    return _Cover(round(met_weight / total, 4) if total else 0.0, tuple(shared), close, things, heads, tuple(unmet))


def _nearest_cognate(stem: str, given: Subject) -> float:
    others = given.stems_by_letter.get(stem[:1], ())
    return max((near for other, near in others if cognate(stem, other) >= COGNATE), default=0.0)


def _conflict(claimed: Subject, given: Subject) -> str | None:
    mine, theirs = claimed.told_years, given.told_years
    if mine and theirs and not mine & theirs:
        return f"the period: {_listed(mine)} in the article, {_listed(theirs)} in the source document"
    mine, theirs = claimed.own_years, given.own_years
    if mine and theirs and not mine & (theirs | given.years) and not theirs & claimed.years:
        return f"the period: {_listed(mine)} in the article, {_listed(theirs)} in the source document"
    stretch = other_stretch(claimed, given)
    if stretch:
        return f"the period: “{stretch[0]}” in the article, “{stretch[1]}” in the source document"
    if claimed.places and given.places and not claimed.places & given.places:
        return f"the place: {_listed(claimed.places)} in the article, {_listed(given.places)} in the source document"
    keys = frozenset().union(*(word.keys for word in claimed.base if word.themes - _EMPTY or not word.themes))
    if any(keys & word.keys for word in given.base):
        return None
    other = _contrast(claimed.base, given.base) or _are_of_other_sorts(claimed, given)
    bases = f"“{claimed.base_told}” in the article, “{given.base_told}” in the source document"
    return f"the base: {bases}" if other else None


def _are_of_other_sorts(claimed: Subject, given: Subject) -> bool:
    """Whether two bases are of unlike sorts, homes and people, and neither sentence has a word of the other's."""
    return are_of_other_sorts(claimed.base_told, given.base_told, claimed, given)


def _listed(values: frozenset[str]) -> str:
    return ", ".join(sorted(value.rpartition(":")[2] for value in values))
