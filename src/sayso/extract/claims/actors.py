"""Who is named in a claim, told by capital letters; the same for every name, whether it has one word or three.

A capital tells nothing at the opening of a sentence, so the words up to the first one without it are passed over there, whoever they name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from sayso.language.lexicon import lexicon
from sayso.language.tokens import Token

from .cues import Cues

_FIRST_PERSON: Final = frozenset(("i", "i’m", "i’ve", "i’d", "i’ll"))
_FULL_NAME: Final = 2
#: Small words within names, or before them.
_TIES: Final = frozenset(
    ("the", "of", "and", "del", "de", "la", "las", "los", "el", "y", "du", "des", "le", "les", "l’", "d’", "et", "’s")
)
#: What a sentence ends with, or opens behind.
_BOUNDS: Final = frozenset('.!?:…“”„«»‹›"\n')


def opens(text: str, start: int) -> bool:
    """Whether a sentence, or what is quoted, begins at a place of a text."""
    before = text[max(0, start - 3) : start].strip(" \t\u00a0\u202f")
    return not before or before[-1] in _BOUNDS


def actor(row: Sequence[Token], lists: Cues, *, opening: bool) -> str | None:
    """The first name of a claim as written; None where there is none. `opening` is whether the claim opens a sentence.

    German writes every noun with a capital: there a person's given name with the word behind it.
    """
    for run in _runs(row[_opening(row) :] if opening else row):
        named = _person(run) if lists.language == "de" else _named(run, lists)
        if named:
            return " ".join(token.text for token in named)
    return None


def _opening(row: Sequence[Token]) -> int:
    """Where the opening of a sentence ends: its first word, and what goes on behind it: "In the South", "Corea del Sur"."""
    at = next((at for at, token in enumerate(row) if token.kind == "word"), len(row)) + 1
    while at < len(row) and row[at].kind in {"word", "clitic"} and (row[at].capital or row[at].low in _TIES):
        at += 1
    return at


def _runs(row: Sequence[Token]) -> Iterator[list[Token]]:
    """Words with a capital that stand side by side."""
    run: list[Token] = []
    for token in row:
        if token.capital and token.kind == "word":
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _named(run: Sequence[Token], lists: Cues) -> Sequence[Token]:
    return [token for token in run if token.low not in _FIRST_PERSON and not lists.has("calendar", token.low)]


@cache
def _given() -> frozenset[str]:
    return frozenset(name for names in lexicon("given")["names"].values() for name in names)


def _person(run: Sequence[Token]) -> Sequence[Token]:
    at = next((at for at, token in enumerate(run) if token.low in _given()), len(run))
    return run[at:] if len(run) - at >= _FULL_NAME else ()
