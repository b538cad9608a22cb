"""Shares: fractions in words, halves, "one in twenty", "jeder zehnte"."""

# ruff: noqa: PLR2004  # small numbers are what fractions are made of
from __future__ import annotations

from fractions import Fraction
from typing import Final

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line, read_numeral

from .amount import read_suffix
from .change import changes_before
from .dimensions import LENGTHS
from .nouns import is_content, is_plural, is_verb
from .ordinals import dotted_ordinal, ordinal_word
from .reading import Reading
from .sized import read_sized
from .tags import acts_at

_WRITTEN: Final = frozenset({2, 3, 4, 5, 6, 8, 10})
FRACTION_SIGNS: Final = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅐": (1, 7),
    "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip
#: "Einer von zehn" is a share, "einer von neun Anführern" one among nine.
_ROUND: Final = frozenset({3, 4, 5, 10, 20, 25, 50, 100, 1000})
#: "Três em dez", but no "duas em 18 jogos": of so many at most, where the joining word is loose.
_FEW: Final = 12
_YEARS: Final = range(1900, 2101)
#: "One small child in five": so many words at most between one and what it is one of.
_MOST_BETWEEN: Final = 3
_SOON: Final = 3
_THOUSAND: Final = 1000
_TWENTY: Final = 20
_CLOSING: Final = frozenset({".", ",", ";", ":", ")", "]", "!", "?", "”", "“", "»", "’", '"'})


def read_share(line: Line, place: int, g: Grammar, *, bound: bool) -> Reading | None:
    """The share in words at `place`, or None. `bound` tells that a bound such as "nearly" stands before it."""
    if counted := _out_of(line, place, g) or _every(line, place, g):
        return _of_percent(line, counted, g) or counted
    part = _fraction(line, place, g, bound=bound) or _half(line, place, g, bound=bound)
    part = part or _slashed(line, place) or _vulgar(line, place, g)
    if part is None:
        return None
    return _of_percent(line, part, g) or _of_unit(line, _of_scale(line, replace(part, direct=False), g), g)


def _of_percent(line: Line, part: Reading, g: Grammar) -> Reading | None:
    """As in "3/4%", "a quarter of a percent", "tres cuartos de punto porcentual"."""
    joint = g.numbers.connectors.at(line.keys, part.end)
    at = joint[1] if joint else part.end
    suffix = read_suffix(line, at + (line.key(at) in g.numbers.articles), g)
    if suffix is None or suffix.kind not in {"percent", "percentage_point"}:
        return None
    return replace(part, end=suffix.end, kind=suffix.kind, because=f"{part.because}, with a sign or word for percent")


def _of_unit(line: Line, found: Reading, g: Grammar) -> Reading:
    """As in "1/2 mile", "three quarters of an hour": a fraction in digits or words of a unit is a measure."""
    joint = g.phrases("shares.of_unit").at(line.keys, found.end)
    slashed = line.key(found.first + 1) == "/"
    suffix = read_suffix(line, joint[1] if joint else found.end, g, words=not slashed) if joint or slashed else None
    if suffix is None or suffix.kind not in {"measure", "duration", "money"}:
        return found
    return replace(
        found,
        end=suffix.end,
        kind=suffix.kind,
        unit=suffix.unit,
        currency=suffix.currency,
        because="a fraction of a unit",
    )


def _share(place: int, end: int, value: Fraction, because: str) -> Reading:
    return Reading(place, end, "proportion", because, low=value, high=value)


def _out_of(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "One in twenty", "zwei von drei", "uno de cada diez", "une personne sur cinq"."""
    first = read_numeral(line, place, g.numbers, joins=False)
    if first is None or first.value != int(first.value) or first.scaled:
        return None
    infix, at, noun = g.phrases("shares.out_of"), _past_hyphen(line, first.end), None
    if first.value == 1 and (one := _one_between(line, place, first.end, g)):
        return one
    if (
        first.value > 1
        and line.word(at)
        and infix.at(line.keys, at) is None
        and line.key(at) not in g.words("counted.stop")
    ):
        noun, found = _noun_between(line, at, g)
    else:
        found = infix.at(line.keys, at)
    if found is None:
        return None
    second = read_numeral(line, _past_hyphen(line, found[1]), g.numbers)
    if second is None or not _whole_share(line, g, (int(first.value), second.value), found[0], second.end):
        return None
    made = _share(place, second.end, Fraction(int(first.value), int(second.value)), "so many out of so many")
    return replace(made, counted=noun)


def _past_hyphen(line: Line, place: int) -> int:
    """Past a hyphen between two words, as in "one-in-five"."""
    joins = line.key(place) == "-" and line.glued(place) and line.glued(place + 1) and line.word(place + 1)
    return place + joins


def _noun_between(line: Line, place: int, g: Grammar) -> tuple[tuple[int, int] | None, tuple[str, int] | None]:
    """As in "Quatre familles monoparentales sur cinq": the words of the noun, and the word after them."""
    unit = g.units.names.at(line.keys, place)
    if unit is not None and unit[0].name in LENGTHS:  # "12 mètres sur 15" are two sides
        return None, None
    for end in range(place + 1, place + _MOST_BETWEEN + 1):
        if between := g.phrases("shares.noun_between").at(line.keys, end):
            return (place, end), between
        if not (g.words("counted.agreement") and is_content(line, end, g)):
            break
    return None, None


def _one_between(line: Line, place: int, start: int, g: Grammar) -> Reading | None:
    """As in "One container in ten", "un départ de feu sur trois": one, one to three words, and of how many."""
    joints = g.phrases("shares.one_between")
    if g.phrases("percent.percent").at(line.keys, start) or g.number_of("denominators").at(line.keys, start):
        return None
    at = start
    while at <= start + _MOST_BETWEEN and (at == start or joints.at(line.keys, at) is None):
        of = (
            start < at < start + _MOST_BETWEEN
            and line.key(at) in g.words("counted.of")
            and not g.flags["capital_nouns"]
        )
        if not (of or is_content(line, at, g)):
            return None
        at += 1
    joint = joints.at(line.keys, at)
    second = None if joint is None else read_numeral(line, joint[1], g.numbers, joins=False)
    if second is None or second.scaled or second.value not in range(2, 1001) or not _ends(line, second.end, g):
        return None
    english = not g.flags["capital_nouns"] and not g.words("counted.agreement")
    if english and is_plural(line.key(at - 1), g):
        return None
    made = _share(place, second.end, Fraction(1, int(second.value)), "one out of so many")
    return replace(made, counted=(start, at))


def _ends(line: Line, place: int, g: Grammar) -> bool:
    """Whether nothing follows that the number at its end could count or measure."""
    keys = line.keys
    measured = (
        g.units.names.at(keys, place)
        or g.money.suffix.at(keys, place)
        or g.phrases("percent.percent").at(keys, place)
        or g.number_of("dates.months").at(keys, place)
    )
    if measured or line.digits(place) or (line.glued(place) and line.key(place) not in _CLOSING):
        return False
    if not line.word(place) or is_verb(line, place, g):
        return True
    if line.key(place) in g.words("counted.stop"):
        return line.key(place) not in g.words("counted.of")
    if line.capital(place):
        return False
    return line.key(place).endswith("ed") or not _plural_soon(line, place, g)


def _plural_soon(line: Line, place: int, g: Grammar) -> bool:
    """Whether a plural stands at `place`; in English it may stand after adjectives."""
    endings = tuple(g.words("shares.plurals") or g.words("counted.agreement"))
    for at in range(place, place + (1 if endings else _SOON)):
        if not is_content(line, at, g):
            return False
        if line.key(at).endswith(endings or ("s",)) or line.key(at) in g.words("counted.plural"):
            return True
    return False


def _whole_share(line: Line, g: Grammar, parts: tuple[int, object], infix: str, end: int) -> bool:
    few, many = parts
    if not isinstance(many, int) or not 0 < few < many:
        return False
    loose = infix in g.words("shares.loose") or infix == "in"
    if not loose:
        return True
    if infix in g.words("shares.over") and (
        not line.word(end) or g.phrases("percent.percent").at(line.keys, end)
    ):  # "uno sobre veintiuno"
        return True
    united = g.units.names.at(line.keys, end) or g.phrases("percent.percent").at(line.keys, end)
    months = g.number_of("dates.months").at(line.keys, end)
    if infix != "in" and many not in _ROUND and (few == 1 or many > _FEW):
        return False
    return (
        few < 20
        and many not in _YEARS
        and united is None
        and months is None
        and not (line.glued(end) and line.word(end))
    )


def _every(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "Jeder zehnte": the word for every and an ordinal."""
    every = g.phrases("shares.every").at(line.keys, place)
    ordinal = every and (ordinal_word(line, every[1], g) or dotted_ordinal(line, every[1], g))
    if every is None or ordinal is None or ordinal[0] < 2 or g.units.names.at(line.keys, ordinal[1]):
        return None
    if g.flags["every_of_noun"] and not is_content(line, ordinal[1], g):  # "every second counts"
        return None
    return _share(place, ordinal[1], Fraction(1, ordinal[0]), "every so-manieth")


def _fraction(line: Line, place: int, g: Grammar, *, bound: bool) -> Reading | None:
    """As in "A third", "two-thirds", "another third", "drei Viertel", "un tercio"."""
    if glued := g.phrases("shares.glued").at(line.keys, place):
        return _share(place, glued[1], Fraction(glued[0]), "a fraction in words")
    another = g.phrases("shares.another").at(line.keys, place)
    if another is not None:
        named = g.number_of("denominators").at(line.keys, another[1])
        if named is None or not _stands_alone(line, named[1], g):
            return None
        made = _share(place, named[1], Fraction(1, named[0]), "another part as large as one before")
        return replace(made, another=True, direct=False)
    return _counted_parts(line, place, g, bound=bound)


def _counted_parts(line: Line, place: int, g: Grammar, *, bound: bool) -> Reading | None:
    if sized := read_sized(line, place, g):
        return sized
    first = read_numeral(line, place, g.numbers)
    article = line.key(place) in g.numbers.articles and (first is None or first.one)
    first = None if article else first
    if not article and (first is None or first.value != int(first.value)):
        return _definite_part(line, place, g, bound=bound)
    at = place + 1 if first is None else first.end
    at += line.key(at) == "-" and line.glued(at)
    named = _denominator(line, at, g)
    few = 1 if first is None else int(first.value)
    if named is None or g.phrases("shares.never_before").at(line.keys, named[1]):
        return None
    if (unit := g.units.names.at(line.keys, at)) and unit[1] > named[1]:  # "37 milésimos de segundo"
        return None
    agrees = g.words("counted.agreement") and not g.flags["capital_nouns"]
    if few > 1 and agrees and not line.key(named[1] - 1).endswith(g.plurals):
        return None
    large = few >= named[0] or (first is not None and first.scaled)
    if large or (first is not None and first.digits and few > 1 and named[0] == 2):
        return _improper(line, place, few, named, g) if large and first is not None and not first.digits else None
    loose = few == 1 and (article or (first is not None and first.one))
    if loose and not bound and not _stands_alone(line, named[1], g):
        return None
    return _share(place, named[1], Fraction(few, named[0]), "a fraction in words")


def _definite_part(line: Line, place: int, g: Grammar, *, bound: bool) -> Reading | None:
    """As in "La quinta parte de los hogares", "le tiers des élèves": so-manieth part of many, by a word that is no ordinal."""
    fused = bound and line.key(place - 1) in g.words("shares.fused")  # "plus du tiers"
    at = place if fused else place + 1
    if not fused and line.key(place) not in g.words("shares.definite"):
        return None
    named = g.numbers.parts.at(line, at)
    if named is None or g.phrases("shares.of_many").at(line.keys, named[1]) is None:
        return None
    one_word = named[1] == at + 1
    if one_word and (ordinal_word(line, at, g) or g.phrases("shares.never_before").at(line.keys, named[1])):
        return None
    return _share(place, named[1], Fraction(1, named[0]), "a fraction in words")


def _improper(line: Line, place: int, few: int, named: tuple[int, int], g: Grammar) -> Reading | None:
    """As in "veintitrés quintos": more parts than the whole has, where nothing follows that could be counted."""
    value = Fraction(few, named[0])
    follows = line.word(named[1]) and not g.phrases("percent.percent").at(line.keys, named[1])
    if follows or named[0] == 2 or line.key(named[1] - 1) in g.words("shares.ambiguous"):
        return None
    made = _share(place, named[1], value, "a fraction in words")
    return made if value < 1 else replace(made, kind="count")


def _denominator(line: Line, place: int, g: Grammar) -> tuple[int, int] | None:
    """A word for so-manieth parts; in Italian every ordinal from eleven on: "un ventesimo"; in Portuguese "onze avos"."""
    if g.money.minor.at(line.keys, place):
        return None
    found = g.numbers.parts.at(line, place) or _compound_part(line, place, g)
    if found is not None or not g.words("shares.part_marks"):
        return found or (ordinal_word(line, place, g) if "any_ordinal" in g.suffixes.values() else None)
    number = read_numeral(line, place, g.numbers)
    if number is None or number.digits or number.value != int(number.value):
        return None
    if line.key(number.end) in g.words("shares.part_marks"):
        return int(number.value), number.end + 1
    named = g.numbers.parts.at(line, number.end)
    return (int(number.value) * named[0], named[1]) if named and named[0] >= _THOUSAND else None


def _compound_part(line: Line, place: int, g: Grammar) -> tuple[int, int] | None:
    """As in "Vingt-cinquième", "vingt et unième": tens before a word for parts below twenty."""
    tens = g.numbers.words.at(line.keys, place) if g.numbers.joined else None
    if tens is None or tens[0].kind != "tens" or tens[0].value % 10:
        return None
    at = tens[1] + (line.key(tens[1]) == "-")
    joined = line.key(at) in g.numbers.joins
    at += joined
    at += line.key(at) == "-"
    last = g.number_of("ordinals" if joined else "denominators").at(line.keys, at)
    fits = last is not None and (last[0] == 1 if joined else 1 < last[0] < _TWENTY)
    return (int(tens[0].value) + last[0], last[1]) if last is not None and fits else None


def _stands_alone(line: Line, end: int, g: Grammar) -> bool:
    """Whether no noun follows that would make "a third" an ordinal ("a third man")."""
    if not line.word(end):
        return line.key(end) != "-"
    named = line.key(end - 1)
    ambiguous = ordinal_word(line, end - 1, g) is not None or named in g.words("shares.ambiguous")
    ends = line.key(end) in g.words("counted.stop") or acts_at(line, end, g)  # "a further fifth waited"
    return not ambiguous or (ends and not line.capital(end))


def _half(line: Line, place: int, g: Grammar, *, bound: bool) -> Reading | None:
    bare = bound or not line.word(place - 1)
    if whole := g.phrases("shares.whole_half").at(line.keys, place) or (
        bare and g.phrases("shares.bare_half").at(line.keys, place)
    ):
        return _share(place, whole[1], Fraction(1, 2), "a word for half")
    heads = g.words("shares.heads")
    if line.key(place) != "half" or not heads or _measured_half(line, place, g):
        return None
    after = line.key(place + 1)
    alone = not is_content(line, place + 1, g) and after not in g.numbers.articles  # no "half a point"
    if line.key(place - 1) in g.words("change.by") and alone and changes_before(line, place, g):
        return _share(place, place + 1, Fraction(1, 2), "a word for half, by which something changed")
    if after in heads or (bound and not line.word(place + 1)) or (bound and after in g.words("counted.stop")):
        return _share(place, place + 1, Fraction(1, 2), "a word for half")
    return None


def _measured_half(line: Line, place: int, g: Grammar) -> bool:
    """As in "Half an hour", which is no share of something."""
    half = g.numbers.half.at(line.keys, place)
    return half is not None and read_suffix(line, half[1], g, words=True) is not None


def _vulgar(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "⅓ of them": a sign for a fraction that stands alone."""
    parts = FRACTION_SIGNS.get(line.key(place))
    scale = g.numbers.words.at(line.keys, place + 1)
    if parts is None or line.glued(place) or g.units.names.at(line.keys, place + 1) or scale:
        return None
    return _share(place, place + 1, Fraction(*parts), "a sign for a fraction")


def _slashed(line: Line, place: int) -> Reading | None:
    """As in "2/3" with small numbers, not part of a date."""
    if line.key(place) == "-" and line.glued(place + 1) and not line.glued(place):
        part = _slashed(line, place + 1)
        return part and replace(part, first=place, low=-part.low, high=-part.low)  # type: ignore[operator]
    if line.keys[place + 1 : place + 2] != ["/"] or not (line.digits(place) and line.digits(place + 2)):
        return None
    if (
        not (line.glued(place + 1) and line.glued(place + 2))
        or line.key(place + 3) == "/"
        or line.key(place - 1) == "/"
    ):
        return None
    few, many = line.key(place), line.key(place + 2)
    if len(few) > 2 or len(many) > 2 or not (few + many).isdecimal():
        return None
    if not 0 < int(few) < int(many) or int(many) not in _WRITTEN:
        return None
    return _share(place, place + 3, Fraction(int(few), int(many)), "a fraction in digits")


def _of_scale(line: Line, found: Reading, g: Grammar) -> Reading:
    """As in "A quarter of a million" is a count."""
    joint = g.numbers.connectors.at(line.keys, found.end)
    at = joint[1] if joint else found.end
    if joint is None:
        return found
    scale = g.numbers.words.at(line.keys, at + (line.key(at) in g.numbers.articles))
    if scale is None or not scale[0].multiplies or not isinstance(found.low, Fraction):
        return found
    value = found.low * int(scale[0].value)
    return Reading(found.first, scale[1], "count", "a fraction of a scale word", low=value, high=value, scaled=True)
