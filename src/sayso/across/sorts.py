"""What sort of thing a figure counts: people, homes, ships; the words are those of `language/data/counted.toml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from sayso.align import read_words
from sayso.language import fold, lexicon
from sayso.language.concepts import plain
from sayso.model import Span

from .points import Point

#: Languages whose noun stands behind what describes it, and what begins a description that stands behind the noun.
_BEHIND: Final = frozenset(("en", "de"))
_OF: Final = re.compile(r"\s(?:of|in|from|with|for|at|on|von|aus|mit|für|des|der)\s", re.IGNORECASE)
#: So many texts are remembered.
_KEPT: Final = 4096
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
    """The sorts of the noun that is counted; none where it is whose the counted thing is ("26 passengers’ houses")."""
    span = point.appearance.span
    owner = span.text[counted.end - span.start :].startswith(("’", "'"))
    return frozenset() if owner else _sorts_in(counted.text, point.subject.language)


@lru_cache(maxsize=_KEPT)
def _sorts_in(counted: str, language: str) -> frozenset[int]:
    """The sorts of the first noun that is known in Romance languages, of the last before a preposition in others."""
    nouns = _OF.split(counted)[0] if language in _BEHIND else counted
    if listed := _of_words(nouns, language):
        return listed
    words = read_words(nouns, language)
    known = [word.keys for word in words if any(key.startswith("concept:") for key in word.keys)]
    keys = known[-1 if language in _BEHIND else 0] if known else frozenset[str]()
    return frozenset(_of_concepts()[key] for key in keys if key in _of_concepts())


def _of_words(nouns: str, language: str) -> frozenset[int]:
    """The sort of the first noun that is listed, or of the last one where the noun stands behind what describes it."""
    tokens = _WORD.findall(plain(fold(nouns).text))
    for word in reversed(tokens) if language in _BEHIND else tokens:
        found = frozenset(at for at, pattern in enumerate(_listed(language)) if pattern.fullmatch(word))
        if found:
            return found
    return frozenset()


@cache
def _of_concepts() -> dict[str, int]:
    """The number of each concept's sort."""
    return {f"concept:{name}": at for at, sort in enumerate(lexicon("counted")["sort"]) for name in sort["concepts"]}


@cache
def _listed(language: str) -> tuple[re.Pattern[str], ...]:
    """The words of each sort in a language; patterns that nothing fits where it has none."""
    return tuple(_one_of(sort.get(language, [])) for sort in lexicon("counted")["sort"])


def _one_of(words: list[str]) -> re.Pattern[str]:
    """A pattern of any of some words, with a star for what may stand before or behind."""
    return re.compile("|".join(re.escape(word).replace(r"\*", r"\w*") for word in words) or r"(?!)")
