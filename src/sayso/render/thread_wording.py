"""How the claim of a thread is put, each time beside the words that it goes back to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sayso.language import fold
from sayso.language.words import words
from sayso.model import Appearance, Rests, Thread
from sayso.review import Edit, TextChange, edits_of

#: How words go back to others: there are none before; some words are others; hardly a word is the same; in another language.
How = Literal["first", "changed", "other words", "other language"]
#: From this share of the letters on, what differs is more than what is the same, and word by word would tell nothing.
_OTHER: Final = 0.6


@dataclass(frozen=True)
class Wording:
    """Words that one or several appearances have, the earliest first, and those that they are held `against`.

    `rests` says that the first of them is known to rest on it; else it is the first of the thread. `change` holds the words that differ, where
    they are worth being marked.
    """

    appearances: tuple[Appearance, ...]
    how: How
    against: Appearance | None = None
    rests: bool = False
    change: TextChange | None = None

    @property
    def first(self) -> Appearance:
        """The earliest that has these words."""
        return self.appearances[0]


def wordings(thread: Thread) -> tuple[Wording, ...]:
    """The wordings of a thread in the order in which they appear; those whose words are the same are one."""
    same: dict[tuple[str, tuple[str, ...]], list[Appearance]] = defaultdict(list)
    for one in thread.appearances:
        same[_key(one)].append(one)
    before = _Before(thread)
    return tuple(_wording(members, before) for members in same.values())


def _key(one: Appearance) -> tuple[str, tuple[str, ...]]:
    """Language and words, without case and accents."""
    return _language(one), tuple(words(fold(one.span.text).text)) or (one.span.text,)


def _language(one: Appearance) -> str:
    return one.language.partition("-")[0].lower()


class _Before:
    """What each appearance goes back to: one that its document has words from, else one that it rests on, else the first."""

    def __init__(self, thread: Thread) -> None:
        self._order = {one.id: at for at, one in enumerate(thread.appearances)}
        self._of: dict[str, list[Appearance]] = defaultdict(list)
        for one in thread.appearances:
            self._of[one.document].append(one)
        self._first = next((one for one in thread.appearances if one.id == thread.first), thread.appearances[0])
        self._rests: Mapping[str, Sequence[Rests]] = _by_document(thread)

    def of(self, one: Appearance) -> tuple[Appearance, bool]:
        """The appearance, and whether it is known to rest on it."""
        found = [
            (not {"takes", "copies"} & set(rest.how), self._order[other.id], other)
            for rest in self._rests.get(one.document, ())
            for other in self._of.get(rest.on, ())
            if other.document != one.document
        ]
        return (min(found, key=lambda each: each[:2])[2], True) if found else (self._first, False)


def _by_document(thread: Thread) -> Mapping[str, Sequence[Rests]]:
    found: dict[str, list[Rests]] = defaultdict(list)
    for rest in thread.origins.rests if thread.origins else ():
        found[rest.document].append(rest)
    return found


def _wording(members: Sequence[Appearance], before: _Before) -> Wording:
    against, rests = before.of(members[0])
    if _key(against) == _key(members[0]):
        return Wording(tuple(members), "first")
    if _language(against) != _language(members[0]):
        return Wording(tuple(members), "other language", against, rests)
    edits = edits_of(against.span, members[0].span)
    if _share(edits, against, members[0]) > _OTHER:
        return Wording(tuple(members), "other words", against, rests)
    change = TextChange(how="changed", old=against.span, new=members[0].span, edits=edits)
    return Wording(tuple(members), "changed", against, rests, change)


def _share(edits: Sequence[Edit], one: Appearance, other: Appearance) -> float:
    changed = sum(len(side.text) for edit in edits for side in (edit.old, edit.new) if side)
    return changed / max(1, len(one.span.text) + len(other.span.text))
