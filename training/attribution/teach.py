"""What a trained tagger says of every word of PolNeAR's train articles, for a smaller one to learn from.

    python training/attribution/teach.py --data POLNEAR --start ENCODER --run RUN [--run RUN ...] --out LOGITS

Of several runs the mean is taken; with `--beside LOGITS`, also with what a tagger with another tokenizer said, in paragraphs whose words are the same.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch
from evaluate import outputs
from start import begun, marks_of, tokenizer
from torch import Tensor

from data import sample
from sayso.bench.polnear_data import read_split


def main() -> None:
    """Write the logits as the command line says."""
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "start", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--run", type=Path, required=True, action="append")
    options.add_argument("--beside", type=Path, help="logits written before, of another encoder")
    given = options.parse_args()
    torch.set_num_threads(1)
    reader = tokenizer(given.start)
    taggers = []
    for run in given.run:
        tagger = begun(given.start)
        tagger.load_state_dict(torch.load(run / "best.pt"))
        taggers.append(tagger.eval())
    found: dict[str, list[Tensor]] = {}
    for known in read_split(given.data / "train"):
        if known.article in found:
            continue
        one = sample(known, reader)
        views = [outputs(tagger, one, marks_of(reader))[0] for tagger in taggers]
        found[known.article] = [
            torch.stack([torch.from_numpy(row) for row in rows]).mean(0).half() for rows in zip(*views, strict=True)
        ]
        if len(found) % 50 == 0:
            print(len(found), file=sys.stderr, flush=True)
    if given.beside:
        other = torch.load(given.beside)
        found = {name: [_mean(*pair) for pair in zip(rows, other[name], strict=True)] for name, rows in found.items()}
    torch.save(found, given.out)


def _mean(own: Tensor, other: Tensor) -> Tensor:
    return (own.float() + other.float()).div(2).half() if own.shape == other.shape else own


if __name__ == "__main__":
    main()
