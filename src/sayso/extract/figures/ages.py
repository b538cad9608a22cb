"""Ages: "aged 34", "de 34 años" after a person, ", 34 ans,", "over-65s"."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line

from .nouns import is_content, is_verb
from .quantity import read_quantity
from .reading import Reading, Value, bounded

#: A list of ages in a bracket has so many words at most.
_LISTED: Final = 16
_OLDEST: Final = 130
_TWO_DIGITS: Final = 2
_GROWN: Final = 16
_MARKS: Final = frozenset({",", ".", ")", ";"})


def aged(line: Line, place: int, g: Grammar) -> Reading | None:
    """An age by the words before it: "aged 34", "im Alter von 34 Jahren", "âgé de 34 ans"."""
    bound = g.before.at(line.keys, place)
    found = g.phrases("ages.before").at(line.keys, bound[1] if bound else place)
    if found is None:
        return _about(line, place, g)
    made = read_quantity(line, found[1], g)
    if made is not None and line.key(made.end) == ":" and line.glued(made.end):
        return None
    if made is None or made.kind not in {"count", "duration", "age"} or made.unit not in {None, "year", "month"}:
        return None
    if made.one or not _possible(made.high if made.low is None else made.low):
        return None
    named = replace(made, first=place, kind="age", unit=made.unit or "year", because="a number after a word for age")
    return bounded(named, bound[0]) if bound and made.low == made.high else named


def _about(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "Mitte 40", "Ende 30": somewhere among ten years of a life."""
    at = place + 1
    if line.key(place) not in g.words("ages.about") or not line.capital(place) or not line.digits(at):
        return None
    text = line.key(at)
    if (
        len(text) != _TWO_DIGITS
        or not text.isdecimal()
        or text[1] != "0"
        or text == "10"
        or (line.glued(at + 1) and line.word(at + 1))
    ):
        return None
    if line.word(at + 1) and line.key(at + 1) not in g.words("counted.stop|counted.verbs"):
        return None
    low = int(text)
    made = Reading(place, at + 1, "age", "somewhere among ten years of a life", low=low, high=low + 9, approximate=True)
    return replace(made, unit="year", core=at)


def is_when(line: Line, found: Reading, g: Grammar) -> bool:
    """As in "Was 13 when", "war gerade 18, als": a bare number between a form of being and when."""
    at = found.core - 1
    while line.key(at) in g.words("ages.just") and at > found.core - 3:
        at -= 1
    return line.key(at) in g.words("ages.was") and g.phrases("ages.when").at(line.keys, found.end) is not None


def _possible(value: Value | None) -> bool:
    return value is not None and 0 < value < _OLDEST


def age_under_bound(line: Line, found: Reading, g: Grammar) -> Reading:
    """As in "Gli over 65": a bare number under a bound that is only said of ages; else as it is."""
    value = found.low if found.low is not None else found.high
    bare = found.kind == "count" and found.unit is None and _possible(value) and not found.scaled
    if not bare or line.key(found.first) not in g.words("ages.bounds_alone"):
        return found
    return replace(found, kind="age", unit="year", because="a bare number under a bound on ages", plain=False)


def age_in_apposition(line: Line, found: Reading, g: Grammar) -> Reading:
    """A bare number between commas after a person, or also between two of them, is an age: "Ms Li, 37, said", "Bo Li, 9."."""
    value, before = found.low, found.first - 1
    alone = found.kind == "count" and found.plain and found.first == found.core and value == found.high
    if not alone or not isinstance(value, int) or not 0 < value < _OLDEST or line.key(found.end) not in _MARKS:
        return found
    if line.key(before) in g.words("ages.also") and line.key(before - 1) == ",":
        before -= 1
    named = line.capital(before - 1) and line.key(before - 1) not in g.words("ages.never")
    if line.key(before) != "," or not (named or line.key(before - 1) in g.words("ages.persons")):
        return found
    if line.glued(found.end + 1) and line.digits(found.end + 1):
        return found
    return replace(found, kind="age", unit="year", because="a bare number between marks after a person")


def age_of_person(line: Line, found: Reading, g: Grammar) -> Reading:
    """A duration in years that is a person's age by the words around it; other durations as they are."""
    made = replace(found, kind="age", unit="year", because="a number of years said of a person")
    if found.unit != "year" or not _possible(found.high if found.low is None else found.low):
        return found
    before = line.key(found.first - 1)
    said = before in g.words("ages.of") and _of_person(line, found.first - 2, g)
    said = said or (line.key(found.first) in g.words("ages.of") and _of_person(line, found.first - 1, g))
    said = said or " ".join(line.keys[found.first : found.core]) in g.words("ages.bounds")
    said = said or (found.low != found.high and before in g.words("ages.bounded"))
    after = line.key(found.end)
    ends = not after or after in _MARKS or after in g.words("counted.list_joins")
    owned = before in g.words("ages.has") and ends and not g.phrases("period.ago_before").before(line.keys, found.first)
    parted = before in g.words("ages.parted") and line.key(found.end) in _MARKS
    parted = parted and (line.capital(found.first - 2) or _introduced(line, found, g))
    if g.phrases("ages.not_before").at(line.keys, found.end) or line.key(found.first - 3) in g.words("ages.more"):
        return found
    told = said or owned or parted
    return made if told or _grouped(line, found, g) or _in_bracket(line, found, g) else found


def _in_bracket(line: Line, found: Reading, g: Grammar) -> bool:
    """As in "von drei Kindern (8, 11 und 14 Jahre)": the last of a list in a bracket after a word for persons."""
    if line.key(found.end) != ")":
        return False
    at, least = found.first - 1, max(0, found.first - _LISTED)
    while at > least and (line.digits(at) or line.key(at) == "," or line.key(at) in g.words("counted.list_joins")):
        at -= 1
    return line.key(at) == "(" and line.key(at - 1) in g.words("ages.persons|ages.people")


def age_beside(line: Line, found: Reading, g: Grammar) -> Reading | None:
    """As in "un hombre de 20 años y un adolescente de 17 fueron": a bare number after one person and "of"."""
    value = found.low if found.low == found.high else None
    bare = found.plain and found.unit is None and _possible(value) and line.key(found.first - 1) in g.words("ages.of")
    article = line.key(found.first - 3) in g.numbers.articles | g.numbers.ones
    if not (bare and article and line.key(found.first - 2) in g.words("ages.persons")):
        return None
    if is_content(line, found.end, g) and not is_verb(line, found.end, g):
        return None
    return replace(found, kind="age", unit="year", because="a number of years said of a person", plain=False)


def _introduced(line: Line, found: Reading, g: Grammar) -> bool:
    """Whether the one who has the age is a person, or what the sentence begins with: "Lo scozzese, 42 anni, ..."."""
    at = found.first - 2
    grown = isinstance(found.low, int) and found.low >= _GROWN
    return line.key(at) in g.words("ages.persons") or (
        grown and at == 1 and line.key(0) in g.words("counted.determiners")
    )


def _grouped(line: Line, found: Reading, g: Grammar) -> bool:
    """As in "Bambini dai 4 ai 10 anni", "les plus de 65 ans": a range or a bound on the years of persons."""
    before = line.key(found.first - 1)
    if found.low == found.high:
        return False
    return before in g.words("ages.persons") or before in g.words("ages.groups")


def _of_person(line: Line, place: int, g: Grammar) -> bool:
    """Whether a person stands at `place`, perhaps with a word after that says which: "un hombre francés de 34 años", "un jugador de baloncesto de 20 años"."""
    persons = g.words("ages.persons")
    place -= line.key(place) in g.words("ages.also") and line.key(place - 1) == ","
    if line.key(place) == ",":
        return line.capital(place - 1) or line.key(place - 1) in persons
    elided = line.key(place - 1) == "’"  # as in "professeur d’histoire"
    joined = elided or line.key(place - 1) in g.words("ages.links")
    joined = joined and line.key(place - 2 - elided) in persons
    return line.key(place) in persons or line.key(place - 1) in persons or joined


def age_by_verb(line: Line, found: Reading, g: Grammar) -> Reading | None:
    """As in "she turned 40", "Maria, who was 10": a bare number said of a person, with nothing after it that it could count."""
    if found.unit is not None or found.first != found.core or found.scaled or not _possible(found.low):
        return None
    verb = g.phrases("ages.be").before(line.keys, found.first)
    if verb is None or not _who_ages(line, verb[1], verb[0], g):
        return None
    if line.word(found.end) and line.key(found.end) not in g.words("ages.ends"):
        return None
    if line.key(found.end) not in _MARKS and not line.word(found.end) and line.key(found.end):
        return None
    return replace(found, kind="age", unit="year", because="a bare number that a person is")


def _who_ages(line: Line, verb: int, said: str, g: Grammar) -> bool:
    """Whether a person stands before the verb; with "turned" a name is enough."""
    at = verb - 1
    if line.key(at) in g.words("ages.who") or _named_person(line, at, g):
        return True
    return said in g.words("ages.turn") and line.capital(at)


def _named_person(line: Line, place: int, g: Grammar) -> bool:
    """Whether a relative pronoun of a person stands there, after a name."""
    return line.key(place) in g.words("ages.whose") and (line.capital(place - 1) or line.key(place - 1) == ",")


def age_by_people(line: Line, found: Reading, g: Grammar) -> Reading | None:
    """As in "anyone over 65", "women under 30", "the under-16s": a bare number with a bound, said of people."""
    sided = line.key(found.first) in g.words("ages.sides") and found.low != found.high
    value = found.high if found.low is None else found.low
    if not sided or found.scaled or found.unit is not None or not _possible(value):
        return None
    before = line.key(found.first - 1)
    if before not in g.words("ages.anyone") and (
        before not in g.words("ages.people") or is_content(line, found.end, g)
    ):
        return None
    return replace(found, kind="age", unit="year", because="a bound on the years of people")


def age_group(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "under-16s", "under-fives", "the over sixties": a side, a hyphen, and a number in the plural."""
    if line.key(place) not in g.words("ages.sides"):
        return None
    hyphen = line.key(place + 1) == "-"
    found = _plural_number(line, place + 1 + hyphen, g, hyphen=hyphen)
    if found is None or not _possible(found[0]):
        return None
    age, end = found
    core = Reading(place, end, "age", "a bound on the years of people", low=age, high=age, unit="year", core=place + 1 + hyphen)  # fmt: skip
    bound = g.before.at(line.keys, place)
    return bounded(core, bound[0]) if bound else core


def _plural_number(line: Line, place: int, g: Grammar, *, hyphen: bool) -> tuple[int, int] | None:
    """A number in the plural with the place behind it: "16s" behind a hyphen, "fives", "sixties" with one or without."""
    key = line.key(place)
    if line.digits(place):
        plural = hyphen and line.key(place + 1) == "s" and line.glued(place + 1) and key.isdecimal()
        return (int(key), place + 2) if plural else None
    single = f"{key[:-3]}y" if key.endswith("ies") else key.removesuffix("es" if key == "sixes" else "s")
    known = g.numbers.words.at([single], 0) if single != key else None
    number = known[0].value if known else None
    return (number, place + 1) if isinstance(number, int) and (hyphen or number % 10 == 0) else None
