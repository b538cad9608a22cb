"""Train a tagger further in several languages, on our own texts and on translated news that rules label, beside PolNeAR.

    python training/attribution/further.py --data POLNEAR --ntrex NTREX --own data --start ENCODER --begin RUN --out RUN

What comes before the first layer stays as it is, so that readers of claims may share it, and so do the lowest layers.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import torch
from own import news, silver, texts, written
from start import begun, marks_of, tokenizer
from train import Mean, Run, groups

from data import Sample, sample
from model import Tagger
from sayso.bench.polnear_data import Annotation, read_split


def options() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "ntrex", "own", "start", "begin", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--languages", nargs="*", default=["de", "es", "fr"])
    parser.add_argument("--written", nargs="*", default=[], help="languages of which marked paragraphs alone are read")
    parser.add_argument("--marked", type=int, default=50, help="how many of a language's marked paragraphs are read")
    parser.add_argument("--texts", type=int, nargs=2, default=[1, 30], help="the first and the last of our own texts")
    parser.add_argument("--lines", type=int, nargs=2, default=[0, 1400], help="the lines of NTREX to learn from")
    parser.add_argument("--articles", type=int, default=6, help="articles of PolNeAR in an epoch")
    parser.add_argument("--ruled", type=int, default=120, help="paragraphs of claims that rules label, in an epoch")
    parser.add_argument("--news", type=int, default=150, help="documents of NTREX and contents in them, in an epoch")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--size", type=int, default=8, help="windows in a batch")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--decay", type=float, default=0.9)
    parser.add_argument("--mean", type=float, default=0.99)
    parser.add_argument("--still", type=int, default=2, help="how many of the lowest layers stay as they are")
    parser.add_argument("--seed", type=int, default=7)
    parser.set_defaults(share=0.0, heat=1.0)
    return parser


def held(start: Path, begin: Path) -> Tagger:
    """The tagger of a run, in which what comes before the first layer does not learn."""
    tagger = begun(start)
    tagger.load_state_dict(torch.load(begin / "best.pt"))
    encoder = tagger.encoder
    for part in (encoder.places, encoder.norm, encoder.shapes, encoder.quoted):
        part.requires_grad_(requires_grad=False)
    return tagger


def gathered(given: argparse.Namespace, reader: Any) -> tuple[list[Sample], list[Sample], list[Sample]]:
    """What is known by hand, which all is read in each epoch; paragraphs and news that rules label, of which some are."""
    first, last = given.texts
    lines = range(*given.lines)
    own = list(texts(given.own / "sayso-news", range(first, last + 1), given.languages, reader))
    ruled, told = list[Sample](), list[Sample]()
    for language in given.languages:
        own += written(given.own / "sayso-training" / f"{language}.txt", reader, given.marked)
        ruled += silver(given.own / "claims-training" / "paragraphs" / f"{language}.tsv", reader)
        told += news(given.ntrex, language, lines, reader)
    for language in given.written:
        own += written(given.own / "sayso-training" / f"{language}.txt", reader, given.marked)
    return own, ruled, told


def main() -> None:
    """Train as the command line says."""
    given = options().parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    reader = tokenizer(given.start)
    own, ruled, told = gathered(given, reader)
    every = list(read_split(given.data / "train"))
    tagger = held(given.start, given.begin)
    adam = torch.optim.AdamW(groups(tagger, given.rate, given.decay, given.still), betas=(0.9, 0.98))
    run = Run(given, tagger, adam, Mean(tagger, given.mean))
    run.go_on()
    while run.epoch < given.epochs:
        learn(run, (own, ruled, told), every, reader)
    torch.save(run.mean.weights, given.out / "best.pt")


def learn(
    run: Run, known: tuple[list[Sample], list[Sample], list[Sample]], every: list[Annotation], reader: Any
) -> None:
    """One epoch, or what is left of it: all that is known by hand, and a part of the rest, drawn anew."""
    given, (own, ruled, told) = run.given, known
    chance = random.Random(f"{given.seed}.{run.epoch}")  # noqa: S311  the same each time, no secret
    drawn = [sample(one, reader) for one in chance.sample(every, given.articles)]
    drawn += chance.sample(ruled, min(given.ruled, len(ruled))) + chance.sample(told, min(given.news, len(told)))
    run.learn([*own, *drawn], None, marks_of(reader))
    run.keep()
    print(json.dumps({"epoch": run.epoch, "cpu": round(time.process_time())}), flush=True)


if __name__ == "__main__":
    main()
