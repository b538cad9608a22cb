"""What tracing reaches on drift: on our published set (`data/drift-news`), on more pairs that are mostly faithful (`tests/data/drift-more`), and on pairs about what is counted and of whom (`tests/data/drift-scope`).

Run it for the floors as they would be now: `python -m tests.gate.measure_drift`. They stand in drift.toml and are held by
test_drift_gate.py.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Final

from tests.scripts import ROOT, script

from sayso.bench import measure_own_drift
from sayso.bench.own_drift import DOCUMENTS, ITEMS
from sayso.bench.result import Measure

PUBLISHED: Final = ROOT / "data" / "drift-news"
MORE: Final = ROOT / "tests" / "data" / "drift-more"
SCOPE: Final = ROOT / "tests" / "data" / "drift-scope"
#: What is measured, by the names of the floors.
SETS: Final = {"news": PUBLISHED, "more": MORE, "scope": SCOPE}


def compile_more(folder: Path, annotations: Path) -> None:
    """Put the items and documents of annotated pairs into a folder, as the published set has them."""
    news = script("drift_news")
    stories = [news.read_story(path) for path in sorted(annotations.glob("*.txt"))]
    items = [news.compile_item(story, article) for story in stories for article in story.articles]
    documents = [source.published() for story in stories for source in story.sources.values()]
    for name, rows in ((ITEMS, items), (DOCUMENTS, documents)):
        (folder / name).write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def measures(name: str) -> dict[str, tuple[float, float]]:
    """Of one of SETS: precision and recall of drift ("news.dev.drift"), and the share of faithful claims that are alarmed (twice, "news.dev.false_alarms")."""
    with tempfile.TemporaryDirectory() as folder:
        if SETS[name] != PUBLISHED:
            compile_more(Path(folder), SETS[name])
        data = PUBLISHED if SETS[name] == PUBLISHED else Path(folder)
        return {f"{name}.{split}.{part}": told for split, part, told in _told(measure_own_drift(data).measures)}


def _told(measured: tuple[Measure, ...]) -> Iterator[tuple[str, str, tuple[float, float]]]:
    for one in measured:
        split, languages, part = one.name.split(".")
        if languages == "all" and part == "drift":
            words = one.meaning.split()
            yield split, part, (float(words[2]), float(words[4]))
        elif languages == "all" and part in {"false_alarms", "false_differs"}:
            yield split, part, (one.value, one.value)


def data_hash() -> str:
    """A hash of all sets, so that a floor cannot be met by changing what it is measured on."""
    digest = blake2b(digest_size=8)
    for path in (PUBLISHED / ITEMS, PUBLISHED / DOCUMENTS, *sorted(MORE.glob("*.txt")), *sorted(SCOPE.glob("*.txt"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def main() -> None:
    """Print the floors and ceilings as they would be now."""
    found = {one: told for name in SETS for one, told in measures(name).items()}
    sys.stdout.write(f'data = "{data_hash()}"\n\n[at_least]\n')
    for name, (precision, recall) in found.items():
        if name.endswith(".drift"):
            sys.stdout.write(f'"{name}.precision" = {_down(precision)}\n"{name}.recall" = {_down(recall)}\n')
    sys.stdout.write("\n[at_most]\n")
    for name, (share, _) in found.items():
        if not name.endswith(".drift"):
            sys.stdout.write(f'"{name}" = {math.ceil(share * 1000) / 1000:.3f}\n')


def _down(value: float) -> str:
    return f"{math.floor(value * 100) / 100:.2f}"


if __name__ == "__main__":
    main()
