"""A number with its currency, percent sign or unit: one operand of what may be a range."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line, Numeral, Unit, read_numeral
from sayso.model import FigureKind

from .glued import glued_unit

_SIGNS: Final = frozenset("$€£¥₹₽₺₩₪₴₦₫₱฿₡₾₭₮₲₵₸₼₤元円")
_CENT: Final = Decimal("0.01")
_CENTS: Final = 100
_LEAST_CENTS: Final = 10
_SOON: Final = 5
#: Words of weighing are looked for so many places to the left and right.
_NEAR: Final = 8
_SHORT: Final = 3
_ENDS: Final = frozenset({".", ",", ";", ")", "!", "?"})
_MARKS: Final = frozenset({",", "."})
_DASHES: Final = frozenset({"-", "–", "—"})


class Suffix(Struct, frozen=True):
    """What stands after a number and says what it is a number of."""

    end: int
    kind: FigureKind
    because: str
    unit: str | None = None
    currency: str | None = None
    factor: Decimal | None = None


class Operand(Struct, frozen=True):
    """A number with what it is a number of. `own` tells whether a unit or currency was written with it."""

    start: int
    end: int
    numeral: Numeral
    prefix: str | None = None
    suffix: Suffix | None = None

    @property
    def own(self) -> bool:
        """Whether it carries a unit or currency of its own."""
        return self.prefix is not None or self.suffix is not None

    @property
    def value(self) -> int | Decimal:
        """The value in whole units: cents are hundredths of their currency."""
        factor = self.suffix.factor if self.suffix else None
        return self.numeral.value if factor is None else self.numeral.value * factor


def read_operand(line: Line, place: int, g: Grammar, *, joins: bool = True) -> Operand | None:
    """The number at `place` with a currency before it or a unit after it; None where there is no number."""
    prefix = _prefix(line, place, g)
    if prefix is not None:
        return _after_prefix(line, place, prefix, g)
    numeral = read_numeral(line, place, g.numbers, joins=joins)
    if (numeral is None or numeral.one) and (half := _half_of_unit(line, place, g)) is not None:
        return half
    if numeral is None:
        return None
    numeral = _no_hundreds(line, numeral, g)
    if (price := _dashed_price(line, place, numeral, g)) is not None:
        return price
    wide = read_numeral(line, place, g.numbers, joins=joins, money=True) if numeral.digits else numeral
    if wide is not None and wide.end > numeral.end:
        money = read_suffix(line, wide.end, g, scaled=True)
        if money is not None and money.kind == "money":
            return Operand(place, money.end, wide, None, money)
        if _counts_soon(line, wide.end, g):
            after = read_suffix(line, wide.end, g, scaled=True, words=True)
            return Operand(place, after.end if after else wide.end, wide, None, after)
    suffix = read_suffix(line, numeral.end, g, scaled=numeral.scaled, words=not numeral.digits)
    if suffix is not None and (late := _scale_after_code(line, numeral, suffix, g)) is not None:
        return Operand(place, late.end, late, None, replace(suffix, end=late.end))
    suffix = suffix or _lasting(line, numeral.end, g)
    if suffix is not None and suffix.kind in {"duration", "measure"}:
        return _below_nought(line, Operand(place, suffix.end, numeral, None, suffix), g)
    return Operand(place, suffix.end if suffix else numeral.end, numeral, None, suffix)


def _below_nought(line: Line, found: Operand, g: Grammar) -> Operand:
    """As in "6 graus negativos", "6 grados bajo cero"; a minus sign before it says the same again."""
    below = g.phrases("negative.after").at(line.keys, found.end)
    if below is None or found.suffix is None or not (found.suffix.unit or "").startswith("degree"):
        return found
    value = found.numeral.value
    return replace(found, end=below[1], numeral=replace(found.numeral, value=min(value, -value), plain=False))


def _after_prefix(line: Line, place: int, prefix: tuple[str, int], g: Grammar) -> Operand | None:
    """The sum behind a currency's sign or code; the dollars of "$31.20 US" are those that the word after them says."""
    currency, at = prefix
    sign = line.key(at - 1)
    numeral = read_numeral(line, at, g.numbers, money=True)
    if numeral is None or (numeral.plain and line.written(place, at) in g.money.weak):
        return None
    if not numeral.digits and not (numeral.scaled and sign in _SIGNS):
        return None
    suffix = _same_currency(read_suffix(line, numeral.end, g, scaled=numeral.scaled), currency)
    whose = g.money.whose.at(line.keys, numeral.end) if sign == "$" and suffix is None and at == place + 1 else None
    if whose is not None and line.capital(numeral.end):
        return Operand(place, whose[1], numeral, whose[0])
    return Operand(place, suffix.end if suffix else numeral.end, numeral, currency, suffix)


def _no_hundreds(line: Line, numeral: Numeral, g: Grammar) -> Numeral:
    """As in French "37 cents": after digits a word for a hundred that is one for hundredths of a currency, too, is that one."""
    last = numeral.end - 1
    if not numeral.digits or numeral.scale != _CENTS or last == numeral.start or not g.money.minor.at(line.keys, last):
        return numeral
    value = Decimal(numeral.value) / _CENTS
    whole = int(value) if value == int(value) else value
    return replace(numeral, end=last, value=whole, scale=1, scaled=False)


def _lasting(line: Line, place: int, g: Grammar) -> Suffix | None:
    """A unit of time after an adjective: "los dos últimos años", "sete longos meses"."""
    unit = g.units.names.at(line.keys, place + 1) if line.key(place) in g.words("counted.pre_adjectives") else None
    return _as_suffix(unit) if unit and unit[0].kind == "duration" else None


def _scale_after_code(line: Line, numeral: Numeral, suffix: Suffix, g: Grammar) -> Numeral | None:
    """As in "75 USD millones": the scale after the code of a currency."""
    code = suffix.kind == "money" and suffix.end == numeral.end + 1 and line.key(numeral.end) in g.money.codes
    scale = g.numbers.words.at(line.keys, suffix.end) if code and numeral.digits and not numeral.scaled else None
    if scale is None or not scale[0].multiplies:
        return None
    factor = int(scale[0].value)
    return replace(numeral, end=scale[1], value=numeral.value * factor, scaled=True, scale=factor, plain=False)


def _half_of_unit(line: Line, place: int, g: Grammar) -> Operand | None:
    """As in "Half an hour", "eine halbe Stunde", "media hora"; German "ein halbes Brot" counts a half."""
    half = g.numbers.half.at(line.keys, place)
    if half is None:
        return None
    value, end = half
    suffix = read_suffix(line, end, g, words=True)
    if suffix is not None:
        return Operand(place, suffix.end, Numeral(place, end, value), None, suffix)
    counts = g.flags["capital_nouns"] and line.key(place) in g.numbers.articles
    counts = counts and (line.capital(end) or end == len(line))
    return Operand(place, end, Numeral(place, end, value)) if counts else None


def _dashed_price(line: Line, place: int, numeral: Numeral, g: Grammar) -> Operand | None:
    """As in "2,- Euro", "5.– Fr.": a dash where the cents would stand."""
    at = numeral.end
    if not numeral.plain or line.key(at) not in _MARKS or not (line.glued(at) and line.glued(at + 1)):
        return None
    end = at + 1
    while line.key(end) in _DASHES and end < at + _SOON:
        end += 1
    money = _money(line, end, g) if end > at + 1 else None
    return None if money is None else Operand(place, money.end, replace(numeral, plain=False), None, money)


def _counts_soon(line: Line, place: int, g: Grammar) -> bool:
    """Whether a plural follows within five words, so that "12.3m" are millions and no metres."""
    for at in range(place, place + _SOON):
        key = line.key(at)
        if at > place and key in g.words("counted.list_joins"):
            continue
        if not line.word(at) or key in g.words("counted.stop") or line.capital(at):
            return False
        if key in g.words("counted.plural") or (len(key) > _SHORT and key.endswith(g.plurals)):
            return True
    return False


def _same_currency(suffix: Suffix | None, currency: str) -> Suffix | None:
    """Keep "US$5 million dollars" together; "$5 percent" is no unit of the sum."""
    return replace(suffix, currency=currency) if suffix and suffix.kind == "money" and not suffix.factor else None


def _prefix(line: Line, place: int, g: Grammar) -> tuple[str, int] | None:
    found = g.money.prefix.at(line.keys, place)
    if found is None:
        return None
    written = line.written(place, found[1])
    small = line.small and len(line.key(place)) > 1  # "hk $ 10"; but "a $ 5"
    apart = line.word(place) and not line.glued(place + 1) and not small
    if apart and not (line.digits(place + 1) or (written.split(" ")[0].isupper() and len(line.key(place)) > 1)):
        return None
    cased = line.capital(place) or written in g.money.small
    if not _SIGNS & set(written) and not (cased and line.digits(found[1])):
        return None
    return found


def with_minor(line: Line, operand: Operand, g: Grammar) -> Operand:
    """As in "13 euros and 45 cents": the hundredths belong to the sum."""
    suffix = operand.suffix
    if suffix is None or suffix.kind != "money" or suffix.factor is not None or operand.numeral.scaled:
        return operand
    joint = line.key(operand.end)
    at = operand.end + (joint in g.words("ranges.and") or joint in g.words("ranges.with"))
    cents = read_numeral(line, at, g.numbers)
    if cents is None or not 0 < cents.value < _CENTS or operand.value != int(operand.value):
        return operand
    minor = g.money.minor.at(line.keys, cents.end)
    end = minor[1] if minor else cents.end
    if minor is None and not _bare_cents(line, operand.end, cents, g):
        return operand
    whole = replace(operand.numeral, value=operand.numeral.value + cents.value * _CENT, plain=False)
    return replace(operand, end=end, numeral=whole)


def _bare_cents(line: Line, place: int, cents: Numeral, g: Grammar) -> bool:
    """As in "Zwei Euro fünfzig", "15 dollars 50": a number from ten on, after which the sentence or the clause ends."""
    if not g.flags["bare_cents"] or cents.scaled or cents.one or cents.value < _LEAST_CENTS:
        return False
    worded = not cents.digits and line.word(place - 2) and not line.digits(place - 2)  # "un euro e settanta"
    if cents.start > place and line.key(place) not in g.words("ranges.with") and not worded:
        return False
    return line.apart(place) and (not line.key(cents.end) or line.key(cents.end) in _ENDS)


def read_suffix(line: Line, place: int, g: Grammar, *, scaled: bool = False, words: bool = False) -> Suffix | None:
    """The percent sign, currency or unit at `place`. After a scale "of" may stand between ("millones de euros")."""
    at = place
    if scaled and (joint := g.numbers.connectors.at(line.keys, place)):
        at = joint[1]
        lasting = _money_or_unit(line, at, g, words=words)
        plain = g.words("counted.plain_of")  # "2,2 miliardi dell'anno prima" are no years
        return None if lasting and lasting.kind == "duration" and plain and line.key(place) not in plain else lasting
    found = _percent(line, at, g) or _age(line, at, g) or _unit(line, at, g, words=words, hyphen=True)
    found = found or _money_or_unit(line, at, g, words=words)
    if found is None and line.key(at) in g.words("counted.pre_adjectives"):  # "quatre derniers jours"
        found = _unit(line, at + 1, g, words=True)
    if found is None and line.key(at) == "-" and line.glued(at) and line.glued(at + 1):
        found = _percent(line, at + 1, g) or _money_or_unit(line, at + 1, g, words=words)
    if found is None and (unit := glued_unit(line, at, g)) is not None:
        return Suffix(at + 1, "measure", "a number with a unit glued to it", unit)
    return found


def _money_or_unit(line: Line, place: int, g: Grammar, *, words: bool) -> Suffix | None:
    """The longer of a currency and a unit ("275 pound-feet"); of two as long the currency, unless the context weighs."""
    money, unit = _money(line, place, g), _unit(line, place, g, words=words)
    if money is None or (unit is not None and unit.end > money.end):
        return unit
    return _weight(line, place, money, g) or money


def _weight(line: Line, place: int, money: Suffix, g: Grammar) -> Suffix | None:
    """A mass that has the name of a currency ("pounds"), where the words around it weigh something."""
    if line.key(place) not in g.words("weights.names") or money.end != place + 1:
        return None
    of = line.key(place + 1) in g.words("counted.of")
    thing = of and line.word(place + 2) and not g.words("weights.sums") & set(line.keys[place + 2 : place + 5])
    if not thing and not _weighs(line, place, g):
        return None
    return Suffix(money.end, "measure", "a number with a unit of weight", "pound-mass")


def _weighs(line: Line, place: int, g: Grammar) -> bool:
    """Whether a word of weighing stands near, in the same part of the sentence."""
    for step in (-1, 1):
        for at in range(place + step, place + step * _NEAR, step):
            if line.key(at) in _MARKS and not line.glued(at + 1):
                break
            if line.key(at) in g.words("weights.cues"):
                return True
    return False


def _percent(line: Line, place: int, g: Grammar) -> Suffix | None:
    if points := g.phrases("percent.points").at(line.keys, place):
        return Suffix(points[1], "percentage_point", "a number of percentage points")
    if basis := g.phrases("percent.basis").at(line.keys, place):
        return Suffix(basis[1], "percentage_point", "a number of basis points", factor=_CENT)
    if percent := g.phrases("percent.percent").at(line.keys, place):
        return Suffix(percent[1], "percent", "a number with a sign or word for percent")
    return None


def _age(line: Line, place: int, g: Grammar) -> Suffix | None:
    for name, unit in (("after", "year"), ("months_after", "month"), ("weeks_after", "week"), ("days_after", "day")):
        if found := g.phrases(f"ages.{name}").at(line.keys, place):
            return Suffix(found[1], "age", "a number of years with a word for age", unit)
    return None


def _money(line: Line, place: int, g: Grammar) -> Suffix | None:
    minor = g.money.minor.at(line.keys, place)
    if minor and (len(line.key(place)) > 1 or line.glued(place)):
        return Suffix(minor[1], "money", "a number of hundredths of a currency", None, minor[0], _CENT)
    found = g.money.suffix.at(line.keys, place)
    if found is None:
        return None
    code, end = found
    single = end == place + 1 and line.key(place) in g.money.codes
    if single and not line.tokens[place].text.isupper() and line.key(place) not in g.money.plain_codes:
        return None
    sign = g.money.suffix.at(line.keys[place : place + 1], 0) if end > place + 1 and line.key(place) in _SIGNS else None
    if sign is not None and not line.written(place, end).isupper():  # "15 $ c'est cher" are no Canadian dollars
        code, end = sign[0], place + 1
    if line.glued(end) and line.word(end):
        return None
    return Suffix(end, "money", "a number with a currency", None, code)


def _unit(line: Line, place: int, g: Grammar, *, words: bool = False, hyphen: bool = False) -> Suffix | None:
    if hyphen and line.key(place) != "-":
        return None
    if found := g.units.names.at(line.keys, place):
        return None if _goes_on(line, found[1], g) or _by_whom(line, place, g) else _as_suffix(found)
    if words or hyphen:
        return None
    symbols = g.units.symbols.at(line.keys, place)
    if symbols is None or (line.glued(symbols[1]) and (line.word(symbols[1]) or line.digits(symbols[1]))):
        return None
    if _is_verb_here(line, place, g):
        return None
    written = line.written(place, symbols[1])
    unit = next((unit for unit in symbols[0] if unit.written.replace(" ", "") == written.replace(" ", "")), None)
    if unit is None or (len(written) == 1 and written.isalpha() and not _lone_symbol(line, place, g)):
        return None
    return _as_suffix((unit, symbols[1]))


def _by_whom(line: Line, place: int, g: Grammar) -> bool:
    """Whether a unit's word says whom a figure is by: "200 mil segundo a polícia"."""
    if line.key(place) not in g.words("counted.according"):
        return False
    return line.key(place + 1) in g.words("counted.determiners") or line.capital(place + 1)


def _is_verb_here(line: Line, place: int, g: Grammar) -> bool:
    """Whether a symbol is a verb before what follows: "magnitudo 7,5 ha colpito", but "12 ha di boschi"."""
    goes_on = line.word(place + 1) and line.key(place + 1) not in g.words("counted.of")
    return goes_on and not line.glued(place) and line.key(place) in g.words("counted.verbs")


def _goes_on(line: Line, place: int, g: Grammar) -> bool:
    """Whether a unit is only the head of a word: "60 jours-amendes"."""
    joined = line.key(place) == "-" and line.glued(place) and line.glued(place + 1) and line.word(place + 1)
    return joined and bool(g.words("counted.pre_adjectives"))


def _lone_symbol(line: Line, place: int, g: Grammar) -> bool:
    """A single letter is a unit right after its digits, or before the end, a mark or a name ("5 W USB"); in some languages always."""
    if line.key(place + 1) == "’":  # "contre 5 l’an passé"
        return False
    named = line.capital(place) and line.capital(place + 1)
    plain = g.words("counted.plain_of")
    if plain and line.key(place + 1) in plain | g.words("counted.list_joins|counted.in_a_time"):
        return True  # "1,2 g d’alcool", "1,75 m et pèse", "100 m en 9 secondes"
    return g.flags["single_letter_units"] or line.glued(place) or not line.word(place + 1) or named


def _as_suffix(found: tuple[Unit, int]) -> Suffix:
    unit, end = found
    because = "a number with a unit of time" if unit.kind == "duration" else "a number with a unit"
    return Suffix(end, "duration" if unit.kind == "duration" else "measure", because, unit.name)
