"""How languages write numbers: separators, number words, compounds, currencies."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.language.numbers import Line, grammar, read_digits, read_numeral, separators, tokenise

LANGUAGES = ("en", "de", "es", "fr", "it", "pt")

_EN = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_EN_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_DE = ["null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"]  # fmt: skip
_DE_TENS = ["-", "-", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_ES = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve"]  # fmt: skip
_ES_TENS = ["-", "-", "-", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_ES_HUNDREDS = ["-", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos", "ochocientos", "novecientos"]  # fmt: skip
_PT = ["zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze", "treze", "catorze", "quinze", "dezasseis", "dezassete", "dezoito", "dezanove"]  # fmt: skip
_PT_TENS = ["-", "-", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa"]
_PT_HUNDREDS = ["-", "cento", "duzentos", "trezentos", "quatrocentos", "quinhentos", "seiscentos", "setecentos", "oitocentos", "novecentos"]  # fmt: skip
_FR = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"]  # fmt: skip
_FR_TENS = [
    "-",
    "-",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "soixante",
    "quatre-vingt",
    "quatre-vingt",
]

_IT = ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove"]  # fmt: skip
_IT_TENS = ["-", "-", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"]


def _english(value: int) -> str:
    if value < 20:
        return _EN[value]
    if value < 100:
        return _EN_TENS[value // 10] + ("-" + _EN[value % 10] if value % 10 else "")
    if value < 1000:
        return f"{_EN[value // 100]} hundred" + (" and " + _english(value % 100) if value % 100 else "")
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if value >= scale:
            return f"{_english(value // scale)} {name}" + (" " + _english(value % scale) if value % scale else "")
    raise AssertionError(value)


def _german_below(value: int, *, last: bool = True) -> str:
    if value == 1 and last:
        return "eins"
    if value < 20:
        return _DE[value]
    if value < 100:
        return (_DE[value % 10] + "und" if value % 10 else "") + _DE_TENS[value // 10]
    if value < 1000:
        return f"{_DE[value // 100]}hundert" + (_german_below(value % 100) if value % 100 else "")
    head = _german_below(value // 1000, last=False)
    return f"{head}tausend" + (_german_below(value % 1000) if value % 1000 else "")


_DE_SCALES = ((10**12, "Billion"), (10**9, "Milliarde"), (10**6, "Million"))


def _german(value: int) -> str:
    for scale, name in _DE_SCALES:
        if value >= scale:
            many = value // scale
            plural = name + ("n" if name.endswith("e") else "en")
            head = f"eine {name}" if many == 1 else f"{_german_below(many)} {plural}"
            return head + (" " + _german(value % scale) if value % scale else "")
    return _german_below(value)


def _spanish(value: int) -> str:
    if value < 30:
        return _ES[value]
    if value < 100:
        return _ES_TENS[value // 10] + (" y " + _ES[value % 10] if value % 10 else "")
    if value < 1000:
        rest = " " + _spanish(value % 100) if value % 100 else ""
        return "cien" if value == 100 else _ES_HUNDREDS[value // 100] + rest
    if value < 10**6:
        head = "" if value < 2000 else _shortened(value // 1000) + " "
        return f"{head}mil" + (" " + _spanish(value % 1000) if value % 1000 else "")
    head = "un millón" if value < 2 * 10**6 else f"{_shortened(value // 10**6)} millones"
    return head + (" " + _spanish(value % 10**6) if value % 10**6 else "")


def _shortened(value: int) -> str:
    """Before "mil" and "millones" an ending "uno" is "un"."""
    words = _spanish(value)
    if words.endswith("veintiuno"):
        return words.removesuffix("uno") + "ún"
    return words.removesuffix("o") if words.endswith("uno") else words


def _french(value: int) -> str:
    if value < 20:
        return _FR[value]
    if value < 100:
        tens, rest = value // 10, value % 10 + (10 if value // 10 in {7, 9} else 0)
        if rest == 0:
            return _FR_TENS[tens] + ("s" if value == 80 else "")
        return _FR_TENS[tens] + (" et " if rest in {1, 11} and tens < 8 else "-") + _FR[rest]
    if value < 1000:
        head = "" if value < 200 else _FR[value // 100] + " "
        return f"{head}cent" + (" " + _french(value % 100) if value % 100 else "s" * (value >= 200))
    if value < 10**6:
        head = "" if value < 2000 else _french(value // 1000).removesuffix("s" * (value // 1000 % 100 in {0, 80})) + " "
        return f"{head}mille" + (" " + _french(value % 1000) if value % 1000 else "")
    head = f"{_french(value // 10**6)} million" + "s" * (value >= 2 * 10**6)
    return head + (" " + _french(value % 10**6) if value % 10**6 else "")


def _portuguese(value: int) -> str:
    if value < 20:
        return _PT[value]
    if value < 100:
        return _PT_TENS[value // 10] + (" e " + _PT[value % 10] if value % 10 else "")
    if value < 1000:
        rest = " e " + _portuguese(value % 100) if value % 100 else ""
        return "cem" if value == 100 else _PT_HUNDREDS[value // 100] + rest
    scale = 10**6 if value >= 10**6 else 1000
    many, left = divmod(value, scale)
    named = "mil" if scale == 1000 else "milhão" if many == 1 else "milhões"
    head = "mil" if value < 2000 else f"{_portuguese(many)} {named}"
    joint = " e " if left < 100 or (left < 1000 and left % 100 == 0) or left % 1000 == 0 else " "
    return head + (joint + _portuguese(left) if left else "")


def _italian_below(value: int) -> str:
    if value < 20:
        return _IT[value]
    if value < 100:
        tens, unit = _IT_TENS[value // 10], value % 10
        return (tens[:-1] if unit in {1, 8} else tens) + ("tré" if unit == 3 else _IT[unit] if unit else "")
    if value < 1000:
        head = "" if value < 200 else _IT[value // 100]
        rest = _italian_below(value % 100) if value % 100 else ""
        return f"{head}{'cent' if rest.startswith('ottant') else 'cento'}{rest}"
    head = "mille" if value < 2000 else f"{_italian_below(value // 1000)}mila"
    return head + (_italian_below(value % 1000) if value % 1000 else "")


def _italian(value: int) -> str:
    if value < 10**6:
        return _italian_below(value)
    head = "un milione" if value < 2 * 10**6 else f"{_italian_below(value // 10**6)} milioni"
    rest = value % 10**6
    return head + ((" e " if value % 2 else " ") + _italian_below(rest) if rest else "")


RENDER = {"en": _english, "de": _german, "es": _spanish, "fr": _french, "it": _italian, "pt": _portuguese}


def _value(text: str, language: str) -> int | Decimal | None:
    line = Line.of(text)
    found = read_numeral(line, 0, grammar(language).numbers)
    return found.value if found is not None and found.end == len(line) else None


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.integers(min_value=2, max_value=999_999_999))
def test_number_words_are_read_back(language: str, value: int) -> None:
    """What is written out in words is read back as the same number, from its first word to its last."""
    assert _value(RENDER[language](value), language) == value


@given(value=st.integers(min_value=2, max_value=10**15 - 1))
@example(value=2_001_000_000)
@example(value=14_694_001_000_000)
def test_german_scales_are_read_back(value: int) -> None:
    """Milliarden and Billionen, too, with each part in one word."""
    assert _value(_german(value), "de") == value


@given(value=st.integers(min_value=2, max_value=999_999), ending=st.sampled_from(["jährig", "jährige", "jährigem", "köpfigen", "mal", "fach", "fachen", "tägiges"]))  # fmt: skip
def test_german_words_with_an_ending_are_split(value: int, ending: str) -> None:
    """The number before an ending is what is written, and the ending is what is left: "zweiunddreißigjährige"."""
    compounds = grammar("de").numbers.compounds
    found = compounds.split(_german_below(value, last=False) + ending) if compounds else None
    assert found is not None
    assert (found[0].value, found[1]) == (value, ending)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_below_two_thousand_is_read_back(language: str) -> None:
    """The irregular ones are all among them."""
    wrong = [n for n in range(2, 2000) if _value(RENDER[language](n), language) != n]
    assert not wrong


@pytest.mark.parametrize("language", [*LANGUAGES, "it", "nl", "de-CH", "es-MX", "pt-PT"])
@given(value=st.integers(min_value=0, max_value=10**15))
def test_digits_in_the_local_style_are_read_back(language: str, value: int) -> None:
    """CLDR's own rendering of an integer is read back, with its no-break spaces as plain ones."""
    text = format_decimal(value, locale=language.replace("-", "_")).replace("\u202f", " ").replace("\xa0", " ")
    assert _value(text, language) == value


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("30,000", "en", 30_000),
        ("30.000", "de", 30_000),
        ("30.000", "en", 30_000),
        ("1.5", "de", Decimal("1.5")),
        ("1,5", "de", Decimal("1.5")),
        ("1.234", "en", Decimal("1.234")),
        ("1.234", "es", 1234),
        ("1,234", "fr", Decimal("1.234")),
        ("12.100", "und", 12_100),
        ("12,100", "und", 12_100),
        ("0.125", "und", Decimal("0.125")),
        ("12.5", "und", Decimal("12.5")),
        ("1.234.567,8", "de", Decimal("1234567.8")),
        ("1,234,567.8", "en", Decimal("1234567.8")),
        ("12,34,567", "en", 1_234_567),
        ("3'000", "de", 3000),
        ("192.168.0.1", "en", None),
        ("1.2.3", "de", None),
        ("1,2.3,4", "en", None),
        ("1" * 25, "en", None),
    ],
)
def test_separators_are_read_by_language(text: str, language: str, value: int | Decimal | None) -> None:
    """A mark groups or parts decimals as the language has it; what can be neither is no number."""
    found = read_digits(text, separators(language))
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("2.5 million", "en", 2_500_000),
        ("half a million", "en", 500_000),
        ("one and a half million", "en", 1_500_000),
        ("two dozen", "en", 24),
        ("3 trillion", "en", 3 * 10**12),
        ("2 Milliarden", "de", 2 * 10**9),
        ("3 Billionen", "de", 3 * 10**12),
        ("1,5 Mio.", "de", 1_500_000),
        ("dreieinhalb Millionen", "de", 3_500_000),
        ("anderthalb Millionen", "de", 1_500_000),
        ("mil millones", "es", 10**9),
        ("20.000 millones", "es", 20 * 10**9),
        ("un billón", "es", 10**12),
        ("medio millón", "es", 500_000),
        ("dos millones y medio", "es", 2_500_000),
        ("un demi-million", "fr", 500_000),
        ("2 milliards", "fr", 2 * 10**9),
        ("un million et demi", "fr", 1_500_000),
        ("septante-deux", "fr", 72),
        ("nonante", "fr", 90),
        ("dois bilhões", "pt", 2 * 10**9),
        ("dois biliões", "pt", 2 * 10**12),
        ("três mil milhões", "pt", 3 * 10**9),
        ("2,5 mi", "pt", 2_500_000),
        ("1,2 tri", "pt", 12 * 10**11),
        ("dois milhões e trezentas mil", "pt", 2_300_000),
        ("dezesseis mil e cem", "pt", 16_100),
        ("sete vírgula cinco milhões", "pt", 7_500_000),
        ("duecentotrentacinquemila", "it", 235_000),
        ("centottantuno", "it", 181),
        ("milleotto", "it", 1008),
        ("trentun", "it", 31),
        ("mezzo milione", "it", 500_000),
        ("tre milioni e mezzo", "it", 3_500_000),
        ("2 milioni e 300mila", "it", 2_300_000),
        ("un milione e duecentomila", "it", 1_200_000),
        ("500mila", "it", 500_000),
        ("3 mld", "it", 3 * 10**9),
        ("1,5 mln", "it", 1_500_000),
    ],
)
def test_scales_are_read_by_language(text: str, language: str, value: int) -> None:
    """A billion is 10^9 in English and 10^12 elsewhere; halves of scales are whole numbers."""
    assert _value(text, language) == value


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("thousand", "en"),
        ("Achtung", "de"),
        ("einst", "de"),
        ("Zweifel", "de"),
        ("millones", "es"),
        ("hundred", "en"),
        ("ottobre", "it"),
        ("treno", "it"),
        ("centro", "it"),
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str, language: str) -> None:
    """A scale alone, or a word that begins like a number, is no number."""
    assert read_numeral(Line.of(text), 0, grammar(language).numbers) is None


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("dois mil e três mil", "pt", 2000),
        ("cem mil e duzentos mil", "pt", 100_000),
        ("duzentos e mil", "pt", 200),
        ("one thousand and two thousand", "en", 1000),
        ("treinta mil y cinco mil", "es", 30_000),
    ],
)
def test_two_numbers_with_and_between_them_stay_two(text: str, language: str, first: int) -> None:
    """The joining word is part of a number only where what follows is smaller than what stands before it."""
    found = read_numeral(Line.of(text), 0, grammar(language).numbers)
    assert found is not None
    assert found.value == first


@given(st.text())
def test_tokens_lie_where_they_say(text: str) -> None:
    """Each token's text is what stands at its offsets; tokens are in order and leave out only white space."""
    at = 0
    for token in tokenise(text):
        assert text[token.start : token.end] == token.text
        assert token.start >= at
        at = token.end


def test_currencies_have_full_names_by_cldr() -> None:
    """Names come from CLDR with the case endings of German adjectives; short names are ours."""
    german, english = grammar("de").money.suffix, grammar("en").money.suffix
    assert german.at(["norwegischen", "kronen"], 0) == ("NOK", 2)
    assert english.at(["mexican", "pesos"], 0) == ("MXN", 2)
    assert english.at(["dollars"], 0) == ("USD", 1)
