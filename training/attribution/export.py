"""Write a trained tagger as ONNX with 8-bit weights, its tokenizer, and what the reader must know of it.

python training/attribution/export.py --start FOLDER --run RUN --out src/sayso/language/models/said-en [--words claims-many] [--evened]

The states of words are a graph of their own, which the reader of claims shares. With `--words`, they and the tokenizer are those of other weights.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from small import Form, tell, written
from start import begun, marks_of, tokenizer

from model import LINK


def main() -> None:
    """Write the files as the command line says."""
    options = argparse.ArgumentParser()
    for name in ("start", "run", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--words", help="the weights whose states of words are shared")
    options.add_argument(
        "--evened", action="store_true", help="names of nations, creeds and parties are read as one another"
    )
    options.add_argument("--together", type=int, default=240, help="pieces of a window of several paragraphs")
    given = options.parse_args()
    tagger = begun(given.start)
    tagger.load_state_dict(torch.load(given.run / "best.pt"))
    tagger.eval()
    given.out.mkdir(parents=True, exist_ok=True)
    words, layers = written(tagger, Form(("tags", "links"), ("/tags/", "/links/")), given.out)
    files = [words, layers]
    if given.words:
        words.unlink()
        files = [layers]
    else:
        files.append(given.out / "tokenizer.json")
        files[-1].write_bytes((given.start / "tokenizer.json").read_bytes())
    links = {"length": LINK, "distance": tagger.distance.tolist(), "between": tagger.between.tolist()}
    marks = list(marks_of(tokenizer(given.start)))
    tell(
        given.out,
        files,
        {
            "words": given.words or given.out.name,
            "evened": given.evened,
            "together": given.together,
            "marks": marks,
            "links": links,
        },
    )


if __name__ == "__main__":
    main()
