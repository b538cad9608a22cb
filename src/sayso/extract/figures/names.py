"""Numbers that name: identifiers, scores, model numbers, and idioms that hold no figure."""

# ruff: noqa: PLR2004  # lengths of groups of digits
from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.numbers import Grammar, Line, read_numeral

from .nouns import is_content, is_verb, phrase_after
from .reading import Reading

#: More digits than this has a number that is called.
_CALLED: Final = 2
_MOST_NAMES: Final = 3
_HOUSE_DIGITS: Final = 4
_QUOTES: Final = frozenset({"“", "”", '"', "„", "«", "»"})
_OPENING_MARKS: Final = frozenset({"“", "„", "«", "»", '"', "‘", "‚", "”"})
_CLOSING_MARKS: Final = frozenset({"”", "“", "»", "«", '"', "’", "‘"})
_MOST_OF_A_NAME: Final = 12
_FEWEST_DIALLED: Final = 5
_MOST_GROUPS: Final = 12
_NEAR: Final = 10

#: More digits than a quantity has: without separators, and with them.
_BARE_DIGITS: Final = 13
_GROUPED_DIGITS: Final = 24


def skip_idiom(line: Line, place: int, g: Grammar) -> int | None:
    """Where an idiom that begins at `place` ends ("24/7", "no one"), or None; "une fois" is none in "une fois et demie"."""
    found = g.phrases("idioms.skip").at(line.keys, place)
    if found is None:
        return None
    multiple = g.multiples.at(line.keys, place)
    return None if multiple is not None and multiple[1] > found[1] else found[1]


def read_identifier(line: Line, place: int, g: Grammar) -> Reading | None:
    """A number that names something, from the first token of the name."""
    if line.word(place):
        return _numbered(line, place, g) or _code(line, place, g)
    if line.key(place) == "§":
        return _numbered(line, place, g)
    if line.key(place) in {"#", "+"} and line.digits(place + 1) and line.glued(place + 1):
        return _phone(line, place) if line.key(place) == "+" else _name(place, place + 2, "a number after its sign")
    dated = _lettered(line, place, g) or _day_and_letter(line, place) or _with_ending(line, place, g)
    return _chain(line, place) or _dialled(line, place, g) or dated or _address(line, place, g) or _long(line, place)


def _name(place: int, end: int, because: str) -> Reading:
    return Reading(place, end, "identifier", because)


def _numbered(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "No. 5", "Article 5", "Resolution 2254"."""
    found = g.phrases("identifiers.before").at(line.keys, place)
    if found is None:
        return None
    if not line.digits(found[1]):
        return _spelled(line, place, found[1], g)
    word, end = found
    lower = word in g.words("identifiers.lower_ok") or " ".join(line.keys[place:end]) in g.words("identifiers.lower_ok")
    if not (line.capital(place) or lower) or not line.key(end)[:1].isdecimal():
        return None
    scaled = g.numbers.words.at(line.keys, end + 1) or g.phrases("percent.percent").at(line.keys, end + 1)
    told = line.key(end + 1) in g.words("identifiers.verbs")
    german = g.flags["capital_nouns"] and line.capital(end + 1) and word not in g.words("identifiers.sure")
    counts = (counts_after(line, end + 1, g) and not told) or german
    return (
        None
        if scaled or (counts and not lower)
        else _name(
            place, _ended(line, _groups(line, _tail(line, end + 1)), g), "a number after the word for what it names"
        )
    )


def _ended(line: Line, end: int, g: Grammar) -> int:
    """Past an ending of a number that names: "articolo 416 bis"."""
    return end + 1 if line.key(end) in g.words("identifiers.endings") else end


def _spelled(line: Line, place: int, at: int, g: Grammar) -> Reading | None:
    """As in "Platz drei", "Nummer eins": a small number in words after a word for what it names, and nothing counted."""
    if line.key(at - 1) not in g.words("identifiers.spelled") or not line.capital(place):
        return None
    number = read_numeral(line, at, g.numbers)
    if number is None or number.end != at + 1 or line.capital(at + 1) or line.key(at) in g.numbers.articles:
        return None
    return None if number.scaled else _name(place, at + 1, "a number after the word for what it names")


def _tail(line: Line, end: int) -> int:
    """Past what is glued on: "737-800", "5a"."""
    while line.glued(end) and (
        line.word(end)
        or line.digits(end)
        or (line.key(end) in {"-", "/", ":"} and line.glued(end + 1) and (line.key(end) == "-" or line.digits(end + 1)))
    ):
        end += 1
    return end


def _code(line: Line, place: int, g: Grammar) -> Reading | None:
    """Letters with a number glued on: "G20", "F-16", "COVID-19"."""
    at = place + 1
    if line.glued(at) and line.digits(at):
        return _name(place, _tail(line, at + 1), "letters and digits in one name")
    dashed = line.key(at) == "-" and line.glued(at) and line.glued(at + 1) and line.digits(at + 1)
    bound = g.before.at(line.keys, place) is not None  # "die Über-60-Jährigen"
    if not dashed or not line.capital(place) or line.key(place) == "minus" or bound:
        return None
    unit = g.units.names.at(line.keys, at + 2) or g.numbers.words.at(line.keys, at + 2)
    return None if unit else _name(place, _tail(line, at + 2), "letters and digits in one name")


def _lettered(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "5G", "4K", "3D": a letter glued to digits that is no unit."""
    if not line.digits(place) or not line.glued(place + 1) or not line.word(place + 1):
        return None
    text = line.tokens[place + 1].text
    known = text.lower() in g.words("identifiers.after") and text.isupper()
    return _name(place, _tail(line, place + 1), "digits and letters in one name") if known else None


def _day_and_letter(line: Line, place: int) -> Reading | None:
    """As in "El 11-M", "the 10-K": a single capital after a hyphen."""
    letter = place + 2
    dashed = line.digits(place) and line.key(place + 1) == "-" and line.glued(place + 1) and line.glued(letter)
    if not dashed or not line.capital(letter) or len(line.key(letter)) != 1:
        return None
    if line.glued(letter + 1) and (line.word(letter + 1) or line.digits(letter + 1) or line.key(letter + 1) == "-"):
        return None
    return _name(place, letter + 1, "digits and a letter in one name")


def singled(line: Line, found: Reading, g: Grammar) -> Reading | None:
    """As in "El 112 recibió 300 llamadas": a bare number after a singular article, with no noun after it, is a name."""
    plain = found.plain and found.kind == "count" and found.first == found.core
    if not plain or line.key(found.first - 1) not in g.words("identifiers.singular") or line.digits(found.end):
        return None
    goes_on = line.word(found.end) and line.key(found.end) not in g.words("counted.stop")
    if line.glued(found.end) and line.key(found.end) not in {",", ".", ";", ":", ")", "?", "!"}:
        return None
    return (
        None
        if goes_on and not is_verb(line, found.end, g)
        else _name(found.first, found.end, "a number after an article")
    )


def _with_ending(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "41-bis", "12 ter": digits with a word that makes an address or an article of a law."""
    at = place + 1 + (line.key(place + 1) == "-" and line.glued(place + 1))
    if not line.digits(place) or line.key(at) not in g.words("identifiers.endings"):
        return None
    return _name(place, at + 1, "digits with an ending that names")


def _address(line: Line, place: int, g: Grammar) -> Reading | None:
    """The number of a house: "10 Downing Street", "au 12 de la rue Monge"; but "12 Wall Street banks" are twelve."""
    lettered = line.glued(place + 1) and line.word(place + 1) and len(line.key(place + 1)) == 1
    end = place + 1 + lettered
    street = end + (line.key(end) == ",")
    if not line.key(place).isdecimal() or len(line.key(place)) > _HOUSE_DIGITS or not line.apart(street):
        return None
    if g.phrases("identifiers.streets_before").at(line.keys, street):
        return _name(place, end, "the number of a house")
    at = end
    while at < end + _MOST_NAMES and line.capital(at) and line.apart(at):
        at += 1
        if line.key(at) in g.words("identifiers.streets_after") and line.capital(at):
            counts = is_content(line, at + 1, g) or counts_after(line, at + 1, g)
            return None if counts else _name(place, end, "the number of a house")
    return None


def read_leftover(line: Line, place: int) -> Reading | None:
    """Digits with letters glued on that nothing else could read: a name."""
    if line.digits(place) and line.glued(place + 1) and line.word(place + 1):
        return _name(place, _tail(line, place + 1), "digits and letters in one name")
    return None


def _chain(line: Line, place: int) -> Reading | None:
    """Digits in three or more groups joined by hyphens, or with several marks: telephone numbers, versions, addresses."""
    at, groups = place + 1, 1
    while line.glued(at) and line.key(at) in {"-", "/"} and line.digits(at + 1) and line.glued(at + 1):
        at, groups = at + 2, groups + 1
    text = line.key(place)
    filed = (
        groups == 2 and line.key(place + 1) == "/" and len(line.key(place + 2)) == 4 and text.isdecimal()
    )  # "33/2018"
    if groups >= 3 or (filed and line.digits(place)):
        return _name(place, at, "groups of digits in a chain")
    dotted = line.digits(place) and text.count(".") >= 2 and not _thousands(text)
    leading = line.digits(place) and text.isdecimal() and len(text) > 1 and text[0] == "0"
    if leading and groups == 2:
        return _name(place, _groups(line, at), "groups of digits that begin with a nought")
    if dotted or (leading and groups == 1):
        end = _tail(line, place + 1)
        return _name(place, _groups(line, end) if leading else end, "digits that name, and do not count")
    return None


def _groups(line: Line, end: int) -> int:
    """Past further groups of a number that names: "0800 555 111", "n° 116 123"."""
    while line.digits(end) and line.gap(end) == " " and line.key(end).isdecimal():
        end += 1
    return end


def _thousands(text: str) -> bool:
    groups = text.split(",", maxsplit=1)[0].split(".")
    return all(len(group) == 3 for group in groups[1:])


def _phone(line: Line, place: int) -> Reading | None:
    at, groups = place + 2, 1
    while line.digits(at) or (line.key(at) in {"-", "/"} and line.digits(at + 1)):
        at, groups = at + 1 + (not line.digits(at)), groups + 1
    return _name(place, at, "a telephone number") if groups >= 3 else None


def _dialled(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "Call 116 123": groups of digits near a word for a telephone."""
    if not line.key(place).isdecimal():
        return None
    end = _dialled_end(line, place + 1)
    if end < place + 2 or sum(len(line.key(at)) for at in range(place, end) if line.digits(at)) < _FEWEST_DIALLED:
        return None
    cues = g.words("identifiers.dialled")
    near = (*range(place - _NEAR, place), *range(end, end + _NEAR))
    return _name(place, end, "a telephone number") if any(line.key(at) in cues for at in near) else None


def _dialled_end(line: Line, end: int) -> int:
    last = end + _MOST_GROUPS
    while end < last and (line.key(end).isdecimal() or line.key(end) in {"/", "-"}):
        apart = line.key(end).isdecimal() and line.gap(end) == " "
        joined = (
            line.key(end) in {"/", "-"} and line.glued(end) and line.glued(end + 1) and line.key(end + 1).isdecimal()
        )
        if not apart and not joined:
            break
        end += 2 if joined else 1
    return end


def _long(line: Line, place: int) -> Reading | None:
    text = line.tokens[place].text
    if line.digits(place) and len(text) > (_BARE_DIGITS if text.isdecimal() else _GROUPED_DIGITS):
        return _name(place, place + 1, "more digits than a quantity has")
    return None


def in_title(line: Line, found: Reading, g: Grammar) -> Reading | None:
    """A number within a name: "the Four Corners", and the whole of a quotation that is a title, as “60 Minutes”."""
    first, end = found.first, found.end
    quoted = line.key(first - 1) in _QUOTES and line.key(end) in _QUOTES and line.capital(end - 1) and end - first > 1
    spelled = first == found.core and line.capital(first) and line.capital(end) and end == first + 1
    named = spelled and line.word(first - 1) and line.tokens[first - 1].text in g.words("place.articles")
    nouns = g.flags["capital_nouns"] and (found.kind != "count" or found.scaled)  # „50 Prozent“ is no title
    if not (named or (quoted and not nouns)):
        return None
    return Reading(first, end, "identifier", "a number within a name")


def named_again(line: Line, readings: Sequence[Reading], g: Grammar) -> list[Reading]:
    """The readings in which a bare number of an earlier name is that name again: "Lumo 9 Pro and 9 Pro Max"."""
    numbers: set[str] = set()
    german = g.flags["capital_nouns"]  # "3 Leute" count, whatever has a 3 in its name
    kept = []
    for found in readings:
        again = found.plain and line.key(found.first) in numbers and line.capital(found.end) and not german
        if found.kind == "identifier":
            numbers.update(line.keys[found.first : found.end])
        kept.append(Reading(found.first, found.end, "identifier", "the number of a name before it") if again else found)
    return kept


def read_ordered(line: Line, found: Reading, g: Grammar) -> Reading | None:
    """A number that says which, behind the singular of what is in order, or behind calling: "match four", "call 101"."""
    before = line.key(found.core - 1)
    called = before in g.words("identifiers.calls") and found.plain and len(line.key(found.core)) > _CALLED
    if (
        found.scaled
        or found.unit
        or not (called or before in g.words("identifiers.ordered"))
        or line.capital(found.end)
    ):
        return None
    if is_content(line, found.end, g):
        return None
    return Reading(found.core, found.end, "identifier", "a number that says which one")


def read_rank(line: Line, found: Reading, g: Grammar) -> Reading | None:
    """A place in a table or a round of a contest: "the bottom three", "a last-16 match"; but "the top three seeds" are three."""
    cue = found.core - 1
    dashed = line.key(cue) == "-" and line.glued(found.core) and line.glued(cue)
    if line.key(cue - dashed) not in g.words("identifiers.ranks") or found.scaled or found.unit is not None:
        return None
    if not dashed and is_content(line, found.end, g):
        return None
    return Reading(found.core, found.end, "identifier", "a place in a table or a round of a contest")


def names_after_capital(line: Line, place: int, end: int, g: Grammar) -> bool:
    """Whether a bare number belongs to the capitalised name before it: "Boeing 737", "Fortune 500", "Big 12"."""
    if _quoted_name(line, place, end):
        return True
    if g.flags["capital_nouns"]:
        return _german_name(line, place, end, g)
    if not g.flags["general_identifiers"] or place < 1 or not line.capital(place - 1) or not line.apart(place):
        return False
    if g.number_of("dates.months").at(line.keys, place - 1) or line.key(place - 1) in g.words("counted.stop"):
        return False
    if place == 1 or line.key(place - 2) in {".", ":", "“", "”", '"'} | g.words("place.before"):
        return False
    return not counts_after(line, end, g)


def _quoted_name(line: Line, place: int, end: int) -> bool:
    """As in "“Shenzhou 6”", "« Apollo 13 »": up to three words with capitals and a number between quotation marks."""
    at = place
    while at > place - _MOST_NAMES and line.capital(at - 1):
        at -= 1
    return at < place and line.key(end) in _CLOSING_MARKS and line.key(at - 1) in _OPENING_MARKS


def _german_name(line: Line, place: int, end: int, g: Grammar) -> bool:
    """As in "Nord Stream 2": a small number that counts nothing, after two words with capitals."""
    named = g.endings("identifiers.endings")
    if named and line.capital(place - 1) and line.key(place - 1).endswith(named):
        return not line.capital(end)
    name = range(place - 2, place)
    if place < 2 or not all(line.capital(at) and line.apart(at + 1) for at in name):
        return False
    common = any(line.key(at) in g.words("counted.stop") for at in name)
    dated = g.number_of("dates.months").at(line.keys, place - 1) or g.number_of("dates.days").at(line.keys, place - 1)
    small = line.key(place).isdecimal() and len(line.key(place)) <= 2 and int(line.key(place)) <= _MOST_OF_A_NAME
    return small and not common and not dated and line.key(end) not in {",", "("} and phrase_after(line, end, g) is None


def counts_after(line: Line, place: int, g: Grammar) -> bool:
    """Whether a plural that a number could count stands at `place`."""
    key = line.key(place)
    plain = line.word(place) and not line.capital(place) and key not in g.words("counted.stop")
    if not plain or not (key.endswith(g.plurals) or key in g.words("counted.plural")):
        return False
    return not key.endswith(g.endings("counted.no_plurals") or ("-",))
