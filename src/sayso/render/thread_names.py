"""What the documents and sources of a thread are called."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from sayso.language import fold
from sayso.language.words import words
from sayso.model import RestsHow, Thread

from .safe import line

#: A document of the thread, one outside of it, a source that is no document, or text of which nobody knows who had it first.
NodeKind = Literal["document", "beyond", "source", "words"]
_WORDS: Final = "s:text "
_LONGEST: Final = 120
_DAY: Final = 10

#: How one rests on another, in a word or two beside a line, and in full.
HOWS: Final[dict[RestsHow, str]] = {"says": "says so", "links": "links", "takes": "words", "copies": "copy"}
HOWS_TOLD: Final[dict[RestsHow, str]] = {
    "says": "its text lays the claim to it",
    "links": "it links to it",
    "takes": "it has words from it",
    "copies": "it is much the same text",
}


class Published(Protocol):
    """What names a document: an appearance has it, and so has what a join knows of a document."""

    @property
    def outlet(self) -> str | None:
        """The outlet."""
        ...

    @property
    def title(self) -> str | None:
        """The title."""
        ...

    @property
    def uri(self) -> str:
        """Where it is."""
        ...

    @property
    def published(self) -> str | None:
        """When it was published."""
        ...


@dataclass(frozen=True)
class Called:
    """A node of the graph of who rests on whom: its name on one line, its day, where it is. All still to be escaped."""

    name: str
    when: str = ""
    kind: NodeKind = "document"
    uri: str = ""

    @property
    def told(self) -> str:
        """Name and day."""
        return f"{self.name}, {self.when}" if self.when else self.name


class Names:
    """The names of one thread."""

    def __init__(self, thread: Thread, beyond: Mapping[str, Published]) -> None:
        """Take the names that the thread has, and of documents outside of it those of `beyond`, by their ids."""
        self._known = {one.document: called(one) for one in reversed(thread.appearances)}
        self._beyond = beyond
        self._said = {_folded(name): name for one in thread.appearances for name in one.speakers}

    def of(self, node: str) -> Called:
        """What a node is called: a document's id, or `s:` and a source."""
        if node.startswith(_WORDS):
            return Called("the same words, nobody knows whose first", kind="words")
        if node.startswith("s:"):
            name = node.removeprefix("s:")
            return Called(line(self._said.get(name, name), _LONGEST), kind="source")
        if node in self._known:
            return self._known[node]
        if node in self._beyond:
            return called(self._beyond[node], "beyond")
        return Called("a text outside", kind="beyond")


def called(one: Published, kind: NodeKind = "document") -> Called:
    """What a document is called: by its outlet, else its title, else its address."""
    return Called(line(one.outlet or one.title or one.uri, _LONGEST) or "no name", day(one.published), kind, one.uri)


def day(published: str | None) -> str:
    """The day of a date, on one line; empty where there is none."""
    return line((published or "")[:_DAY])


def _folded(name: str) -> str:
    """A source's name as a node has it."""
    return " ".join(words(fold(name).text)) or name.casefold()


def in_two(text: str, most: int) -> tuple[str, ...]:
    """The text on one line, or on two that are parted between words, each in so many letters' room."""
    words_, head = line(text).split(" "), ""
    for at, word in enumerate(words_):
        longer = f"{head} {word}".strip()
        if at and fit(longer, most) != longer:
            return fit(head, most), fit(" ".join(words_[at:]), most)
        head = longer
    return (fit(head, most),)


def fit(text: str, most: int) -> str:
    """The text on one line in so many letters' room; wide letters (Chinese, say) take two. Cut with "…"."""
    flat, room = line(text), most
    for at, letter in enumerate(flat):
        room -= 0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if room < 0:
            return flat[: max(0, at - 1)].rstrip() + "…"
    return flat
