"""What changed between a source and a claim: our own 5,541 sources in six languages with claims of articles, faithful ones and ones of which one thing changed (`data/changes-news`).

Each claim goes the whole way (`sayso.pipeline.check`) against its source alone, every fifth story of the set. *Told*: the claim is said to differ, to be of another scope or to have drifted, whatever the kind;
*right*: the kind that it is labelled with is told; *plain*: a figure of it matches, and nothing is told. What is told of faithful claims is an alarm. Words taken over without quotation marks count nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sayso.model import Ledger, UsageError, text_id
from sayso.pipeline import ANALYSIS_VERSION, Progress, analyse, check, new_index, no_progress
from sayso.reading import Reading, split_sentences

from .changes_read import FAITHFUL, KINDS, files, half_of, read
from .result import Measure, Miss, Outcome, hash_note
from .written import document

#: Of so many stories one is measured.
EVERY: Final = 5
_TOLD: Final = frozenset(("differs", "other_scope"))
_SHARES: Final = {
    "told": "said to differ, to be of another scope or to have drifted",
    "right": "said to have drifted in the way that it did",
    "plain": "a figure matches and nothing is told",
}


def measure_changes(data: Path, progress: Progress = no_progress, _peers: Path | None = None) -> Outcome:
    """Measure both halves; `data` is the folder of the set. Misses are those of the half to develop on. Raises UsageError where there is no story."""
    paths = files(data)
    stories = [story for path in paths for story in read(path).stories][::EVERY]
    if not stories:
        hint = "--data is the folder data/changes-news of Sayso's repository"
        raise UsageError("missing", f"{data} holds no stories", hint, data.name)
    counts: Counter[tuple[str, str, str]] = Counter()
    misses: list[Miss] = []
    for done, story in enumerate(stories):
        progress(f"holding {story.name}", done, len(stories))
        half = half_of(story)
        claims = [(claim.text, claim.language) for claim in story.claims]
        for claim, ledger in zip(story.claims, checked(story.source, story.language, claims), strict=True):
            found = outcome(ledger, claim.label)
            counts.update((half, claim.label, one) for one in ("n", *found))
            if half == "dev" and ("told" in found) == (claim.label == FAITHFUL):
                misses.append(Miss(f"dev.{claim.label}", f"{claim.text} || {story.source}", story.name))
    return Outcome(tuple(measures_of(counts, KINDS)), tuple(misses), (hash_note(paths),))


def checked(source: str, language: str, claims: Sequence[tuple[str, str]]) -> Iterator[Ledger]:
    """The ledger of each claim, told with its language, against one source."""
    with new_index() as index:
        read_ = analyse(_reading(source, language), tagger=False)
        index.add(read_, source_hash=text_id(source), version=ANALYSIS_VERSION)
        index.commit()
        index.make_vectors()
        for text, spoken in claims:
            yield check(_reading(text, spoken), index)


def _reading(text: str, language: str) -> Reading:
    doc = document(text, language)
    return Reading(doc, split_sentences(text, doc.blocks, language))


def outcome(ledger: Ledger, label: str) -> frozenset[str]:
    """Which of "told", "right" and "plain" hold of a claim's first traces."""
    first = [trace for trace in ledger.traces if trace.rank == 1]
    kinds = {drift.kind for trace in first for drift in trace.drifts} - {"unquoted_reuse"}
    findings = {match.finding for trace in first for match in trace.figures}
    told = bool(kinds) or bool(findings & _TOLD)
    plain = "matches" in findings and not told
    return frozenset(name for name, holds in (("told", told), ("right", label in kinds), ("plain", plain)) if holds)


def measures_of(
    counts: Counter[tuple[str, str, str]], kinds: Sequence[str], parts: Sequence[str] = ("dev", "test")
) -> Iterator[Measure]:
    """The shares of faithful claims, of all drifted ones and of each kind, in each part."""
    for half in parts:
        yield from _of_labels(counts, half, "faithful", (FAITHFUL,), ("told", "plain"))
        yield from _of_labels(counts, half, "drifted", kinds, tuple(_SHARES))
        for kind in kinds:
            yield from _of_labels(counts, half, kind, (kind,), tuple(_SHARES))


def _of_labels(
    counts: Counter[tuple[str, str, str]], half: str, name: str, labels: Sequence[str], shares: Sequence[str]
) -> Iterator[Measure]:
    total = sum(counts[half, label, "n"] for label in labels)
    for share in shares:
        part = sum(counts[half, label, share] for label in labels)
        yield Measure(f"{half}.{name}.{share}", part / max(total, 1), total, f"{name}: {_SHARES[share]}")
