"""Write a reader of claims as ONNX with 8-bit weights, its tokenizer, and what is to be known of it.

python training/claims/export.py --run RUN --out src/sayso/language/models/claims-many [--words said-en]

With `--words`, the states of words and the tokenizer are those of other weights, from which the run began.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import torch
from branch import Branch
from learn import begin
from sentences import TASKS

sys.path.insert(0, str(Path(__file__).parents[1] / "attribution"))
from small import Form, tell, written
from start import marks_of, tokenizer


def trained(run: Path) -> tuple[Branch, Path]:
    """The branch of a run, and the folder of the encoder that it began from."""
    given = argparse.Namespace(**json.loads((run / "given.json").read_text()))
    given.start = Path(given.start)
    given.begin = Path(given.begin) if given.begin else None
    branch = begin(given)
    branch.load_state_dict(torch.load(run / "branch.pt"), strict=False)
    return branch.eval(), given.start


def main() -> None:
    """Write the files as the command line says."""
    options = argparse.ArgumentParser()
    options.add_argument("--run", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--words", help="the weights whose states of words are shared")
    options.add_argument("--together", type=int, default=240, help="pieces of a window of several paragraphs")
    asked = options.parse_args()
    branch, start = trained(asked.run)
    asked.out.mkdir(parents=True, exist_ok=True)
    words, layers = written(branch, Form(("claims",), ("/answers/",)), asked.out)
    files = [layers]
    if asked.words:
        words.unlink()
    else:
        files += [words, asked.out / "tokenizer.json"]
        files[-1].write_bytes((start / "tokenizer.json").read_bytes())
    facts = {
        "words": asked.words or asked.out.name,
        "evened": True,
        "together": asked.together,
        "marks": list(marks_of(tokenizer(start))),
        "claims": [list(task) for task in TASKS],
    }
    tell(asked.out, files, facts)


if __name__ == "__main__":
    main()
