#!/usr/bin/env python3
"""Read data/changes-news, count what is in it, and say what is wrong with its form.

python scripts/changes_news.py counts   the tables of its README
python scripts/changes_news.py faults   lines that are not as they should be
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parents[1] / "data" / "changes-news"
LANGUAGES: Final = ("en", "de", "es", "fr", "it", "pt")
FAITHFUL: Final = "F"
KINDS: Final = (
    "base_changed", "scope_dropped", "concept_changed", "period_changed", "unit_changed", "bound_dropped",
    "hedge_dropped", "certainty_raised", "source_changed", "source_blurred", "caveat_omitted",
)  # fmt: skip
_STORY: Final = re.compile(r"@ (\w\w) \| (.+)")
_SOURCE: Final = "S "
_LEFT: Final = " <= "
_FEWEST: Final = 3

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim: its language, F or a kind of drift, its words, where the drift shows in them, and where in the source its words stand that were left out or replaced."""

    language: str
    label: str
    text: str
    place: Place | None
    source: Place | None


@dataclass(frozen=True, slots=True)
class Story:
    """A source in its language, with claims that rest on it; `name` is the file and the line that it stands in."""

    name: str
    language: str
    source: str
    claims: tuple[Told, ...]


@dataclass(slots=True)
class _Read:
    """What is read of a file so far."""

    stories: list[Story] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    name: str = ""
    language: str = ""
    source: str = ""
    claims: list[Told] = field(default_factory=list)

    def end(self) -> None:
        if self.source and len(self.claims) >= _FEWEST:
            self.stories.append(Story(self.name, self.language, self.source, tuple(self.claims)))
        elif self.name:
            self.faults.append(f"{self.name}: a story without a source or with fewer than {_FEWEST} claims")
        self.name = self.language = self.source = ""
        self.claims = []


def files() -> list[Path]:
    """The files of stories."""
    return sorted(HERE.glob("*/*.txt"))


def read(path: Path) -> _Read:
    """A file's stories, and what is wrong with it."""
    done = _Read()
    for number, written in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line, where = written.strip(), f"{path.parent.name}/{path.name}:{number}"
        if line.startswith("@"):
            done.end()
            found = _STORY.fullmatch(line)
            done.name, done.language = where, found[1] if found else ""
            if done.language not in LANGUAGES:
                done.faults.append(f"{where}: {line}")
        elif line.startswith(_SOURCE):
            done.source = line.removeprefix(_SOURCE).strip()
        elif line:
            told = _told(line, done.source)
            done.claims += [told] if isinstance(told, Told) else []
            done.faults += [] if isinstance(told, Told) else [f"{where}: {told}: {line}"]
    done.end()
    return done


def _told(line: str, source: str) -> Told | str:
    """A claim, or what is wrong with its line."""
    language, _, rest = line.partition(" ")
    label, _, rest = rest.partition(" ")
    if language not in LANGUAGES or label not in (FAITHFUL, *KINDS):
        return "no language or label"
    text, _, left = rest.partition(_LEFT)
    marks = [text.find(mark) for mark in "{}"]
    if text.count("{") > 1 or text.count("}") > 1 or (marks[0] < 0) != (marks[1] < 0) or marks[0] > marks[1]:
        return "braces"
    at = source.find(left.strip()) if left else -1
    if (label == FAITHFUL) != (at < 0) or (label == FAITHFUL and marks[0] >= 0):
        return "marks of a faithful claim, or words that the source does not have"
    place = (marks[0], marks[1] - 1) if marks[0] >= 0 else None
    plain = text.replace("{", "").replace("}", "").strip()
    return Told(language, label, plain, place, (at, at + len(left.strip())) if at >= 0 else None)


def stories() -> list[Story]:
    """All stories, file by file."""
    return [story for path in files() for story in read(path).stories]


def faults() -> Iterator[str]:
    """Each line of another form, and each source that stands twice."""
    for path in files():
        yield from read(path).faults
    seen = Counter(story.source for story in stories())
    yield from (f"twice: {source}" for source, times in seen.items() if times > 1)


def counts() -> Iterator[str]:
    """The lines of the README's tables."""
    every = stories()
    claims = [(story, told) for story in every for told in story.claims]
    yield from _table("sources", [story.language for story in every], LANGUAGES)
    yield ""
    yield from _table("claims", [told.language for _, told in claims], LANGUAGES)
    yield ""
    yield from _table("", [told.label for _, told in claims], (FAITHFUL, *KINDS), down=True)
    same = sum(story.language == told.language for story, told in claims)
    yield ""
    yield f"{len(every)} stories, {len(claims)} claims, {same} of them in their source's language."


def _table(name: str, found: Sequence[str], of: Sequence[str], *, down: bool = False) -> Iterator[str]:
    number = Counter(found)
    if down:
        yield "| label | claims |"
        yield "|---|---|"
        yield from (f"| {one} | {number[one]} |" for one in of)
        return
    yield f"| | {' | '.join(of)} |"
    yield "|---" * (len(of) + 1) + "|"
    yield f"| {name} | {' | '.join(str(number[one]) for one in of)} |"


def main() -> None:
    """Print what the command line asks for; with faults, the exit code is 1."""
    asked = {"counts": counts, "faults": faults}.get(sys.argv[-1])
    if asked is None:
        sys.exit(__doc__)
    told = list(asked())
    sys.stdout.write("".join(f"{line}\n" for line in told))
    sys.exit(int(asked is faults and bool(told)))


if __name__ == "__main__":
    main()
