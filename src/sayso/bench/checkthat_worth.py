"""Check-worthiness against CheckThat! Lab 2023, task 1B, English: political debates, each sentence worth checking or not.

F1 of Yes on `dev`, the lab's measure. A sentence is worth what its worthiest claim is; the threshold is the best on `train`. Nothing that ships
learns from the set.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sayso.pipeline import Progress, analyse, no_progress

from .result import Measure, Outcome, hash_note
from .sentences import Known, against_peers, as_reading, best_threshold, read_table, tally_of

PARTS: Final = ("train", "dev")
_EVERY: Final = 500


def measure_checkthat_worth(data: Path, progress: Progress = no_progress, peers: Path | None = None) -> Outcome:
    """Measure on the folder that holds train.tsv and dev.tsv. Raises UsageError where one is missing."""
    notes: list[str] = []
    learn, ask = (read_table(data / f"{part}.tsv", "Text", "class_label", "Yes") for part in PARTS)
    total = len(learn) + len(ask)
    scores = _scores(learn, progress, 0, total), _scores(ask, progress, len(learn), total)
    least = best_threshold([one.yes for one in learn], scores[0], both=False)
    found = tally_of([one.yes for one in ask], [score >= least for score in scores[1]])
    known = [one.yes for one in learn]
    there = tally_of(known, [score >= least for score in scores[0]])
    measures = [
        Measure("dev.F1", found.f, len(ask), f"F1 of Yes; a sentence counts from {least:.2f} on, the best on train"),
        Measure("dev.P", found.precision, found.found, "precision of Yes"),
        Measure("dev.R", found.recall, found.known, "recall of Yes"),
        Measure("train.F1", there.f, len(learn), "F1 of Yes on train, where the threshold was chosen"),
        *against_peers(learn, ask, "dev.F1", peers, notes, both=False),
    ]
    return Outcome(tuple(measures), (), (hash_note(data / f"{part}.tsv" for part in PARTS), *notes))


def _scores(sentences: list[Known], progress: Progress, done: int, total: int) -> list[float]:
    found = []
    for number, one in enumerate(sentences):
        if number % _EVERY == 0:
            progress("reading sentences", done + number, total)
        claims = analyse(as_reading(one.text, "en")).claims
        found.append(max((claim.check_worthiness for claim in claims), default=0.0))
    return found
