"""Teach a network to tell of each piece of a claim and a passage whether, and how, it changed between the two, on `data/contrasts`.

    python training/changes/learn.py --contrasts data/contrasts --changes data/changes-news --models src/sayso/language/models --held documents-society --out RUN

It begins with the layers of the reader of pairs that ships, or with an earlier run (`--begin`), on the states of words that ship. Of an item some sources and claims are drawn anew in each epoch, a
third of them faithful, the others with one slot that changed: the words of that slot, in both texts, have its kind to be told. Claims of `data/changes-news` are put among them, as they are. RUN/net.pt is what was learned;
how well it sorts items that it has not seen is told after each epoch. An experiment: nothing that ships comes from it yet (docs/measures.md).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from sayso.align.paired import Side, paired
from sayso.bench.changes_read import FAITHFUL, Place, Story, Told
from sayso.bench.changes_read import files as files_of_changes
from sayso.bench.changes_read import half_of as half_of_story
from sayso.bench.changes_read import read as read_changes
from sayso.bench.contrasts import MEASURED
from sayso.bench.contrasts_read import KINDS, ONE_WAY, Contrast, Item, files, read, written
from sayso.bench.written import figures_of
from sayso.language.meaning import meaning_reader
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
#: A document of more sentences is shown in part.
_FEW: Final = 3
_SENTENCE: Final = re.compile(r".+?(?:[.!?…][”»“\"’]*(?=\s|$)|$)\s*", re.DOTALL)
#: So many pairs have another source beside their own.
_AMID: Final = 0.4
#: Of so many pairs it is not told which words both texts have, as they have none in two languages.
_BARE: Final = 0.3
#: Shares of faithful claims alarmed at which it is told how many changed ones are found.
_ALARMED: Final = (0.01, 0.02, 0.05, 0.1)
_TOLD_EVERY: Final = 100
#: What it weighs that a pair as a whole is told to have changed or not.
_WHOLE: Final = 0.5


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
        self.whole = nn.Parameter(torch.tensor([0.5, 0.0]))
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


def odds(logits: Tensor) -> Tensor:
    """For each piece the logarithm of how much likelier it changed than not (pairs, length)."""
    return logits[..., 1:].logsumexp(-1) - logits[..., 0]


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
        places: tuple[Any, Any] = one.places[::-1] if one.places else (None, None)
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


def drawn(item: Item, near: Nearest, chance: random.Random, most: int) -> Iterator[Contrast]:
    """Some sources and claims of an item, each pair once; of a kind that goes one way, that way."""
    seen = set()
    for number in range(3 * most):
        source = {slot: chance.randrange(2) for slot in item.kinds}
        changed = chance.choice(item.asked) if number % 3 and item.asked else None
        if changed is not None and item.kinds[changed] in ONE_WAY:
            source[changed] = 0
        claim = source if changed is None else {**source, changed: 1 - source[changed]}
        name = (*source.values(), *claim.values())
        if name in seen or len(seen) >= most:
            continue
        seen.add(name)
        (given, where), (claimed, there) = written(item.source, source), written(item.claim, claim)
        kind, places = (None, None) if changed is None else (item.kinds[changed], (where[changed], there[changed]))
        told = changed if changed is not None else chance.choice(item.asked) if item.asked else None
        whole = Contrast(given, claimed, item.languages, kind, places)
        yield near(whole, None if told is None else where[told], chance)


class Nearest:
    """The part of a document that a claim rests on, as tracing would show it: a sentence, with those beside it."""

    def __init__(self) -> None:
        """Sentences are likened to claims by their vectors."""
        reader = meaning_reader()
        if reader is None:
            raise SystemExit("the encoder of meaning is missing")
        self._reader = reader

    def __call__(self, one: Contrast, there: Place | None, chance: random.Random) -> Contrast:
        """The pair with the sentence at a place, or without one with that which is likest to the claim, and up to one on either side."""
        parts = [(part.start(), part.end()) for part in _SENTENCE.finditer(one.source)]
        if len(parts) <= _FEW:
            return one
        best = self._at(parts, there) if there else self._likest(one, parts)
        low, high = max(0, best - chance.randrange(2)), min(len(parts) - 1, best + chance.randrange(2))
        start, end = parts[low][0], parts[high][1]
        places: Any = one.places
        if places and places[0]:
            inside = start <= places[0][0] and places[0][1] <= end
            places = ((places[0][0] - start, places[0][1] - start) if inside else None, places[1])
        return replace(one, source=one.source[start:end].strip(), places=places)

    @staticmethod
    def _at(parts: Sequence[Place], there: Place) -> int:
        return max((number for number, part in enumerate(parts) if part[0] <= there[0]), default=0)

    def _likest(self, one: Contrast, parts: Sequence[Place]) -> int:
        (claim,) = self._reader.vectors([one.claim], one.languages[1])
        rows = self._reader.vectors([one.source[slice(*part)] for part in parts], one.languages[0])
        return int((rows.astype(np.float32) @ claim.astype(np.float32)).argmax())


def amid(one: Contrast, others: Sequence[Contrast], chance: random.Random) -> Contrast:
    """A pair as it is, or with another source of its language before or behind its own, as documents have more to tell than what a claim rests on."""
    if chance.random() >= _AMID:
        return one
    other = next((each for each in chance.choices(others, k=30) if each.languages[0] == one.languages[0]), None)
    if other is None:
        return one
    if chance.randrange(2):
        return replace(one, source=f"{one.source} {other.source}")
    by = len(other.source) + 1
    place = one.places and one.places[0]
    moved = None if place is None else (place[0] + by, place[1] + by)
    places: Any = one.places and (moved, one.places[1])
    return replace(one, source=f"{other.source} {one.source}", places=places)


def told_by_hands(data: Path) -> list[Contrast]:
    """Claims of `data/changes-news` beside their sources, of the stories to develop on."""
    stories = [story for path in files_of_changes(data) for story in read_changes(path).stories]
    return [_as_contrast(story, told) for story in stories if half_of_story(story) == "dev" for told in story.claims]


def _as_contrast(story: Story, told: Told) -> Contrast:
    kind = None if told.label == FAITHFUL else told.label
    places: Any = None if kind is None else (told.source, told.place)
    return Contrast(story.source, told.text, (story.language, told.language), kind, places)


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
    logits = logits.float()
    weight = torch.ones(1 + len(KINDS))
    weight[0] = _SAME
    asked = tags >= 0
    by_piece = functional.cross_entropy(logits[asked], tags[asked], weight=weight)
    changed = torch.tensor([float(one.kind is not None) for one in rows])
    whole = net.whole[0] * odds(logits).masked_fill(~asked, -30.0).logsumexp(-1) + net.whole[1]
    return by_piece + _WHOLE * functional.binary_cross_entropy_with_logits(whole, changed)


@torch.no_grad()
def judged(net: Net, rows: Sequence[Ready]) -> list[tuple[float, str]]:
    """How surely each pair changed, and the kind that its surest piece has."""
    net.eval()
    found = []
    for one in rows:
        state, told, mask, tags = batch_of([one])
        with torch.autocast("cpu", torch.bfloat16):
            logits = net(state, told, mask)[0].float()
        by_piece = odds(logits).masked_fill(tags[0] < 0, -30.0)
        kinds = (logits[:, 1:] - logits[:, :1]).masked_fill(tags[0][:, None] < 0, -30.0).logsumexp(0)
        found.append((float(by_piece.logsumexp(-1)), KINDS[int(kinds.argmax())]))
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
    options.add_argument("--changes", type=Path, help="data/changes-news, to learn from that too")
    options.add_argument("--begin", type=Path, help="net.pt of an earlier run")
    options.add_argument("--epochs", type=int, default=3)
    options.add_argument("--each", type=int, default=10, help="pairs of an item in an epoch")
    options.add_argument(
        "--others", type=float, default=1.0, help="the share of data/changes-news that is learned from"
    )
    options.add_argument("--size", type=int, default=16, help="pairs in a batch")
    options.add_argument("--rate", type=float, default=2e-4)
    options.add_argument(
        "--held", required=True, help="the folder of contrasts that is kept back, to tell how well it goes"
    )
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    chance = random.Random(given.seed)  # noqa: S311  the same each time, no secret
    known = [(path.parent.name, item) for path in files(given.contrasts) for item in read(path).items]
    items = [item for folder, item in known if folder not in {*MEASURED, given.held}]
    held = [item for folder, item in known if folder == given.held]
    if not held:
        options.error(f"there is no folder {given.held} in {given.contrasts}")
    near = Nearest()
    make, net = Maker(given.models), Net(given.models / "pairs" / "layers.onnx")
    if given.begin:
        net.load_state_dict(torch.load(given.begin))
    others = told_by_hands(given.changes) if given.changes else []
    others = chance.sample(others, int(len(others) * given.others))
    beside = [make(one) for item in held for one in drawn(item, near, chance, given.each)]
    adam, step = torch.optim.AdamW(paces(net, given.rate, 1), betas=(0.9, 0.98), weight_decay=0.01), 0
    for epoch in range(given.epochs):
        pairs = [one for item in items for one in drawn(item, near, chance, given.each)]
        all_pairs = [*pairs, *others]
        rows = [make(amid(one, all_pairs, chance)) for one in all_pairs]
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
