"""Whether a body that an article names is the one that a document says it is of, in whatever language either has it.

Two names are of one body where they are of one kind (a ministry, an institute), where each word of either that tells what it sees to meets one of the
other, by the remits of `data/bodies.toml`, by concepts, towns or cognates, and where they are of one country. In doubt they are of two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from sayso.align import read_words
from sayso.align.named import town_of
from sayso.align.words import Word, cognates
from sayso.language import fold, lexicon
from sayso.language.concepts import BRIDGED, bridged, concept_theme, plain, word_concepts
from sayso.language.words import names

_TOKEN: Final = re.compile(r"[^\W\d_]+")
_COLUMNS: Final = {language: number for number, language in enumerate(BRIDGED, start=1)}
#: Letters that a German compound has before the kind of body, and what joins the two.
_JOINT: Final = re.compile(r"(?<=\w{3})(?:s|n|en|es)$")
#: What may stand in a line behind the name of a body; of places no more than so many words, and none behind a dash.
_BEHIND: Final = re.compile(r"\s*(?P<sign>[,|·•(]|\.\s|\s[-–—]\s)(?P<rest>.*)", re.DOTALL)
_DASHES: Final = frozenset("-–—")
_PLACE: Final = 2
#: Before what an English body is of, behind which other kinds are what it sees to: "Association of Banks".
_OF: Final = re.compile(r"\b(?:of|for|in|on)\b")
#: What a German compound has before a body of the whole state.
_PREFIX: Final = "bundes"


@dataclass(frozen=True, slots=True)
class Body:
    """A body by its name: what kinds it may be of, the words that tell what it sees to, and the countries that are named with it.

    `apart`: each country has one of its own; `bare`: its kind needs no further word.
    """

    kinds: frozenset[str]
    words: tuple[Word, ...]
    countries: frozenset[str]
    apart: bool
    bare: bool


@lru_cache(maxsize=4096)
def read_body(name: str, language: str) -> Body | None:
    """A name as that of a body; None where no kind of body stands in it, or in a language that has no list."""
    primary = language.partition("-")[0]
    if primary not in _COLUMNS:
        return None
    text = _plainly(name, primary)
    kind = _kind(text, primary)
    if kind is None:
        return None
    kinds, rest = kind
    table = lexicon("bodies")
    qualified, rest = _taken(rest, _qualifiers(primary))
    seated = bool(kinds & set(table["seated"])) or "state" in qualified
    towns, rest = _taken(rest, _seats()) if seated else ([], rest)
    remits, rest = _taken(rest, _remits(primary))
    rest = _little().sub(" ", rest)
    left = read_words(" ".join(_as_written(name, rest)), primary)
    lands = [(word, _countries_of(word)) for word in left]
    return Body(
        kinds=kinds,
        words=(
            *(Word(key, frozenset((f"remit:{key}",))) for key in remits),
            *(word for word, land in lands if not land),
        ),
        countries=frozenset(towns).union(*(land for _, land in lands)),
        apart=bool(kinds & set(table["state"])) or "state" in qualified,
        bare=bool(kinds & set(table["bare"])),
    )


def is_same_body(one: Body, other: Body) -> bool:
    """Whether two names are of one body, as far as their kinds and words tell: not yet whether they are of one country."""
    if not one.kinds & other.kinds or (one.countries and other.countries and not one.countries & other.countries):
        return False
    if not one.words or not other.words:
        return not one.words and not other.words and one.bare and other.bare
    return _covers(one.words, other.words) or ("ministry" in one.kinds & other.kinds and _leads(one.words, other.words))


def countries_in(text: str, language: str) -> frozenset[str]:
    """The countries that a text names, by their names, their people's, and the towns that stand for them."""
    towns, _ = _taken(_plainly(text), _seats())
    return frozenset(towns).union(*(_countries_of(word) for word in read_words(text, language)))


def seats_in(text: str) -> frozenset[str]:
    """The countries whose seats a text names: "Berlin, 9. März 2026"."""
    return frozenset(_taken(_plainly(text), _seats())[0])


def country_of_language(language: str) -> frozenset[str]:
    """The country that is meant where a document names none; of a language of many states none."""
    primary: dict[str, str] = lexicon("bodies")["primary"]
    found = primary.get(language.partition("-")[0])
    return frozenset((found,)) if found else frozenset()


@lru_cache(maxsize=1024)
def is_spoken(language: str, country: str) -> bool:
    """Whether a language is an official one of a country, or of the European Union."""
    from babel.languages import get_official_languages

    return country == "EU" or language.partition("-")[0] in get_official_languages(country, de_facto=True)


def bodies_in(line: str, language: str) -> Iterator[Body]:
    """The body that a line begins with and tells nothing else of, with and without what leads to it: "Report by the Institute for Inland Waters, 2025"."""
    line = line.strip()
    behind = _BEHIND.search(line)
    name = line[: behind.start()] if behind and _goes_with(behind, language) else line
    for each in dict.fromkeys((name, _led(name))):
        body = None if _is_about(each) else read_body(each, language)
        if body is not None:
            yield body


def _goes_with(behind: re.Match[str], language: str) -> bool:
    """Whether what stands behind a body's name is a place, a date, or what kind of document it is."""
    known = frozenset(lexicon("bodies")["beside"].split())
    primary = language.partition("-")[0]
    plainly = _plainly(behind["rest"], primary)
    if _and().search(plainly) or (primary in _COLUMNS and _remits(primary).pattern.search(plainly)):
        return False
    places = 0
    for token in _TOKEN.findall(fold(behind["rest"]).text):
        word = plain(token)
        if word in known or _little().fullmatch(word) or _is_time(word, language):
            continue
        places += 1
        if not token[0].isupper():
            return False
    return places <= (0 if behind["sign"].strip() in _DASHES else _PLACE)


def _is_time(word: str, language: str) -> bool:
    return any(concept_theme(concept) == "time" for concept in word_concepts(word, bridged(language)))


def _is_about(line: str) -> bool:
    """Whether a line begins as what is told of a body, or to it: "To the Ministry of Health"."""
    first = _TOKEN.search(line)
    return first is None or plain(first[0]) in lexicon("bodies")["about"].split()


def _covers(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    return all(_meets(word, theirs) for word in ours) and all(_meets(word, ours) for word in theirs)


def _leads(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether all that one ministry sees to is the first thing that the other does, which sees to more: "of Labour", "für Arbeit und Soziales"."""
    few, many = sorted((ours, theirs), key=len)
    return len(few) == 1 and _meets(few[0], many[:1]) and all(_remit(word) for word in many)


def _meets(word: Word, others: Sequence[Word]) -> bool:
    if _remit(word):
        return any(word.keys & other.keys for other in others if _remit(other))
    town = town_of(word)
    return any(word.keys & other.keys or (town is not None and town == town_of(other)) for other in others) or cognates(
        word, others
    )


def _remit(word: Word) -> bool:
    return any(key.startswith("remit:") for key in word.keys)


def _plainly(text: str, language: str = "") -> str:
    """A text's words in plain letters; of a German compound "bundes" is a word of its own: "Umweltbundesamt"."""
    words = " ".join(plain(token) for token in _TOKEN.findall(fold(text).text))
    return " ".join(words.replace(_PREFIX, f" {_PREFIX} ").split()) if language == "de" else words


def _as_written(name: str, rest: str) -> Iterator[str]:
    """The words of a name that are left, as they are written there: a name of a country has a capital."""
    written = {plain(token): token for token in _TOKEN.findall(fold(name).text)}
    yield from (written.get(word, word) for word in rest.split())


def _countries_of(word: Word) -> frozenset[str]:
    known: dict[str, str] = lexicon("bodies")["countries"]
    found = {key.removeprefix("territory:") for key in word.keys if key.startswith("territory:")}
    for concept in (key.removeprefix("concept:") for key in word.keys if key.startswith("concept:")):
        if concept_theme(concept) != "places" and concept not in known:
            continue
        found |= {known[concept]} if concept in known else _territories(concept)
    return frozenset(found)


@lru_cache(maxsize=1024)
def _territories(concept: str) -> frozenset[str]:
    keys = names(concept.replace("_", " ").title())
    return frozenset(key.removeprefix("territory:") for key in keys if key.startswith("territory:"))


@dataclass(frozen=True, slots=True)
class _Table:
    """Patterns of one language with what each stands for, all in one expression: each whole pattern is a group."""

    pattern: re.Pattern[str]
    values: tuple[str, ...]


def _taken(text: str, table: _Table) -> tuple[list[str], str]:
    """What stands for something in a plain text, in order, and the text without it."""
    found = [table.values[match.lastindex - 1] for match in table.pattern.finditer(text) if match.lastindex]
    return found, " ".join(table.pattern.sub(" ", text).split())


def _kind(text: str, language: str) -> tuple[frozenset[str], str] | None:
    """The kinds of a body, and its name without the word for them; of several such words that by which it is one."""
    matches = list(_kinds(language).finditer(text))
    if not matches:
        return None
    match = matches[0]
    if language == "en":
        of = _OF.search(text)
        before = [each for each in matches if of is None or each.start() < of.start()]
        match = (before or matches)[-1]
    head = _JOINT.sub("", match["head"]) if language == "de" else ""
    kinds = frozenset(_kinds_of(match["kind"], language))
    return kinds, f"{text[: match.start()]} {head} {text[match.end() :]}"


@cache
def _kinds(language: str) -> re.Pattern[str]:
    every = sorted((pattern for _, pattern in _lines("kinds", language)), key=len, reverse=True)
    head = r"(?P<head>(?:\w{3,}?)?)" if language == "de" else "(?P<head>)"
    return re.compile(rf"(?<!\w){head}(?P<kind>{'|'.join(f'(?:{pattern})' for pattern in every)})(?!\w)")


@lru_cache(maxsize=1024)
def _kinds_of(word: str, language: str) -> tuple[str, ...]:
    return tuple(kind for kind, pattern in _lines("kinds", language) if re.fullmatch(pattern, word))


@cache
def _remits(language: str) -> _Table:
    return _table(_lines("remits", language))


@cache
def _qualifiers(language: str) -> _Table:
    of_a_state: list[str] = lexicon("bodies")["of_a_state"]
    rows = _lines("qualifiers", language)
    return _table([("state" if pattern.startswith(tuple(of_a_state)) else "any", pattern) for _, pattern in rows])


@cache
def _little() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(lexicon('bodies')['little'].split())})(?!\w)")


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(lexicon('bodies')['joins'].split())})(?!\w)")


@cache
def _seats() -> _Table:
    seats: dict[str, list[str]] = lexicon("bodies")["seats"]
    return _table([(country, re.escape(town)) for country, towns in seats.items() for town in towns])


def _table(rows: Sequence[tuple[str, str]]) -> _Table:
    ordered = sorted(rows, key=lambda row: len(row[1]), reverse=True)
    groups = "|".join(f"({pattern})" for _, pattern in ordered)
    return _Table(re.compile(rf"(?<!\w)(?:{groups})(?!\w)"), tuple(value for value, _ in ordered))


@cache
def _lines(table: str, language: str) -> list[tuple[str, str]]:
    """The patterns of a language with the name of their line."""
    block: str = lexicon("bodies")[table]
    rows = [[cell.strip() for cell in line.split(" | ")] for line in block.strip().splitlines()]
    return [(row[0], each.strip()) for row in rows for each in row[_COLUMNS[language]].split(";") if each.strip()]


def _led(part: str) -> str:
    """A line without what leads to whose it is."""
    return _leads_to().sub("", _plainly(part), count=1).strip()


@cache
def _leads_to() -> re.Pattern[str]:
    leads: list[str] = lexicon("bodies")["leads"]
    return re.compile(rf"^(?:{'|'.join(leads)})")
