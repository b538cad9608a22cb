"""Write the reader of pairs as ONNX with 8-bit weights, and what is to be known of it.

python training/pairs/export.py --start ENCODER --begin RUN/best.pt --run RUN --vitaminc FILE --out src/sayso/language/models/pairs
"""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch
from known import Known, vitaminc
from learn import fresh, scores
from network import Pairs
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from torch.nn import functional

from sayso.language.pair_rows import TOLD

sys.path.insert(0, str(Path(__file__).parents[1] / "attribution"))
from small import tell
from start import marks_of, tokenizer

#: Languages of which the vocabulary's cut kept the words.
LANGUAGES = ("en", "de", "es", "fr", "it", "pt")
#: Nodes that keep their floats: the sum of what is told, and the head.
KEPT = ("/told/", "/joined/", "/answers/")


class Above(nn.Module):
    """The network from the states of words on, for pairs of one length."""

    def __init__(self, network: Pairs) -> None:
        """Take the network."""
        super().__init__()
        self.network = network

    def forward(self, state: Tensor, told: Tensor, claim: Tensor) -> Tensor:
        """From states (pairs, length, width) to logits."""
        bias = torch.zeros(1, 1, 1, 1)
        return self.network.above(self.network.below(state, bias), told, claim, bias)


def written(network: Pairs, goal: Path) -> None:
    """Write the graph from the states of words to logits, its weights in 8 bits."""
    example = (torch.zeros(2, 20, network.encoder.size.width), torch.zeros(2, 20, TOLD), torch.ones(2, 20))
    names = ["state", "told", "claim"]
    axes = {name: {0: "pairs", 1: "length"} for name in names} | {"answers": {0: "pairs"}}
    with TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain, ready = (Path(scratch) / name for name in ("plain.onnx", "ready.onnx"))
        torch.onnx.export(
            Above(network).eval(), example, str(plain), input_names=names, output_names=["answers"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        keep = [node.name for node in onnx.load(ready).graph.node if any(part in node.name for part in KEPT)]
        quantize_dynamic(
            str(ready), str(goal), op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=False,
            weight_type=QuantType.QInt8, nodes_to_exclude=keep,
        )  # fmt: skip


def unseen(run: Path, known: Sequence[Known]) -> tuple[Tensor, Tensor]:
    """What the network of a run says of the pages that it did not see: logits and labels of the claims with a figure."""
    found = json.loads((run / "held.json").read_text())
    rows = [(found[one.name], one.label) for one in known if one.name in found]
    return torch.tensor([row[0] for row in rows]), torch.tensor([row[1] for row in rows])


def heat_of(logits: Tensor, labels: Tensor) -> float:
    """The temperature that evens out how sure the network is (Guo et al. 2017)."""
    steps = [round(0.5 + 0.01 * step, 2) for step in range(250)]
    return min(steps, key=lambda heat: float(functional.cross_entropy(logits / heat, labels)))


def unevenness(logits: Tensor, labels: Tensor) -> float:
    """How far shares are from how often they are right, the mean over ten classes of the highest share (expected calibration error)."""
    best, chosen = logits.softmax(-1).max(-1)
    right, kind = (chosen == labels).float(), (best * 10).long().clamp(max=9)
    parts = [(best[kind == one], right[kind == one]) for one in range(10)]
    return sum(len(mine) * float((mine.mean() - hits.mean()).abs()) for mine, hits in parts if len(mine)) / len(best)


def main() -> None:
    """Write the files as the command line says."""
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("start", "begin", "run", "vitaminc", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--still", type=int, default=2)
    given = options.parse_args()
    network = fresh(given.start, given.begin, given.still)
    network.load_state_dict(torch.load(given.run / "net.pt"))
    given.out.mkdir(parents=True, exist_ok=True)
    written(network.eval(), given.out / "layers.onnx")
    logits, labels = unseen(given.run, vitaminc(given.vitaminc))
    heat = heat_of(logits, labels)
    print(json.dumps({**scores(logits / heat, labels), "heat": heat, "uneven": unevenness(logits / heat, labels)}))
    facts = {
        "words": "claims-many",
        "evened": False,
        "together": 320,
        "marks": list(marks_of(tokenizer(given.start))),
        "languages": list(LANGUAGES),
        "heat": heat,
    }
    tell(given.out, [given.out / "layers.onnx"], facts)


if __name__ == "__main__":
    main()
