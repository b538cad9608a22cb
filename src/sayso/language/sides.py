"""Names of nations, creeds and parties read as one another, so that nothing that is learned can depend on which of them stands there.

The lists stand in `data/sides.toml`, by language and grammatical form; what reads claims reads each name of a row as the row's first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.language.lexicon import lexicon

_WORD: Final = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Side:
    """A name among a text's words: its first and last word, and the name that it is read as."""

    first: int
    last: int
    read_as: str


Known = tuple[tuple[str, ...], str]
Names = Mapping[str, tuple[Known, ...]]


@cache
def _names(language: str) -> Names:
    """By its first word: the words of each name of a language, longest first, and what it is read as."""
    found: dict[tuple[str, ...], Known] = {}
    tables = lexicon("sides")
    for names in tables.get(language, {}).values():
        for name in names:
            for written, read_as in ((name, names[0]), (_capital(name), _capital(names[0]))):
                words = tuple(_WORD.findall(written))
                found.setdefault(words, (words, read_as))
    by_first: dict[str, list[Known]] = {}
    for words, known in found.items():
        by_first.setdefault(words[0], []).append(known)
    return {first: tuple(sorted(group, key=lambda one: -len(one[0]))) for first, group in by_first.items()}


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def sides(words: Sequence[str], language: str) -> Iterator[Side]:
    """The names in a row of words, in order, none across another. Cost: linear in the number of words."""
    names, past = _names(language), 0
    if names.keys().isdisjoint(words):
        return
    for at, word in enumerate(words):
        if at < past or word not in names:
            continue
        for parts, read_as in names[word]:
            if tuple(words[at : at + len(parts)]) == parts:
                yield Side(at, at + len(parts) - 1, read_as)
                past = at + len(parts)
                break


def evened(text: str, language: str) -> str:
    """A text with each name of a nation, creed or party as its row's first. Cost: linear in its length."""
    words = list(_WORD.finditer(text))
    read, past = list[str](), 0
    for side in sides([word[0] for word in words], language.partition("-")[0]):
        read += [text[past : words[side.first].start()], side.read_as]
        past = words[side.last].end()
    return "".join([*read, text[past:]])
