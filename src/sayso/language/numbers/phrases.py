"""Phrases of a word list, found at a place among tokens: the longest wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from .tokens import keys

T = TypeVar("T")


class Phrases(Generic[T]):
    """A table from phrases to values, asked by position. Cost of a question: the number of lengths that phrases with that first word have."""

    __slots__ = ("_by_first", "_sizes", "_table")

    def __init__(self, entries: Iterable[tuple[str, T]] = ()) -> None:
        """Take phrases with their values; where one is given twice, the later value stays."""
        table: dict[tuple[str, ...], T] = {}
        for phrase, value in entries:
            if words := keys(phrase):
                table[words] = value
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for words in sorted(table, key=len, reverse=True):
            self._by_first.setdefault(words[0], []).append((words, table[words]))
        self._table = table
        self._sizes = {
            first: sorted({len(words) for words, _ in listed}, reverse=True) for first, listed in self._by_first.items()
        }

    @classmethod
    def of(cls, phrases: Iterable[str], value: T) -> Phrases[T]:
        """All phrases with the same value."""
        return cls((phrase, value) for phrase in phrases)

    @classmethod
    def joined(cls, *tables: Phrases[Any]) -> Phrases[bool]:
        """All phrases of several tables, whatever they stand for."""
        return Phrases((phrase, True) for table in tables for phrase in table.phrases)

    @property
    def phrases(self) -> Iterator[str]:
        """All phrases, as keys with spaces between."""
        return (" ".join(phrase) for listed in self._by_first.values() for phrase, _ in listed)

    @property
    def first(self) -> frozenset[str]:
        """The words that a phrase may begin with."""
        return frozenset(self._by_first)

    def at(self, words: Sequence[str], place: int) -> tuple[T, int] | None:
        """The value of the longest phrase that begins at `place`, and where it ends; None where there is none."""
        if place < 0:
            return None
        try:
            sizes = self._sizes.get(words[place])
        except IndexError:
            return None
        if sizes is None:
            return None
        for size in sizes:
            phrase = tuple(words[place : place + size])
            if phrase in self._table:
                return self._table[phrase], place + len(phrase)
        return None

    def before(self, words: Sequence[str], place: int, reach: int = 4) -> tuple[T, int] | None:
        """The value of the longest phrase that ends right before `place`, and where it begins."""
        for start in range(max(0, place - reach), place):
            found = self._by_first.get(words[start])
            for phrase, value in found or ():
                if start + len(phrase) == place and tuple(words[start:place]) == phrase:
                    return value, start
        return None


def inverted(table: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """From a value's phrases to each phrase's value."""
    return [(phrase, value) for value, phrases in table.items() for phrase in phrases]
