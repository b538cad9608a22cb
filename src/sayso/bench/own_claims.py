"""Claims against our own labelled news set (`data/claims-news`): four languages, a half to develop on and one to measure.

What is counted, and on which pairs, is said in `claim_scores`. What was missed is told for the half to develop on alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from sayso.model import Block, Claim, Document, UsageError, text_id
from sayso.pipeline import Progress, analyse, no_progress
from sayso.reading import Reading, split_sentences

from .claim_scores import (
    ASPECTS,
    Compared,
    accuracy,
    added,
    compare,
    from_data,
    from_found,
    kappa,
    macro_f,
    sure,
    table,
    tally_of,
)
from .result import Measure, Miss, Outcome, hash_note

FILE: Final = "texts.jsonl"
LANGUAGES: Final = ("en", "de", "es", "fr")
SPLITS: Final = ("dev", "test")
#: Sentences of NewsSD are in English, and told apart too: they are real news.
NEWSSD: Final = "newssd"


def measure_own_claims(data: Path, progress: Progress = no_progress, _peers: Path | None = None) -> Outcome:
    """Measure in four languages; `data` is the folder of the set. Raises UsageError where the file is missing."""
    rows = read_rows(data)
    compared: list[tuple[dict[str, Any], Compared]] = []
    for done, row in enumerate(rows):
        progress(f"reading {row['id']}", done, len(rows))
        compared.append((row, compare(row["text"], from_data(row), from_found(read_row(row)))))
    measures = [
        one
        for part in (*LANGUAGES, NEWSSD, "all")
        for split in SPLITS
        for one in measures_of((each for row, each in compared if _is_in(row, part, split)), f"{part}.{split}")
    ]
    misses = [
        Miss(f"{row['language']}.dev.{name}", what, row["id"])
        for row, each in compared
        if row["split"] == "dev"
        for name, what in each.wrong
    ]
    return Outcome(tuple(measures), tuple(misses), (hash_note([data / FILE]),))


def _is_in(row: dict[str, Any], part: str, split: str) -> bool:
    return row["split"] == split and part in {row["language"], row["origin"], "all"}


def read_rows(data: Path) -> list[dict[str, Any]]:
    """Every text of the set, as it is published."""
    try:
        lines = (data / FILE).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        hint = "--data is the folder data/claims-news of Sayso's repository"
        raise UsageError("missing", f"{data / FILE} cannot be read: {error.strerror}", hint, FILE) from error
    return [json.loads(line) for line in lines]


def read_row(row: dict[str, Any]) -> tuple[Claim, ...]:
    """The claims that Sayso finds in a text of the set; titles and captions are told to the reader."""
    text, language = row["text"], row["language"]
    blocks = tuple(Block(**block) for block in row["blocks"])
    doc = Document(
        id=f"d:{row['id']}", text_id=text_id(text), uri=row["id"], text=text, language=language, blocks=blocks
    )
    return analyse(Reading(document=doc, sentences=split_sentences(text, blocks, language))).claims


def measures_of(compared: Iterable[Compared], name: str) -> list[Measure]:
    """Every measure of some texts; `n` is how many known claims or pairs it rests on."""
    return list(_measures(added(compared), name))


def _measures(total: Compared, name: str) -> Iterator[Measure]:
    spans, exact = total.spans, total.exact
    told = f"F; P {spans.precision:.3f} R {spans.recall:.3f} (found {spans.found}); spans that overlap by half"
    yield Measure(f"{name}.found", spans.f, spans.known, told)
    yield Measure(
        f"{name}.exact", exact.recall, exact.known, "right; spans that overlap by nine tenths, of those found"
    )
    for aspect, whose in (
        ("sort", "sort"),
        ("author", "certainty of the author"),
        ("source", "certainty of the source"),
    ):
        met = table(total, aspect)
        yield Measure(f"{name}.{aspect}", accuracy(met), met.total(), f"right; {whose}, of those found")
        yield Measure(
            f"{name}.{aspect}_f", macro_f(met), met.total(), f"macro-F; {whose}, of those found{_by_label(met)}"
        )
    every = table(total, "sort", unfound=True)
    yield Measure(f"{name}.sort_all", accuracy(every), every.total(), "right; sort, of all known")
    yield Measure(f"{name}.sort_all_f", macro_f(every), every.total(), "macro-F; sort, of all known")
    negated = tally_of(table(total, "negated"), "yes")
    told = f"F; P {negated.precision:.3f} R {negated.recall:.3f} (found {negated.found}); negated, of those found"
    yield Measure(f"{name}.negated", negated.f, negated.known, told)


def _by_label(met: dict[tuple[str, str], int]) -> str:
    """F of each label, with how often it is known."""
    known = sorted({label for label, _ in met})
    tallies = [(label, tally_of(met, label)) for label in known]
    return "".join(f"; {label} {tally.f:.2f} ({tally.known})" for label, tally in tallies)


def agreement(passes: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> list[Measure]:
    """How far two passes over the same texts agree, by language and over all, the first taken as known.

    What a pass was unsure of counts like the rest.
    """
    compared = [
        (one["language"], compare(one["text"], sure(from_data(one)), sure(from_data(other)))) for one, other in passes
    ]
    return [
        measure
        for part in (*dict.fromkeys(language for language, _ in compared), "all")
        for measure in _agreements(added(each for language, each in compared if part in {language, "all"}), part)
    ]


def _agreements(total: Compared, name: str) -> Iterator[Measure]:
    yield Measure(f"{name}.found", total.spans.f, total.spans.known, "F; spans that overlap by half")
    yield Measure(f"{name}.exact", total.exact.recall, total.exact.known, "the same by nine tenths, of those")
    for aspect in ASPECTS:
        met = table(total, aspect)
        yield Measure(f"{name}.{aspect}", kappa(met), met.total(), f"kappa; the same in {accuracy(met):.3f}, of those")
