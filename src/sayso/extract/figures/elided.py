"""What is left out because an earlier figure has named it: a currency ("13 million euros; weapons, at 27 million"), or what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from msgspec.structs import replace

from sayso.language import fold
from sayso.language.numbers import Grammar, Line
from sayso.model import Direction

from .entries import Earlier, Place
from .reading import Reading

_MILLION: Final = 1_000_000
_THOUSAND: Final = 1_000
#: So many invisible characters, as soft hyphens, are looked over before a figure.
_INVISIBLE: Final = 4
#: Figures that are looked at backwards, so that the cost stays linear.
_MOST: Final = 20
_REACH: Final = 10
#: No share changes by more points.
_MOST_POINTS: Final = 60
_TENTHS: Final = 10
#: A goal takes its noun from one of so many figures before it.
_MOVED: Final = 3
_BRACKETS: Final = frozenset({"(", "["})
#: After these something may still be counted, or the number goes on.
_OPEN: Final = frozenset({"(", "[", "-", "–", "—", "/", "%", "+", "“", "„", "«"})


def with_currency(found: Reading, at: Place, g: Grammar, earlier: Sequence[Earlier]) -> Reading:
    """A bare number of millions that counts nothing, with the currency of the nearest sum before it.

    The sum must stand in the same sentence, or in the sentence before it in the same block; else the reading is given
    back as it came.
    """
    told_again = _told_again(at.line, found, g)
    if not told_again and not _bare(at.line, found, g):
        return found
    sum_before = _sum_before(at, earlier, outside=told_again or _against(at.line, found, g))
    if sum_before is None:
        return found
    because = f"a number whose currency is that of “{sum_before.figure.text}” before it"
    return replace(found, kind="money", currency=sum_before.figure.currency, because=because)


def _told_again(line: Line, found: Reading, g: Grammar) -> bool:
    """As in "1,840,000 yen ($12,270) and 1,765,000 ($11,770)": a bracket tells the sum again in another currency."""
    value = found.low if found.low is not None else found.high
    if not is_bare(found) or value is None or value < _THOUSAND or line.key(found.end) not in _BRACKETS:
        return False
    at = found.end + 1
    return at in line.begins and line.taken.get(at) is not None and g.money.prefix.at(line.keys, at) is not None


def _bare(line: Line, found: Reading, g: Grammar) -> bool:
    value = found.low if found.low is not None else found.high
    if found.kind != "count" or found.unit or found.vague or not found.scaled or value is None or value < _MILLION:
        return False
    if found.counted is not None and line.key(found.first - 1) not in _BRACKETS and not _sum_of(line, found, g):
        return False
    return (_ends(line, found.end, g) or _against(line, found, g)) and not _counts_people(line, found.first, g)


def _sum_of(line: Line, found: Reading, g: Grammar) -> bool:
    """As in "Redujo su deuda en 95 millones": what it is said of has a sum."""
    counted = found.counted
    if counted is None or counted[0] >= found.end:
        return False
    return any(line.key(at) in g.words("counted.sums") for at in range(counted[0], min(counted[1], counted[0] + 3)))


def _against(line: Line, found: Reading, g: Grammar) -> bool:
    """As in "3,1 milliards d'euros, contre 2,2 milliards au départ": it is compared with the sum before it."""
    at = found.first - 1
    at -= line.key(at) in g.words("ranges.articles")
    return line.key(at) in g.words("counted.against") and found.counted is None and line.key(at - 1) in {",", "("}


def _ends(line: Line, place: int, g: Grammar) -> bool:
    """Whether the number is followed by a mark, the end, a verb, or a period such as "last year"."""
    key = line.key(place)
    if g.phrases("period.phrases").at(line.keys, place) is not None:
        return True
    compared = g.phrases("change.more").at(line.keys, place) or g.phrases("change.less").at(line.keys, place)
    if compared is not None and line.key(compared[1]) in g.words("multiples.than"):  # "300 Millionen mehr als bisher"
        return True
    if line.word(place):
        return key in g.words("counted.verbs") or key in g.words("counted.told")
    return not line.digits(place) and key not in _OPEN


def _counts_people(line: Line, place: int, g: Grammar) -> bool:
    """As in "The population is 9 million": a word in its clause says that no money is meant."""
    people = g.words("counted.people")
    for at in range(place - 1, max(-1, place - _REACH), -1):
        if line.key(at) in {";", "."}:
            return False
        if line.key(at) in people:
            return True
    return False


def _sum_before(at: Place, earlier: Sequence[Earlier], *, outside: bool) -> Earlier | None:
    """The nearest sum; `outside` brackets, where something is compared with it."""
    for entry in reversed(earlier[-_MOST:]):
        if at.sentence - entry.sentence > 1 or entry.block != at.block:
            return None
        if entry.figure.kind == "money" and not (outside and _in_bracket(entry, at)):
            return entry
    return None


def _in_bracket(entry: Earlier, at: Place) -> bool:
    """Whether a figure stands right after a bracket, whatever is invisible between."""
    before = at.doc.text[max(0, entry.figure.start - _INVISIBLE) : entry.figure.start]
    return fold(before).text[-1:] in _BRACKETS


def with_noun(found: Reading, at: Place, g: Grammar, earlier: Sequence[Earlier]) -> Reading:
    """A bare number with what a count before it counts: "rose 64 points, or 1%, to 4,577", "68,400 people and 95,800 who".

    The earlier count stands in the same sentence and counts what is written after it; else the reading is given back as it came.
    """
    line = at.line
    if not is_bare(found) or not earlier:
        return found
    moved = found.role in {"to", "from"}
    listed = line.key(found.first - 1) in g.words("counted.more_of")
    joint = listed and line.key(found.end) in g.words("counted.of_them")
    near = earlier[-_MOVED:] if moved or joint else ()
    for before in reversed(near):
        fits = joint or before.reading.role in {"change", "to", "from"}
        if fits and (whole := _counts_after(before, at)) is not None:
            return replace(found, counted=whole, subject=found.subject or found.counted)
    return found


def with_later_noun(line: Line, found: Reading, following: Reading, g: Grammar) -> Reading:
    """A level with what the change right after it counts: "the index stood at 16,369, up 58 points"."""
    way = following.first - 1
    gap = line.keys[found.end : way]
    moved = line.key(way) in g.words("change.up|change.down") and gap in ([], [","])
    counts = following.kind == "count" and following.counted is not None and following.counted[0] >= following.end
    if not (moved and counts and following.role == "change"):
        return found
    return replace(found, counted=following.counted, subject=found.subject or found.counted)


def is_bare(found: Reading) -> bool:
    """Whether a number has no unit, and nothing after it that it counts."""
    after = found.counted is not None and found.counted[0] >= found.end
    return found.kind == "count" and found.unit is None and not after and not found.vague


def _counts_after(before: Earlier, at: Place) -> tuple[int, int] | None:
    """What an earlier count of the same sentence counts, where that is written after it."""
    whole = before.reading.counted
    same = before.sentence == at.sentence and before.reading.kind == "count" and whole is not None
    return whole if same and whole is not None and whole[0] >= before.reading.end else None


def with_points(found: Reading, at: Place, g: Grammar, earlier: Sequence[Earlier]) -> Reading:
    """Points that are percentage points, because a percentage stands right before: "61%, up five points".

    The same said again in another measure ("2.1%, or 64 points") and the points of an index are none.
    """
    line, end = at.line, found.end + 1
    tenths = line.key(found.end) in g.words("percent.tenths")
    bare = (tenths or line.key(found.end) in g.words("percent.bare_points")) and found.end not in line.begins
    if found.kind != "count" or not earlier or not bare:
        return found
    before = earlier[-1]
    gap = line.keys[before.reading.end : found.first]
    near = before.sentence == at.sentence and before.reading.kind == "percent" and len(gap) <= _REACH
    small = found.low is not None and found.low <= _MOST_POINTS
    if (
        not (near and small)
        or "or" in gap
        or _BRACKETS & set(gap)
        or not (found.role == "change" or (way := _way(line, found.first, end, g)))
    ):
        return found
    made = found if found.role == "change" else replace(found, role="change", direction=way)
    low, high = (
        None if value is None or not tenths else Fraction(str(value)) / _TENTHS for value in (made.low, made.high)
    )
    return replace(
        made,
        end=end,
        kind="percentage_point",
        because="a number of points, beside a percentage",
        low=low if tenths else made.low,
        high=high if tenths else made.high,
        counted=before.reading.counted,
        subject=None,
    )


def _way(line: Line, first: int, end: int, g: Grammar) -> Direction | None:
    """As in "3 points less than in May", "menos 3 pontos": more or less, after or before so many points."""
    if g.phrases("change.more").at(line.keys, end) or line.key(first - 1) in g.words("change.more_before"):
        return "up"
    less = g.phrases("change.less").at(line.keys, end) or line.key(first - 1) in g.words("change.less_before")
    return "down" if less else None
