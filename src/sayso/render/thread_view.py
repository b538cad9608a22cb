"""A thread made ready for its page: words, rows and drawings, laid out in the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sayso.model import Appearance, FigureHistory, Thread

from .safe import line
from .thread_graph import Graph, RestsRow, graph_of, rests_rows
from .thread_names import Called, Names, Published, called, day
from .thread_plot import FigureRow, Plot, figure_rows, plot_of
from .thread_wording import Wording, wordings
from .words import count, language_name


@dataclass(frozen=True)
class FigureView:
    """One figure of a thread: what it counts, its drawing, its table."""

    counted: str
    plot: Plot
    rows: list[FigureRow]


@dataclass(frozen=True)
class ThreadView:
    """A thread, and what is shown of it. All words are still to be escaped.

    `beyond` are documents outside of it that it rests on, by their ids; `places` where documents of it can be read on the desk, by appearance.
    """

    thread: Thread
    beyond: Mapping[str, Published] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def at(self) -> dict[str, Appearance]:
        """The appearances by their ids."""
        return {one.id: one for one in self.thread.appearances}

    @cached_property
    def first(self) -> Appearance:
        """The appearance that names the thread."""
        return self.at.get(self.thread.first, self.thread.appearances[0])

    @property
    def head(self) -> str:
        """How many texts, in what languages, from when to when."""
        return thread_words(self.thread)

    @property
    def origins(self) -> str:
        """On how many origins it rests: "1 independent origin"; empty where that is not known."""
        known = self.thread.origins
        return "" if known is None else count(known.count, "independent origin")

    @cached_property
    def because(self) -> list[str]:
        """How the origins were counted, a sentence an entry."""
        known = self.thread.origins
        return [] if known is None else [line(part) for part in known.because.split("\n") if part.strip()]

    @cached_property
    def names(self) -> Names:
        """What documents and sources are called."""
        return Names(self.thread, self.beyond)

    @cached_property
    def graph(self) -> Graph | None:
        """Who rests on whom."""
        return graph_of(self.thread, self.names)

    @cached_property
    def rests(self) -> list[RestsRow]:
        """The same as a table."""
        return rests_rows(self.thread.origins, self.names) if self.thread.origins else []

    @cached_property
    def roots(self) -> list[Called]:
        """The origins, as they are called."""
        return [self.names.of(root) for root in self.thread.origins.roots] if self.thread.origins else []

    @cached_property
    def circles(self) -> list[list[Called]]:
        """The circles of documents that rest on each other."""
        return (
            [[self.names.of(one) for one in loop] for loop in self.thread.origins.loops] if self.thread.origins else []
        )

    @cached_property
    def figures(self) -> list[FigureView]:
        """The figures that more than one appearance has."""
        return [self._figure(one) for one in self.thread.histories if one.points]

    def _figure(self, history: FigureHistory) -> FigureView:
        return FigureView(line(history.counted, 160), plot_of(history, self.at), figure_rows(history, self.at))

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """How it is put."""
        return wordings(self.thread)

    @staticmethod
    def called(one: Appearance) -> Called:
        """What an appearance's document is called."""
        return called(one)


def thread_words(thread: Thread) -> str:
    """A thread in a line: "7 appearances in 7 documents, German and English, 2026-03-30 to 2026-04-08"."""
    documents = {one.document for one in thread.appearances}
    days = sorted({day(one.published) for one in thread.appearances} - {""})
    span = "" if not days else days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    tongues = sorted({language_name(one.language) for one in thread.appearances})
    many = f"{count(len(thread.appearances), 'appearance')} in {count(len(documents), 'document')}"
    return "; ".join(filter(None, (many, ", ".join(tongues), span or "undated")))
