"""Tracing against our own labelled set of drift (`data/drift-news`): articles beside their source documents, in four languages.

Each article goes the whole way (`sayso.pipeline.check`) against the source documents of its story. What is counted is said
in `drift_scores`. What was missed is told for the half to develop on alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from sayso.evidence import Index
from sayso.model import Block, Document, UsageError, text_id
from sayso.pipeline import ANALYSIS_VERSION, Progress, analyse, check, new_index, no_progress
from sayso.reading import Reading, split_sentences

from .attribution_scores import Tally
from .drift_scores import KINDS, MEANINGS, SHARES, ClaimLabel, Compared, Held, added, compare, from_data, from_ledger
from .result import Measure, Miss, Outcome, hash_note

ITEMS: Final = "items.jsonl"
DOCUMENTS: Final = "documents.jsonl"
SPLITS: Final = ("dev", "test")
#: Claims by the language of their passages: the article's own, another, and all.
PARTS: Final = ("same", "cross", "all")

Row = dict[str, Any]


def measure_own_drift(data: Path, progress: Progress = no_progress, _peers: Path | None = None) -> Outcome:
    """Measure by language and half; `data` is the folder of the set. Raises UsageError where a file is missing."""
    items, documents = read_rows(data / ITEMS), {row["id"]: row for row in read_rows(data / DOCUMENTS)}
    compared = list(_compared(items, documents, progress))
    measures = [
        one
        for split in SPLITS
        for part in PARTS
        for one in measures_of(
            (each for item, claim, each in compared if _is_in(item, claim, split, part)), split, part
        )
    ]
    misses = [
        Miss(f"dev.{'cross' if claim.cross else 'same'}.{name}", what, item["id"])
        for item, claim, each in compared
        if item["split"] == "dev"
        for name, what in each.wrong
    ]
    return Outcome(tuple(measures), tuple(misses), (hash_note([data / ITEMS, data / DOCUMENTS]),))


def _is_in(item: Row, claim: ClaimLabel, split: str, part: str) -> bool:
    return item["split"] == split and part in {"all", "cross" if claim.cross else "same"}


def read_rows(path: Path) -> list[Row]:
    """Every line of a file of the set, as it is published."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        hint = "--data is the folder data/drift-news of Sayso's repository"
        raise UsageError("missing", f"{path} cannot be read: {error.strerror}", hint, path.name) from error
    return [json.loads(line) for line in lines]


def _compared(
    items: Sequence[Row], documents: Mapping[str, Row], progress: Progress
) -> Iterator[tuple[Row, ClaimLabel, Compared]]:
    """Articles that follow one another with the same source documents are traced in one index."""
    done = count()
    for names, story in groupby(items, key=itemgetter("documents")):
        sources = {name: documents[name] for name in names}
        with _index_of(sources.values()) as index:
            for item in story:
                progress(f"tracing {item['id']}", next(done), len(items))
                ledger = check(_reading(item["article"]), index)
                told = compare(_held(item, sources), from_data(item, _languages(sources)), from_ledger(ledger))
                yield from ((item, claim, each) for claim, each in told)


def _index_of(sources: Iterable[Row]) -> Index:
    index = new_index()
    for row in sources:
        index.add(analyse(_reading(row), tagger=False), source_hash=row["id"], version=ANALYSIS_VERSION)
    index.commit()
    index.make_vectors()
    return index


def _reading(row: Row) -> Reading:
    """A text of the set as if it had been read from a file; its title is told to the reader."""
    text, language, blocks = row["text"], row["language"], tuple(Block(**block) for block in row["blocks"])
    title = next((text[block.start : block.end] for block in blocks if block.kind == "title"), None)
    doc = Document(
        id=f"d:{row['id']}",
        text_id=text_id(text),
        uri=row["id"],
        title=title,
        outlet=row["outlet"],
        published=row["published"],
        text=text,
        language=language,
        blocks=blocks,
    )
    return Reading(document=doc, sentences=split_sentences(text, blocks, language))


def _held(item: Row, sources: Mapping[str, Row]) -> Held:
    texts = {name: row["text"] for name, row in sources.items()}
    sentences = {name: tuple((one.start, one.end) for one in _reading(row).sentences) for name, row in sources.items()}
    return Held(item["article"]["text"], texts, sentences)


def _languages(sources: Mapping[str, Row]) -> dict[str, str]:
    return {name: row["language"] for name, row in sources.items()}


def measures_of(compared: Iterable[Compared], *name: str) -> list[Measure]:
    """Every measure of some claims; `n` is how many are known. Kinds of drift are told over all claims of a half alone."""
    told = [*MEANINGS, *(KINDS if name[-1] not in {"same", "cross"} else ())]
    total = added(compared)
    return [_measure(".".join((*name, one)), one, total[one]) for one in told]


def _measure(name: str, part: str, tally: Tally) -> Measure:
    if part in SHARES:
        return Measure(name, tally.recall, tally.known, f"share; {MEANINGS[part]}")
    told = f"F; P {tally.precision:.3f} R {tally.recall:.3f} (found {tally.found}); {MEANINGS.get(part, part)}"
    return Measure(name, tally.f, tally.known, told)


def agreement(passes: Iterable[tuple[Row, Row]], documents: Mapping[str, Row]) -> list[Measure]:
    """How far two passes over the same items agree, the first taken as known."""
    done: list[Compared] = []
    for one, other in passes:
        sources = {name: documents[name] for name in one["documents"]}
        labels = (from_data(row, _languages(sources)) for row in (one, other))
        done += [each for _, each in compare(_held(one, sources), *labels)]
    return measures_of(done, "both")
