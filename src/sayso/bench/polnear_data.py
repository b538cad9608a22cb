"""Reads PolNeAR (Newell et al., LREC 2018): brat standoff, one file an article and annotator, beside the articles' texts.

A line `T1<tab>Source 89 106<tab>...` is a span, its parts parted by ";"; a line `E1<tab>Attribution:T4 Content:T3 Cue:T2 Source:T1`
joins spans to an attribution, in which a role may come more than once (`Content2`). An attribution without a source is
`Attribution-no-source`. What is marked to be discarded or discussed is none. Only the standard library is imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .attribution_scores import ROLES, Place, Said

# The words of a span stand last in its line, and may hold line ends of their own: what goes on is no line of the format.
_SPAN: Final = re.compile(r"^(T\d+)\t\S+ ([\d ;]+)\t", re.MULTILINE)
_EVENT: Final = re.compile(r"^E\d+\t(.*)", re.MULTILINE)
_ROLE: Final = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one annotator marked in one article; an article with several annotators has several."""

    article: str
    annotator: str
    text: str
    said: tuple[Said, ...]


def read_split(split: Path) -> Iterator[Annotation]:
    """Every annotation of a split, by article and annotator.

    Takes the split's folder, with `text` and `attributions` in it. Raises FileNotFoundError where an article's text is missing.
    """
    texts: dict[str, str] = {}
    for path in sorted((split / "attributions").glob("*.ann")):
        article, _, annotator = path.stem.rpartition("_")
        if article not in texts:
            # Offsets are of the file as it is: line ends must not be changed.
            texts[article] = (split / "text" / f"{article}.txt").read_bytes().decode("utf-8")
        said = tuple(read_standoff(path.read_text(encoding="utf-8")))
        yield Annotation(article, annotator, texts[article], said)


def read_standoff(standoff: str) -> Iterator[Said]:
    """The attributions of a standoff file that say anything, with their parts in order of the text."""
    places = {key: _places(told) for key, told in _SPAN.findall(standoff)}
    for event in _EVENT.findall(standoff):
        roles: dict[str, list[Place]] = {role: [] for role in ROLES}
        for role, key in _ROLE.findall(event):
            roles[role.lower()] += places[key]
        if roles["content"]:
            yield Said(*(tuple(sorted(roles[role])) for role in ROLES))


def _places(told: str) -> list[Place]:
    """The parts of a span: "start end" for each."""
    return [(int(start), int(end)) for start, end in (part.split() for part in told.split(";"))]
