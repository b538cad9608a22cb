"""Whether a sentence is another one told in another language, by its length, its words in their order, and its names.

Two figures of sentences that say the same measure the same, even where their own clauses have no word in common that a
list of concepts knows. The values of the two figures play no part, those of the sentences' other figures do.

A logistic regression over a dozen features; its weights stand in `data/counterpart.toml`, with what they were learned from.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import tomli

from sayso.language.concepts import BRIDGED, cognate
from sayso.language.words import names
from sayso.model import Figure

from .compare import align_figures
from .measure import are_comparable, has_other_unit
from .words import COGNATE, Word, read_words, theme_weight

#: A capitalised word that does not open a sentence: in most languages a name.
_NAME: Final = re.compile(r"(?<![.!?:]\s)(?<!^)\b[^\W\d_a-zà-ÿ][\w'’-]+")
#: Translations from English are so much longer.
_LONGER: Final = 1.15
_HALF: Final = 0.5
_MOST: Final = 10
_MOST_FIGURES: Final = 3
#: Beyond this ratio of lengths no sentence is another one told again.
_TOO_LONG: Final = 1.0


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence as it is compared: its text, its words in order, the keys of its names, and its figures.

    `named` are names that stand within the sentence; `figures` are its quantities and dated years.
    """

    text: str
    language: str
    words: tuple[Word, ...]
    names: frozenset[str]
    named: frozenset[str]
    figures: tuple[Figure, ...]


@lru_cache(maxsize=2048)
def read_told(text: str, words: str, language: str, figures: tuple[Figure, ...]) -> Told:
    """Prepare a sentence; `words` is its text with the figures blanked out."""
    named = frozenset(key for name in _NAME.findall(text) for key in names(name))
    return Told(text, language, read_words(words, language), frozenset(names(text)), named, figures)


def counterpart(claimed: Told, given: Told, mine: Figure, theirs: Figure) -> float:
    """How likely it is that the sentence that gives `theirs` is the one that claims `mine` in another language: 0 to 1.

    0 where both are in one language, of which nothing was learned. Cost: the product of the sentences' numbers of words.
    """
    if _primary(claimed.language) == _primary(given.language):
        return 0.0
    if _stretched(claimed, given) > _TOO_LONG:
        return 0.0
    found = traits(claimed, given, mine, theirs)
    weights = _weights()
    odds = weights["bias"] + sum(weights[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-odds))


def is_natural(claimed: Told, given: Told, mine: Figure, theirs: Figure) -> bool:
    """Whether `theirs` is what `mine` is told as, if the sentences tell the same.

    That is the only figure of its dimension that is left when those that agree with others of the claim's are taken away, or
    the same one in a row of as many.
    """
    rivals = comparable(mine, given.figures)
    taken = [one for one in claimed.figures if one.id != mine.id]
    left = [one for one in rivals if one.id == theirs.id or not any(_agree(other, one) for other in taken)]
    if [one.id for one in left] == [theirs.id]:
        return True
    row = comparable(mine, claimed.figures)
    places = [one.id for one in row], [one.id for one in rivals]
    if mine.id not in places[0] or theirs.id not in places[1]:
        return False
    return len(row) == len(rivals) and places[0].index(mine.id) == places[1].index(theirs.id)


def in_step(claimed: Told, given: Told, mine: Figure, theirs: Figure) -> bool:
    """Whether all other figures of two sentences agree, one for one, and there are some."""
    others = _others(claimed.figures, given.figures, mine, theirs)
    return others["agree"] > 0 and not (others["apart"] or others["alone"] or others["left"])


def comparable(mine: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that `mine` could be: of its dimension, or the same number in another unit; dates are for dates alone."""
    return [one for one in figures if _may_be(mine, one)]


def _may_be(mine: Figure, theirs: Figure) -> bool:
    if mine.kind == "date" or theirs.kind == "date":
        return mine.kind == theirs.kind
    return are_comparable(mine, theirs) or has_other_unit(mine, theirs)


def traits(claimed: Told, given: Told, mine: Figure, theirs: Figure) -> dict[str, float]:
    """What the likelihood is read off, by name; the weights' file says what each means."""
    alike = _alike(claimed, given)
    others = _others(claimed.figures, given.figures, mine, theirs)
    known = float(_primary(given.language) in BRIDGED and _primary(claimed.language) in BRIDGED)
    stretched = _stretched(claimed, given)
    return {
        "met": min(_MOST, alike.met),
        "least": alike.least,
        "least_known": alike.least * known,
        "known": known,
        "moved": alike.moved,
        "names": len(claimed.named & given.names) / len(claimed.named) if claimed.named else _HALF,
        "length": math.log(max(1, len(claimed.text))),
        "stretched": stretched,
        "stretched_2": stretched * stretched,
        **{name: float(min(_MOST_FIGURES, count)) for name, count in others.items()},
    }


def _primary(language: str) -> str:
    return language.partition("-")[0]


def _stretched(claimed: Told, given: Told) -> float:
    longer = _LONGER if _primary(claimed.language) == "en" else 1.0
    return abs(math.log(max(1, len(given.text)) / max(1, len(claimed.text)) / longer))


@dataclass(frozen=True, slots=True)
class Alike:
    """How many words met, the lesser share of either side's weight that did, and how far they moved (0 to 1)."""

    met: int
    least: float
    moved: float


@lru_cache(maxsize=1024)
def _alike(one: Told, other: Told) -> Alike:
    return alike_words(one.words, other.words)


class WordRow:
    """The words of a sentence, made ready to be held against those of many others."""

    __slots__ = ("by_letter", "keys", "places", "stems", "weights")

    def __init__(self, words: Sequence[Word]) -> None:
        """Note where each key stands first, the stems by their first letter, and what each word weighs where it is met and where not."""
        self.keys = [sorted(word.keys) for word in words]
        self.places: dict[str, int] = {}
        for at, keys in enumerate(self.keys):
            for key in keys:
                self.places.setdefault(key, at)
        self.stems = [word.stem for word in words]
        self.by_letter: dict[str, list[tuple[str, int]]] = {}
        for at, stem in enumerate(self.stems):
            if stem:
                self.by_letter.setdefault(stem[0], []).append((stem, at))
        self.weights = [met_and_unmet(word) for word in words]


def met_and_unmet(word: Word) -> tuple[float, float]:
    """What a word weighs where it is met, and where it is not."""
    whole = theme_weight(word)
    return whole, whole * (1.0 if word.bridged else _HALF)


def alike_words(one: Sequence[Word], other: Sequence[Word]) -> Alike:
    """How the words of two sentences meet: as concepts, names, stems or cognates. Cost: the product of their numbers, at worst."""
    return alike_rows(WordRow(one), WordRow(other))


def alike_rows(one: WordRow, other: WordRow) -> Alike:
    """The same of words that were made ready."""
    forth = _meet(one, other)
    back = _meet(other, one)
    return Alike(forth[1], min(forth[0], back[0]), forth[2])


def _meet(mine: WordRow, theirs: WordRow) -> tuple[float, int, float]:
    """The share of weight that met, how many words did, and how far on average their places are apart."""
    places, by_letter, own, others = theirs.places, theirs.by_letter, len(mine.keys), len(theirs.keys)
    total = met = 0.0
    moved: list[float] = []
    for at, keys in enumerate(mine.keys):
        place = None
        for key in keys:
            if key in places:
                place = places[key]
                break
        else:
            stem = mine.stems[at]
            if stem and stem[0] in by_letter:
                place = _cognate_place(stem, by_letter[stem[0]])
        weight = mine.weights[at][place is None]
        total += weight
        if place is not None:
            met += weight
            moved.append(abs((at + _HALF) / own - (place + _HALF) / others))
    return met / total if total else 0.0, len(moved), sum(moved) / len(moved) if moved else _HALF


def _cognate_place(stem: str, stems: Sequence[tuple[str, int]]) -> int | None:
    """The place of the stem that is most likely the same word, of those that begin like it."""
    best, place = max((cognate(stem, other), -at) for other, at in stems)
    return -place if best >= COGNATE else None


def _others(claimed: Sequence[Figure], given: Sequence[Figure], mine: Figure, theirs: Figure) -> Mapping[str, int]:
    """Of the sentences' other figures: how many agree, how many are apart, and how many stand alone on either side."""
    left = [one for one in given if one.id != theirs.id]
    agree = apart = alone = 0
    for one in claimed:
        if one.id == mine.id:
            continue
        rivals = comparable(one, left)
        best = next((other for other in rivals if _agree(one, other)), None)
        if best is not None:
            agree += 1
        elif rivals:
            apart += 1
        else:
            alone += 1
        if rivals:
            left.remove(best or rivals[0])
    return {"agree": agree, "apart": apart, "alone": alone, "left": len(left)}


def _agree(one: Figure, other: Figure) -> bool:
    return align_figures(one, other).relation in {"equal", "rounds_to"}


@cache
def _weights() -> Mapping[str, float]:
    text = files("sayso.align").joinpath("data", "counterpart.toml").read_text(encoding="utf-8")
    found: Mapping[str, float] = tomli.loads(text)["weights"]
    return found
