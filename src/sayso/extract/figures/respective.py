"""Lists that go side by side: "Turnout in Castria, Velm and Port Ondine was 61%, 58% and 49% respectively"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line
from sayso.model import QUANTITIES

from .nouns import is_verb, phrase_after, phrase_before
from .reading import Reading

Stretch = tuple[int, int]

_MOST: Final = 8
_BETWEEN: Final = 4
#: From the list of names to that of figures, and from the last figure to "respectively".
_REACH: Final = 40
_NEAR: Final = 3
_TWO: Final = 2


class Pair(Struct, frozen=True):
    """What one figure of a list belongs to: the item of the other list, whether it is a place, what all are of, and where the first begins."""

    item: Stretch
    place: bool
    shared: Stretch | None
    lead: int


def respective(line: Line, readings: Sequence[Reading], g: Grammar) -> dict[int, Pair]:
    """By where a figure begins, the item of a list that is as long as that of the figures. Cost: linear in the tokens."""
    table = g.phrases("lists.respectively")
    starts = table.first
    found: dict[int, Pair] = {}
    quantities = [one for one in readings if one.kind in QUANTITIES]
    for at, key in enumerate(line.keys):
        if key in starts and table.at(line.keys, at) is not None:
            run = _run(line, quantities, at, g)
            items = _items(line, run[0].first, len(run), g) if len(run) >= _TWO else None
            found |= _paired(line, run, items, g) if items else {}
    return found


def _run(line: Line, quantities: Sequence[Reading], mark: int, g: Grammar) -> list[Reading]:
    """The figures of a list after which, between the last two of which, or before which the word stands."""
    near = [one for one in quantities if abs(one.first - mark) <= _REACH]
    ends = [number for number, one in enumerate(near) if one.end <= mark + 1 and mark - one.end < _NEAR]
    follows = [number for number, one in enumerate(near) if 0 < one.first - mark <= _NEAR]
    if not ends and not follows:
        return []
    first = last = ends[-1] if ends else follows[0]
    while last + 1 < len(near) and _listed(line, near[last], near[last + 1], g):
        last += 1
    while first > 0 and _listed(line, near[first - 1], near[first], g):
        first -= 1
    return near[first : last + 1][:_MOST]


def _listed(line: Line, one: Reading, other: Reading, g: Grammar) -> bool:
    """Whether nothing but a comma, "and", and small words stand between two figures."""
    small = g.words("lists.joins|lists.respectively|counted.determiners|counted.of")
    between = line.keys[one.end : other.first]
    return 0 < len(between) <= _BETWEEN and all(key == "," or key in small for key in between)


def _items(line: Line, before: int, size: int, g: Grammar) -> list[Stretch] | None:
    """The nearest list of so many phrases to the left: names, or noun phrases."""
    for joint in range(before - 1, max(0, before - _REACH), -1):
        if line.key(joint) not in g.words("counted.list_joins"):
            continue
        last = _forward(line, joint + 1 + (line.key(joint + 1) in g.words("place.where")), g)
        items = None if last is None or last[1] > before else _back(line, joint, size - 1, last, g)
        if items is not None:
            return items
    return None


def _back(line: Line, joint: int, left: int, last: Stretch, g: Grammar) -> list[Stretch] | None:
    """The items before the last one, each after a comma; None where there are more or fewer."""
    found, at = [last], joint
    for number in range(left):
        item = _backward(line, at, g)
        if item is None:
            return None
        found.insert(0, item)
        at = item[0] - 1
        if number + 1 < left:
            at -= line.key(at) in g.words("place.where")
            if line.key(at) != ",":
                return None
    return None if line.key(at) == "," else found


def _forward(line: Line, place: int, g: Grammar) -> Stretch | None:
    if not line.capital(place) or g.flags["capital_nouns"]:
        return (place, place + 1) if line.capital(place) else phrase_after(line, place, g)
    end = place + 1
    while line.capital(end):
        end += 1
    return place, end


def _backward(line: Line, place: int, g: Grammar) -> Stretch | None:
    if not line.capital(place - 1):
        return phrase_before(line, place, g)
    start = place - 1
    while start > 0 and line.capital(start - 1) and not g.flags["capital_nouns"] and not _opens(line, start - 1, g):
        start -= 1
    return start - (start > 0 and line.key(start - 1) in g.words("counted.determiners")), place


def _opens(line: Line, place: int, g: Grammar) -> bool:
    """Whether a preposition has its capital from the head of the sentence: "En Lugo, Soria y Teruel"."""
    return place == 0 and line.key(place) in g.words("place.where")


def _paired(line: Line, run: Sequence[Reading], items: Sequence[Stretch], g: Grammar) -> dict[int, Pair]:
    head = items[0][0] - 1
    names = all(line.capital(at) for start, end in items for at in range(start, end))
    place = names and line.key(head) in g.words("place.where")
    shared = _shared(line, head, items[-1][1], g) if place else None
    return {one.first: Pair(item, place, shared, run[0].first) for one, item in zip(run, items, strict=True)}


def _shared(line: Line, head: int, end: int, g: Grammar) -> Stretch | None:
    """What all the figures count: the phrase before the places, or right after them, past a German verb."""
    if head > 0:
        start = max(0, head - _BETWEEN)
        whole = start == 0 and all(line.word(at) and not is_verb(line, at, g) for at in range(head))
        return phrase_before(line, head, g) or ((0, head) if whole else None)
    return phrase_after(line, end, g) or (phrase_after(line, end + 1, g) if g.flags["capital_nouns"] else None)


def in_pair(found: Reading, pair: Pair, lead: Reading | None) -> Reading:
    """The reading with what it counts by its list, the item, or of places what they share; and the change of the list's first."""
    made = replace(found, counted=(pair.shared or found.counted) if pair.place else pair.item, subject=None)
    if lead is None or found.role != "level" or found.kind != lead.kind:
        return made
    return replace(made, role=lead.role, direction=lead.direction)
