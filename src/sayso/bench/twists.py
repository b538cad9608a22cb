"""Twists: our own pairs of an article's sentence and a source's (`data/twists`) in which the number is the same and, in half of them, what is said of it is not.

A twisted pair must not be said to match plainly; a faithful one should be, and must not be alarmed. Both are counted, by half and, of twisted ones, by kind, so that who always abstains or
always warns gains nothing. Each pair is held alone, read by rules, with likeness in meaning where its weights are there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sayso.model import UsageError
from sayso.pipeline import Progress, no_progress
from sayso.trace import Held, hold_beside

from .result import Measure, Miss, Outcome, hash_note
from .seeded import known_vectors, read_line

HALVES: Final = ("learn", "aside")
_WANTED: Final = ("twisted", "faithful")
_TOLD: Final = frozenset(("differs", "other_scope"))


def measure_twists(data: Path, progress: Progress = no_progress, _peers: Path | None = None) -> Outcome:
    """Measure both halves; `data` is the folder of the set. Misses are those of the half to learn from. Raises UsageError where a file is missing."""
    measures: list[Measure] = []
    misses: list[Miss] = []
    encoder = known_vectors()
    for half in HALVES:
        counts: Counter[tuple[str, str, str]] = Counter()
        rows = _rows(data / f"{half}.jsonl")
        for done, row in enumerate(rows):
            progress(f"holding {half}", done, len(rows))
            article, source = (
                read_line(row["article"], row["article_language"]),
                read_line(row["source"], row["language"]),
            )
            start = row["article"].index(row["figure"])
            found = _outcome(hold_beside(article, source, encoder), start, start + len(row["figure"]))
            counts[row["want"], row["kind"], found] += 1
            if half == "learn" and (found == "matches") == (row["want"] == "twisted"):
                misses.append(Miss(f"{half}.{row['want']}.{row['kind']}", f"{row['id']}\t{found}", f"{row['article']} || {row['source']}"))  # fmt: skip
        measures += _measures(half, counts)
    return Outcome(tuple(measures), tuple(misses), (hash_note([data / f"{half}.jsonl" for half in HALVES]),))


def _rows(path: Path) -> list[Mapping[str, str]]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except OSError as error:
        hint = "--data is the folder data/twists of Sayso's repository"
        raise UsageError("missing", f"{path} cannot be read: {error.strerror}", hint, path.name) from error


def _outcome(held: Sequence[Held], start: int, end: int) -> str:
    """What is said of the figure at `start` to `end` of the article: "told" where it differs, has another scope, or anything but the wording of its claim drifted."""
    for each in held:
        figures = {one.id for one in each.matter.asked.figures if one.start < end and start < one.end}
        found = {match.finding for match in each.figures if match.claim_figure in figures}
        drifted = any(drift.kind != "unquoted_reuse" for drift in each.drifts)
        if found & _TOLD or (found and drifted):
            return "told"
        if found:
            return "matches" if "matches" in found else "left"
    return "left"


def _measures(half: str, counts: Mapping[tuple[str, str, str], int]) -> Iterator[Measure]:
    for want in _WANTED:
        total = sum(count for (one, _, _), count in counts.items() if one == want)
        for outcome, meaning in (("matches", "said to match"), ("left", "left to a person"), ("told", "said to differ, to be of another scope or to have drifted")):  # fmt: skip
            part = sum(count for (one, _, found), count in counts.items() if (one, found) == (want, outcome))
            yield Measure(f"{half}.{want}.{outcome}", part / max(total, 1), total, f"{want} pairs {meaning}")
    for kind in sorted({kind for _, kind, _ in counts}):
        pairs = [(found, count) for (want, one, found), count in counts.items() if (want, one) == ("twisted", kind)]
        total, part = sum(count for _, count in pairs), sum(count for found, count in pairs if found == "matches")
        yield Measure(
            f"{half}.{kind}", part / max(total, 1), total, "twisted pairs of the kind said to match (lower is better)"
        )
