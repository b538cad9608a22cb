"""The words by which clauses are told apart in one language, and which words of a row are finite verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.language.lexicon import lexicon
from sayso.language.tagger import tagger
from sayso.language.tokens import Token

from .cues import Cues, cues_of

#: Endings of finite verbs, where no list has the word: they are looked for in words that are long enough.
_ENDINGS: Final = {
    "de": ("te", "ten", "t"),
    "es": ("ó", "aron", "ieron", "aba", "aban", "ía", "ían", "ará", "erá", "irá", "arán", "erán", "irán", "amos", "emos", "imos"),
    "fr": ("ait", "aient", "èrent", "irent", "urent", "era", "eront", "ira", "iront", "rait", "raient", "issent", "ent"),
}  # fmt: skip
_SHORTEST: Final = 4
_FINITE_TAGS: Final = frozenset(("V", "M"))
_MARKS: Final = frozenset(".,;:!?()[]—–-…")


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's words for clauses: `lists` match phrases, `finite` are verbs that no ending tells."""

    language: str
    lists: Cues

    def has(self, name: str, token: Token) -> bool:
        """Whether a list holds the word."""
        return self.lists.has(name, token.low)

    def finite(self, row: Sequence[Token]) -> list[bool]:
        """For each token whether it reads like a finite verb. Cost: linear."""
        if self.language == "en":
            return _tagged(row)
        return [self._is_finite(row, at) for at in range(len(row))]

    def _is_finite(self, row: Sequence[Token], at: int) -> bool:
        token = row[at]
        if token.kind != "word" or (token.capital and at and row[at - 1].text not in _OPENERS):
            return False
        if self.has("not_finite", token) or (at and self._names(row, at)):
            return False
        if self.has("finite", token):
            return True
        return len(token.low) > _SHORTEST and not token.capital and token.low.endswith(_ENDINGS[self.language])

    def _names(self, row: Sequence[Token], at: int) -> bool:
        """Whether an article or a preposition right before makes a noun of a word. German tells nouns by their capital."""
        if self.language == "de":
            return False
        before = row[at - 1]
        hangs = self.has("hang", before) and at > 1 and not self.has("preposition", row[at - 2])
        if self.has("determiner", before):
            return not (hangs and self.has("finite", row[at]))
        return self.has("preposition", before) and before.low not in {"en", "y"}


_OPENERS: Final = frozenset(("“", "„", "«", '"', "¿", "¡", ":", "—", "–"))


def _tagged(row: Sequence[Token]) -> list[bool]:
    found = tagger("en")
    if found is None:  # pragma: no cover  the weights are part of the package
        return [False] * len(row)
    tags = found.tag([token.low for token in row], [token.text for token in row])
    return [tag in _FINITE_TAGS or token.low in _ALWAYS for tag, token in zip(tags, row, strict=True)]


#: Forms that the tagger takes for a possessive or splits otherwise.
_ALWAYS: Final = frozenset(("’re", "’ve", "’ll", "isn’t", "aren’t", "wasn’t", "weren’t", "won’t", "can’t", "cannot", "don’t",
    "doesn’t", "didn’t", "hasn’t", "haven’t", "hadn’t", "wouldn’t", "couldn’t", "shouldn’t"))  # fmt: skip


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language that is served."""
    return Grammar(language, cues_of(language, lexicon("sayso.clauses")[language]))


def is_mark(token: Token) -> bool:
    """Whether a token is a mark that parts words."""
    return token.text in _MARKS
