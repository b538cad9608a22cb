"""What a language's word lists say about figures, compiled once and on first use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Final, TypeVar

from msgspec import Struct

from sayso.language.lexicon import data_file, lexicon

from .digits import Separators, separators
from .fractions import Parts
from .money import Money, money
from .phrases import Phrases
from .tokens import keys
from .units import Units, units
from .words import Compounds, Lexeme, lexeme

T = TypeVar("T")

#: Signs that a number may begin with, beside digits.
OTHER_STARTS: Final = frozenset("-.,½¼¾⅕⅖⅗⅘⅛⅜⅝⅞") | {"minus"}

_EMPTY: Final[dict[str, Any]] = {}
#: Sections that are compiled into tables of their own.
_OWN_TABLES: Final = frozenset({"units", "currencies", "currencies_minor"})


class Numbers(Struct, frozen=True):
    """How numbers are written out."""

    style: Separators
    words: Phrases[Lexeme]
    compounds: Compounds | None
    ones: frozenset[str]
    articles: frozenset[str]
    bare: frozenset[str]
    rounded: frozenset[str]
    connectors: Phrases[str]
    point: frozenset[str]
    joins: Mapping[str, frozenset[str]]
    joins_hundreds: bool
    short: Phrases[int]
    short_money: Phrases[int]
    half: Phrases[Decimal]
    parts: Parts
    part_joins: frozenset[str]
    joined: frozenset[int]
    minus: frozenset[str]
    only_words: frozenset[str]
    loose_point: frozenset[str]
    loose_after: Phrases[str]
    added: Phrases[Decimal]
    vigesimal: frozenset[int]
    starts: frozenset[str]


class _Named(dict[str, T]):
    """Lists by the names that they are asked for; one that the language lacks is empty."""

    def __init__(self, listed: Mapping[str, T], empty: T) -> None:
        super().__init__(listed)
        self._empty = empty

    def __missing__(self, name: str) -> T:
        return self.setdefault(name, self._empty)  # names come from rules, never from a text


class _Words(dict[str, frozenset[str]]):
    """Single words by the names of their lists; "a|b" are those of both lists, joined once."""

    def __missing__(self, name: str) -> frozenset[str]:
        return self.setdefault(name, _NO_WORDS.union(*(self.get(one, _NO_WORDS) for one in name.split("|"))))


class _Endings(dict[str, tuple[str, ...]]):
    """Lists of endings, as `str.endswith` takes them."""

    def __init__(self, words: _Words) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, name: str) -> tuple[str, ...]:
        return self.setdefault(name, tuple(self._words[name]))


class Grammar(Struct, frozen=True):
    """All tables of one language; see `data/numbers.en.toml`.

    `phrases`, `words` and `endings` give what is listed as "section.name", as phrases, single words and ends of words, `number_of` the
    phrases with values of a "section"; all of them nothing where the language lists none. "a|b" asks for the words of two lists. `by_word` gives the lists of a
    "section" whose names are words of a text. `plurals` are the endings of nouns that a number may count.
    """

    language: str
    numbers: Numbers
    money: Money
    units: Units
    before: Phrases[str]
    after: Phrases[str]
    phrases: Callable[[str], Phrases[str]]
    words: Callable[[str], frozenset[str]]
    endings: Callable[[str], tuple[str, ...]]
    number_of: Callable[[str], Phrases[int]]
    by_word: Callable[[str], Mapping[str, frozenset[str]]]
    multiples: Phrases[tuple[Fraction, str]]
    pairs: Phrases[tuple[str, ...]]
    pairs_from: Phrases[tuple[str, ...]]
    suffixes: Mapping[str, str]
    plurals: tuple[str, ...]
    flags: Mapping[str, bool]


_NO_WORDS: Final[frozenset[str]] = frozenset()
_NO_PHRASES: Final[Phrases[str]] = Phrases()
_NO_VALUES: Final[Phrases[int]] = Phrases()


def has_words(language: str) -> bool:
    """Whether there is a word list of figures for a language."""
    return data_file(f"numbers.{language}.toml").is_file()


def _fractions(data: dict[str, Any], values: Mapping[str, str]) -> Phrases[Decimal]:
    """The phrases of some lists under `halves`, each list with the fraction that it stands for."""
    halves = data.get("halves", _EMPTY)
    return Phrases((phrase, Decimal(value)) for name, value in values.items() for phrase in halves.get(name, ()))


def _compounds(data: dict[str, Any], pieces: dict[str, Lexeme]) -> Compounds | None:
    written = data.get("compounds")
    if not written:
        return None
    own = {word: lexeme(value, scale=False) for word, value in written.get("cardinals", _EMPTY).items()}
    known = {word: value for word, value in pieces.items() if len(keys(word)) == 1}
    extra = {word: Lexeme(Decimal(value), "half") for word, value in written.get("halves", _EMPTY).items()}
    dropped = frozenset(written.get("without", ()))
    kept = {word: value for word, value in known.items() if word not in dropped}
    endings = data.get("suffixes", _EMPTY)
    return Compounds(kept | own | extra, written["joins"], endings, elides=bool(written.get("elides")))


def _parts(data: dict[str, Any], pieces: dict[str, Lexeme]) -> Parts:
    table = Phrases(data.get("denominators", _EMPTY).items())
    written = data.get("part_words", _EMPTY)
    if not written:
        return Parts(table)
    extra = {word: lexeme(value, scale=False) for word, value in written["pieces"].items()}
    return Parts(table, Compounds(pieces | extra, ()), written["endings"])


def _numbers(data: dict[str, Any], tag: str) -> Numbers:
    words = {word: lexeme(value, scale=False) for word, value in data.get("cardinals", _EMPTY).items()}
    scales = {word: lexeme(value, scale=True) for word, value in data.get("scales", _EMPTY).items()}
    decimals = {word: Lexeme(Decimal(value), "unit") for word, value in data.get("decimals", _EMPTY).items()}
    rounds = {word: lexeme(value, scale=True) for word, value in data.get("rounds", _EMPTY).items()}
    pieces = words | scales | rounds
    written = pieces | decimals
    half = _fractions(data, {"whole": "0.5", "whole_quarter": "0.25", "whole_three_quarters": "0.75"})
    table = Phrases(written.items())
    ones, articles = frozenset(data.get("ones", ())), frozenset(data.get("articles", ()))
    return Numbers(
        style=separators(tag),
        words=table,
        compounds=_compounds(data, pieces),
        ones=ones,
        articles=articles,
        bare=frozenset(data.get("bare", ())),
        rounded=frozenset(data.get("rounds", _EMPTY)),
        connectors=Phrases((phrase, phrase) for phrase in data.get("connectors", ())),
        point=frozenset(data.get("point", ())),
        joins={word: frozenset(after) for word, after in data.get("joins", _EMPTY).items()},
        joins_hundreds=bool(data.get("joins_hundreds")),
        short=Phrases(data.get("short", _EMPTY).items()),
        short_money=Phrases(data.get("short_money", _EMPTY).items()),
        half=half,
        parts=_parts(data, pieces),
        joined=frozenset(data.get("joined", ())),
        minus=frozenset(data.get("minus", ())) | {"-", "minus"},
        only_words=frozenset(data.get("only_words", ())),
        part_joins=frozenset(data.get("joins", _EMPTY)) | frozenset(data.get("part_joins", ())),
        loose_point=frozenset(data.get("loose_point", ())),
        loose_after=Phrases((phrase, phrase) for phrase in data.get("percent", _EMPTY).get("percent", ())),
        added=_fractions(data, {"added": "0.5", "added_quarter": "0.25", "added_three_quarters": "0.75"}),
        vigesimal=frozenset(data.get("vigesimal", ())),
        starts=frozenset(data.get("minus", ())) | table.first | half.first | ones | articles | OTHER_STARTS,
    )


def _tables(data: dict[str, Any]) -> tuple[dict[str, Phrases[str]], dict[str, frozenset[str]], dict[str, Phrases[int]]]:
    """Every list of a section as phrases and as a set of words; every table of integers as phrases with values."""
    lists: dict[str, Phrases[str]] = {}
    sets: dict[str, frozenset[str]] = {}
    values: dict[str, Phrases[int]] = {}
    for section, entries in data.items():
        if not isinstance(entries, dict) or section in _OWN_TABLES:
            continue
        if all(isinstance(value, int) for value in entries.values()):
            values[section] = Phrases(entries.items())
        for name, entry in entries.items():
            if isinstance(entry, list) and all(isinstance(item, str) for item in entry):
                lists[f"{section}.{name}"] = Phrases((item, item) for item in entry)
                sets[f"{section}.{name}"] = frozenset(" ".join(keys(item)) for item in entry)
            elif isinstance(entry, dict) and all(isinstance(value, str) for value in entry.values()):
                lists[f"{section}.{name}"] = Phrases(entry.items())
            elif isinstance(entry, dict) and all(isinstance(value, int) for value in entry.values()):
                values[f"{section}.{name}"] = Phrases(entry.items())
    return lists, sets, values


def _sections(sets: Mapping[str, frozenset[str]]) -> dict[str, Mapping[str, frozenset[str]]]:
    """The sets of words by section, then by their name in it."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for name, words in sets.items():
        section, _, rest = name.partition(".")
        found.setdefault(section, {})[rest] = words
    return dict(found)


def _multiples(data: dict[str, Any]) -> Phrases[tuple[Fraction, str]]:
    listed = data.get("multiples", _EMPTY).get("words", _EMPTY)
    return Phrases((phrase, (Fraction(factor), way)) for phrase, (factor, way) in listed.items())


def _pairs(data: dict[str, Any], name: str) -> Phrases[tuple[str, ...]]:
    listed = data.get("ranges", _EMPTY).get(name, ())
    grouped: dict[str, list[str]] = {}
    for opening, closing in listed:
        grouped.setdefault(opening, []).append(closing)
    return Phrases((opening, tuple(closings)) for opening, closings in grouped.items())


def _plurals(data: dict[str, Any]) -> tuple[str, ...]:
    """The endings with which nouns and adjectives agree; where nouns have capitals these are the adjectives' alone."""
    agreement = () if data.get("capital_nouns") else data.get("counted", _EMPTY).get("agreement", ())
    return tuple(agreement) or ("s",)


@cache
def grammar(tag: str) -> Grammar:
    """The tables of a language by its BCP 47 tag. A language without word lists gets signs and digits alone."""
    language = tag.split("-", maxsplit=1)[0].lower()
    data = lexicon(f"numbers.{language}") if has_words(language) else lexicon("numbers.und")
    lists, sets, values = _tables(data)
    words = _Words(sets)
    return Grammar(
        language=language,
        numbers=_numbers(data, tag),
        money=money(language, data.get("currencies", _EMPTY), data.get("currencies_minor", _EMPTY)),
        units=units(language, data.get("units", _EMPTY)),
        before=Phrases(data.get("before", _EMPTY).items()),
        after=Phrases(data.get("after", _EMPTY).items()),
        # Asked thousands of times a text: the mappings' own look-up costs a third of a method around it.
        phrases=_Named(lists, _NO_PHRASES).__getitem__,
        words=words.__getitem__,
        endings=_Endings(words).__getitem__,
        number_of=_Named(values, _NO_VALUES).__getitem__,
        by_word=_Named(_sections(sets), _EMPTY).__getitem__,
        multiples=_multiples(data),
        pairs=_pairs(data, "open"),
        pairs_from=_pairs(data, "from"),
        suffixes=data.get("suffixes", _EMPTY),
        plurals=_plurals(data),
        flags={
            "capital_months": bool(data.get("dates", _EMPTY).get("capital_months")),
            "month_first": bool(data.get("dates", _EMPTY).get("month_first")),
            "capital_nouns": bool(data.get("capital_nouns")),
            "bare_cents": bool(data.get("bare_cents")),
            "single_letter_units": bool(data.get("single_letter_units")),
            "every_of_noun": bool(data.get("shares", _EMPTY).get("every_of_noun")),
            "general_identifiers": bool(data.get("identifiers", _EMPTY).get("general")),
        },
    )
