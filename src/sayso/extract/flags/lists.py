"""A language's lists of wording, made ready for looking up: every form of every entry by its first word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sayso.language.declined import alternatives
from sayso.language.fold import fold
from sayso.language.inflect import INFLECT
from sayso.language.lexicon import lexicon
from sayso.language.loaded import forms, parted
from sayso.language.tokens import tokens
from sayso.model import FlagCategory

#: Categories that are found by phrases.
BY_PHRASE: Final[tuple[FlagCategory, ...]] = ("hedge", "weasel", "loaded", "generalisation", "superlative")
#: What a loaded word adds to what it names, by the table that it stands in.
ADDS: Final[Mapping[str, str]] = {
    "scorn": "it blames or scorns",
    "praise": "it praises",
    "alarm": "it stirs or exaggerates",
    "strife": "it makes a fight of what is said or done",
    "dehumanising": "it likens people to a pest or a flood",
    "euphemism": "a name that takes sides",
    "insinuation": "it hints at more than it says",
    "stance": "it says how to feel about it, or that there is no doubt",
}
#: Frames of the verbs with which somebody is quoted.
_QUOTED: Final = ("say", "object", "about", "show")
_FINITE: Final = frozenset(("past", "s", "joined"))

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase of a list: its words, its category, what it adds where it is loaded, and whether it is a German noun."""

    words: Words
    category: FlagCategory
    adds: str = ""
    german_noun: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    """A language's lists; `phrases` finds by first word all entries, longest first; `tails` are ends of German compounds.

    `leaning` finds words that set no mark by themselves. `alone` holds the entries of one word, `openings` the first two words of the longer ones,
    `others` the words of groups and those that keep a distance; `strong` are the words by which somebody may be quoted.
    """

    language: str
    phrases: Mapping[str, tuple[Entry, ...]]
    leaning: Mapping[str, tuple[Words, ...]]
    spared: Mapping[FlagCategory, frozenset[Words]]
    tails: Mapping[str, str]
    tails_spared: tuple[str, ...]
    words: Mapping[str, frozenset[str]]
    alone: frozenset[str]
    openings: frozenset[tuple[str, str]]
    others: frozenset[str]
    strong: frozenset[str]


@cache
def lists(language: str) -> Lists:
    """The lists of a served language."""
    tables, loaded = lexicon("sayso.marks")[language], lexicon("sayso.loaded")[language]
    classes = {name: table for name, table in loaded.items() if name in ADDS}
    spared = {category: _spared(tables.get(f"{category}_not", ()), language) for category in BY_PHRASE}
    spared["loaded"] = _spared(parted(loaded["spared"]), language)
    leaning = (Entry(_words(form, language), "loaded") for form, _ in forms(loaded["leaning"], language))
    entries = (*_plain(tables, language), *_loaded(classes, language))
    words = {name: frozenset(values) for name, values in tables.items()}
    return Lists(
        language=language,
        phrases=_by_first_word(entries),
        leaning={first: tuple(one.words for one in group) for first, group in _by_first_word(leaning).items()},
        spared=spared,
        tails={tail: ADDS[name] for name, table in classes.items() for tail in parted(table.get("tails", ""))},
        tails_spared=tuple(tail for table in classes.values() for tail in parted(table.get("tails_spared", ""))),
        words=words,
        alone=frozenset(entry.words[0] for entry in entries if len(entry.words) == 1),
        openings=frozenset((entry.words[0], entry.words[1]) for entry in entries if len(entry.words) > 1),
        others=words["weasel_groups"] | words["distancing"],
        strong=(words["quoting"] | words["cue"] | _saying_verbs(language)) - words["distancing_before"],
    )


def _words(phrase: str, language: str) -> Words:
    """A phrase as the tokens that it makes in a text: "d’après" is two."""
    return tuple(token.low for token in tokens(fold(phrase), 0, language))


def _spared(phrases: Iterable[str], language: str) -> frozenset[Words]:
    return frozenset(_words(one, language) for phrase in phrases for one in alternatives(phrase))


def _plain(tables: Mapping[str, Any], language: str) -> Iterator[Entry]:
    for category in BY_PHRASE:
        for phrase in tables.get(category, ()):
            yield Entry(_words(phrase, language), category)


def _loaded(classes: Mapping[str, Mapping[str, str]], language: str) -> Iterator[Entry]:
    for name, table in classes.items():
        for form, noun in forms(table, language):
            yield Entry(_words(form, language), "loaded", ADDS[name], german_noun=noun and language == "de")


def _by_first_word(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, dict[tuple[Words, FlagCategory, bool], Entry]] = {}
    for entry in entries:
        found.setdefault(entry.words[0], {}).setdefault((entry.words, entry.category, entry.german_noun), entry)
    return {
        first: tuple(sorted(group.values(), key=lambda entry: (-len(entry.words), entry.words, entry.category)))
        for first, group in found.items()
    }


def _saying_verbs(language: str) -> frozenset[str]:
    """The finite forms of the verbs with which somebody is quoted, that are no nouns as well."""
    tables = lexicon(f"sayso.{language}")
    irregular = tables.get("irregular", {})
    doubtful = set(tables["ambiguous"]["forms"])
    unquoted = tables["ambiguous"].get("unquoted", ())
    every = (entry.split()[0] for frame in _QUOTED for entry in tables["verbs"].get(frame, ()))
    verbs = (verb for verb in every if verb not in unquoted and "_" not in verb)
    made = (form for verb in verbs for form in INFLECT[language](verb, irregular))
    tenses = _FINITE | {"participle"} if language == "fr" else _FINITE
    return frozenset(form.form for form in made if form.tense in tenses and form.form not in doubtful)
