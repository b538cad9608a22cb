"""Teach the tagger of say-so in several languages more, from weights as they ship on: on all our own labelled texts, on translated news that rules label, beside PolNeAR.

    python training/attribution/many.py --data POLNEAR --ntrex NTREX --own data --begin SAID --out RUN --goal FOLDER --written it pt

SAID is a folder as export.py writes it. The states of words stay those that ship, which the readers of claims share, and so do the lowest layers. RUN has a checkpoint, from which the same
command goes on after a break; FOLDER gets the weights as they ship.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from further import gathered, learn
from further import options as further_options
from shipped import Upper, session, tagger_of
from small import STATE, Form, quantised, tell
from start import tokenizer
from torch import Tensor, nn
from train import Mean, Run

from model import LINK
from sayso.bench.polnear_data import read_split

FORM = Form(("tags", "links"), ("/tags/", "/links/"))


class Taught(nn.Module):
    """A tagger on the states of words that ship."""

    def __init__(self, upper: Upper, words: Path) -> None:
        """Take the layers that learn, and the graph of the states of words, which does not."""
        super().__init__()
        self.upper = upper
        self._words = session(words)

    @property
    def distance(self) -> Tensor:
        """How far apart linked spans stand."""
        return self.upper.distance

    @property
    def between(self) -> Tensor:
        """How many spans stand between linked ones."""
        return self.upper.between

    def forward(self, pieces: Tensor, shapes: Tensor, quoted: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """As `model.Tagger` does."""
        rows = {"pieces": pieces.numpy(), "shapes": shapes.numpy(), "quoted": quoted.numpy()}
        (state,) = self._words.run([STATE], rows)
        logits, links = self.upper(torch.from_numpy(state), mask)
        return logits, links


def paces(upper: Upper, fast: float, decay: float, still: int) -> list[dict[str, Any]]:
    """The weights with their rates: lower layers learn more slowly, the `still` lowest not at all."""
    for layer in upper.layers[:still]:
        layer.requires_grad_(requires_grad=False)
    count = len(upper.layers)
    found = [(list(upper.layers[at].parameters()), fast * decay ** (count - 1 - at)) for at in range(still, count)]
    found.append(([*upper.tags.parameters(), *upper.links.parameters()], 3 * fast))
    found.append(([upper.distance, upper.between], 30 * fast))
    return list(_by_size(found))


def _by_size(found: list[tuple[list[nn.Parameter], float]]) -> Iterator[dict[str, Any]]:
    for weights, pace in found:
        for wide, fading in ((True, 0.01), (False, 0.0)):
            kept = [weight for weight in weights if (weight.ndim > 1) is wide]
            yield {"params": kept, "lr": pace, "base": pace, "weight_decay": fading}


def main() -> None:
    """Teach as the command line says, and write what was learned."""
    parser = further_options()
    parser.description = __doc__
    parser.add_argument("--goal", type=Path, required=True)
    parser.add_argument("--words", type=Path, help="the folder with the states of words, where it is not beside")
    parser.add_argument(
        "--layers", type=int, help="how many of the layers are kept, from the lowest on; all without it"
    )
    parser.set_defaults(start=None, rate=1e-4, epochs=4, marked=None)
    for action in parser._actions:  # noqa: SLF001  what to start from is what ships
        if action.dest == "start":
            action.required = False
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    facts = json.loads((given.begin / "facts.json").read_text())
    words = given.words or given.begin.parent / facts["words"]
    reader = tokenizer(words)
    known = gathered(given, reader)
    every = list(read_split(given.data / "train"))
    tagger = Taught(tagger_of(given.begin / "layers.onnx", facts["links"], given.layers), words / "words.onnx")
    adam = torch.optim.AdamW(paces(tagger.upper, given.rate, given.decay, given.still), betas=(0.9, 0.98))
    run = Run(given, tagger, adam, Mean(tagger, given.mean))
    run.go_on()
    while run.epoch < given.epochs:
        learn(run, known, every, reader)
    tagger.load_state_dict(run.mean.weights)
    write(tagger.upper.eval(), facts, given.goal)


def write(upper: Upper, facts: dict[str, Any], goal: Path) -> None:
    """Write the weights as they ship, and the facts on them."""
    goal.mkdir(parents=True, exist_ok=True)
    example = {STATE: torch.zeros(2, 20, upper.tags.in_features), "mask": torch.ones(2, 20, dtype=torch.int64)}
    with TemporaryDirectory() as scratch:
        quantised(upper, example, FORM, Path(scratch), goal / "layers.onnx")
    links = {"length": LINK, "distance": upper.distance.tolist(), "between": upper.between.tolist()}
    tell(goal, [goal / "layers.onnx"], {**{k: v for k, v in facts.items() if k != "sha256"}, "links": links})


if __name__ == "__main__":
    main()
