#!/usr/bin/env python3
"""Count what is in data/claims-training, and say what is wrong with its form.

python scripts/claims_training.py counts   the table of its README
python scripts/claims_training.py faults   lines that are not as they should be
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from asked import answer

HERE: Final = Path(__file__).resolve().parents[1] / "data" / "claims-training"
LANGUAGES: Final = ("en", "de", "es", "fr", "it")
SORTS: Final = ("fact", "opinion", "prediction", "normative", "experience", "question")
LEVELS: Final = ("certain", "probable", "possible")
_COLUMNS: Final = 5

Row = tuple[str, ...]


def rows(kind: str, language: str) -> Iterator[Row]:
    """The lines of a file, without the column of the language and without what parts paragraphs."""
    for line in (HERE / kind / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
        if line.strip():
            columns = tuple(line.split("\t"))
            yield columns[1:] if kind == "sentences" else columns


def faults() -> Iterator[str]:
    """Each line that has another number of columns, another label, no words, or says what another line says."""
    for language in LANGUAGES:
        seen: set[str] = set()
        for kind in ("sentences", "paragraphs"):
            for row in rows(kind, language):
                if len(row) != _COLUMNS or not row[-1].strip():
                    yield f"{kind}/{language}: {row}"
                elif row[0] == "-":
                    if row[:4] != ("-",) * 4 or kind == "sentences":
                        yield f"{kind}/{language}: {row}"
                elif not _is_labelled(row) or (row[-1] in seen and kind == "sentences"):
                    yield f"{kind}/{language}: {row}"
                seen.add(row[-1])


def _is_labelled(row: Row) -> bool:
    sort, certainty, worth, loaded = row[:4]
    return sort in SORTS and certainty in LEVELS and worth in "0123" and loaded in "01"


def counts() -> Iterator[str]:
    """The lines of the README's table."""
    found = {language: Counter[str]() for language in LANGUAGES}
    for language, count in found.items():
        for kind in ("sentences", "paragraphs"):
            for row in rows(kind, language):
                if row[0] != "-":
                    told = "sentences" if kind == "sentences" else "claims in paragraphs"
                    count.update([told, row[0], *(["loaded"] if row[3] == "1" else [])])
                    count.update(["worth checking (2 or 3)"] if row[2] in "23" else [])
    yield f"| | {' | '.join(LANGUAGES)} | all |"
    yield "|---" * (len(LANGUAGES) + 2) + "|"
    for name in ("sentences", "claims in paragraphs", *SORTS, "worth checking (2 or 3)", "loaded"):
        values = [found[language][name] for language in LANGUAGES]
        yield f"| {name} | {' | '.join(map(str, values))} | {sum(values)} |"


if __name__ == "__main__":
    answer(__doc__, counts, faults)
