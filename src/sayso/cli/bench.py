"""`sayso bench`: measure on public data that lies on this machine."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from sayso.model import UsageError
from sayso.version import __version__

from .console import progress, write_out

if TYPE_CHECKING:
    from sayso.bench import Measure

#: What is measured with as much as is asked for.
_SIZED: Final = frozenset(
    (
        "checked",
        "follow_cluster",
        "follow_full",
        "follow_join",
        "follow_read",
        "follow_threads",
        "reckoning",
        "reuse",
        "scale",
    )
)


def run(options: argparse.Namespace) -> int:
    """Print each figure with what it rests on, and what was missed where that is asked for; returns the exit code."""
    from sayso.bench import BENCHES

    if options.size is not None and options.name not in _SIZED:
        raise UsageError("usage", f"{options.name} has a size of its own", "leave --size away")
    sized = {} if options.size is None else {"size": options.size}
    with progress(quiet=False) as report:
        found = BENCHES[options.name](options.data, report, options.peers, **sized)
    write_out(f"sayso {__version__}, Python {platform.python_version()}, {options.name}\n")
    alone = all(one.by == "sayso" for one in found.measures)
    for line in _lines(found.measures) if alone else _table(found.measures):
        write_out(f"{line}\n")
    for note in found.notes:
        write_out(f"{note}\n")
    for miss in found.misses:
        if options.misses is not None and miss.name.startswith(options.misses):
            write_out(f"{miss}\n")
    return 0


def _lines(measures: Sequence[Measure]) -> Iterator[str]:
    width = _width(measures)
    for one in measures:
        yield f"{one.name:{width}} {_shown(one)}  n={one.n:<5} {one.meaning}"


def _table(measures: Sequence[Measure]) -> Iterator[str]:
    """A row a measure and a column a reader; "-" where a reader has no such measure."""
    readers = list(dict.fromkeys(one.by for one in measures))
    widths, first_width = [max(len(reader), 6) for reader in readers], _width(measures)
    yield " ".join([" " * first_width, *(f"{reader:>{width}}" for reader, width in zip(readers, widths, strict=True))])
    rows: dict[str, dict[str, Measure]] = {}
    for one in measures:
        rows.setdefault(one.name, {})[one.by] = one
    for name, row in rows.items():
        cells = [_shown(row[reader]) if reader in row else "-" for reader in readers]
        shown = [f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True)]
        first = next(iter(row.values()))
        yield " ".join([f"{name:{first_width}}", *shown, f" n={first.n:<5} {first.meaning}"])


def _width(measures: Sequence[Measure]) -> int:
    return max(24, *(len(one.name) for one in measures))


def _shown(one: Measure) -> str:
    return str(one.value) if isinstance(one.value, int) else f"{one.value:.3f}"
