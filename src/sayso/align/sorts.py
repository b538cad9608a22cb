"""What sort of thing a noun names: people, homes, ships; the words are those of `language/data/counted.toml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from sayso.language import fold, lexicon
from sayso.language.concepts import plain

from .words import read_words

#: Languages whose noun stands behind what describes it, and what begins a description that stands behind the noun.
_BEHIND: Final = frozenset(("en", "de"))
_OF: Final = re.compile(
    r"\s(?:of|in|from|with|for|at|on|who|that|which|von|aus|mit|für|des|der|(?!housing|building|clothing)[a-z]{3,}ing)(?!\w)",
    re.IGNORECASE,
)
#: How nouns of several things end.
_SEVERAL: Final = {
    "en": ("s", "men", "children", "people"),
    "es": ("s",),
    "fr": ("s", "x"),
    "it": ("e", "i"),
    "pt": ("s",),
}
#: German nouns for one thing that has people: their plurals end as others' singulars do.
# fmt: off
_ONE: Final = frozenset((
    "land", "landes", "staat", "staates", "stadt", "hauptstadt", "dorf", "dorfes", "gemeinde", "kommune", "region", "insel", "kontinent", "kontinents", "firma", "betrieb",
    "betriebs", "betriebes", "unternehmens", "konzern", "konzerns", "schule", "universitat", "hochschule", "klinik", "krankenhauses", "spitals", "hauses",
))
# fmt: on
#: So many texts are remembered.
_KEPT: Final = 4096
_WORD: Final = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=_KEPT)
def sorts_of(text: str, language: str) -> frozenset[int]:
    """The sorts, by their number in the list, of the first noun that is known in Romance languages, of the last before a preposition in others."""
    nouns = _OF.split(text)[0] if language in _BEHIND else text
    if listed := _of_words(nouns, language):
        return listed
    words = read_words(nouns, language)
    known = [word.keys for word in words if any(key.startswith("concept:") for key in word.keys)]
    keys = known[-1 if language in _BEHIND else 0] if known else frozenset[str]()
    return frozenset(_of_concepts()[key] for key in keys if key in _of_concepts())


def are_apart(sorts: frozenset[int], others: frozenset[int]) -> bool:
    """Whether both are known, and what is of the one is never told for what is of the other."""
    alike = {other for sort in sorts for other in (sort, *_like()[sort])}
    return bool(sorts and others) and alike.isdisjoint(others)


def is_whole(text: str, language: str) -> bool:
    """Whether a noun is one thing, and no people, so that a share of it may be one of its people: "a third of the company"."""
    if _numbers()["people"] in sorts_of(text, language):
        return False
    nouns = _OF.split(text)[0] if language in _BEHIND else text
    words = _WORD.findall(plain(fold(nouns).text))
    noun = words[-1 if language in _BEHIND else 0] if words else ""
    return noun in _ONE if language == "de" else bool(noun) and not noun.endswith(_SEVERAL.get(language, ("",)))


def is_of_a_sort(key: str) -> bool:
    """Whether a word's key is that of a concept that belongs to a sort."""
    return key in _of_concepts()


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
def _like() -> tuple[frozenset[int], ...]:
    """By a sort's number, those of the sorts for which it may be told."""
    return tuple(frozenset(_numbers()[name] for name in sort.get("like", ())) for sort in lexicon("counted")["sort"])


@cache
def _numbers() -> dict[str, int]:
    """The number of each sort by its name."""
    return {sort["name"]: at for at, sort in enumerate(lexicon("counted")["sort"])}


@cache
def _listed(language: str) -> tuple[re.Pattern[str], ...]:
    """The words of each sort in a language; patterns that nothing fits where it has none."""
    return tuple(_one_of(sort.get(language, [])) for sort in lexicon("counted")["sort"])


def _one_of(words: list[str]) -> re.Pattern[str]:
    """A pattern of any of some words, with a star for what may stand before or behind."""
    return re.compile("|".join(re.escape(word).replace(r"\*", r"\w*") for word in words) or r"(?!)")
