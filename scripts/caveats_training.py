#!/usr/bin/env python3
"""Read data/caveats-training, count what is in it, and say what is wrong with its form.

python scripts/caveats_training.py counts   the table of its README
python scripts/caveats_training.py faults   lines that are not as they should be
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from asked import answer

HERE: Final = Path(__file__).resolve().parents[1] / "data" / "caveats-training"
PARTS: Final = ("learned", "held")
LANGUAGES: Final = ("en", "de", "es", "fr", "it", "pt")


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence that stands behind a statement, and whether it is a caveat on it; sentences of one story have one topic in all languages."""

    language: str
    topic: str
    statement: str
    caveat: bool
    text: str


def lines(part: str, language: str) -> list[str]:
    """The lines of a file that are not empty."""
    text = (HERE / part / f"{language}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]


def rows(part: str) -> Iterator[Row]:
    """The sentences of a part, language by language."""
    for language in LANGUAGES:
        topic = statement = ""
        for line in lines(part, language):
            mark, text = line[0], line[2:]
            if mark == "#":
                topic = text
            elif mark == "=":
                statement = text
            else:
                yield Row(language, topic, statement, mark == "+", text)


def faults() -> Iterator[str]:
    """Each line of another form, each sentence that stands twice in a language, and each topic that both parts have."""
    for language in LANGUAGES:
        found = [(part, line) for part in PARTS for line in lines(part, language)]
        seen = Counter(line[2:] for _, line in found if line[0] in "+-")
        yield from (f"{language}: twice: {text}" for text, times in seen.items() if times > 1)
        yield from (f"{part}/{language}: {line}" for part, line in found if line[:2] not in {"# ", "= ", "+ ", "- "})
    learned, held = ({row.topic for row in rows(part)} for part in PARTS)
    yield from (f"in both parts: {topic}" for topic in sorted(learned & held))


def counts() -> Iterator[str]:
    """The lines of the README's table."""
    found = Counter((row.language, part, row.caveat) for part in PARTS for row in rows(part))
    yield f"| | {' | '.join(LANGUAGES)} | all |"
    yield "|---" * (len(LANGUAGES) + 2) + "|"
    for part, told in zip(PARTS, ("to learn from", "held aside"), strict=True):
        for caveat, kind in ((True, "caveats"), (False, "others")):
            values = [found[language, part, caveat] for language in LANGUAGES]
            yield f"| {kind}, {told} | {' | '.join(map(str, values))} | {sum(values)} |"


if __name__ == "__main__":
    answer(__doc__, counts, faults)
