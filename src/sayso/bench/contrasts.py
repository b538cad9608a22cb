"""What changed between a source and a claim, where nothing else shows it: our own sources and claims with alternatives in the same places of both (`data/contrasts`).

Each claim goes the whole way against its source alone. One that changed stands with a source that has the same alternative, too, so that its words
by themselves say nothing. Of every fifth item for measuring alone and every twenty-fifth of the others each slot is asked by itself: the faithful claims of both alternatives, and those of which this slot alone changed. Claims on documents of several sentences are
told apart from those on sources of one to three. *Told*, *right* and *plain* are those of `changes`; what is told of faithful claims is an alarm. A number, a relation or a detail that changed has no kind of drift of its own: *right* is that it is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from sayso.model import UsageError
from sayso.pipeline import Progress, no_progress

from .changes import checked, measures_of, outcome
from .changes_read import FAITHFUL
from .contrasts_read import KINDS, Contrast, Item, contrasts, files, read
from .result import Miss, Outcome, hash_note

#: Folders for measuring alone; the others are to develop on.
MEASURED: Final = frozenset(("mixed", "varied", "documents-politics", "documents-aside"))
#: Which items are asked: each fifth of those for measuring alone, each twenty-fifth of the many others.
EVERY: Final = {"dev": 25, "test": 5}
PARTS: Final = ("dev", "test", "documents.dev", "documents.test")
_DOCUMENTS: Final = "documents"
#: What drift has no kind for.
_OTHER: Final = frozenset(("value_changed", "relation_changed", "detail_changed"))


def measure_contrasts(data: Path, progress: Progress = no_progress, _peers: Path | None = None) -> Outcome:
    """Measure both halves; `data` is the folder of the set. Misses are those of the half to develop on. Raises UsageError where there is no item."""
    paths = files(data)
    items = [each for half in PARTS for each in _asked(paths, half)]
    if not items:
        hint = "--data is the folder data/contrasts of Sayso's repository"
        raise UsageError("missing", f"{data} holds no items", hint, data.name)
    counts: Counter[tuple[str, str, str]] = Counter()
    misses: list[Miss] = []
    for done, (half, item) in enumerate(items):
        progress(f"holding {item.name}", done, len(items))
        for one, found in _found(item):
            label = one.kind or FAITHFUL
            counts.update((half, label, name) for name in ("n", *found))
            if half.endswith("dev") and ("told" in found) == (one.kind is None):
                misses.append(Miss(f"{half}.{label}", f"{one.claim} || {one.source}", item.name))
    parts = [half for half in PARTS if any(half == one for one, _ in items)]
    return Outcome(tuple(measures_of(counts, KINDS, parts)), tuple(misses), (hash_note(paths),))


def half_of(path: Path) -> str:
    """The half of a file: "dev" or "test"."""
    return "test" if path.parent.name in MEASURED else "dev"


def _part_of(path: Path) -> str:
    """The part of a file, one of `PARTS`."""
    half = half_of(path)
    return f"{_DOCUMENTS}.{half}" if path.parent.name.startswith(_DOCUMENTS) else half


def _asked(paths: Sequence[Path], part: str) -> list[tuple[str, Item]]:
    """The items of a part that are asked, with its name."""
    every = EVERY[part.rpartition(".")[2]]
    return [(part, item) for path in paths if _part_of(path) == part for item in read(path).items][::every]


def _found(item: Item) -> Iterator[tuple[Contrast, frozenset[str]]]:
    """Each contrast of an item, and what is told of it."""
    ordered = sorted(contrasts(item), key=lambda one: one.source)
    for source, some in groupby(ordered, lambda one: one.source):
        asked = list(some)
        claims = [(one.claim, one.languages[1]) for one in asked]
        for one, ledger in zip(asked, checked(source, item.languages[0], claims), strict=True):
            found = outcome(ledger, one.kind or FAITHFUL)
            yield one, found | {"right"} if one.kind in _OTHER and "told" in found else found
