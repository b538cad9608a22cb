"""What a reader of claims says of windows of text: states of words, its last states, and the numbers of each piece.

The states of words are those that ship. What lies above them is read from its graph, too, but run in floats: 8-bit activations are noise, which
nobody needs to be taught.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from layers import read
from learn import Encoded
from sentences import Labelled
from shipped import session
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

#: Pieces that a stretch drawn at random has, at least.
_LEAST: Final = 3
#: Windows that are run at once, those of like length together.
_SIZE: Final = 32

Span = tuple[int, int, Labelled]


@dataclass(frozen=True, slots=True)
class Told:
    """A window: the states of its words, the reader's last states and its numbers, a row for each piece; and spans that are asked."""

    begin: Tensor
    end: Tensor
    numbers: Tensor
    spans: tuple[Span, ...]


@torch.no_grad()
def all_told(folder: Path, windows: Sequence[Encoded], chance: random.Random) -> list[Told]:
    """What the reader in a folder says of windows, in their order, with stretches within their claims that are asked, too."""
    words, layers = session(folder / "words.onnx"), read(folder / "layers.onnx").eval()
    order = sorted(range(len(windows)), key=lambda at: len(windows[at].pieces))
    found: dict[int, Told] = {}
    for start in range(0, len(order), _SIZE):
        numbers = order[start : start + _SIZE]
        begins = [begin_of(words, windows[at]) for at in numbers]
        mask = pad_sequence([torch.ones(len(one), dtype=torch.int64) for one in begins], batch_first=True)
        with torch.autocast("cpu", torch.bfloat16):
            ends = layers.last(pad_sequence(begins, batch_first=True), mask)
            rows = layers.answers(ends)
        for at, begin, end, row in zip(numbers, begins, ends, rows, strict=True):
            spans = (*windows[at].claims, *(_within(one, chance) for one in windows[at].claims))
            size = len(begin)
            found[at] = Told(begin.half(), end[:size].half(), row[:size].float(), spans)
    return [found[at] for at in range(len(windows))]


def begin_of(words: Any, window: Encoded) -> Tensor:
    """The states of words of a window."""
    rows = {"pieces": window.pieces, "shapes": window.shapes, "quoted": window.quoted}
    (begin,) = words.run(["state"], {name: np.array([row], np.int64) for name, row in rows.items()})
    return torch.tensor(begin[0])


def numbers_of(layers: Any, begin: Tensor) -> Tensor:
    """What a graph says of a window, run by itself as later."""
    mask = np.ones((1, len(begin)), np.int64)
    (numbers,) = layers.run(["claims"], {"state": begin[None].float().numpy(), "mask": mask})
    return torch.tensor(numbers[0])


def _within(claim: Span, chance: random.Random) -> Span:
    """A stretch of a claim, drawn at random, of which no label is known."""
    first, last, one = claim
    if last - first <= _LEAST:
        return first, last, Labelled(one.language, "")
    start = chance.randrange(first, last - _LEAST)
    return start, chance.randrange(start + _LEAST, last + 1), Labelled(one.language, "")
