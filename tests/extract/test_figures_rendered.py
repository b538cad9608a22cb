"""Laws of figures: what is written is read back, for every word of the six word lists.

Each test goes through a whole table of the language's list with values that Hypothesis draws, so that a new word is tested as soon as it stands there.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.language.lexicon import lexicon

from .rendered import BOUNDS, EURO, LANGUAGES, OF, Writer, find, symbols, unit_kind
from .spelled import spelled, words

#: Whole numbers that are no year and no "one"; the small ones are no day and no hour.
WHOLE = st.one_of(st.integers(2, 999), st.integers(10_000, 999_999), st.integers(10**6, 10**12))
SMALL = st.integers(32, 89)
#: With one or two places, which cannot be read as groups.
PARTS = st.decimals(min_value=Decimal("1.1"), max_value=Decimal("98.9"), places=1).filter(lambda one: one % 1 != 0)

#: Few values for a whole table, more for one sentence.
few = settings(max_examples=2)
many = settings(max_examples=60)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def _space(word: str) -> str:
    return "" if word[0] in "-+" else " "


@each_language
@many
@given(value=WHOLE)
def test_digits(language: str, value: int) -> None:
    """Digits with the separators of the CLDR."""
    writer = Writer(language)
    writer.counts(writer.digits(value), value, value).check()


@each_language
@many
@given(value=PARTS, thousands=st.integers(1, 999))
def test_decimals(language: str, value: Decimal, thousands: int) -> None:
    """Digits after the decimal mark, with and without groups before it."""
    writer = Writer(language)
    for number in (float(value), thousands * 1000 + float(value)):
        written = writer.digits(round(number, 1))
        writer.names(f"{written} %", round(number, 1), round(number, 1), "percent").check()


@each_language
@many
@given(value=st.one_of(st.integers(2, 1200), st.integers(1200, 10**6), st.integers(10**6, 10**9)))
def test_words(language: str, value: int) -> None:
    """Whole numbers in words."""
    writer = Writer(language)
    of = value >= 10**6 and value % 10**6 == 0
    writer.counts(spelled(language, value), value, value, of=of).check()


@each_language
@few
@given(value=SMALL, part=PARTS)
def test_scales(language: str, value: int, part: Decimal) -> None:
    """A number before every scale; from a million on with a decimal part, too."""
    writer = Writer(language)
    for word, scale in writer.words["scales"].items():
        if scale == 100 or not word[-1].isalpha():  # nobody writes "37 hundred", and "cent’" needs a vowel
            continue
        of = scale >= 10**6 or scale == 12
        writer.counts(f"{value} {word}", value * scale, value * scale, of=of).check()
        if scale >= 10**6:
            whole = int(part * scale)
            writer.counts(f"{writer.digits(float(part))} {word}", whole, whole, of=of).check()


#: "3 t" are tonnes in German, "3 m." metres in Spanish, at the end of a sentence.
SHORT_UNITS = {("de", "t"), ("es", "m.")}


@each_language
@few
@given(value=SMALL)
def test_short_scales(language: str, value: int) -> None:
    """Every abbreviated scale, with a euro sign before and a word after it; single letters are glued."""
    writer = Writer(language)
    for word, scale in writer.words["short"].items():
        gap = "" if len(word) == 1 else " "
        if (language, word) not in SHORT_UNITS:
            low = value * scale
            writer.names(f"{value}{gap}{word} {EURO[language]}", low, low, "money", currency="EUR").check()
            writer.counts(f"{value}{gap}{word}", low, low).check()
    for word, scale in (writer.words["short"] | writer.words["short_money"]).items():
        low = value * scale
        if (language, word) not in SHORT_UNITS:
            writer.names(f"€{value}{word}", low, low, "money", currency="EUR").check()


@each_language
@few
@given(value=st.one_of(SMALL, st.integers(10_000, 999_999)))
def test_bounds(language: str, value: int) -> None:
    """Every bound before a count, a sum and a share; every bound after a count. A verb that bounds is no part of the figure."""
    writer = Writer(language)
    verbs = writer.words.get("bounds", {}).get("verbs", ())
    digits = writer.digits(value)
    for word, code in writer.words["before"].items():
        if word in writer.words["ages"].get("bounds_alone", ()):  # "gli over 32" are so old
            continue
        told = {"low": value, "high": value} | BOUNDS[code]
        head = f"{word} "
        verb = max((f"{one} " for one in verbs if head.startswith(f"{one} ")), key=len, default="")
        writer.counts(head + digits, **told).without(verb).check()
        for sum_of in (f"{head}{digits} {EURO[language]}", f"{head}€{digits}"):
            writer.names(sum_of, **told, kind="money", currency="EUR").without(verb).check()
        writer.names(f"{head}{digits} %", **told, kind="percent").without(verb).check()
    for word, code in writer.words["after"].items():
        told = {"low": value, "high": value} | BOUNDS[code]
        writer.counts(f"{digits}{_space(word)}{word}", **told).check()


@each_language
@few
@given(value=SMALL)
def test_percent_and_points(language: str, value: int) -> None:
    """Every word for percent and for percentage points; what is part of a word or of an adjective is glued."""
    writer = Writer(language)
    table = writer.words["percent"]
    for word in table["percent"]:
        gap = "" if word.startswith(("%i", "%-")) else _space(word)
        writer.names(f"{value}{gap}{word}", value, value, "percent").check()
    for word in table["points"]:
        writer.names(f"{value} {word}", value, value, "percentage_point").check()
    for word in table["basis"]:
        writer.names(f"{value} {word}", value / 100, value / 100, "percentage_point").check()


#: A singular after a number that is more than one is no French: "37 mille" is a number there.
NO_PLURAL = {"mille marin", "mille terrestre", "mille nautique"}
#: Symbols that mean something more frequent in a language: "37 mi" are millions in Brazil, "37 DM" were German marks.
OTHER_SYMBOLS = {("pt", "mi"), ("de", "dm")}


@each_language
@few
@given(value=SMALL)
def test_units(language: str, value: int) -> None:
    """Every name and every symbol of a unit."""
    writer = Writer(language)
    for name, forms in writer.words["units"].items():
        for word in forms if name != "without" else ():
            if word not in NO_PLURAL:
                writer.names(f"{value}{_space(word)}{word}", value, value, unit_kind(name), unit=name).check()
    for sign, name in symbols():
        if (language, sign) not in OTHER_SYMBOLS:
            writer.names(f"{value} {sign}", value, value, unit_kind(name), unit=name).check()


#: Hundredths of anything, too: "37 centesimi".
NO_CENTS = {("it", "centesimi"), ("it", "centesimo")}


@each_language
@few
@given(value=SMALL)
def test_currencies(language: str, value: int) -> None:
    """Every name of a currency after a number and after millions, every sign before and after it, cents as hundredths."""
    writer = Writer(language)
    for word, code in writer.words["currencies"].items():
        writer.names(f"{value} {word}", value, value, "money", currency=code).check()
        millions = f"{value} {writer.million}{OF[language]} {word}"
        writer.names(millions, value * 10**6, value * 10**6, "money", currency=code).check()
    for word, code in writer.words["currencies_minor"].items():
        gap = "" if len(word) == 1 else " "
        if (language, word) not in NO_CENTS:
            writer.names(f"{value}{gap}{word}", value / 100, value / 100, "money", currency=code).check()


@each_language
@few
@given(value=SMALL)
def test_signs_of_currencies(language: str, value: int) -> None:
    """Every sign before a sum, with a space or without; those that are no mere letters after it, too."""
    writer = Writer(language)
    listed = lexicon("currencies")
    for sign, code in (listed["symbols"] | listed["prefixes"]).items():
        writer.names(f"{sign} {value}", value, value, "money", currency=code).check()
        if not sign.islower():  # "kr37" could be any name
            writer.names(f"{sign}{value}", value, value, "money", currency=code).check()
    for sign, code in listed["symbols"].items():
        writer.names(f"{value} {sign}", value, value, "money", currency=code).check()


@each_language
@few
@given(low=st.integers(11, 40), more=st.integers(2, 40))
def test_ranges(language: str, low: int, more: int) -> None:
    """Every way to write a range; the scale, unit and currency at its end hold for both ends."""
    writer, high = Writer(language), low + more
    table = writer.words["ranges"]
    opened = [(f"{first} {low} {second} ", first) for first, second in table["open"]]
    infix = [(f"{low}{word}" if word in "-–—" else f"{low} {word} ", word) for word in table["infix"]]
    millions = writer.sum_of(writer.million)
    for head, word in (*opened, *infix):
        about = {"approximate": writer.words["before"].get(word, "").startswith("~")}
        writer.names(f"{head}{high} {millions}", low * 10**6, high * 10**6, "money", currency="EUR", **about).check()
        if word not in table.get("scale_only", ()):  # "13 y 18 barcos" are two figures
            writer.names(f"{head}{high} %", low, high, "percent", **about).check()
            writer.names(f"{head}{high} km", low, high, "measure", unit="kilometre", **about).check()
            writer.counts(f"{head}{high}", low, high, **about).check()


@each_language
@few
@given(few_of=st.integers(2, 4), whole=st.integers(5, 99))
def test_so_many_in_so_many(language: str, few_of: int, whole: int) -> None:
    """One in twenty, three out of ten: in words and digits."""
    writer = Writer(language)
    between = [word for word in writer.words["shares"]["out_of"] if word not in writer.words["shares"].get("loose", ())]
    for word in between:
        share = few_of / whole
        writer.names(f"{few_of} {word} {whole}", share, share, "proportion").check()
        in_words = f"{spelled(language, few_of)} {word} {spelled(language, whole)}"
        writer.names(in_words, share, share, "proportion").check()


#: How a language says two or three of such parts, before what they are parts of.
WHOLE_OF = {
    "en": "of the ships",
    "de": "der Schiffe",
    "es": "de los barcos",
    "fr": "des navires",
    "it": "delle navi",
    "pt": "dos navios",
}


@each_language
@many
@given(few_of=st.integers(2, 4))
def test_fractions(language: str, few_of: int) -> None:
    """So many of every word for parts, where it is a plural that is no ordinal at the same time."""
    writer = Writer(language)
    checked = 0
    for word, parts in writer.words["denominators"].items():
        plural = language == "de" or word.endswith(("i", "s", "e") if language == "it" else "s")
        if not plural or parts <= few_of or parts == 2 or " " in word:
            continue
        share = few_of / parts
        written = f"{spelled(language, few_of)} {word}"
        sentence = writer.names(written, share, share, "proportion")
        whole = sentence.sentence.replace(written, f"{written} {WHOLE_OF[language]}")
        type(sentence)(language, whole, sentence.told).check()
        checked += 1
    assert checked


@each_language
@few
@given(value=st.integers(18, 99))
def test_ages(language: str, value: int) -> None:
    """Every word that makes years an age."""
    writer = Writer(language)
    for word in writer.words["ages"]["after"]:
        writer.names(f"{value}{_space(word)}{word}", value, value, "age", unit="year").check()


@each_language
def test_vague_words(language: str) -> None:
    """A vague word reaches from its scale to ten times as much, the upper end left out."""
    writer = Writer(language)
    needs_of = writer.words["vague_words"].get("needs_of", ())
    for word, scale in writer.words["vague"].items():
        if word not in needs_of:
            writer.names(word, scale, scale * 10, "count", high_inclusive=False, vague=True).check()


@each_language
@few
@given(value=SMALL)
def test_rates(language: str, value: int) -> None:
    """Every word for "per" before a unit of time or weight, every phrase that says it whole, every thing a rate is of."""
    writer = Writer(language)
    table = writer.words["per"]
    euros = f"{value} {EURO[language]}"
    for word, unit in table["whole"].items():
        writer.names(f"{euros} {word}", value, value, "money", currency="EUR", per=unit).check()
    for word in table["words"]:
        for unit in ("day", "tonne", "hour"):
            rate = f"{euros} {word} {writer.words['units'][unit][0]}".replace("’ ", "’")
            writer.names(rate, value, value, "money", currency="EUR", per=unit).check()
    per = next(word for word in table["words"] if word not in writer.words.get("articles", ()))
    for thing in table["things"]:
        found = [one.per for one in find(f"{euros} {per} {thing}.", language)]
        assert len(found) == 1, thing
        assert found[0], thing


#: What rises and falls, with every verb: by 5 %, and from so many to so many tonnes.
RISES = {
    "en": ("Sales {} by 5 %.", "Sales {} from {} to {} tonnes.", "There was a {} of 5 %."),
    "de": ("Die Verkäufe {} um 5 %.", "Die Verkäufe {} von {} auf {} Tonnen.", "Es gab {} von 5 %."),
    "es": ("Las ventas {} un 5 %.", "Las ventas {} de {} a {} toneladas.", "Hubo {} del 5 %."),
    "fr": ("Les ventes {} de 5 %.", "Les ventes {} de {} à {} tonnes.", "Il y a eu {} de 5 %."),
    "it": ("Le vendite {} del 5 %.", "Le vendite {} da {} a {} tonnellate.", "C’è stato {} del 5 %."),
    "pt": ("As vendas {} em 5 %.", "As vendas {} de {} para {} toneladas.", "Houve {} de 5 %."),
}


@each_language
@pytest.mark.parametrize("way", ["up", "down"])
def test_changes(language: str, way: str) -> None:
    """Every verb and noun of rising and falling says so; one that says how far by itself ("raddoppiare") is a figure of its own."""
    table = words(language)
    by, ends, named = RISES[language]
    first, second = (5, 8) if way == "up" else (8, 5)
    both = [("from", way, first, "measure", "tonne"), ("to", way, second, "measure", "tonne")]
    for verb in table["change"][way]:
        if verb in table["multiples"]["words"]:
            continue
        assert _changes(ends.format(verb, first, second), language) == both, verb
        if verb not in table["change"].get("neutral", ()):  # "passer" says which way only with both ends
            assert _changes(by.format(verb), language) == [("change", way, 5, "percent", None)], verb
    for noun in table["change"][f"{way}_nouns"]:
        assert _changes(named.format(noun), language) == [("change", way, 5, "percent", None)], noun


def _changes(text: str, language: str) -> list[tuple[object, ...]]:
    return [(one.role, one.direction, one.low, one.kind, one.unit) for one in find(text, language) if one.is_quantity]


#: Before a word such as "a dozen" or "une trentaine".
ROUND = {"en": "a", "de": "ein", "es": "una", "fr": "une", "it": "una", "pt": "uma"}


@each_language
def test_some_hundreds_and_halves(language: str) -> None:
    """Every word for "several" before hundreds and thousands, every round number, every way to say a half more of a million."""
    writer = Writer(language)
    for word in writer.words["vague_words"]["few"]:
        for name, scale in writer.words["vague"].items():
            if scale in {100, 1000}:
                about = {"approximate": writer.words["before"].get(word, "").startswith("~"), "vague": True}
                writer.names(f"{word} {name}", scale, 10 * scale, "count", high_inclusive=False, **about).check()
    for word, value in writer.words.get("rounds", {}).items():
        writer.names(f"{ROUND[language]} {word}", value, value, "count", approximate=True).check()
    for half in writer.words["halves"]["added"]:
        written = {
            "en": f"three {half} million",
            "de": f"drei{half.replace(' ', '')} Millionen" if half == "einhalb" else f"drei {half} Millionen",
        }
        text = written.get(language, f"3 {writer.million} {half}")
        writer.names(text, 3_500_000, 3_500_000, "count").check()
