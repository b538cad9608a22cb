"""PolNeAR's annotations as what the tagger learns: a tag for each word, and which spans belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from sayso.bench.attribution_scores import Said
from sayso.bench.polnear_data import Annotation
from sayso.extract.attributions.tagged import unread
from sayso.extract.attributions.units import stretches
from sayso.language.encoder import Unread
from sayso.language.pieces import Paragraph, paragraph
from sayso.language.said import units_of
from sayso.language.spans import ROLES, TAGS
from sayso.reading import read_text

Place = tuple[int, int]


@dataclass(frozen=True)
class Link:
    """One question within a paragraph: `kind` 0 asks for a content's cue, 1 for a cue's source; `answer` counts `among`, or is -1."""

    kind: int
    first: int
    last: int
    among: tuple[tuple[int, int], ...]
    answer: int


@dataclass(frozen=True)
class Sample:
    """An article's paragraphs, the tag of each word, and its links.

    `units` is the number of each word's sentence; it goes by paragraph, as do `tags` and `links`.
    """

    name: str
    paragraphs: tuple[Paragraph, ...]
    units: tuple[np.ndarray, ...]
    tags: tuple[np.ndarray, ...]
    links: tuple[tuple[Link, ...], ...]


@cache
def _paragraphs(text: str) -> tuple[Unread, ...]:
    """The paragraphs of a text that may report, as the reader sees them."""
    reading = read_text(text)
    if reading.document.text != text:
        raise ValueError("reading changes the text, so that the annotations' places are lost")
    return tuple(unread(reading.document, row) for row in stretches(reading.document, reading.sentences, "en"))


def sample(known: Annotation, tokenizer: Any) -> Sample:
    """An article with one annotator's attributions, as the tagger takes it."""
    return sample_of(known.article, _paragraphs(known.text), known.said, tokenizer)


def sample_of(name: str, every: Sequence[Unread], said: Sequence[Said], tokenizer: Any, language: str = "en") -> Sample:
    """A text's paragraphs with its attributions, as the tagger takes them."""
    paragraphs = tuple(paragraph(tokenizer, one.text, one.start, language) for one in every)
    units = tuple(units_of(item, one) for item, one in zip(paragraphs, every, strict=True))
    tags, links = [], []
    for item in paragraphs:
        row, spans = _tagged(item, said)
        tags.append(row)
        links.append(tuple(_links(spans, said)))
    return Sample(name, paragraphs, units, tuple(tags), tuple(links))


def _tagged(item: Paragraph, said: Sequence[Said]) -> tuple[np.ndarray, dict[tuple[str, Place], tuple[int, int]]]:
    """The tags of a paragraph's words, and the words of each annotated span in it."""
    row = np.zeros(len(item.places), dtype=np.int64)
    spans: dict[tuple[str, Place], tuple[int, int]] = {}
    starts = np.array([a for a, _ in item.places])
    ends = np.array([b for _, b in item.places])
    for role in reversed(ROLES):
        for place in sorted({place for one in said for place in getattr(one, role)}):
            words = np.flatnonzero((starts < place[1]) & (ends > place[0]))
            if len(words):
                first, last = int(words[0]), int(words[-1])
                row[first] = TAGS.index(f"B-{role}")
                row[first + 1 : last + 1] = TAGS.index(f"I-{role}")
                spans[role, place] = (first, last)
    return row, spans


def _links(spans: dict[tuple[str, Place], tuple[int, int]], said: Sequence[Said]) -> Iterator[Link]:
    asked = set()
    for one in said:
        for kind, (asking, role) in enumerate((("content", "cue"), ("cue", "source"))):
            among = tuple(sorted({words for (found, _), words in spans.items() if found == role}))
            goal = next((spans[role, place] for place in getattr(one, role) if (role, place) in spans), None)
            for place in getattr(one, asking):
                words = spans.get((asking, place))
                if words is not None and (kind, words) not in asked:
                    asked.add((kind, words))
                    yield Link(kind, *words, among, among.index(goal) if goal is not None else -1)
