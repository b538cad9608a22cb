"""Sources and claims that rest on them, faithful ones and ones of which one thing changed (`data/changes-news`), read from their files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("en", "de", "es", "fr", "it", "pt")
FAITHFUL: Final = "F"
KINDS: Final = (
    "base_changed", "scope_dropped", "concept_changed", "period_changed", "unit_changed", "bound_dropped",
    "hedge_dropped", "certainty_raised", "source_changed", "source_blurred", "caveat_omitted",
)  # fmt: skip
#: Folders to develop on; the others are for measuring alone.
DEVELOPED_ON: Final = frozenset(("health", "justice", "nature", "mixed", "nouns", "minimal", "long", "sayso"))
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
class Read:
    """What is read of a file so far."""

    stories: list[Story] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    name: str = ""
    language: str = ""
    source: str = ""
    claims: list[Told] = field(default_factory=list)

    def end(self) -> None:
        """Close the story that is being read."""
        if self.source and len(self.claims) >= _FEWEST:
            self.stories.append(Story(self.name, self.language, self.source, tuple(self.claims)))
        elif self.name:
            self.faults.append(f"{self.name}: a story without a source or with fewer than {_FEWEST} claims")
        self.name = self.language = self.source = ""
        self.claims = []


def read(path: Path) -> Read:
    """A file's stories, and what is wrong with it."""
    done = Read()
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


def files(data: Path) -> list[Path]:
    """The files of stories in the set's folder."""
    return sorted(data.glob("*/*.txt"))


def half_of(story: Story) -> str:
    """The half of a story: "dev" or "test"."""
    return "dev" if story.name.partition("/")[0] in DEVELOPED_ON else "test"
