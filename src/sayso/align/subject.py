"""What a figure measures, read off the words around it, and whether two figures measure the same thing.

Words of two languages meet through concepts, names and cognates. A figure's own words (what it counts, what it is a
share of) weigh more than the rest of its clause. Nothing here looks at values: two figures that agree by accident
must not be taken for the same.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from sayso.language import fold
from sayso.language.concepts import begins_phrase, cognate, concept_theme, phrase_at, plain, word_concepts
from sayso.language.lexicon import served
from sayso.language.words import names, terms
from sayso.model import Figure, Span

from .years import YEAR, years_before, years_of

#: Where a clause ends, for the words that go with a figure; a relative clause goes with it.
_CLAUSE: Final = re.compile(
    r"[;:()\[\]–—]|\. "
    r"|,(?!\d)(?!\s(?:die|der|das|den|dem|dessen|deren|which|who|that|whose|que|quien|cuy[oa]s?|qui|dont)\b)"
    r"|\b(?:while|whereas|but|während|aber|mientras|pero|tandis que|alors que|mais)\b",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(r"[^\W\d_]+")
#: What words of some themes weigh: amounts, times and words of every day stand beside any figure; acts and qualities say
#: less of what is measured than things, people and places do.
_LEAST: Final = 0.3
_LIGHT: Final = {"measures": _LEAST, "time": _LEAST, "common": _LEAST, "acts": 0.6, "qualities": 0.6}
#: Things that are counted everywhere.
_EVERYWHERE: Final = frozenset(("person", "country", "state", "city"))
#: Words for all who live somewhere: as the base of a share they are one.
_EVERYBODY: Final = frozenset(("concept:person", "concept:resident", "concept:citizen", "concept:population"))
#: "In the first quarter" is not in the second.
_IN_ORDER: Final = frozenset(("first", "second", "third", "fourth", "last"))
#: Themes in which one word for another is another population, place or kind.
_TELLING_APART: Final = frozenset(
    (
        "people",
        "places",
        "order",
        "things",
        "environment",
        "transport",
        "health",
        "education",
        "technology",
        "work",
        "economy",
    )
)
_OWN, _CLOSE, _BASE, _WIDE, _LEAD = 2.0, 1.0, 0.5, 0.35, 0.15
#: An unmatched word of another language may only lack its concept: it counts for less.
_UNBRIDGED: Final = 0.4
#: From this likeness on, words of two languages are taken for one.
COGNATE: Final = 0.72
_ENOUGH: Final = 1.5
#: So many characters on either side are right beside a figure.
_BESIDE: Final = 40
_LEAST_CLOSE: Final = 0.6
_KEPT: Final = 8192
_REMEMBERED: Final = 65_536


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase as it stands in the text, with the keys under which it may meet another."""

    text: str
    keys: frozenset[str]

    @property
    def bridged(self) -> bool:
        """Whether a key leads across languages: a concept, or a name that the CLDR knows."""
        return _is_bridged(self.keys)

    @property
    def stem(self) -> str:
        """The stem, for cognates; empty where there is none."""
        return _stem(self.keys)

    @property
    def themes(self) -> frozenset[str]:
        """The themes of its concepts."""
        return _themes(self.keys)


@lru_cache(maxsize=_REMEMBERED)
def _stem(keys: frozenset[str]) -> str:
    return min((key[5:] for key in keys if key.startswith("stem:")), default="")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word of a subject: how near it stands to the figure, and what it weighs."""

    word: Word
    near: float
    weight: float


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure measures: its words with their weights, and the years and places that it holds for, and what it is a share of.

    `years` are those of its sentence, `own_years` those of its clause, `told_years` those of its own period, `led_years` those that its sentence only leads back to ("six years earlier").
    `clause` and `around` are its clause and its sentence without the figures, `near` what stands right beside it in the clause, `place` and `who` where and of whom it is said;
    `stated` is whether the figure says how much or how many, and not when, how long or how old.
    """

    words: tuple[Weighed, ...]
    years: frozenset[str]
    own_years: frozenset[str]
    places: frozenset[str]
    language: str
    base: tuple[Word, ...] = ()
    told_years: frozenset[str] = frozenset()
    led_years: frozenset[str] = frozenset()
    clause: str = ""
    around: str = ""
    near: str = ""
    place: str = ""
    who: str = ""
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two subjects are.

    `score` is the share of the claim's weight that the source document names, `back` the other way, both 0 to 1;
    `shared` are the claim's words that met, `close` how many of them stand in the figure's own clause on both sides;
    `heads` says that what is counted is the same; `conflict` names the scope in which they part; `contrast` two words of
    their clauses that stand for one another ("women", "men"): perhaps another population.
    """

    score: float
    back: float
    shared: tuple[str, ...]
    close: int
    heads: bool = False
    conflict: str | None = None
    contrast: str | None = None

    @property
    def mean(self) -> float:
        """Both ways together."""
        return (self.score + self.back) / 2


@lru_cache(maxsize=_KEPT)
def read_words(text: str, language: str) -> tuple[Word, ...]:
    """The telling words of a stretch of text, in order; a phrase that names one thing is one word."""
    tokens = _TOKEN.findall(fold(text).text)
    known = [_token(token, language) for token in tokens]
    words = [one.plain for one in known]
    found: list[Word] = []
    at = 0
    while at < len(known):
        one = known[at]
        taken, ids = phrase_at(words, at, language) if one.begins else (0, ())
        if taken:
            found.append(Word(" ".join(tokens[at : at + taken]), frozenset(f"concept:{concept}" for concept in ids)))
        elif one.word is not None:
            found.append(one.word)
        at += taken or 1
    return tuple(found)


class _Token(NamedTuple):
    """A word as it is written: in plain letters, whether a phrase may begin with it, and what it is by itself, if it tells anything."""

    plain: str
    begins: bool
    word: Word | None


@lru_cache(maxsize=_REMEMBERED)
def _token(token: str, language: str) -> _Token:
    word = plain(token)
    keys = tuple(f"concept:{concept}" for concept in word_concepts(word, served(language)))
    return _Token(word, begins_phrase(word, language), _single(token, language, keys))


def _single(token: str, language: str, concepts: tuple[str, ...]) -> Word | None:
    stems = [f"stem:{stem}" for stem in terms(token, language)]
    named = [name if ":" in name else f"name:{name}" for name in names(token)] if stems else []
    return Word(token, frozenset((*concepts, *stems, *named))) if stems or concepts else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The sentence or claim that holds some figures: its text, its place in the document, and what stands before it.

    The figures themselves are blanked out in `words`, at the same places, so that "million euros" is no likeness.
    `own` is the part that belongs to a lone figure: the claim within its sentence, or all of it.
    """

    text: str
    offset: int
    language: str
    words: str
    lead: str = ""
    own: tuple[int, int] | None = None


def read_stretch(
    aside: Iterable[Span | Figure],
    text: str,
    offset: int,
    language: str,
    *,
    lead: str = "",
    own: tuple[int, int] | None = None,
) -> Stretch:
    """Prepare a stretch of text, once for all figures in it.

    `aside` are the places that say nothing of what is measured: the figures themselves, who says so, and the cue; `own` is
    given where one figure has the stretch, or a part of it, to itself.
    """
    blanked = text
    for one in aside:
        start, end = max(0, one.start - offset), min(len(text), one.end - offset)
        if start < end and not (isinstance(one, Figure) and one.kind == "ordinal"):
            blanked = blanked[:start] + " " * (end - start) + blanked[end:]
    return Stretch(text, offset, language, blanked, lead, own)


def read_subject(figure: Figure, stretch: Stretch, rests_on: str = "") -> Subject:
    """Read what `figure` measures from the stretch that holds it.

    `rests_on` are the words of the earlier figure that it is a share of ("12 % of those"), which are half its own.
    """
    text, language = stretch.text, stretch.language
    start, end = figure.start - stretch.offset, figure.end - stretch.offset
    own = " ".join(part.text for part in (figure.counted, figure.base) if part)
    left, right = stretch.own or _clause(stretch.words, start, end, language, enough=bool(read_words(own, language)))
    found: dict[frozenset[str], Weighed] = {}
    layers = (
        (own, _OWN),
        (stretch.words[left:right], _CLOSE),
        (rests_on, _BASE),
        (stretch.words, _WIDE),
        (stretch.lead, _LEAD),
    )
    for layer, near in layers:
        for word in read_words(layer, language):
            found.setdefault(word.keys, Weighed(word, near, near * theme_weight(word)))
    years = frozenset(YEAR.findall(text))
    told = years_of(figure.period.text, years, language) if figure.period else None
    led = years_before(text, language)
    return Subject(
        words=tuple(sorted(found.values(), key=lambda one: -one.weight)),
        years=years | (told or frozenset()) | led,
        own_years=frozenset(YEAR.findall(text[left:right])) if told is None else told,
        places=frozenset(name for name in names(figure.place.text) if ":" in name) if figure.place else frozenset(),
        language=language.partition("-")[0],
        base=read_words(figure.base.text, language) if figure.base else (),
        told_years=told or frozenset(),
        led_years=led,
        clause=stretch.words[left:right],
        around=stretch.words,
        near=stretch.words[max(left, start - _BESIDE) : min(right, end + _BESIDE)],
        stated=figure.is_quantity and figure.kind not in {"duration", "age"},
        place=figure.place.text if figure.place else "",
        who=figure.subject.text if figure.subject else "",
    )


def read_sense(text: str, language: str) -> Subject:
    """Read what a whole text is about, as `read_subject` does for a figure: all its words are near."""
    found = {word.keys: Weighed(word, _CLOSE, theme_weight(word)) for word in read_words(text, language)}
    return Subject(tuple(found.values()), frozenset(), frozenset(), frozenset(), language.partition("-")[0])


def themes_of(word: Word) -> frozenset[str]:
    """The themes of a word's concepts: "people", "places", "time" and the like."""
    return frozenset(concept_theme(key.removeprefix("concept:")) for key in word.keys if key.startswith("concept:"))


def cognates(word: Word, others: Iterable[Word]) -> bool:
    """Whether one of the `others` is likely the same word in another language or form."""
    stem = word.stem
    return bool(stem) and any(
        stem[:1] == other.stem[:1] and cognate(stem, other.stem) >= COGNATE for other in others if other.stem
    )


def theme_weight(word: Word) -> float:
    """What a word says of what is measured, 0.3 to 1, by the theme of its concept."""
    return _theme_weight(word.keys)


@lru_cache(maxsize=_REMEMBERED)
def _theme_weight(keys: frozenset[str]) -> float:
    found = [key.removeprefix("concept:") for key in keys if key.startswith("concept:")]
    weights = (_LEAST if concept in _EVERYWHERE else _LIGHT.get(concept_theme(concept), 1.0) for concept in found)
    return max(weights, default=1.0)


@lru_cache(maxsize=_REMEMBERED)
def _is_bridged(keys: frozenset[str]) -> bool:
    return any(key.startswith(("concept:", "territory:", "language:")) for key in keys)


def align_subjects(claimed: Subject, given: Subject) -> Likeness:
    """How far two figures measure the same thing: the share of each one's weight that the other names too."""
    forth = _cover(claimed, given)
    back = _cover(given, claimed)
    return Likeness(
        score=forth.share,
        back=back.share,
        shared=forth.shared,
        close=min(forth.close, back.close),
        heads=forth.heads,
        contrast=_contrast(forth.unmet, back.unmet),
        conflict=_conflict(claimed, given),
    )


@dataclass(frozen=True, slots=True)
class _Cover:
    """The share of one subject's weight that another names, by which words, and how many of them stand close to both."""

    share: float
    shared: tuple[str, ...]
    close: int
    heads: bool
    unmet: tuple[Word, ...]


def _contrast(mine: Sequence[Word], theirs: Sequence[Word]) -> str | None:
    """Two words of one theme, one on each side, that found nothing: "women" and "men", "hospital" and "clinic"."""
    for one in mine:
        for other in theirs:
            everybody = one.keys & _EVERYBODY and other.keys & _EVERYBODY
            if one.themes & other.themes & _TELLING_APART and not everybody:
                return f"“{one.text}” in the article, “{other.text}” in the source document"
    return None


@lru_cache(maxsize=_REMEMBERED)
def _themes(keys: frozenset[str]) -> frozenset[str]:
    found = [key.removeprefix("concept:") for key in keys if key.startswith("concept:")]
    return frozenset("order" if concept in _IN_ORDER else concept_theme(concept) for concept in found)


def _cover(mine: Subject, theirs: Subject) -> _Cover:
    foreign = mine.language != theirs.language
    lookup = {key: one.near for one in reversed(theirs.words) for key in one.word.keys}
    total = met_weight = 0.0
    close = 0
    heads = False
    unmet: list[Word] = []
    shared: list[str] = []
    for one in mine.words:
        near = max((lookup[key] for key in one.word.keys if key in lookup), default=0.0)
        if not near and foreign and one.word.stem:
            near = _nearest_cognate(one.word.stem, theirs)
        factor = _UNBRIDGED if foreign and not near and not one.word.bridged else 1.0
        total += one.weight * factor if near or one.near >= _CLOSE else 0.0
        if not near and one.near >= _CLOSE:
            unmet.append(one.word)
        if near:
            met_weight += one.weight * min(1.0, math.sqrt(near))
            shared.append(one.word.text)
            close += near >= _CLOSE and one.weight >= _LEAST_CLOSE
            heads = heads or (near >= _OWN and one.weight >= _OWN)
    return _Cover(round(met_weight / total, 4) if total else 0.0, tuple(shared), close, heads, tuple(unmet))


def _nearest_cognate(stem: str, given: Subject) -> float:
    found = (
        one.near for one in given.words if one.word.stem[:1] == stem[:1] and cognate(stem, one.word.stem) >= COGNATE
    )
    return max(found, default=0.0)


def _conflict(claimed: Subject, given: Subject) -> str | None:
    mine, theirs = claimed.told_years, given.told_years
    if mine and theirs and not mine & theirs:
        return f"the period: {_listed(mine)} in the article, {_listed(theirs)} in the source document"
    mine, theirs = claimed.own_years, given.own_years
    if mine and theirs and not mine & (theirs | given.years) and not theirs & claimed.years:
        return f"the period: {_listed(mine)} in the article, {_listed(theirs)} in the source document"
    if claimed.places and given.places and not claimed.places & given.places:
        return f"the place: {_listed(claimed.places)} in the article, {_listed(given.places)} in the source document"
    keys = frozenset().union(*(word.keys for word in claimed.base))
    if any(keys & word.keys for word in given.base):
        return None
    other = _contrast(claimed.base, given.base)
    return f"the base: {other}" if other else None


def _listed(values: frozenset[str]) -> str:
    return ", ".join(sorted(value.rpartition(":")[2] for value in values))


def _clause(text: str, start: int, end: int, language: str, *, enough: bool) -> tuple[int, int]:
    """The clause around `text[start:end]`; where that is not `enough`, widened to the left, then to the right, for words."""
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    left = max((cut for cut in cuts if cut <= start), default=0)
    right = min((cut for cut in cuts if cut >= end), default=len(text))
    if left > 0 and not text[left + 1 : start].strip():  # "X (54%)": the words are before the bracket
        left = max((cut for cut in cuts if cut < left), default=0)
    while not enough and left > 0 and _few(text[left:right], language):
        left = max((cut for cut in cuts if cut < left), default=0)
    if not enough and _few(text[left:right], language):
        right = min((cut for cut in cuts if cut > right), default=len(text))
    return left, right


def _few(text: str, language: str) -> bool:
    return sum(theme_weight(word) for word in read_words(text, language)) < _ENOUGH
