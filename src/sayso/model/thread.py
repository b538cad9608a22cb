"""One claim across many documents: where it appears, how its figures changed, and on how many origins it rests."""

from __future__ import annotations

from typing import Literal

from .figure import Figure
from .span import Entry, Made, Span

#: How the figure of a later appearance differs from the one that it goes back to.
ChangeKind = Literal[
    "same",
    "rounded",
    "made_exact",
    "bound_dropped",
    "bound_added",
    "scope_changed",
    "unit_changed",
    "digit_slip",
    "grown",
    "shrunk",
]
#: How one document is known to rest on another, or on a source that is no document of the corpus.
RestsHow = Literal["says", "links", "takes", "copies"]


class Appearance(Entry, frozen=True, kw_only=True):
    """A claim as one document has it.

    `id` names the place (`a:` and a hash of document and span), `document` and `claim` are the ids of its ledger. `speakers` are the names of
    those it is laid to, outermost first; a source without a name is named by its words ("experts"). `figures` are those of the claim.
    """

    id: str
    document: str
    claim: str
    span: Span
    language: str = "und"
    outlet: str | None = None
    title: str | None = None
    uri: str
    published: str | None = None
    speakers: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


class FigureStep(Entry, frozen=True, kw_only=True):
    """What became of a figure on its way from one appearance to a later one: `before` and `after` are indices of the history's points."""

    before: int
    after: int
    kinds: tuple[ChangeKind, ...]
    because: str


class FigurePoint(Entry, frozen=True, kw_only=True):
    """A figure at one appearance (its id), with who is said to say it."""

    appearance: str
    published: str | None = None
    figure: Figure
    sources: tuple[str, ...] = ()


class FigureHistory(Entry, frozen=True, kw_only=True):
    """One figure of a thread in the order of its dates; points without a date come last. Each point but the first has the step that led to it."""

    id: str
    counted: str
    points: tuple[FigurePoint, ...]
    steps: tuple[FigureStep, ...] = ()


class Rests(Entry, frozen=True, kw_only=True):
    """That a document of a thread rests on another one (`on` is its id), or on a source of another kind (`on` is `s:` and its folded name).

    `document` is such a source, too, where a text says whom that has it from. `s:text` and a hash is text that several documents have, and of
    which it is unknown who had it first.
    """

    document: str
    on: str
    how: tuple[RestsHow, ...]
    because: str


class Origins(Entry, frozen=True, kw_only=True):
    """On what a thread rests in the end.

    `roots` are documents and sources that rest on nothing else that is known; `loops` are circles of documents that rest on each other, each
    counted as one origin that is nobody's; `count` is how many origins are independent, and `because` how that was counted.
    """

    count: int
    roots: tuple[str, ...]
    loops: tuple[tuple[str, ...], ...] = ()
    rests: tuple[Rests, ...] = ()
    because: str


class Thread(Entry, frozen=True, kw_only=True):
    """The appearances of one claim, in the order of their dates, in whatever words and languages.

    `first` is the appearance that is dated first, or the first by document where none is dated. `because` says what holds them together.
    """

    id: str
    first: str
    appearances: tuple[Appearance, ...]
    histories: tuple[FigureHistory, ...] = ()
    origins: Origins | None = None
    because: str
    made: Made
