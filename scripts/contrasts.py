#!/usr/bin/env python3
"""Read data/contrasts, count what is in it, and say what is wrong with its form.

python scripts/contrasts.py counts   the tables of its README
python scripts/contrasts.py faults   items that are not as they should be
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from asked import answer

from sayso.bench.changes_read import LANGUAGES
from sayso.bench.contrasts import half_of
from sayso.bench.contrasts_read import KINDS, Item, contrasts, files, read

HERE: Final = Path(__file__).resolve().parents[1] / "data" / "contrasts"


def items() -> list[tuple[str, Item]]:
    """All items with their halves, file by file."""
    return [(half_of(path), item) for path in files(HERE) for item in read(path).items]


def faults() -> Iterator[str]:
    """What is wrong with an item's form, and each claim that stands twice."""
    for path in files(HERE):
        yield from (f"{path.parent.name}/{fault}" for fault in read(path).faults)
    seen = Counter(item.claim for _, item in items())
    yield from (f"twice: {claim}" for claim, times in seen.items() if times > 1)


def counts() -> Iterator[str]:
    """The lines of the README's tables."""
    every = items()
    for name, at in (("sources", 0), ("claims", 1)):
        number = Counter(item.languages[at] for _, item in every)
        yield f"| {name} | {' | '.join(str(number[one]) for one in LANGUAGES)} |"
    yield ""
    slots = Counter((half, item.kinds[number]) for half, item in every for number in item.asked)
    for kind in KINDS:
        yield f"| {kind} | {slots['dev', kind]} | {slots['test', kind]} |"
    yield ""
    two = sum(item.languages[0] != item.languages[1] for _, item in every)
    asked = sum(len(list(contrasts(item))) for _, item in every)
    yield f"{len(every)} items, {two} of them in two languages, with {sum(slots.values())} slots; {asked} claims where each slot is asked by itself."


if __name__ == "__main__":
    answer(__doc__, counts, faults)
