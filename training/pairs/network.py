"""The reader of pairs as a network: an encoder, what is told of each piece added to its state on the way, and three logits."""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from sayso.language.pair_rows import TOLD

sys.path.insert(0, str(Path(__file__).parents[1] / "attribution"))
from model import Encoder

CLASSES = 3


class Pairs(nn.Module):
    """From a claim and a passage side by side to supports, refutes, not enough.

    The layers below `still` stay as they are; behind them it is told how figures relate.
    """

    def __init__(self, encoder: Encoder, still: int) -> None:
        """Take an encoder; what is told of pieces begins at nothing."""
        super().__init__()
        self.encoder, self.still = encoder, still
        self.told = nn.Linear(TOLD, encoder.size.width, bias=False)
        nn.init.zeros_(self.told.weight)
        self.joined = nn.Linear(2 * encoder.size.width, encoder.size.width)
        self.answers = nn.Linear(encoder.size.width, CLASSES)

    def below(self, state: Tensor, bias: Tensor) -> Tensor:
        """From the states of words to those of the lower layers."""
        for layer in self.encoder.layers[: self.still]:
            state = layer(state, bias)
        return state

    def above(self, state: Tensor, told: Tensor, claim: Tensor, bias: Tensor) -> Tensor:
        """From the states of the lower layers to logits (pairs, CLASSES), by the pair's first piece and the mean of the claim's.

        `told` is (pairs, length, TOLD), `claim` is 1 at the claim's pieces.
        """
        state = state + self.told(told)
        for layer in self.encoder.layers[self.still :]:
            state = layer(state, bias)
        weight = claim[..., None].to(state.dtype)
        mean = (state * weight).sum(1) / weight.sum(1).clamp(min=1.0)
        both = torch.cat([state[:, 0], mean], -1)
        hidden = functional.gelu(self.joined(functional.dropout(both, 0.1, self.training)))
        return self.answers(functional.dropout(hidden, 0.1, self.training))
