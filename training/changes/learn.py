"""Teach a network to tell of each piece of a claim and a passage whether, and how, it changed between the two, on `data/contrasts`.

    python training/changes/learn.py --contrasts data/contrasts --models src/sayso/language/models --out RUN

It begins with the layers of the reader of pairs that ships, on the states of words that ship. Of an item some sources and claims are drawn anew in each epoch, a
third of them faithful, the others with one slot that changed: the words of that slot, in both texts, have its kind to be told. RUN/net.pt is what was learned;
how well it sorts items that it has not seen is told after each epoch. An experiment: nothing that ships comes from it yet (docs/measures.md).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from sayso.align.paired import Side, paired
from sayso.bench.contrasts import MEASURED
from sayso.bench.contrasts_read import KINDS, ONE_WAY, Contrast, Item, files, read, written
from sayso.bench.written import figures_of
from sayso.language.pair_rows import CLAIM, PASSAGE, SHARED, TOLD, row_of
from sayso.language.pieces import paragraph

sys.path.insert(0, str(Path(__file__).parents[1] / "attribution"))
from shipped import layers_of, session
from start import marks_of, tokenizer
from train import rate

from model import Layer

#: Behind which layer it is told how figures relate, as in the reader of pairs.
_TOLD_BEHIND: Final = 2
#: What a piece that did not change weighs in the loss, since most did not.
_SAME: Final = 0.3
#: Of so many pairs it is not told which words both texts have, as they have none in two languages.
_BARE: Final = 0.3
#: The pieces by which a pair is judged: its surest.
_SUREST: Final = 3
#: Shares of faithful claims alarmed at which it is told how many changed ones are found.
_ALARMED: Final = (0.01, 0.02, 0.05, 0.1)
_TOLD_EVERY: Final = 100


@dataclass(frozen=True, slots=True)
class Ready:
    """A pair: states of its words, what is told of its pieces, what is to be told of each (0 the same, -100 not asked), and its kind."""

    state: Tensor
    told: Tensor
    tags: Tensor
    kind: str | None


class Net(nn.Module):
    """From states of words to what changed, for each piece."""

    def __init__(self, graph: Path, dropout: float = 0.1) -> None:
        """Begin with the layers of a reader of pairs, the answers drawn at random."""
        super().__init__()
        size, found, known, nodes = layers_of(graph)
        self.dropout = dropout
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.told = nn.Linear(TOLD, size.width, bias=False)
        self.tags = nn.Linear(size.width, 1 + len(KINDS))
        product = next(node for node in nodes if node.name == "/told/MatMul")
        weights = {**found, "told.weight": known[product.input[1]].T}
        self.load_state_dict(
            {name: torch.tensor(np.ascontiguousarray(value)) for name, value in weights.items()}, strict=False
        )

    def forward(self, state: Tensor, told: Tensor, mask: Tensor) -> Tensor:
        """Logits (pairs, length, 1 + kinds)."""
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        for number, layer in enumerate(self.layers):
            if number == _TOLD_BEHIND:
                state = state + self.told(told)
            state = layer(state, bias)
        return self.tags(functional.dropout(state, self.dropout, self.training))


class Maker:
    """Pairs as the network takes them."""

    def __init__(self, models: Path) -> None:
        """`models` holds the weights that ship."""
        self._reader = tokenizer(models / "claims-many")
        self._marks, self._words = marks_of(self._reader), session(models / "claims-many" / "words.onnx")

    def __call__(self, one: Contrast) -> Ready:
        """A pair with what is to be told of it."""
        texts = [(one.claim, one.languages[1], CLAIM), (one.source, one.languages[0], PASSAGE)]
        claim, passage = (Side(text, language, figures_of(text, language)) for text, language, _ in texts)
        row = row_of(paired(claim, passage), self._reader, self._marks)
        places = one.places[::-1] if one.places else (None, None)
        tags = [np.array([-100])]
        for (text, language, most), place in zip(texts, places, strict=True):
            item = paragraph(self._reader, text, 0, language)
            kind = 1 + KINDS.index(one.kind) if one.kind else 0
            inside = [place is not None and a < place[1] and place[0] < b for a, b in item.places]
            tags += [np.where(np.array(inside, np.bool_)[item.owner], kind, 0)[:most], np.array([-100])]
        fed = {"pieces": row.pieces[None], "shapes": row.shapes[None], "quoted": row.quoted[None]}
        (state,) = self._words.run(["state"], fed)
        whole = torch.from_numpy(np.concatenate(tags).astype(np.int64))
        return Ready(torch.tensor(state[0]).half(), torch.from_numpy(row.told).half(), whole, one.kind)


def drawn(item: Item, chance: random.Random, most: int) -> Iterator[Contrast]:
    """Some sources and claims of an item, each pair once; of a kind that goes one way, that way."""
    seen = set()
    for number in range(3 * most):
        source = {slot: chance.randrange(2) for slot in item.kinds}
        changed = chance.choice(list(item.kinds)) if number % 3 else None
        if changed is not None and item.kinds[changed] in ONE_WAY:
            source[changed] = 0
        claim = source if changed is None else {**source, changed: 1 - source[changed]}
        name = (*source.values(), *claim.values())
        if name in seen or len(seen) >= most:
            continue
        seen.add(name)
        (given, where), (claimed, there) = written(item.source, source), written(item.claim, claim)
        kind, places = (None, None) if changed is None else (item.kinds[changed], (where[changed], there[changed]))
        yield Contrast(given, claimed, item.languages, kind, places)


def batch_of(rows: Sequence[Ready]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """States, what is told, a mask and the tags of a batch, filled up."""
    state, told = (
        pad_sequence([getattr(one, name) for one in rows], batch_first=True).float() for name in ("state", "told")
    )
    mask = pad_sequence([torch.ones(len(one.tags), dtype=torch.int64) for one in rows], batch_first=True)
    return state, told, mask, pad_sequence([one.tags for one in rows], batch_first=True, padding_value=-100)


def batches(rows: Sequence[Ready], size: int, chance: random.Random) -> list[list[Ready]]:
    """Pairs of like length together, in random order."""
    order, found = chance.sample(list(rows), len(rows)), []
    for first in range(0, len(order), 40 * size):
        pool = sorted(order[first : first + 40 * size], key=lambda one: len(one.tags))
        found += [pool[at : at + size] for at in range(0, len(pool), size)]
    chance.shuffle(found)
    return found


def loss_of(net: Net, rows: Sequence[Ready], chance: random.Random) -> Tensor:
    """The loss of a batch."""
    state, told, mask, tags = batch_of(rows)
    for at in range(len(rows)):
        if chance.random() < _BARE:
            told[at, :, SHARED] = 0
    with torch.autocast("cpu", torch.bfloat16):
        logits = net(state, told, mask)
    weight = torch.ones(1 + len(KINDS))
    weight[0] = _SAME
    asked = tags >= 0
    return functional.cross_entropy(logits.float()[asked], tags[asked], weight=weight)


@torch.no_grad()
def judged(net: Net, rows: Sequence[Ready]) -> list[tuple[float, str]]:
    """How surely each pair changed, and the kind that its surest piece has."""
    net.eval()
    found = []
    for one in rows:
        state, told, mask, tags = batch_of([one])
        with torch.autocast("cpu", torch.bfloat16):
            shares = net(state, told, mask)[0].float().softmax(-1)
        changed = (1 - shares[:, 0]).masked_fill(tags[0] < 0, 0)
        best = changed.topk(min(_SUREST, len(changed)))
        found.append((float(best.values.mean()), KINDS[int(shares[best.indices[0], 1:].argmax())]))
    return found


def scores(net: Net, rows: Sequence[Ready]) -> dict[str, Any]:
    """How often a changed pair comes before a faithful one, and what is told of changed ones where some faithful ones are alarmed."""
    known = list(zip(judged(net, rows), rows, strict=True))
    faithful = sorted((sure for (sure, _), one in known if one.kind is None), reverse=True)
    changed = [(sure, kind == one.kind) for (sure, kind), one in known if one.kind is not None]
    before = np.mean([np.mean([sure > other for other in faithful]) for sure, _ in changed])
    told: dict[str, Any] = {"changed": len(changed), "faithful": len(faithful), "before": round(float(before), 3)}
    for share in _ALARMED:
        least = faithful[int(len(faithful) * share)]
        hit = [right for sure, right in changed if sure > least]
        told[f"at {share}"] = [round(len(hit) / len(changed), 3), round(sum(hit) / len(changed), 3)]
    return told


def paces(net: Net, fast: float, still: int) -> list[dict[str, Any]]:
    """The weights with their rates: lower layers learn more slowly, the `still` lowest not at all."""
    for layer in net.layers[:still]:
        layer.requires_grad_(requires_grad=False)
    count = len(net.layers)
    found = [(list(net.layers[at].parameters()), fast * 0.9 ** (count - 1 - at)) for at in range(still, count)]
    found += [(list(net.told.parameters()), 5 * fast), (list(net.tags.parameters()), 5 * fast)]
    return [{"params": weights, "lr": pace, "base": pace} for weights, pace in found]


def main() -> None:
    """Teach as the command line says."""
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("contrasts", "models", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--epochs", type=int, default=3)
    options.add_argument("--each", type=int, default=10, help="pairs of an item in an epoch")
    options.add_argument("--size", type=int, default=16, help="pairs in a batch")
    options.add_argument("--rate", type=float, default=2e-4)
    options.add_argument("--held", type=float, default=0.1, help="the share of items that is kept back")
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    chance = random.Random(given.seed)  # noqa: S311  the same each time, no secret
    items = [item for path in files(given.contrasts) if path.parent.name not in MEASURED for item in read(path).items]
    chance.shuffle(items)
    held, items = items[: int(len(items) * given.held)], items[int(len(items) * given.held) :]
    make, net = Maker(given.models), Net(given.models / "pairs" / "layers.onnx")
    beside = [make(one) for item in held for one in drawn(item, chance, given.each)]
    adam, step = torch.optim.AdamW(paces(net, given.rate, 1), betas=(0.9, 0.98), weight_decay=0.01), 0
    for epoch in range(given.epochs):
        rows = [make(one) for item in items for one in drawn(item, chance, given.each)]
        groups = batches(rows, given.size, chance)
        net.train()
        for batch in groups:
            for group in adam.param_groups:
                group["lr"] = group["base"] * rate(step, given.epochs * len(groups))
            loss = loss_of(net, batch, chance)
            adam.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            adam.step()
            step += 1
            if step % _TOLD_EVERY == 0:
                print(f"{epoch} {step} {float(loss):.4f} {time.process_time():.0f} s", file=sys.stderr, flush=True)
        torch.save(net.state_dict(), given.out / "net.pt")
        print(json.dumps({"epoch": epoch, **scores(net, beside)}), flush=True)


if __name__ == "__main__":
    main()
