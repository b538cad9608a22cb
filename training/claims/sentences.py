"""Sentences that are labelled as claims: our own, and the published sets by their files' forms."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SORTS: Final = ("fact", "prediction", "opinion", "normative", "question", "experience")
LEVELS: Final = ("certain", "probable", "possible")
#: How much our four grades of check-worthiness are worth on a scale from 0 to 1.
GRADES: Final = (0.02, 0.25, 0.7, 0.98)
#: Labels that are asked of a claim: name, and how many numbers answer.
TASKS: Final = (("sort", len(SORTS)), ("certainty", len(LEVELS)), ("worth", 1), ("loaded", 1), ("subjective", 1))


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with what is known of it; None is not asked."""

    language: str
    text: str
    sort: int | None = None
    certainty: int | None = None
    worth: float | None = None
    loaded: float | None = None
    subjective: float | None = None


def own(path: Path) -> Iterator[Labelled]:
    """Our own sentences: language, sort, certainty, worth 0 to 3, loaded 0 or 1, sentence, parted by tabs."""
    for line in path.read_text(encoding="utf-8").splitlines():
        language, *columns = line.split("\t")
        yield _segment(language, columns)


def own_paragraphs(path: Path) -> Iterator[tuple[Labelled, ...]]:
    """Our own paragraphs, an empty line between them: each line a claim with the columns of `own` but the language, or a stretch that is none."""
    language = path.stem
    for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in paragraph.splitlines() if line.strip()]
        if rows:
            yield tuple(_segment(language, row) for row in rows)


def _segment(language: str, columns: Sequence[str]) -> Labelled:
    sort, certainty, worth, loaded, text = columns
    if sort == "-":
        return Labelled(language, text)
    judged = 1.0 if sort == "opinion" or (sort == "normative" and loaded == "1") else None
    plain = 0.0 if sort == "fact" and loaded == "0" else judged
    return Labelled(
        language, text, SORTS.index(sort), LEVELS.index(certainty), GRADES[int(worth)], float(loaded), plain
    )


def judged(path: Path) -> Iterator[Labelled]:
    """Our own sentences, subjective or objective, by the guidelines of NewsSD: SUBJ or OBJ and the sentence, parted by a tab."""
    for line in path.read_text(encoding="utf-8").splitlines():
        label, text = line.split("\t")
        yield Labelled(path.stem, text, subjective=float(label == "SUBJ"))


def newssd(path: Path, language: str) -> Iterator[Labelled]:
    """NewsSD (Antici et al. 2024, CC BY 4.0): subjective or objective."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Labelled(language, row["Sentence"].strip(), subjective=float(row["Label"] == "SUBJ"))


def checkthat_worth(path: Path) -> Iterator[Labelled]:
    """CheckThat! 2023 1B, English: worth checking or not. For research alone: nothing that ships learns from it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        for row in rows:
            yield Labelled("en", row[1], worth=float(row[2] == "Yes"))


def checkthat_subjectivity(path: Path, language: str) -> Iterator[Labelled]:
    """CheckThat! 2025 task 1: subjective or objective. For research alone: nothing that ships learns from it."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Labelled(language, row["sentence"], subjective=float(row["label"] == "SUBJ"))
