"""How loaded a sentence's wording is: one number, made of parts that are given beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from sayso.language.fold import fold
from sayso.language.lexicon import served
from sayso.language.tokens import Token, tokens
from sayso.model import Flag

from .lists import Lists, lists

#: How far one of each part, alone, speaks for a sentence that takes sides. Set by hand, not learned.
WEIGHTS: Final[Mapping[str, float]] = {
    "loaded": 0.5,
    "generalisation": 0.2,
    "superlative": 0.1,
    "weasel": 0.2,
    "distancing_quote": 0.2,
    "leaning": 0.35,
    "address": 0.15,
}
#: From this score on a sentence's wording counts as loaded.
LOADED_FROM: Final = 0.35


@dataclass(frozen=True, slots=True)
class Parts:
    """What a score rests on: marks by category; words that only lean; and "we", "you", "!" and "?", which address the reader."""

    loaded: int
    generalisation: int
    superlative: int
    weasel: int
    distancing_quote: int
    leaning: int
    address: int


@dataclass(frozen=True, slots=True)
class Loadedness:
    """A score from 0 to 1, and its parts."""

    score: float
    parts: Parts

    @property
    def is_loaded(self) -> bool:
        """Whether the score is high enough for the wording to count as loaded."""
        return self.score >= LOADED_FROM


def loadedness(text: str, flags: Iterable[Flag], language: str = "en") -> Loadedness:
    """The loadedness of a sentence with these marks.

    Parts add up like independent witnesses, each of which may be wrong: 1 - (1 - w1)(1 - w2)... Cost: linear in the text's length.
    """
    of_language = lists(served(language))
    row = tokens(fold(text), 0, of_language.language)
    marks = Counter(flag.category for flag in flags)
    parts = Parts(
        loaded=marks["loaded"],
        generalisation=marks["generalisation"],
        superlative=marks["superlative"],
        weasel=marks["weasel"],
        distancing_quote=marks["distancing_quote"],
        leaning=sum(_leans(row, at, of_language) for at in range(len(row))),
        address=sum(token.low in of_language.words["address"] for token in row),
    )
    quiet = 1.0
    for name, count in asdict(parts).items():
        quiet *= (1 - WEIGHTS[name]) ** count
    return Loadedness(score=round(1 - quiet, 3), parts=parts)


def _leans(row: Sequence[Token], at: int, of_language: Lists) -> bool:
    return any(
        tuple(token.low for token in row[at : at + len(words)]) == words
        for words in of_language.leaning.get(row[at].low, ())
    )
