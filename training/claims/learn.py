"""Train a branch of claims on an encoder.

    python training/claims/learn.py --start ENCODER [--begin RUN] --out RUN --own FOLDER --newssd FOLDER [--at 4] [--layers 1]
    python training/claims/learn.py --start ENCODER --out RUN --worth TRAIN.tsv --whole --at 0 --layers 6        (for the bench alone)

Without `--whole` what lies below layer `at` stays as it is; with 0 these are the states of words, which the tagger of say-so has, too. RUN/branch.pt is
what was learned. Sentences are set side by side in windows, as in a text, and each is asked by itself.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from branch import Branch, pooled
from sentences import TASKS, Labelled, checkthat_subjectivity, checkthat_worth, newssd, own, own_paragraphs
from start import begun, marks_of, tokenizer
from torch import Tensor
from torch.nn import functional
from train import rate

from sayso.language.pieces import paragraph

TOLD = 100
#: The share of the steps in which the pace of learning goes up.
WARM = 0.08
#: What each question weighs in the loss.
SHARE = {"sort": 1.0, "certainty": 0.5, "worth": 1.0, "loaded": 0.7, "subjective": 1.0}


@dataclass(frozen=True, slots=True)
class Given:
    """What is learned from: sentences that stand alone, and whole paragraphs."""

    sentences: list[Labelled]
    paragraphs: list[tuple[Labelled, ...]]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window: its rows of numbers, and its claims with the pieces they span."""

    pieces: list[int]
    shapes: list[int]
    quoted: list[int]
    claims: tuple[tuple[int, int, Labelled], ...]


def encoded(
    group: Sequence[Labelled], reader: Any, marks: tuple[int, int], *, evened: bool, limit: int = 300
) -> Encoded:
    """Sentences side by side, as in a paragraph."""
    text, spans = "", []
    for one in group:
        text += " " if text else ""
        spans.append((len(text), len(text) + len(one.text)))
        text += one.text
    item = paragraph(reader, text, 0, group[0].language, evened=evened)
    owner = item.owner[:limit].tolist()
    starts = [place[0] for place in item.places]
    claims = []
    for (start, end), one in zip(spans, group, strict=True):
        held = [at for at, word in enumerate(owner) if start <= starts[word] < end]
        if held:
            claims.append((held[0] + 1, held[-1] + 2, one))
    rows = ([0, *told[owner].tolist(), 0] for told in (item.shapes, item.quoted))
    return Encoded([marks[0], *item.pieces[:limit].tolist(), marks[1]], *rows, tuple(claims))


def batch_of(windows: Sequence[Encoded], pad: int) -> tuple[list[Tensor], Tensor, Tensor, list[Labelled]]:
    """Windows of one batch, filled up; and the claims with their windows and pieces."""
    length = max(len(one.pieces) for one in windows)
    rows = [
        torch.tensor([row + [fill] * (length - len(row)) for row in part])
        for part, fill in (
            ([one.pieces for one in windows], pad),
            ([one.shapes for one in windows], 0),
            ([one.quoted for one in windows], 0),
            ([[1] * len(one.pieces) for one in windows], 0),
        )
    ]
    claims = [(number, *claim) for number, one in enumerate(windows) for claim in one.claims]
    return rows, torch.tensor([c[0] for c in claims]), torch.tensor([c[1:3] for c in claims]), [c[3] for c in claims]


def loss_of(answers: dict[str, Tensor], claims: Sequence[Labelled]) -> Tensor:
    """The sum of the questions' losses, each over the claims that it is asked of."""
    total = torch.zeros(())
    labelled = max(1, sum(any(getattr(one, name) is not None for name, _ in TASKS) for one in claims))
    for name, count in TASKS:
        asked = [at for at, one in enumerate(claims) if getattr(one, name) is not None]
        if not asked:
            continue
        goal = [getattr(claims[at], name) for at in asked]
        given = answers[name][asked].float()
        if count > 1:
            loss = functional.cross_entropy(given, torch.tensor(goal), label_smoothing=0.05)
        else:
            loss = functional.binary_cross_entropy_with_logits(given[:, 0], torch.tensor(goal))
        total = total + SHARE[name] * loss * len(asked) / labelled
    return total


Group = tuple[Labelled, ...]


def groups_of(sentences: Sequence[Labelled], beside: Sequence[int], chance: random.Random) -> Iterator[Group]:
    """Sentences of one language set side by side, in random order."""
    by_language: dict[str, list[Labelled]] = {}
    for one in chance.sample(list(sentences), len(sentences)):
        by_language.setdefault(one.language, []).append(one)
    for row in by_language.values():
        at = 0
        while at < len(row):
            size = chance.choice(beside)
            yield tuple(row[at : at + size])
            at += size


def batches(
    given: Given, reader: Any, marks: tuple[int, int], options: argparse.Namespace, chance: random.Random
) -> Iterator[list[Encoded]]:
    """Windows of sentences and paragraphs in random order, those of like length together."""
    groups = [*groups_of(given.sentences, options.beside, chance), *given.paragraphs]
    windows = [encoded(one, reader, marks, evened=options.evened) for one in groups]
    chance.shuffle(windows)
    large = options.size * 40
    ordered = [
        row
        for start in range(0, len(windows), large)
        for row in sorted(windows[start : start + large], key=lambda one: len(one.pieces))
    ]
    cut = [ordered[at : at + options.size] for at in range(0, len(ordered), options.size)]
    chance.shuffle(cut)
    yield from cut


def groups(branch: Branch, fast: float, decay: float) -> list[dict[str, Any]]:
    """The weights with their rates: lower layers learn more slowly, the words' vectors not at all."""
    branch.lower.words.weight.requires_grad_(requires_grad=False)
    layers = [*branch.lower.layers, *branch.upper]
    found = [(list(layer.parameters()), fast * decay ** (len(layers) - 1 - at)) for at, layer in enumerate(layers)]
    found.append((list(branch.answers.parameters()), 10 * fast))
    if branch.whole:
        found.append(
            ([*branch.lower.places.parameters(), *branch.lower.norm.parameters()], fast * decay ** len(layers))
        )
    rows = []
    for weights, pace in found:
        for wide, fading in ((True, 0.01), (False, 0.0)):
            kept = [weight for weight in weights if weight.requires_grad and (weight.ndim > 1) is wide]
            if kept:
                rows.append({"params": kept, "lr": pace, "base": pace, "weight_decay": fading})
    return rows


def learned(branch: Branch, data: Given, reader: Any, given: argparse.Namespace) -> None:
    """Train for all epochs."""
    marks, pad = marks_of(reader), 1 if reader.token_to_id("<pad>") == 1 else 0
    adam = torch.optim.AdamW(groups(branch, given.rate, given.decay), betas=(0.9, 0.98))
    windows = len(data.sentences) * len(given.beside) / sum(given.beside) + len(data.paragraphs)
    total = given.epochs * math.ceil(windows / given.size)
    step, losses = 0, []
    for epoch in range(given.epochs):
        chance = random.Random(f"{given.seed}.{epoch}")  # noqa: S311  the same order each time, no secret
        branch.train()
        for windows in batches(data, reader, marks, given, chance):
            for group in adam.param_groups:
                group["lr"] = group["base"] * rate(step, total, WARM)
            rows, held, spans, claims = batch_of(windows, pad)
            if not claims:
                continue
            with torch.autocast("cpu", torch.bfloat16):
                found = branch(*rows)
            loss = loss_of(pooled(found.float(), held, spans), claims)
            adam.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(branch.parameters(), 1.0)
            adam.step()
            step += 1
            losses = [*losses[-TOLD:], float(loss.detach())]
            if step % TOLD == 0:
                told = f"{epoch} {step}/{total} {sum(losses) / len(losses):.4f} {time.process_time():.0f} s"
                print(told, file=sys.stderr, flush=True)


@torch.no_grad()
def asked(branch: Branch, sentences: Sequence[Labelled], reader: Any, *, evened: bool) -> dict[str, Tensor]:
    """The branch's answers to every question for each sentence alone, in order."""
    branch.eval()
    marks, pad = marks_of(reader), 1 if reader.token_to_id("<pad>") == 1 else 0
    windows = [encoded((one,), reader, marks, evened=evened) for one in sentences]
    order = sorted(range(len(windows)), key=lambda at: len(windows[at].pieces))
    parts: dict[str, list[Tensor]] = {name: [] for name, _ in TASKS}
    for start in range(0, len(order), 64):
        rows, held, spans, _ = batch_of([windows[at] for at in order[start : start + 64]], pad)
        for name, row in pooled(branch(*rows).float(), held, spans).items():
            parts[name].append(row)
    back = torch.tensor(order).argsort()
    return {name: torch.cat(rows)[back] for name, rows in parts.items()}


def gathered(given: argparse.Namespace) -> Given:
    """What is to be learned from."""
    found: list[Labelled] = []
    texts: list[Group] = []
    if given.own:
        found += [one for path in sorted(given.own.glob("sentences/*.tsv")) for one in own(path)]
        texts += [one for path in sorted(given.own.glob("paragraphs/*.tsv")) for one in own_paragraphs(path)]
    if given.newssd:
        for language, folder in (("en", "english"), ("it", "italian")):
            found += newssd(given.newssd / folder / "train.csv", language)
    if given.worth:
        found += checkthat_worth(given.worth)
    if given.subjective:
        for folder, language in (("english", "en"), ("german", "de"), ("italian", "it")):
            found += checkthat_subjectivity(given.subjective / folder / f"train_{language}.tsv", language)
    asked = set(given.languages)
    return Given(
        [one for one in found if not asked or one.language in asked],
        [one for one in texts if not asked or one[0].language in asked],
    )


def options() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, required=True, help="the encoder's folder")
    parser.add_argument("--begin", type=Path, help="the run of the tagger whose encoder is shared")
    parser.add_argument("--out", type=Path, required=True)
    for name in ("own", "newssd", "worth", "subjective"):
        parser.add_argument(f"--{name}", type=Path, help=f"sentences to learn from: {name}")
    parser.add_argument("--languages", nargs="*", default=[])
    parser.add_argument("--at", type=int, default=4, help="the layer from which the branch goes on")
    parser.add_argument("--layers", type=int, default=1, help="layers of its own")
    parser.add_argument(
        "--evened", action="store_true", help="names of nations, creeds and parties are read as one another"
    )
    parser.add_argument("--whole", action="store_true", help="lower layers learn, too")
    parser.add_argument(
        "--beside", type=int, nargs="*", default=[1, 2, 4], help="sentences in a window, drawn from these"
    )
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--size", type=int, default=16, help="windows in a batch")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--decay", type=float, default=0.9)
    parser.add_argument("--seed", type=int, default=7)
    return parser


def begin(given: argparse.Namespace) -> Branch:
    """The branch on its encoder, before it has learned."""
    tagger = begun(given.start)
    if given.begin:
        tagger.load_state_dict(torch.load(given.begin / "best.pt"))
    return Branch(tagger.encoder, given.at, given.layers, whole=given.whole)


def main() -> None:
    """Train as the command line says, and keep what was learned with the command."""
    given = options().parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    branch, reader = begin(given), tokenizer(given.start)
    learned(branch, gathered(given), reader, given)
    kept = branch.state_dict()
    if not given.whole:
        kept = {name: value for name, value in kept.items() if not name.startswith("lower.")}
    torch.save(kept, given.out / "branch.pt")
    told = {name: str(value) if isinstance(value, Path) else value for name, value in vars(given).items()}
    (given.out / "given.json").write_text(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
