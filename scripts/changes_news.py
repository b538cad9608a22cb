#!/usr/bin/env python3
"""Read data/changes-news, count what is in it, and say what is wrong with its form.

python scripts/changes_news.py counts   the tables of its README
python scripts/changes_news.py faults   lines that are not as they should be
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from asked import answer

from sayso.bench.changes_read import FAITHFUL, KINDS, LANGUAGES, Story, files, read

HERE: Final = Path(__file__).resolve().parents[1] / "data" / "changes-news"


def stories() -> list[Story]:
    """All stories, file by file."""
    return [story for path in files(HERE) for story in read(path).stories]


def faults() -> Iterator[str]:
    """Each line of another form, and each source that stands twice."""
    for path in files(HERE):
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


if __name__ == "__main__":
    answer(__doc__, counts, faults)
