"""Quantities: a number or a range with its unit, the bound before it and after it, and what it is per."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line, Numeral
from sayso.model import Direction

from .amount import Operand, read_operand, read_suffix, with_minor
from .behind import with_bound_after, with_rate
from .both import read_both
from .bounds import past_article, read_bounds
from .change import change_near
from .compounds import read_compound
from .mixed import article_and_more, in_unit, with_lesser
from .multiples import read_multiple
from .names import counts_after
from .reading import ABOUT, MEAN, Reading, bounded
from .scores import read_score
from .shares import read_share
from .vague import read_vague

_MOST_ASIDES: Final = 3
#: Words before one for where something stood at most: "an all-time low".
_MOST_BEFORE_HEIGHT: Final = 3
_YEARS: Final = range(1000, 2101)
_UNSCALED: Final = 1000
#: How many times as large the one end of a change may be as the other, to share its scale.
_ALIKE: Final = 100
_DASHES: Final = frozenset({"-", "–", "—"})
_DAY_DIGITS: Final = 2
_MILLION: Final = 1_000_000


def read_quantity(line: Line, place: int, g: Grammar) -> Reading | None:
    """The quantity whose first word, bound or sign stands at `place`; None where there is none."""
    codes, at = read_bounds(line, place, g)
    found = _core(line, at, g, bound=bool(codes))
    if found is None:
        return None
    if found.kind == "duration" and _during(line, place, g):  # "183 emissions over 24 hours"
        codes, place = [], at
    found = _with_bounds(found, codes)
    verb = g.phrases("bounds.verbs").at(line.keys, place) if codes else None
    found = with_rate(line, replace(found, first=min(verb[1], at) if verb else place, core=at), g)
    return with_bound_after(line, found, g, open_already=any(code not in {ABOUT, MEAN} for code in codes))


def _during(line: Line, place: int, g: Grammar) -> bool:
    """Whether a word for more than only says throughout what time, by the word before it."""
    return (
        line.key(place) in g.words("bounds.during")
        and line.key(place - 1) not in g.words("bounds.lasting")
        and place > 0
    )


def _with_bounds(found: Reading, codes: list[str]) -> Reading:
    """Lay on the bound nearest to the number; one further out only makes it approximate ("hardly more than 200").

    A round word is exact under a bound: "plus d'un millier" is more than 1,000. A mean is as exact as any value.
    """
    codes = [code for code in codes if code != MEAN]
    sided = [code for code in codes if code != ABOUT]
    if sided:
        found = bounded(replace(found, approximate=False), sided[-1])
    rough = len(sided) < len(codes) or any(code.startswith("~") for code in sided[:-1])
    return bounded(found, ABOUT) if rough else found


def _article_unit(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "Up to a year", "more than an hour", where an article is no number by itself."""
    if line.key(place) not in g.numbers.articles - g.numbers.ones:
        return None
    unit = g.units.names.at(line.keys, place + 1)
    if unit is None or unit[0].name == "second":
        return None
    return Reading(
        place, unit[1], unit[0].kind, "an article with a unit under a bound", low=1, high=1, unit=unit[0].name
    )


def _by_article(line: Line, place: int, g: Grammar) -> Reading | None:
    """What an article counts under a bound, where no more follows: "up to a year", "sotto il miliardo"."""
    if article_and_more(line, place, g) is not None:
        return None
    return _article_unit(line, place, g) or _lone_scale(line, place, g)


def _lone_scale(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "Sotto il miliardo di euro": a bound, an article and a scale."""
    scale = g.numbers.words.at(line.keys, place)
    articled = line.key(place - 1) in g.words("ranges.articles") | g.words("counted.of") - g.numbers.articles
    if scale is None or not scale[0].multiplies or scale[0].value < _MILLION or not articled:
        return None
    if g.number_of("vague").at(line.keys, place):
        return None
    value = int(scale[0].value)
    suffix = read_suffix(line, scale[1], g, scaled=True)
    numeral = Numeral(place, scale[1], value, scaled=True, scale=value)
    return _single(Operand(place, suffix.end if suffix else scale[1], numeral, None, suffix), bound=True)


def _core(line: Line, place: int, g: Grammar, *, bound: bool) -> Reading | None:
    return (
        _between(line, place, g)
        or read_multiple(line, place, g)
        or read_compound(line, place, g)
        or read_both(line, place, g)
        or read_share(line, place, g, bound=bound)
        or read_vague(line, place, g)
        or (_by_article(line, place, g) if bound else None)
        or _amount(line, place, g, bound=bound)
    )


def read_from_to(line: Line, place: int, g: Grammar) -> tuple[Reading, Reading] | None:
    """As in "From 3 to 5 million" where something rises or falls: two figures that share scale and unit, else None."""
    opening = g.pairs_from.at(line.keys, place)
    if opening is None or read_score(line, opening[1], g) or _days(line, opening[1], g):
        return None
    closings, at = opening
    before = _side(line, _behind_height(line, at, g), g)
    first = read_operand(line, before.core, g, joins=False)
    if first is None or line.key(first.end) not in closings:
        return None
    after = _side(line, first.end + 1, g)
    second = read_operand(line, after.core, g)
    if second is None or (_years(first, second) and not counts_after(line, second.end, g)):
        return None
    if first.own and second.own and _nature(first) != _nature(second):
        return None
    if first.own and not second.own and not _is_bare(line, second, g):
        return None
    pair = _two(line, first, second, place, g)
    return pair and (before.on(pair[0]), after.on(pair[1]))


def _behind_height(line: Line, place: int, g: Grammar) -> int:
    """The place behind what something stood at: "from a record low of 320 to 415", "d’un record de 9 800 dollars à 7 200"."""
    for at in range(place + _MOST_BEFORE_HEIGHT, place - 1, -1):
        ahead = range(place, at + 1)
        if line.key(at) in g.words("change.heights") and all(line.key(one).isalpha() for one in ahead):
            of = (one for one in (at + 1, at + 2) if line.key(one) in g.words("counted.of"))
            return next(of, at) + 1
    return place


def _is_bare(line: Line, second: Operand, g: Grammar) -> bool:
    """Whether nothing that is counted follows, so that the first one's unit holds for the second, too: "from 4 percent to 3.5"."""
    return not second.numeral.scaled and not counts_after(line, second.end, g)


class _Side(NamedTuple):
    """One side of a change: where its bounds begin, which they are, and where its number begins."""

    first: int
    codes: list[str]
    core: int

    def on(self, found: Reading) -> Reading:
        """The reading with these bounds."""
        return replace(_with_bounds(found, self.codes), first=self.first) if self.codes else found


def _side(line: Line, place: int, g: Grammar) -> _Side:
    """Past words such as "now", and past an article."""
    at = place
    while at < place + _MOST_ASIDES and line.key(at) in g.words("change.asides"):
        at += 1
    codes, core = read_bounds(line, at, g)
    return _Side(at, codes, past_article(line, core, g))


def _days(line: Line, place: int, g: Grammar) -> bool:
    """Whether two days of a month stand there, or two short years: "dal 6 al 22 febbraio", "dal ’92 al ’94"."""
    at = past_article(line, place, g)
    if line.key(at - 1) == "’" and line.glued(at) and not line.glued(at - 1):
        return True
    if not line.digits(at) or len(line.key(at)) > _DAY_DIGITS or line.key(at + 1) not in g.words("dates.range_joins"):
        return False
    last = past_article(line, at + 2, g)
    after = last + 1 + (line.key(last + 1) in g.words("dates.day_first"))
    return (
        line.digits(last)
        and len(line.key(last)) <= _DAY_DIGITS
        and bool(g.number_of("dates.months").at(line.keys, after))
    )


def _two(line: Line, first: Operand, second: Operand, place: int, g: Grammar) -> tuple[Reading, Reading] | None:
    low = first.value if first.own else _scale_of_goal(first.numeral, second.numeral)
    if not first.own and second.suffix is not None and second.suffix.factor is not None:
        low *= second.suffix.factor
    goal = with_rate(line, _single(second, bound=True), g)
    same = replace(goal, end=first.end, first=first.start, core=first.start, low=low, high=low)
    start = _single(first, bound=True) if first.own else same
    if first.own and not second.own:
        value = second.value * ((first.suffix and first.suffix.factor) or 1)
        goal = replace(start, end=second.end, first=second.start, core=second.start, low=value, high=value)
    way = change_near(line, place, goal.end, g)
    if way is None and not (low > second.value):
        return None
    if way == "down" and low < second.value and not first.own and goal.kind == "percent":
        return None  # "chuté de 20 à 30 %" is by so much; "fell from 3 to 5 million" is a slip of the author
    if way is None or way == "either":
        way = "up" if low < second.value else "down"
    direction: Direction = "up" if way == "up" else "down"
    because = f"one of two figures of a change, {goal.because}"
    before = replace(start, role="from", direction=direction, because=because)
    return before, replace(goal, role="to", core=goal.first, direction=direction, because=because)


def _scale_of_goal(first: Numeral, second: Numeral) -> int | Decimal:
    """The scale of the second holds for the first of the two, unless that would put them far apart."""
    alike = first.scale == 1 and second.scale > 1 and first.value * second.scale <= _ALIKE * second.value
    return first.value * second.scale if alike else first.value


def _between(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "Between 13 and 18 million", "entre el 13 y el 18 por ciento"; "from 5 to 12" where it is no change."""
    opening = g.pairs.at(line.keys, place) or g.pairs_from.at(line.keys, place)
    if opening is None or _days(line, opening[1], g):
        return None
    closings, at = opening
    first = read_operand(line, past_article(line, at, g), g, joins=False)
    if first is None or line.key(first.end) not in closings:
        return None
    second = read_operand(line, past_article(line, first.end + 1, g), g)
    if second is None or (_years(first, second) and not counts_after(line, second.end, g)):
        return None
    if first.own and not second.own and _is_bare(line, second, g):
        second = replace(second, prefix=first.prefix, suffix=first.suffix)  # "from 5 euros to 12"
    return _range(first, second, "a range between two numbers")


def _years(first: Operand, second: Operand) -> bool:
    """Two bare years: "between 1600 and 1900"."""
    return all(o.numeral.plain and not o.own and o.numeral.value in _YEARS for o in (first, second))


def _amount(line: Line, place: int, g: Grammar, *, bound: bool) -> Reading | None:
    first = read_operand(line, place, g) or article_and_more(line, place, g)
    if first is None:
        return None
    first = with_lesser(line, with_minor(line, first, g), g)
    second = _second(line, first, g)
    if second is not None and (found := _range(first, second, "a range of two numbers")):
        return found
    return _single(first, bound=bound)


def _second(line: Line, first: Operand, g: Grammar) -> Operand | None:
    """The upper end of a range written with a dash or a word between."""
    infix = g.phrases("ranges.infix").at(line.keys, first.end)
    if infix is None or (first.numeral.one and not first.numeral.digits and first.own):
        return None
    mark, at = infix
    if mark in _DASHES and not _dash_joins(line, first.end, at):
        return None
    if mark.isalpha() and not line.apart(at):  # "un A320" is no range
        return None
    if mark in g.words("ranges.weak") and line.key(first.start - 1) in g.words("ranges.scales"):
        return None
    if first.own and mark not in _DASHES and _changes(line, first.start, g):
        return None
    if mark in g.words("ranges.or") and (first.own or first.numeral.scaled):
        return None
    second = read_operand(line, past_article(line, at, g), g)
    scale_only = mark in g.words("ranges.scale_only")
    if second is None or (scale_only and not _shares_scale(first, second)):
        return None
    if second.numeral.one or (first.own and mark not in _DASHES and not second.own):
        return None
    apart = not second.numeral.scaled and 0 < _ALIKE * first.value < second.value
    if first.own and mark not in _DASHES and apart:
        return None  # "a pris 35 cents à 67,40 dollars"
    return second


def _shares_scale(first: Operand, second: Operand) -> bool:
    """Whether "13 y 18 millones" can be one range without a word before it."""
    bare = first.numeral.digits and first.numeral.scale == 1 and not first.own
    return bare and second.numeral.digits and second.numeral.scale > 1


def _changes(line: Line, place: int, g: Grammar) -> bool:
    """Whether "rose 3 percent to ..." or "by 3 euros to ..." is under way, which is no range."""
    key = line.key(place - 1)
    return any(key in g.words(f"change.{name}") for name in ("by", "up", "down", "from"))


def _dash_joins(line: Line, dash: int, after: int) -> bool:
    both = line.glued(dash) and line.glued(after)
    neither = not line.glued(dash) and not line.glued(after)
    return both or (neither and line.digits(dash - 1) and line.digits(after))


def _range(first: Operand, second: Operand, because: str) -> Reading | None:
    """One reading of two operands that share scale, unit and currency, or None where they cannot be one range."""
    low, high = _shared_scale(first.numeral, second.numeral), second.numeral.value
    if first.own and second.own and _nature(first) != _nature(second):
        return _mixed_range(first, second, because)
    if first.suffix is not None and second.suffix is None:
        return None
    if second.suffix is not None and second.suffix.factor is not None:
        low, high = low * second.suffix.factor, second.value
    if not low < high:
        return None
    made = _single(replace(second, prefix=first.prefix or second.prefix), bound=True)
    return replace(made, first=first.start, low=low, high=high, because=f"{because}, {made.because}", plain=False)


def _mixed_range(first: Operand, second: Operand, because: str) -> Reading | None:
    """As in "between six months and two years", in the larger unit."""
    if first.suffix is None or second.suffix is None:
        return None
    low = in_unit(first.value, first.suffix.unit, second.suffix.unit)
    if low is None or not low < second.value:
        return None
    made = _single(second, bound=True)
    return replace(made, first=first.start, low=low, because=f"{because}, {made.because}", plain=False)


def _nature(operand: Operand) -> tuple[str | None, ...]:
    if operand.prefix:
        return ("money", operand.prefix)
    suffix = operand.suffix
    return (suffix.kind, suffix.currency or suffix.unit) if suffix else (None,)


def _shared_scale(first: Numeral, second: Numeral) -> int | Decimal:
    """As in "13-18 million": the scale of the second holds for the first, too, where the first has none and is the smaller."""
    scale = second.scale
    if first.scale == 1 and scale > 1 and first.value < second.value / scale and first.value < _UNSCALED:
        return first.value * scale
    return first.value


def _single(operand: Operand, *, bound: bool) -> Reading:
    numeral, suffix = operand.numeral, operand.suffix
    value = operand.value
    made = Reading(
        operand.start,
        operand.end,
        "count",
        "a number of something",
        low=value,
        high=value,
        approximate=numeral.approximate,
        scaled=numeral.scaled,
        plain=numeral.plain and not operand.own and not bound,
        one=numeral.one,
    )
    if operand.prefix is not None:
        return replace(made, kind="money", currency=operand.prefix, because="a sum with its currency before it")
    if suffix is not None:
        unit, currency = suffix.unit, suffix.currency
        return replace(made, kind=suffix.kind, unit=unit, currency=currency, because=suffix.because)
    return made
