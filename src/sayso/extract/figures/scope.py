"""The period that a figure holds for, where the words of its own clause say it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line, grammar
from sayso.model import QUANTITIES

from .clauses import Clause, clauses
from .nouns import is_content, is_verb
from .reading import Reading
from .tags import NOUNS, tags_of

Stretch = tuple[int, int]

#: How many periods before and after a figure are looked at, so that the cost stays linear.
_BESIDE: Final = 3
#: A period that is tied to its figure stands so many words after it at most.
_TIED: Final = 3
#: Further off than any period that stands before its figure.
_BEYOND: Final = 1000
#: A change that a comma parts from the figure before it stands so many words after the comma at most.
_SOON: Final = 5
#: A word that makes a record ("the lowest") stands so many words at most before "since".
_RECORD: Final = 6
_TIMED: Final = frozenset({"week", "month", "year", "decade", "century"})
#: Who is so old, or what takes so long, holds at no time.
_TIMELESS: Final = frozenset({"age", "duration"})


class Period(Struct, frozen=True):
    """Words that say when. `ends` are the two of "between 2019 and 2023", each with its own words."""

    start: int
    end: int
    ends: tuple[Stretch, Stretch] | None = None

    def of(self, reading: Reading) -> Stretch:
        """The words for a figure: of a change between two dates each end has its own."""
        if self.ends is not None and reading.role in {"from", "to"}:
            return self.ends[reading.role == "to"]
        return self.start, self.end


class Scene(Struct, frozen=True):
    """What a line says of when and in which clauses, made once for all its figures."""

    periods: tuple[Period, ...]
    clauses: tuple[Clause, ...]
    quantities: tuple[Stretch, ...]
    starts: tuple[int, ...]

    def clause(self, place: int) -> Clause:
        """The clause in which a token stands."""
        return self.clauses[bisect_right(self.starts, place) - 1]


#: A line that says of no figure when or where.
NOTHING: Final = Scene((), (), (), ())


def scene(line: Line, readings: Sequence[Reading], g: Grammar, *, named: bool) -> Scene:
    """The periods and clauses of a line; no clauses where it has no period and is not `named` by a place.

    Cost: linear in the number of tokens.
    """
    found = _periods(line, readings, g)
    if not found and not named:
        return NOTHING
    parts = clauses(line, readings, [(one.start, one.end) for one in found], g)
    quantities = tuple((r.first, r.end) for r in readings if r.kind in QUANTITIES and r.kind not in _TIMELESS)
    return Scene(tuple(found), tuple(parts), quantities, tuple(one.start for one in parts))


def _periods(line: Line, readings: Sequence[Reading], g: Grammar) -> list[Period]:
    """The stretches of a line that name a period: dates, "last year", "three years ago"; two dates with "between" are one."""
    found = [(r.first, r.end) for r in readings if r.kind == "date"]
    found += [stretch for one in readings if (stretch := _ago(line, one, g))]
    phrases, ago, starts = g.phrases("period.phrases"), g.phrases("period.ago_before"), _starts(g.language)
    done = 0
    for at, key in enumerate(line.keys):
        if key not in starts or at < done:
            continue
        phrase = phrases.at(line.keys, at)
        end = phrase[1] if phrase else _one_ago(line, at, ago.at(line.keys, at), g) or _named(line, at, g)
        if end:
            found.append((at, end))
            done = end
    return _paired(line, sorted(found, key=lambda one: (one[0], -one[1])), g)


@cache
def _starts(language: str) -> frozenset[str]:
    """The keys with which the words for a period begin, dates aside."""
    g = grammar(language)
    tables = (g.phrases("period.phrases"), g.phrases("period.ago_before"), g.number_of("dates.months"))
    words = frozenset().union(*(table.first for table in tables))
    return words | g.words("period.nouns|period.which_before") | g.numbers.articles | g.numbers.ones


def _named(line: Line, at: int, g: Grammar) -> int | None:
    """As in "the previous season", "la campaña anterior": a noun for a time, with a word that says which one."""
    nouns = g.words("period.nouns")
    if _month(line, at, g):
        return at + 1
    if line.key(at) in g.words("period.which_before") and line.key(at + 1) in nouns:
        return at + 2
    which = g.phrases("period.which_after").at(line.keys, at + 1) if line.key(at) in nouns else None
    return which[1] if which else None


def _month(line: Line, at: int, g: Grammar) -> bool:
    """As in "seit Mai", "en mars": the name of a month after a preposition."""
    named = g.number_of("dates.months").at(line.keys, at)
    written = named is not None and (line.capital(at) or not g.flags["capital_months"])
    return written and line.key(at - 1) in g.words("period.month_after")


def _one_ago(line: Line, at: int, before: tuple[str, int] | None, g: Grammar) -> int | None:
    """As in "hace un año", "vor einem Jahr", "a year ago": an article stands for the number."""
    start = before[1] if before else at
    if line.key(start) not in g.numbers.articles | g.numbers.ones:
        return None
    unit = g.units.names.at(line.keys, start + 1)
    if unit is None or unit[0].name not in _TIMED:
        return None
    if before:
        return unit[1]
    after = g.phrases("period.ago_after").at(line.keys, unit[1])
    return after[1] if after else None


def _ago(line: Line, reading: Reading, g: Grammar) -> Stretch | None:
    """As in "three years ago", "vor drei Jahren", "hace dos meses"."""
    if reading.kind != "duration" or reading.unit not in _TIMED:
        return None
    first = max(reading.first, reading.core)
    if line.key(first - 1) in g.words("period.recent"):  # "in the past five years"
        return first - 1, reading.end
    if any(
        line.key(at) in g.words("period.recent") for at in range(first + 1, reading.end)
    ):  # "ces cinq dernières années"
        return first, reading.end
    if before := g.phrases("period.ago_before").before(line.keys, first):
        return before[1], reading.end
    after = g.phrases("period.ago_after").at(line.keys, reading.end)
    return (first, after[1]) if after else None


def _paired(line: Line, found: Sequence[Stretch], g: Grammar) -> list[Period]:
    made: list[Period] = []
    at = 0
    while at < len(found):
        start, end = found[at]
        head = start - _article(line, start - 1, g)
        opening = g.pairs.before(line.keys, head) or g.pairs_from.before(line.keys, head)
        second = found[at + 1] if at + 1 < len(found) else None
        if opening and second and line.key(end) in opening[0] and second[0] - end - 1 <= _article(line, end + 1, g):
            made.append(Period(opening[1], second[1], (found[at], second)))
            at += 2
            continue
        if not made or start >= made[-1].end:
            made.append(Period(start, end))
        at += 1
    return made


def _article(line: Line, place: int, g: Grammar) -> bool:
    return line.key(place) in g.words("ranges.articles")


def period_of(line: Line, reading: Reading, at: Scene, g: Grammar) -> Stretch | None:
    """The period of the figure's own clause: the one tied to it, else the nearest; None where another may be meant."""
    if reading.kind in _TIMELESS or not at.periods:
        return None
    best, least = None, (True, len(line) + 1)
    after = bisect_left(at.periods, reading.first, key=lambda one: one.start)
    for period in at.periods[max(0, after - _BESIDE) : after + _BESIDE]:
        gap = _gap(line, reading, period, at, g)
        if gap is not None and gap < least:
            best, least = period, gap
    best = best or _headed(line, at)
    return None if best is None else best.of(reading)


def _headed(line: Line, at: Scene) -> Period | None:
    """As in "2010: A quake killed 300": the date before a colon at the head holds for the whole line."""
    first = at.periods[0]
    return first if first.start == 0 and line.key(first.end) == ":" and not line.glued(first.end + 1) else None


def _gap(line: Line, reading: Reading, period: Period, at: Scene, g: Grammar) -> tuple[bool, int] | None:
    """How far a period is from a figure, after whether it is not tied to it; None where it cannot be the figure's."""
    end = counted_end(reading)
    if period.start < end and period.end > reading.first:
        return None
    mine, other = at.clause(reading.first), at.clause(period.start)
    if mine.id != other.id or _of_something_else(line, period, g):
        return None
    if period.start >= end:
        distance = period.start - end
        compared = _compared_between(line, reading, period.start, at, g)
        tied = (
            distance <= _TIED
            and not compared
            and at.clause(end - 1) == other
            and not _any_other(line, end, period.start, g)
        )
        far = distance + (_BEYOND if compared else 0)
        return (not tied, far) if tied or _reaches(line, reading, period, at, g) else None
    distance = reading.first - period.end
    own = distance == 0 or not (definite(line, reading, g) or _in_relative(other, period))
    return (True, distance) if own and not _of_participle(line, period, other, g) else None


def _any_other(line: Line, start: int, end: int, g: Grammar) -> bool:
    """Whether a word stands there that is no preposition or article before a period, as a verb."""
    small = g.words("counted.stop|counted.of|dates.before_year|period.month_after")
    return any(line.word(at) and (line.key(at) not in small or is_verb(line, at, g)) for at in range(start, end))


def without_period(reading: Reading, at: Scene) -> Reading:
    """The reading, which counts nothing where what it seems to count is a time: "gegenüber 4,6 im Jahr davor"."""
    if not at.periods:
        return reading
    if _timed(reading.base, at) and not reading.pronoun:
        return replace(reading, base=None, counted=None)
    return replace(reading, counted=None) if _timed(reading.counted, at) else reading


def _timed(phrase: Stretch | None, at: Scene) -> bool:
    if phrase is None:
        return False
    number = bisect_right(at.periods, phrase[0], key=lambda one: one.start) - 1
    return number >= 0 and at.periods[number].start <= phrase[0] and phrase[1] <= at.periods[number].end


def counted_end(reading: Reading) -> int:
    """Where a figure ends with what it counts."""
    return max(reading.end, reading.counted[1]) if reading.counted else reading.end


def _reaches(line: Line, reading: Reading, period: Period, at: Scene, g: Grammar) -> bool:
    """Whether a period further on in the clause is said of the figure, too."""
    if reading.role == "from" and period.ends is None:
        return False
    if (
        (reading.kind == "multiple" and reading.role == "level")
        or definite(line, reading, g)
        or between_others(reading, period.start, at)
    ):
        return False
    return not _of_participle(line, period, at.clause(period.start), g)


def _compared_between(line: Line, reading: Reading, place: int, at: Scene, g: Grammar) -> bool:
    """As in "Im Juli lag die Quote bei 1,9 Prozent nach 2,1 im Juni": what the figure is compared with has that period."""
    number = bisect_left(at.quantities, (reading.end, 0))
    if number == len(at.quantities) or at.quantities[number][0] >= place:
        return False
    return line.key(at.quantities[number][0] - 1) in g.words("period.compared")


def between_others(reading: Reading, place: int, at: Scene) -> bool:
    """Whether another quantity stands between a figure and a place after it, unless the two are a list or a change."""
    number = bisect_left(at.quantities, (reading.end, 0))
    if number == len(at.quantities) or at.quantities[number][0] >= place:
        return False
    start = at.quantities[number][0]
    return not (reading.role in {"from", "change"} or start - reading.end <= _TIED)


def definite(line: Line, reading: Reading, g: Grammar) -> bool:
    """As in "the two countries", "all four of their matches": a group that is known, at whatever time."""
    if reading.kind != "count" or reading.unit or reading.scaled:
        return False
    known = g.words("period.definite")
    start = reading.counted[0] if reading.counted and reading.counted[0] >= reading.end else reading.end
    before = (reading.first - 1, reading.first - 2)
    if g.flags["capital_nouns"] and line.capital(reading.first - 1):  # "nahm die Polizei 14 Personen fest"
        before = (reading.first - 1, reading.first - 1)
    places = (*before, *range(reading.end, min(start + 1, reading.end + _TIED)))
    return any(line.key(at) in known for at in places)


def _in_relative(clause: Clause, period: Period) -> bool:
    """Whether the period is said within a relative clause, of which nobody knows where it ends: "who voted in 2019"."""
    return clause.opening == "relative" and period.start - clause.start >= _TIED


def _of_something_else(line: Line, period: Period, g: Grammar) -> bool:
    """As in "its 2019 level", "the lowest since 2008", "than in 2019", "il doppio del 2019"."""
    before = period.start - 1
    if line.key(before) in g.words("counted.of") and g.multiples.before(line.keys, before):
        return True
    tags = tags_of(line, g)
    if tags and tags[before] in {"D", "PS"} and before >= 0:
        after = tags[period.end : period.end + 1]
        return line.digits(period.start) and bool(after) and after[0] in NOUNS | {"J"}
    if line.key(before) in g.words("period.since"):
        records = g.words("period.records")
        return any(line.key(at) in records for at in range(before - _RECORD, before))
    return False


def _of_participle(line: Line, period: Period, clause: Clause, g: Grammar) -> bool:
    """As in "l'enveloppe votée en 2017": the period of what a noun's participle says."""
    verb = period.start - 2
    if verb <= clause.start:
        return False
    tags = tags_of(line, g)
    if tags:
        return tags[verb] == "VN" and tags[verb - 1] in NOUNS
    endings = g.endings("period.participles")
    if not endings or not line.word(verb) or not line.key(verb).endswith(endings):
        return False
    if not is_content(line, verb - 1, g):  # "las pérdidas de 2022"
        return False
    helping = g.words("counted.auxiliaries|clauses.verbs")
    return not any(line.key(at) in helping for at in range(verb - 3, verb))


def beside(reading: Reading, previous: Sequence[Reading], at: Scene) -> Iterator[Reading]:
    """The figures before a change that say when and where it holds, too: "rose to 900 euros in 2023, 39% more"."""
    if not at.clauses:
        return
    for before in previous[: -2 * _BESIDE : -1]:
        if before.kind not in QUANTITIES:
            continue
        if reading.role == "level":
            return
        clause = at.clause(reading.first)
        near = clause.opening == "comma" and reading.first - clause.start <= _SOON
        if not (near and at.clause(before.first).end == clause.start) and (before.role, reading.role) != ("from", "to"):
            return
        yield replace(before, role="level")
        reading = before
