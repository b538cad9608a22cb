"""The place that a figure holds for: a name after "in" in the figure's own clause, or at its head."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from msgspec import Struct

from sayso.language.numbers import Grammar, Line, Phrases

from .clauses import Clause
from .nouns import is_verb
from .reading import Reading
from .scope import Scene, between_others, counted_end, definite
from .tags import NOUNS, tags_of

Stretch = tuple[int, int]

_NEAR: Final = 14
#: How many places before a figure are looked at, so that the cost stays linear.
_BESIDE: Final = 3
#: From the beginning of a clause to the place at its head.
_HEAD: Final = 2
_LONGEST: Final = 5
_PARTS: Final = 6
#: "Sull’isola", "sur l’île": an apostrophe among the first words.
_ELIDED: Final = 2
_AREAS: Final = frozenset({"Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"})
#: Zones whose name means something else, too.
_NO_TOWNS: Final = frozenset({"Easter", "Wake", "Midway", "Unknown"})
#: A head that says where has so many words at most: "At a hospital in Lyon,".
_LEADING: Final = 7
#: Before a place that belongs to the subject stand so many words at most: "A bus crash in southern India left 33 dead".
_SUBJECT: Final = 4
_TIMELESS: Final = frozenset({"age", "duration"})
#: A length may be that of somebody "raised in Baton Rouge".
_TIED_ONLY: Final = frozenset({"measure", "multiple"})
_OWNED: Final = frozenset({"money", "percent", "proportion"})


@cache
def _territories(language: str) -> Phrases[str]:
    """The names of countries, regions and continents by CLDR, and of the towns that time zones are named after."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Phrases()
    names = {name for code, name in locale.territories.items() if len(code) > 1} | set(_towns(locale.time_zones))
    return Phrases((name, name) for name in sorted(names) if "(" not in name and "," not in name)


def _towns(zones: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The towns of time zones, in the language where CLDR names them so, else as their zone is written."""
    from babel.core import get_global

    for zone in get_global("zone_territories"):
        area, _, town = zone.partition("/")
        if area in _AREAS and "/" not in town and town not in _NO_TOWNS:
            yield str(zones.get(zone, {}).get("city") or town.replace("_", " "))


class Name(Struct, frozen=True):
    """A place by its name. `sure` tells that its preposition is one of place, or the name is known."""

    start: int
    end: int
    sure: bool


def places(line: Line, g: Grammar) -> list[Name]:
    """Every place of a line by its name, after "in" or its like. Cost: linear in the number of tokens."""
    found: list[Name] = []
    done = 0
    where, unsure = g.words("place.where|place.only_known"), g.words("place.unsure")
    near = g.words("place.near")
    for spot, key in enumerate(line.keys):
        beside = near and line.key(spot - 1) in near and key in g.words("counted.of")  # "cerca de Kabul"
        if (key not in where and not beside) or spot < done:
            continue
        start = _past_parts(line, spot + 1, g)
        sure = key not in unsure or spot == 0 or not line.word(spot - 1)
        end = _name(line, start, g, known=key in g.words("place.only_known"))
        if end is not None:
            found.append(Name(start, end, sure or _known(line, start, g) is not None))
            done = end
    return found


def _past_parts(line: Line, place: int, g: Grammar) -> int:
    """Past "the north-west of the": the name of the whole is the place."""
    if line.key(place - 1) in g.words("place.off") or _known(line, place, g) is not None:
        return place
    at, parted = place, False
    small = g.words("place.small|counted.of") | {"’"}
    for spot in range(place, place + _PARTS):
        key = line.key(spot)
        if key in g.words("place.parts"):
            parted = True
        elif key not in small:
            at = spot
            break
    if parted:
        return at
    return min(at, place + (line.key(place) in g.words("place.small")) + ("’" in line.keys[place : place + _ELIDED]))


def _name(line: Line, place: int, g: Grammar, *, known: bool) -> int | None:
    """Where the name of a place at `place` ends; None where none stands there."""
    named = line.key(place + 1) in g.words("place.kinds") and line.word(place)  # "in the Dutch city of Utrecht"
    place += named and line.key(place + 2) in g.words("counted.of")
    kind = line.key(place) in g.words("place.kinds")
    start, of = place, place + 1
    of += kind and line.word(of + 1) and line.key(of) not in g.words("counted.of")  # "en la localidad madrileña de"
    if kind and line.key(of) in g.words("counted.of"):
        start = of + 1 + (line.key(of + 1) in g.words("place.small"))
    elif kind and g.flags["capital_nouns"] and line.capital(place + 1):  # "in der Provinz Aceh"
        return _capitals(line, place + 1)
    if (end := _known(line, start, g)) is not None:
        return max(end, _capitals(line, start)) if line.key(end) == "-" else end  # "Berlin-Kreuzberg"
    if known and start == place:
        return None
    if not line.capital(start) or (line.key(start - 1) in g.words("place.small") and start == place):
        return None
    end = _capitals(line, start)
    tags = tags_of(line, g)
    if tags and end < len(tags) and tags[end] in NOUNS:  # "in American aid"
        return None
    if any(line.key(at) in g.words("place.never") or line.tokens[at].text.isupper() for at in range(start, end)):
        return None
    if _is_time(line, start, end, g) or line.key(start) in g.words("counted.stop"):
        return None
    if g.flags["capital_nouns"] and not (kind or _looks_local(line, start, end, g)):
        return None
    return end


def _is_time(line: Line, start: int, end: int, g: Grammar) -> bool:
    """Whether a month begins there, or a period is named: "au XVIIIe siècle"."""
    return bool(g.number_of("dates.months").at(line.keys, start)) or line.key(end) in g.words("period.nouns")


def _known(line: Line, start: int, g: Grammar) -> int | None:
    """Where a name ends that CLDR or the word list knows as a place's."""
    found = _territories(g.language).at(line.keys, start) or g.phrases("place.names").at(line.keys, start)
    return found[1] if found and line.capital(start) else None


def _looks_local(line: Line, start: int, end: int, g: Grammar) -> bool:
    """Whether a word is a place's name, in a language that writes all nouns with a capital.

    Without an article stand plurals, by their ending, and what is no thing, by its ending or the list.
    """
    key = line.key(end - 1)
    if line.digits(end) or line.key(start) in g.words("place.abstract") or key in g.words("place.abstract"):
        return False
    if key.endswith(g.endings("place.endings")):
        return True
    return not key.endswith((*g.words("place.no_endings"),)) and bool(g.words("place.no_endings"))


def _capitals(line: Line, start: int) -> int:
    """Past all words with a capital, and what joins them: "Rio de Janeiro", "Stratford-upon-Avon"."""
    end = start + 1
    while end < start + _LONGEST:
        if line.capital(end) and line.apart(end):
            end += 1
        elif line.key(end) == "-" and line.glued(end) and line.glued(end + 1):
            end += 1 + line.word(end + 1)
        else:
            break
    return end


def place_of(line: Line, reading: Reading, found: Sequence[Name], at: Scene, g: Grammar) -> Stretch | None:
    """The place in the figure's own clause: the first after it, else the one at the clause's head."""
    if reading.kind in _TIMELESS or not found:
        return None
    name = _after(line, reading, found, at, g) or _before(line, reading, found, at, g)
    return None if name is None else (name.start, name.end)


def _after(line: Line, reading: Reading, found: Sequence[Name], at: Scene, g: Grammar) -> Name | None:
    number = bisect_left(found, reading.end, key=lambda one: one.start)
    if number == len(found) or at.clause(found[number].start).id != at.clause(reading.first).id:
        return None
    name = found[number]
    distance = name.start - counted_end(reading)
    tied = distance <= _HEAD and not _any_other(line, counted_end(reading), name.start, g)
    if not tied and (
        reading.kind in _TIED_ONLY or definite(line, reading, g) or between_others(reading, name.start, at)
    ):
        return None
    known = _known(line, name.start, g) is not None
    if not known and (not name.sure or (tied and reading.kind in _OWNED)) and _held(line, reading, name, g):
        return None
    return name if known or distance <= _NEAR else None


def _any_other(line: Line, start: int, end: int, g: Grammar) -> bool:
    """Whether a word stands there that is no preposition of place and no article."""
    small = g.words("place.where|place.small")
    return any(line.key(at) not in small for at in range(start, end))


def _held(line: Line, reading: Reading, name: Name, g: Grammar) -> bool:
    """As in "a 30% stake in Volkswagen", "versé 3 millions à Air Valmer": who owns, is owned or paid is no place."""
    if not name.sure and reading.kind == "money":
        return True
    cues = g.words("place.holdings")
    return any(line.key(at) in cues for at in range(reading.first - _NEAR, name.start))


def _before(line: Line, reading: Reading, found: Sequence[Name], at: Scene, g: Grammar) -> Name | None:
    own = at.clause(reading.first)
    number = bisect_left(found, reading.first, key=lambda one: one.start)
    for name in reversed(found[max(0, number - _BESIDE) : number]):
        clause = at.clause(name.start)
        if name.end == own.start and _leads(line, name, clause, reading.first - own.start, g):
            return name
        if clause.id == own.id:
            near = (name.end == reading.first and name.sure) or _at_head(line, name, clause, own, g)
            return name if near and not definite(line, reading, g) else None
    return None


def _leads(line: Line, name: Name, clause: Clause, ahead: int, g: Grammar) -> bool:
    """As in "Attaque à Midsomer Norton : quatre arrestations", "e, em Lagos, 14,5 °C"; the figure stands `ahead` of the mark."""
    mark = line.key(name.end)
    if mark == ":":
        return ahead <= _HEAD
    return mark == "," and (name.start - clause.start <= _HEAD or _says_where(line, clause, name, g))


def _says_where(line: Line, clause: Clause, name: Name, g: Grammar) -> bool:
    """Whether the head of a sentence only says where: "At a hospital in Lyon,"."""
    opens = line.key(clause.start) in g.words("place.where|place.only_known|place.heads")
    few = name.end - clause.start <= _LEADING and clause.opening == "head"
    return opens and few and not any(is_verb(line, at, g) for at in range(clause.start, name.start))


def _at_head(line: Line, name: Name, clause: Clause, own: Clause, g: Grammar) -> bool:
    """Whether one word at most stands before the name and its preposition: "Allein in Bremen"."""
    small = g.words("place.where|place.small|counted.list_joins")
    before = range(clause.start, name.start)
    few = len(before) <= _PARTS and sum(line.word(at) and line.key(at) not in small for at in before) <= 1
    return (few or _of_subject(line, name, before, g)) and own.opening != "relative"


def _of_subject(line: Line, name: Name, before: range, g: Grammar) -> bool:
    """As in "A bus crash in southern India left 33 dead": the place stands in the subject, right before its verb."""
    verbs = g.words("clauses.verbs|counted.auxiliaries")
    acts = is_verb(line, name.end, g) or line.key(name.end) in verbs
    small = g.words("counted.stop|counted.of|place.small")
    words = [at for at in before if line.word(at)]
    few = sum(line.key(at) not in small for at in words) <= _SUBJECT and len(words) <= _LEADING + _SUBJECT
    return acts and few and not any(is_verb(line, at, g) for at in words)
