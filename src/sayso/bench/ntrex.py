"""Tracing across languages on NTREX-128 (news, CC BY-SA 4.0): English sentences against all their translations.

Each English sentence with a figure is an article's paragraph; the source documents are the 1,997 translated sentences. As
it is, a figure must match and never differ (a false alarm); with its number made three tenths larger, it must differ.
Where the translator changed a figure (units converted), a difference is right and still counted as an alarm.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sayso.evidence import Index
from sayso.extract.figures import find_figures
from sayso.model import Figure, Ledger, UsageError
from sayso.pipeline import Progress, analyse, check, new_index, no_progress
from sayso.reading import read_text

from .result import Measure, Outcome, hash_note

_REFERENCES: Final = {"de": "deu", "es": "spa", "fr": "fra"}
_SEED: Final = 7
_SAMPLE: Final = 150
_DOCUMENT: Final = 200
_GROWTH: Final = 1.3
_LARGE: Final = 10
_NUMBER: Final = re.compile(r"\d[\d,.]*\d|\d")
_ORDER: Final = ("differs", "matches", "other_scope", "not_found")


def measure_ntrex(data: Path, progress: Progress = no_progress, _peers: Path | None = None) -> Outcome:
    """Measure in German, Spanish and French; `data` is the folder of NTREX. Raises UsageError where files are missing."""
    paths = [
        data / "newstest2019-src.eng.txt",
        *(data / f"newstest2019-ref.{name}.txt" for name in _REFERENCES.values()),
    ]
    english = _lines(paths[0])
    rows = [row for row, line in enumerate(english) if any(char.isdigit() for char in line)]
    random.Random(_SEED).shuffle(rows)  # noqa: S311  a fixed sample, no secret
    sentences = [english[row] for row in sorted(rows[:_SAMPLE])]
    found: list[Measure] = []
    for number, (language, name) in enumerate(_REFERENCES.items()):
        progress(f"tracing into {language}", number, len(_REFERENCES))
        with _indexed(_lines(data / f"newstest2019-ref.{name}.txt")) as index:
            found += [*_unchanged(sentences, index, language), *_changed(sentences, index, language)]
    return Outcome(tuple(found), notes=(hash_note(paths),))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        hint = "--data is the folder of NTREX-128 with newstest2019-src.eng.txt and newstest2019-ref.*.txt"
        raise UsageError("missing", f"{path} cannot be read: {error.strerror}", hint, str(path)) from error


def _indexed(lines: Sequence[str]) -> Index:
    index = new_index()
    for start in range(0, len(lines), _DOCUMENT):
        text = "\n\n".join(line for line in lines[start : start + _DOCUMENT] if line.strip())
        if text:
            index.add(
                analyse(read_text(text, uri=f"{start:05}.txt"), tagger=False), source_hash=str(start), version="bench"
            )
    index.commit()
    return index


def _unchanged(sentences: Sequence[str], index: Index, language: str) -> Iterator[Measure]:
    ledger = check(read_text("\n\n".join(sentences), uri="article.txt"), index)
    figures = [figure for figure in ledger.figures if figure.is_quantity]
    counts = Counter(_finding(ledger, figure, "matches") for figure in figures)
    n = len(figures)
    yield Measure(f"{language}.matched", counts["matches"] / n, n, "figures as they are: found to match")
    alarms = sum(_has(ledger, figure, "differs") for figure in figures)
    yield Measure(f"{language}.false_alarms", alarms / n, n, "figures as they are: said to differ in some passage")


def _changed(sentences: Sequence[str], index: Index, language: str) -> Iterator[Measure]:
    changed = [one for sentence in sentences if (one := _grow(sentence))]
    ledger = check(read_text("\n\n".join(text for text, _ in changed), uri="article.txt"), index)
    offset, counts = 0, Counter[str]()
    for text, at in changed:
        figure = next((one for one in ledger.figures if one.start <= offset + at < one.end), None)
        counts[_finding(ledger, figure, "differs") if figure else "unread"] += 1
        offset += len(text) + 2
    n = len(changed)
    yield Measure(
        f"{language}.changed_found", counts["differs"] / n, n, "numbers made 1.3 times as large: said to differ"
    )
    yield Measure(
        f"{language}.changed_matched", counts["matches"] / n, n, "numbers made 1.3 times as large: said to match"
    )


def _grow(sentence: str) -> tuple[str, int] | None:
    """The sentence with the number of its first quantity in digits made larger, and where that stands."""
    reading = read_text(sentence, uri="sentence")
    for figure in find_figures(reading.document, reading.sentences):
        number = _NUMBER.search(figure.text) if figure.is_quantity else None
        if number:
            start, end = figure.start + number.start(), figure.start + number.end()
            return sentence[:start] + _larger(number.group()) + sentence[end:], start
    return None


def _larger(digits: str) -> str:
    value = float(digits.replace(",", "")) * _GROWTH
    return f"{value:,.0f}" if value >= _LARGE else f"{value:.1f}"


def _finding(ledger: Ledger, figure: Figure, first: str) -> str:
    """The finding on a figure over all passages: `first` where any has it, else the gravest."""
    found = {match.finding for trace in ledger.traces for match in trace.figures if match.claim_figure == figure.id}
    return next((finding for finding in (first, *_ORDER) if finding in found), "none")


def _has(ledger: Ledger, figure: Figure, finding: str) -> bool:
    return any(
        match.finding == finding and match.claim_figure == figure.id
        for trace in ledger.traces
        for match in trace.figures
    )
