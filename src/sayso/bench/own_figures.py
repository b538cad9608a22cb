"""Figures against our own labelled news set (`data/figures-news`): six languages, a half to develop on and one to measure.

Only quantities count; a date, time, ordinal, identifier or score that is read as a quantity is a false one. What was missed is
told for the half to develop on alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from sayso.model import UsageError
from sayso.pipeline import Progress, no_progress

from .labels import FACETS, Compared, Label, Score, compare, from_data, from_figures, score, wrong
from .result import Measure, Miss, Outcome, hash_note
from .written import figures_of

FILES: Final = ("own.jsonl", "ntrex.jsonl")
LANGUAGES: Final = ("en", "de", "es", "fr", "it", "pt")
SPLITS: Final = ("dev", "test")


def measure_own_figures(data: Path, progress: Progress = no_progress, _peers: Path | None = None) -> Outcome:
    """Measure in six languages; `data` is the folder of the set. Raises UsageError where a file is missing."""
    rows = read_rows(data)
    parts: dict[tuple[str, str], list[Compared]] = {}
    for done, language in enumerate(LANGUAGES):
        progress(f"reading {language}", done, len(LANGUAGES))
        for split in SPLITS:
            part = [row for row in rows if (row["language"], row["split"]) == (language, split)]
            parts[language, split] = [read_row(row) for row in part]
    for split in SPLITS:
        parts["all", split] = [one for language in LANGUAGES for one in parts[language, split]]
    measures = [one for (language, split), part in parts.items() for one in measures_of(part, f"{language}.{split}")]
    misses = [one for language in LANGUAGES for one in _misses(parts[language, "dev"], f"{language}.dev")]
    return Outcome(tuple(measures), tuple(misses), (hash_note(data / name for name in FILES),))


def read_rows(data: Path) -> list[dict[str, Any]]:
    """Every sentence of the set, as it is published."""
    rows: list[dict[str, Any]] = []
    for name in FILES:
        try:
            lines = (data / name).read_text(encoding="utf-8").splitlines()
        except OSError as error:
            hint = "--data is the folder data/figures-news of Sayso's repository"
            raise UsageError("missing", f"{data / name} cannot be read: {error.strerror}", hint, name) from error
        rows += [json.loads(line) for line in lines]
    return rows


def read_row(row: dict[str, Any]) -> Compared:
    """A sentence of the set beside what is read in it."""
    return compare(row["text"], from_data(row["figures"]), from_figures(figures_of(row["text"], row["language"])))


def measures_of(compared: Iterable[Compared], name: str) -> list[Measure]:
    """F of every facet, with P and R in words; `n` is how many are known."""
    sentences = list(compared)
    return [_measure(f"{name}.{facet.name}", score(sentences, facet), facet.meaning) for facet in FACETS]


def _measure(name: str, found: Score, meaning: str) -> Measure:
    return Measure(name, found.f, found.known, f"F; P {found.precision:.3f} R {found.recall:.3f}; {meaning}")


def agreement(passes: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> list[Measure]:
    """How far two passes over the same sentences agree, the first taken as known."""
    compared = [compare(one["text"], from_data(one["figures"]), from_data(other["figures"])) for one, other in passes]
    return measures_of(compared, "both")


def _misses(compared: Iterable[Compared], name: str) -> Iterator[Miss]:
    for sentence in compared:
        for one, other in sentence.pairs:
            facets = [facet.name for facet in FACETS if wrong(sentence.text, facet, one, other)]
            if facets:
                what = f"{', '.join(facets)}: wanted {_said(sentence.text, one)}, found {_said(sentence.text, other)}"
                yield Miss(f"{name}.{facets[0]}", what, sentence.text)


def _said(text: str, label: Label | None) -> str:
    if label is None:
        return "nothing"
    low, high, with_low, with_high = label.value
    ends = f"{'[' if with_low else '('}{low}, {high}{']' if with_high else ')'}"
    facts = [label.kind, ends, *(one for one in (*label.unit, label.per, *label.change) if one)]
    spans = [f"{name} {text[start:end]!r}" for name, (start, end) in label.spans.items()]
    return f"{text[label.start : label.end]!r} ({', '.join([*facts, *spans])})"
