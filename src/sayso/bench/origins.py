"""Histories of figures and independent origins against our own set with known truth (`data/threads-news`).

Which articles are of one thread is taken from the set, so that nothing here rests on how threads are found; all else is read by the pipeline in
full. What was missed is told for the parts to develop on alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

from sayso.across import find_reuse, histories, origins
from sayso.across.claim_rows import appearances_of
from sayso.model import (
    Analysis,
    Appearance,
    Block,
    ChangeKind,
    Document,
    Figure,
    FigureHistory,
    FoundReuse,
    Link,
    Origins,
    text_id,
)
from sayso.pipeline import Progress, analyse, no_progress
from sayso.reading import Reading, split_sentences

from .result import Measure, Miss, Outcome, hash_note
from .reuse import read_rows

SPLITS: Final = ("dev", "test", "fresh", "aside")
#: Those of which misses are told.
_OPEN: Final = ("dev", "fresh")
_KINDS: Final[tuple[ChangeKind, ...]] = get_args(ChangeKind)

Row = dict[str, Any]


def measure_origins(data: Path, progress: Progress = no_progress, peers: Path | None = None) -> Outcome:
    """Measure on the folder of the set; there are no `peers`. Raises UsageError where a file is missing."""
    del peers
    paths = [data / f"{half}{part}.jsonl" for half in SPLITS for part in ("", ".threads")]
    measures: list[Measure] = []
    misses: list[Miss] = []
    for half, (articles, threads) in zip(SPLITS, zip(paths[::2], paths[1::2], strict=True), strict=True):
        rows, truth = (read_rows(path, "threads-news") for path in (articles, threads))
        found = _found(rows, truth, half, progress)
        measures += [*_of_steps(found, half), *_of_loops(found, half), *_of_origins(found, half)]
        misses += [miss for one in found for miss in one.misses(half)] if half in _OPEN else []
    return Outcome(tuple(measures), tuple(misses), (hash_note(paths),))


@dataclass(frozen=True)
class Found:
    """A thread with what is known of it, and what was found."""

    truth: Row
    places: Mapping[str, Sequence[tuple[int, int, int]]]
    appearances: Mapping[str, Appearance]
    histories: tuple[FigureHistory, ...]
    origins: Origins

    def known(self) -> dict[str, Row]:
        """The known steps by the article to which they lead."""
        return {step["after"]: step for step in self.truth["steps"]}

    def told(self) -> dict[str, Step]:
        """The steps found by the article to which they lead: of several one that is right, if there is one."""
        known, told = self.known(), dict[str, Step]()
        for history in self.histories:
            for step in history.steps:
                before, after = history.points[step.before], history.points[step.after]
                article = self.appearances[after.appearance].document
                if not self.is_asked(article, after.figure):
                    continue
                own = Step(
                    self.appearances[before.appearance].document, article, before.figure, step.kinds, step.because
                )
                if article not in told or self.is_right(known.get(article), own):
                    told[article] = own
        return told

    def figure(self, article: str) -> Figure | None:
        """The figure of an article that stands in a history."""
        points = (point for history in self.histories for point in history.points)
        own = (point.figure for point in points if self.appearances[point.appearance].document == article)
        return next((figure for figure in own if self.is_asked(article, figure)), None)

    def is_asked(self, article: str, figure: Figure) -> bool:
        """Whether a figure is the one of which something is known."""
        return any(figure.start < end and start < figure.end for start, end, _ in self.places[article])

    def is_right(self, step: Row | None, told: Step | None) -> bool:
        """Whether a step has the known kinds, and leads from the known article or from one with the same figure."""
        return (
            step is not None and told is not None and set(told.kinds) == set(step["kinds"]) and self.is_from(step, told)
        )

    def is_from(self, step: Row, told: Step) -> bool:
        """Whether it leads from the known article, or from one with the same figure."""
        if told.before == step["before"]:
            return True
        figure = self.figure(step["before"])
        return figure is not None and _value(figure) == _value(told.figure)

    def loops(self) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
        """The circles that are known and those that were found."""
        return {tuple(some) for some in self.truth["loops"]}, set(self.origins.loops)

    def counts(self) -> tuple[bool, bool]:
        """Whether the number of origins is the known one, and whether the documents among them are, too."""
        known, told = (
            {one for one in some if not one.startswith("s:")} for some in (self.truth["roots"], self.origins.roots)
        )
        right = self.origins.count == self.truth["count"]
        return right, right and known == told

    def rests(self) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """Which documents rest on which: those known, and those told."""
        known = {(one["document"], one["on"]) for one in self.truth["rests"]}
        told = {(one.document, one.on) for one in self.origins.rests}
        return {pair for pair in known if not _is_source(pair)}, {pair for pair in told if not _is_source(pair)}

    def misses(self, half: str) -> Iterator[Miss]:
        """What is wrong or was not found."""
        told = self.told()
        for article, step in self.known().items():
            if not self.is_right(step, told.get(article)):
                what = f"{article}: {'+'.join(step['kinds'])} from {step['before']}"
                yield Miss(f"{half}.steps", what, str(told.get(article)))
        if self.rests()[0] != self.rests()[1]:
            known, own = self.rests()
            yield Miss(f"{half}.rests", f"{self.truth['id']}: lacks {sorted(known - own)}", str(sorted(own - known)))
        if self.loops()[0] != self.loops()[1]:
            yield Miss(f"{half}.loops", f"{self.truth['id']}: {self.truth['loops']}", str(self.origins.loops))
        if not all(self.counts()):
            what = f"{self.truth['id']}: {self.truth['count']} {self.truth['roots']}"
            yield Miss(f"{half}.origins", what, f"{self.origins.count} {self.origins.roots} {self.origins.because}")


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was found: from which article to which, from which figure, and what it is."""

    before: str
    after: str
    figure: Figure
    kinds: tuple[ChangeKind, ...]
    because: str

    def __str__(self) -> str:
        return f"{'+'.join(self.kinds) or 'unknown'} from {self.before}: {self.because}"


def _is_source(pair: tuple[str, str]) -> bool:
    return any(one.startswith("s:") for one in pair)


def _value(figure: Figure) -> tuple[object, ...]:
    return figure.kind, figure.low, figure.high, figure.approximate, figure.unit, figure.currency


# -- what is found


def _found(articles: Sequence[Row], threads: Sequence[Row], half: str, progress: Progress) -> list[Found]:
    by_thread: dict[str, list[Row]] = defaultdict(list)
    for row in articles:
        by_thread[row["thread"]].append(row)
    found = []
    for at, truth in enumerate(threads):
        progress(f"threads of {half}", at, len(threads))
        found.append(thread_of(truth, by_thread[truth["id"]]))
    return found


def thread_of(truth: Row, rows: Sequence[Row]) -> Found:
    """What is found in a thread: all its articles are read, its members appear in it."""
    read = {row["id"]: as_analysis(row) for row in rows}
    appearances = [one for row in rows if row["member"] for one in _known(read[row["id"]], row["figures"])]
    reuse: FoundReuse = find_reuse(list(read.values()))
    rested = origins(appearances, read.values(), reuse)
    places = {row["id"]: row["figures"] for row in rows}
    return Found(truth, places, {one.id: one for one in appearances}, histories(appearances, rested.rests), rested)


def as_analysis(row: Row) -> Analysis:
    """An article of the set as if it had been read from the web, in full."""
    text = row["text"]
    blocks = tuple(
        Block(start=start, end=end, kind="paragraph" if at else "title")
        for at, (start, end) in enumerate(row["blocks"])
    )
    doc = Document(
        id=row["id"],
        text_id=text_id(text),
        uri=row["uri"],
        title=row["title"],
        outlet=row["outlet"],
        published=row["published"],
        language=row["language"],
        text=text,
        links=tuple(Link(start=start, end=end, href=href) for start, end, href in row["links"]),
        blocks=blocks,
    )
    return analyse(Reading(document=doc, sentences=split_sentences(text, blocks, doc.language)))


def _known(read: Analysis, figures: Sequence[tuple[int, int, int]]) -> Iterator[Appearance]:
    """The claims of an article that hold a known figure, as they appear in the thread."""
    for one in appearances_of(read):
        if any(start < one.span.end and one.span.start < end for start, end, _ in figures):
            yield one


# -- measures


def _of_steps(found: Sequence[Found], half: str) -> Iterator[Measure]:
    """Every kind of every step counts once; steps to figures that are not known are invented."""
    known, told, right, from_right = Counter[str](), Counter[str](), Counter[str](), 0
    exact = changed = changed_right = total = 0
    for one in found:
        steps, own = one.known(), one.told()
        total += len(steps)
        for article in {*steps, *own}:
            step, mine = steps.get(article), own.get(article)
            known.update(step["kinds"] if step else ())
            told.update(mine.kinds if mine else ())
            fits = step is not None and mine is not None and one.is_from(step, mine)
            from_right += fits
            right.update(set(step["kinds"]) & set(mine.kinds) if step and mine and fits else ())
            exact += one.is_right(step, mine)
            if step and step["kinds"] != ["same"]:
                changed += 1
                changed_right += one.is_right(step, mine)
    yield Measure(
        f"{half}.changes", changed_right / max(1, changed), changed, "seeded changes found and typed, all kinds of each"
    )
    yield Measure(f"{half}.steps", exact / max(1, total), total, "steps found and typed, those without a change too")
    yield Measure(f"{half}.from", from_right / max(1, total), total, "steps that go back to the right figure")
    for kind in _KINDS:
        yield Measure(
            f"{half}.{kind}.P",
            right[kind] / told[kind] if told[kind] else 0.0,
            told[kind],
            f"{kind}: of those told, right",
        )
        yield Measure(
            f"{half}.{kind}.R",
            right[kind] / known[kind] if known[kind] else 0.0,
            known[kind],
            f"{kind}: of those known, told",
        )


def _of_loops(found: Sequence[Found], half: str) -> Iterator[Measure]:
    known = sum(len(one.loops()[0]) for one in found)
    right = sum(len(one.loops()[0] & one.loops()[1]) for one in found)
    invented = sum(len(one.loops()[1] - one.loops()[0]) for one in found)
    yield Measure(f"{half}.loops.R", right / known if known else 0.0, known, "circles found, with all their documents")
    yield Measure(f"{half}.loops.invented", invented, len(found), "circles that are none, of all threads")


def _of_origins(found: Sequence[Found], half: str) -> Iterator[Measure]:
    counts = [one.counts() for one in found]
    n = len(found)
    yield Measure(
        f"{half}.origins", sum(right for right, _ in counts) / max(1, n), n, "threads whose number of origins is right"
    )
    yield Measure(
        f"{half}.origins.which", sum(both for _, both in counts) / max(1, n), n, "and the documents among them, too"
    )
    known, told = ({pair for one in found for pair in one.rests()[side]} for side in (0, 1))
    right = len(known & told)
    yield Measure(f"{half}.rests.P", right / max(1, len(told)), len(told), "documents said to rest on another: right")
    yield Measure(f"{half}.rests.R", right / max(1, len(known)), len(known), "documents that rest on another: said")
