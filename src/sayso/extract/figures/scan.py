"""A line from left to right: at each word that may begin a figure, the readers are asked in turn."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sayso.language.numbers import VULGAR, Grammar, Line, Phrases, grammar

from .ages import (
    age_beside,
    age_by_people,
    age_by_verb,
    age_group,
    age_in_apposition,
    age_of_person,
    age_under_bound,
    aged,
    is_when,
)
from .calendar import read_date
from .clock import hour_alone, read_clock, read_spoken_clock
from .dimensions import with_sides
from .lists import shared
from .names import (
    in_title,
    named_again,
    names_after_capital,
    read_identifier,
    read_leftover,
    read_ordered,
    read_rank,
    singled,
    skip_idiom,
)
from .nouns import is_content
from .ones import in_contrast, noun_too, one_or_none
from .ordinals import compound_ordinal, read_ordinal
from .quantity import read_from_to, read_quantity
from .reading import Reading
from .scores import read_score
from .shares import FRACTION_SIGNS

#: Notes and items have at most so many digits.
_NOTE_DIGITS = 3
_WORDS = 2
_RECENT = range(1990, 2031)
_CENTURY = 100
_BEFORE_DIGITS = frozenset({".", ",", "-"})
_SIGNS = frozenset({".", "-", "#", "+", "minus"})


#: Behind what opens a pair, its number, or what leads to that, stands within so many tokens.
_BEHIND_OPENER = 4
#: After an article a number follows within so many words: "a staggering 5 million".
_AFTER_ARTICLE = 4


class Starts(Struct, frozen=True):
    """What a figure may begin with in a language: phrases, articles before a number, signs before digits or a number in words.

    `words` are the first words of all of them, which most words of a text are not. `openers` begin nothing but a pair of numbers ("de" of "de 3 a 5"),
    or one of the phrases `others`; `led` is what its number may begin with beside digits, `leads` what leads to that, and `high` tells how high something stood.
    """

    words: frozenset[str]
    phrases: Phrases[bool]
    others: Phrases[bool]
    openers: frozenset[str]
    led: frozenset[str]
    leads: frozenset[str]
    high: frozenset[str]
    articles: frozenset[str]
    signs: frozenset[str]


@cache
def starts_of(tag: str) -> Starts:
    """What figures of a language begin with; digits and German compounds come on top."""
    g = grammar(tag)
    tables: list[Phrases[Any]] = [
        g.before,
        g.numbers.words,
        g.numbers.half,
        g.multiples,
        g.money.prefix,
    ]
    tables += [
        g.number_of(name)
        for name in (
            "ordinals",
            "vague",
            "dates.months",
            "dates.days",
            "decades_in_words",
            "multiples.once",
            "multiples.titles",
            "both",
        )
    ]
    lists = (
        "multiples.more_than",
        "multiples.times_by",
        "multiples.divided_by",
        "multiples.factor",
        "shares.another",
        "shares.every",
        "shares.whole_half",
        "vague_words.few",
        "idioms.skip",
    )
    tables += [
        g.phrases(name)
        for name in (*lists, "identifiers.before", "ages.before", "shares.half", "clock.before_hour", "ages.about")
    ]
    parts = (f"{the} {part}" for the in g.words("shares.definite") for part in g.number_of("denominators").phrases)
    tables.append(Phrases.of(parts, value=True))
    single = (*g.numbers.ones, *VULGAR, *FRACTION_SIGNS)
    others = Phrases.joined(*tables, Phrases.of(single, value=True))
    phrases = Phrases.joined(g.pairs, g.pairs_from, others)
    articles, signs = g.numbers.articles - g.numbers.ones, _SIGNS | g.numbers.minus
    return Starts(
        words=phrases.first | articles | signs,
        phrases=phrases,
        others=others,
        openers=_openers(g) - articles - signs,
        led=(g.numbers.starts - _BEFORE_DIGITS) | g.money.prefix.first,
        leads=g.before.first | g.words("change.asides"),
        high=g.words("change.heights"),
        articles=articles,
        signs=signs,
    )


def _openers(g: Grammar) -> frozenset[str]:
    """The words that open a pair of numbers and can be no number or side of an age themselves."""
    compounds = g.numbers.compounds
    plain = (g.pairs.first | g.pairs_from.first) - g.numbers.starts - g.words("ages.sides")
    return frozenset(word for word in plain if compounds is None or not compounds.may_start(word))


def scan(line: Line, g: Grammar, tag: str) -> list[Reading]:
    """All figures of a line, in order, without overlap. Cost: linear in the number of tokens."""
    found = list(_scan(line, g, starts_of(tag)))
    found = found if not any(one.one for one in found) else in_contrast(line, found)
    return shared(line, with_sides(line, named_again(line, found, g), g), g) if len(found) > 1 else found


def _scan(line: Line, g: Grammar, starts: Starts) -> Iterator[Reading]:
    place, done, size, plain = 0, 0, len(line), g.numbers.compounds is None
    while place < size:
        no_start = plain and place and line.keys[place] not in starts.words and line.tokens[place].kind != "digits"
        if no_start or not _may_start(line, place, g, starts):
            place += 1
            continue
        if (end := skip_idiom(line, place, g)) is not None:
            place = end
            continue
        if (pair := read_from_to(line, place, g)) is not None:
            place = done = pair[1].end
            yield from pair
            continue
        found = _read(line, place, done, g)
        if found is not None and found.end > place:
            place = done = found.end
            yield found
        else:
            place += 1


def _may_start(line: Line, place: int, g: Grammar, starts: Starts) -> bool:
    key = line.keys[place]
    if key not in starts.words:
        return _is_number(line, place, g) or (place == 0 and key == ",")
    if _begins(line, place, g, starts):
        return key not in starts.openers or _may_open(line, place, g, starts)
    if key in starts.signs:
        return _begins(line, place + 1, g, starts) or (
            line.key(place + 1) in starts.signs and _begins(line, place + 2, g, starts)
        )
    return key in starts.articles and any(
        _begins(line, at, g, starts) or line.key(at) in starts.signs
        for at in range(place + 1, place + 1 + _AFTER_ARTICLE)
    )


def _may_open(line: Line, place: int, g: Grammar, starts: Starts) -> bool:
    """Whether a word that opens a pair of numbers may do so here, by what follows: most are plain prepositions."""
    if starts.others.at(line.keys, place) is not None:
        return True
    opened = (table.at(line.keys, place) for table in (g.pairs, g.pairs_from))
    return any(_leads(line, found[1], g, starts) for found in opened if found is not None)


def _leads(line: Line, place: int, g: Grammar, starts: Starts) -> bool:
    """Whether a number may stand at a place, behind an article, a bound, or what something stood at."""
    ahead = line.keys[place : place + _BEHIND_OPENER]
    if (
        not starts.led.isdisjoint(ahead[: _BEHIND_OPENER - 1])
        or not starts.high.isdisjoint(ahead)
        or line.key(place) in starts.leads
    ):
        return True
    return any(_is_number(line, place + step, g) for step in range(len(ahead)))


def _begins(line: Line, place: int, g: Grammar, starts: Starts) -> bool:
    """Whether a number stands at a place, or a phrase that a figure begins with."""
    return starts.phrases.at(line.keys, place) is not None or _is_number(line, place, g)


def _is_number(line: Line, place: int, g: Grammar) -> bool:
    """Whether digits stand at a place, or a German compound."""
    if place >= len(line.tokens):
        return False
    kind, compounds = line.tokens[place].kind, g.numbers.compounds
    return kind == "digits" or (compounds is not None and kind == "word" and compounds.may_start(line.keys[place]))


def _read(line: Line, place: int, done: int, g: Grammar) -> Reading | None:
    if line.digits(place):
        return _read_digits(line, place, done, g)
    found = read_date(line, place, g) or read_clock(line, place, g) or read_spoken_clock(line, place, g)
    found = found or age_group(line, place, g) or read_identifier_word(line, place, g) or aged(line, place, g)
    return found or _bounded(line, place, g) or read_ordinal(line, place, g)


def _bounded(line: Line, place: int, g: Grammar) -> Reading | None:
    """A quantity with a bound before it; where the bound stands before a date or time ("about 10:15"), that one."""
    found = read_quantity(line, place, g)
    if found is None or found.core == place or not line.digits(found.core):
        return _sensible(line, found, g)
    other = _named_digits(line, found.core, g)
    bound = (found.low is None or found.high is None) and line.key(found.core - 1) not in g.words("dates.before_year")
    bound = bound and (other is None or (other.end == found.core + 1 and not _than_year(line, found, g)))
    return _sensible(line, found, g) if other is None or (bound and other.kind == "date") else other


def _than_year(line: Line, found: Reading, g: Grammar) -> bool:
    """As in "4 percent lower than 2019", where nothing is counted."""
    compared = line.key(found.core - 1) in g.words("multiples.than") and found.kind == "count" and not found.scaled
    value = found.low if found.low is not None else found.high
    noun = is_content(line, found.end, g)
    return compared and not noun and isinstance(value, int) and value in _RECENT and value % _CENTURY != 0


def read_identifier_word(line: Line, place: int, g: Grammar) -> Reading | None:
    """A name that begins with a word or a sign, unless the word is a currency before a sum."""
    if g.money.prefix.at(line.keys, place) and read_quantity(line, place, g):
        return None
    return read_identifier(line, place, g)


def _read_digits(line: Line, place: int, done: int, g: Grammar) -> Reading | None:
    return (
        _name_before(line, place, done, g)
        or _note(line, place, g)
        or _named_digits(line, place, g)
        or _sensible(line, read_quantity(line, place, g), g)
    )


def _named_digits(line: Line, place: int, g: Grammar) -> Reading | None:
    """Digits that date, name or order something."""
    found = read_date(line, place, g) or read_score(line, place, g) or read_clock(line, place, g)
    return found or read_identifier(line, place, g) or read_ordinal(line, place, g)


def _name_before(line: Line, place: int, done: int, g: Grammar) -> Reading | None:
    """Digits that belong to a word before them: "G20", "F-16"; the name begins with the word."""
    start = place - 1 if line.glued(place) and line.word(place - 1) else place
    if line.key(place - 1) == "-" and line.glued(place) and line.glued(place - 1) and line.word(place - 2):
        start = place - 2
    if start == place or start < done:
        return None
    return read_identifier(line, start, g)


def _note(line: Line, place: int, g: Grammar) -> Reading | None:
    """The number of a note in square brackets, or of a list's item at the head of a line; but "3. Mai" is a date."""
    if not line.key(place).isdecimal() or len(line.key(place)) > _NOTE_DIGITS:
        return None
    if line.key(place - 1) == "[" and line.key(place + 1) == "]":
        return Reading(place, place + 1, "identifier", "the number of a note")
    begins = place == 0 and line.key(1) in {".", ")"} and line.glued(1)
    if begins and (len(line) == _WORDS or (line.word(2) and not line.glued(2) and not read_date(line, place, g))):
        return Reading(place, place + 1, "identifier", "the number of an item")
    return None


def _sensible(line: Line, found: Reading | None, g: Grammar) -> Reading | None:
    """Sort out what reads as a quantity and is none."""
    if found is None:
        return None
    if found.one:
        return one_or_none(line, found, g)
    if (title := in_title(line, found, g)) is not None:
        return title
    if (typed := _typed(line, found, g)) is not None:
        return typed
    if found.kind != "count":
        return found
    if not noun_too(line, found, g) or _surname(line, found, g):
        return None
    return _name_or_age(line, found, g) or found


def _name_or_age(line: Line, found: Reading, g: Grammar) -> Reading | None:
    """A bare number as a person's age, a place in a table, or a part of a name."""
    alone = found.first == found.core
    name = read_leftover(line, found.core) if found.end == found.core + 1 else None
    name = name or age_by_verb(line, found, g) or age_by_people(line, found, g) or age_beside(line, found, g)
    if alone:
        name = name or read_rank(line, found, g) or read_ordered(line, found, g)
    name = name or singled(line, found, g)
    if name is not None or not (found.plain and names_after_capital(line, found.core, found.end, g)):
        return name
    before = line.tokens[found.core - 1].text
    return Reading(found.core, found.end, "identifier", f"a bare number after the name {before}")


def _typed(line: Line, found: Reading, g: Grammar) -> Reading | None:
    """What reads as a count or a duration and is an ordinal, an hour or an age."""
    if found.kind not in {"count", "duration"}:
        return None
    if found.kind == "count" and (ordinal := compound_ordinal(line, found, g)):
        return ordinal
    if (timed := hour_alone(line, found, g)) is not found:
        return timed
    if found.kind == "duration":
        return age_of_person(line, found, g)
    if not found.scaled and is_when(line, found, g):
        return replace(found, kind="age", unit="year", because="a bare number of what somebody was when", plain=False)
    aged_one = age_in_apposition(line, found, g) if found.plain else age_under_bound(line, found, g)
    return aged_one if aged_one is not found else None


def _surname(line: Line, found: Reading, g: Grammar) -> bool:
    """As in "Claudia Tausend kam": a scale with a capital after a capital, that counts nothing."""
    at = found.core
    alone = found.first == at and found.end == at + 1 and line.key(at) in g.numbers.bare and line.capital(at)
    return alone and line.capital(at - 1) and line.apart(at) and not line.capital(at + 1)
