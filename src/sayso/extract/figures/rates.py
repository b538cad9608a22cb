"""What a rate is per, where it does not stand right after the figure: "62,000 vehicles a day", "ogni giorno 3.000 persone"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line, read_numeral
from sayso.model import QUANTITIES

from .nouns import is_verb
from .reading import Reading

_NONE: Final = frozenset({"proportion", "multiple", "age", "percentage_point"})
#: From "every day" at the head of a clause to the figure.
_REACH: Final = 8
_MARKS: Final = frozenset({",", ";", ":", ".", "(", ")", "–", "—"})
_BESIDE: Final = 9
_MANY: Final = 100


def with_rate(line: Line, found: Reading, g: Grammar, previous: Sequence[Reading] = ()) -> Reading:
    """The reading with what it is per, by the words after it, after what it counts, or at the head of its clause.

    A number of nothing ("one for every 1,100") is of the group that a figure before it is per.
    """
    if found.per is not None or found.kind in _NONE or found.kind not in QUANTITIES:
        return found
    after = found.counted is not None and found.counted[0] >= found.end
    end = found.counted[1] if after and found.counted else found.end
    if (
        many := _per_many(line, end, g, _group(previous)) or (_per_time(line, end, g) if not after else None)
    ) is not None:
        return replace(found, per=many[0], end=found.end if after else many[1])
    whole = (_whole(line, end, g) or _whole(line, _behind_kind(line, end, g), g)) if after else None
    if whole and not line.digits(whole[1]) and line.key(whole[1]) not in g.words("per.never_before"):
        return replace(found, per=whole[0])
    often = _often(line, found, end, g) if found.role == "level" and (after or found.kind != "count") else None
    return found if often is None or found.kind == "percent" else replace(found, per=often)


def _whole(line: Line, place: int, g: Grammar) -> tuple[str, int] | None:
    return g.phrases("per.whole").at(line.keys, place)


def _behind_kind(line: Line, end: int, g: Grammar) -> int:
    """The place behind what says of which kind they are: "5.300 pastéis de nata por dia"."""
    kind = line.key(end) in g.words("counted.of") and line.word(end + 1)
    return end + 2 if kind else end


def _group(previous: Sequence[Reading]) -> str:
    """The group of which the figure before is per so many; empty for none."""
    before = previous[-1].per if previous else None
    number, _, group = (before or "").partition(" ")
    return group if number.isdecimal() else ""


def _per_many(line: Line, place: int, g: Grammar, known: str) -> tuple[str, int] | None:
    """As in "per 100,000 inhabitants", "for every 6,000 residents", "per ogni giorno"."""
    mark = g.phrases("per.many").at(line.keys, place)
    if mark is None:
        return None
    number = read_numeral(line, mark[1], g.numbers)
    if number is not None and number.value == int(number.value) and not number.one:
        group = g.phrases("per.groups").at(line.keys, number.end)
        if group is None and not (known and number.value >= _MANY and _ends(line, number.end, g)):
            return None
        return f"{int(number.value)} {group[0] if group else known}", group[1] if group else number.end
    unit = g.units.names.at(line.keys, mark[1]) if mark[1] - place > 1 else None
    return (unit[0].name, unit[1]) if unit and unit[0].kind == "duration" else None


def _per_time(line: Line, place: int, g: Grammar) -> tuple[str, int] | None:
    """As in "managers 3,000 a month", "two a day", before a mark or "and"."""
    mark = g.phrases("per.words").at(line.keys, place)
    unit = None if mark is None else g.units.names.at(line.keys, mark[1])
    if unit is None or unit[0].kind != "duration" or g.phrases("period.phrases").at(line.keys, place):
        return None
    return (unit[0].name, unit[1]) if _ends(line, unit[1], g) else None


def _often(line: Line, found: Reading, end: int, g: Grammar) -> str | None:
    """As in "täglich rollen 62.000 Fahrzeuge", "buses carry 300 people every day"."""
    table = g.phrases("per.often")
    if (after := table.at(line.keys, end)) is not None:
        return after[0]
    for at in range(found.first - 1, max(-1, found.first - _REACH), -1):
        opens = at == 0 or line.key(at - 1) in _MARKS or line.key(at - 1) in g.words("counted.list_joins")
        before = table.at(line.keys, at) if opens else None
        if before is not None and before[1] <= found.first:
            return before[0]
        if (line.key(at) in _MARKS and table.before(line.keys, at) is None) or line.digits(at):
            return None  # but "Chaque jour, 300 bus"
    return None


def with_parallel(line: Line, found: Reading, previous: Sequence[Reading], g: Grammar) -> Reading:
    """A bare number beside a rate of money, for somebody else: "7,40 euros la hora, un capataz unos 11"."""
    before = previous[-1] if previous else None
    if before is None or before.kind != "money" or before.per is None or before.end >= found.first:
        return found
    bare = found.kind == "count" and found.unit is None and found.counted is None and found.role == "level"
    if not bare or found.vague or not _ends(line, found.end, g):
        return found
    between = range(before.end, found.first)
    opens = line.key(before.end) == "," or line.key(before.end) in g.words("counted.list_joins")
    if not opens or not 1 < len(between) <= _BESIDE:
        return found
    if any(line.digits(at) or line.key(at) in _MARKS - {","} or is_verb(line, at, g) for at in between):
        return found
    because = "a number beside a rate, which names its currency"
    rate = found.per or before.per
    return replace(found, kind="money", currency=before.currency, per=rate, subject=None, because=because)


def _ends(line: Line, place: int, g: Grammar) -> bool:
    return (not line.word(place) and not line.digits(place)) or line.key(place) in g.words("counted.list_joins")


def with_goal(start: Reading, goal: Reading) -> Reading:
    """The first of two figures of a change with what its goal counts and is per: "da 40 a 10 casi ogni 100mila abitanti"."""
    two = start.role == "from" and goal.role == "to" and (start.kind, start.unit) == (goal.kind, goal.unit)
    if not two or goal.counted is None or goal.counted[0] < goal.end:
        return start
    own = start.counted is not None and start.counted[0] >= start.end
    return replace(start, counted=start.counted if own else goal.counted, per=start.per or goal.per)
