"""A sentence with its figures and words, laid out for the checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.language.numbers import Grammar
from sayso.language.tokens import Token
from sayso.model import Figure, Span

from .words import Words


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two places of a document whose figures cannot both be right, and why."""

    at: tuple[int, int]
    other: tuple[int, int]
    because: str
    #: Whether it rests on answers that exclude each other.
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: its tokens, its figures in order, and the quantities of the sentence before it in its block."""

    row: tuple[Token, ...]
    figures: tuple[Figure, ...]
    before: tuple[Figure, ...]
    words: Words
    grammar: Grammar

    @property
    def quantities(self) -> list[Figure]:
        """The figures that say how much or how many."""
        return [figure for figure in self.figures if figure.is_quantity]

    def has(self, name: str) -> bool:
        """Whether a word of a list stands anywhere in the sentence."""
        return any(token.low in self.words.sets[name] for token in self.row)

    def has_outside(self, name: str) -> bool:
        """Whether a word of a list stands in the sentence, outside of its figures."""
        loose = (token for token in self.row if token.low in self.words.sets[name])
        return any(not any(_inside(token, figure) for figure in self.figures) for token in loose)

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens between two offsets."""
        return [token for token in self.row if start <= token.start and token.end <= end]

    def gap(self, one: Figure, other: Figure) -> list[Token]:
        """The tokens between two figures, without those that the first one counts, its period and its base."""
        own: list[Span | Figure] = [
            span for span in (one.counted, one.period, one.base, other.period) if span is not None
        ]
        own += [figure for figure in self.figures if figure.kind == "date"]
        found = self.tokens(one.end, other.start)
        return [token for token in found if not any(_inside(token, span) for span in own)]

    def behind(self, figure: Figure, count: int) -> list[Token]:
        """So many tokens after a figure."""
        return [token for token in self.row if token.start >= figure.end][:count]

    def ahead(self, figure: Figure, count: int) -> list[Token]:
        """So many tokens before a figure."""
        return [token for token in self.row if token.end <= figure.start][-count:]

    def are_small(self, row: Sequence[Token], *, besides: frozenset[str] = frozenset()) -> bool:
        """Whether tokens bring in nothing new: small words, commas and brackets, and the words `besides`."""
        small = self.words.sets["small"] | besides
        return all(token.low in small or token.text in {",", "(", ")", ".", "-", "–"} for token in row)

    def ways(self) -> frozenset[str]:
        """The ways in which verbs and nouns of the sentence say that something changes."""
        found = set()
        for token in self.row:
            for way in ("up", "down"):
                if token.low in self.grammar.words(f"change.{way}") | self.grammar.words(f"change.{way}_nouns"):
                    found.add(way)
        return frozenset(found)


def _inside(token: Token, span: Span | Figure) -> bool:
    return span.start <= token.start and token.end <= span.end


def joined(one: Figure, other: Figure) -> tuple[int, int]:
    """The stretch from one figure to another, whichever stands first."""
    return min(one.start, other.start), max(one.end, other.end)
