"""What becomes of a file, read by its door as a person's command reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from sayso.checked.files import read_checks
from sayso.model import Problem, SaysoError
from sayso.reading import find_files, read_path
from sayso.reading.corpora import find_shards, open_shard, read_appearance
from sayso.reading.formats import beyond_memory

from .made import Door, Made


@dataclass
class Outcome:
    """How many texts were read, what they say, and the problems that were told."""

    texts: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def come(self) -> str:
        """What it came to: "read", the code of the first refusal, or "nothing" where there was neither."""
        return "read" if self.texts else (self.refused or ["nothing"])[0]

    @property
    def codes(self) -> set[str]:
        """All that was told."""
        return {problem.code for problem in self.problems}

    def refuse(self, problem: Problem) -> None:
        """A refusal is told, too."""
        self.refused.append(problem.code)
        self.problems.append(problem)

    def faults(self, made: Made) -> list[str]:
        """What is not as it must be."""
        found = []
        if self.come not in made.come:
            found.append(f"came to {self.come!r}, not to one of {made.come}")
        if self.come == "read":
            found += [f"did not tell {code!r}" for code in made.told if code not in self.codes]
            if made.says and not any(made.says in text for text in self.texts):
                found.append(f"does not say {made.says!r}")
        return found + self.wrong(made.lacks)

    def wrong(self, lacks: str) -> list[str]:
        """What is never right: words that must not be there, a problem without its mend, a fault of ours."""
        found = [f"says {lacks!r}" for text in self.texts if lacks and lacks in text][:1]
        found += [f"{one.code!r} tells no mend: {one.message}" for one in self.problems if not one.hint][:1]
        found += [
            f"{one.code!r} tells no place"
            for one in self.problems
            if not one.uri and one.code not in {"skipped", "too-large"}
        ][:1]
        found += [f"a fault of ours: {one.message}" for one in self.problems if one.code == "internal"][:1]
        return found


def outcome_of(paths: Sequence[Path], door: Door) -> Outcome:
    """What becomes of files and folders."""
    found = Outcome()
    try:
        {"document": _documents, "corpus": _corpus, "checks": _checks}[door](paths, found)
    except SaysoError as error:
        found.refuse(error.problem)
    except MemoryError:  # a worker of the engine is ended then, and its parent tells of it
        found.refuse(beyond_memory().problem)
    return found


def _documents(paths: Sequence[Path], found: Outcome) -> None:
    files, problems = find_files(list(paths))
    found.problems += problems
    for path, uri in files:
        try:
            reading = read_path(path, uri)
        except SaysoError as error:
            found.refuse(error.problem)
            continue
        found.texts.append(reading.document.text)
        found.problems += reading.problems
        reading.document.text.encode()  # no half of a character is left
        assert all(reading.document.text[one.start : one.end] for one in reading.sentences)


def _corpus(paths: Sequence[Path], found: Outcome) -> None:
    plan = find_shards(list(map(str, paths)))
    for problem in plan.problems:
        (found.problems.append if problem.code == "skipped" else found.refuse)(problem)
    for shard in plan.shards:
        for member in open_shard(shard):
            try:
                appearance = member.take()
                reading = None if appearance is None else read_appearance(appearance)
            except SaysoError as error:
                found.refuse(replace(error.problem, uri=member.place))
                continue
            if reading is not None:
                found.texts.append(reading.document.text)
                found.problems += reading.problems


def _checks(paths: Sequence[Path], found: Outcome) -> None:
    read = read_checks(list(paths))
    for problem in read.problems:
        (found.problems.append if problem.code == "skipped" else found.refuse)(problem)
    found.texts += [f"{one.text}\n{one.title}\n{one.uri}" for one in read.entries]
