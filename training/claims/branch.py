"""The branch of claims: an encoder's lower layers, layers of its own, and for each question an answer pooled over a claim's words.

Each word piece gets, for each question, a weight and an answer; a claim's answer is the mean of its pieces' answers by their weights
(attention pooling; Lin et al. 2017). So what each word adds to it can be told.
"""

from __future__ import annotations

import copy
import sys
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parents[1] / "attribution"))
from sentences import TASKS

from model import Encoder

#: The numbers of a piece: a weight for each question, then all answers.
WIDTH = len(TASKS) + sum(count for _, count in TASKS)


class Branch(nn.Module):
    """Layers that go on from an encoder's layer `at`, and the questions' numbers for each piece."""

    def __init__(self, encoder: Encoder, at: int, own: int, *, whole: bool = False) -> None:
        """Take an encoder; `own` layers from `at` on are copied and learn. With `whole`, the lower layers learn, too."""
        super().__init__()
        self.lower = copy.deepcopy(encoder)
        self.lower.layers = self.lower.layers[:at]
        self.upper = nn.ModuleList(copy.deepcopy(encoder.layers[number]) for number in range(at, at + own))
        self.answers = nn.Linear(encoder.size.width, WIDTH)
        self.whole = whole
        if not whole:
            self.lower.requires_grad_(requires_grad=False)

    def train(self, mode: bool = True) -> Branch:  # noqa: FBT001, FBT002  as torch has it
        """Learn or not; lower layers stay as they are."""
        super().train(mode)
        if not self.whole:
            self.lower.eval()
        return self

    def forward(self, pieces: Tensor, shapes: Tensor, quoted: Tensor, mask: Tensor) -> Tensor:
        """From windows to (windows, length, WIDTH)."""
        with torch.set_grad_enabled(self.whole and torch.is_grad_enabled()):
            state = self.lower(pieces, shapes, quoted, mask)
        return self.above(state, self.lower.bias(mask))

    def above(self, state: Tensor, bias: Tensor) -> Tensor:
        """From the states of the lower layers to (windows, length, WIDTH)."""
        for layer in self.upper:
            state = layer(state, bias)
        return self.answers(functional.dropout(state, 0.1, self.training))


def pooled(found: Tensor, rows: Tensor, spans: Tensor) -> dict[str, Tensor]:
    """The answers for claims: `rows` tells each one's window, `spans` its first piece and the one behind its last.

    `found` is (windows, length, WIDTH); gives for each question (claims, answers).
    """
    length = found.shape[1]
    place = torch.arange(length)
    inside = (place >= spans[:, :1]) & (place < spans[:, 1:])
    numbers = found[rows]
    weights = numbers[..., : len(TASKS)].masked_fill(~inside[..., None], -1e4).softmax(1)
    answers, at = {}, len(TASKS)
    for task, (name, count) in enumerate(TASKS):
        answers[name] = (weights[..., task : task + 1] * numbers[..., at : at + count]).sum(1)
        at += count
    return answers
