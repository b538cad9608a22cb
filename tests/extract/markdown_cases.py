"""Test cases kept as Markdown: prose, a fenced text with its language, a fenced list of what must be found.

`SAYSO_REWRITE=1` writes what is found into the files; a reviewer reads the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sayso.model import Block, Document, Sentence, text_id
from sayso.reading.sentences import split_sentences

CASES = Path(__file__).parents[1] / "cases"
_CASE = re.compile(r"```text (?P<language>\w+)\n(?P<text>.*?)\n```\n\n```expected\n(?P<expected>.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Case:
    """One text with what is expected of it; `name` is the file and the line it stands on."""

    name: str
    language: str
    text: str
    expected: str


def document(text: str, language: str) -> tuple[Document, tuple[Sentence, ...]]:
    """A document of paragraphs, one a line; a line that starts with "# " is a title. With its sentences."""
    blocks = []
    for line in re.finditer(r"[^\n]+", text):
        title = line.group().startswith("# ")
        blocks.append(Block(start=line.start() + 2 * title, end=line.end(), kind="title" if title else "paragraph"))
    doc = Document(
        id="d:case", text_id=text_id(text), uri="case.md", text=text, language=language, blocks=tuple(blocks)
    )
    return doc, split_sentences(text, doc.blocks, language)


def cases(*patterns: str) -> list[Case]:
    """The cases of all files that match, in order."""
    found = []
    for path in sorted(path for pattern in patterns for path in CASES.glob(pattern)):
        content = path.read_text(encoding="utf-8")
        for match in _CASE.finditer(content):
            line = content.count("\n", 0, match.start()) + 1
            found.append(Case(f"{path.name}:{line}", match["language"], match["text"], match["expected"]))
    return found


def rewrite(patterns: tuple[str, ...], found: Callable[[str, str], str]) -> None:
    """Where `SAYSO_REWRITE` is set, write into the files what `found(text, language)` gives."""
    if not os.environ.get("SAYSO_REWRITE"):
        return
    for path in sorted(path for pattern in patterns for path in CASES.glob(pattern)):
        content = path.read_text(encoding="utf-8")
        path.write_text(_CASE.sub(lambda match: _case(match, found), content), encoding="utf-8")


def _case(match: re.Match[str], found: Callable[[str, str], str]) -> str:
    expected = found(match["text"], match["language"])
    return f"```text {match['language']}\n{match['text']}\n```\n\n```expected\n{expected}```"
