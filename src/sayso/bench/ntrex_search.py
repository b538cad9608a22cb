"""Sentences found by their translations: NTREX-128 (news, CC BY-SA 4.0), English sentences asked in five languages.

P@1: how often the first passage found is the translation, of 1,997 in one language; a document is a news item, a sentence a passage. In one pool of all five languages: how often all
five translations are the first five, and how many of them are. The English sentences of a news item are asked together, as tracing asks the claims of an article; what each finds when it is asked alone
is told beside, and so is what words alone and vectors alone find.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sayso.evidence import Meaning, Query, Together
from sayso.language.meaning import meaning_problem, meaning_reader
from sayso.model import Analysis, UsageError
from sayso.pipeline import Progress, no_progress

from .result import Measure, Miss, Outcome, hash_note
from .searches import Pool, Remembered, as_document, figures_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ASKED: Final = "newstest2019-src.eng.txt"
_REFERENCES: Final = {"de": "deu", "es": "spa", "fr": "fra", "it": "ita", "pt": "por"}
_ITEMS: Final = "DOCUMENT_IDS.tsv"
_ALONE: Final = "asked alone"
_WORDS: Final = "words alone"
_VECTORS: Final = "vectors alone"
_EVERY: Final = 100
#: Passages that are searched for a sentence before they are put in order, as in tracing.
_SEARCHED: Final = 48


def measure_ntrex_search(data: Path, progress: Progress = no_progress, _peers: Path | None = None) -> Outcome:
    """Measure on the folder of NTREX-128. Raises UsageError where a file is missing or of another length than the others."""
    paths = [data / _ASKED, *(data / f"newstest2019-ref.{name}.txt" for name in _REFERENCES.values()), data / _ITEMS]
    english, *others, items = (_lines(path) for path in paths)
    if any(len(lines) != len(english) for lines in (*others, items)):
        raise UsageError(
            "damaged", f"the files in {data} have not the same number of lines", "take them from one release"
        )
    told, encoder = meaning_problem(), meaning_reader()
    notes = [hash_note(paths), *([f"without vectors: {told.message}"] if told else [])]
    kept = None if encoder is None else Remembered(encoder)
    alone = [Query(line, "en", found) for line, found in zip(english, figures_of(english, "en"), strict=True)]
    texts = dict(zip(_REFERENCES, others, strict=True))
    documents = {language: _documents(lines, items, language) for language, lines in texts.items()}
    measures: list[Measure] = []
    misses: list[Miss] = []
    for by, one, queries in (("sayso", kept, _together(alone, items)), (_ALONE, kept, alone), (_WORDS, None, alone)):
        for language in _REFERENCES:
            pool = Pool(documents[language], one)
            with pool:
                found = list(_first(pool, queries, 1, f"{by}: {language}", progress))
            wrong = [at for at, (lines, _) in enumerate(found) if lines[:1] != [at]]
            measures.append(_precision(language, len(queries) - len(wrong), len(queries), by))
            misses += [_miss(language, english, texts, at, found[at][0]) for at in wrong if by == "sayso"]
        measures += _pooled(documents, one, queries, by, progress)
    if kept is not None:
        measures += _by_vectors(kept, english, texts)
    return Outcome(tuple(measures), tuple(misses), tuple(notes))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        hint = "--data is the folder of NTREX-128 with newstest2019-src.eng.txt, newstest2019-ref.*.txt and DOCUMENT_IDS.tsv"
        raise UsageError("missing", f"{path} cannot be read: {error.strerror}", hint, str(path)) from error


def _together(queries: Sequence[Query], items: Sequence[str]) -> list[Query]:
    """The same queries, those of a news item asked together."""
    lines: dict[str, list[str]] = {}
    numbers = []
    for query, item in zip(queries, items, strict=True):
        numbers.append(len(lines.setdefault(item, [])))
        lines[item].append(query.text)
    made = {item: Together(some, some, "en") for item, some in lines.items()}
    return [replace(one, together=made[item], number=at) for one, item, at in zip(queries, items, numbers, strict=True)]


def _documents(lines: Sequence[str], items: Sequence[str], language: str) -> list[tuple[Mapping[int, str], Analysis]]:
    held: dict[str, dict[int, str]] = {}
    for number, (line, item) in enumerate(zip(lines, items, strict=True)):
        held.setdefault(item, {})[number] = line
    return [(some, as_document(some, language, f"{language}/{item}")) for item, some in held.items()]


def _first(
    pool: Pool, queries: Sequence[Query], limit: int, what: str, progress: Progress
) -> Iterator[tuple[list[int], float]]:
    """For each query the numbers of the first lines found, and how long that took, encoding and all, in milliseconds."""
    for number, query in enumerate(queries):
        if number % _EVERY == 0:
            progress(what, number, len(queries))
        begun = time.process_time()
        found = sorted(pool.index.search(query, max(limit, _SEARCHED)), key=lambda one: -one.worth)[:limit]
        spent = (time.process_time() - begun) * 1000
        yield [line for _, line in pool.lines(found)], spent


def _precision(language: str, right: int, n: int, by: str) -> Measure:
    return Measure(f"{language}.P@1", right / n, n, "the first passage found is the translation", by)


def _pooled(
    documents: Mapping[str, Sequence[tuple[Mapping[int, str], Analysis]]],
    encoder: Meaning | None,
    queries: Sequence[Query],
    by: str,
    progress: Progress,
) -> Iterator[Measure]:
    pool = Pool([one for some in documents.values() for one in some], encoder)
    with pool:
        found = list(_first(pool, queries, len(documents), f"{by}: all languages", progress))
    counts = [lines.count(at) for at, (lines, _) in enumerate(found)]
    yield from _five(counts, len(documents), by)
    middle = sorted(spent for _, spent in found)[len(found) // 2]
    yield Measure(
        "pool.ms", middle, len(found), "CPU milliseconds of a search, in the middle; the claim's vector is at hand", by
    )


def _five(counts: Sequence[int], languages: int, by: str) -> Iterator[Measure]:
    n = len(counts)
    whole = sum(count == languages for count in counts)
    yield Measure("pool.all", whole / n, n, "all translations are the first found in one pool", by)
    yield Measure("pool.share", sum(counts) / n / languages, n, "share of the translations among the first found", by)


def _by_vectors(kept: Remembered, english: Sequence[str], texts: Mapping[str, Sequence[str]]) -> Iterator[Measure]:
    """The same by the products of vectors alone."""
    import numpy as np

    asked = kept.vectors(english, "en").astype(np.float32)
    alike = {language: asked @ kept.vectors(lines, language).astype(np.float32).T for language, lines in texts.items()}
    rows = np.arange(len(english))
    for language, products in alike.items():
        yield _precision(language, int((products.argmax(1) == rows).sum()), len(english), _VECTORS)
    whole: NDArray[np.float32] = np.concatenate(list(alike.values()), axis=1)
    best = np.argsort(-whole, axis=1, kind="stable")[:, : len(texts)] % len(english)
    yield from _five((best == rows[:, None]).sum(1).tolist(), len(texts), _VECTORS)


def _miss(
    language: str, english: Sequence[str], texts: Mapping[str, Sequence[str]], at: int, found: Sequence[int]
) -> Miss:
    return Miss(f"{language}.P@1", texts[language][found[0]] if found else "nothing found", english[at])
