"""A corpus read once: every document into its ledger, a shard at a time, as files that the stages across documents go by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as dataclass_replace
from functools import partial
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from .engine import Item, Progress, Result, Settings, Shard, Summary, Whole, read_lines, read_shards, run
from .extract.beginning import beginning_of
from .extract.figures import find_figures
from .model import Ledger, Problem, SaysoError, UnreadableError
from .model.span import Entry
from .pipeline import ANALYSIS_VERSION, analyse
from .reading import Reading
from .reading.corpora import CorpusShard, Member, find_shards, open_shard, place_of, read_appearance
from .version import __version__

#: How much of a document is read: all, all without encoders, or its figures alone.
Depth = Literal["full", "rules", "figures"]

STEM: Final = "ledgers"
_WORK: Final = "sayso.follow:read_shard"


class _Asked(Entry, frozen=True, kw_only=True):
    """What a process is asked to do with a shard."""

    shard: CorpusShard
    depth: Depth


@dataclass(frozen=True, slots=True)
class CorpusRead:
    """What became of a corpus: the engine's account of it, and the files that were left out from the beginning."""

    summary: Summary
    left_out: tuple[Problem, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that was not read, and why."""
        return (*self.left_out, *self.summary.skipped)

    @property
    def unread(self) -> tuple[Problem, ...]:
        """Those of what a corpus is read for: not files that are passed over, such as pictures."""
        return (*(problem for problem in self.left_out if problem.code != "skipped"), *self.summary.skipped)


def _nobody(_progress: Progress) -> None:
    """Tell nobody."""


def read_corpus(
    corpus: Sequence[str],
    out: Path,
    *,
    depth: Depth = "full",
    settings: Settings | None = None,
    report: Callable[[Progress], None] = _nobody,
) -> CorpusRead:
    """Read every document of a corpus into a ledger in the folder `out`; what is there already is not read again.

    `corpus` are paths, as `find_shards` takes them; `out` must lie outside of their folders. A document that cannot be read is a
    problem, the rest is read. Raises UsageError where there is nothing to read or nowhere to write, and where ledgers of another
    corpus or depth lie in `out` and would go, unless `settings` tell to replace them; a corpus may change and grow.
    """
    plan = find_shards(corpus)
    shards = [
        Shard(one.name, msgspec.json.encode(_Asked(shard=one, depth=depth)), weight)
        for one, weight in zip(plan.shards, plan.weights, strict=True)
    ]
    given = dataclass_replace(settings or Settings(), stem=STEM)
    whole = Whole(places=tuple(sorted(map(place_of, corpus))), how=depth)
    done = run(shards, _WORK, ANALYSIS_VERSION, out, settings=given, report=report, whole=whole, left_out=plan.problems)
    return CorpusRead(done, plan.problems)


def read_ledgers(folder: Path) -> Iterator[Ledger]:
    """The ledgers of a corpus that was read, in its order, one by one.

    Raises UsageError where the reading is not finished, UnreadableError where a file is damaged.
    """
    for shard in read_shards(folder, STEM).shards:
        for line in read_lines(folder, shard):
            yield Ledger.from_json(line)


def read_shard(payload: bytes) -> Iterator[Item]:
    """The documents of a shard as items of the engine's work."""
    asked = msgspec.json.decode(payload, type=_Asked)
    for member in open_shard(asked.shard):
        yield Item(member.place, partial(_read, member, asked.depth))


def _read(member: Member, depth: Depth) -> Result:
    try:
        appearance = member.take()
        if appearance is None:
            return Result()
        ledger = _ledger(read_appearance(appearance), depth)
        return Result(_encoded(ledger, member.place), _counts(ledger))
    except SaysoError as error:
        return Result(counts={"skipped": 1}, skipped=(replace(error.problem, uri=member.place),))


def _ledger(reading: Reading, depth: Depth) -> Ledger:
    if depth == "figures":
        doc, sentences, cut = beginning_of(reading.document, reading.sentences)
        return Ledger(
            version=__version__,
            document=doc,
            sentences=sentences,
            figures=find_figures(doc, sentences),
            problems=(*reading.problems, *cut),
        )
    found = analyse(reading, tagger=depth == "full")
    entries = {name: getattr(found, name) for name in found.__struct_fields__}
    return Ledger(version=__version__, **entries)


def _encoded(ledger: Ledger, place: str) -> bytes:
    try:
        return msgspec.json.encode(ledger) + b"\n"
    except (ValueError, OverflowError) as error:
        hint = "save the text anew as UTF-8"
        raise UnreadableError("damaged", f"the text cannot be kept: {error}", hint, place) from error


def _counts(ledger: Ledger) -> dict[str, int]:
    return {
        "documents": 1,
        "sentences": len(ledger.sentences),
        "figures": len(ledger.figures),
        "attributions": len(ledger.attributions),
        "claims": len(ledger.claims),
    }
