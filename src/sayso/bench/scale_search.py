"""Searches an index and tells how long it took, as a process of its own, so that its memory and its first steps can be measured.

`python -m sayso.bench.scale_search INDEX DOCUMENTS cold NUMBER` throws the system's cache of the files away, opens the index and
searches one claim; `warm COUNT` searches as many to warm up as it then measures, each another; `fused COUNT` does so by words and meaning, with
the made vectors of the index; `article COUNT` traces as many made articles by words and meaning, after one to warm up. All write a JSON object.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from sayso.evidence import Index
from sayso.evidence.meaning import Encoder, Meaning, no_encoder
from sayso.language.concepts import concepts
from sayso.pipeline import check
from sayso.reading import read_text

from .scale_texts import Claimed, MadeTexts, claimed, most_memory, percentile


def main(path: Path, documents: int, how: str, count: int) -> dict[str, float]:
    """What was measured, times in milliseconds."""
    texts = MadeTexts()
    if how == "cold":
        number = claimed(documents, count + 1)[-1]
        return _cold(path, texts.claim(number))
    if how == "article":
        return _articles(path, texts.articles(documents, count + 1))
    numbers = claimed(documents, 2 * count)
    return _warm(path, [texts.claim(number) for number in numbers], _paid if how == "fused" else no_encoder)


@cache
def _paid() -> Meaning:
    from sayso.language.meaning import meaning_reader

    from .scale_meaning import MadeMeaning

    return MadeMeaning(meaning_reader())


def _cold(path: Path, claim: Claimed) -> dict[str, float]:
    for file in path.rglob("*"):
        if file.is_file():
            _forget(file)
    begun = time.perf_counter()
    with Index.open(path) as index:
        opened = time.perf_counter()
        index.search(claim.query)
        found = time.perf_counter()
    return {"opening": (opened - begun) * 1000, "search": (found - opened) * 1000}


def _articles(path: Path, articles: Sequence[str]) -> dict[str, float]:
    """What it costs to read an article and to trace its claims, all in all, with the index open and one article read before."""
    walls, cpus, claims = [], [], 0
    with Index.open(path, concepts=concepts, encoder=_paid) as index:
        for number, article in enumerate(articles):
            wall, cpu = time.perf_counter(), time.process_time()
            ledger = check(read_text(article, uri=f"{number}.txt"), index)
            walls.append(time.perf_counter() - wall)
            cpus.append(time.process_time() - cpu)
            claims += len(ledger.traces)
    return {
        "wall": statistics.median(walls[1:]),
        "cpu": statistics.median(cpus[1:]),
        "claims": claims / len(articles),
        "memory": most_memory(),
    }


def _forget(file: Path) -> None:
    """Ask the system to drop what it holds of a file; where it cannot be asked, the first search is warmer than told."""
    with suppress(AttributeError, OSError), file.open("rb") as held:
        os.posix_fadvise(held.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _warm(path: Path, claims: list[Claimed], encoder: Encoder) -> dict[str, float]:
    begun = time.perf_counter()
    walls, cpus, first = [], [], 0
    with Index.open(path, encoder=encoder) as index:
        opened = time.perf_counter()
        for claim in claims[: len(claims) // 2]:
            index.search(claim.query)
        for claim in claims[len(claims) // 2 :]:
            wall, cpu = time.perf_counter(), time.thread_time()
            found = index.search(claim.query)
            walls.append((time.perf_counter() - wall) * 1000)
            cpus.append((time.thread_time() - cpu) * 1000)
            first += bool(found) and found[0].uri == claim.uri
    return {
        "opening": (opened - begun) * 1000,
        "p50": percentile(walls, 0.5),
        "p95": percentile(walls, 0.95),
        "cpu_p50": percentile(cpus, 0.5),
        "cpu_p95": percentile(cpus, 0.95),
        "first": first / len(walls),
        "memory": most_memory(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))))
