"""Loaded wording in English news: BABE (Spinde et al., Neural Media Bias Detection Using Distant Supervision With BABE, Findings of EMNLP 2021).

Sentences that experts labelled "Biased" or "Non-biased" (`final_labels_SG1.csv`; rows without agreement are left out), with the words that they
marked. For measuring alone: nothing of it is learned from or copied. A sentence counts as loaded where its `loadedness` is high enough. For its words,
those of a sentence are a set in lower case, and each word within a mark counts as marked. Beside it stands who calls every sentence, and every
word, biased.
"""

from __future__ import annotations

import csv
import re
from ast import literal_eval
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sayso.extract.flags import WEIGHTS, find_flags, loadedness
from sayso.model import Document, Flag, Sentence, UsageError, text_id
from sayso.pipeline import Progress, no_progress

from .attribution_scores import Tally
from .result import Measure, Miss, Outcome, hash_note

FILE: Final = "final_labels_SG1.csv"
_LABELS: Final[Mapping[str, bool]] = {"Biased": True, "Non-biased": False}
_ALL: Final = "all yes"
_WORD: Final = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    biased: bool
    words: frozenset[str]


def measure_babe(data: Path, _progress: Progress = no_progress, _peers: Path | None = None) -> Outcome:
    """Measure sentences and words; `data` is the folder that holds the file. Raises UsageError where it is missing or another file."""
    rows = list(_rows(data / FILE))
    flags = [_flags(row.text) for row in rows]
    scores = [loadedness(row.text, each) for row, each in zip(rows, flags, strict=True)]
    found = [score.is_loaded for score in scores]
    measures = (
        *_sentences(rows, found, "sayso"),
        *_sentences(rows, [True] * len(rows), _ALL),
        *_words(
            rows,
            [_marked(row.text, each, frozenset(("loaded",))) for row, each in zip(rows, flags, strict=True)],
            "sayso",
        ),
        *_words(rows, [_words_of(row.text) for row in rows], _ALL),
        *_words(
            rows,
            [_marked(row.text, each, frozenset(WEIGHTS)) for row, each in zip(rows, flags, strict=True)],
            "sayso, all marks",
        ),
    )
    misses = (
        Miss("sentence", "missed" if row.biased else "without need", row.text)
        for row, each in zip(rows, found, strict=True)
        if row.biased != each
    )
    return Outcome(measures, tuple(misses), (hash_note([data / FILE]),))


def _rows(path: Path) -> Iterator[_Row]:
    """Each row on whose label the annotators agree."""
    hint = f"--data is the folder of BABE (github.com/Media-Bias-Group) that holds {FILE}"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                if row["label_bias"] in _LABELS:
                    words = frozenset(word for each in literal_eval(row["biased_words"]) for word in _words_of(each))
                    yield _Row(row["text"], _LABELS[row["label_bias"]], words)
    except OSError as error:
        raise UsageError("missing", f"{path} cannot be read: {error.strerror}", hint, FILE) from error
    except (KeyError, ValueError, SyntaxError) as error:
        raise UsageError("unreadable", f"{path} is not as expected: {error}", hint, FILE) from error


def _flags(text: str) -> tuple[Flag, ...]:
    doc = Document(id="d:babe", text_id=text_id(text), uri="babe", text=text, language="en")
    return find_flags(doc, [Sentence(start=0, end=len(text))])


def _words_of(text: str) -> frozenset[str]:
    return frozenset(match.group().lower().replace("'", "’") for match in _WORD.finditer(text))


def _marked(text: str, flags: Iterable[Flag], categories: frozenset[str]) -> frozenset[str]:
    return frozenset[str]().union(
        *(_words_of(text[flag.start : flag.end]) for flag in flags if flag.category in categories)
    )


def _sentences(rows: Sequence[_Row], found: Sequence[bool], by: str) -> Iterator[Measure]:
    known = [row.biased for row in rows]
    right = sum(one and other for one, other in zip(known, found, strict=True))
    yield from _three("sentence", Tally(sum(known), sum(found), right), "sentences labelled “Biased”", by)


def _words(rows: Sequence[_Row], found: Sequence[frozenset[str]], by: str) -> Iterator[Measure]:
    right = sum(len(row.words & each) for row, each in zip(rows, found, strict=True))
    tally = Tally(sum(len(row.words) for row in rows), sum(map(len, found)), right)
    yield from _three("word", tally, "words marked as biased", by)


def _three(name: str, tally: Tally, meaning: str, by: str) -> Iterator[Measure]:
    yield Measure(f"{name}.F1", tally.f, tally.known, meaning, by)
    yield Measure(f"{name}.P", tally.precision, tally.found, meaning, by)
    yield Measure(f"{name}.R", tally.recall, tally.known, meaning, by)
