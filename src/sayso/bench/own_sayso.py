"""Say-so against our own labelled news set (`data/sayso-news`): four languages, a half to develop on and one to measure.

What is counted, and on which pairs, is said in `sayso_labels`. What was missed is told for the half to develop on alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from sayso.extract.attributions import find_attributions
from sayso.extract.flags import find_flags
from sayso.language.said import said_reader
from sayso.model import Block, Document, UsageError, text_id
from sayso.pipeline import Progress, no_progress
from sayso.reading import split_sentences

from .attribution_scores import Place, Tally
from .result import Measure, Miss, Outcome, hash_note
from .sayso_labels import MEANINGS, SHARES, Compared, Labels, Text, added, compare, from_data, from_found

FILE: Final = "texts.jsonl"
LANGUAGES: Final = ("en", "de", "es", "fr")
SPLITS: Final = ("dev", "test")
_SILENT: Final = frozenset({"title", "heading", "caption"})


def measure_own_sayso(data: Path, progress: Progress = no_progress, _peers: Path | None = None) -> Outcome:
    """Measure in four languages; `data` is the folder of the set. Raises UsageError where the file is missing."""
    rows = read_rows(data)
    parts: dict[tuple[str, str], list[tuple[str, Compared]]] = {}
    for done, language in enumerate(LANGUAGES):
        progress(f"reading {language}", done, len(LANGUAGES))
        for split in SPLITS:
            part = [row for row in rows if (row["language"], row["split"]) == (language, split)]
            parts[language, split] = [(row["id"], compare(read_row(row))) for row in part]
    for split in SPLITS:
        parts["all", split] = [one for language in LANGUAGES for one in parts[language, split]]
    measures = [
        one
        for (language, split), part in parts.items()
        for one in measures_of((compared for _, compared in part), f"{language}.{split}")
    ]
    misses = [
        Miss(f"{language}.dev.{name}", what, identity)
        for language in LANGUAGES
        for identity, compared in parts[language, "dev"]
        for name, what in compared.wrong
    ]
    return Outcome(tuple(measures), tuple(misses), (hash_note([data / FILE]),))


def read_rows(data: Path) -> list[dict[str, Any]]:
    """Every text of the set, as it is published."""
    try:
        lines = (data / FILE).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        hint = "--data is the folder data/sayso-news of Sayso's repository"
        raise UsageError("missing", f"{data / FILE} cannot be read: {error.strerror}", hint, FILE) from error
    return [json.loads(line) for line in lines]


def read_row(row: dict[str, Any]) -> Text:
    """A text of the set with its labels and with what is read in it; titles and captions are told to the reader."""
    return Text(row["text"], silent_places(row), from_data(row), _read(row))


def silent_places(row: dict[str, Any]) -> tuple[Place, ...]:
    """Where titles, headings and captions stand."""
    return tuple((block["start"], block["end"]) for block in row["blocks"] if block["kind"] in _SILENT)


def _read(row: dict[str, Any]) -> Labels:
    text, language = row["text"], row["language"]
    blocks = tuple(Block(**block) for block in row["blocks"])
    doc = Document(
        id=f"d:{row['id']}", text_id=text_id(text), uri=row["id"], text=text, language=language, blocks=blocks
    )
    sentences = split_sentences(text, blocks, language)
    attributions, _ = find_attributions(doc, sentences, said_reader(language))
    return from_found(attributions, find_flags(doc, sentences))


def measures_of(compared: Iterable[Compared], name: str) -> list[Measure]:
    """Every measure of some texts: F with P and R in words, or the share that is right; `n` is how many are known."""
    return [_measure(f"{name}.{part}", part, tally) for part, tally in added(compared)]


def _measure(name: str, part: str, tally: Tally) -> Measure:
    if part in SHARES:
        return Measure(name, tally.recall, tally.known, f"right; {MEANINGS[part]}")
    told = f"F; P {tally.precision:.3f} R {tally.recall:.3f} (found {tally.found}); {MEANINGS[part]}"
    return Measure(name, tally.f, tally.known, told)


def agreement(passes: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> list[Measure]:
    """How far two passes over the same texts agree, the first taken as known."""
    compared = [
        compare(Text(one["text"], silent_places(one), from_data(one), from_data(other))) for one, other in passes
    ]
    return measures_of(compared, "both")
