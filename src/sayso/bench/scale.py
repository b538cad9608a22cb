"""What an index costs by its size: written, kept, searched, added to; with SQLite's FTS5, bm25s and LanceDB in the same run.

The texts are made (`scale_texts`), so any size can be asked for. The CPU time is that of the whole process, with the threads of the
libraries. Passages are written in one go; at a twentieth, a fifth and a half of them what was spent so far is noted, and
the slope is that of the line through the logarithms of passages and CPU time: 1 where a passage costs the same however many there are.
Searches run in processes of their own, so that their memory is their own; the system's cache of the files is thrown away before cold ones.
"""

from __future__ import annotations

import json
import math
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace

from sayso.evidence import Index, passages_of
from sayso.extract.figures import find_figures
from sayso.model import UsageError
from sayso.pipeline import Progress, analyse, no_progress
from sayso.reading import read_text

from .peers import peers_in
from .result import Measure, Outcome
from .scale_fts import search_fts
from .scale_meaning import MadeMeaning
from .scale_texts import SENTENCES, MadeTexts, claimed, most_memory, percentile

SIZE: Final = 20_000
#: Passages of a made document: its sentences and its title.
_EACH: Final = SENTENCES + 1
_SHARES: Final = (0.05, 0.2, 0.5, 1.0)
#: Passages that are read by our own reader, which is slow beside writing.
_READ: Final = 3_000
_CLAIMS: Final = 300
_COLD: Final = 15
_ARTICLES: Final = 3
_CHANGES: Final = 12
_MEGA: Final = 1_000_000


def measure_scale(
    data: Path, progress: Progress = no_progress, peers: Path | None = None, *, size: int = SIZE
) -> Outcome:
    """Measure with `size` passages in a folder of its own within the folder `data`, which is deleted in the end.

    Raises UsageError where there is no such folder, or where `size` is less than 1,000 passages.
    """
    if not data.is_dir():
        raise UsageError("missing", f"there is no folder {data}", "--data is a folder with room for the index")
    if size < 1_000:  # noqa: PLR2004
        raise UsageError("usage", f"{size} passages tell nothing", "ask for at least --size 1000")
    folder = Path(tempfile.mkdtemp(prefix="sayso-scale-", dir=data))
    notes = ["the texts are made, the same every time; disk and memory in millions of bytes"]
    try:
        texts, documents = MadeTexts(), math.ceil(size / _EACH)
        found = [*_written(folder, texts, documents, progress), *_read(texts)]
        progress("searching", 0, 1)
        found += [*_searched(folder, documents), *_changed(folder, texts, documents)]
        found += _fused(folder, documents, notes, progress)
        progress("SQLite FTS5", 0, 1)
        asked = _asked(folder, texts, documents)
        found += told(search_fts(folder, asked), "SQLite FTS5")
        found += _peers(peers, asked, notes, progress)
        return Outcome(tuple(found), notes=tuple(notes))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _written(folder: Path, texts: MadeTexts, documents: int, progress: Progress) -> Iterator[Measure]:
    """What writing costs, with the figures given."""
    with Index.create(None) as small:  # word lists are loaded once, whatever the size
        small.add_many(((texts.document(number), "h") for number in range(8)), "bench")
        small.passages()
    steps = sorted({max(1, round(share * documents)) for share in _SHARES})
    spent, curve, begin = 0.0, [], 0
    with Index.create(folder / "index") as index:
        for step in steps:
            for number in range(begin, step, 100):
                progress("writing", number, documents)
                some = [(texts.document(one), "h") for one in range(number, min(number + 100, step))]
                spent += _cpu(partial(index.add_many, some, "bench"))
            spent += _cpu(index.commit)
            curve.append((index.passages(), spent))
            begin = step
    count, memory = curve[-1][0], most_memory()
    yield Measure("written", count / spent, count, "passages per CPU-second: words, names and the figures given")
    yield Measure("slope", slope(curve), count, "of CPU time by passages, both as logarithms: 1 is flat")
    yield Measure("memory.writing", memory, count, "most memory of the process that writes")
    yield Measure("disk.store", _size([folder / "index" / "sayso.sqlite"]), count, "the truth: texts and entries")
    yield Measure("disk.words", _size((folder / "index" / "words").iterdir()), count, "made from it")


def slope(curve: Sequence[tuple[float, float]]) -> float:
    """The slope of the line through the logarithms, by least squares; 1 for a single point."""
    if len(curve) < 2:  # noqa: PLR2004
        return 1.0
    sizes, costs = zip(*[(math.log(size), math.log(cost)) for size, cost in curve], strict=True)
    return statistics.linear_regression(sizes, costs).slope


def _read(texts: MadeTexts) -> Iterator[Measure]:
    """What it costs to read the figures too, and all that is read of a source document."""
    numbers = range(math.ceil(_READ / _EACH))
    given = [texts.document(number) for number in numbers]
    analyse(read_text(given[0].document.text, uri="first.txt"), tagger=False)  # word lists are loaded once
    plain = [one.document for one in given]

    def figures() -> None:
        with Index.create(None) as index:
            read = (replace(one, figures=find_figures(one.document, one.sentences)) for one in given)
            index.add_many(((one, "h") for one in read), "bench")
            index.commit()

    def whole() -> None:
        with Index.create(None) as index:
            index.add_many(((analyse(read_text(doc.text, uri=doc.uri), tagger=False), "h") for doc in plain), "bench")
            index.commit()

    count = sum(len(passages_of(one)) for one in given)
    yield Measure("written.figures", count / _cpu(figures), count, "passages per CPU-second, figures read by us")
    yield Measure("written.all", count / _cpu(whole), count, "passages per CPU-second, figures, say-so and claims read")


def _searched(folder: Path, documents: int) -> Iterator[Measure]:
    told = _in_processes(folder, documents)
    yield Measure("opening.cold_ms", told["opening_cold"], 1, "opening, files not in memory")
    yield Measure("opening.ms", told["opening"], 1, "opening again")
    yield Measure("search.cold_p50_ms", told["cold_p50"], _COLD, "one claim in a new process, files not in memory")
    yield Measure("search.cold_p95_ms", told["cold_p95"], _COLD, "the same")
    yield Measure("search.p50_ms", told["p50"], _CLAIMS, "one claim, warm, each another")
    yield Measure("search.p95_ms", told["p95"], _CLAIMS, "the same")
    yield Measure("search.cpu_p50_ms", told["cpu_p50"], _CLAIMS, "its CPU time, which a busy machine changes less")
    yield Measure("search.cpu_p95_ms", told["cpu_p95"], _CLAIMS, "the same")
    yield Measure("search.first", told["first"], _CLAIMS, "the passage from which the claim was made is the first")
    yield Measure("memory.serving", told["memory"], 1, "most memory of a process that searches")


def _in_processes(folder: Path, documents: int) -> dict[str, float]:
    cold = [_in_process(folder, documents, "cold", str(number)) for number in range(_COLD)]
    times = [one["search"] for one in cold]
    return {
        **_in_process(folder, documents, "warm", str(_CLAIMS)),
        "opening_cold": statistics.median(one["opening"] for one in cold),
        "cold_p50": percentile(times, 0.5),
        "cold_p95": percentile(times, 0.95),
    }


def _in_process(folder: Path, documents: int, *how: str) -> dict[str, float]:
    command = [sys.executable, "-m", "sayso.bench.scale_search", str(folder / "index"), str(documents), *how]
    told: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)  # noqa: S603
    return told


def _fused(folder: Path, documents: int, notes: list[str], progress: Progress) -> Iterator[Measure]:
    """What it costs to search by words and by meaning together, with made vectors of the passages and the encoder on the query."""
    from sayso.language.meaning import meaning_reader

    if meaning_reader() is None:
        notes.append("without the encoder's weights, search by words and meaning together is not measured")
        return
    made = MadeMeaning()
    with Index.open(folder / "index", encoder=lambda: made) as index:
        count = index.passages()
        spent = _cpu(partial(index.make_vectors, progress))
        yield Measure("vectors.kept", count / spent, count, "passages per CPU-second: made vectors made, and kept")
    yield Measure(
        "disk.vectors",
        _size([one for one in (folder / "index").rglob("*") if "vectors" in str(one)]),
        count,
        "of all passages",
    )
    told = _in_process(folder, documents, "fused", str(_CLAIMS))
    for name in ("p50", "p95", "cpu_p50", "cpu_p95"):
        note = "one claim by words and meaning, warm, with the encoder on the claim"
        yield Measure(f"fused.{name}_ms", told[name], _CLAIMS, note if name == "p50" else "the same")
    yield Measure("fused.first", told["first"], _CLAIMS, "the passage from which the claim was made is the first")
    yield Measure("memory.fused", told["memory"], 1, "most memory of a process that searches so")
    progress("tracing an article", 0, 1)
    told = _in_process(folder, documents, "article", str(_ARTICLES))
    note = "an article of 900 words read and traced by words and meaning, warm"
    yield Measure("article.s", told["wall"], _ARTICLES, note)
    yield Measure("article.cpu_s", told["cpu"], _ARTICLES, "its CPU time")
    yield Measure("article.claims", told["claims"], _ARTICLES, "claims that were traced, of an article")
    yield Measure("memory.article", told["memory"], 1, "most memory of a process that traces so")


def _changed(folder: Path, texts: MadeTexts, documents: int) -> Iterator[Measure]:
    """What it costs to add one document, and to remove one: opened, changed, found or gone, closed."""

    def add(number: int) -> None:
        with Index.open(folder / "index") as index:
            index.add(texts.document(documents + number), "h", "bench")

    def remove(number: int) -> None:
        with Index.open(folder / "index") as index:
            index.remove(texts.document(documents + number).document.uri)

    for name, change in (("add", add), ("remove", remove)):
        spent = [_both(partial(change, number)) for number in range(_CHANGES)]
        walls = [wall for wall, _ in spent]
        yield Measure(f"{name}.s", statistics.median(walls), _CHANGES, "one document: opened, changed, closed")
        yield Measure(f"{name}.worst_s", max(walls), _CHANGES, "the longest")
        yield Measure(f"{name}.cpu_s", statistics.median(cpu for _, cpu in spent), _CHANGES, "its CPU time")


def _asked(folder: Path, texts: MadeTexts, documents: int) -> dict[str, Any]:
    """What a peer is asked: a file with a passage a line, and claims with the number of the passage that each is from."""
    path = folder / "passages.txt"
    with path.open("w", encoding="utf-8") as file:
        for number in range(documents):
            for one in passages_of(texts.document(number)):
                file.write(" ".join(one.passage.text.split()) + "\n")
    claims = [texts.claim(number) for number in claimed(documents, _CLAIMS // 3)]
    return {
        "passages": str(path),
        "folder": str(folder),
        "claims": [one.query.text for one in claims],
        "first": [one.document * _EACH + one.sentence for one in claims],
    }


def _peers(peers: Path | None, asked: dict[str, Any], notes: list[str], progress: Progress) -> Iterator[Measure]:
    for peer in peers_in(peers, "scale", notes):
        progress(peer.name, 0, 1)
        answers = peer.ask([asked], notes)
        if answers is not None:
            yield from told(answers.answers[0], peer.name)


def told(answer: Any, name: str) -> Iterator[Measure]:
    """The measures of another index, by the names that ours have."""
    count, claims = answer["passages"], len(answer["times"])
    yield Measure("written", count / answer["cpu_seconds"], count, "passages per CPU-second", name)
    yield Measure("disk.words", answer["disk"], count, "the index, with texts if it keeps them", name)
    if "memory" in answer:
        yield Measure("memory.serving", answer["memory"], 1, "most memory of its process", name)
    yield Measure("search.p50_ms", percentile(answer["times"], 0.5), claims, "one claim, warm", name)
    yield Measure("search.p95_ms", percentile(answer["times"], 0.95), claims, "the same", name)
    yield Measure(
        "search.first", answer["first"], claims, "the passage from which the claim was made is the first", name
    )


def _size(paths: Iterator[Path] | Sequence[Path]) -> float:
    return sum(path.stat().st_size for path in paths if path.is_file()) / _MEGA


def _cpu(do: Callable[[], object]) -> float:
    start = time.process_time()
    do()
    return time.process_time() - start


def _both(do: Callable[[], object]) -> tuple[float, float]:
    """The time that passes while something is done, and the CPU time."""
    wall, cpu = time.perf_counter(), time.process_time()
    do()
    return time.perf_counter() - wall, time.process_time() - cpu
