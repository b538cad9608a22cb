"""One side of a comparison: a stretch of the text with a figure, and the words by which it may meet another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.align import Word, align_figures, read_words
from sayso.language.words import terms
from sayso.model import Document, Figure

from .words import Words

_WORD: Final = re.compile(r"[^\W\d_]+['’]?")
#: Shares are one kind: "a third" is held against "33 per cent".
_SHARES: Final = frozenset(("percent", "proportion"))
#: Kinds whose values are compared. An age belongs to whoever is spoken of, which only a title tells safely.
_KINDS: Final = frozenset(("count", "money", "percent", "proportion", "measure", "age"))
#: What is counted where it may be anybody.
ANYBODY: Final = frozenset(("*",))
#: "Killed" and "died" are said of the same people.
_DEATH: Final = frozenset(("concept:kill", "concept:death"))
#: Further apart than this two values hardly mean the same thing.
_FAR: Final = 4.0


@dataclass(frozen=True, slots=True)
class Side:
    """A figure with its stretch of text: the telling words beside it, all its words in lower case, and what it counts.

    `counted` is None where the figure names nothing that it counts.
    """

    figure: Figure
    start: int
    end: int
    words: tuple[Word, ...]
    lows: tuple[str, ...]
    counted: frozenset[str] | None

    @property
    def times(self) -> tuple[str, str, str, str]:
        """What must be the same on both sides: role, direction, period and what it is a part of."""
        figure = self.figure
        period = figure.period.text.casefold() if figure.period else ""
        base = figure.base.text.casefold() if figure.base else ""
        return figure.role, figure.direction or "", period, base


def is_plain(figure: Figure) -> bool:
    """Whether a figure is one value of a kind that is compared, without "about" or a bound."""
    return (
        figure.kind in _KINDS and not figure.vague and not figure.approximate and figure.low == figure.high is not None
    )


def group(figure: Figure) -> tuple[str, str, str, str]:
    """What two figures must share to be compared at all."""
    kind = "share" if figure.kind in _SHARES else figure.kind
    return kind, figure.unit or "", figure.currency or "", figure.per or ""


def counted_key(figure: Figure, language: str, words: Words) -> frozenset[str] | None:
    """The stems of what a figure counts; one key for all words that count anybody ("people", "dead")."""
    if figure.counted is None or figure.kind != "count":
        return None
    if all(low in words.people for low in lows(figure.counted.text)):
        return ANYBODY
    return frozenset(terms(figure.counted.text, language))


def read_side(  # noqa: PLR0917  one stretch with all that is known of it
    doc: Document, figure: Figure, start: int, end: int, aside: Iterable[tuple[int, int]], words: Words
) -> Side:
    """Read the stretch `start` to `end` around a figure; `aside` are places that say nothing of what is measured."""
    language = doc.language.partition("-")[0]
    text = doc.text[start:end]
    counted = counted_key(figure, language, words)
    cut = [*aside]
    if figure.counted and counted and counted != ANYBODY:
        cut.append((figure.counted.start, figure.counted.end))
    return Side(figure, start, end, telling(text, start, cut, language, words), in_order(text), counted)


def telling(text: str, offset: int, aside: Iterable[tuple[int, int]], language: str, words: Words) -> tuple[Word, ...]:
    """The telling words of a stretch, without those of `aside`, of time, and those that count anybody but the dead."""
    for low, high in aside:
        first, last = max(0, low - offset), min(len(text), high - offset)
        if first < last:
            text = text[:first] + " " * (last - first) + text[last:]
    return tuple(
        _merged(word)
        for word in read_words(text, language)
        if word.text.casefold() not in words.times and (word.text.casefold() not in words.people or word.keys & _DEATH)
    )


def _merged(word: Word) -> Word:
    return Word(word.text, word.keys | _DEATH) if word.keys & _DEATH else word


def in_order(text: str) -> tuple[str, ...]:
    """The words of a stretch in lower case."""
    return tuple(match.group().lower().replace("'", "’") for match in _WORD.finditer(text))


def lows(text: str) -> frozenset[str]:
    """The words of a stretch in lower case, each once."""
    return frozenset(in_order(text))


def meets(word: Word, keys: frozenset[str]) -> bool:
    """Whether a word is one of those that `keys` belong to."""
    return bool(word.keys & keys)


def keys_of(words: Sequence[Word]) -> frozenset[str]:
    """All keys of some words, as one set."""
    return frozenset().union(*(word.keys for word in words))


def is_death(words: Sequence[Word]) -> bool:
    """Whether somebody dies or is killed there."""
    return any(word.keys & _DEATH for word in words)


def is_name(word: Word) -> bool:
    """Whether a word is a name for all that is known: written with a capital, and no word of the concepts."""
    territory = any(key.startswith("territory:") for key in word.keys)
    return territory or (word.text[:1].isupper() and not any(key.startswith("concept:") for key in word.keys))


def are_apart(one: Figure, other: Figure) -> bool:
    """Whether two plain values differ by more than rounding, and not by so much that they hardly mean the same thing."""
    low, high = sorted((abs(value(one)), abs(value(other))))
    if low <= 0 or high / low > _FAR:
        return False
    return align_figures(one, other).relation == "apart" == align_figures(other, one).relation


def value(figure: Figure) -> float:
    """The value of a plain figure, shares in per cent."""
    return float(figure.low or 0.0) * (100.0 if figure.kind == "proportion" else 1.0)
