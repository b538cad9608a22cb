"""One step of a join: a function that is run on many tasks by the engine, each of which leaves files that the next step reads.

A task's key is the hash of what it is asked and of the version, and its files bear it: `WHAT-KEY`. What is done is not done again,
and what is of no task any more is taken away. Nothing is left out: a task that fails ends the join, with the mend.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from sayso.engine import Crew, Progress, Settings, Shard, Summary, run
from sayso.engine.files import Folder
from sayso.model import Problem, UnreadableError
from sayso.model.span import Entry
from sayso.version import __version__

#: The version of what the steps write; other files are made anew.
VERSION: Final = f"{__version__}/11"
_BYTES: Final = "bytes."

#: Told of the step at work, and how far it is.
Report = Callable[[str, Progress], None]


class Place(Entry, frozen=True, kw_only=True):
    """Where a join works: its folder, and that of the ledgers."""

    out: str
    ledgers: str

    def folder(self, step: str) -> Path:
        """The folder of a step's files."""
        return Path(self.out) / "work" / step

    def file(self, step: str, what: str, key: str) -> Path:
        """A file that a task left."""
        return Path(self.out, "work", step, f"{what}-{key}")

    @classmethod
    def told(cls, where: str) -> Place:
        """The place as a task is told of it."""
        return msgspec.json.decode(where, type=cls)


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its name, its function ("module:function"), the files that each task leaves beside its lines, what a person is told."""

    name: str
    work: str
    beside: tuple[str, ...]
    saying: str

    def key(self, payload: bytes) -> str:
        """The key of the task that is asked so."""
        return Shard("", payload).key(self.work, VERSION)


@dataclass(frozen=True, slots=True)
class Asked:
    """A task: what it is called, what it is asked, how much it is of the step."""

    name: str
    what: Entry
    weight: int = 1


def size_counts(**sizes: int) -> dict[str, int]:
    """The sizes of a task's files, as counts of its marker."""
    return {f"{_BYTES}{what}": size for what, size in sizes.items()}


@dataclass(frozen=True, slots=True)
class Hands:
    """Who does the work: how many processes with how much memory, which ones, and who is told."""

    settings: Settings
    crew: Crew
    report: Report


def run_step(step: Step, tasks: Sequence[Asked], place: Place, hands: Hands) -> Summary:
    """Have all tasks of a step done; raises UnreadableError where one fails."""
    folder, where = place.folder(step.name), msgspec.json.encode(place).decode()
    shards = [Shard(one.name, msgspec.json.encode(one.what), one.weight, where) for one in tasks]
    given = replace(hands.settings, stem=step.name)
    done = run(
        shards, step.work, VERSION, folder,
        settings=given, crew=hands.crew, report=lambda now: hands.report(step.saying, now), beside=step.beside,
    )  # fmt: skip
    check_whole(Folder(folder, step.name), done)
    kept = {one.key for one in done.shards}
    for what in step.beside:
        for path in folder.glob(f"{what}-*"):
            if path.name.removeprefix(f"{what}-") not in kept:
                path.unlink(missing_ok=True)
    return done


def check_whole(folder: Folder, done: Summary) -> None:
    """Raise what made a task fail; it is done again the next time."""
    failed = [(one.key, problem) for one in done.shards for problem in one.skipped]
    for key, _ in failed:
        folder.marker(key).unlink(missing_ok=True)
    if failed:
        raise _failure(failed[0][1])


def _failure(problem: Problem) -> UnreadableError:
    hint = problem.hint
    if problem.code == "too-large":
        hint = "allow a process more memory: --memory"
    return UnreadableError(problem.code, f"the join stopped at {problem.uri}: {problem.message}", hint, problem.uri)
