"""What a claim costs against made checks, of any number: looked up and held against those that may be meant.

The made checks' texts are sentences as in the bench of scale, read as checks are read; their vectors are those of the set's checks, turned somewhat, so that each claim has as many near ones
as it is held against at most. What is measured of a collection is its making, its size on disk, and its opening, too.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from sayso.checked import Collection, ReadChecks
from sayso.checked.loose import Loose, entry_of
from sayso.checked.match import candidates_of, matched
from sayso.pipeline import Progress

from .result import Measure
from .scale_texts import SENTENCES, MadeTexts

if TYPE_CHECKING:
    from sayso.across.claim_rows import ClaimRow
    from sayso.evidence import Meaning

_STEPS: Final = (100, 10, 1)
_TURNED: Final = 0.8
_T = TypeVar("_T")


class Asked(Protocol):
    """A text with its claims."""

    @property
    def rows(self) -> Sequence[ClaimRow]:
        """The claims."""


def measure_cost(
    known: Collection, asked: Sequence[Asked], encoder: Meaning | None, size: int, progress: Progress
) -> Iterator[Measure]:
    """CPU a claim, a check, and what lies on disk, for `size` made checks, a tenth and a hundredth."""
    claims = [row for one in asked for row in one.rows]
    for step in _STEPS:
        count = max(1, size // step)
        progress("made checks", count, size)
        begun = time.process_time()
        made = Collection.of(_made(count))
        spent = time.process_time() - begun
        if encoder is not None:
            made = _turned(made, known.vectors, encoder.name)
        yield Measure(
            f"{count}.make_ms", spent * 1000 / count, count, "ms of CPU a check, read and keyed, without its vector"
        )
        with tempfile.TemporaryDirectory() as folder:
            yield from _kept(made, Path(folder) / "checks", count, claims)


def _kept(made: Collection, folder: Path, count: int, claims: Sequence[ClaimRow]) -> Iterator[Measure]:
    made.keep(folder)
    size = sum(path.stat().st_size for path in folder.iterdir())
    yield Measure(f"{count}.bytes", size // count, count, "bytes on disk a check")
    opened, spent = _timed(lambda: Collection.open(folder))
    yield Measure(f"{count}.open_ms", spent * 1000, 1, "ms of CPU to open it")
    n = len(claims)
    for _ in range(2):  # the first time the files are read
        _, spent = _timed(lambda: _match(claims, opened))
    yield Measure(
        f"{count}.claim_ms",
        spent * 1000 / max(1, n),
        n,
        "ms of CPU a claim of an article of as many, looked up and compared, without its vector",
    )


def _timed(do: Callable[[], _T]) -> tuple[_T, float]:
    begun = time.process_time()
    done = do()
    return done, time.process_time() - begun


def _match(rows: Sequence[ClaimRow], collection: Collection) -> int:
    found = zip(rows, candidates_of(collection, rows), strict=True)
    return sum(1 for row, candidates in found for _ in matched(row, candidates, collection))


def _made(count: int) -> ReadChecks:
    texts = MadeTexts()
    entries = []
    for number in range(-(-count // SENTENCES)):
        read = texts.document(number)
        doc = read.document
        for at, one in enumerate(read.sentences):
            text = doc.text[one.start : one.end]
            place = f"made#{number}.{at}"
            entries.append(
                entry_of(Loose(place=place, form="claimreview", text=text, url=place, language=doc.language))
            )
    return ReadChecks(tuple(entries[:count]), 1, ())


def _turned(made: Collection, known: NDArray[np.int8], encoder: str) -> Collection:
    """The collection with a vector a check: that of a check of the set, with as much again by chance."""
    chance = np.random.default_rng(random.Random(3).getrandbits(32))  # noqa: S311  the same every time, no secret
    base = known.astype(np.float32)
    length = np.sqrt(np.vecdot(base, base)).mean()
    rows = np.empty((len(made), known.shape[1]), np.int8)
    for first in range(0, len(made), 4096):
        some = rows[first : first + 4096]
        noise = chance.standard_normal(some.shape, np.float32)
        noise *= length / np.sqrt(np.vecdot(noise, noise))[:, None]
        mixed = base[(first + np.arange(len(some))) % len(base)] + _TURNED * noise
        mixed *= length / np.sqrt(np.vecdot(mixed, mixed))[:, None]
        some[:] = np.clip(np.rint(mixed), -127, 127)
    return Collection(made.held, made.keys, rows, made.files, (), encoder)
