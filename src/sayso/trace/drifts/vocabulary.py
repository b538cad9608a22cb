"""The words of a text, as a set in which a word of any language is looked up: for whole documents, so that a look costs little."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sayso.align import COGNATE, Word, read_words
from sayso.language.concepts import cognate
from sayso.language.words import names

#: Texts whose words are kept: paragraphs of articles, and source documents.
_KEPT: Final = 16


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The keys of a text's words, the keys of names, and the stems by first letter, each once: cognates have the same."""

    keys: frozenset[str]
    names: frozenset[str]
    stems: Mapping[str, tuple[str, ...]]

    def has(self, word: Word) -> bool:
        """Whether a word is one of these, in any language. Cost: linear in the stems that begin alike, at worst."""
        if word.keys & self.keys or word.keys & self.names:
            return True
        stem = word.stem
        return any(cognate(stem, other) >= COGNATE for other in self.stems.get(stem[:1], ()))


@lru_cache(maxsize=_KEPT)
def vocabulary(text: str, language: str, named: str | None = None) -> Vocabulary:
    """The words of a text and its names, or those of another one, `named`, of which it is part. Cost: linear in both, once."""
    words = read_words(text, language)
    by_letter: dict[str, dict[str, None]] = {}
    for stem in dict.fromkeys(word.stem for word in words):
        if stem:
            by_letter.setdefault(stem[0], {})[stem] = None
    return Vocabulary(
        keys=frozenset().union(*(word.keys for word in words)),
        names=names_in(text if named is None else named),
        stems={letter: tuple(found) for letter, found in by_letter.items()},
    )


@lru_cache(maxsize=_KEPT)
def names_in(text: str) -> frozenset[str]:
    """The keys of a text's names, each once. Cost: linear in the text, once."""
    return frozenset(names(text))
