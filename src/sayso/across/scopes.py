"""Whether two figures that count the same thing hold for the same place, period, base and people."""

from __future__ import annotations

from typing import Final

from sayso.align import find_parted, read_words
from sayso.model import Span

from .abreast import likeness_of
from .periods import period_change
from .points import Point, Scope
from .sorts import other_sort

#: Opposites that part what is counted, and not only how it is told.
_PARTING: Final = frozenset(("population", "order", "place"))

#: Concepts that part what is counted, where each text has one of the two.
_PAIRS: Final = (
    *(("village", "city"), ("old", "new"), ("public", "private"), ("north", "south"), ("east", "west")),
    ("foreign", "domestic"),
)
#: Words for whoever it may be: one for another is no other base.
_ANYBODY: Final = frozenset(
    f"concept:{name}" for name in ("person", "resident", "citizen", "population", "human", "adult")
)


def scope_change(before: Point, after: Point) -> str | None:
    """In what the scope of the later figure is another one, in words for a reader; None where nothing says so.

    What only one of them names is no change: most texts leave out what their reader knows.
    """
    where_or_when = _places(before, after) or period_change(before, after)
    return where_or_when or _of_subjects(before, after) or other_sort(before, after) or _base(before, after)


def _places(before: Point, after: Point) -> str | None:
    one, other = before.scope, after.scope
    if one.row and _is_part(one.row, other):
        return f"the place, which is narrower: of “{one.row_text}” a part is left"
    if other.row and _is_part(other.row, one):
        return f"the place, which is wider: “{other.row_text}”"
    if one.places and other.places and not (one.places & other.all or other.places & one.all):
        return f"the place, which is another: “{other.named}” for “{one.named}”"
    return _spread(one, other) or (_of_row(before, after) if are_of_one_language(before, after) else None)


def are_of_one_language(before: Point, after: Point) -> bool:
    """Whether both points' texts are of one language: names of towns and regions are only compared there, since others may call them otherwise."""
    return before.subject.language == after.subject.language


def _of_row(before: Point, after: Point) -> str | None:
    """Of a row of places that are no countries ("in Bavaria, Hesse and Thuringia") some are left, or more were added."""
    for one, other, way in ((before, after, "narrower"), (after, before, "wider")):
        for row in one.scope.rows:
            met = [name for name in row if name in other.appearance.span.text]
            if met and len(met) < len(row):
                return f"the place, which is {way}: “{', '.join(met)}” of “{', '.join(row)}”"
    return None


def _is_part(row: frozenset[str], other: Scope) -> bool:
    """Whether another text names a part of a row of places, and does not say how many they are."""
    met = row & other.all
    return bool(met) and met != row and not (other.spread and other.spread >= len(row))


def _spread(one: Scope, other: Scope) -> str | None:
    """Several places that are counted, and one or a few that are named in their stead."""
    if one.spread and other.spread:
        return None if one.spread == other.spread else f"the places: “{other.spread_text}” for “{one.spread_text}”"
    if one.spread and 0 < len(other.all - one.all) < one.spread:
        return f"the place: {_listed(other.all - one.all)} alone, where it was spread over “{one.spread_text}”"
    if other.spread and 0 < len(one.all - other.all) < other.spread:
        return f"the place: “{other.spread_text}”, where it was {_listed(one.all - other.all)} alone"
    return None


def _listed(places: frozenset[str]) -> str:
    return ", ".join(sorted(place.rpartition(":")[2] for place in places))


def _of_subjects(before: Point, after: Point) -> str | None:
    conflict = likeness_of(before, after).conflict
    if conflict and not conflict.startswith("the base"):  # what a share is a share of is looked at below
        return _put(conflict)
    opposed = find_parted(after.subject, before.subject)
    far = opposed is not None and opposed.sort == "place" and not are_of_one_language(before, after)
    if opposed is not None and opposed.sort in _PARTING and opposed.mine != opposed.theirs and not far:
        what = {"population": "whom it is said of", "order": "the period", "place": "the place"}[opposed.sort]
        return f"{what}: “{opposed.mine}” for “{opposed.theirs}”"
    return _of_concepts(before, after)


def _put(conflict: str) -> str:
    """What `align` says of an article and a source document, said of two texts."""
    return conflict.replace(" in the article", " here").replace(" in the source document", " before")


def _of_concepts(before: Point, after: Point) -> str | None:
    """Words of the clauses that stand for one another and cannot both be meant: rural and urban, old and new."""
    mine, theirs = _clause(before), _clause(after)
    for pair in _PAIRS:
        for one, other in (pair, pair[::-1]):
            if one in mine and other in theirs and other not in mine and one not in theirs:
                return f"whom it is said of: “{theirs[other]}” for “{mine[one]}”"
    return None


def _clause(point: Point) -> dict[str, str]:
    """The concepts of the words in the figure's own clause."""
    near = (one.word for one in point.subject.words if one.near >= 1)
    return {key.removeprefix("concept:"): word.text for word in near for key in word.keys if key.startswith("concept:")}


def _base(before: Point, after: Point) -> str | None:
    """What two shares are shares of, where they have no word in common: in one language, or by concepts that both have."""
    one, other = before.figure.base, after.figure.base
    if one is None or other is None:
        return None
    mine, theirs = _keys(one, before), _keys(other, after)
    if before.subject.language != after.subject.language:
        mine, theirs = _bridged(mine), _bridged(theirs)
    if not mine or not theirs or mine & theirs or (mine & _ANYBODY and theirs & _ANYBODY):
        return None
    return f"the base: “{other.text}” for “{one.text}”"


def _bridged(keys: frozenset[str]) -> frozenset[str]:
    """The keys that lead across languages."""
    return frozenset(key for key in keys if key.startswith(("concept:", "territory:", "language:")))


def _keys(base: Span, point: Point) -> frozenset[str]:
    return frozenset(key for word in read_words(base.text, point.appearance.language) for key in word.keys)
