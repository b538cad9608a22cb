"""What reading a corpus in full costs, encoders and all, at three sizes: CPU time a short article, and by how much it grows from each size to the next.

The texts are made (`scale_texts`), of six sentences, with a figure in each and words of more pieces than real ones have. CPU time is counted as in
`follow_read`: that of all processes, less what they take to load word lists and weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from sayso.cores import cores
from sayso.pipeline import Progress, no_progress

from .follow_read import Spent, each, read_made
from .result import Measure, Outcome
from .room import notes, room
from .scale_texts import LANGUAGES, MadeTexts

SIZE: Final = 1_000
#: Sentences of a short article.
SENTENCES: Final = 6
#: The smallest of the three sizes, as a share of the largest.
_SMALLEST: Final = 100
_FEWEST: Final = 200


def measure_follow_full(
    data: Path, progress: Progress = no_progress, _peers: Path | None = None, *, size: int = SIZE
) -> Outcome:
    """Measure with a hundredth of `size` short articles, a tenth, and all, in a folder of its own within `data`, which is deleted in the end.

    Raises UsageError where there is no such folder, or where `size` is less than 200.
    """
    with room(data, "full", size, fewest=_FEWEST, what="the corpus") as folder:
        return Outcome(tuple(_measured(folder, size, progress)), notes=notes("texts"))


def _measured(folder: Path, size: int, progress: Progress) -> Iterator[Measure]:
    sizes = (size // _SMALLEST, size * 10 // _SMALLEST, size)
    read = partial(read_made, folder, depth="full", texts=MadeTexts(SENTENCES))
    progress("what starting takes", 0, 1 + len(sizes))
    first = cores() * len(LANGUAGES)  # so that all that is loaded for a language is loaded
    start, costs = read(first), list[float]()
    for number, count in enumerate(sizes, 1):
        progress(f"{count:,} articles", number, 1 + len(sizes))
        spent: Spent = read(count + first)
        costs.append(each(spent, start, count))
        meaning = "CPU milliseconds a short article, in full"
        yield Measure(f"cost.{count}", costs[-1] * 1e3, count, meaning)
        if len(costs) > 1:
            yield Measure(
                f"growth.{count}", costs[-1] / costs[-2], count, "the same, to that of a tenth as many: 1 is flat"
            )
        yield Measure(f"memory.{count}", spent.memory / 1e6, count, "most memory of a process")
        yield Measure(f"clock.{count}", spent.wall, count, "seconds by the clock, with all processes and their start")
