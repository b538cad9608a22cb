"""Subjectivity against CheckThat! Lab 2025, task 1, in English, German and Italian: news sentences, subjective or objective.

Macro-F1 on `dev`, the lab's measure, with the threshold that is best on `train`. English and Italian sentences of `train` are those of NewsSD
(CC BY 4.0), which the weights that ship learned from; of the German ones nothing was learned. Languages without weights are left out, with a note.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sayso.language.claimed import claims_reader
from sayso.language.encoder import Unread
from sayso.pipeline import Progress, no_progress

from .result import Measure, Outcome, hash_note
from .sentences import Known, against_peers, best_threshold, f_of, read_table

LANGUAGES: Final = {"english": "en", "german": "de", "italian": "it"}


def measure_checkthat_subjectivity(data: Path, progress: Progress = no_progress, peers: Path | None = None) -> Outcome:
    """Measure on the folder that holds english/, german/ and italian/. Raises UsageError where a table is missing."""
    measures: list[Measure] = []
    notes: list[str] = []
    paths: list[Path] = []
    for done, (folder, language) in enumerate(LANGUAGES.items()):
        progress(f"reading {language}", done, len(LANGUAGES))
        tables = [data / folder / f"{part}_{language}.tsv" for part in ("train", "dev")]
        learn, ask = (read_table(path, "sentence", "label", "SUBJ") for path in tables)
        measures += _measured(learn, ask, language, notes)
        measures += against_peers(learn, ask, f"{language}.dev", peers, notes, both=True)
        paths += tables
    return Outcome(tuple(measures), (), (hash_note(paths), *dict.fromkeys(notes)))


def _measured(learn: list[Known], ask: list[Known], language: str, notes: list[str]) -> list[Measure]:
    scores = _shares(learn, language), _shares(ask, language)
    if scores[0] is None or scores[1] is None:
        notes.append(f"{language}: no weights are there")
        return []
    least = best_threshold([one.yes for one in learn], scores[0], both=True)
    value = f_of([one.yes for one in ask], [share >= least for share in scores[1]], both=True)
    told = f"macro-F1; subjective from {least:.2f} on, the best on train"
    return [Measure(f"{language}.dev", value, len(ask), told)]


def _shares(sentences: list[Known], language: str) -> list[float] | None:
    """How subjective each sentence is, read by itself, 0 to 1; None where there are no weights."""
    reader = claims_reader(language)
    if reader is None:
        return None
    found = []
    for one in sentences:
        answers = reader.read([Unread(0, one.text, (0,))]).ask(0, len(one.text))
        found.append(answers["subjective"].shares[0] if answers else 0.0)
    return found
