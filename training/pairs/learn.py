"""Train the reader of pairs on VitaminC: on the pages of all folds but one, or on all.

    python training/pairs/learn.py --start ENCODER --begin RUN/best.pt --vitaminc FILE --out RUN --fold 0

RUN/net.pt is what was learned, RUN/held.json what it says of the fold that it did not see (the claims with a figure). What words and the
lower layers say stays as it is, so it is worked out once.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from known import LABELS, Known, fold_of, vitaminc
from network import Pairs
from torch import Tensor
from torch.nn import functional

from sayso.language.pair_rows import SHARED, Row, row_of

sys.path.insert(0, str(Path(__file__).parents[1] / "attribution"))
from start import begun, marks_of, tokenizer
from train import rate

TOLD = 50
#: The batches out of which pairs of like length are put together.
POOL = 40
#: What the words' states are made of, which is shared with the readers of claims.
WORDS = ("encoder.words.", "encoder.places.", "encoder.shapes.", "encoder.quoted.", "encoder.norm.")


@dataclass(frozen=True, slots=True)
class Ready:
    """A pair with the states of the lower layers."""

    state: Tensor
    told: Tensor
    claim: Tensor
    label: int


def fresh(start: Path, begin: Path, still: int) -> Pairs:
    """The network before it has learned: the encoder's layers, with the words' states of a run of the tagger."""
    tagger = begun(start)
    kept = {name: value for name, value in torch.load(begin).items() if name.startswith(WORDS)}
    tagger.load_state_dict(kept, strict=False)
    return Pairs(tagger.encoder, still)


def _padded(parts: Sequence[Tensor], length: int) -> Tensor:
    found = torch.zeros(len(parts), length, *parts[0].shape[1:], dtype=parts[0].dtype)
    for at, part in enumerate(parts):
        found[at, : len(part)] = part
    return found


def _mask(lengths: Sequence[int]) -> Tensor:
    return (torch.arange(max(lengths)) < torch.tensor(lengths)[:, None]).long()


@torch.no_grad()
def ready(net: Pairs, rows: Sequence[Row], labels: Sequence[int], size: int = 32) -> list[Ready]:
    """Rows with the states of the lower layers, in their order."""
    net.eval()
    found: dict[int, Ready] = {}
    order = sorted(range(len(rows)), key=lambda number: len(rows[number].pieces))
    for at in range(0, len(order), size):
        part = [rows[number] for number in order[at : at + size]]
        lengths = [len(row.pieces) for row in part]
        pieces, shapes, quoted = (
            _padded([torch.from_numpy(getattr(row, name)) for row in part], max(lengths))
            for name in ("pieces", "shapes", "quoted")
        )
        with torch.autocast("cpu", torch.bfloat16):
            bias = net.encoder.bias(_mask(lengths))
            states = net.below(net.encoder.begin(pieces, shapes, quoted), bias).bfloat16()
        for number, row, state, length in zip(order[at : at + size], part, states, lengths, strict=True):
            told, claim = torch.from_numpy(row.told).bfloat16(), torch.from_numpy(row.claim)
            found[number] = Ready(state[:length].clone(), told, claim, labels[number])
    return [found[number] for number in range(len(rows))]


def logits_of(net: Pairs, batch: Sequence[Ready], chance: random.Random | None = None, bare: float = 0.0) -> Tensor:
    """Logits of a batch; of the share `bare` of pairs it is not told which words both texts have, as they have none in two languages."""
    lengths = [len(one.state) for one in batch]
    told = _padded([one.told for one in batch], max(lengths))
    for at in range(len(batch)):
        if chance is not None and chance.random() < bare:
            told[at, :, SHARED] = 0
    state, claim = (_padded([getattr(one, name) for one in batch], max(lengths)) for name in ("state", "claim"))
    with torch.autocast("cpu", torch.bfloat16):
        return net.above(state.float(), told.float(), claim, net.encoder.bias(_mask(lengths))).float()


def batches(items: Sequence[Ready], size: int, chance: random.Random) -> list[list[Ready]]:
    """Pairs of like length together, in a random order."""
    order = list(items)
    chance.shuffle(order)
    groups = []
    for at in range(0, len(order), POOL * size):
        pool = sorted(order[at : at + POOL * size], key=lambda one: len(one.state))
        groups += [pool[first : first + size] for first in range(0, len(pool), size)]
    chance.shuffle(groups)
    return groups


@torch.no_grad()
def asked(net: Pairs, items: Sequence[Ready], size: int = 32) -> Tensor:
    """The logits of pairs, in their order."""
    net.eval()
    found = torch.zeros(len(items), 3)
    order = sorted(range(len(items)), key=lambda number: len(items[number].state))
    for at in range(0, len(order), size):
        part = order[at : at + size]
        found[part] = logits_of(net, [items[number] for number in part])
    return found


def scores(logits: Tensor, labels: Tensor) -> dict[str, float]:
    """Three classes, and supports or refutes among these two: of all, and of the surest 95 %."""
    shares, keep = logits.softmax(-1), labels != LABELS.index("NOT ENOUGH INFO")
    two = shares[keep][:, :2]
    right = (two.argmax(-1) == labels[keep]).float()
    surest = (two / two.sum(-1, keepdim=True)).amax(-1).argsort(descending=True)[: int(0.95 * len(right))]
    three = (logits.argmax(-1) == labels).float().mean()
    return {
        "n": len(labels),
        "three": round(float(three), 4),
        "of two": len(right),
        "two": round(float(right.mean()), 4),
        "two at .95": round(float(right[surest].mean()), 4),
        "loss": round(float(functional.cross_entropy(logits, labels)), 4),
    }


@dataclass
class Run:
    """A training on its way: everything that a checkpoint holds."""

    given: argparse.Namespace
    net: Pairs
    adam: torch.optim.AdamW
    step: int = 0
    epoch: int = 0
    losses: list[float] = field(default_factory=list)

    def learn(self, items: Sequence[Ready]) -> None:
        """One epoch."""
        given = self.given
        chance = random.Random(f"{given.seed}.{self.epoch}")  # noqa: S311  the same order each time, no secret
        groups = batches(items, given.size, chance)
        self.net.train()
        for batch in groups:
            for group in self.adam.param_groups:
                group["lr"] = group["base"] * rate(self.step, given.epochs * len(groups))
            labels = torch.tensor([one.label for one in batch])
            logits = logits_of(self.net, batch, chance, given.bare)
            loss = functional.cross_entropy(logits, labels, label_smoothing=0.05)
            self.adam.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
            self.adam.step()
            self.step += 1
            self.losses = [*self.losses[-2 * TOLD :], float(loss.detach())]
            if self.step % TOLD == 0:
                mean = sum(self.losses) / len(self.losses)
                told = f"{self.epoch} {self.step} {mean:.4f} {time.process_time():.0f} s"
                print(told, file=sys.stderr, flush=True)
        self.epoch += 1

    def keep(self) -> None:
        """Write a checkpoint."""
        state = {"net": self.net.state_dict(), "adam": self.adam.state_dict(), "at": (self.step, self.epoch)}
        torch.save(state, self.given.out / "last.pt")

    def go_on(self) -> None:
        """Take up the last checkpoint, if there is one."""
        path = self.given.out / "last.pt"
        if path.exists():
            kept = torch.load(path)
            self.net.load_state_dict(kept["net"])
            self.adam.load_state_dict(kept["adam"])
            self.step, self.epoch = kept["at"]


def paces(net: Pairs, given: argparse.Namespace) -> list[dict[str, Any]]:
    """The weights that learn, with their rates."""
    net.encoder.requires_grad_(requires_grad=False)
    rows, upper = [], net.encoder.layers[net.still :]
    for number, layer in enumerate(upper):
        layer.requires_grad_(requires_grad=True)
        rows.append((list(layer.parameters()), given.rate * given.decay ** (len(upper) - 1 - number)))
    rows.append(([net.told.weight], 10 * given.rate))
    rows.append(([*net.joined.parameters(), *net.answers.parameters()], 5 * given.rate))
    return [{"params": weights, "lr": pace, "base": pace} for weights, pace in rows]


def options() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, required=True, help="the encoder's folder")
    parser.add_argument(
        "--begin", type=Path, required=True, help="weights of the tagger whose states of words are shared"
    )
    parser.add_argument("--vitaminc", type=Path, required=True, help="pairs, a JSON object a line")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int, default=-1, help="the fold that is left out; without it, none is")
    parser.add_argument("--still", type=int, default=2, help="lower layers that stay as they are")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--size", type=int, default=24, help="pairs in a batch")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--decay", type=float, default=0.9)
    parser.add_argument("--bare", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=7)
    return parser


def main() -> None:
    """Train as the command line says."""
    given = options().parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    net, reader = fresh(given.start, given.begin, given.still), tokenizer(given.start)
    marks = marks_of(reader)
    every = [one for one in vitaminc(given.vitaminc) if one.figures]

    def made(known: Sequence[Known]) -> list[Ready]:
        return ready(net, [row_of(one.pair, reader, marks) for one in known], [one.label for one in known])

    items = made([one for one in every if fold_of(one.page) != given.fold])
    held = [one for one in every if fold_of(one.page) == given.fold]
    beside = made(held)
    print(f"{len(items)} pairs ready after {time.process_time():.0f} s", file=sys.stderr, flush=True)
    run = Run(given, net, torch.optim.AdamW(paces(net, given), betas=(0.9, 0.98), weight_decay=0.01))
    run.go_on()
    while run.epoch < given.epochs:
        run.learn(items)
        run.keep()
        if held:
            logits = asked(net, beside)
            labels = torch.tensor([one.label for one in held])
            print(run.epoch, json.dumps(scores(logits, labels)), f"{time.process_time():.0f} s", flush=True)
            rows = {one.name: logit for one, logit in zip(held, logits.tolist(), strict=True)}
            (given.out / "held.json").write_text(json.dumps(rows) + "\n")
    torch.save(net.state_dict(), given.out / "net.pt")


if __name__ == "__main__":
    main()
