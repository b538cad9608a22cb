"""The encoders to start from, read from their published weights."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from model import Size, Tagger
from sayso.language.pieces import as_text

#: Names of a layer's parts in BERT's and in MPNet's files.
BERT = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
        "attention.output.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm")  # fmt: skip
MPNET = ("attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o",
         "attention.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm")  # fmt: skip


def tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of an encoder."""
    return as_text(Tokenizer.from_file(str(folder / "tokenizer.json")))


def marks_of(reader: Any) -> tuple[int, int]:
    """The pieces that begin a window and end a paragraph, in BERT's vocabulary or MPNet's."""
    return tuple(next(reader.token_to_id(name) for name in names if reader.token_to_id(name) is not None)
                 for names in (("<s>", "[CLS]"), ("</s>", "[SEP]")))  # fmt: skip


def begun(folder: Path, dropout: float = 0.1) -> Tagger:
    """A tagger whose encoder is the one in the folder (config.json, model.safetensors), its heads new."""
    config = json.loads((folder / "config.json").read_text())
    relative = config.get("relative_attention_num_buckets", 0)
    size = Size(
        config["vocab_size"], config["hidden_size"], config["num_hidden_layers"], config["num_attention_heads"],
        config["intermediate_size"], config["max_position_embeddings"], config["layer_norm_eps"], relative,
    )  # fmt: skip
    tagger = Tagger(size, dropout)
    weights = load_file(folder / "model.safetensors")
    _fill(tagger, weights, MPNET if relative else BERT)
    return tagger


@torch.no_grad()
def _fill(tagger: Tagger, weights: dict[str, Tensor], names: tuple[str, ...]) -> None:
    encoder = tagger.encoder
    encoder.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
    encoder.places.weight.copy_(weights["embeddings.position_embeddings.weight"])
    if "embeddings.token_type_embeddings.weight" in weights:
        encoder.places.weight.add_(weights["embeddings.token_type_embeddings.weight"][0])
    _copy(encoder.norm, weights, "embeddings.LayerNorm")
    if encoder.relative is not None:
        encoder.relative.weight.copy_(weights["encoder.relative_attention_bias.weight"])
    for number, layer in enumerate(encoder.layers):
        full = [f"encoder.layer.{number}.{name}" for name in names]
        layer.joint.weight.copy_(torch.cat([weights[f"{name}.weight"] for name in full[:3]]))
        layer.joint.bias.copy_(torch.cat([weights[f"{name}.bias"] for name in full[:3]]))
        parts = (layer.out, layer.first, layer.up, layer.down, layer.second)
        for part, name in zip(parts, full[3:], strict=True):
            _copy(part, weights, name)


def _copy(part: torch.nn.Module, weights: dict[str, Tensor], name: str) -> None:
    part.weight.copy_(weights[f"{name}.weight"])
    part.bias.copy_(weights[f"{name}.bias"])
