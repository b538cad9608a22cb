"""One number at a place of a line: digits or words, with its scale; no unit, no bound."""

# ruff: noqa: PLR2004  # ten and a hundred are what number words are made of
from __future__ import annotations

from decimal import Decimal
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from .digits import MOST_DIGITS, read_digits, spaced_groups
from .fractions import VULGAR, added_parts, powered, slashed
from .grammar import Numbers
from .line import Line
from .words import LARGEST, Lexeme, Sum

#: Larger numbers are not said after a decimal mark.
_MOST_DECIMALS: Final = 10_000
_CURRENCY_SIGNS: Final = frozenset("$€£¥")


class Numeral(Struct, frozen=True):
    """A number from its first token up to `end`.

    `digits`: written with digits; `plain`: an integer in digits without marks or scale, which may be a year or a name;
    `one`: only an ambiguous "one" or article; `scaled`: with a scale word, after which "of" may follow.
    """

    start: int
    end: int
    value: int | Decimal
    digits: bool = False
    plain: bool = False
    one: bool = False
    scaled: bool = False
    approximate: bool = False
    scale: int = 1

    @property
    def bare_scale(self) -> bool:
        """Whether nothing but a scale follows the digits ("13" could share it: "13-18 million")."""
        return self.scale > 1


def read_numeral(
    line: Line, place: int, numbers: Numbers, *, joins: bool = True, money: bool = False
) -> Numeral | None:
    """The number that begins at `place`, or None. `joins=False` reads "one hundred" of "one hundred and two hundred"."""
    asked = (place, joins, money)
    if asked not in line.read:
        line.read[asked] = _read(line, place, numbers, joins=joins, money=money)
    return line.read[asked]  # type: ignore[return-value]


def _read(line: Line, place: int, numbers: Numbers, *, joins: bool, money: bool) -> Numeral | None:
    key = line.key(place)
    if key not in numbers.starts and not line.digits(place):
        compounds = numbers.compounds
        return None if compounds is None or not compounds.may_start(key) else _words(line, place, numbers, joins=joins)
    first = place + 2 if key == "minus" and line.key(place + 1) == "-" and line.glued(place + 2) else place + 1
    if key in numbers.minus and line.digits(first) and _signed(line, place):
        found = _positive(line, first, numbers, joins=joins, money=money)
        return found and replace(found, start=place, value=-found.value, plain=False)
    return _positive(line, place, numbers, joins=joins, money=money)


def _signed(line: Line, place: int) -> bool:
    if line.word(place):
        return not line.digits(place - 1)
    return line.glued(place + 1) and (not line.glued(place) or line.key(place - 1) in {"(", "$", "€", "£"})


def _positive(line: Line, place: int, numbers: Numbers, *, joins: bool, money: bool) -> Numeral | None:
    found = _half_of_scale(line, place, numbers)
    if found is None and line.digits(place):
        found = _digits(line, place, numbers, money=money)
    elif found is None and _pointed(line, place, numbers):
        found = _leading_point(line, place, numbers)
    elif found is None:
        found = _vulgar(line, place) or _words(line, place, numbers, joins=joins)
    return found


def _pointed(line: Line, place: int, numbers: Numbers) -> bool:
    """As in ".5"; a decimal comma only where nothing stands before it: ",5"."""
    mark = line.key(place)
    first = mark == "." or (mark == "," == numbers.style.decimal and (place == 0 or line.key(place - 1) in {"-", "("}))
    return first and line.digits(place + 1) and line.glued(place + 1)


def _half_of_scale(line: Line, place: int, numbers: Numbers) -> Numeral | None:
    """As in "Half a million", "medio millón", "eine halbe Million": nothing where no scale follows."""
    half = numbers.half.at(line.keys, place)
    if half is None:
        return None
    value, at = half
    at += line.key(at) == "-" and line.glued(at)
    scale = _scale(line, at, numbers)
    if scale is None:
        return None
    number = value * scale[0]
    whole = int(number) if number == int(number) else number
    return Numeral(place, scale[1], whole, scaled=True, scale=scale[0])


def _scale(line: Line, place: int, numbers: Numbers) -> tuple[int, int] | None:
    """The product of the scale words from `place` on, and where they end; no larger than anybody counts."""
    product, at = 1, place
    while found := numbers.words.at(line.keys, at):
        word, end = found
        if not word.multiplies or product * int(word.value) > LARGEST:
            break
        product, at = product * int(word.value), end
    return (product, at) if at > place else None


def _leading_point(line: Line, place: int, numbers: Numbers) -> Numeral | None:
    text = line.tokens[place + 1].text
    glued = line.glued(place) and line.key(place - 1) != "-"
    if glued or not text.isdecimal() or len(text) > MOST_DIGITS:
        return None
    found = Numeral(place, place + 2, Decimal(f"0.{text}"), digits=True)
    return _scaled(line, found, numbers, money=False)


def _digits(line: Line, place: int, numbers: Numbers, *, money: bool) -> Numeral | None:
    text, end, spaced = spaced_groups(line, place, numbers.style)
    read = read_digits(text, numbers.style)
    if read is None or (text[0] == "0" and len(text) > 1 and text.isdecimal()):
        return None
    if (power := powered(line, end, read.value)) is not None:
        return Numeral(place, power[1], power[0], digits=True)
    found = Numeral(place, end, read.value, digits=True, plain=read.plain and not spaced)
    return _scaled(line, _with_fraction(line, found, numbers), numbers, money=money)


def _with_fraction(line: Line, found: Numeral, numbers: Numbers) -> Numeral:
    """As in "2½", "2 1/2", "2 and a half"."""
    if found.plain and line.key(found.end) in VULGAR:
        return replace(found, end=found.end + 1, value=found.value + VULGAR[line.key(found.end)], plain=False)
    if found.plain and (part := slashed(line, found.end)) is not None:
        return replace(found, end=part[1], value=found.value + part[0], plain=False)
    return _added(line, found, numbers)


def _added(line: Line, found: Numeral, numbers: Numbers) -> Numeral:
    """A fraction added after the number or after its scale: "one and a half million", "dos millones y medio"."""
    extra = numbers.added.at(line.keys, found.end) or added_parts(line, found.end, numbers)
    if extra is None or found.value != int(found.value):
        return found
    lesser = _scale(line, extra[1], numbers) if found.scale > 1 else None  # "un billón y medio millón"
    scale, end = lesser if lesser and lesser[0] < found.scale else (found.scale, extra[1])
    return replace(found, end=end, value=_plain(found.value + extra[0] * scale), plain=False)


def _plain(value: int | Decimal) -> int | Decimal:
    return int(value) if value == int(value) else value


def _scaled(line: Line, found: Numeral, numbers: Numbers, *, money: bool) -> Numeral:
    """Digits with the scale words or abbreviations after them."""
    at = found.end
    if line.key(at) == "-" and line.glued(at) and line.glued(at + 1):
        at += 1
    scale = None if line.key(at) in numbers.only_words else _scale(line, at, numbers)
    if scale is not None:
        product, end = scale
    else:
        short = _short(line, found.end, numbers, money=money)
        if short is None:
            return found
        product, end = short
    value = _plain(found.value * product)
    whole = replace(found, end=end, value=value, plain=False, scaled=True, scale=product)
    return _added(line, _lesser(line, whole, numbers), numbers)


def _lesser(line: Line, found: Numeral, numbers: Numbers) -> Numeral:
    """A lesser part after a scale: "2 millones 300 mil", "2 milioni e 300mila"."""
    at = found.end + ("scale" in numbers.joins.get(line.key(found.end), ()))
    if not line.digits(at) or found.scale < 1_000:
        return found
    rest = read_digits(line.tokens[at].text, numbers.style)
    scale = _scale(line, at + 1, numbers)
    if rest is None or not rest.plain or scale is None or rest.value * scale[0] >= found.scale or scale[0] < 100:
        return found
    return replace(found, end=scale[1], value=_plain(found.value + rest.value * scale[0]))


def _short(line: Line, place: int, numbers: Numbers, *, money: bool) -> tuple[int, int] | None:
    """An abbreviated scale: "30k", "2.5bn", "3 Mio."; a bare "m" only with a currency."""
    found = numbers.short_money.at(line.keys, place) if money else None
    capital = line.glued(place) and line.capital(place)
    found = (
        found or numbers.short.at(line.keys, place) or (capital and numbers.short_money.at(line.keys, place)) or None
    )
    if found is None:
        return None
    before_sign = line.glued(found[1]) and line.key(found[1]) in _CURRENCY_SIGNS
    last = line.key(place) == "k" and not line.word(found[1])
    if len(line.key(place)) == 1 and not (line.glued(place) or before_sign or last):
        return None
    inside = line.glued(found[1]) and (line.word(found[1]) or line.digits(found[1]))
    return None if inside else found


def _vulgar(line: Line, place: int) -> Numeral | None:
    value = VULGAR.get(line.key(place))
    return None if value is None else Numeral(place, place + 1, value)


def _words(line: Line, place: int, numbers: Numbers, *, joins: bool) -> Numeral | None:
    total, at, article = Sum(numbers.vigesimal, bare=bool(numbers.bare)), place, False
    if line.key(place) in numbers.articles:
        word = numbers.words.at(line.keys, place + 1)
        if word is None or not word[0].multiplies:
            return _compound_numeral(line, place, numbers)
        total.add(Lexeme(1, "unit"))
        at, article = place + 1, True
    at = _sum(line, at, numbers, total, joins=joins)
    if at == place or (article and at == place + 1):
        return _compound_numeral(line, place, numbers)
    return _finish(line, place, at, numbers, total)


def _compound_numeral(line: Line, place: int, numbers: Numbers) -> Numeral | None:
    if line.key(place) not in numbers.ones:
        return None
    if line.key(place) not in numbers.articles:
        return None
    elided = line.key(place + 1) == "’" and line.glued(place + 1) and line.glued(place + 2)  # "un'ora"
    whole = _added(line, found := Numeral(place, place + 1 + elided, 1, one=True), numbers)  # "uno e mezzo"
    return found if whole is found else replace(whole, one=False)


def _finish(line: Line, place: int, at: int, numbers: Numbers, total: Sum) -> Numeral | None:
    only = line.key(place) if at == place + 1 else ""
    if only and total.last is not None and total.last.multiplies and only not in numbers.bare:
        return None if numbers.words.at(line.keys, place) is not None else _made(line, place, at, numbers, total)
    return _made(line, place, at, numbers, total)


def _made(line: Line, place: int, at: int, numbers: Numbers, total: Sum) -> Numeral:
    last = total.parts[-1][1] if total.parts else 1
    one = at == place + 1 and line.key(place) in numbers.ones
    rounded = any(line.key(spot) in numbers.rounded for spot in range(place, at))
    found = Numeral(place, at, total.value, one=one, scaled=total.scaled or rounded, scale=last, approximate=rounded)
    return _decimal_words(line, _added_words(line, _halved(line, found, numbers), total, numbers), numbers)


def _halved(line: Line, found: Numeral, numbers: Numbers) -> Numeral:
    """German "drei halbe Brote": three times a half."""
    half = numbers.half.at(line.keys, found.end) if numbers.compounds is not None else None
    if half is None or half[1] != found.end + 1 or found.one or found.scaled:
        return found
    if not line.capital(half[1]) and half[1] < len(line):
        return found
    return replace(found, end=half[1], value=_plain(found.value * half[0]))


def _added_words(line: Line, found: Numeral, total: Sum, numbers: Numbers) -> Numeral:
    """As in "One and a half million": the fraction may come before the scale, too."""
    whole = _added(line, found, numbers)
    if whole is found:
        return found
    scale = _scale(line, whole.end, numbers)
    if scale is None or total.scaled:
        return replace(whole, one=False)
    return replace(whole, end=scale[1], value=_plain(whole.value * scale[0]), one=False, scaled=True, scale=scale[0])


def _sum(line: Line, place: int, numbers: Numbers, total: Sum, *, joins: bool) -> int:
    """Add words to `total` as long as they fit; where the number ends."""
    at, joint = place, None
    while True:
        start = _after_joint(line, at, numbers, total, joins=joins) if at > place or total.last else at
        joined = start > at and line.key(start - 1) not in {"-", ""}
        kept = total.copy() if joined else None
        step = _next(line, start, numbers, total, joined=joined)
        if step is not None and kept is not None:
            joint = (at, kept)
        if step is None and start != at:
            step = _next(line, at, numbers, total, joined=False)
        if step is None:
            return _before_another(line, at, numbers, total, joint)
        at = step
        if total.parts and total.parts[-1][1] < 100:
            return at


def _before_another(line: Line, at: int, numbers: Numbers, total: Sum, joint: tuple[int, Sum] | None) -> int:
    """The end of a number; before its last joining word, if a second number as large begins after that: "dois mil e três mil"."""
    scale = numbers.words.at(line.keys, at) if joint else None
    if joint is None or scale is None or not scale[0].multiplies:
        return at
    total.become(joint[1])
    return joint[0]


def _after_joint(line: Line, at: int, numbers: Numbers, total: Sum, *, joins: bool) -> int:
    """Past a hyphen or a joining word that may stand here."""
    start = at + 1 if line.key(at) == "-" and line.glued(at) and line.glued(at + 1) else at
    allowed = numbers.joins.get(line.key(start)) if joins else None
    scaled = start == at and total.last is not None and total.last.kind == "scale"
    if scaled and allowed is not None and added_parts(line, at, numbers):  # "cinque miliardi e tre quarti"
        return at
    if allowed is None or total.last is None or total.last.kind not in allowed:
        return start
    start += 1
    return start + 1 if line.key(start) == "-" and line.glued(start) else start


def _next(line: Line, place: int, numbers: Numbers, total: Sum, *, joined: bool) -> int | None:
    found = numbers.words.at(line.keys, place)
    if found is None and (end := _one_more(line, place, numbers, total)) is not None:
        return end
    if found is not None:
        word, end = found
        if joined and not _may_be_joined(line.key(place), word, numbers, total):
            return None
        return end if total.add(word) else None
    if numbers.compounds is None or not line.word(place):
        return None
    split = numbers.compounds.split(line.key(place))
    if split is None or split[1]:
        return None
    return place + 1 if _absorb(total, split[0]) else None


def _one_more(line: Line, place: int, numbers: Numbers, total: Sum) -> int | None:
    """German "zwei Milliarden eine Million": after a scale, an article with a smaller one adds to it."""
    if line.key(place) not in numbers.ones & numbers.articles or not total.parts or total.open:
        return None
    scale = numbers.words.at(line.keys, place + 1)
    if scale is None or not scale[0].multiplies or scale[0].value >= total.parts[-1][1]:
        return None
    return scale[1] if total.add(Lexeme(1, "unit")) and total.add(scale[0]) else None


def _may_be_joined(key: str, word: Lexeme, numbers: Numbers, total: Sum) -> bool:
    """Whether a word may follow a joining word: small ones; in Portuguese all that a number may begin with ("mil e cem")."""
    if word.multiplies:
        return numbers.joins_hundreds and key in numbers.bare and not total.open
    if numbers.joined and word.value not in numbers.joined:
        return False
    return word.value != 0 and (word.value < 100 or numbers.joins_hundreds)


def _absorb(total: Sum, part: Sum) -> bool:
    """Add a compound to a number begun before it: "zwei Millionen dreihunderttausend"."""
    value = part.value
    limit = total.parts[-1][1] if total.parts else 0
    if total.open or (total.parts and value >= limit):
        return False
    if total.last is not None and not total.parts:
        return False
    if part.parts:
        total.parts.append((value, part.parts[-1][1])) if not part.open else _both(total, part)
    else:
        total.group, total.open = value, True
    total.last = part.last
    return True


def _both(total: Sum, part: Sum) -> None:
    total.parts += part.parts
    total.group, total.open = part.group, True


def _decimal_words(line: Line, found: Numeral, numbers: Numbers) -> Numeral:
    """As in "Two point five", "zwei Komma drei": digits or number words after the spoken decimal mark."""
    loose = line.key(found.end) in numbers.loose_point
    if (line.key(found.end) not in numbers.point and not loose) or found.digits:
        return found
    digits, at = "", found.end + 1
    while len(digits) < 12 and (word := numbers.words.at(line.keys, at)) and word[0].kind == "unit":
        digits, at = digits + str(word[0].value), word[1]
    if not digits:
        total = Sum(numbers.vigesimal, bare=bool(numbers.bare))
        at = _sum(line, found.end + 1, numbers, total, joins=True)
        whole = at > found.end + 1 and total.value == int(total.value) and total.value < _MOST_DECIMALS
        digits = str(total.value) if whole else ""
    if not digits or (loose and at < len(line) and numbers.loose_after.at(line.keys, at) is None):
        return found
    value = found.value + Decimal(f"0.{digits}")
    return _scaled(line, replace(found, end=at, value=value, one=False), numbers, money=False)
