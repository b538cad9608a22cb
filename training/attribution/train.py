"""Train a tagger on PolNeAR.

    python training/attribution/train.py --data POLNEAR --start ENCODER --out RUN [--teacher LOGITS] [--epochs N] ...

RUN is a folder with `last.pt` (from which the same command goes on after a break), `best.pt` and `log.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from batches import Taught, batches
from evaluate import measured
from losses import loss_of
from start import begun, marks_of, tokenizer
from torch import Tensor

from data import Sample, sample
from model import Tagger
from sayso.bench.polnear_data import read_split
from sayso.language.pieces import windows

TOLD = 50


def rate(step: int, total: int, warm: float = 0.06) -> float:
    """The pace of learning: up to the whole, then down in a line."""
    done = step / total
    return done / warm if done < warm else max(0.0, (1 - done) / (1 - warm))


def groups(tagger: Tagger, fast: float, decay: float, still: int) -> list[dict[str, Any]]:
    """The weights with their rates: lower layers learn more slowly, the `still` lowest and the words' vectors not at all."""
    encoder = tagger.encoder
    encoder.words.weight.requires_grad_(requires_grad=False)
    for layer in encoder.layers[:still]:
        layer.requires_grad_(requires_grad=False)
    count = len(encoder.layers)
    found = [
        (list(layer.parameters()), fast * decay ** (count - 1 - number))
        for number, layer in list(enumerate(encoder.layers))[still:]
    ]
    found.append(([*encoder.places.parameters(), *encoder.norm.parameters()], fast * decay**count))
    found.append(([encoder.shapes.weight, encoder.quoted.weight], 10 * fast))
    found.append(([*tagger.tags.parameters(), *tagger.links.parameters()], 10 * fast))
    found.append(([tagger.distance, tagger.between], 100 * fast))
    rows = []
    for weights, pace in found:
        for wide, fading in ((True, 0.01), (False, 0.0)):
            kept = [weight for weight in weights if (weight.ndim > 1) is wide]
            rows.append({"params": kept, "lr": pace, "base": pace, "weight_decay": fading})
    return rows


class Mean:
    """A running mean of the weights (Polyak and Juditsky 1992), which is what is kept."""

    def __init__(self, tagger: Tagger, decay: float) -> None:
        """Begin with the weights as they are."""
        self.decay, self.count = decay, 0
        self.weights = copied(tagger)

    @torch.no_grad()
    def add(self, tagger: Tagger) -> None:
        """Take in the weights of a step."""
        self.count += 1
        decay = min(self.decay, (1 + self.count) / (10 + self.count))
        for name, value in tagger.state_dict().items():
            if name != "encoder.words.weight":
                self.weights[name].lerp_(value, 1 - decay)


def copied(tagger: Tagger) -> dict[str, Tensor]:
    """The weights, apart from the tagger."""
    return {name: value.detach().clone() for name, value in tagger.state_dict().items()}


@dataclass
class Run:
    """A training on its way: everything that a checkpoint holds."""

    given: argparse.Namespace
    tagger: Tagger
    adam: torch.optim.AdamW
    mean: Mean
    step: int = 0
    epoch: int = 0
    done: int = 0
    best: float = -1.0
    losses: list[float] = field(default_factory=list)

    @property
    def _last(self) -> Path:
        path: Path = self.given.out / "last.pt"
        return path

    def go_on(self) -> None:
        """Take up the last checkpoint, if there is one."""
        if not self._last.exists():
            return
        kept = torch.load(self._last)
        self.tagger.load_state_dict(kept["tagger"])
        self.adam.load_state_dict(kept["adam"])
        self.mean.weights, self.mean.count = kept["mean"], kept["count"]
        self.step, self.epoch, self.done, self.best = kept["at"]

    def keep(self) -> None:
        """Write a checkpoint beside the last, then put it in its place."""
        at = (self.step, self.epoch, self.done, self.best)
        state = {"tagger": self.tagger.state_dict(), "adam": self.adam.state_dict(), "at": at}
        new = self._last.with_suffix(".new")
        torch.save({**state, "mean": self.mean.weights, "count": self.mean.count}, new)
        new.replace(self._last)

    def learn(self, samples: list[Sample], taught: Taught | None, marks: tuple[int, int]) -> None:
        """One epoch, or what is left of it."""
        given = self.given
        total = given.epochs * math.ceil(
            1.2 * sum(1 for one in samples for _ in windows(one.paragraphs, *marks)) / given.size
        )
        chance = random.Random(f"{given.seed}.{self.epoch}")  # noqa: S311  the same order each time, no secret
        self.tagger.train()
        for batch in islice(batches(samples, taught, given.size, chance, marks), self.done, None):
            for group in self.adam.param_groups:
                group["lr"] = group["base"] * rate(self.step, total)
            loss = loss_of(self.tagger, batch, given.share, given.heat)
            self.adam.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.tagger.parameters(), 1.0)
            self.adam.step()
            self.mean.add(self.tagger)
            self.step, self.done = self.step + 1, self.done + 1
            self.losses = [*self.losses[-TOLD:], float(loss.detach())]
            if self.step % TOLD == 0:
                told = f"{self.epoch} {self.step}/{total} {sum(self.losses) / len(self.losses):.4f}"
                print(told, file=sys.stderr, flush=True)
                self.keep()
        self.epoch, self.done = self.epoch + 1, 0

    def measure(self, reader: Any, marks: tuple[int, int]) -> None:
        """Measure the mean weights on dev, keep them where they are the best, and go on from them."""
        self.tagger.load_state_dict(self.mean.weights)
        found = measured(self.tagger, reader, self.given.data / "dev", marks)
        row = json.dumps({"epoch": self.epoch, "cpu": round(time.process_time()), **found})
        with (self.given.out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(f"{row}\n")
        print(row, flush=True)
        if found["with_source"] > self.best:
            self.best = found["with_source"]
            torch.save(self.mean.weights, self.given.out / "best.pt")
        self.keep()


def main() -> None:
    """Train as the command line says."""
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "start", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--teacher", type=Path, help="logits that teach.py wrote")
    options.add_argument("--begin", type=Path, help="the run whose best weights to go on from")
    options.add_argument("--epochs", type=int, default=8)
    options.add_argument("--size", type=int, default=8, help="windows in a batch")
    options.add_argument("--rate", type=float, default=2e-4)
    options.add_argument("--decay", type=float, default=0.9, help="a layer's rate by that of the layer above")
    options.add_argument("--mean", type=float, default=0.995)
    options.add_argument("--share", type=float, default=0.7)
    options.add_argument("--heat", type=float, default=2.0)
    options.add_argument("--still", type=int, default=0, help="how many of the lowest layers stay as they are")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--threads", type=int, default=1)
    given = options.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    given.out.mkdir(parents=True, exist_ok=True)
    train(given)


def train(given: argparse.Namespace) -> None:
    """Train until all epochs are done, from the last checkpoint on."""
    reader = tokenizer(given.start)
    marks = marks_of(reader)
    samples = [sample(one, reader) for one in read_split(given.data / "train")]
    taught = torch.load(given.teacher) if given.teacher else None
    tagger = begun(given.start)
    if given.begin:
        tagger.load_state_dict(torch.load(given.begin / "best.pt"))
    adam = torch.optim.AdamW(groups(tagger, given.rate, given.decay, given.still), betas=(0.9, 0.98))
    run = Run(given, tagger, adam, Mean(tagger, given.mean))
    run.go_on()
    while run.epoch < given.epochs:
        run.learn(samples, taught, marks)
        run.measure(reader, marks)


if __name__ == "__main__":
    main()
