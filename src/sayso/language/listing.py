"""Where the words of a list stand in a text: whole words, beginnings, last parts of compounds and phrases, each with what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, NamedTuple

from .fold import fold
from .lexicon import SERVED, lexicon

_TOKEN: Final = re.compile(r"\w+")
#: What may stand between two words of a phrase.
_JOINED: Final = re.compile(r"[\s’'&/-]{1,3}")
#: What parts sentences, so that no phrase goes on behind it.
_PARTS: Final = re.compile(r"[.;:!?]\s")
_GAP: Final = "…"
#: Words that "…" stands for at most.
_REACH: Final = 8
#: How a word is written in a list: as it stands, as a beginning, as an end, or anywhere within a compound.
_Form = tuple[str, str]


class Found(NamedTuple):
    """Where a listed word stands, and what the list has it for."""

    start: int
    end: int
    label: str


class Line(NamedTuple):
    """A thing of a line of a list: its theme and name, the words that name it in a language, and others that tell of it."""

    theme: str
    name: str
    words: tuple[str, ...]
    told: tuple[str, ...]


def read_lines(name: str, language: str, languages: Sequence[str] = SERVED) -> Iterator[Line]:
    """The list `data/NAME.toml`, one line a thing ("name | English | German | ..."), in one of the languages that are its columns."""
    column = languages.index(language)
    themes: dict[str, str] = lexicon(name)
    for theme, lines in themes.items():
        for line in filter(None, map(str.strip, lines.splitlines())):
            thing, *cells = (cell.strip() for cell in line.split(" | "))
            words, _, told = cells[column].partition(">")
            yield Line(theme, thing, _parted(words), _parted(told))


def _parted(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, (word.strip() for word in cell.split(","))))


class _Token(NamedTuple):
    start: int
    end: int
    word: str


@dataclass(slots=True)
class Listing:
    """Words and phrases with what each stands for; a word may stand for several things.

    A word ends as written, or with "*" in any way; with "*" in front it is the last part of a compound too, and with both any part of it;
    "…" in a phrase stands for up to eight words. Case is nothing.
    """

    _whole: dict[str, list[tuple[Sequence[_Form], str]]] = field(default_factory=dict)
    _begins: dict[str, list[tuple[Sequence[_Form], str]]] = field(default_factory=dict)
    _within: list[tuple[_Form, Sequence[_Form], str]] = field(default_factory=list)

    @classmethod
    def of(cls, entries: Iterable[tuple[str, str]]) -> Listing:
        """A list of entries, each with what it stands for."""
        listing = cls()
        for entry, label in entries:
            first, *rest = _forms(entry)
            kind, word = first
            if kind in {"is", "begins"}:
                table = listing._whole if kind == "is" else listing._begins
                table.setdefault(word, []).append((rest, label))
            else:
                listing._within.append((first, rest, label))
        return listing

    def find(self, text: str) -> list[Found]:
        """All that stands in a text, in order; a word within a longer phrase that is listed is not told by itself."""
        folded = fold(text)
        tokens = [_Token(*match.span(), match.group().lower()) for match in _TOKEN.finditer(folded.text)]
        found = {
            (tokens[at].start, tokens[last].end, label)
            for at in range(len(tokens))
            for last, label in self._at(folded.text, tokens, at)
        }
        return [Found(*folded.place(start, end), label) for start, end, label in sorted(_outermost(found))]

    def _at(self, text: str, tokens: Sequence[_Token], at: int) -> Iterator[tuple[int, str]]:
        word = tokens[at].word
        for rest, label in self._candidates(word):
            last = _follow(text, tokens, at, rest)
            if last is not None:
                yield last, label

    def _candidates(self, word: str) -> Iterator[tuple[Sequence[_Form], str]]:
        yield from self._whole.get(word, ())
        for length in range(1, len(word) + 1):
            yield from self._begins.get(word[:length], ())
        for form, rest, label in self._within:
            if _is(form, word):
                yield rest, label


def _outermost(found: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Those that stand within no other. Cost: that of putting them in order."""
    reached = -1
    for (_, end), same in groupby(sorted(found, key=lambda one: (one[0], -one[1], one[2])), key=lambda one: one[:2]):
        if end > reached:
            reached = end
            yield from same


def _forms(entry: str) -> list[_Form]:
    parts = re.findall(r"\*?\w+\*?|…", fold(entry).text.lower())
    return [_form(part) for part in parts]


def _form(part: str) -> _Form:
    word = part.strip("*")
    if part.startswith("*"):
        return ("within" if part.endswith("*") else "ends", word)
    return ("begins" if part.endswith("*") else "gap" if part == _GAP else "is", word)


def _is(form: _Form, word: str) -> bool:
    kind, listed = form
    if kind == "is":
        return word == listed
    if kind == "begins":
        return word.startswith(listed)
    return listed in word if kind == "within" else word.endswith(listed)


def _follow(text: str, tokens: Sequence[_Token], at: int, rest: Sequence[_Form]) -> int | None:
    """The last word of a phrase whose first stands at `at`, or None where it does not go on so."""
    for number, form in enumerate(rest):
        if form[0] == "gap":
            return _behind(text, tokens, at, rest[number + 1 :])
        following = at + 1
        if following >= len(tokens) or not _is(form, tokens[following].word):
            return None
        if not _JOINED.fullmatch(text[tokens[at].end : tokens[following].start]):
            return None
        at = following
    return at


def _behind(text: str, tokens: Sequence[_Token], at: int, rest: Sequence[_Form]) -> int | None:
    first, *others = rest
    for further in range(at + 1, min(len(tokens), at + _REACH + 2)):
        if _PARTS.search(text[tokens[at].end : tokens[further].start + 1]):
            return None
        if _is(first, tokens[further].word):
            return _follow(text, tokens, further, others)
    return None
