"""The tagger as a network: a small encoder, a head of BIO tags, and vectors by which contents find their cues and cues their sources."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from sayso.language.pieces import QUOTES, SHAPES
from sayso.language.spans import BETWEEN, STEPS, TAGS

#: The length of a link's vectors.
LINK: Final = 48


@dataclass(frozen=True)
class Size:
    """What an encoder measures; `relative` is the number of distances that MPNet's attention tells apart, 0 for BERT."""

    vocabulary: int
    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float
    relative: int = 0


class Layer(nn.Module):
    """One layer of attention and its feed-forward part (Vaswani et al. 2017), norms behind."""

    def __init__(self, size: Size, dropout: float) -> None:
        """Take the sizes; weights are drawn at random."""
        super().__init__()
        self.heads, self.dropout = size.heads, dropout
        self.joint = nn.Linear(size.width, 3 * size.width)
        self.out = nn.Linear(size.width, size.width)
        self.first = nn.LayerNorm(size.width, eps=size.epsilon)
        self.up = nn.Linear(size.width, size.inner)
        self.down = nn.Linear(size.inner, size.width)
        self.second = nn.LayerNorm(size.width, eps=size.epsilon)

    def forward(self, state: Tensor, bias: Tensor) -> Tensor:
        """From states (windows, length, width) to states; `bias` is added to what attends to what."""
        batch, length, width = state.shape
        parts = self.joint(state).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        drop = self.dropout if self.training else 0.0
        if self.training:  # written out, learning takes half the time on a processor
            near = parts[0] @ parts[1].transpose(-1, -2) / math.sqrt(width // self.heads) + bias.to(parts.dtype)
            mixed = near.softmax(-1) @ parts[2]
        else:
            mixed = functional.scaled_dot_product_attention(
                parts[0], parts[1], parts[2], attn_mask=bias.to(parts.dtype)
            )
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        state = self.first(state + functional.dropout(mixed, drop, self.training))
        inner = self.down(functional.gelu(self.up(state)))
        return self.second(state + functional.dropout(inner, drop, self.training))


class Encoder(nn.Module):
    """BERT's encoder (Devlin et al. 2019), or MPNet's (Song et al. 2020), with what a word's shape and its quotation add."""

    def __init__(self, size: Size, dropout: float) -> None:
        """Take the sizes; what shapes and quotations add begins at nothing."""
        super().__init__()
        self.size = size
        self.words = nn.Embedding(size.vocabulary, size.width)
        self.places = nn.Embedding(size.positions, size.width)
        self.shapes = nn.Embedding(SHAPES, size.width)
        self.quoted = nn.Embedding(QUOTES, size.width)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.quoted.weight)
        self.norm = nn.LayerNorm(size.width, eps=size.epsilon)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.relative = nn.Embedding(size.relative, size.heads) if size.relative else None
        self.dropout = dropout

    def forward(self, pieces: Tensor, shapes: Tensor, quoted: Tensor, mask: Tensor) -> Tensor:
        """From four rows of numbers (windows, length) to states (windows, length, width); `mask` is 0 behind a window's end."""
        state, bias = self.begin(pieces, shapes, quoted), self.bias(mask)
        for layer in self.layers:
            state = layer(state, bias)
        return state

    def begin(self, pieces: Tensor, shapes: Tensor, quoted: Tensor) -> Tensor:
        """The states before the first layer."""
        places = torch.arange(pieces.shape[1]) + (self.size.positions - 512)
        state = self.words(pieces) + self.places(places) + self.shapes(shapes) + self.quoted(quoted)
        return functional.dropout(self.norm(state), self.dropout, self.training)

    def bias(self, mask: Tensor) -> Tensor:
        """What is added to attention: nothing is seen behind a window's end."""
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        if self.relative is not None:
            # held as it is: with a gradient through the bias, attention takes four times as long
            near = self.relative(_buckets(mask.shape[1], self.size.relative)).permute(2, 0, 1)[None]
            bias = bias + near.detach()
        return bias


def _buckets(length: int, count: int) -> Tensor:
    """T5's buckets of relative positions, as MPNet has them."""
    place = torch.arange(length)
    distance = place[:, None] - place[None, :]
    half = count // 2
    found = (distance < 0).long() * half
    distance = distance.abs()
    exact = half // 2
    large = exact + (torch.log(distance.float().clamp(min=1) / exact) / math.log(128 / exact) * (half - exact)).long()
    return found + torch.where(distance < exact, distance, large.clamp(max=half - 1))


class Tagger(nn.Module):
    """The encoder with its heads: logits of the tags, and a row of link vectors, for each piece.

    The row holds, for each of the two links (content to cue, cue to source): what a span's first piece asks, what its last piece
    asks, what the first piece of one looked for answers, and what speaks for none.
    """

    def __init__(self, size: Size, dropout: float = 0.1) -> None:
        """Take the sizes of the encoder."""
        super().__init__()
        self.encoder = Encoder(size, dropout)
        self.tags = nn.Linear(size.width, len(TAGS))
        self.links = nn.Linear(size.width, 2 * (3 * LINK + 1))
        self.distance = nn.Parameter(torch.zeros(2, 2 * STEPS))
        self.between = nn.Parameter(torch.zeros(2, BETWEEN))

    def forward(self, pieces: Tensor, shapes: Tensor, quoted: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """From windows to logits (windows, length, tags) and link vectors (windows, length, 2 * (3 * LINK + 1))."""
        state = functional.dropout(self.encoder(pieces, shapes, quoted, mask), 0.1, self.training)
        return self.tags(state), self.links(state)
