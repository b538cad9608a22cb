"""Lines as documents whose claims they are, and English lines changed: another value, which is the same claim; or another country, year, name, count or a denial, which is not."""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from sayso.model import Analysis, Certainty, Claim, Figure, Made

from .searches import as_document
from .seeded import read_line
from .seeds import seeds

_MADE: Final = Made(stage="bench", version="1")
_COUNTRIES: Final = ("Germany", "France", "Spain", "Italy", "Russia", "China", "Japan", "India", "Brazil", "Mexico", "Canada", "Australia", "Turkey", "Ireland", "Scotland", "Syria", "Iran", "Ukraine", "Poland", "Sweden")  # fmt: skip
_COUNTRY: Final = re.compile(rf"\b(?:{'|'.join(_COUNTRIES)})\b")
_HELPS: Final = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|could|should)\b")
_DENIED: Final = re.compile(r"\b(?:not|no|never|nobody|none|nothing|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE)  # fmt: skip
_NAME: Final = re.compile(r"(?<![.!?:\"“”] )(?<=[a-z,] )[A-Z][a-z]{4,}\b")
_OTHER_NAME: Final = "Harrowgate"
_COUNTED: Final = ("bridges", "hospitals", "teachers", "farmers", "ships", "schools")
#: Changes of a value after which it is still the same that is counted; the first that a line allows is taken.
VALUES: Final = ("tenth", "swapped", "times_10")
DECOYS: Final = ("country", "year", "name", "counted", "denied")
_SEED: Final = 11


def ledger_of(lines: Mapping[int, str], language: str, name: str) -> Analysis:
    """Numbered lines as one document with a claim for each line, whose id is its number."""
    analysis = as_document(lines, language, name)
    starts = [sentence.start for sentence in analysis.sentences]
    figures: list[list[str]] = [[] for _ in starts]
    for figure in analysis.figures:
        figures[bisect_right(starts, figure.start) - 1].append(figure.id)
    claims = [
        Claim(
            id=str(number), start=at.start, end=at.end, text=line, sort="fact", check_worthiness=0.5, because=(),
            certainty=Certainty(author="unknown"), figures=tuple(held), made=_MADE,
        )
        for (number, line), at, held in zip(lines.items(), analysis.sentences, figures, strict=True)
    ]  # fmt: skip
    return replace(analysis, claims=tuple(claims))


def ledgers_of(lines: Mapping[int, str], items: Sequence[str], language: str) -> list[Analysis]:
    """A document for each news item, of the lines that are of it; empty lines are left out."""
    held: dict[str, dict[int, str]] = {}
    for number, line in lines.items():
        if line.strip():
            held.setdefault(items[number], {})[number] = line
    return [ledger_of(some, language, f"{language}/{item}") for item, some in held.items()]


def other_values(lines: Mapping[int, str]) -> dict[int, str]:
    """The English lines in which a figure can be changed, with another value."""
    found = {}
    for number, line in lines.items():
        if any(char.isdigit() for char in line):
            kinds = {seed.kind: seed.text for seed in seeds(line, read_line(line, "en").figures, number * _SEED)}
            text = next((kinds[kind] for kind in VALUES if kind in kinds), None)
            if text:
                found[number] = text
    return found


def decoys(lines: Mapping[int, str], kind: str) -> dict[int, str]:
    """The English lines that a change of this kind makes another claim, changed."""
    return {number: text for number, line in lines.items() if (text := _decoy(line, kind, number))}


def _decoy(line: str, kind: str, number: int) -> str | None:
    if kind == "country":
        return _replaced(line, _COUNTRY, lambda old: _COUNTRIES[(_COUNTRIES.index(old) + 7) % len(_COUNTRIES)])
    if kind == "name":
        return _replaced(line, _NAME, lambda _old: _OTHER_NAME)
    if kind == "denied":
        helps = None if _DENIED.search(line) else _HELPS.search(line)
        return f"{line[: helps.end()]} not{line[helps.end() :]}" if helps else None
    figures = read_line(line, "en").figures if any(char.isdigit() for char in line) else ()
    if kind == "year":
        return next((seed.text for seed in seeds(line, figures, number * _SEED) if seed.kind == "year"), None)
    return _counted(line, figures, number)


def _replaced(line: str, pattern: re.Pattern[str], other: Callable[[str], str]) -> str | None:
    """The line with the first word found put otherwise wherever it stands; none where nothing was found, or where its other is there too."""
    found = pattern.search(line)
    if not found or other(found.group()) in line:
        return None
    return re.sub(rf"\b{re.escape(found.group())}\b", other(found.group()), line)


def _counted(line: str, figures: Iterable[Figure], number: int) -> str | None:
    """The line with another thing for what a number counts."""
    for figure in figures:
        counted = figure.counted
        if figure.kind == "count" and counted is not None and counted.start > figure.end and " " not in counted.text:
            other = random.Random(number).choice(_COUNTED)  # noqa: S311  a fixed choice, no secret
            return None if other in line else line[: counted.start] + other + line[counted.end :]
    return None
