"""Text reuse against our own set with known truth (`data/reuse-news`), with datasketch's MinHash and passim's n-grams in the same run.

What is counted is said in `reuse_scores`; what it costs by the number of documents in `reuse_cost`. Say-so for credit is read by rules. What was missed is told
for the half to develop on alone.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sayso.across import find_reuse
from sayso.extract.attributions import find_attributions
from sayso.model import Analysis, Block, Document, UsageError, text_id
from sayso.pipeline import Progress, no_progress
from sayso.reading import split_sentences

from .peers import peers_in
from .result import Measure, Miss, Outcome, hash_note
from .reuse_cost import measure_cost
from .reuse_ngrams import ngram_reuse
from .reuse_scores import Known, known, missed, places, score_groups, score_pairs, score_passages, score_told

SPLITS: Final = ("dev", "test")
SIZE: Final = 5_000
_STEPS: Final = (50, 5, 1)
_NGRAMS: Final = "5-grams (passim's way)"

Row = dict[str, Any]


def measure_reuse(
    data: Path, progress: Progress = no_progress, peers: Path | None = None, *, size: int = SIZE
) -> Outcome:
    """Measure on the folder of the set, and what a fiftieth, a fifth and all of `size` made documents cost.

    Raises UsageError where a file is missing, or where `size` is less than 100 documents.
    """
    if size < 2 * _STEPS[0]:
        raise UsageError("usage", f"{size} documents tell nothing", "ask for at least --size 100")
    paths = [data / f"{half}{part}.jsonl" for half in SPLITS for part in ("", ".pairs")]
    rows = dict(zip(((half, part) for half in SPLITS for part in ("", ".pairs")), map(read_rows, paths), strict=True))
    measures: list[Measure] = []
    misses: list[Miss] = []
    notes = [hash_note(paths)]
    for half in SPLITS:
        articles, truth = rows[half, ""], known(rows[half, ""], rows[half, ".pairs"])
        progress(f"reuse in {half}", 0, 1)
        some, lost = _own(articles, truth, half)
        measures += [*some, *_ngrams(articles, truth, half)]
        misses += lost if half == "dev" else []
        measures += _peers(peers, articles, truth, half, notes)
    for step in _STEPS:
        measures += measure_cost(size // step, progress)
    return Outcome(tuple(measures), tuple(misses), tuple(dict.fromkeys(notes)))


def read_rows(path: Path, folder: str = "reuse-news") -> list[Row]:
    """Every line of a file of the set, as it is published."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        hint = f"--data is the folder data/{folder} of Sayso's repository"
        raise UsageError("missing", f"{path} cannot be read: {error.strerror}", hint, path.name) from error
    return [json.loads(line) for line in lines]


def as_analysis(row: Row) -> Analysis:
    """An article of the set as if it had been read from a file, with its say-so by rules."""
    text = row["text"]
    blocks = tuple(
        Block(start=start, end=end, kind="paragraph" if at else "title")
        for at, (start, end) in enumerate(row["blocks"])
    )
    doc = Document(
        id=row["id"],
        text_id=text_id(text),
        uri=row["id"],
        title=text[: blocks[0].end],
        outlet=row["outlet"],
        published=row["published"],
        language=row["language"],
        text=text,
        blocks=blocks,
    )
    attributions, speakers = find_attributions(doc, split_sentences(text, blocks, doc.language), None)
    return Analysis(document=doc, attributions=attributions, speakers=speakers)


def _own(articles: Sequence[Row], truth: Known, half: str) -> tuple[list[Measure], list[Miss]]:
    analyses = [as_analysis(row) for row in articles]
    begun = time.process_time()
    found = find_reuse(analyses)
    spent = time.process_time() - begun
    placed = places(found)
    measures = [
        *score_pairs(placed, truth, "sayso", half),
        *score_passages(placed, truth, "sayso", half),
        *score_told(found, truth, half),
        *score_groups(found.groups, truth, half),
        _speed(half, len(articles), spent, "sayso"),
    ]
    return measures, list(missed(found, truth, half))


def _ngrams(articles: Sequence[Row], truth: Known, half: str) -> Iterator[Measure]:
    texts = {row["id"]: row["text"] for row in articles}
    begun = time.process_time()
    found = ngram_reuse(texts)
    spent = time.process_time() - begun
    yield from score_pairs(found, truth, _NGRAMS, half)
    yield from score_passages(found, truth, _NGRAMS, half)
    yield _speed(half, len(articles), spent, _NGRAMS)


def _peers(
    folder: Path | None, articles: Sequence[Row], truth: Known, half: str, notes: list[str]
) -> Iterator[Measure]:
    texts: Mapping[str, str] = {row["id"]: row["text"] for row in articles}
    for peer in peers_in(folder, "reuse", notes):
        for way in ("documents", "windows"):
            answers = peer.ask([{"way": way, "texts": texts}], notes)
            if answers:
                by = f"{peer.name}, {way}"
                yield from score_pairs((tuple(pair) for pair in answers.answers[0]["pairs"]), truth, by, half)
                yield _speed(half, len(articles), answers.cpu_seconds, by)


def _speed(half: str, documents: int, spent: float, by: str) -> Measure:
    return Measure(f"{half}.speed", documents / spent, documents, "articles per CPU-second, all steps", by)
