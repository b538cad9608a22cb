"""Teach a reader of claims with fewer layers what one with more says, so that it costs less.

    python training/claims/distil.py --teacher TEACHER --out OUT --own data/claims-training --newssd NEWSSD --ntrex NTREX --changes data/changes-news --work WORK

TEACHER is a folder as `export.py` writes it, or as it once shipped. The pupil begins as the teacher's first layers, on the same states of words, and
learns from what the teacher says of each piece and of each span, from its last states, and from the labels that the teacher learned
from (Hinton et al. 2015; Jiao et al. 2020). OUT gets the pupil with the teacher's own states of words, as a folder of the same form; WORK keeps what
the teacher said and what was learned. How near the pupil comes is told on lines of news that it did not learn from.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import torch
from branch import pooled
from layers import Layers, read, write
from learn import SHARE, TOLD, WARM, Group, encoded, groups_of, loss_of
from sentences import TASKS, Labelled, judged, newssd, own, own_paragraphs
from shipped import session
from small import tell
from start import marks_of, tokenizer
from told import Told, all_told, numbers_of
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from train import rate

from sayso.bench.changes_read import DEVELOPED_ON
from sayso.bench.changes_read import read as read_stories

#: The languages that are read, and NTREX's names of those in which it has text.
LANGUAGES: Final = {"de": "deu", "es": "spa", "fr": "fra", "it": "ita"}
#: Lines of NTREX that are learned from; the rest tells how near the pupil comes.
LINES: Final = 1900
#: How many sentences stand side by side: labelled ones, and lines of news.
BESIDE: Final = (1, 2, 4)
NEWS: Final = (1, 2, 4, 8)
#: What weighs in the loss: labels, each piece's numbers, the last states.
LABELS: Final = 0.5
PIECES: Final = 1.0
STATES: Final = 1.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side, filled up to one length; claims with their windows and spans."""

    begin: Tensor
    end: Tensor
    numbers: Tensor
    mask: Tensor
    held: Tensor
    spans: Tensor
    claims: list[Labelled]


def groups(given: argparse.Namespace, chance: random.Random) -> list[Group]:
    """What is read in an epoch: labelled sentences and paragraphs, lines of news, in the languages that are read."""
    found = [one for language in LANGUAGES for one in own(given.own / "sentences" / f"{language}.tsv")]
    found += newssd(given.newssd / "italian" / "train.csv", "it")
    found += [one for path in sorted((given.own / "subjective").glob("??.tsv")) for one in judged(path)]
    texts = [one for language in LANGUAGES for one in own_paragraphs(given.own / "paragraphs" / f"{language}.tsv")]
    for language in LANGUAGES:
        texts += beside(known_news(given, language)[:LINES], NEWS, chance)
        texts += beside(stories(given.changes, language), NEWS, chance)
    return [*groups_of(found, BESIDE, chance), *texts]


def news(folder: Path, language: str) -> list[Labelled]:
    """Lines of NTREX-128 (CC BY-SA 4.0), of which nothing is known."""
    path = folder / f"newstest2019-ref.{LANGUAGES[language]}.txt"
    return [Labelled(language, line) for line in path.read_text(encoding="utf-8").splitlines()]


def known_news(given: argparse.Namespace, language: str) -> list[Labelled]:
    """The same, with what is known of whether a line is subjective: the lines say the same in all languages."""
    rows = (
        row.split("\t") for row in (given.own / "subjective" / "ntrex.tsv").read_text(encoding="utf-8").splitlines()
    )
    told_ = {int(number) - 1: float(label == "SUBJ") for number, label, sure in rows if sure == "1"}
    return [replace(one, subjective=told_.get(at)) for at, one in enumerate(news(given.ntrex, language))]


def stories(folder: Path, language: str) -> list[Labelled]:
    """Sources and claims of `data/changes-news` (CC BY 4.0, ours), of the folders to develop on: nothing is known of them as claims."""
    read_ = [
        story
        for name in sorted(DEVELOPED_ON)
        for path in sorted((folder / name).glob("*.txt"))
        for story in read_stories(path).stories
    ]
    texts = [(one.language, one.source) for one in read_] + [
        (told_.language, told_.text) for one in read_ for told_ in one.claims
    ]
    return [Labelled(language, text) for spoken, text in texts if spoken == language]


def beside(lines: Sequence[Labelled], sizes: Sequence[int], chance: random.Random) -> Iterator[Group]:
    """Lines side by side as they stand."""
    at = 0
    while at < len(lines):
        size = chance.choice(sizes)
        yield tuple(lines[at : at + size])
        at += size


def told(given: argparse.Namespace, part: int) -> list[Told]:
    """What the teacher says of everything, set side by side in one way of several; kept in a file."""
    teacher = hashlib.sha256((given.teacher / "layers.onnx").read_bytes()).hexdigest()[:8]
    kept = given.work / f"told-{teacher}-{given.seed}-{part}.pt"
    if not kept.exists():
        chance, reader = random.Random(f"{given.seed}.{part}"), tokenizer(given.teacher)  # noqa: S311  the same each time, no secret
        windows = [encoded(one, reader, marks_of(reader), evened=True) for one in groups(given, chance)]
        torch.save(all_told(given.teacher, windows, chance), kept)
    found: list[Told] = torch.load(kept, weights_only=False)
    return found


def batch_of(windows: Sequence[Told]) -> Batch:
    """Windows of one batch, filled up."""
    rows = [pad_sequence([getattr(one, name) for one in windows], batch_first=True).float()
            for name in ("begin", "end", "numbers")]  # fmt: skip
    mask = pad_sequence([torch.ones(len(one.begin), dtype=torch.int64) for one in windows], batch_first=True)
    asked = [(number, *span) for number, one in enumerate(windows) for span in one.spans]
    spans = torch.tensor([one[1:3] for one in asked])
    return Batch(*rows, mask, torch.tensor([one[0] for one in asked]), spans, [one[3] for one in asked])


def batches(windows: Sequence[Told], size: int, chance: random.Random) -> Iterator[Batch]:
    """Windows in random order, those of like length together."""
    mixed, large = chance.sample(list(windows), len(windows)), size * 40
    ordered = [
        one
        for start in range(0, len(mixed), large)
        for one in sorted(mixed[start : start + large], key=lambda one: len(one.begin))
    ]
    cut = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    for row in chance.sample(cut, len(cut)):
        yield batch_of(row)


def taught(found: dict[str, Tensor], known: dict[str, Tensor], claims: Sequence[Labelled]) -> Tensor:
    """How far answers for spans are from the teacher's; where people have said whether a span is subjective, the teacher isn't asked that."""
    total = torch.zeros(())
    open_ = torch.tensor([one.subjective is None for one in claims])
    found, known = ({**row, "subjective": row["subjective"][open_]} for row in (found, known))
    for name, count in TASKS:
        if not len(found[name]):
            continue
        if count > 1:
            loss = functional.kl_div(
                found[name].log_softmax(-1), known[name].log_softmax(-1), log_target=True, reduction="batchmean"
            )
        else:
            loss = functional.binary_cross_entropy_with_logits(found[name], known[name].sigmoid())
        total = total + SHARE[name] * loss
    return total


def loss_for(pupil: Layers, batch: Batch, given: argparse.Namespace) -> Tensor:
    """The whole loss of a batch."""
    with torch.autocast("cpu", torch.bfloat16):
        last = pupil.last(batch.begin, batch.mask)
        numbers = pupil.numbers(last)
    last, numbers = last.float(), numbers.float()
    inside = batch.mask.bool()
    ends, goals = batch.end[inside], batch.numbers[inside]
    states = (last[inside] - ends).square().mean() / ends.var()
    pieces = ((numbers[inside] - goals) / goals.std(0)).square().mean()
    found, known = (pooled(one, batch.held, batch.spans) for one in (numbers, batch.numbers))
    labels = loss_of(found, batch.claims)
    return taught(found, known, batch.claims) + given.labels * labels + PIECES * pieces + given.states * states


def learned(pupil: Layers, given: argparse.Namespace) -> None:
    """Train for all epochs; the ways to set things side by side take turns."""
    ways = [told(given, part) for part in range(given.ways)]
    adam = torch.optim.AdamW(pupil.parameters(), lr=given.rate, betas=(0.9, 0.98), weight_decay=0.01)
    total = sum(math.ceil(len(ways[epoch % given.ways]) / given.size) for epoch in range(given.epochs))
    step, losses = 0, list[float]()
    for epoch in range(given.epochs):
        chance = random.Random(f"{given.seed}.{epoch}.order")  # noqa: S311  the same each time, no secret
        pupil.train()
        for batch in batches(ways[epoch % given.ways], given.size, chance):
            adam.param_groups[0]["lr"] = given.rate * rate(step, total, WARM)
            loss = loss_for(pupil, batch, given)
            adam.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(pupil.parameters(), 1.0)
            adam.step()
            step += 1
            losses = [*losses[-TOLD:], float(loss.detach())]
            if step % TOLD == 0:
                line = f"{epoch} {step}/{total} {sum(losses) / len(losses):.4f} {time.process_time():.0f} s"
                print(line, file=sys.stderr, flush=True)
        torch.save(pupil.state_dict(), given.work / f"pupil-{given.layers}.pt")


def written(pupil: Layers, given: argparse.Namespace) -> None:
    """Write the pupil's folder: its layers, all else as the teacher's."""
    files = [given.out / name for name in ("layers.onnx", "words.onnx", "tokenizer.json")]
    write(pupil, files[0])
    for path in files[1:]:
        path.write_bytes((given.teacher / path.name).read_bytes())
    facts = json.loads((given.teacher / "facts.json").read_text())
    del facts["sha256"]
    tell(given.out, files, {**facts, "words": given.out.name})


@torch.no_grad()
def near(given: argparse.Namespace) -> Iterator[str]:
    """How near what was written comes to the teacher: sorts and certainties that are the same, and how far shares of yes are apart on the mean."""
    reader, pupil = tokenizer(given.teacher), session(given.out / "layers.onnx")
    chance = random.Random(given.seed)  # noqa: S311  the same each time, no secret
    for language in LANGUAGES:
        lines = beside(news(given.ntrex, language)[LINES:], NEWS, chance)
        windows = all_told(
            given.teacher, [encoded(one, reader, marks_of(reader), evened=True) for one in lines], chance
        )
        batch = batch_of(windows)
        known = pooled(batch.numbers, batch.held, batch.spans)
        rows = pad_sequence([numbers_of(pupil, one.begin) for one in windows], batch_first=True)
        found = pooled(rows, batch.held, batch.spans)
        parts = [
            f"{name} {(found[name].argmax(1) == known[name].argmax(1)).float().mean():.3f}"
            if count > 1
            else f"{name} {(found[name].sigmoid() - known[name].sigmoid()).abs().mean():.3f}"
            for name, count in TASKS
        ]
        yield f"{language}, n {len(batch.claims)}: " + ", ".join(parts)


def main() -> None:
    """Teach as the command line says, and write what was learned."""
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("teacher", "out", "own", "newssd", "ntrex", "changes", "work"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--begin", type=Path, help="a pupil of WORK, kept elsewhere, which learns on")
    options.add_argument("--layers", type=int, default=3)
    options.add_argument("--epochs", type=int, default=3)
    options.add_argument("--ways", type=int, default=1, help="ways to set sentences side by side")
    options.add_argument("--size", type=int, default=16, help="windows in a batch")
    options.add_argument("--rate", type=float, default=4e-4)
    options.add_argument("--dropout", type=float, default=0.0)
    options.add_argument("--labels", type=float, default=LABELS)
    options.add_argument("--states", type=float, default=STATES)
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(1)
    for folder in (given.work, given.out):
        folder.mkdir(parents=True, exist_ok=True)
    pupil = read(given.teacher / "layers.onnx", given.layers, given.dropout)
    if given.begin:
        pupil.load_state_dict(torch.load(given.begin))
    learned(pupil, given)
    written(pupil, given)
    for line in near(given):
        print(line)


if __name__ == "__main__":
    main()
