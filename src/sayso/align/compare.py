"""Two figures: how what is claimed relates to what is given, with words for a reader."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from sayso.model import Figure, Relation

from .interval import Interval, same
from .measure import (
    are_comparable,
    are_of_other_roles,
    dimension,
    has_other_unit,
    in_base_unit,
    in_unit_of,
    may_be_of_another_whole,
    may_mean_either,
    on_offset_scale,
    own_interval,
    values_beside,
    why_incomparable,
)
from .moments import order, read_moment
from .rounding import is_about, is_simple, is_the_fraction, last_place, rounds
from .slips import Gap, Slip, gap, swapped

#: A vague word is never called wrong but where it claims at least twice of what is given: "thousands" of 300.
_OVERSTATED: Final = 2.0
#: "More than a hundred" is said of 104 and of 250, hardly of 4,500.
_FAR: Final = 4.0
_ROLES: Final = {"change": "by how much it changed", "to": "what it came to", "from": "what it came from"}
_WAYS: Final = {"up": "goes up", "down": "goes down"}
#: Whoever converts a unit rounds before or after; so much is allowed for that.
_CONVERTED: Final = 0.03


@dataclass(frozen=True, slots=True)
class Aligned:
    """How two figures relate, with words for a reader.

    `bound_changed`: a bound was dropped or added; `unit_changed`: the same number in another currency, or per cent for
    percentage points; `far`: an open bound holds the given value, but nobody would have put it so; `finer`: the claimed
    value is more exact than the given one, which may be it rounded; `slip`: what would explain the difference.
    """

    relation: Relation
    because: str
    bound_changed: bool = False
    unit_changed: bool = False
    far: bool = False
    finer: bool = False
    slip: Slip | None = None


@dataclass(frozen=True, slots=True)
class _Pair:
    """Both figures with their values in the claimed one's unit."""

    claimed: Figure
    given: Figure
    mine: Interval
    theirs: Interval

    @property
    def c(self) -> str:
        return f"“{self.claimed.text}”"

    @property
    def g(self) -> str:
        return f"“{self.given.text}”"

    @property
    def converted(self) -> bool:
        return self.claimed.kind == "measure" and self.claimed.unit != self.given.unit

    def apart(self, mine: float, theirs: float) -> Aligned:
        """The relation of values that do not meet, with how far they are from each other."""
        texts = f"{self.claimed.text} {self.given.text}"
        unit = on_offset_scale(self.claimed)
        measured = {dimension(self.claimed), dimension(self.given)}
        found: Gap = gap(mine, theirs, texts, unit=unit, points="share" in measured, times=measured == {"multiple"})
        because = f"{self.c} where the source document has {self.g}: {found.words}"
        return Aligned("apart", because, slip=None if self.converted else found.slip)


def distance(one: Figure, other: Figure) -> float:
    """How far two values are apart, in orders of magnitude; 0 where they are the same."""
    first, second = in_base_unit(one).bound, in_base_unit(other).bound
    if same(first, second):
        return 0.0
    return abs(math.log10(first / second)) if first and second else math.inf


def is_telling(figure: Figure) -> bool:
    """Whether a value is unlikely to stand in two texts by accident: a range, or two digits that are not zeros."""
    if figure.vague:
        return False
    interval = in_base_unit(figure)
    ends = {end for end in (interval.low, interval.high) if not math.isinf(end)}
    if len({figure.low, figure.high} - {None}) > 1:
        return True
    return any(len(f"{end:.6g}".replace(".", "").strip("0")) > 1 for end in ends)


def align_figures(claimed: Figure, given: Figure) -> Aligned:
    """Hold the article's figure against a source document's.

    Both are read as intervals, in the claimed one's unit. Shares are compared in percent, so that "one in ten" equals
    "10 %", and "two weeks" equals "14 days". Nothing is said of whether they measure the same thing.
    """
    if has_other_unit(claimed, given):
        why = why_incomparable(claimed, given)
        return Aligned("incomparable", f"{why}; the number is the same", unit_changed=True)
    if not claimed.is_quantity and not given.is_quantity and claimed.kind == given.kind:
        return _align_names(claimed, given)
    if not are_comparable(claimed, given):
        return Aligned("incomparable", why_incomparable(claimed, given))
    pair = _Pair(claimed, given, values_beside(claimed, given), in_unit_of(claimed, given))
    if claimed.direction and given.direction and claimed.direction != given.direction:
        because = f"{pair.c} {_WAYS[claimed.direction]}, {pair.g} in the source document {_WAYS[given.direction]}"
        return Aligned("apart", because, slip="turned" if pair.mine.same_ends(pair.theirs) else None)
    if are_of_other_roles(claimed, given):
        return _align_roles(pair)
    found = _align_values(pair)
    if found.relation == "apart" and may_mean_either(claimed, given):
        return Aligned("incomparable", f"{pair.c} and {pair.g} may be meant alike")
    if found.relation == "apart" and may_be_of_another_whole(claimed, given):
        return Aligned("incomparable", f"{pair.c} and {pair.g} need not be of one whole")
    return found


def _align_roles(pair: _Pair) -> Aligned:
    """By how much something changed beside what it came to: that says nothing of each other, and is no proof against it either ("growth rose to 3 per cent")."""
    words = f"{pair.c} is {_ROLES[pair.claimed.role]}, {pair.g} in the source document is {_ROLES[pair.given.role]}"
    return Aligned("incomparable", words)


def _align_values(pair: _Pair) -> Aligned:
    """Two figures of one dimension by their values alone."""
    if pair.claimed.vague or pair.given.vague:
        return _align_vague(pair)
    if pair.mine.same_ends(pair.theirs):
        return _align_same(pair)
    if pair.mine.is_point and pair.theirs.is_point:
        return _align_points(pair)
    return _align_ranges(pair)


def _align_names(claimed: Figure, given: Figure) -> Aligned:
    """Dates by what they name; whatever else is no quantity is the same where it is written alike."""
    c, g = f"“{claimed.text}”", f"“{given.text}”"
    if claimed.text.casefold() == given.text.casefold():
        return Aligned("equal", f"{c} is {g} in the source document")
    if claimed.kind != "date":
        return Aligned("incomparable", f"{c} and {g} are written differently")
    if claimed.low != claimed.high or given.low != given.high:
        return _align_years(claimed, given, c, g)
    mine, theirs = read_moment(claimed.text), read_moment(given.text)
    turn = order(mine, theirs) if mine and theirs else None
    if mine is None or theirs is None or turn is None:
        return Aligned("incomparable", f"{c} and {g} have nothing in common that could be compared")
    if turn:
        other = "years" if mine.year != theirs.year and mine.year and theirs.year else "dates"
        return Aligned("apart", f"{c} where the source document has {g}: other {other}")
    more = [a is not None and b is None for a, b in zip(mine.parts, theirs.parts, strict=True)]
    if any(more[1:]) or (more[0] and mine.month is None):
        because = f"{c} is more exact than {g} in the source document, within which it lies"
        return Aligned("overlaps", because, finer=True)
    if mine.parts == theirs.parts or more[0]:
        return Aligned("equal", f"{c} is {g} in the source document")
    return Aligned("contained", f"{g} lies within {c}")


def _align_years(claimed: Figure, given: Figure, c: str, g: str) -> Aligned:
    """Decades and other spans of years."""
    mine, theirs = own_interval(claimed), own_interval(given)
    if not mine.meets(theirs):
        return Aligned("apart", f"{c} where the source document has {g}: other years")
    if mine.same_ends(theirs):
        return Aligned("equal", f"{c} is {g} in the source document")
    if mine.holds(theirs):
        return Aligned("contained", f"{g} lies within {c}")
    return Aligned("overlaps", f"{c} and {g} share years", finer=theirs.holds(mine))


def _align_same(pair: _Pair) -> Aligned:
    if not pair.theirs.holds(pair.mine) or not pair.mine.holds(pair.theirs):
        because = f"{pair.c} has the bound of {pair.g}, but one includes it and the other does not"
        return Aligned("contained", because, bound_changed=True)
    changed = pair.mine.is_point and pair.given.approximate and not pair.claimed.approximate
    return Aligned("equal", f"{pair.c} is {pair.g} in the source document", bound_changed=changed)


def _align_points(pair: _Pair) -> Aligned:
    mine, theirs = pair.mine.low, pair.theirs.low
    if _rounds_to(pair.claimed, mine, theirs):
        because = f"{pair.g} rounds to {pair.c}"
        return Aligned("rounds_to", because, bound_changed=pair.given.approximate and not pair.claimed.approximate)
    if not pair.converted and swapped(mine, theirs):  # nobody rounds 421,000 to "about 412,000"
        return pair.apart(mine, theirs)
    if pair.claimed.approximate and is_about(mine, theirs):
        return Aligned("rounds_to", f"{pair.c} is near {pair.g}")
    if pair.converted and abs(mine - theirs) <= _CONVERTED * abs(theirs) and not on_offset_scale(pair.claimed):
        return Aligned("rounds_to", f"{pair.g} is {pair.c}, but for rounding between units")
    if _is_finer(pair):
        because = f"{pair.c} is more exact than {pair.g} in the source document, which may be the same value rounded"
        return Aligned("overlaps", because, finer=True)
    return pair.apart(mine, theirs)


def _rounds_to(figure: Figure, mine: float, theirs: float) -> bool:
    """Whether the figure, whose value is `mine`, may be `theirs` rounded, both in the figure's unit."""
    if figure.kind == "proportion" and is_simple(figure):
        return is_the_fraction(mine, theirs)
    place = last_place(figure, mine)
    return rounds(mine, theirs, min(place, 1.0) if on_offset_scale(figure) else place)


def _is_finer(pair: _Pair) -> bool:
    """Whether what is given may be what is claimed, rounded."""
    mine, theirs = in_unit_of(pair.given, pair.claimed), values_beside(pair.given, pair.claimed)
    if not (mine.is_point and theirs.is_point):
        return False
    about = pair.given.approximate and is_about(theirs.low, mine.low)
    return about or _rounds_to(pair.given, theirs.low, mine.low)


def _align_ranges(pair: _Pair) -> Aligned:
    mine, theirs = pair.mine, pair.theirs
    if _nearly_same(pair):
        return Aligned("equal", f"{pair.c} is {pair.g} in the source document")
    if _is_one_number(pair) and not (_is_bound(pair.claimed) or _is_bound(pair.given)):
        return Aligned("rounds_to", f"{pair.c} is {pair.g} in the source document, but for how exactly it is put")
    if theirs.is_point and mine.opens_at(theirs.low):
        return Aligned("contained", f"{pair.g} is the bound of {pair.c}; the bound was added", bound_changed=True)
    if mine.holds(theirs):
        far = _is_far(mine, theirs)
        moved = mine.is_open and theirs.is_open
        apart = pair.apart(mine.bound, theirs.bound) if far and moved and pair.claimed.low is None else None
        if apart is not None and apart.slip == "power_of_ten":
            return apart  # "less than 480" is true of "less than 48", but nobody would put it so; "more than 10" of "more than 100" may be
        words = f"{pair.g} lies within {pair.c}{', far from its bound' * far}{'; the bound was moved' * moved}"
        return Aligned("contained", words, far=far, bound_changed=moved)
    if mine.is_point and theirs.opens_at(mine.low):
        return Aligned("contained", f"{pair.c} is the bound of {pair.g}; the bound is left out", bound_changed=True)
    if _ends_round(pair):
        return Aligned("rounds_to", f"{pair.g} rounds to {pair.c}")
    if theirs.holds(mine):
        return Aligned("overlaps", f"{pair.c} says more than {pair.g} in the source document, within which it lies")
    if mine.meets(theirs):
        return Aligned("overlaps", f"{pair.c} goes beyond {pair.g} in the source document")
    above = mine.low >= theirs.high
    return pair.apart(*((mine.low, theirs.high) if above else (mine.high, theirs.low)))


def _nearly_same(pair: _Pair) -> bool:
    """Whether both are about one value, said in two ways: "about 80", "nearly 80"."""
    return pair.claimed.approximate and pair.given.approximate and _is_one_number(pair)


def _is_one_number(pair: _Pair) -> bool:
    """Whether both name one and the same number, whatever bound or word for "about" stands before it."""
    mine, theirs = _named_ends(pair.claimed), _named_ends(pair.given)
    return pair.claimed.unit == pair.given.unit and len(mine) == 1 and mine == theirs


def _named_ends(figure: Figure) -> set[float]:
    scale = 100.0 if figure.kind == "proportion" else 1.0
    return {round(end * scale, 6) for end in (figure.low, figure.high) if end is not None}


def _is_bound(figure: Figure) -> bool:
    """Whether a figure says that something lies on one side of its number, however far: "at least 80", and not "nearly 80"."""
    return None in (figure.low, figure.high) and not figure.approximate


def _ends_round(pair: _Pair) -> bool:
    """Whether each end of a claimed range or bound is that of the given one, rounded."""
    claimed, given = pair.claimed, pair.given
    if (
        pair.mine.is_point
        or pair.theirs.is_point
        or (claimed.low is None, claimed.high is None)
        != (
            given.low is None,
            given.high is None,
        )
    ):
        return False
    ends = ((claimed.low, pair.mine.low, pair.theirs.low), (claimed.high, pair.mine.high, pair.theirs.high))
    return all(
        end is None or same(mine, theirs) or rounds(mine, theirs, last_place(claimed, mine))
        for end, mine, theirs in ends
    )


def _is_far(mine: Interval, theirs: Interval) -> bool:
    """Whether an open interval holds a value so far from its bound that nobody would have put it so."""
    bound, value = mine.bound, theirs.bound
    return mine.is_open and bool(bound and value) and max(bound, value) / min(bound, value) > _FAR


def _align_vague(pair: _Pair) -> Aligned:
    """Words such as "hundreds" hold all numbers that they may stand for; they hardly ever differ from one.

    A number in the article where the source document only has such a word is not supported by it.
    """
    if pair.claimed.vague and pair.given.vague and same(pair.mine.bound, pair.theirs.bound):
        return Aligned("equal", f"{pair.c} is {pair.g} in the source document")
    if pair.claimed.vague and pair.mine.bound and pair.mine.holds(pair.theirs) and not _is_far_vague(pair):
        return Aligned("contained", f"{pair.g} is what {pair.c} may stand for")
    if not pair.given.vague and pair.theirs.is_point and pair.mine.low > _OVERSTATED * pair.theirs.low > 0:
        return pair.apart(pair.mine.low, pair.theirs.low)
    return Aligned("incomparable", f"{pair.c} or {pair.g} is too vague to be compared")


def _is_far_vague(pair: _Pair) -> bool:
    return math.isinf(pair.mine.high) and pair.theirs.bound > 10 * pair.mine.bound
