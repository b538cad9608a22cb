"""What reading a corpus costs by its size: documents per CPU-second, what a document costs where there are ten times as many, memory, disk.

The texts are made (`scale_texts`): 30 sentences each, four languages, a figure in every sentence, which is more than news has. Their words are
made of syllables, of which a tokenizer makes more pieces than of real ones, so that encoders take longer. The CPU time is that of
all processes, with what they start; what they take to load word lists and weights is measured by a corpus of a document a process, and taken off.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from sayso.cores import cores
from sayso.engine import Settings
from sayso.follow import STEM, Depth, read_corpus
from sayso.pipeline import Progress, no_progress

from .result import Measure, Outcome
from .room import notes, room
from .scale_texts import MadeTexts
from .spent import cpu_time

SIZE: Final = 10_000
#: Documents that are read in full, and by all rules: those take longer.
_FULL: Final = 0.01
_RULES: Final = 0.05
_FEWEST: Final = 20


class Spent(NamedTuple):
    """What a reading took: CPU seconds, the wall's seconds, the most memory of a process, and the bytes that it wrote."""

    cpu: float
    wall: float
    memory: int
    disk: int


def measure_follow_read(
    data: Path, progress: Progress = no_progress, _peers: Path | None = None, *, size: int = SIZE
) -> Outcome:
    """Measure with a tenth of `size` documents and with all, in a folder of its own within `data`, which is deleted in the end.

    Raises UsageError where there is no such folder, or where `size` is less than 20.
    """
    with room(data, "follow", size, fewest=_FEWEST, what="the corpus") as folder:
        return Outcome(tuple(_measured(folder, size, progress)), notes=notes("texts"))


def _measured(folder: Path, size: int, progress: Progress) -> Iterator[Measure]:
    few, full, rules = size // 10, max(cores(), round(size * _FULL)), max(cores(), round(size * _RULES))
    progress("figures, a tenth", 0, 4)
    small, start = _both(folder, few, "figures")
    progress("figures, all", 1, 4)
    large = read_made(folder, size + cores(), "figures")
    costs = [each(small, start, few), each(large, start, size)]
    yield Measure("figures", 1 / costs[1], size, "documents per CPU-second, figures alone")
    yield Measure("figures.tenth", 1 / costs[0], few, "the same of a tenth of them")
    yield Measure("growth", costs[1] / costs[0], size, "what a document costs, to what it costs in a tenth: 1 is flat")
    yield Measure(
        "wall", size / large.wall, size, "documents per second by the clock, with all processes and their start"
    )
    yield Measure("memory.tenth", small.memory / 1e6, few, "most memory of a process, a tenth of the documents")
    yield Measure("memory", large.memory / 1e6, size, "the same of all")
    yield Measure("disk", large.disk / 1e6, size, "ledgers with their texts, as written")
    progress("all rules", 2, 4)
    yield Measure(
        "rules", 1 / each(*_both(folder, rules, "rules"), rules), rules, "documents per CPU-second, all rules"
    )
    progress("in full", 3, 4)
    both = _both(folder, full, "full")
    yield Measure("full", 1 / each(*both, full), full, "documents per CPU-second, with encoders")
    yield Measure("memory.full", both[0].memory / 1e6, full, "most memory of a process, with encoders")


def _both(folder: Path, count: int, depth: Depth) -> tuple[Spent, Spent]:
    """What so many documents take, beside as many as there are processes, and what those take."""
    return read_made(folder, count + cores(), depth), read_made(folder, cores(), depth)


def each(spent: Spent, start: Spent, count: int) -> float:
    """CPU seconds a document, less what starting takes."""
    return max(spent.cpu - start.cpu, 1e-9) / count


def read_made(folder: Path, count: int, depth: Depth, texts: MadeTexts | None = None) -> Spent:
    """Read so many made documents, of 30 sentences if not said otherwise, in a file for each process."""
    corpus, out = folder / "corpus", folder / "out"
    corpus.mkdir()
    write_texts(corpus, count, texts)
    cpu, wall = cpu_time(), time.monotonic()
    done = read_corpus([str(corpus)], out, depth=depth, settings=Settings(cores(), seconds=600))
    spent = Spent(
        cpu_time() - cpu, time.monotonic() - wall, done.summary.memory, sum(one.size for one in done.summary.shards)
    )
    read = done.summary.counts["documents"]
    assert read == count, f"{read} of {count} documents were read"  # noqa: S101  else the measure is none
    assert (out / f"{STEM}.json").is_file()  # noqa: S101  the same
    shutil.rmtree(corpus)
    shutil.rmtree(out)
    return spent


def write_texts(corpus: Path, count: int, texts: MadeTexts | None = None) -> None:
    """Write so many made documents into a folder, in a file for each process."""
    texts, files = texts or MadeTexts(), cores()
    for file in range(files):
        with (corpus / f"{file}.jsonl").open("w", encoding="utf-8") as lines:
            for number in range(file, count, files):
                doc = texts.document(number).document
                lines.write(json.dumps({"text": doc.text, "url": doc.uri, "title": doc.title}) + "\n")
