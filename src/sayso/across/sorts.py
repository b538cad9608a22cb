"""What sort of thing a figure counts: people, homes, ships; the words are those of `language/data/counted.toml`."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from sayso.align import read_words
from sayso.language import fold, lexicon
from sayso.language.concepts import plain
from sayso.model import Span

from .points import Point

#: Languages whose noun stands behind what describes it, and what begins a description that stands behind the noun.
_BEHIND: Final = frozenset(("en", "de"))
_OF: Final = re.compile(r"\s(?:of|in|from|with|for|at|on|von|aus|mit|für|des|der)\s", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+")


def other_sort(before: Point, after: Point) -> str | None:
    """What is of one sort counted here, what is of another there ("650 homes", "650 people"), in words for a reader; None where nothing says so."""
    one, other = before.figure.counted, after.figure.counted
    if one is None or other is None:
        return None
    mine, theirs = _sorts(before, one), _sorts(after, other)
    apart = mine and theirs and mine.isdisjoint(theirs)
    return f"what is counted: “{other.text}” for “{one.text}”" if apart else None


def _sorts(point: Point, counted: Span) -> frozenset[int]:
    """The sorts of the noun that is counted: the first that is known in Romance languages, the last before a preposition in others."""
    language, span = point.subject.language, point.appearance.span
    if span.text[counted.end - span.start :].startswith(("’", "'")):  # "26 passengers’ houses"
        return frozenset()
    if language in _listed():
        return next(
            (one for word in _WORD.findall(fold(counted.text).text) if (one := _of_word(plain(word), language))),
            frozenset(),
        )
    words = read_words(_OF.split(counted.text)[0] if language in _BEHIND else counted.text, language)
    known = [word.keys for word in words if any(key.startswith("concept:") for key in word.keys)]
    keys = known[-1 if language in _BEHIND else 0] if known else frozenset[str]()
    return frozenset(_of_concepts()[key] for key in keys if key in _of_concepts())


def _of_word(word: str, language: str) -> frozenset[int]:
    return frozenset(at for at, pattern in enumerate(_listed()[language]) if pattern.fullmatch(word))


@cache
def _of_concepts() -> dict[str, int]:
    """The number of each concept's sort."""
    return {f"concept:{name}": at for at, sort in enumerate(lexicon("counted")["sort"]) for name in sort["concepts"]}


@cache
def _listed() -> dict[str, tuple[re.Pattern[str], ...]]:
    """Of each language without concepts the words of each sort."""
    sorts = lexicon("counted")["sort"]
    languages = sorted({name for sort in sorts for name in sort} - {"concepts"})
    return {language: tuple(_one_of(sort[language]) for sort in sorts) for language in languages}


def _one_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word.rstrip("*")) + r"\w*" * word.endswith("*") for word in words))
