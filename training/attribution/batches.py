"""Articles as batches of windows."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from data import Link, Sample
from sayso.language.pieces import WINDOW, Window, windows
from sayso.language.spans import TAGS, features

Numbers = NDArray[np.int64]
#: What a teacher says of the words of an article's paragraphs: logits of the tags, by the article's name.
Taught = Mapping[str, Sequence[Tensor]]
#: Spans that may answer, at most: what is linked to a later one is not asked.
WIDEST = 24
#: The batches out of which windows of like length are put together.
POOL = 32


@dataclass(frozen=True)
class Questions:
    """Links that are asked, a row each: window, kind, first and last piece of who asks, how many may answer; then those."""

    asks: Tensor
    among: Tensor
    steps: Tensor
    between: Tensor
    answers: Tensor


@dataclass(frozen=True)
class Batch:
    """Windows side by side. `tags` is -100 where nothing is asked; `soft` are a teacher's logits, or None."""

    pieces: Tensor
    shapes: Tensor
    quoted: Tensor
    mask: Tensor
    tags: Tensor
    soft: Tensor | None
    questions: Questions | None


def batches(
    samples: Sequence[Sample], taught: Taught | None, size: int, chance: random.Random, marks: tuple[int, int]
) -> Iterator[Batch]:
    """The windows of all samples in a random order, cut elsewhere each time."""
    every = []
    for one in samples:
        first = chance.randrange(WINDOW // 4, WINDOW + 1)
        every += [(one, window) for window in windows(one.paragraphs, *marks, first=first)]
    chance.shuffle(every)
    groups = []
    for at in range(0, len(every), POOL * size):
        pool = sorted(every[at : at + POOL * size], key=lambda item: len(item[1].pieces))
        groups += [pool[start : start + size] for start in range(0, len(pool), size)]
    chance.shuffle(groups)
    for group in groups:
        yield _batch(group, taught)


def _batch(group: Sequence[tuple[Sample, Window]], taught: Taught | None) -> Batch:
    every = [window for _, window in group]
    pieces = _padded([window.pieces for window in every])
    tags = torch.full(pieces.shape, -100)
    soft = torch.zeros(*pieces.shape, len(TAGS)) if taught is not None else None
    asked = []
    for number, (one, window) in enumerate(group):
        for part in window.parts:
            item, words = one.paragraphs[part.paragraph], slice(part.first, part.last)
            at = np.minimum(item.firsts[words] - item.firsts[part.first] + part.at, len(window.pieces) - 1)
            tags[number, at] = torch.from_numpy(one.tags[part.paragraph][words])
            if soft is not None and taught is not None:
                soft[number, at] = taught[one.name][part.paragraph][words].float()
            if len(at) == len(item.places):
                asked += [_question(number, link, at) for link in one.links[part.paragraph] if link.answer < WIDEST]
    mask = _padded([np.ones_like(window.pieces) for window in every])
    shapes, quoted = (_padded([getattr(window, name) for window in every]) for name in ("shapes", "quoted"))
    rows = [torch.from_numpy(np.array(rows)) for rows in zip(*asked, strict=True)]
    return Batch(pieces, shapes, quoted, mask, tags, soft, Questions(*rows) if rows else None)


def _question(number: int, link: Link, at: Numbers) -> tuple[Numbers, ...]:
    """One row of `Questions`; the answer WIDEST stands for none."""
    among = link.among[:WIDEST]
    blank = np.zeros(0, np.int64)
    steps, between = features((link.first, link.last), among) if among else (blank, blank)
    firsts = at[[first for first, _ in among]] if among else blank
    ask = np.array([number, link.kind, at[link.first], at[link.last], len(among)])
    rows = [np.pad(row, (0, WIDEST - len(among))) for row in (firsts, steps, between)]
    return ask, *rows, np.array(link.answer if link.answer >= 0 else WIDEST)


def _padded(rows: Sequence[Numbers]) -> Tensor:
    found = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for number, row in enumerate(rows):
        found[number, : len(row)] = row
    return torch.from_numpy(found)
