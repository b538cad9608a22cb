"""The whole that a figure is a part of: "of the 2,300 shops, 187 were fined", "nine of its twelve women", "31 of them"."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line, Numeral, read_numeral

from .nouns import is_verb, phrase_after
from .reading import Reading, Value

Stretch = tuple[int, int]

#: From a whole at the head of a clause to its part stand so many words at most.
_REACH: Final = 30
#: From the comma after the whole to the part.
_NEAR: Final = 8
#: Between "of these" and its part: "di questi appena il 15 per cento".
_BETWEEN: Final = 3
_DETERMINERS: Final = 2
_MARKS: Final = frozenset({",", ";", ":", ".", "(", ")", "“", "„", "«"})
_AMOUNTS: Final = frozenset({"money", "measure", "duration"})


def of_opening_whole(line: Line, found: Reading, g: Grammar) -> Reading | None:
    """As in "De los 2.300 locales, 187 fueron sancionados": the whole stands at the head of the clause, and no noun after the part."""
    if found.kind == "count" and (found.unit or not _bare(line, found.end, g)):
        return None
    head = _head(line, found.first, g)
    if head is None:
        return None
    at = _past_determiners(line, head, g)
    number = read_numeral(line, at, g.numbers)
    if number is not None and not number.one and (whole := _numbered(line, head, number, g)) is not None:
        part = found.low if found.low is not None else found.high
        fits = whole[0][1] <= found.first and (found.share or _no_more(part, number.value))
        return replace(found, base=whole[0], counted=whole[1], pronoun=True) if fits else None
    known = at > head or line.key(head - 1) in g.words("base.whole_fused")
    phrase = phrase_after(line, head, g) if number is None and found.share else None
    if phrase is None or phrase[1] > found.first or not (known or _is_people(line, phrase, g)):
        return None
    return replace(found, base=phrase, counted=phrase)


def _is_people(line: Line, phrase: Stretch, g: Grammar) -> bool:
    """Whether people without an article are all that is named before the comma, or before an age: "Of children, 23 per cent", "Among people under 30, 45 per cent"."""
    ends = line.key(phrase[1]) == "," or line.key(phrase[1]) in g.words("ages.sides")
    return ends and line.key(phrase[1] - 1) in g.words("ages.people")


def _no_more(part: Value | None, whole: Value) -> bool:
    return part is not None and part <= whole


def _bare(line: Line, place: int, g: Grammar) -> bool:
    """Whether no noun follows that the figure would count by itself."""
    return is_verb(line, place, g) or phrase_after(line, place, g, many=True) is None


def _head(line: Line, first: int, g: Grammar) -> int | None:
    """Where the whole begins after "of" at the head of the sentence or clause, with one comma at most before the part."""
    commas = 0
    for at in range(first - 1, max(-1, first - _REACH), -1):
        key = line.key(at)
        opens = at == 0 or line.key(at - 1) in _MARKS or line.key(at - 1) in g.words("clauses.relative")
        found = g.phrases("base.whole").at(line.keys, at) if opens else None
        if found is not None and found[1] < first:
            plain = commas == 1 if not g.flags["capital_nouns"] else commas <= 1
            return found[1] if plain else None
        if key == "," and not (line.glued(at) and line.glued(at + 1)):
            commas += 1
        if commas > 1 or key in _MARKS - {","} or (first - at > _NEAR and not commas and not g.flags["capital_nouns"]):
            return None
    return None


def _past_determiners(line: Line, place: int, g: Grammar) -> int:
    at = place
    while line.key(at) in g.words("counted.determiners") and at < place + _DETERMINERS:
        at += 1
    between = g.words("base.between|change.asides")
    return at + (line.key(at) in between and not line.capital(at))


def _numbered(line: Line, start: int, number: Numeral, g: Grammar) -> tuple[Stretch, Stretch] | None:
    """A whole with its number, and what it counts: "the 412 brokers", "los 3,5 millones de votos"."""
    joint = g.numbers.connectors.at(line.keys, number.end) if number.scaled else None
    phrase = phrase_after(line, joint[1] if joint else number.end, g, many=True)
    return None if phrase is None else ((start, phrase[1]), phrase)


def with_whole(line: Line, found: Reading, place: int, g: Grammar) -> Reading:
    """What a share is a share of; a number may stand in it: "the 412 brokers", "der insgesamt 412 Befragten"."""
    if line.key(place) in g.words("shares.half|counted.empty"):
        return found
    if (number := numeral_at(line, place, g)) is None:
        phrase = phrase_after(line, place, g)
        if phrase is None or not found.share:
            return found
        rise = found.kind == "percent" and found.role == "change" and line.key(found.first - 1) in g.words("counted.of")
        return replace(found, base=None if rise else phrase, counted=phrase)  # "un aumento del 3 % de las tarifas"
    whole = _numbered(line, place, number, g)
    return found if whole is None else replace(found, base=whole[0], counted=whole[1])


def numeral_at(line: Line, place: int, g: Grammar, *, known: bool = False) -> Numeral | None:
    """The number of a whole: "the 9,000 posts", "its twelve women", "des huit cadres"; one in digits need not be `known`."""
    at = _past_determiners(line, place, g)
    fused = g.words("counted.determiners|base.whole_fused")
    if at == place and line.key(place - 1) not in fused and (known or not line.digits(at)):
        return None
    number = read_numeral(line, at, g.numbers)
    return None if number is None or number.one or g.units.names.at(line.keys, number.end) else number


def is_part_of(line: Line, found: Reading, place: int, g: Grammar) -> bool:
    """Whether a larger number in digits, of which a count in digits is a part, and its noun stand at `place`: "83 of 218 samples"."""
    if found.kind != "count" or found.unit or found.scaled or not (line.digits(found.core) and line.digits(place)):
        return False
    number = numeral_at(line, place, g)
    part = found.low if found.low is not None else found.high
    larger = number is not None and part is not None and 0 < part < number.value
    return larger and number is not None and not number.scaled and _numbered(line, place, number, g) is not None


def pronoun_before(line: Line, found: Reading, g: Grammar) -> Stretch | None:
    """The pronoun that stands for the whole: "darunter 300", "of these, 31", "di questi appena il 15 per cento"."""
    small = g.words("counted.determiners|base.between|counted.auxiliaries") | {","}
    at, commas = found.first, 0
    for _ in range(_BETWEEN + 1):
        before = g.phrases("base.alone").before(line.keys, at) or g.phrases("base.before").before(line.keys, at)
        if before is not None and before[1] < at:
            opens = before[1] == 0 or line.key(before[1] - 1) in _MARKS | g.words("counted.list_joins")
            return (at - 1, at) if opens or not commas else None
        if line.key(at - 1) not in small:
            return None
        commas += line.key(at - 1) == ","
        at -= 1
    return None


def including(line: Line, found: Reading, g: Grammar) -> Reading:
    """As in "trois ans de prison, dont dix-huit mois avec sursis": a part of the amount before it."""
    if found.kind not in _AMOUNTS or found.role != "level":
        return found
    before = g.phrases("base.including").before(line.keys, found.first)
    return found if before is None else replace(found, base=(found.first - 1, found.first), pronoun=True)


def follows_another(line: Line, found: Reading, g: Grammar) -> bool:
    """As in "another 20 per cent", "weitere 20 Prozent": a share of the same whole as the one before, unless one is named."""
    before = g.phrases("shares.another").before(line.keys, found.first) or g.phrases("shares.others").before(
        line.keys, found.first
    )
    after = line.key(found.end) in g.words("counted.of") or g.phrases("base.alone").at(line.keys, found.end)
    return before is not None and not after
