"""Spreads shards over processes of this machine, or over a cluster. What is written is the same either way."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sayso.model import Problem, UsageError

from .account import Account
from .files import Finished, Folder, Shards
from .local import make_here
from .making import LARGE, LATE, Order
from .process import Crew
from .settings import MIB, Progress, Settings
from .whole import Whole, claim
from .work import Shard

__all__ = ["MIB", "Progress", "Settings", "Summary", "run"]

#: Codes of what was skipped for what may have gone since: rights to a file, a fault of ours.
_PASSING: Final = frozenset(("unreadable", "internal"))


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run gave: its shards in order, how many of them were there already, and the most memory a process held."""

    shards: tuple[Finished, ...]
    kept: int
    memory: int
    seconds: float

    @property
    def counts(self) -> Counter[str]:
        """All counts, added up."""
        counts: Counter[str] = Counter()
        for one in self.shards:
            counts.update(one.counts)
        return counts

    @property
    def skipped(self) -> tuple[Problem, ...]:
        """All that was left out, and why."""
        return tuple(problem for one in self.shards for problem in one.skipped)


def _nobody(_progress: Progress) -> None:
    """Tell nobody."""


def run(
    shards: Sequence[Shard],
    work: str,
    version: str,
    out: Path,
    *,
    settings: Settings | None = None,
    report: Callable[[Progress], None] = _nobody,
    crew: Crew | None = None,
    whole: Whole | None = None,
    left_out: tuple[Problem, ...] = (),
    beside: tuple[str, ...] = (),
) -> Summary:
    """Do the work ("module:function") on every shard into the folder `out`; a shard that is done already is passed over.

    The processes are those of `crew`, which lasts for several runs, else of this run alone. What is written is the same whatever the number of workers, and whatever was killed on the way. Ctrl-C leaves what
    is whole. Where it is told of which `whole` the shards are parts, those of another one in the folder are not taken away.
    `left_out` is kept with the list of shards; `beside` are names of files that the work leaves for each shard, `NAME-KEY`: one whose files are not as
    they were left is done again. Raises UsageError for a folder that cannot be written, that another process
    writes, or that holds shards of another whole, and for a cluster that cannot do it.
    """
    given = settings or Settings()
    if given.workers < 1 or given.seconds <= 0 or given.memory < MIB:
        raise UsageError("usage", "a run needs a worker, time and memory", "give numbers above zero")
    folder, begun = Folder(out, given.stem), time.monotonic()
    named = {one.key(work, version): one for one in shards}
    with ExitStack() as opened:
        crew = crew or opened.enter_context(Crew())
        opened.enter_context(folder.alone())
        try:
            folder.sweep()
            if whole is not None:
                claim(folder, whole, named, replace=given.replace)
            account = Account(named, _known(folder, named, given), begun, report)
            orders = [
                _ordered(folder, one, work, version, given, beside=beside)
                for one in named.items()
                if one[0] not in account.finished
            ]
            try:
                _spread(orders, given, crew, account, whole.places if whole else ())
            finally:
                folder.sweep()
            finished = tuple(account.finished[key] for key in named)
            folder.close(Shards(work=work, version=version, shards=finished, left_out=left_out))
        except OSError as error:
            raise folder.unwritable(error.strerror or str(error)) from error
    return Summary(finished, account.kept, account.memory, time.monotonic() - begun)


def _known(folder: Folder, keys: dict[str, Shard], settings: Settings) -> dict[str, Finished]:
    """The shards that are done and stay so."""
    found = ((key, folder.finished(key)) for key in keys)
    return {
        key: one
        for key, one in found
        if one is not None and not _is_to_be_done_again(one, settings) and folder.is_whole(one)
    }


def _is_to_be_done_again(known: Finished, settings: Settings) -> bool:
    """Whether what was skipped in a shard may be done now: a limit was raised, or the fault lay outside of the item."""
    codes = {problem.code for problem in known.skipped}
    longer = LATE in codes and settings.seconds > known.allowed.seconds
    larger = LARGE in codes and settings.memory > known.allowed.memory
    return longer or larger or not _PASSING.isdisjoint(codes)


def _ordered(
    folder: Folder, named: tuple[str, Shard], work: str, version: str, settings: Settings, *, beside: tuple[str, ...]
) -> Order:
    key, shard = named
    return Order(
        key=key, name=shard.name, payload=shard.payload, where=shard.where, folder=str(folder.path.resolve()),
        stem=folder.stem, work=work, version=version, memory=settings.memory, seconds=float(settings.seconds),
        beside=beside,
    )  # fmt: skip


def _spread(orders: Sequence[Order], settings: Settings, crew: Crew, account: Account, places: Sequence[str]) -> None:
    """Have the orders done where the settings say; `places` are what the work reads."""
    if not settings.spark:
        make_here(orders, settings.workers, crew, account)
    elif orders:
        crew.cluster(settings.spark).make(orders, [one for one in places if Path(one).exists()], account)
