"""The word lists of one language, and how a row of tokens is matched against them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.language.lexicon import lexicon
from sayso.language.tokens import Token

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """A language's phrases by list and first word; and those of a single word."""

    language: str
    lists: dict[str, dict[str, tuple[Phrase, ...]]]
    single: dict[str, frozenset[str]]

    def find(self, name: str, row: Sequence[Token]) -> str | None:
        """The first phrase of the list `name` in a row of tokens, as written; None where there is none."""
        place = self.place(name, row)
        return None if place is None else " ".join(item.text for item in row[slice(*place)])

    def place(self, name: str, row: Sequence[Token]) -> tuple[int, int] | None:
        """Where in a row the first phrase of the list `name` stands, as a range; None where there is none."""
        by_first, spared = self.lists[name], self.lists.get(f"{name}_not", {})
        for at, token in enumerate(row):
            if token.low not in by_first:
                continue
            for parts in by_first[token.low]:
                if _matches(row, at, parts) and not _spared(row, at, spared):
                    return at, at + len(parts)
        return None

    def starts(self, name: str, row: Sequence[Token], at: int) -> int:
        """How many tokens of the row from `at` on are a phrase of the list; 0 for none."""
        if (listed := self.lists[name].get(row[at].low)) is None:
            return 0
        for parts in listed:
            if _matches(row, at, parts):
                return len(parts)
        return 0

    def has(self, name: str, word: str) -> bool:
        """Whether the list holds a single word."""
        return word in self.single[name]


def _matches(row: Sequence[Token], at: int, parts: Phrase) -> bool:
    """Whether a phrase stands at a place where its first word does."""
    size = len(parts)
    if size == 1:
        return True
    if at + size > len(row) or row[at + 1].low != parts[1]:
        return False
    return tuple([token.low for token in row[at + 1 : at + size]]) == parts[1:]


def _spared(row: Sequence[Token], at: int, spared: dict[str, tuple[Phrase, ...]]) -> bool:
    """Whether the place is part of a phrase that means something else: "the will", "must have"."""
    return any(
        start <= at < start + len(parts) and _matches(row, start, parts)
        for start in range(max(0, at - 3), at + 1)
        for parts in spared.get(row[start].low, ())
    )


@cache
def cues(language: str) -> Cues:
    """The lists of a language that is served."""
    return cues_of(language, lexicon("sayso.claims")[language])


def cues_of(language: str, tables: Mapping[str, Sequence[str]]) -> Cues:
    """The lists of a table of phrases."""
    lists = {name: _by_first(phrases) for name, phrases in tables.items()}
    single = {name: frozenset(one for one, group in first.items() if (one,) in group) for name, first in lists.items()}
    return Cues(language, lists, single)


def _by_first(phrases: Sequence[str]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(group, key=lambda parts: (-len(parts), parts))) for first, group in found.items()}
