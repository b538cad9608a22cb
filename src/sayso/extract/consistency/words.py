"""The words by which figures are held against each other, one set a language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sayso.language import fold
from sayso.language.lexicon import lexicon
from sayso.language.tokens import Token, tokens

_NAME: Final = "consistency"


class Phrases:
    """Phrases as rows of lower-case tokens, found by their first."""

    def __init__(self, phrases: Sequence[str], language: str) -> None:
        """Split each phrase as the text is split."""
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            parts = tuple(token.low for token in tokens(fold(phrase), 0, language))
            self._by_first.setdefault(parts[0], []).append(parts)
        for group in self._by_first.values():
            group.sort(key=len, reverse=True)

    def size(self, row: Sequence[Token], at: int) -> int:
        """How many tokens the longest phrase at a place has; 0 where there is none."""
        for parts in self._by_first.get(row[at].low, ()):
            if tuple(token.low for token in row[at : at + len(parts)]) == parts:
                return len(parts)
        return 0

    def first(self, row: Sequence[Token]) -> int | None:
        """The place of the first phrase in a row of tokens."""
        return next((at for at in range(len(row)) if self.size(row, at)), None)


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words; see `language/data/consistency.toml` for what each list is."""

    sets: dict[str, frozenset[str]]
    phrases: dict[str, Phrases]
    between: tuple[tuple[str, str], ...]
    exclusive: tuple[tuple[frozenset[str], ...], ...]
    answers: tuple[tuple[frozenset[str], ...], ...]
    several: tuple[str, ...]


def _groups(listed: Sequence[Sequence[Sequence[str]]]) -> tuple[tuple[frozenset[str], ...], ...]:
    return tuple(tuple(frozenset(member) for member in group) for group in listed)


@cache
def words_of(language: str) -> Words | None:
    """The words of a language by its BCP 47 tag; None where there are none."""
    primary = language.partition("-")[0].lower()
    table: dict[str, Any] | None = lexicon(_NAME).get(primary)
    if table is None:
        return None
    flat = (
        "not_ranges",
        "eras",
        "ranks",
        "small",
        "compared",
        "articles",
        "persons",
        "places",
        "verbs",
        "takes",
        "ranging",
        "rates",
        "adjusted",
    )
    phrased = ("of", "out_of", "those", "includes", "consists", "formerly", "another", "equals", "totals", "among")
    answers = [[table["answers"][at] for at in chosen] for chosen in table["answer_sets"]]
    return Words(
        sets={name: frozenset(table[name]) for name in flat},
        phrases={name: Phrases(table[name], primary) for name in phrased},
        between=tuple((first, second) for first, second in table["between"]),
        exclusive=_groups(table["exclusive"]),
        answers=_groups(answers),
        several=tuple(table["several"]),
    )
